/* plume/audit.h -- why two figures of the same work differ, and whether one claim agrees
 * with itself.
 *
 * A claim is any subset of trials, hours, devices, power, PUE, intensity, energy and
 * emissions, each with the digits as printed: a published model, a claim file, or logs.
 * Kilograms, kilowatt-hours, hours, watts of one device. Unknown is NAN. */
#ifndef PLUME_AUDIT_H
#define PLUME_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/compare.h>
#include <plume/factors.h>
#include <plume/ledger.h>
#include <plume/status.h>
#include <plume/text.h>
#include <plume/value.h>

PLUME_BEGIN

typedef enum plume_gravity {
    PLUME_FINDING_INFO,
    PLUME_FINDING_WARNING,
    PLUME_FINDING_CONTRADICTION /* figures that cannot all be right */
} plume_gravity;
/* "info", "warning", "contradiction". */
PLUME_API const char *plume_gravity_name(plume_gravity gravity);

/* Borrowed from its audit or lint. Texts other than code and message may be "". */
typedef struct plume_finding {
    const char *code; /* "R1" to "R16", "M14", or a word */
    plume_gravity severity;
    const char *message;
    const char *cells;      /* which cells it rests on */
    const char *arithmetic; /* "31.22 + 62.44 = 93.66" */
    const char *sentence;   /* that a reviewer can paste */
    uint64_t line;          /* 0: none */
} plume_finding;

/* --- two figures --- */

typedef struct plume_audit plume_audit;

/* factors: borrowed, outlives the audit. */
PLUME_API plume_status plume_audit_new(plume_audit **out, plume_factors *factors,
                                       plume_error *error);
PLUME_API void plume_audit_free(plume_audit *audit);

/* side 0 is the claim, side 1 what it is held against; each is set once. */
PLUME_API plume_status plume_audit_set_model(plume_audit *audit, int side,
                                             const char *name, plume_error *error);
PLUME_API plume_status plume_audit_set_file(plume_audit *audit, int side,
                                            const char *path, plume_error *error);
PLUME_API plume_status plume_audit_set_ledger(plume_audit *audit, int side,
                                              const char *name,
                                              const plume_ledger *ledger,
                                              plume_error *error);
/* How often the result of the work is used again; NAN: not known. */
PLUME_API void plume_audit_set_reuses(plume_audit *audit, double reuses);

/* Compares. PLUME_ERR_MISSING when both sides share no quantity. */
PLUME_API plume_status plume_audit_run(plume_audit *audit, plume_error *error);

/* One side as it was resolved. total is emissions, or energy when one side has none. */
typedef struct plume_audit_side {
    const char *name, *kind, *source; /* kind: "published", "claim", "logs" */
    double device_hours, device_w, it_kwh, pue, facility_kwh, kg_per_kwh, co2e_kg;
    double stated_kg;        /* as printed, where co2e_kg is computed from the inputs */
    const char *stated;      /* the same with its digits and unit: "626155 lb"; "" */
    const char *basis;       /* of emissions: "location-based", "market-based" */
    bool without_pue;        /* its emissions do not hold the PUE */
    plume_coverage coverage; /* of logs; 0 of 0 else */
    double total;
} plume_audit_side;
PLUME_API const plume_audit_side *plume_audit_side_at(const plume_audit *audit, int side);

/* What total counts: "kg" or "kWh". */
PLUME_API const char *plume_audit_unit(const plume_audit *audit);
/* Claim to actual; NAN when either total is 0. */
PLUME_API double plume_audit_ratio(const plume_audit *audit);

/* One cause. claim and actual in unit; ratio is claim to actual, ln its logarithm, share
 * that of the whole gap (NAN when there is none); lmdi_kg and shapley_kg add up to claim
 * - actual, in the unit of the total. For several runs claim and actual are NAN where
 * they differ from run to run, and ratio is the multiplicative LMDI-I factor. */
typedef struct plume_audit_factor {
    const char *name, *detail, *unit, *group;
    double claim, actual, ratio, ln, share, lmdi_kg, shapley_kg;
    const char *printed; /* the ratio as a paper prints it; NULL or "" */
    const char *note;    /* what that paper says of it; NULL or "" */
} plume_audit_factor;

/* IDENTITY: device-hours x power x PUE x grid, as far as both sides have them. CAUSES:
 * the same gap in the causes that a paper names; the identity when there is none. STEPS:
 * these in their smallest parts, as the waterfall draws them. */
typedef enum plume_audit_view {
    PLUME_AUDIT_IDENTITY,
    PLUME_AUDIT_CAUSES,
    PLUME_AUDIT_STEPS,
    PLUME_AUDIT_VIEWS
} plume_audit_view;
PLUME_API size_t plume_audit_count(const plume_audit *audit, plume_audit_view view);
PLUME_API const plume_audit_factor *plume_audit_at(const plume_audit *audit,
                                                   plume_audit_view view, size_t i);

