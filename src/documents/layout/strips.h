/* documents/layout/strips.h -- blocks of a page as strips that never break.
 *
 * A strip has an anchor: the baseline of its line of text, or the top of its rule or
 * picture. lead is the way from the anchor of the strip before to its own, span from its
 * own to the one that the next lead starts from, and depth what reaches below that. Marks
 * stand relative to the anchor, x from the left edge of the page. Building sticks: after
 * a failure, plume_strips_status tells. */
#ifndef PLUME_DOCUMENTS_LAYOUT_STRIPS_H
#define PLUME_DOCUMENTS_LAYOUT_STRIPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "canvas/fonts/typeset.h"
#include "canvas/pdf/haru_tags.h"
#include "core/pool.h"
#include "scene/scene.h"
#include <plume/status.h>

typedef enum plume_stuff_kind {
    PLUME_STUFF_LABEL,
    PLUME_STUFF_RULE,
    PLUME_STUFF_LINK,
    PLUME_STUFF_PLACE,
    PLUME_STUFF_SCENE
} plume_stuff_kind;

typedef struct plume_stuff {
    plume_stuff_kind kind;
    plume_label label; /* LABEL; its y_pt is relative. LINK: its words */
    double spread_pt;  /* LABEL: more at each blank */
    double x_pt, y_pt, to_x_pt, to_y_pt; /* RULE, LINK, PLACE */
    double stroke_pt;                    /* RULE */
    plume_colour colour;                 /* RULE */
    const char *uri;          /* LINK: an address, or # and a name; PLACE: its name */
    const plume_scene *scene; /* SCENE: freed with the strips */
    size_t element;           /* PLUME_STRIPS_NO_ELEMENT: decoration */
} plume_stuff;

typedef struct plume_strip {
    double lead_pt, span_pt, depth_pt;
    size_t first, count; /* of its stuff */
    bool stays;          /* on one page with the next strip */
} plume_strip;

/* What a reader that does not see the page is told: documents are trees of these. */
#define PLUME_STRIPS_NO_ELEMENT SIZE_MAX
typedef struct plume_strip_element {
    plume_element_kind tag;
    size_t parent;
    const char *alt; /* NULL: its text says it */
    size_t made;     /* its number in the document, once it is drawn */
} plume_strip_element;

typedef struct plume_strips {
    plume_type type;
    plume_pool *pool;
    plume_strip *strip;
    plume_stuff *stuff;
    plume_strip_element *element;
    size_t strip_count, strip_capacity, stuff_count, stuff_capacity;
    size_t element_count, element_capacity, open;
    plume_scene *scene;
    plume_status status;
    plume_error error;
} plume_strips;

plume_status plume_strips_init(plume_strips *strips, const plume_type *type,
                               plume_error *error);
void plume_strips_dispose(plume_strips *strips);
/* Forgets all strips; strings live on until plume_strips_dispose. */
void plume_strips_clear(plume_strips *strips);
plume_status plume_strips_status(const plume_strips *strips, plume_error *error);
/* Keeps the first failure. */
void plume_strips_fail(plume_strips *strips, plume_status status,
                       const plume_error *error);

/* The new strip takes what is added from here on. */
void plume_strips_begin(plume_strips *strips, double lead_pt, double span_pt,
                        double depth_pt);
/* The last strip stays with its next one. */
void plume_strips_stay(plume_strips *strips);

/* What is added from here on is of a new element, below the one that is open; until it
 * is closed. alt is copied. */
void plume_strips_open(plume_strips *strips, plume_element_kind tag, const char *alt);
void plume_strips_close(plume_strips *strips);

/* text is copied. */
void plume_strips_label(plume_strips *strips, const plume_label *label);
void plume_strips_spread(plume_strips *strips, const plume_label *label,
                         double spread_pt);
void plume_strips_rule(plume_strips *strips, double x_pt, double to_x_pt, double y_pt,
                       double stroke_pt, plume_colour colour);
void plume_strips_upright(plume_strips *strips, double x_pt, double y_pt, double to_y_pt,
                          double stroke_pt, plume_colour colour);
/* Over words, which are copied. */
void plume_strips_link(plume_strips *strips, double x_pt, double to_x_pt,
                       const plume_label *words, const char *uri);
/* Where links to "#" and that name lead: height_pt above the anchor of the last strip. */
void plume_strips_place(plume_strips *strips, const char *name, double height_pt);
/* Takes the scene over; one at a time. */
void plume_strips_scene(plume_strips *strips, plume_scene *scene);

#define PLUME_FIT_SLACK_PT 0.01 /* rounding of sums */

/* Bytes of the character that text begins with. */
size_t plume_strips_character(const char *text);

/* How many bytes of text fit into width_pt, at least one character, and better up to a
 * mark after which a reader expects a word to go on. piece receives them. */
size_t plume_strips_fit(plume_strips *strips, const plume_label *look, double width_pt,
                        const char *text, plume_text *piece);

/* Width of text, 0 after a failure. */
double plume_strips_width(plume_strips *strips, plume_face face, double size_pt,
                          const char *text);

#endif
