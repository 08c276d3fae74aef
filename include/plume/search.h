/* plume/search.h -- what finding a model took beside training it.
 *
 * The parts of a sum over all runs, of IT energy, facility energy or emissions, and the
 * ratios that follow from them. A part that is not known is NAN, and so is what follows
 * from it. docs/search.md has the formulas. */
#ifndef PLUME_SEARCH_H
#define PLUME_SEARCH_H

#include <plume/ledger.h>

PLUME_BEGIN

/* Of which sum. */
typedef enum plume_search_quantity {
    PLUME_SEARCH_IT_KWH,
    PLUME_SEARCH_FACILITY_KWH, /* of an estimate */
    PLUME_SEARCH_CO2E_KG       /* of an estimate */
} plume_search_quantity;

/* All of one unit. Interrupted runs were preempted or reached their time limit: what they
 * did up to their last checkpoint counts among their role, the rest is lost. */
typedef struct plume_search_parts {
    double all;
    double final;    /* of final runs that did their work; NAN unless all are known */
    double informed; /* of trials that did their work or were pruned for what they told */
    double searched; /* of all trials, whatever became of them */
    double failed, interrupted, cancelled; /* of any role */
    double lost_share;                     /* of interrupted */
} plume_search_parts;

/* From the lines of a ledger; estimate: which of plume_ledger_estimate_at, of no matter
 * for IT energy. lost_share: NAN is all of it. */
PLUME_API plume_search_parts plume_search_parts_of(const plume_ledger *ledger,
                                                   plume_search_quantity quantity,
                                                   size_t estimate, double lost_share);

/* All over the final runs: 1 without any search. NAN unless final is above 0. */
PLUME_API double plume_search_overhead(double all, double final);
/* (failed + lost + cancelled) / all. */
PLUME_API double plume_search_waste(const plume_search_parts *parts);
/* What somebody repeats who repeats the search as well: the final runs and the trials
 * that informed them. */
PLUME_API double plume_search_useful(const plume_search_parts *parts);
/* The share of all that stays unsaid when only that much is reported. */
PLUME_API double plume_search_hidden(double all, double reported);
/* A search that was performed once, divided by its uses. Another view of the same
 * emissions: the footprint of the work that performed it is the whole. */
PLUME_API double plume_search_per_reuse(double once, double reuses);

PLUME_END

#endif
