/* scene/scene.h -- a drawing as plain data: paths and labels in points, y downwards.
 *
 * Text is placed by the built-in width table (scene/widths.h), so every back-end draws
 * the same picture. Numbers must be finite: a NAN or an infinity makes the scene fail,
 * and it stays failed (plume_scene_status). */
#ifndef PLUME_SCENE_SCENE_H
#define PLUME_SCENE_SCENE_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>
#include <plume/text.h>

typedef struct plume_scene plume_scene;

/* 0xRRGGBB, or none. */
typedef long plume_colour;
#define PLUME_COLOUR_NONE (-1L)

typedef enum plume_step_kind {
    PLUME_STEP_MOVE,
    PLUME_STEP_LINE,
    PLUME_STEP_CURVE,
    PLUME_STEP_CLOSE
} plume_step_kind;

/* For CURVE, (x1, y1) and (x2, y2) are the control points and (x, y) the end. */
typedef struct plume_step {
    plume_step_kind kind;
    double x1, y1, x2, y2, x, y;
} plume_step;

typedef struct plume_path {
    const plume_step *step;
    size_t step_count;
    plume_colour fill, stroke;
    double stroke_width_pt;
    double dash_on_pt, dash_off_pt; /* 0: solid */
    bool decoration; /* grid lines and plates: hidden from assistive technology */
    const char *tip; /* what it says when it is pointed at; the scene sets it, or NULL */
} plume_path;

typedef enum plume_face {
    PLUME_FACE_SANS,
    PLUME_FACE_SANS_BOLD,
    PLUME_FACE_SANS_ITALIC,
    PLUME_FACE_SERIF,
    PLUME_FACE_SERIF_BOLD,
    PLUME_FACE_SERIF_ITALIC,
    PLUME_FACE_MONO,
    PLUME_FACE_COUNT
} plume_face;

typedef enum plume_anchor {
    PLUME_ANCHOR_START,
    PLUME_ANCHOR_MIDDLE,
    PLUME_ANCHOR_END
} plume_anchor;

/* One line of clean UTF-8 at its baseline. "CO2e" is drawn with a lowered figure by every
 * back-end, from plume_label_spans. */
typedef struct plume_label {
    const char *text;
    double x_pt, y_pt;
    plume_face face;
    double size_pt;
    plume_anchor anchor;
    plume_colour colour;
} plume_label;

/* Width and height in points. */
plume_status plume_scene_new(plume_scene **out, double width_pt, double height_pt,
                             plume_error *error);
void plume_scene_free(plume_scene *scene);
double plume_scene_width_pt(const plume_scene *scene);
double plume_scene_height_pt(const plume_scene *scene);
/* A chart knows its height only after its rows. */
void plume_scene_set_height(plume_scene *scene, double height_pt);

/* Whatever is drawn from here on, but for decoration, says this when it is pointed at;
 * NULL: nothing. */
void plume_scene_set_tip(plume_scene *scene, const char *tip);
/* Copies what it is given, but for its tip. Drawing order is reading order. */
void plume_scene_add_path(plume_scene *scene, const plume_path *path);
void plume_scene_add_label(plume_scene *scene, const plume_label *label);
/* The same with a text that was just built in place of label->text; disposes of it. If
 * building it failed, so does the scene. */
void plume_scene_add_built(plume_scene *scene, const plume_label *label,
                           plume_text *text);
/* The scene fails if building text has failed. */
void plume_scene_require(plume_scene *scene, const plume_text *text);
plume_status plume_scene_status(const plume_scene *scene, plume_error *error);

/* The display list. */
typedef struct plume_mark {
    bool is_label;
    plume_path path;
    plume_label label;
} plume_mark;
size_t plume_scene_count(const plume_scene *scene);
const plume_mark *plume_scene_at(const plume_scene *scene, size_t i);

#endif
