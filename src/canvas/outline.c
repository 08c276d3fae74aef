/* The scene in plain text, one mark a line: what tests compare instead of pixels. */
#include <stdlib.h>

#include "canvas/canvas.h"
#include "canvas/print.h"

typedef struct outline {
    plume_output *output;
    plume_text text;
} outline;

static const char *const faces[PLUME_FACE_COUNT] = {
    "sans", "sans-bold", "sans-italic", "serif", "serif-bold", "serif-italic", "mono",
};

static plume_status begin(void **page, plume_output *output, const plume_page_info *info,
                          plume_error *error)
{
    outline *self = calloc(1, sizeof *self);

    *page = self;
    if (self == NULL)
        return plume_fail_memory(error);
    self->output = output;
    plume_text_init(&self->text);
    plume_text_add(&self->text, "page ");
    plume_print_pt(&self->text, info->width_pt);
    plume_text_add(&self->text, " x ");
    plume_print_pt(&self->text, info->height_pt);
    plume_text_printf(&self->text, "\ntitle %s\ndescription %s\n", info->title,
                      info->description);
    return PLUME_OK;
}

static void add_pt(plume_text *text, double pt)
{
    plume_text_add_char(text, ' ');
    plume_print_pt(text, pt);
}

/* In the letters of SVG paths. An outline is for tests: a change of a drawing shows
 * as a change of lines. */
static void add_step(plume_text *text, const plume_step *step)
{
    static const char *const names[] = { " M", " L", " C", " Z" };

    plume_text_add(text, names[step->kind]);
    if (step->kind == PLUME_STEP_CLOSE)
        return;
    if (step->kind == PLUME_STEP_CURVE) {
        add_pt(text, step->x1);
        add_pt(text, step->y1);
        add_pt(text, step->x2);
        add_pt(text, step->y2);
    }
    add_pt(text, step->x);
    add_pt(text, step->y);
}

static plume_status add_path(void *page, const plume_path *path, plume_error *error)
{
    plume_text *text = &((outline *)page)->text;

    plume_text_add(text, path->decoration ? "decoration fill " : "path fill ");
    plume_print_colour(text, path->fill);
    plume_text_add(text, " stroke ");
    plume_print_colour(text, path->stroke);
    if (path->stroke != PLUME_COLOUR_NONE)
        add_pt(text, path->stroke_width_pt);
    if (path->dash_on_pt > 0.0) {
        plume_text_add(text, " dash");
        add_pt(text, path->dash_on_pt);
        add_pt(text, path->dash_off_pt);
    }
    plume_text_add(text, " :");
    for (size_t i = 0; i < path->step_count; i++)
        add_step(text, &path->step[i]);
    plume_text_add_char(text, '\n');
    return plume_text_status(text, error);
}

static plume_status add_text(void *page, const plume_label *label, plume_error *error)
{
    static const char *const anchors[] = { "start", "middle", "end" };
    plume_text *text = &((outline *)page)->text;

    plume_text_printf(text, "text %s", faces[label->face]);
    add_pt(text, label->size_pt);
    plume_text_add_char(text, ' ');
    plume_print_colour(text, label->colour);
    plume_text_printf(text, " %s", anchors[label->anchor]);
    add_pt(text, label->x_pt);
    add_pt(text, label->y_pt);
    plume_text_printf(text, " : %s\n", label->text);
    return plume_text_status(text, error);
}

static plume_status end(void *page, plume_error *error)
{
    outline *self = page;
    plume_status status = plume_print_to(self->output, &self->text, error);

    free(self);
    return status;
}

const plume_canvas plume_canvas_outline = {
    .name = "outline",
    .begin = begin,
    .path = add_path,
    .text = add_text,
    .end = end,
};
