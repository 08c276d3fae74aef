/* What stands around the figures in results.json: the authors' words on measures and
 * benefits, and everyday amounts where the study asks for them. */
#include "documents/report/results_internal.h"

#include <math.h>

#include "documents/model/scope/equivalents.h"
#include "documents/model/internal.h"

static void set_texts(plume_value *map, const char *key, const char *const *texts,
                      size_t count)
{
    plume_value *list = plume_value_set_list(map, key);

    for (size_t i = 0; i < count; i++)
        plume_value_set_string(list, NULL, texts[i]);
}

static plume_status set_equivalent(plume_value *list, const plume_report_data *data,
                                   const char *id, plume_error *error)
{
    plume_equivalent of;
    plume_status status = plume_factors_equivalent(data->factors, id, &of, error);
    plume_value *map;
    double kg = data->footprint->runs_kg;

    if (status != PLUME_OK)
        return status;
    map = plume_value_set_map(list, NULL);
    plume_value_set_string(map, "id", of.id);
    plume_value_set_string(map, "name", of.name);
    plume_value_set_number(map, "count", kg / of.kg_per_unit);
    plume_value_set_number(map, "kg_per_unit", of.kg_per_unit);
    plume_value_set_string(map, "source", of.source);
    plume_value_set_number(map, "year", of.year);
    return PLUME_OK;
}

plume_status plume_results_context(plume_value *root, const plume_report_data *data,
                                   plume_error *error)
{
    const plume_study *study = data->study;
    plume_value *map = plume_value_set_map(root, "context"), *list;
    plume_status status = PLUME_OK;
    const char *id;

    set_texts(map, "measures", study->measures, study->measure_count);
    set_texts(map, "benefits", study->benefits, study->benefit_count);
    list = plume_value_set_list(map, "equivalents");
    if (!study->equivalents || !(data->footprint->runs_kg > 0.0))
        return PLUME_OK;
    for (size_t i = 0; status == PLUME_OK && (id = plume_equivalent_at(i)) != NULL; i++)
        status = set_equivalent(list, data, id, error);
    return status;
}
