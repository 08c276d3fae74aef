/* Residual mixes: what is left of a country's electricity when all of it that is under
 * contract has been taken out. */
#include "factors/datasets.h"

#include <stdint.h>
#include <string.h>

#include "factors/locations.h"
#include "factors/providers.h"

static const plume_dataset_column columns[] = {
    COLUMN_NAME("code"),   COLUMN_NAME("name"),
    COLUMN_YEAR,           COLUMN_NUMBER("kg_per_kwh", 0, 5),
    COLUMN_NAME("basis"),  COLUMN_NAME("scope"),
    COLUMN_NAME("source"), COLUMN_TEXT("note"),
};

static const char *const shown[] = { "code",  "name",   "year", "kg_per_kwh",
                                     "scope", "source", NULL };

const plume_dataset plume_dataset_residual = {
    .file = "residual_mix.csv",
    .column = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .kind = "residual",
    .shown = shown,
};

/* Of the country or of a part of it: "AU" for "AU-NSW". */
static bool is_of(const char *country, const char *code)
{
    size_t length = strlen(country);

    return strncmp(country, code, length) == 0 &&
           (code[length] == '\0' || code[length] == '-');
}

static size_t nearest_row(const plume_dataset_table *residual, const char *code, int year)
{
    size_t best = SIZE_MAX;

    for (size_t row = 0; row < plume_dataset_table_rows(residual); row++) {
        if (!is_of(plume_dataset_table_text(residual, row, RESIDUAL_CODE), code))
            continue;
        if (best == SIZE_MAX ||
            plume_year_is_nearer(plume_dataset_table_whole(residual, row, RESIDUAL_YEAR),
                                 plume_dataset_table_whole(residual, best, RESIDUAL_YEAR),
                                 year))
            best = row;
    }
    return best;
}

/* The code of the place, or of the grid that a cloud region stands on. */
static plume_status find_code(const char **code, plume_factors *factors,
                              const char *location, plume_error *error)
{
    plume_location place = { "", "", "", false };
    plume_site_name wanted;
    const plume_dataset_table *regions;
    plume_status status = PLUME_OK;
    size_t row;

    plume_site_name_part(&wanted, location);
    if (wanted.provider[0] == '\0')
        status = plume_location_find(factors, location, &place, NULL, error);
    *code = place.code;
    if (status != PLUME_OK || place.code[0] != '\0')
        return status;
    status = plume_factors_table(factors, &plume_dataset_regions, &regions, error);
    if (status != PLUME_OK)
        return status;
    row = plume_region_find(regions, &wanted);
    if (row == SIZE_MAX)
        return plume_location_fail(factors, location, error);
    *code = plume_dataset_table_text(regions, row, REGION_GRID_CODE);
    return PLUME_OK;
}

/* The residual mix is what is left of a grid when contracts are taken out: a table of
 * its own. */
plume_status plume_factors_residual(plume_factors *factors, const char *location,
                                    int year, plume_grid *out, plume_notes *notes,
                                    plume_error *error)
{
    const plume_dataset_table *residual;
    const char *code = "";
    plume_status status = find_code(&code, factors, location, error);
    size_t row;

    if (status == PLUME_OK)
        status = plume_factors_table(factors, &plume_dataset_residual, &residual, error);
    if (status != PLUME_OK)
        return status;
    row = nearest_row(residual, code, year);
    if (row == SIZE_MAX)
        return plume_fail(error, PLUME_ERR_MISSING, "no residual mix of %s is known",
                          code);
    *out = (plume_grid){
        .code = plume_dataset_table_text(residual, row, RESIDUAL_CODE),
        .name = plume_dataset_table_text(residual, row, RESIDUAL_NAME),
        .kg_per_kwh = plume_dataset_table_number(residual, row, RESIDUAL_KG_PER_KWH),
        .basis = plume_dataset_table_text(residual, row, RESIDUAL_BASIS),
        .scope = plume_dataset_table_text(residual, row, RESIDUAL_SCOPE),
        .year = plume_dataset_table_whole(residual, row, RESIDUAL_YEAR),
        .source = plume_dataset_table_text(residual, row, RESIDUAL_SOURCE),
    };
    plume_note_year(notes, "the residual mix", out->year, year);
    return PLUME_OK;
}
