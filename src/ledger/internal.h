/* ledger/internal.h -- the parts of a ledger that its files share. */
#ifndef PLUME_LEDGER_INTERNAL_H
#define PLUME_LEDGER_INTERNAL_H

#include "ledger/division/division.h"
#include "ledger/host_power.h"
#include "ledger/named_totals.h"
#include "ledger/site/hourly.h"
#include "ledger/overlap.h"
#include "ledger/site/logged_intensity.h"
#include "ledger/sites.h"
#include "ledger/error_groups.h"
#include "ledger/totals.h"

typedef struct plume_batches plume_batches;

/* A method and basis, and how its estimates of all runs compare. */
typedef struct plume_slot {
    const plume_method *method;
    plume_basis basis;
    bool applied;                  /* to any run */
    bool same_pue, same_intensity; /* for all runs so far */
    double pue, intensity_kg_per_kwh;
    plume_sum it_kwh;        /* of the runs that it applied to */
    double interval95_kg[2]; /* as of plume_ledger_close; NAN */
} plume_slot;

/* A method that was asked for by name: the runs that it could not serve on any basis, and
 * what the first of them lacked. */
typedef struct plume_asked {
    const plume_method *method;
    uint64_t unserved;
    char *first; /* its message; NULL */
} plume_asked;

struct plume_ledger {
    const plume_study *study;
    plume_factors *factors;
    plume_notes *notes;
    plume_sites *sites;
    plume_overlap *overlap, *device_overlap;
    plume_places *places;
    plume_hours *hours;           /* NULL: the study file names no series */
    plume_host_power *host_power; /* NULL: the study file states none */

    plume_slot slot[PLUME_ESTIMATES_MAX];
    size_t slot_count;
    plume_asked asked[PLUME_ESTIMATES_MAX];
    size_t asked_count;
    bool of_hardware; /* a method asks for it */

    /* Lines are made when the first run falls into them. */
    plume_line *cell[PLUME_ROLE_COUNT][PLUME_STATE_COUNT];
    plume_line *other[PLUME_OTHER_COUNT]; /* what is no run: of no role, of no state */
    plume_line *evidence[PLUME_EVIDENCE_COUNT];
    plume_named_lines group[PLUME_GROUP_COUNT];
    plume_line
        *site[PLUME_SITES_MAX + 1]; /* by the number of the site; the last: the rest */
    plume_division *division;       /* NULL: nobody asked */
    plume_batches *batches;         /* of sums that these lines do not have yet */
    plume_error_groups *error_groups;
    double start_s, end_s;
    plume_largest_run largest;

    /* Of the run at hand; longer than all else of it. */
    plume_error lacks;
    plume_run run;
    plume_entry entry;

    /* Made from the cells when they are asked for. */
    struct plume_display *shown;
};

/* Totals that are joined from cells, and the slots that are shown. */
typedef struct plume_display {
    bool stale;
    plume_line *all, *role[PLUME_ROLE_COUNT], *state[PLUME_STATE_COUNT];
    size_t order[PLUME_ESTIMATES_MAX], order_count;
    struct plume_budget *budget[PLUME_ESTIMATES_MAX]; /* of a slot; NULL: not asked for */
} plume_display;

/* All but the methods: of no run yet. What was made is freed also after a failure. */
plume_status plume_ledger_make_parts(plume_ledger *ledger, plume_error *error);
void plume_ledger_free_parts(plume_ledger *ledger);

/* With what the study file states of all runs. */
void plume_ledger_complete(plume_run *out, const plume_run *run,
                           const plume_study *study);

/* The part of the hosts' power that a run has, as a power of its own; NAN none. */
double plume_ledger_host_power_w(plume_ledger *ledger, const plume_run *run);

/* The methods by name, or the two defaults when names is NULL. */
plume_status plume_ledger_add_methods(plume_ledger *ledger, const char *const *names,
                                      size_t count, plume_error *error);
/* Those of another ledger; of no run yet. */
void plume_ledger_copy_methods(plume_ledger *ledger, const plume_ledger *from);
/* Every method on every basis into the entry; NAN where one does not apply. *served:
 * whether any did. */
plume_status plume_ledger_apply(plume_ledger *ledger, plume_entry *entry,
                                const plume_workload *workload, const plume_site *site,
                                bool *served, plume_error *error);
/* Counts the methods that served the run of an entry on no basis. */
plume_status plume_ledger_count_unserved(plume_ledger *ledger,
                                         const plume_workload *workload,
                                         const plume_site *site, const plume_entry *entry,
                                         plume_error *error);
/* The slot whose carbon is that of the headline; PLUME_ESTIMATES_MAX: none is. */
size_t plume_ledger_headline_slot(const plume_ledger *ledger);
/* A note for each method with runs that it could not serve. */
void plume_ledger_note_unserved(const plume_ledger *ledger);

/* Brings shown and every line's totals up to date. */
void plume_ledger_refresh(const plume_ledger *ledger);

#endif
