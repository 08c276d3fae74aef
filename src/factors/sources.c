#include "factors/datasets.h"

#include <stdint.h>
#include <string.h>

static plume_status fail_unknown(const plume_dataset_table *table, const char *kind,
                                 const char *what, const char *id, plume_error *error)
{
    plume_nearest nearest;
    size_t row;

    plume_fail(error, PLUME_ERR_UNKNOWN, "unknown %s '%s'", what, id);
    plume_nearest_init(&nearest, id);
    for (row = 0; row < plume_dataset_table_rows(table); row++)
        plume_nearest_offer(&nearest, plume_dataset_table_text(table, row, 0));
    plume_hint_nearest(error, &nearest, kind);
    return PLUME_ERR_UNKNOWN;
}

plume_status plume_factors_source(plume_factors *factors, const char *id,
                                  plume_source *out, plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, PLUME_DATASET_SOURCES, &table, error);
    size_t row;

    if (status != PLUME_OK)
        return status;
    for (row = 0; row < plume_dataset_table_rows(table); row++)
        if (strcmp(plume_dataset_table_text(table, row, SOURCE_ID), id) == 0)
            break;
    if (row == plume_dataset_table_rows(table))
        return fail_unknown(table, "sources", "source", id, error);
    out->id = plume_dataset_table_text(table, row, SOURCE_ID);
    out->title = plume_dataset_table_text(table, row, SOURCE_TITLE);
    out->publisher = plume_dataset_table_text(table, row, SOURCE_PUBLISHER);
    out->url = plume_dataset_table_text(table, row, SOURCE_URL);
    out->licence = plume_dataset_table_text(table, row, SOURCE_LICENCE);
    out->bibtex_key = plume_dataset_table_text(table, row, SOURCE_BIBTEX_KEY);
    out->year = plume_dataset_table_whole(table, row, SOURCE_YEAR);
    return PLUME_OK;
}

plume_status plume_factors_equivalent(plume_factors *factors, const char *id,
                                      plume_equivalent *out, plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, PLUME_DATASET_EQUIVALENTS, &table, error);
    size_t row, best = SIZE_MAX;

    if (status != PLUME_OK)
        return status;
    for (row = 0; row < plume_dataset_table_rows(table); row++)
        if (plume_name_equal(plume_dataset_table_text(table, row, EQUIVALENT_ID), id) &&
            (best == SIZE_MAX ||
             plume_year_is_nearer(plume_dataset_table_whole(table, row, EQUIVALENT_YEAR),
                                  plume_dataset_table_whole(table, best, EQUIVALENT_YEAR),
                                  0)))
            best = row;
    if (best == SIZE_MAX)
        return fail_unknown(table, "equivalents", "equivalent", id, error);
    out->id = plume_dataset_table_text(table, best, EQUIVALENT_ID);
    out->name = plume_dataset_table_text(table, best, EQUIVALENT_NAME);
    out->kg_per_unit = plume_dataset_table_number(table, best, EQUIVALENT_KG_PER_UNIT);
    out->year = plume_dataset_table_whole(table, best, EQUIVALENT_YEAR);
    out->source = plume_dataset_table_text(table, best, EQUIVALENT_SOURCE);
    return PLUME_OK;
}
