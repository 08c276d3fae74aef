/* plume/uncertainty.h -- how far an estimate may be off, and which input is to blame.
 *
 * Each input is a figure times a lognormal factor: never negative, as likely twice too
 * high as twice too low. A sum of products of inputs is propagated exactly where that can
 * be done on paper and by Monte Carlo elsewhere. docs/uncertainty.md has the spreads and
 * where they come from. */
#ifndef PLUME_UNCERTAINTY_H
#define PLUME_UNCERTAINTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/ledger.h>
#include <plume/status.h>
#include <plume/text.h>

PLUME_BEGIN

/* --- one input --- */

/* The factor by which the true value may differ from the figure: lognormal, 95 % of it
 * between median / gsd^1.96 and median * gsd^1.96. */
typedef struct plume_spread {
    double median; /* 1 as a rule */
    double gsd;    /* geometric standard deviation; 1: exact */
    double least;  /* what is drawn lower counts as this; 0: no such bound */
} plume_spread;

PLUME_API plume_spread plume_spread_exact(void);
/* 95 % within a share of the figure: 0.4 is "40 % more, or less by the same factor". */
PLUME_API plume_spread plume_spread_share(double share);
/* 95 % between two bounds, 0 < low < high, which need not have the figure between them.
 */
PLUME_API plume_spread plume_spread_bounds(double figure, double low, double high);
/* The 2.5 % and 97.5 % quantiles of the factor. */
PLUME_API void plume_spread_interval(double out[2], const plume_spread *spread);

/* From the scores of a pedigree matrix, each the square of a geometric standard deviation
 * as ecoinvent tabulates them, and the basic one: GSD = exp(sqrt(sum ln^2 U) / 2). */
PLUME_API double plume_pedigree_gsd(const double *scores, size_t count, double basic);

/* --- a sum of products --- */

enum { PLUME_TERM_INPUTS = 4 };

/* One product: its value at the figures of its inputs, and which inputs those are. */
typedef struct plume_term {
    double value;
    size_t input[PLUME_TERM_INPUTS];
    size_t input_count;
} plume_term;

/* An input that several terms name is drawn once for all of them. Borrowed. */
typedef struct plume_model {
    const plume_spread *inputs;
    size_t input_count;
    const plume_term *terms;
    size_t term_count;
} plume_model;

enum { PLUME_DRAWS = 100000, PLUME_DRAWS_LEAST = 1000, PLUME_DRAWS_MOST = 10000000 };
#define PLUME_SEED UINT64_C(42)

typedef struct plume_propagated {
    double central;           /* every input at its median */
    double median, low, high; /* 50 %, 2.5 %, 97.5 % */
    double mean, sd;
    bool drawn; /* by Monte Carlo */
} plume_propagated;

/* draws: at least PLUME_DRAWS_LEAST. Values of terms and medians above 0, gsd at least 1;
 * else PLUME_ERR_VALUE. */
PLUME_API plume_status plume_propagate(plume_propagated *out, const plume_model *model,
                                       uint64_t draws, uint64_t seed, plume_error *error);

/* The sum when input i is multiplied by factors[i]. */
PLUME_API double plume_model_at(const plume_model *model, const double *factors);

/* Draws first to first + count: each depends on the seed and its own number alone, so any
 * split over threads gives the same figures. */
PLUME_API void plume_model_draw(const plume_model *model, uint64_t seed, uint64_t first,
                                size_t count, double *out);

/* Output i of SplitMix64 (i from 0). */
PLUME_API uint64_t plume_draw_bits(uint64_t seed, uint64_t i);

/* To first order, the share of the variance of the sum's logarithm that an input brings
 * in; all together 1, or 0 when nothing is uncertain. */
PLUME_API double plume_model_share(const plume_model *model, size_t input);

/* The sum with one input at its 2.5 % and 97.5 % quantile, the others at their medians.
 */
PLUME_API void plume_model_swing(double out[2], const plume_model *model, size_t input);

/* JCGM 100, first order: the relative standard uncertainty of the sum from those of the
 * inputs, which are uncorrelated. */
PLUME_API double plume_model_standard(const plume_model *model, const double *relative);

/* --- the budget of an estimate --- */

typedef enum plume_budget_kind {
    PLUME_BUDGET_ENERGY,
    PLUME_BUDGET_PUE,
    PLUME_BUDGET_GRID,
    PLUME_BUDGET_KINDS
} plume_budget_kind;

/* The most places that are drawn apart; the smaller ones share a draw. */
enum { PLUME_BUDGET_PLACES = 24 };
enum { PLUME_BUDGET_MAX = 2 * PLUME_EVIDENCE_COUNT + 2 * PLUME_BUDGET_PLACES };
/* The most inputs of a model: those of a budget and of the stages beside it. */
enum { PLUME_STAGE_PARTS = 8, PLUME_MODEL_INPUTS = PLUME_BUDGET_MAX + PLUME_STAGE_PARTS };

typedef struct plume_budget_input {
    plume_budget_kind kind;
    plume_evidence evidence;  /* of an energy */
    bool utilization_assumed; /* of an energy */
    const char *basis;        /* why the spread is what it is: a key of words.yaml */
    const char *place;        /* of a PUE or an intensity; "" when all share it */
    double value;             /* kWh before PUE, ratio, kg/kWh */
    plume_spread spread;
    double low, high;       /* of the value: 2.5 %, 97.5 % */
    double share;           /* of the variance */
    double low_kg, high_kg; /* of the total, when this input alone moves */
    bool alike; /* another has its kind and place: its value tells them apart */
} plume_budget_input;

/* Inputs with the largest share first. Strings are owned by the ledger. */
typedef struct plume_budget {
    plume_estimate estimate;
    plume_propagated kg;
    uint64_t draws, seed;
    plume_budget_input input[PLUME_BUDGET_MAX];
    size_t input_count;
} plume_budget;

/* Of estimate i of plume_ledger_estimate_at. PLUME_ERR_MISSING for one that is as
 * published, for then nothing is measured at the site, and for one that is not above 0.
 * Runs with the same evidence share one error, those at one place one PUE and one
 * intensity. */
PLUME_API plume_status plume_budget_of(plume_budget *out, const plume_ledger *ledger,
                                       size_t i, plume_error *error);

/* "Tracker against wall meter", "Grid factor, Germany". */
PLUME_API void plume_budget_name(plume_text *out, const plume_budget_input *input);
/* "±40 %", "0.311–0.381 kg/kWh", "1.00–1.10". */
PLUME_API void plume_budget_range(plume_text *out, const plume_budget_input *input);

/* --- rounding --- */

/* Significant figures that the interval supports: 2 when it is wider than 5 % of the
 * value, else 3; 3 when there is none. */
PLUME_API int plume_supported_digits(double value, double low, double high);
/* "570 ± 77": u to two figures, the value to the same place. */
PLUME_API void plume_uncertain_print(plume_text *out, double value, double u);

PLUME_END

#endif
