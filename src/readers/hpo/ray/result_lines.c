/* Ray Tune's result.json, line by line: each is one result. */
#include "readers/hpo/ray/result_lines.h"

#include <math.h>
#include <string.h>

#include "core/input/source_text.h"
#include "readers/hpo/ray/config.h"
#include "readers/hpo/ray/place.h"
#include "readers/hpo/ray/trial.h"

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
    result->pid = known(map, "pid");
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
        plume_ray_damaged(place, line, "torn-line", why.message);
    else if (isnan(result.iteration) && isnan(result.total_s))
        plume_ray_damaged(place, line, "not-a-result",
                          "it has no training_iteration and no time_total_s");
    else {
        plume_ray_trial_take(trial, &result, place->log);
        if (isnan(trial->gpus))
            trial->gpus = plume_ray_config_gpus(plume_value_get(map, "config"));
    }
    plume_value_free(map);
    return PLUME_OK;
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
