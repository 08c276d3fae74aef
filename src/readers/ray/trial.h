/* readers/ray/trial.h -- one trial of Ray Tune: its results, in the order in which they
 * were written, become one run. Shared by the readers of result.json, progress.csv and
 * experiment_state-*.json. docs/formats/ray-tune.md has the rules. */
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
} plume_ray_trial;

void plume_ray_trial_init(plume_ray_trial *trial);
void plume_ray_trial_dispose(plume_ray_trial *trial);
void plume_ray_trial_take(plume_ray_trial *trial, const plume_ray_result *result,
                          plume_log *log);

/* Seconds that the trial took by its own clock; NAN: unknown. */
double plume_ray_trial_duration_s(const plume_ray_trial *trial);

/* What is said of a trial beside its own results. */
typedef struct plume_ray_about {
    const char *folder;       /* of the trial, for a name; "" */
    const char *study;        /* "" */
    const char *trial_id;     /* used when the results name none; "" */
    plume_state state;        /* UNKNOWN: from the results */
    const char *word;         /* how the log calls the state; "" */
    double start_s;           /* used when the results tell none */
    double alive_s;           /* when it was last known to run; NAN */
    plume_trial_tally *tally; /* of trials that never ended; may be NULL */
} plume_ray_about;

/* The trial as a run, with notes of what is odd about it. */
plume_status plume_ray_trial_push(const plume_ray_trial *trial,
                                  const plume_ray_about *about, plume_log *log,
                                  plume_error *error);

/* --- ray_config.c: how many GPUs a trial asked for; NAN when that is not said --- */

double plume_ray_config_gpus(const plume_value *config);
/* The same from what Python prints of a dictionary. */
double plume_ray_printed_gpus(const char *config);
/* From params.json below prefix ("" or "folder/"); what cannot be read is a note. */
plume_status plume_ray_params_gpus(double *gpus, plume_log *log, const char *prefix,
                                   plume_error *error);

/* --- ray_result.c, ray_progress.c: results out of a stream --- */

/* What is damaged is a record that is rejected, or a note when prefix says that another
 * log has the records. */
typedef struct plume_ray_place {
    plume_log *log;
    const char *prefix; /* NULL: the log itself; else of a file that belongs to it */
    const char *name;
} plume_ray_place;

plume_status plume_ray_damaged(const plume_ray_place *place, uint64_t line,
                               const char *code, const char *why, plume_error *error);

void plume_ray_result_from(plume_ray_result *result, const plume_value *map);
plume_status plume_ray_results_read(plume_ray_trial *trial, plume_source_stream *source,
                                    const plume_ray_place *place, plume_error *error);
plume_status plume_ray_progress_read(plume_ray_trial *trial, plume_source_stream *source,
                                     const plume_ray_place *place, plume_error *error);

/* Of the two forms of one trial the one that goes further stays in trial; the other is
 * disposed of. */
void plume_ray_prefer(plume_ray_trial *trial, plume_ray_trial *other, plume_log *log);

#endif
