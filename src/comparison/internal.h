/* comparison/internal.h -- a comparison's rows, with what its JSON tells of each. */
#ifndef PLUME_COMPARISON_INTERNAL_H
#define PLUME_COMPARISON_INTERNAL_H

#include "core/pool.h"
#include <plume/compare.h>

/* What a row's figures hold. Words; "" when nobody says. */
typedef struct plume_boundary {
    const char *power;  /* "it", "device", or how else it is known */
    const char *pue;    /* "yes": the emissions hold it; "no" */
    const char *basis;  /* "location-based", "market-based" */
    const char *covers; /* "training", "search" ... */
} plume_boundary;

typedef struct plume_compared_row {
    plume_compared shown;
    plume_estimate estimate[PLUME_ESTIMATES_MAX];
    size_t estimate_count;
    plume_published model; /* of a published one */
    plume_boundary boundary;
} plume_compared_row;

struct plume_comparison {
    plume_factors *factors;
    plume_pool *strings;
    plume_compared_row **rows;
    size_t count;
    const plume_method *further[PLUME_ESTIMATES_MAX];
    size_t further_count;
};

/* Fills a row from a published model. */
plume_status plume_compare_model(plume_compared_row *row, plume_comparison *comparison,
                                 const plume_published *model, plume_error *error);

/* How its figure stands to its own inputs. */
plume_verdict plume_compare_judge(const plume_published *model);

/* Fills the boundary, how it differs from the first row's, and the other values; after
 * all else of the row. */
plume_status plume_compare_boundary(plume_compared_row *row, plume_comparison *comparison,
                                    plume_error *error);

/* "0.652 t (Strubell 2019, Table 3)"; "" when no emissions are published; NULL: out of
 * memory. */
const char *plume_compare_published(plume_comparison *comparison,
                                    const plume_published *model);

/* Applies a method on a basis and keeps its estimate; NULL when it does not apply. */
const plume_estimate *plume_compare_estimate(plume_compared_row *row, const char *method,
                                             plume_basis basis,
                                             const plume_workload *workload,
                                             const plume_site *site);

/* Every figure unknown, every text "". NULL: out of memory. */
plume_compared_row *plume_compare_row_new(void);

#endif
