/* comparison/other_grids.h -- the same energy on other grids: a hypothetical comparison.
 *
 * Only figures of one basis (production, consumption), one scope (life cycle, direct) and
 * one year are put side by side: those of the grid that the runs used. */
#ifndef PLUME_COMPARISON_OTHER_GRIDS_H
#define PLUME_COMPARISON_OTHER_GRIDS_H

#include <plume/ledger.h>

typedef struct plume_other_grids_row {
    const char *code, *name; /* owned by the table */
    double kg_per_kwh, co2e_kg;
    bool own, world;
    bool shown; /* one of the rows that a chart has room for */
} plume_other_grids_row;

/* Lowest first. */
typedef struct plume_other_grids {
    plume_other_grids_row *row;
    size_t count, shown;
    double facility_kwh, it_kwh, own_kg;
    double pue, industry_pue; /* of the runs; the industry's average, NAN unknown */
    char basis[24], scope[24];
    int year;
    plume_value *table; /* what names are borrowed from */
} plume_other_grids;

/* A building that wastes little: what else of the overhead could be saved. */
#define PLUME_ELSEWHERE_LEAN_PUE 1.10

enum { PLUME_ELSEWHERE_SHOWN = 21 };

/* PLUME_ERR_MISSING when the runs took place on several grids, or their intensity is none
 * of the factor set's: then nothing can be compared with it. The caller disposes, also
 * after a failure. */
plume_status plume_other_grids_from(plume_other_grids *out, const plume_ledger *ledger,
                                    plume_factors *factors, plume_error *error);
void plume_other_grids_dispose(plume_other_grids *elsewhere);

#endif