/* What a part of the ratio means, with the digits that a paper prints of it. */
typedef struct plume_audit_reading {
    const char *name, *detail, *printed, *source;
    double ratio;
} plume_audit_reading;
PLUME_API size_t plume_audit_reading_count(const plume_audit *audit);
PLUME_API const plume_audit_reading *plume_audit_reading_at(const plume_audit *audit,
                                                            size_t i);

/* A figure computed again from what is stated. */
typedef struct plume_rederived {
    int side;
    const char *name, *arithmetic, *unit, *printed, *source, *note;
    double computed;
    plume_verdict verdict;
} plume_rederived;
PLUME_API size_t plume_audit_rederived_count(const plume_audit *audit);
PLUME_API const plume_rederived *plume_audit_rederived_at(const plume_audit *audit,
                                                          size_t i);

/* Statements about the use of the result, apart from the ratio; "" when it is no search.
 */
PLUME_API const char *plume_audit_amortisation(const plume_audit *audit);

PLUME_API size_t plume_audit_finding_count(const plume_audit *audit);
PLUME_API const plume_finding *plume_audit_finding_at(const plume_audit *audit, size_t i);

/* plume.audit/1. */
PLUME_API void plume_audit_to_value(const plume_audit *audit, plume_value *map);

/* --- one claim against itself --- */

typedef struct plume_lint plume_lint;

/* A CSV table, a claim (.yaml, .yml), or a model card (.md), by the ending of path. */
PLUME_API plume_status plume_lint_file(plume_lint **out, const char *path,
                                       plume_factors *factors, plume_error *error);
/* The same of text; path names it and tells what it is. */
PLUME_API plume_status plume_lint_text(plume_lint **out, const char *text, size_t length,
                                       const char *path, plume_factors *factors,
                                       plume_error *error);
PLUME_API void plume_lint_free(plume_lint *lint);
/* As it was given. */
PLUME_API const char *plume_lint_path(const plume_lint *lint);

PLUME_API size_t plume_lint_count(const plume_lint *lint);
PLUME_API const plume_finding *plume_lint_at(const plume_lint *lint, size_t i);

/* What a row implies of PUE x intensity (kg per IT kWh), with what its digits allow, and
 * which PUE and grids of the datasets are compatible with it; not a finding. */
typedef struct plume_implied {
    const char *row;
    double value, low, high;
    const char *compatible; /* "PUE 1.10 x 0.385 (US average ...)"; "" none is known */
} plume_implied;
PLUME_API size_t plume_lint_implied_count(const plume_lint *lint);
PLUME_API const plume_implied *plume_lint_implied_at(const plume_lint *lint, size_t i);
/* Whether one factor explains all rows; false when they do not share one, or are fewer
 * than two. */
PLUME_API bool plume_lint_common(const plume_lint *lint, double *low, double *high);

/* The claim that was understood, as a claim file (YAML): a person can correct a figure,
 * and lint it again. */
PLUME_API void plume_lint_claim(const plume_lint *lint, plume_text *out);

/* plume.lint/1. */
PLUME_API void plume_lint_to_value(const plume_lint *lint, plume_value *map);

/* A rule, for people: what is held against what, and a worked example. */
typedef struct plume_lint_rule {
    const char *code, *title, *formula, *example;
} plume_lint_rule;
/* Static; NULL past the last, or of an unknown code. */
PLUME_API const plume_lint_rule *plume_lint_rule_at(size_t i);
PLUME_API const plume_lint_rule *plume_lint_rule_find(const char *code);

/* Many claims, each against itself, with one set of factors. */
typedef struct plume_lint_set plume_lint_set;
PLUME_API plume_status plume_lint_set_new(plume_lint_set **out, plume_factors *factors,
                                          plume_error *error);
PLUME_API void plume_lint_set_free(plume_lint_set *set);
/* A file, or what of a folder holds a claim, in the order of bytes. among_others: the
 * file is one of several, of which some may hold no figure. What cannot be read is an
 * error; the set may go on with the next. */
PLUME_API plume_status plume_lint_set_add(plume_lint_set *set, const char *path,
                                          bool among_others, plume_error *error);
PLUME_API size_t plume_lint_set_count(const plume_lint_set *set);
PLUME_API const plume_lint *plume_lint_set_at(const plume_lint_set *set, size_t i);
/* How many files hold no claim. */
PLUME_API size_t plume_lint_set_left_out(const plume_lint_set *set);
/* Whether it is one file that was named alone: then plume.lint/1 is its schema. */
PLUME_API bool plume_lint_set_is_one(const plume_lint_set *set);
/* plume.lint-set/1, or plume.lint/1 of one file. */
PLUME_API void plume_lint_set_to_value(const plume_lint_set *set, plume_value *map);

PLUME_END

#endif
