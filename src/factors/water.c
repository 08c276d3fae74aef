/* Water per kWh: of a site by its cloud region, of a grid by its place. */
#include "factors/datasets.h"
#include "factors/locations.h"
#include "factors/place_names.h"
#include "factors/providers.h"

#include <plume/text.h>

#include <stdint.h>
#include <string.h>

static const plume_dataset_column columns[] = {
    COLUMN_NAME("kind"),   COLUMN_NAME("code"),        COLUMN_NUMBER("l_per_kwh", 0, 1e3),
    COLUMN_NAME("basis"),  COLUMN_WHOLE("rank", 1, 9), COLUMN_YEAR,
    COLUMN_NAME("source"), COLUMN_TEXT("note"),
};

static const char *const shown[] = { "kind", "code",   "l_per_kwh", "basis",
                                     "year", "source", NULL };

const plume_dataset plume_dataset_water = {
    .file = "water.csv",
    .column = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .kind = "water",
    .shown = shown,
};

enum { COUNTRY_LETTERS = 2 };

/* What was asked, and where its notes go. */
typedef struct question {
    const plume_dataset_table *water;
    const char *location;
    int year;
    plume_notes *notes;
    const char *source; /* whose figure is asked for; "" the series in use */
} question;

/* The place asked for: a cloud region, or the code of a place and of its country. */
typedef struct place {
    plume_site_name site;
    const char *code;                  /* of the state or country; "" unknown */
    char country[COUNTRY_LETTERS + 1]; /* "" unknown */
} place;

/* Whether a row is of the series in use, or the consumption that a named source has. */
static bool is_asked(const question *ask, size_t row)
{
    if (ask->source[0] == '\0')
        return plume_dataset_table_whole(ask->water, row, WATER_RANK) == 1;
    return strcmp(plume_dataset_table_text(ask->water, row, WATER_SOURCE), ask->source) ==
               0 &&
           strcmp(plume_dataset_table_text(ask->water, row, WATER_BASIS),
                  "consumption") == 0;
}

static size_t nearest_row(const question *ask, const char *kind, const char *code)
{
    size_t best = SIZE_MAX;

    for (size_t row = 0; row < plume_dataset_table_rows(ask->water); row++) {
        if (strcmp(plume_dataset_table_text(ask->water, row, WATER_KIND), kind) != 0 ||
            strcmp(plume_dataset_table_text(ask->water, row, WATER_CODE), code) != 0 ||
            !is_asked(ask, row))
            continue;
        if (best == SIZE_MAX ||
            plume_year_is_nearer(plume_dataset_table_whole(ask->water, row, WATER_YEAR),
                                 plume_dataset_table_whole(ask->water, best, WATER_YEAR),
                                 ask->year))
            best = row;
    }
    return best;
}

static void set_country(place *out, const char *code)
{
    bool of_country = strlen(code) >= COUNTRY_LETTERS &&
                      (code[COUNTRY_LETTERS] == '\0' || code[COUNTRY_LETTERS] == '-');

    out->country[0] = '\0';
    if (strncmp(code, "EGRID-", strlen("EGRID-")) == 0)
        memcpy(out->country, "US", sizeof out->country);
    else if (of_country)
        memcpy(out->country, code, COUNTRY_LETTERS);
    out->country[COUNTRY_LETTERS] = '\0';
}

/* Rows of water are by the grid's code and by the provider's region: both are found
 * out once, for whichever is asked. */
static plume_status find_place(plume_factors *factors, const char *location, place *out,
                               plume_error *error)
{
    const plume_dataset_table *regions;
    plume_location found = { "", "", "", false };
    plume_status status =
        plume_factors_table(factors, &plume_dataset_regions, &regions, error);
    size_t row = SIZE_MAX;

    plume_site_name_part(&out->site, location);
    if (status == PLUME_OK && out->site.provider[0] == '\0')
        status = plume_location_find(factors, location, &found, NULL, error);
    if (status != PLUME_OK)
        return status;
    if (found.code[0] == '\0' && location[0] != '\0')
        row = plume_region_find(regions, &out->site);
    out->code = row != SIZE_MAX ? plume_dataset_table_text(regions, row, REGION_GRID_CODE)
                                : found.code;
    if (row != SIZE_MAX) {
        const char *provider = plume_dataset_table_text(regions, row, REGION_PROVIDER);

        plume_site_name_provider(&out->site, provider, strlen(provider));
        out->site.site = plume_dataset_table_text(regions, row, REGION_REGION);
    }
    set_country(out, out->code);
    return PLUME_OK;
}

