/* Ray Tune's result.json: one JSON object a line, one line a result, one file a trial. */
#include "readers/ray/trial.h"

#include <math.h>
#include <string.h>

#include "readers/ray/folder.h"

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

static double known(const plume_value *map, const char *key)
{
    double value = plume_value_number(plume_value_get(map, key));

    return isfinite(value) ? value : NAN;
}

static const char *text_of(const plume_value *map, const char *key)
{
    return plume_value_string(plume_value_get(map, key));
}

void plume_ray_result_from(plume_ray_result *result, const plume_value *map)
{
    plume_ray_result_init(result);
    result->timestamp_s = known(map, "timestamp");
    result->iteration = known(map, "training_iteration");
    result->this_iter_s = known(map, "time_this_iter_s");
    result->total_s = known(map, "time_total_s");
    result->done = plume_value_bool(plume_value_get(map, "done"));
    result->trial_id = text_of(map, "trial_id");
    result->experiment_id = text_of(map, "experiment_id");
    result->tag = text_of(map, "experiment_tag");
    result->host = text_of(map, "hostname");
    result->date = text_of(map, "date");
}

static plume_status read_line(plume_ray_trial *trial, const char *text, size_t length,
                              uint64_t line, const plume_ray_place *place,
                              plume_error *error)
{
    plume_error why = { .status = PLUME_OK };
    plume_value *map = NULL;
    plume_ray_result result;
    plume_status status;

    status = plume_json_parse(&map, text, length, plume_log_path(place->log), NULL, &why);
    if (status == PLUME_ERR_MEMORY)
        return plume_fail_memory(error);
    plume_ray_result_from(&result, map);
    if (status != PLUME_OK)
        status = plume_ray_damaged(place, line, "torn-line", why.message, error);
    else if (isnan(result.iteration) && isnan(result.total_s))
        status =
            plume_ray_damaged(place, line, "not-a-result",
                              "it has no training_iteration and no time_total_s", error);
    else {
        plume_ray_trial_take(trial, &result, place->log);
        if (isnan(trial->gpus))
            trial->gpus = plume_ray_config_gpus(plume_value_get(map, "config"));
    }
    plume_value_free(map);
    return status;
}

plume_status plume_ray_results_read(plume_ray_trial *trial, plume_source_stream *source,
                                    const plume_ray_place *place, plume_error *error)
{
    const char *text;
    size_t length;
    uint64_t line;
    plume_status status = PLUME_OK;

    for (;;) {
        status = plume_source_line(source, &text, &length, &line, error);
        if (status != PLUME_OK || text == NULL)
            return status;
        if (length > strspn(text, " \t"))
            status = read_line(trial, text, length, line, place, error);
        if (status != PLUME_OK)
            return status;
    }
}

static plume_status read(plume_log *log, plume_error *error)
{
    return plume_ray_folder_log(log, PLUME_RAY_RESULT, error);
}

const plume_reader plume_reader_ray_result = {
    .name = "ray_result",
    .title = "Ray Tune result.json",
    .confidence = confidence,
    .read = read,
};
