/* readers/mlflow/logged_trial.h -- a trial that Optuna's callback logged once it was
 * over: the run lasts as long as it took to write it down, and its tags tell of the
 * trial. */
#ifndef PLUME_READERS_MLFLOW_LOGGED_TRIAL_H
#define PLUME_READERS_MLFLOW_LOGGED_TRIAL_H

#include <plume/run.h>
#include <plume/text.h>

enum { PLUME_LOGGED_TRIAL_TAGS = 4 };
extern const char *const plume_logged_trial_tags[PLUME_LOGGED_TRIAL_TAGS];

/* The values of these tags, in their order; "" where there is none. */
typedef struct plume_logged_trial {
    plume_text tag[PLUME_LOGGED_TRIAL_TAGS];
} plume_logged_trial;

void plume_logged_trial_init(plume_logged_trial *trial);
void plume_logged_trial_dispose(plume_logged_trial *trial);

/* Number, role, times and state of the trial; false, and nothing, when it is none. */
bool plume_logged_trial_settle(plume_run *run, const plume_logged_trial *trial);

#endif
