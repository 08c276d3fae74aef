/* readers/hpo/optuna/trial.h -- a trial of Optuna, from whichever of its storages. */
#ifndef PLUME_READERS_OPTUNA_TRIAL_H
#define PLUME_READERS_OPTUNA_TRIAL_H

#include "logs/trial.h"

/* Borrowed strings; "" where the storage says nothing. Times without a
 * zone are local. */
typedef struct plume_optuna_trial {
    const char *study;
    uint64_t study_kind; /* equal for trials of this study of the log; 0 unknown */
    double number;       /* within its study; NAN unknown */
    const char *state;
    const char *start, *end;
    double duration_s;     /* as exported, where the times say nothing; NAN */
    const char *last_sign; /* heartbeat */
    double value;          /* of the first objective */
    double better;         /* 1: a larger value is, -1: a smaller; 0 unknown */
    uint64_t line;
    const plume_attributes *attributes;
} plume_optuna_trial;

/* What the trials of one log share. */
typedef struct plume_optuna {
    plume_log *log;
    plume_trial_tally tally;
    double highest, latest_s; /* number and start so far */
    double
        silence_s; /* of the heartbeats of a trial that lives, at the most; NAN unknown */
    uint64_t dead; /* trials that others found dead */
    double dead_s, noticed_s; /* of these, from the start: to the last heartbeat, to when
                                 it was found */
    plume_text id, identity, note, name;
} plume_optuna;

void plume_optuna_begin(plume_optuna *optuna, plume_log *log);
/* Pushes the trial, or rejects it. */
plume_status plume_optuna_push(plume_optuna *optuna, const plume_optuna_trial *trial,
                               plume_error *error);
/* Tells what there is to tell, unless status is a failure. */
void plume_optuna_end(plume_optuna *optuna, plume_status status);

#endif
