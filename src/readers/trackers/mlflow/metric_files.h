/* readers/trackers/mlflow/metric_files.h -- the metrics of a run in MLflow's file store:
 * a file each below its folder metrics, a line for each figure. */
#ifndef PLUME_READERS_MLFLOW_METRIC_FILES_H
#define PLUME_READERS_MLFLOW_METRIC_FILES_H

#include "readers/trackers/mlflow/run.h"

typedef struct plume_metric_files {
    plume_text path, device;
} plume_metric_files;

void plume_metric_files_init(plume_metric_files *files);
void plume_metric_files_dispose(plume_metric_files *files);

/* The last figure of run, its pauses, and its power. prefix: of its folder, with a slash,
 * or "" where the log lies in it. */
plume_status plume_metric_files_read(plume_metric_files *files, plume_mlflow *mlflow,
                                     const char *prefix, plume_mlflow_run *run,
                                     plume_error *error);

#endif
