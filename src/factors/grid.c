/* The intensity of a place in a year: its own row, the nearest year, or the wider place
 * around it. */
#include "factors/datasets.h"
#include "factors/locations.h"
#include "factors/place_names.h"
#include "factors/providers.h"

#include <plume/text.h>

#include <math.h>
#include <stdint.h>
#include <string.h>

static const plume_dataset_column columns[] = {
    COLUMN_NAME("code"),
    COLUMN_NAME("name"),
    COLUMN_YEAR,
    COLUMN_NUMBER("kg_per_kwh", 0, 5),
    COLUMN_NAME("basis"),
    COLUMN_NAME("scope"),
    COLUMN_WHOLE("rank", 1, 9),
    COLUMN_NAME("source"),
    COLUMN_TEXT("note"),
};

static const char *const shown[] = { "code",  "name",   "year", "kg_per_kwh",
                                     "scope", "source", NULL };

const plume_dataset plume_dataset_grid = {
    .file = "grid_intensity.csv",
    .column = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .kind = "grid",
    .shown = shown,
};

/* What was asked, and where its notes go. */
typedef struct question {
    plume_factors *factors;
    int year;
    plume_notes *notes;
    const char *source; /* whose figure is asked for; "" the series in use */
} question;

/* The row of a grid for a year: of the series of the first rank, or of the source that is
 * named, the nearest year. */
static size_t nearest_row(const plume_dataset_table *grid, const char *code,
                          const question *asked)
{
    bool any = asked->source[0] == '\0';
    size_t row, best = SIZE_MAX;
    int rank, best_rank = 0;

    for (row = 0; row < plume_dataset_table_rows(grid); row++) {
        if (strcmp(plume_dataset_table_text(grid, row, GRID_CODE), code) != 0 ||
            (!any && strcmp(plume_dataset_table_text(grid, row, GRID_SOURCE),
                            asked->source) != 0))
            continue;
        rank = any ? plume_dataset_table_whole(grid, row, GRID_RANK) : 0;
        if (best != SIZE_MAX &&
            (rank > best_rank ||
             (rank == best_rank &&
              !plume_year_is_nearer(plume_dataset_table_whole(grid, row, GRID_YEAR),
                                    plume_dataset_table_whole(grid, best, GRID_YEAR),
                                    asked->year))))
            continue;
        best = row;
        best_rank = rank;
    }
    return best;
}

static plume_status note_grid_year(const question *asked, const plume_grid *grid,
                                   plume_error *error)
{
    plume_text what;
    plume_status status;

    if (grid->year == asked->year || asked->year == 0)
        return PLUME_OK;
    plume_text_init(&what);
    plume_text_printf(&what, "the carbon intensity of %s (%s)", grid->name, grid->code);
    status = plume_text_status(&what, error);
    if (status == PLUME_OK)
        plume_note_year(asked->notes, what.data, grid->year, asked->year);
    plume_text_dispose(&what);
    return status;
}

static plume_status fail_missing(const question *asked, const char *code,
                                 plume_error *error)
{
    if (asked->source[0] == '\0')
        return plume_fail(error, PLUME_ERR_MISSING, "no carbon intensity of %s is known",
                          code);
    plume_fail(error, PLUME_ERR_UNKNOWN, "no carbon intensity of %s by '%s' is known",
               code, asked->source);
    plume_hint(error, "`plume factors grid %s` lists the figures and their sources",
               code);
    return PLUME_ERR_UNKNOWN;
}

/* The year that is nearest to the one asked for: grids change by some per cent a
 * year. */
static plume_status of_place(plume_grid *out, const question *asked, const char *code,
                             plume_error *error)
{
    const plume_dataset_table *grid;
    plume_status status =
        plume_factors_table(asked->factors, &plume_dataset_grid, &grid, error);
    size_t row;

    if (status != PLUME_OK)
        return status;
    row = nearest_row(grid, code, asked);
    if (row == SIZE_MAX)
        return fail_missing(asked, code, error);
    out->code = plume_dataset_table_text(grid, row, GRID_CODE);
    out->name = plume_dataset_table_text(grid, row, GRID_NAME);
    out->kg_per_kwh = plume_dataset_table_number(grid, row, GRID_KG_PER_KWH);
    out->basis = plume_dataset_table_text(grid, row, GRID_BASIS);
    out->scope = plume_dataset_table_text(grid, row, GRID_SCOPE);
    out->year = plume_dataset_table_whole(grid, row, GRID_YEAR);
    out->source = plume_dataset_table_text(grid, row, GRID_SOURCE);
    out->region = "";
    out->wider = false;
    return note_grid_year(asked, out, error);
}

