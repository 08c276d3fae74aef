/* A comparison as data: plume.comparison/1. */
#include "comparison/internal.h"

static void put_estimates(plume_value *list, const plume_compared_row *row)
{
    for (size_t i = 0; i < row->estimate_count; i++)
        plume_estimate_to_value(&row->estimate[i], plume_value_set_map(list, NULL));
}

static void put_published(plume_value *map, const plume_compared_row *row)
{
    const plume_published *model = &row->model;

    plume_value_set_number(map, "gross_kg", model->gross_kg);
    plume_value_set_string(map, "gross_printed", model->gross_printed);
    plume_value_set_number(map, "net_kg", model->net_kg);
    plume_value_set_string(map, "net_printed", model->net_printed);
    plume_value_set_number(map, "facility_kwh", model->facility_kwh);
    plume_value_set_string(map, "facility_printed", model->facility_printed);
    plume_value_set_bool(map, "third_party", model->third_party);
    plume_value_set_string(map, "method", model->method);
    plume_value_set_string(map, "paper", model->paper);
    plume_value_set_string(map, "table", model->table);
    plume_value_set_string(map, "note", model->note);
}

static void put_row(plume_value *map, const plume_compared_row *row)
{
    const plume_compared *shown = &row->shown;

    plume_value_set_string(map, "id", shown->id);
    plume_value_set_string(map, "name", shown->name);
    plume_value_set_bool(map, "own", shown->own);
    plume_value_set_string(map, "devices", shown->devices);
    if (shown->year != 0)
        plume_value_set_count(map, "year", (uint64_t)shown->year);
    else
        plume_value_set_null(map, "year");
    plume_value_set_number(map, "device_hours", shown->device_hours);
    plume_value_set_number(map, "it_kwh", shown->it_kwh);
    plume_value_set_string(map, "evidence", plume_evidence_name(shown->evidence));
    put_estimates(plume_value_set_list(map, "estimates"), row);
    plume_value_set_number(map, "ratio", shown->ratio);
    plume_value_set_number(map, "to_first", shown->to_first);
    if (shown->own)
        plume_value_set_null(map, "published");
    else
        put_published(plume_value_set_map(map, "published"), row);
    plume_value_set_string(map, "verdict", plume_verdict_name(shown->verdict));
    plume_value_set_string(map, "assumptions", shown->assumptions);
    plume_value_set_string(map, "boundary", shown->boundary);
    plume_value_set_string(map, "differs", shown->differs);
    plume_value_set_string(map, "other_values", shown->other_values);
    if (shown->own) {
        plume_value_set_count(map, "known_runs", shown->coverage.known);
        plume_value_set_count(map, "at_most_runs", shown->coverage.most);
        plume_value_set_count(map, "runs", shown->coverage.runs);
    } else {
        plume_value_set_null(map, "known_runs");
        plume_value_set_null(map, "at_most_runs");
        plume_value_set_null(map, "runs");
    }
}

void plume_comparison_to_value(const plume_comparison *comparison, plume_value *map)
{
    plume_value *models;

    plume_value_set_string(map, "schema", "plume.comparison/1");
    models = plume_value_set_list(map, "models");
    for (size_t i = 0; i < comparison->count; i++)
        put_row(plume_value_set_map(models, NULL), comparison->rows[i]);
}
