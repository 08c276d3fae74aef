/* A list of paths and labels, each checked as it is added. */
#include "scene/scene.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

/* The largest page a PDF reader must accept is 14,400 points; beyond it, back-ends clip
 * or drop without a word. */
#define COORDINATE_MAX_PT 14400.0

struct plume_scene {
    double width_pt, height_pt;
    plume_mark *mark;
    size_t count, capacity;
    char *tip; /* of what is drawn next; NULL none */
    plume_status status;
    const char *reason;
};

static void fail(plume_scene *scene, plume_status status, const char *reason)
{
    if (scene->status != PLUME_OK)
        return;
    scene->status = status;
    scene->reason = reason;
}

static bool in_range(double value)
{
    return isfinite(value) && fabs(value) <= COORDINATE_MAX_PT;
}

/* 14400 pt are what readers of PDF guarantee (ISO 32000-1, Annex C). */
plume_status plume_scene_new(plume_scene **out, double width_pt, double height_pt,
                             plume_error *error)
{
    plume_scene *scene;

    *out = NULL;
    if (!in_range(width_pt) || !in_range(height_pt) || width_pt <= 0.0 ||
        height_pt <= 0.0)
        return plume_fail(
            error, PLUME_ERR_VALUE,
            "a drawing must be larger than 0 and at most 14400 pt wide and high");
    scene = calloc(1, sizeof *scene);
    if (scene == NULL)
        return plume_fail_memory(error);
    scene->width_pt = width_pt;
    scene->height_pt = height_pt;
    *out = scene;
    return PLUME_OK;
}

/* The scene owns what its marks point at; the pointers are const for everyone else. */
static void free_mark(const plume_mark *mark)
{
    if (mark->is_label) {
        free((void *)(uintptr_t)mark->label.text);
        return;
    }
    free((void *)(uintptr_t)mark->path.step);
    free((void *)(uintptr_t)mark->path.tip);
}

void plume_scene_free(plume_scene *scene)
{
    if (scene == NULL)
        return;
    for (size_t i = 0; i < scene->count; i++)
        free_mark(&scene->mark[i]);
    free(scene->mark);
    free(scene->tip);
    free(scene);
}

void plume_scene_set_tip(plume_scene *scene, const char *tip)
{
    free(scene->tip);
    scene->tip = tip == NULL ? NULL : strdup(tip);
    if (tip != NULL && scene->tip == NULL)
        fail(scene, PLUME_ERR_MEMORY, "out of memory");
}

double plume_scene_width_pt(const plume_scene *scene)
{
    return scene->width_pt;
}

double plume_scene_height_pt(const plume_scene *scene)
{
    return scene->height_pt;
}

void plume_scene_set_height(plume_scene *scene, double height_pt)
{
    if (!in_range(height_pt) || height_pt <= 0.0)
        fail(scene, PLUME_ERR_VALUE, "a drawing is not between 0 and 14400 pt high");
    else
        scene->height_pt = height_pt;
}

/* NULL after a failure. */
static plume_mark *next_mark(plume_scene *scene)
{
    if (scene->count == scene->capacity) {
        size_t capacity = scene->capacity == 0 ? 64 : 2 * scene->capacity;
        plume_mark *grown = realloc(scene->mark, capacity * sizeof *grown);

        if (grown == NULL) {
            fail(scene, PLUME_ERR_MEMORY, "out of memory");
            return NULL;
        }
        scene->mark = grown;
        scene->capacity = capacity;
    }
    memset(&scene->mark[scene->count], 0, sizeof *scene->mark);
    return &scene->mark[scene->count];
}

static bool step_in_range(const plume_step *step)
{
    if (step->kind == PLUME_STEP_CLOSE)
        return true;
    if (step->kind == PLUME_STEP_CURVE && !(in_range(step->x1) && in_range(step->y1) &&
                                            in_range(step->x2) && in_range(step->y2)))
        return false;
    return in_range(step->x) && in_range(step->y);
}