static plume_status note_choice(const question *ask, const char *what, size_t row,
                                bool wider, plume_error *error)
{
    plume_status status;
    plume_text text;

    if (wider)
        plume_notes_add(ask->notes, PLUME_ASSUMED, "factor-wider", NULL, 0,
                        "%s of %s is not known: that of %s is used", what,
                        ask->location[0] != '\0' ? ask->location
                                                 : "a place without a name",
                        plume_dataset_table_text(ask->water, row, WATER_CODE));
    plume_text_init(&text);
    plume_text_printf(&text, "%s of %s", what,
                      plume_dataset_table_text(ask->water, row, WATER_CODE));
    status = plume_text_status(&text, error);
    if (status == PLUME_OK)
        plume_note_year(ask->notes, text.data,
                        plume_dataset_table_whole(ask->water, row, WATER_YEAR),
                        ask->year);
    plume_text_dispose(&text);
    return status;
}

static plume_status take(plume_water_factor *out, const question *ask, const char *what,
                         size_t row, bool wider, plume_error *error)
{
    *out = (plume_water_factor){
        .code = plume_dataset_table_text(ask->water, row, WATER_CODE),
        .l_per_kwh = plume_dataset_table_number(ask->water, row, WATER_L_PER_KWH),
        .year = plume_dataset_table_whole(ask->water, row, WATER_YEAR),
        .source = plume_dataset_table_text(ask->water, row, WATER_SOURCE),
    };
    return note_choice(ask, what, row, wider, error);
}

static size_t site_row(const question *ask, const place *at, const char *site,
                       plume_error *error, plume_status *status)
{
    plume_text code;
    size_t row = SIZE_MAX;

    plume_text_init(&code);
    plume_text_printf(&code, "%s:%s", at->site.provider, site);
    *status = plume_text_status(&code, error);
    if (*status == PLUME_OK)
        row = nearest_row(ask, "site", code.data);
    plume_text_dispose(&code);
    return row;
}

/* The cloud region, the fleet, the country. */
static plume_status of_site(plume_water_factor *out, const question *ask, const place *at,
                            plume_error *error)
{
    static const char what[] = "the water use on site (WUE)";
    plume_status status = PLUME_OK;
    size_t row = SIZE_MAX;
    bool wider = false;

    if (at->site.provider[0] != '\0')
        row = site_row(ask, at, at->site.site, error, &status);
    if (status == PLUME_OK && row == SIZE_MAX && at->site.provider[0] != '\0') {
        wider = true;
        row = site_row(ask, at, "fleet", error, &status);
    }
    if (status != PLUME_OK)
        return status;
    if (row == SIZE_MAX) { /* of other sites there */
        wider = true;
        row = nearest_row(ask, "place", at->code);
    }
    if (row == SIZE_MAX)
        row = nearest_row(ask, "place", at->country);
    if (row == SIZE_MAX)
        return plume_fail(error, PLUME_ERR_MISSING, "%s of %s is not known", what,
                          ask->location[0] != '\0' ? ask->location
                                                   : "a place without a name");
    return take(out, ask, what, row, wider, error);
}

/* The state, the country, the world. */
static plume_status of_grid(plume_water_factor *out, const question *ask, const place *at,
                            plume_error *error)
{
    static const char what[] = "the water of electricity (EWIF)";
    size_t row = nearest_row(ask, "grid", at->code);
    bool wider = row == SIZE_MAX;

    if (row == SIZE_MAX)
        row = nearest_row(ask, "grid", at->country);
    if (row == SIZE_MAX)
        row = nearest_row(ask, "grid", "WORLD");
    if (row == SIZE_MAX)
        return plume_fail(error, PLUME_ERR_MISSING, "%s is not known", what);
    return take(out, ask, what, row, wider, error);
}

/* In litres for each kWh: of the site what its cooling evaporates, of the grid what
 * its power stations do. */
plume_status plume_factors_water(plume_factors *factors, plume_water_kind kind,
                                 const char *location, int year, plume_water_factor *out,
                                 plume_notes *notes, plume_error *error)
{
    question ask = { NULL, location, year, notes, "" };
    plume_text name;
    place at;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_water, &ask.water, error);

    plume_text_init(&name);
    plume_place_part_source(&name, &ask.source, location);
    if (status == PLUME_OK)
        status = plume_text_status(&name, error);
    if (status == PLUME_OK)
        status = find_place(factors, name.data, &at, error);
    if (status == PLUME_OK)
        status = kind == PLUME_WATER_SITE ? of_site(out, &ask, &at, error)
                                          : of_grid(out, &ask, &at, error);
    plume_text_dispose(&name);
    return status;
}
