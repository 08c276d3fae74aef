/* documents/layout/floats.h -- tables and figures that wait for a page with room. */
#ifndef PLUME_DOCUMENTS_LAYOUT_FLOATS_H
#define PLUME_DOCUMENTS_LAYOUT_FLOATS_H

#include "documents/layout/strips.h"

/* What a block begins or ends with: it decides the white before the next one. */
typedef enum plume_edge {
    PLUME_EDGE_PAGE,  /* nothing stands above */
    PLUME_EDGE_TITLE, /* the title of the document */
    PLUME_EDGE_BAND,  /* the headline */
    PLUME_EDGE_PROSE, /* a baseline of prose or of fixed-width lines */
    PLUME_EDGE_SMALL, /* a baseline of a caption */
    PLUME_EDGE_RULE,  /* the last rule of a table */
    PLUME_EDGE_SCENE  /* a picture */
} plume_edge;

/* strips is borrowed until the block is placed. */
typedef struct plume_block {
    plume_strips *strips;
    plume_edge begins, ends;
    size_t repeat; /* the strip that a later page begins with; SIZE_MAX: none */
} plume_block;

typedef struct plume_float {
    struct plume_float *next;
    plume_strips strips;
    plume_block block;
    size_t page; /* where it has its place and is not yet drawn */
    double y_pt;
} plume_float;

/* In the order of the text. */
typedef struct plume_floats {
    plume_float *first;
} plume_floats;

/* Takes the strips of the block over; those that are left are empty and as good as new.
 */
plume_status plume_floats_add(plume_floats *floats, const plume_block *block,
                              plume_error *error);
/* Takes one out of the list and hands it over; or adds one at the end. */
void plume_floats_remove(plume_floats *floats, plume_float *one);
void plume_floats_append(plume_floats *floats, plume_float *one);
void plume_float_free(plume_float *one);
void plume_floats_dispose(plume_floats *floats);

/* From the anchor of its first strip to what reaches lowest. */
double plume_strips_reach_pt(const plume_strips *strips, size_t first, size_t end);
/* Whether one is a table, which may go on overleaf. */
bool plume_block_breaks(const plume_block *block);

#endif
