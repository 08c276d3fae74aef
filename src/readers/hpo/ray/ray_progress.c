/* Ray Tune's progress.csv: one row a result, nested keys joined with '/'. */
#include "readers/hpo/ray/trial.h"

#include "readers/hpo/ray/folder.h"

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "training_iteration", "time_total_s", NULL };

    return plume_head_has_columns(head, ',', telling) ? 92 : 0;
}

static plume_status read(plume_log *log, plume_error *error)
{
    return plume_ray_folder_log(log, PLUME_RAY_PROGRESS, error);
}

const plume_reader plume_reader_ray_progress = {
    .name = "ray_progress",
    .title = "Ray Tune progress.csv",
    .confidence = confidence,
    .marks = { "training_iteration" },
    .read = read,
};
