/* plume/evidence.h -- from accounts in logs to runs that are counted once.
 *
 * A folder tells one training several times: a scheduler, a tracker, a power trace, a
 * sweep's database. Attached to an intake, evidence relates what its logs tell and lets
 * plume_intake_read hand on runs, each with the accounts that tell it (told_by), in place
 * of the accounts themselves. docs/evidence.md has the rules.
 *
 * Where one reader alone tells, and its accounts have nothing to do with each other, they
 * pass through. Else 64 bytes an account are kept, and what else they say in a temporary
 * file. */
#ifndef PLUME_EVIDENCE_H
#define PLUME_EVIDENCE_H

#include <plume/intake.h>
#include <plume/run.h>
#include <plume/status.h>

PLUME_BEGIN

/* What the user says of two inputs: PATH, PATH:RUN_ID, or a pattern of either. Borrowed
 * until the intake is freed. */
typedef struct plume_pair {
    const char *left, *right;
} plume_pair;

typedef struct plume_evidence_options {
    const plume_pair *same; /* they tell of the same runs */
    size_t same_count;
    const plume_pair *distinct; /* no run of one is one of the other */
    size_t distinct_count;
} plume_evidence_options;

/* Before the intake is read; once. options may be NULL. Freed with the intake. */
PLUME_API plume_status plume_evidence_attach(plume_intake *intake,
                                             const plume_evidence_options *options,
                                             plume_error *error);

/* After reading: how one account was related to another, and by which rule. */
typedef struct plume_decision_account {
    const char *reader, *path;
    uint64_t line;
    const char *id;
    double duration_s, energy_kwh; /* as it tells them */
} plume_decision_account;

typedef struct plume_decision {
    const char *rule, *relation; /* "times", "same" */
    plume_decision_account account, to;
} plume_decision;

typedef struct plume_decision_sink {
    plume_status (*take)(void *state, const plume_decision *decision, plume_error *error);
    void *state;
} plume_decision_sink;

/* Takes each account that is not alone. Nothing when all passed through. */
PLUME_API plume_status plume_evidence_decisions(const plume_intake *intake,
                                                plume_decision_sink sink,
                                                plume_error *error);

/* {rule, relation, account, to}, each of the latter {reader, path, line, run_id,
 * duration_s, energy_kwh}. */
PLUME_API void plume_decision_to_value(plume_value *map, const plume_decision *decision);

/* After reading: what is in the logs and is no run, in the order in which it was handed
 * on. Of a run only what others[] tells is filled in. */
PLUME_API size_t plume_evidence_others(const plume_intake *intake);
PLUME_API plume_run plume_evidence_other_at(const plume_intake *intake, size_t i);

/* After reading: of how many runs an input tells, of how many of them others tell too,
 * and for how many its hours and its energy were taken. False when all passed through. */
typedef struct plume_taken {
    uint64_t runs, shared, hours, energy;
} plume_taken;
PLUME_API bool plume_evidence_taken(const plume_intake *intake, size_t input,
                                    plume_taken *out);

/* After reading: device-hours of runs that share time in one place and do not name their
 * devices, added, and if they shared these; NAN when there are none. */
PLUME_API double plume_evidence_unnamed_sum_hours(const plume_intake *intake);
PLUME_API double plume_evidence_unnamed_union_hours(const plume_intake *intake);

/* How many pairs each rule made: names and counts, in the order of the rules. */
PLUME_API size_t plume_evidence_rules(void);
PLUME_API const char *plume_evidence_rule(size_t i);
PLUME_API uint64_t plume_evidence_pairs(const plume_intake *intake, size_t i);

PLUME_END

#endif
