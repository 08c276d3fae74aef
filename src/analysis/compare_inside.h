/* analysis/compare_inside.h -- a comparison's rows, with what its JSON tells of each. */
#ifndef PLUME_ANALYSIS_COMPARE_INSIDE_H
#define PLUME_ANALYSIS_COMPARE_INSIDE_H

#include "core/pool.h"
#include <plume/compare.h>

typedef struct plume_compared_row {
    plume_compared shown;
    plume_estimate estimate[PLUME_ESTIMATES_MAX];
    size_t estimate_count;
    plume_published model; /* of a published one */
} plume_compared_row;

struct plume_comparison {
    plume_factors *factors;
    plume_pool *strings;
    plume_compared_row **rows;
    size_t count;
};

/* Fills a row from a published model. */
plume_status plume_compare_model(plume_compared_row *row, plume_comparison *comparison,
                                 const plume_published *model, plume_error *error);

/* Applies a method on a basis and keeps its estimate; NULL when it does not apply. */
const plume_estimate *plume_compare_estimate(plume_compared_row *row, const char *method,
                                             plume_basis basis,
                                             const plume_workload *workload,
                                             const plume_site *site);

/* A text that lives as long as the comparison; disposes of text. NULL: out of memory. */
const char *plume_compare_keep(plume_comparison *comparison, plume_text *text);

#endif
