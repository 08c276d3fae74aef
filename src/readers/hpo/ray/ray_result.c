/* Ray Tune's result.json: one JSON object a line, one line a result, one file a trial. */
#include "readers/hpo/ray/trial.h"

#include <string.h>

#include "readers/hpo/ray/folder.h"

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "\"training_iteration\"", "\"time_total_s\"",
                                           "\"time_this_iter_s\"",
                                           "\"iterations_since_restore\"" };
    int found = 0;

    if (head->bytes[strspn(head->bytes, " \t\r\n")] != '{' ||
        strstr(head->bytes, "\"checkpoints\"") != NULL)
        return 0;
    for (size_t i = 0; i < sizeof telling / sizeof telling[0]; i++)
        found += strstr(head->bytes, telling[i]) != NULL;
    if (found >= 2)
        return 92;
    return found > 0 && strcmp(head->name, "result.json") == 0 ? 80 : 0;
}

/* --- results --- */

static plume_status read(plume_log *log, plume_error *error)
{
    return plume_ray_folder_log(log, PLUME_RAY_RESULT, error);
}

const plume_reader plume_reader_ray_result = {
    .name = "ray_result",
    .title = "Ray Tune result.json",
    .confidence = confidence,
    .marks = { "training_iteration", "time_total_s", "time_this_iter_s",
               "iterations_since_restore" },
    .read = read,
};
