/* ledger/totals.h -- one line of a ledger: counts, and sums that are exact until they
 * are read, so that neither the order of the runs nor the way in which lines are joined
 * matters. */
#ifndef PLUME_LEDGER_TOTALS_H
#define PLUME_LEDGER_TOTALS_H

#include "core/number/exact_sum.h"
#include <plume/ledger.h>

/* The quantities of a line, before those of its estimates. */
typedef enum plume_amount {
    PLUME_AMOUNT_WALL_HOURS,
    PLUME_AMOUNT_DEVICE_HOURS,
    PLUME_AMOUNT_RESERVED_HOURS,
    PLUME_AMOUNT_USED_HOURS,
    PLUME_AMOUNT_UNKNOWN_HOURS,    /* of runs without any known energy */
    PLUME_AMOUNT_UNMEASURED_HOURS, /* known, be it 0, of runs measured in part */
    PLUME_AMOUNT_DEVICE_KWH,
    PLUME_AMOUNT_CPU_KWH,
    PLUME_AMOUNT_RAM_KWH,
    PLUME_AMOUNT_IT_KWH,
    PLUME_AMOUNT_LOGGED_KWH,
    PLUME_AMOUNT_LOGGED_KG,
    PLUME_AMOUNT_TOKENS,
    PLUME_AMOUNT_FLOPS,
    PLUME_AMOUNT_COUNT
} plume_amount;

/* What one run adds, and how often; NAN where it is unknown. slot is a method and basis.
 */
typedef struct plume_entry {
    double times; /* above 1: a record stands for that many equal runs */
    uint64_t runs;
    uint64_t going_runs; /* runs of known hours, where it still ran */
    uint64_t most_runs;  /* runs, where devices drew at most what is counted */
    double parameters;   /* of the model; NAN unknown */
    double amount[PLUME_AMOUNT_COUNT];
    double facility_kwh[PLUME_ESTIMATES_MAX], co2e_kg[PLUME_ESTIMATES_MAX];
    /* Of the energy that each estimate rests on; where co2e_kg is known. */
    double it_kwh[PLUME_ESTIMATES_MAX];
    plume_evidence evidence[PLUME_ESTIMATES_MAX];
    bool utilization_assumed[PLUME_ESTIMATES_MAX];
} plume_entry;

/* A line with room for its slots. */
typedef struct plume_line {
    plume_totals totals; /* the other counts; estimated_runs by slot */
    uint64_t known_runs[PLUME_AMOUNT_COUNT]; /* of which the amount is known */
    plume_totals shown;                      /* what plume_line_read made of it */
    size_t slots;
    plume_sum sum[]; /* PLUME_AMOUNT_COUNT, then two for each slot */
} plume_line;

plume_line *plume_line_new(size_t slots); /* NULL: out of memory; freed with free() */
void plume_line_add(plume_line *line, const plume_entry *entry);
/* Adds other, which may be NULL and has as many slots. */
void plume_line_join(plume_line *line, const plume_line *other);
void plume_line_clear(plume_line *line);
/* Rounds the sums into shown. order[i] is the slot that is shown at i. */
void plume_line_read(plume_line *line, const size_t *order, size_t order_count);

/* --- sums that no study reaches --- */

/* The run that added most; kwh 0: none yet. */
typedef struct plume_largest_run {
    double kwh;
    char path[256];
    uint64_t line;
} plume_largest_run;

void plume_largest_run_see(plume_largest_run *largest, const plume_run *run, double kwh);

/* PLUME_ERR_VALUE, with the place of the run that added most, when a sum is not finite or
 * beyond what is said of its quantity in plume/number.h. */
plume_status plume_sums_check(const plume_totals *totals, size_t estimates,
                              const plume_largest_run *largest, plume_error *error);

#endif