static bool path_in_range(const plume_path *path)
{
    for (size_t i = 0; i < path->step_count; i++)
        if (!step_in_range(&path->step[i]))
            return false;
    return in_range(path->stroke_width_pt) && in_range(path->dash_on_pt) &&
           in_range(path->dash_off_pt);
}

/* The first failure stays and the rest is not drawn, so that a chart asks once, at
 * its end. A coordinate that is no number is a fault of the chart and never reaches a
 * file. */
void plume_scene_add_path(plume_scene *scene, const plume_path *path)
{
    plume_mark *mark;
    plume_step *copy;

    if (scene->status != PLUME_OK || path->step_count == 0)
        return;
    if (!path_in_range(path)) {
        fail(scene, PLUME_ERR_VALUE,
             "a coordinate of the drawing is not finite or beyond 14400 pt");
        return;
    }
    mark = next_mark(scene);
    if (mark == NULL)
        return;
    copy = malloc(path->step_count * sizeof *copy);
    if (copy == NULL) {
        fail(scene, PLUME_ERR_MEMORY, "out of memory");
        return;
    }
    memcpy(copy, path->step, path->step_count * sizeof *copy);
    mark->path = *path;
    mark->path.step = copy;
    mark->path.tip = NULL;
    if (scene->tip != NULL && !path->decoration &&
        (mark->path.tip = strdup(scene->tip)) == NULL)
        fail(scene, PLUME_ERR_MEMORY, "out of memory");
    scene->count++;
}

/* Valid UTF-8 without controls. Cairo draws nothing more after one invalid byte, so what
 * slips past the gate at the door is stopped here. */
static bool is_clean(const char *text)
{
    size_t length = strlen(text), at = 0;

    while (at < length) {
        int32_t character;
        size_t used = plume_utf8_next(&character, text + at, length - at);

        if (used == 0 || character < 0x20 || (character >= 0x7F && character < 0xA0))
            return false;
        at += used;
    }
    return true;
}

/* Text is checked here once for all formats: names come out of logs and may hold
 * anything. */
void plume_scene_add_label(plume_scene *scene, const plume_label *label)
{
    plume_mark *mark;
    char *copy;

    if (scene->status != PLUME_OK || label->text[0] == '\0')
        return;
    if (!in_range(label->x_pt) || !in_range(label->y_pt) || !in_range(label->size_pt)) {
        fail(scene, PLUME_ERR_VALUE,
             "the place of a label is not finite or beyond 14400 pt");
        return;
    }
    if (!is_clean(label->text)) {
        fail(scene, PLUME_ERR_VALUE, "a label holds bytes that are no clean UTF-8 text");
        return;
    }
    mark = next_mark(scene);
    if (mark == NULL)
        return;
    copy = strdup(label->text);
    if (copy == NULL) {
        fail(scene, PLUME_ERR_MEMORY, "out of memory");
        return;
    }
    mark->is_label = true;
    mark->label = *label;
    mark->label.text = copy;
    scene->count++;
}

void plume_scene_require(plume_scene *scene, const plume_text *text)
{
    plume_status status = plume_text_status(text, NULL);

    if (status != PLUME_OK)
        fail(scene, status, "a label is too long");
}

void plume_scene_add_built(plume_scene *scene, const plume_label *label, plume_text *text)
{
    plume_label built = *label;

    built.text = text->data;
    plume_scene_require(scene, text);
    plume_scene_add_label(scene, &built);
    plume_text_dispose(text);
}

plume_status plume_scene_status(const plume_scene *scene, plume_error *error)
{
    if (scene->status == PLUME_OK)
        return PLUME_OK;
    if (scene->status == PLUME_ERR_MEMORY)
        return plume_fail_memory(error);
    return plume_fail(error, scene->status, "%s", scene->reason);
}

size_t plume_scene_count(const plume_scene *scene)
{
    return scene->count;
}

const plume_mark *plume_scene_at(const plume_scene *scene, size_t i)
{
    return &scene->mark[i];
}
