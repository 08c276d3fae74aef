/* readers/trackers/mlflow/run.h -- a run of MLflow, from its database or its files. */
#ifndef PLUME_READERS_MLFLOW_RUN_H
#define PLUME_READERS_MLFLOW_RUN_H

#include "logs/trial.h"
#include "readers/trackers/mlflow/logged_trial.h"
#include "traces/stretches.h"
#include "traces/integrator.h"
#include "traces/total.h"

/* Borrowed strings; "" where the store says nothing. */
typedef struct plume_mlflow_run {
    const char *id, *name, *experiment;
    const char *status;               /* a word, or the number of one */
    const char *parent;               /* id of the run that it is nested in */
    const char *trial;                /* tag trial_name of Ray Tune's callback */
    const plume_logged_trial *logged; /* tags of Optuna's callback */
    const char *folder;               /* parameter output_dir */
    const char *tags;                 /* of its user, as records/tags.h has them */
    double start_ms, end_ms;
    double last_ms; /* of the last figure that it logged; NAN unknown */
    bool deleted;
    bool is_child;     /* of another run */
    bool has_children; /* that took time: they are counted instead */
    uint64_t line;
    plume_power_total power; /* energy NAN: none was measured */
    double measured_s;       /* over all devices */
    double sampled_s;        /* likewise, with gaps that were bridged; NAN: none was */
    plume_power_unused unused;
} plume_mlflow_run;

/* What the runs of one log share. */
typedef struct plume_mlflow {
    plume_log *log;
    plume_trial_tally tally;
    plume_text identity, note, folder;
    plume_figure_times times; /* of the run at hand, and what they tell */
    plume_pauses pauses;
    double last_sample_ms; /* of the device that is fed */
    uint64_t deleted, parents, resumed, paused, doubtful, idle, imported;
    double parents_s, children_s, paused_s, doubtful_s, idle_kwh;
} plume_mlflow;

/* Adds a tag that somebody gave the run; those of MLflow and its callbacks, whose keys
 * are known, say nothing of what it was for. */
void plume_mlflow_add_tag(plume_text *tags, const char *key, const char *value,
                          size_t length);

void plume_mlflow_begin(plume_mlflow *mlflow, plume_log *log);
plume_status plume_mlflow_push(plume_mlflow *mlflow, const plume_mlflow_run *run,
                               plume_error *error);
/* Tells what there is to tell, unless status is a failure. */
void plume_mlflow_end(plume_mlflow *mlflow, plume_status status);

/* --- system metrics --- */

typedef enum plume_mlflow_figure {
    PLUME_MLFLOW_OTHER,
    PLUME_MLFLOW_WATTS,
    PLUME_MLFLOW_PERCENT /* how busy it was */
} plume_mlflow_figure;

/* The name of the device ("gpu_0") in that of a metric such as
 * "system/gpu_0_power_usage_watts", or in "gpu_0_power_usage_watts"; of a node that is
 * named ("system/n1/gpu_0_power_usage_watts") "n1/gpu_0". */
plume_mlflow_figure plume_mlflow_device(plume_text *out, const char *metric);

/* A figure of one device. NAN: no number. In the order of time for each metric. */
plume_status plume_mlflow_take(plume_mlflow *mlflow, plume_power *power,
                               const char *device, plume_mlflow_figure figure, double ms,
                               double value, plume_error *error);

/* Takes every sample of one run into power; is called twice, with the same samples. */
typedef struct plume_mlflow_feeder {
    plume_status (*feed)(void *state, plume_power *power, plume_error *error);
    void *state;
} plume_mlflow_feeder;

/* Fills power, measured_s, sampled_s and unused of run. Its pauses are known. */
plume_status plume_mlflow_measure(plume_mlflow *mlflow, plume_mlflow_run *run,
                                  plume_mlflow_feeder feeder, plume_error *error);

/* The pauses of a run, by times; the state and the times of run are known. */
plume_status plume_mlflow_find_pauses(plume_mlflow *mlflow, const plume_mlflow_run *run,
                                      plume_error *error);

#endif
