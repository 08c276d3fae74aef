/* plume/reproduce.h -- the tables of papers, recomputed from the inputs that they print.
 *
 * Every cell has a formula over printed figures, in the dataset reproduction.csv. It is
 * computed with exact fractions, once with the figures as they are and once with every
 * rounded one anywhere within half a unit of its last printed digit, and then compared
 * with the digits of the published cell. No verdict is stored anywhere. */
#ifndef PLUME_REPRODUCE_H
#define PLUME_REPRODUCE_H

#include <stddef.h>

#include <plume/compare.h>
#include <plume/factors.h>
#include <plume/status.h>
#include <plume/text.h>
#include <plume/value.h>

PLUME_BEGIN

/* One cell of a table. The texts are borrowed from the factors. */
typedef struct plume_reproduced {
    const char *paper; /* "strubell2019" */
    const char *table, *row, *quantity;
    const char *formula;     /* "power * hours * pue / 1000" */
    const char *inputs;      /* "hours=79.2 h; pue==1.58": '==' is exact */
    const char *published;   /* the digits, "1507" */
    const char *unit;        /* of published, computed, low and high */
    const char *explanation; /* why they differ, where that is known; "" */
    const char *citation;    /* id in templates/references.yaml */
    double computed;         /* the nearest double of the exact result */
    double low, high;        /* what the rounding of the inputs leaves open */
    const char *digits;      /* computed to eight significant digits */
    plume_verdict verdict;   /* never PLUME_VERDICT_NONE */
} plume_reproduced;

typedef struct plume_reproduction plume_reproduction;

/* paper: its name in the dataset, the key of its citation, or how either begins; NULL for
 * all. PLUME_ERR_UNKNOWN with the nearest when there is none. The caller ends with
 * plume_reproduction_free, and before the factors go. */
PLUME_API plume_status plume_reproduction_new(plume_reproduction **out,
                                              plume_factors *factors, const char *paper,
                                              plume_error *error);
PLUME_API void plume_reproduction_free(plume_reproduction *reproduction);

/* The cells, paper by paper and table by table. */
PLUME_API size_t plume_reproduction_count(const plume_reproduction *reproduction);
PLUME_API const plume_reproduced *
plume_reproduction_at(const plume_reproduction *reproduction, size_t i);
/* How many have that verdict. */
PLUME_API size_t plume_reproduction_tally(const plume_reproduction *reproduction,
                                          plume_verdict verdict);

/* plume.reproduction/1. */
PLUME_API void plume_reproduction_to_value(const plume_reproduction *reproduction,
                                           plume_value *map);

PLUME_END

#endif
