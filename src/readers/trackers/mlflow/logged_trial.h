/* readers/trackers/mlflow/logged_trial.h -- what was over when it was logged: a trial, by
 * Optuna's callback, or a run of another store, by mlflow-export-import with its source
 * tags. Such a run lasts as long as it took to write it down, and its tags tell when it
 * was. */
#ifndef PLUME_READERS_MLFLOW_LOGGED_TRIAL_H
#define PLUME_READERS_MLFLOW_LOGGED_TRIAL_H

#include "logs/log.h"
#include <plume/run.h>
#include <plume/text.h>

enum { PLUME_LOGGED_TRIAL_TAGS = 7 };
extern const char *const plume_logged_trial_tags[PLUME_LOGGED_TRIAL_TAGS];

/* The values of these tags, in their order; "" where there is none. */
typedef struct plume_logged_trial {
    plume_text tag[PLUME_LOGGED_TRIAL_TAGS];
} plume_logged_trial;

void plume_logged_trial_init(plume_logged_trial *trial);
void plume_logged_trial_dispose(plume_logged_trial *trial);

/* Number, role, times and state of the trial; false, and nothing, when it is none. log
 * has the zone of its stamps where nothing else tells it. */
bool plume_logged_trial_settle(plume_run *run, const plume_logged_trial *trial,
                               plume_log *log);

/* The run of the store that it was exported from, "" none. */
const char *plume_logged_source(const plume_logged_trial *trial);
/* Its times there; false, and nothing, where no tags tell them. */
bool plume_logged_source_times(plume_run *run, const plume_logged_trial *trial);

#endif
