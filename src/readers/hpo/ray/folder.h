/* readers/hpo/ray/folder.h -- the files of one trial of Ray Tune, which are one run:
 * result.json and progress.csv tell the same results, params.json what the trial asked
 * for. */
#ifndef PLUME_READERS_RAY_FOLDER_H
#define PLUME_READERS_RAY_FOLDER_H

#include "readers/hpo/ray/trial.h"

typedef enum plume_ray_form {
    PLUME_RAY_RESULT,  /* result.json; progress.csv beside it belongs to it */
    PLUME_RAY_PROGRESS /* progress.csv without a result.json */
} plume_ray_form;

/* Reads a log that is one trial in this form, and hands the trial out. */
plume_status plume_ray_folder_log(plume_log *log, plume_ray_form form,
                                  plume_error *error);

/* Reads a trial's own files in a folder below the one of the log: prefix is "folder/".
 * *found: one of them is there. */
plume_status plume_ray_folder_below(plume_ray_trial *trial, plume_log *log,
                                    const char *prefix, bool *found, plume_error *error);

#endif
