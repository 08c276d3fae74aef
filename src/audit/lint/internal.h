/* audit/lint/internal.h -- the rules by which a claim is held against itself, and what
 * they share: intervals, the figures of a run, phrases. */
#ifndef PLUME_AUDIT_LINT_INTERNAL_H
#define PLUME_AUDIT_LINT_INTERNAL_H

#include "audit/internal.h"

/* What digits allow. */
typedef struct plume_interval {
    double low, value, high;
} plume_interval;

struct plume_lint {
    plume_factors *factors;
    plume_claim *claim;
    plume_pool *pool;
    plume_findings findings;
    const char *lower_prose; /* of the claim, in lower case: it is searched often */
    plume_implied *implied;
    size_t implied_count;
    bool has_common;
    double common[2];
};

/* A figure as an input: exact ones have no width. */
plume_interval plume_lint_span(const plume_claim_run *run, plume_quantity quantity);
plume_interval plume_interval_exact(double value);
plume_interval plume_interval_times(plume_interval a, plume_interval b);
plume_interval plume_interval_over(plume_interval a, plume_interval b);
/* Whether stated, rounded or cut off, may be what was computed. */
bool plume_lint_fits(const plume_claim_figure *stated, plume_interval computed);
bool plume_lint_has(const plume_claim_run *run, plume_quantity quantity);

/* A power that nobody calls that of one device is that of all when only so it explains
 * the energy, as in tables that print the draw of whole machines. */
void plume_lint_settle_power(plume_claim_run *run);

/* Figures whose unit nobody names, in that which all rows agree in. */
void plume_lint_settle_units(plume_lint *lint);

/* Device-hours as stated, else trials x hours x devices (1 of each unless stated). */
plume_interval plume_lint_device_hours(const plume_claim_run *run);
/* Power x time before PUE; NAN unless both are stated. */
plume_interval plume_lint_power_time(const plume_claim_run *run);
/* What the emissions of a run say of PUE x intensity per IT kWh. */
plume_interval plume_lint_implied(const plume_claim_run *run);

/* What a figure of energy or emissions should be by the other figures of its row: of
 * energies at the facility where a PUE is stated. NAN where they do not tell. */
plume_interval plume_lint_expected(const plume_claim_run *run, plume_quantity quantity);

/* The one slip between what is right and what is printed. */
typedef struct plume_slip {
    const char *code, *what; /* "hold the PUE twice", after "the emissions" */
    double factor;
    const char *sure; /* "x 2.20462 explains it to its digits, ..." */
} plume_slip;
bool plume_lint_slip(plume_slip *out, plume_lint *lint, const plume_claim_run *run,
                     plume_quantity quantity, plume_interval right);

/* A finding about a run. cells: NULL for all figures of energy, time and emissions. */
typedef struct plume_lint_report {
    const char *code, *message, *arithmetic, *sentence, *cells;
    plume_gravity severity;
} plume_lint_report;
void plume_lint_tell(plume_lint *lint, const plume_claim_run *run,
                     const plume_lint_report *what);
/* Whether a finding of that code was told of the run. */
bool plume_lint_found(const plume_lint *lint, const plume_claim_run *run,
                      const char *code);

/* The device of a run, or of all; "". Its rating in watts and its highest dense peak in
 * FLOP/s at any precision; NAN unknown. */
const char *plume_lint_device(const plume_lint *lint, const plume_claim_run *run);
double plume_lint_rated_watts(plume_lint *lint, const plume_claim_run *run);
double plume_lint_peak_flops(plume_lint *lint, const plume_claim_run *run);
/* Its dense peak at sixteen bits. */
double plume_lint_usual_flops(plume_lint *lint, const plume_claim_run *run);

/* The published training that a row names, by name or alias, without its owner, "Meta-",
 * "-Instruct" and the like. */
bool plume_lint_model(plume_published *out, plume_lint *lint, const plume_claim_run *run);

/* A published value of a training. what: "" of the training that the name means, else
 * whose estimate or of which boundary it is. */
typedef struct plume_lint_value {
    plume_interval span;
    const char *printed, *what, *paper, *table, *url;
    bool secondary;
} plume_lint_value;
enum { PLUME_LINT_VALUES_MOST = 24 };

/* All of a quantity, those of known first; energies at any boundary are CLAIM_ENERGY. How
 * many. */
size_t plume_lint_values(plume_lint_value out[PLUME_LINT_VALUES_MOST], plume_lint *lint,
                         const plume_published *known, plume_quantity quantity);
bool plume_lint_is_published(const plume_claim_figure *stated, plume_interval published);

const char *plume_lint_row(const plume_lint *lint, const plume_claim_run *run);
/* "1,416.18", as few digits as tell six. */
const char *plume_lint_number(plume_lint *lint, double value);
const char *plume_lint_cells(plume_lint *lint, const plume_claim_run *run,
                             const plume_quantity *quantities, size_t count);
/* Whether the words of the claim (prose, notes, heads) hold this, in any case. */
bool plume_lint_says(const plume_lint *lint, const plume_claim_run *run,
                     const char *phrase);

/* Figures in running text: the next digit, NULL at the end; the length of the number
 * there; the figure with its unit, false when it has none. */
const char *plume_lint_next_number(const char *text);
size_t plume_lint_number_length(const char *text);
bool plume_lint_figure_at(plume_claim_figure *out, plume_claim *claim, const char *text,
                          plume_quantity quantity);
void plume_lint_report_swap(plume_lint *lint, const plume_claim_run *run,
                            const char *how);
void plume_lint_phrases(plume_lint *lint); /* R11 in words */

#define RULE(name) void plume_lint_##name(plume_lint *lint);
#include "audit/lint/rules.def"
#undef RULE

/* Which PUE and grids give a value in span; device and place narrow it. */
const char *plume_lint_compatible(plume_lint *lint, plume_interval span,
                                  const plume_claim_run *run);

/* The energy that a run states and at which boundary; NULL: none. */
const plume_claim_figure *plume_lint_stated_energy(const plume_claim_run *run,
                                                   plume_quantity *boundary);

#endif
