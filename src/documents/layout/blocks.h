/* documents/layout/blocks.h -- inside of the flow: a document while it is being set. */
#ifndef PLUME_DOCUMENTS_LAYOUT_BLOCKS_H
#define PLUME_DOCUMENTS_LAYOUT_BLOCKS_H

#include <stdint.h>

#include "documents/layout/flow.h"
#include "documents/layout/inline.h"
#include "documents/layout/pages.h"

/* A block of the text: its first line without the '@' word, and the lines below. */
typedef struct plume_flow_block {
    const char *word; /* "table"; "" for a paragraph */
    size_t word_length;
    const char *line, *body; /* what follows the word, and the other lines */
    size_t line_length, body_length;
    uint64_t number; /* of its first line, from 1 */
} plume_flow_block;

typedef struct plume_flow {
    const plume_value *tree;
    const plume_chart_data *charts;
    plume_notes *notes;
    plume_haru *haru;
    plume_pages pages;
    plume_strips strips;
    plume_strips references; /* wait for the last of them */
    plume_fragments fragments;
} plume_flow;

/* Sets one block and places it. The error has no line yet. */
plume_status plume_flow_set(plume_flow *flow, const plume_flow_block *block,
                            plume_error *error);

/* A head that no block followed stands alone. */
plume_status plume_flow_end(plume_flow *flow, plume_error *error);

#endif