/* The provider's own figure of a region for a year; SIZE_MAX when it publishes none. */
static size_t published_row(const plume_dataset_table *regions, size_t first, int year)
{
    const char *code = plume_dataset_table_text(regions, first, REGION_CODE);
    size_t row, best = SIZE_MAX;

    for (row = first; row < plume_dataset_table_rows(regions); row++) {
        if (strcmp(plume_dataset_table_text(regions, row, REGION_CODE), code) != 0 ||
            isnan(plume_dataset_table_number(regions, row, REGION_KG_PER_KWH)))
            continue;
        if (best == SIZE_MAX ||
            plume_year_is_nearer(plume_dataset_table_whole(regions, row, REGION_YEAR),
                                 plume_dataset_table_whole(regions, best, REGION_YEAR),
                                 year))
            best = row;
    }
    return best;
}

static plume_status of_published(plume_grid *out, const question *asked,
                                 const plume_dataset_table *regions, size_t row,
                                 plume_error *error)
{
    out->code = plume_dataset_table_text(regions, row, REGION_CODE);
    out->name = plume_dataset_table_text(regions, row, REGION_PLACE);
    out->kg_per_kwh = plume_dataset_table_number(regions, row, REGION_KG_PER_KWH);
    out->basis = plume_dataset_table_text(regions, row, REGION_BASIS);
    out->scope = plume_dataset_table_text(regions, row, REGION_SCOPE);
    out->year = plume_dataset_table_whole(regions, row, REGION_YEAR);
    out->source = plume_dataset_table_text(regions, row, REGION_SOURCE);
    out->region = out->code;
    out->wider = false;
    return note_grid_year(asked, out, error);
}

/* Google publishes its regions' intensities; for the others the grid around them
 * counts, which is told. */
static plume_status of_region(plume_grid *out, const question *asked,
                              const plume_dataset_table *regions, size_t row,
                              plume_error *error)
{
    size_t published = published_row(regions, row, asked->year);
    plume_status status;

    if (published != SIZE_MAX)
        return of_published(out, asked, regions, published, error);
    status = of_place(out, asked,
                      plume_dataset_table_text(regions, row, REGION_GRID_CODE), error);
    if (status != PLUME_OK)
        return status;
    out->region = plume_dataset_table_text(regions, row, REGION_CODE);
    plume_notes_add(asked->notes, PLUME_ASSUMED, "factor-wider", NULL, 0,
                    "%s publishes no carbon intensity: that of %s (%s) is used",
                    out->region, out->name, out->code);
    return PLUME_OK;
}

/* A name with a provider in it ("aws:eu-west-1") is a region at once; any other is a
 * place first, since regions of providers have names like places too. */
static plume_status find(plume_grid *out, const question *asked, const char *location,
                         plume_error *error)
{
    const plume_dataset_table *regions;
    plume_location place = { "", "", "", false };
    plume_site_name wanted;
    plume_status status = PLUME_OK;
    size_t row;

    plume_site_name_part(&wanted, location);
    if (wanted.provider[0] == '\0')
        status =
            plume_location_find(asked->factors, location, &place, asked->notes, error);
    if (status != PLUME_OK)
        return status;
    if (place.code[0] != '\0') {
        status = of_place(out, asked, place.code, error);
        out->wider = place.wider;
        return status;
    }
    status = plume_factors_table(asked->factors, &plume_dataset_regions, &regions, error);
    if (status != PLUME_OK)
        return status;
    row = plume_region_find(regions, &wanted);
    if (row == SIZE_MAX)
        return plume_location_fail(asked->factors, location, error);
    return of_region(out, asked, regions, row, error);
}

bool plume_grid_is_no_place(const char *code)
{
    return strcmp(code, "WORLD") == 0 || strncmp(code, "REG-", strlen("REG-")) == 0;
}

/* A name is tried as a place first and as a cloud's region then: "us" is a country,
 * "us-east1" is not. */
plume_status plume_factors_grid(plume_factors *factors, const char *location, int year,
                                plume_grid *out, plume_notes *notes, plume_error *error)
{
    question asked = { factors, year, notes, "" };
    plume_text place;
    plume_status status;

    plume_text_init(&place);
    plume_place_part_source(&place, &asked.source, location);
    status = plume_text_status(&place, error);
    if (status == PLUME_OK)
        status = find(out, &asked, place.data, error);
    plume_text_dispose(&place);
    return status;
}
