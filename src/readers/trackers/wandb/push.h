/* readers/trackers/wandb/push.h -- a run of W&B is handed out. */
#ifndef PLUME_READERS_WANDB_PUSH_H
#define PLUME_READERS_WANDB_PUSH_H

#include "readers/trackers/wandb/run.h"
#include <plume/status.h>

/* Hands the run out. */
plume_status plume_wandb_run_push(plume_wandb_run *run, plume_error *error);

#endif
