/* The published trainings, with their inputs and results as printed. */
#include "factors/datasets.h"

#include <string.h>

static const plume_dataset_column columns[] = {
    COLUMN_NAME("id"),
    COLUMN_NAME("name"),
    COLUMN_TEXT("aliases"),
    COLUMN_NAME("model"),
    COLUMN_NAME("covers"),
    COLUMN_TEXT("pue_counted"),
    COLUMN_TEXT("device"),
    COLUMN_MAYBE("device_count", 1, 1e9),
    COLUMN_MAYBE("hours", 0, 1e12),
    COLUMN_TEXT("time_printed"),
    COLUMN_MAYBE("power_w", 0, 1e12),
    COLUMN_TEXT("power_printed"),
    COLUMN_TEXT("power_scope"),
    COLUMN_TEXT("power_kind"),
    COLUMN_MAYBE("pue", 1, 10),
    COLUMN_TEXT("pue_printed"),
    COLUMN_MAYBE("gross_kg_per_kwh", 0, 5),
    COLUMN_TEXT("gross_intensity_printed"),
    COLUMN_MAYBE("net_kg_per_kwh", 0, 5),
    COLUMN_TEXT("net_intensity_printed"),
    COLUMN_MAYBE("it_kwh", 0, 1e15),
    COLUMN_TEXT("it_printed"),
    COLUMN_MAYBE("facility_kwh", 0, 1e15),
    COLUMN_TEXT("facility_printed"),
    COLUMN_MAYBE("gross_kg", 0, 1e15),
    COLUMN_TEXT("gross_printed"),
    COLUMN_MAYBE("net_kg", 0, 1e15),
    COLUMN_TEXT("net_printed"),
    COLUMN_TEXT("method"),
    COLUMN_NAME("third_party"),
    COLUMN_YEAR,
    COLUMN_NAME("paper"),
    COLUMN_NAME("table"),
    COLUMN_NAME("evidence"),
    COLUMN_NAME("url"),
    COLUMN_TEXT("note"),
};

static const char *const shown[] = {
    "id",    "device", "device_count", "facility_printed", "gross_printed", "paper",
    "table", NULL
};

const plume_dataset plume_dataset_models = {
    .file = "models.csv",
    .column = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .kind = "models",
    .shown = shown,
};

/* Figures with the digits that the paper prints: an audit holds against those. */
static void take_inputs(plume_published *out, const plume_dataset_table *table,
                        size_t row)
{
    out->device = plume_dataset_table_text(table, row, MODEL_DEVICE);
    out->device_count = plume_dataset_table_number(table, row, MODEL_DEVICE_COUNT);
    out->hours = plume_dataset_table_number(table, row, MODEL_HOURS);
    out->time_printed = plume_dataset_table_text(table, row, MODEL_TIME_PRINTED);
    out->power_w = plume_dataset_table_number(table, row, MODEL_POWER_W);
    out->power_printed = plume_dataset_table_text(table, row, MODEL_POWER_PRINTED);
    out->power_scope = plume_dataset_table_text(table, row, MODEL_POWER_SCOPE);
    out->power_kind = plume_dataset_table_text(table, row, MODEL_POWER_KIND);
    out->pue = plume_dataset_table_number(table, row, MODEL_PUE);
    out->pue_printed = plume_dataset_table_text(table, row, MODEL_PUE_PRINTED);
    out->gross_kg_per_kwh =
        plume_dataset_table_number(table, row, MODEL_GROSS_KG_PER_KWH);
    out->gross_intensity_printed =
        plume_dataset_table_text(table, row, MODEL_GROSS_INTENSITY_PRINTED);
    out->net_kg_per_kwh = plume_dataset_table_number(table, row, MODEL_NET_KG_PER_KWH);
    out->net_intensity_printed =
        plume_dataset_table_text(table, row, MODEL_NET_INTENSITY_PRINTED);
}

static void take_results(plume_published *out, const plume_dataset_table *table,
                         size_t row)
{
    out->it_kwh = plume_dataset_table_number(table, row, MODEL_IT_KWH);
    out->it_printed = plume_dataset_table_text(table, row, MODEL_IT_PRINTED);
    out->facility_kwh = plume_dataset_table_number(table, row, MODEL_FACILITY_KWH);
    out->facility_printed = plume_dataset_table_text(table, row, MODEL_FACILITY_PRINTED);
    out->gross_kg = plume_dataset_table_number(table, row, MODEL_GROSS_KG);
    out->gross_printed = plume_dataset_table_text(table, row, MODEL_GROSS_PRINTED);
    out->net_kg = plume_dataset_table_number(table, row, MODEL_NET_KG);
    out->net_printed = plume_dataset_table_text(table, row, MODEL_NET_PRINTED);
}

static void take(plume_published *out, const plume_dataset_table *table, size_t row)
{
    out->id = plume_dataset_table_text(table, row, MODEL_ID);
    out->name = plume_dataset_table_text(table, row, MODEL_NAME);
    out->aliases = plume_dataset_table_text(table, row, MODEL_ALIASES);
    out->model = plume_dataset_table_text(table, row, MODEL_MODEL);
    out->covers = plume_dataset_table_text(table, row, MODEL_COVERS);
    out->pue_counted = plume_dataset_table_text(table, row, MODEL_PUE_COUNTED);
    out->year = plume_dataset_table_whole(table, row, MODEL_YEAR);
    take_inputs(out, table, row);
    take_results(out, table, row);
    out->method = plume_dataset_table_text(table, row, MODEL_METHOD);
    out->third_party =
        strcmp(plume_dataset_table_text(table, row, MODEL_THIRD_PARTY), "yes") == 0;
    out->paper = plume_dataset_table_text(table, row, MODEL_PAPER);
    out->table = plume_dataset_table_text(table, row, MODEL_TABLE);
    out->secondary =
        strcmp(plume_dataset_table_text(table, row, MODEL_EVIDENCE), "secondary") == 0;
    out->url = plume_dataset_table_text(table, row, MODEL_URL);
    out->note = plume_dataset_table_text(table, row, MODEL_NOTE);
}

static plume_status fail_unknown(const plume_dataset_table *table, const char *name,
                                 plume_error *error)
{
    plume_nearest nearest;
    size_t row;

    plume_fail(error, PLUME_ERR_UNKNOWN, "unknown published model '%s'", name);
    plume_nearest_init(&nearest, name);
    for (row = 0; row < plume_dataset_table_rows(table); row++)
        plume_nearest_offer(&nearest, plume_dataset_table_text(table, row, MODEL_ID));
    plume_hint_nearest(error, &nearest, "models");
    return PLUME_ERR_UNKNOWN;
}

/* By id, name or alias, as papers call one training by several names. */
plume_status plume_factors_model(plume_factors *factors, const char *name,
                                 plume_published *out, plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_models, &table, error);
    size_t row;

    if (status != PLUME_OK)
        return status;
    for (row = 0; row < plume_dataset_table_rows(table); row++)
        if (plume_name_equal(plume_dataset_table_text(table, row, MODEL_ID), name) ||
            plume_name_equal(plume_dataset_table_text(table, row, MODEL_NAME), name) ||
            plume_dataset_table_lists(table, row, MODEL_ALIASES, name)) {
            take(out, table, row);
            return PLUME_OK;
        }
    return fail_unknown(table, name, error);
}

plume_status plume_factors_model_at(plume_factors *factors, size_t i,
                                    plume_published *out, bool *found, plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_models, &table, error);

    *found = status == PLUME_OK && i < plume_dataset_table_rows(table);
    if (*found)
        take(out, table, i);
    return status;
}
