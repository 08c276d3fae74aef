/* readers/hpo/ray/trial.h -- one trial of Ray Tune: its results, in the order in which
 * they were written, become one run. Shared by the readers of result.json, progress.csv
 * and experiment_state-*.json. docs/formats/ray-tune.md has the rules. */
#ifndef PLUME_READERS_RAY_TRIAL_H
#define PLUME_READERS_RAY_TRIAL_H

#include "core/number/exact_sum.h"
#include "logs/trial.h"
#include <plume/text.h>
#include <plume/value.h>

/* One result. NAN, "" or false where it says nothing; borrowed. */
typedef struct plume_ray_result {
    double timestamp_s; /* Unix time of its end */
    double iteration, this_iter_s, total_s;
    double pid;
    bool done;
    const char *trial_id, *experiment_id, *tag, *host;
    const char *date; /* naive, as 2018-11-10_00-18-12 */
} plume_ray_result;

void plume_ray_result_init(plume_ray_result *result);

typedef struct plume_ray_trial {
    uint64_t results; /* without copies */
    uint64_t restores, restarts, copies;
    plume_text trial_id, experiment_id, tag, host;
    double start_s, end_s;
    double iteration, this_iter_s, total_s; /* of the last result */
    double longest_s;                       /* total of this attempt; NAN */
    plume_sum earlier_s;                    /* of attempts that were begun anew */
    plume_sum iterations_s;                 /* of all results */
    bool untimed;                           /* a result without time_this_iter_s */
    bool done;
    double gpus; /* asked for; NAN: not said */
    double pid;  /* of the last result's process; NAN: not said */
} plume_ray_trial;

void plume_ray_trial_init(plume_ray_trial *trial);
void plume_ray_trial_dispose(plume_ray_trial *trial);
void plume_ray_trial_take(plume_ray_trial *trial, const plume_ray_result *result,
                          plume_log *log);

/* Seconds that the trial took by its own clock; NAN: unknown. */
double plume_ray_trial_duration_s(const plume_ray_trial *trial);
/* Likewise, with the iterations that it did again after it was restored. */
double plume_ray_trial_used_s(const plume_ray_trial *trial);

/* What is said of a trial beside its own results. */
typedef struct plume_ray_about {
    const char *folder;       /* of the trial, for a name; "" */
    const char *study;        /* "" */
    const char *trial_id;     /* used when the results name none; "" */
    plume_state state;        /* UNKNOWN: from the results */
    const char *word;         /* how the log calls the state; "" */
    double start_s;           /* used when the results tell none */
    double alive_s;           /* when it was last known to run; NAN */
    double written_s;         /* of two snapshots the larger is newer; NAN: of none */
    plume_trial_tally *tally; /* of trials that never ended; may be NULL */
} plume_ray_about;

/* The trial as a run, with notes of what is odd about it. */
plume_status plume_ray_trial_push(const plume_ray_trial *trial,
                                  const plume_ray_about *about, plume_log *log,
                                  plume_error *error);

/* Of the two forms of one trial the one that goes further stays in trial; the other is
 * disposed of. */
void plume_ray_prefer(plume_ray_trial *trial, plume_ray_trial *other, plume_log *log);

#endif
