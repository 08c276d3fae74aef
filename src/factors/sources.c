/* Where a figure comes from, and everyday equivalents of an amount of carbon. */
#include "factors/datasets.h"

#include <stdint.h>
#include <string.h>

static const plume_dataset_column equivalents_columns[] = {
    COLUMN_NAME("id"), COLUMN_NAME("name"),   COLUMN_NUMBER("kg_per_unit", 0, 1e9),
    COLUMN_YEAR,       COLUMN_NAME("source"), COLUMN_TEXT("note"),
};

static const char *const equivalents_shown[] = { "id",   "name",   "kg_per_unit",
                                                 "year", "source", NULL };

const plume_dataset plume_dataset_equivalents = {
    .file = "equivalents.csv",
    .column = equivalents_columns,
    .column_count = sizeof equivalents_columns / sizeof equivalents_columns[0],
    .kind = "equivalents",
    .shown = equivalents_shown,
};

static const plume_dataset_column sources_columns[] = {
    COLUMN_NAME("id"),         COLUMN_NAME("title"),
    COLUMN_NAME("publisher"),  COLUMN_YEAR,
    COLUMN_TEXT("url"),        COLUMN_NAME("licence"),
    COLUMN_NAME("bibtex_key"), COLUMN_NAME("evidence"),
};

static const char *const sources_shown[] = { "id",      "title",      "year",
                                             "licence", "bibtex_key", NULL };

const plume_dataset plume_dataset_sources = {
    .file = "sources.csv",
    .column = sources_columns,
    .column_count = sizeof sources_columns / sizeof sources_columns[0],
    .kind = "sources",
    .shown = sources_shown,
};

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
        plume_factors_table(factors, &plume_dataset_sources, &table, error);
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

/* The newest one, as a year is not asked: an equivalent is to be understood today. */
plume_status plume_factors_equivalent(plume_factors *factors, const char *id,
                                      plume_equivalent *out, plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_equivalents, &table, error);
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
