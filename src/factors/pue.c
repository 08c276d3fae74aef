/* The PUE of a building, of a provider, or of the industry in a year, in this order. */
#include "factors/datasets.h"
#include "factors/providers.h"

#include <plume/names.h>
#include <plume/text.h>

#include <stdint.h>
#include <string.h>

static const plume_dataset_column columns[] = {
    COLUMN_NAME("provider"),     COLUMN_NAME("scope"),  COLUMN_NAME("site"), COLUMN_YEAR,
    COLUMN_NUMBER("pue", 1, 10), COLUMN_NAME("source"), COLUMN_TEXT("note"),
};

static const char *const shown[] = { "provider", "site", "year", "pue", "source", NULL };

const plume_dataset plume_dataset_pue = {
    .file = "pue.csv",
    .column = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .kind = "pue",
    .shown = shown,
};

/* The rows that are as good as each other: those of one scope and, for a site, of one
 * site. Design values are taken only where a building has no other and is asked for by
 * its name: none runs at them. */
typedef struct series {
    const char *provider, *scope, *site; /* scope, site NULL: any */
} series;

/* A series is a provider's sites of one scope through the years. */
static size_t nearest_row(const plume_dataset_table *pue, const series *wanted, int year)
{
    size_t row, best = SIZE_MAX;

    for (row = 0; row < plume_dataset_table_rows(pue); row++) {
        if (!plume_name_equal(plume_dataset_table_text(pue, row, PUE_PROVIDER),
                              wanted->provider) ||
            (wanted->scope != NULL &&
             strcmp(plume_dataset_table_text(pue, row, PUE_SCOPE), wanted->scope) != 0))
            continue;
        if (wanted->site != NULL &&
            !plume_name_equal(plume_dataset_table_text(pue, row, PUE_SITE), wanted->site))
            continue;
        if (best == SIZE_MAX ||
            plume_year_is_nearer(plume_dataset_table_whole(pue, row, PUE_YEAR),
                                 plume_dataset_table_whole(pue, best, PUE_YEAR), year))
            best = row;
    }
    return best;
}

static bool is_of_year(const plume_dataset_table *pue, size_t row, int year)
{
    return row != SIZE_MAX &&
           (year == 0 || plume_dataset_table_whole(pue, row, PUE_YEAR) == year);
}

static bool is_design(const plume_dataset_table *pue, size_t row)
{
    return strcmp(plume_dataset_table_text(pue, row, PUE_SCOPE), "design") == 0;
}

/* Site and year (a fleet, a default and a design value have names of their own, too),
 * fleet and year, the site's nearest year, the fleet's, what a calculator
 * takes for the provider. */
static size_t choose(const plume_dataset_table *pue, const plume_site_name *wanted,
                     int year)
{
    const series region = { wanted->provider, "region", wanted->site };
    const series site = { wanted->provider, "site", wanted->site };
    const series named = { wanted->provider, NULL, wanted->site };
    const series fleet = { wanted->provider, "fleet", NULL };
    const series by_default = { wanted->provider, "default", NULL };
    size_t at_site = nearest_row(pue, &region, year), at_fleet;

    if (at_site == SIZE_MAX && wanted->site[0] != '\0')
        at_site = nearest_row(pue, &site, year);
    if (at_site == SIZE_MAX && wanted->site[0] != '\0')
        at_site = nearest_row(pue, &named, year);
    at_fleet = nearest_row(pue, &fleet, year);
    if (is_of_year(pue, at_site, year))
        return at_site;
    if (is_of_year(pue, at_fleet, year))
        return at_fleet;
    if (at_site != SIZE_MAX && (at_fleet == SIZE_MAX || !is_design(pue, at_site)))
        return at_site;
    return at_fleet != SIZE_MAX ? at_fleet : nearest_row(pue, &by_default, year);
}

static bool knows_provider(const plume_dataset_table *pue,
                           const plume_dataset_table *regions, const char *provider)
{
    size_t row;

    for (row = 0; row < plume_dataset_table_rows(pue); row++)
        if (plume_name_equal(plume_dataset_table_text(pue, row, PUE_PROVIDER), provider))
            return true;
    for (row = 0; row < plume_dataset_table_rows(regions); row++)
        if (plume_name_equal(plume_dataset_table_text(regions, row, REGION_PROVIDER),
                             provider))
            return true;
    return false;
}

static bool knows_site(const plume_dataset_table *pue, const plume_dataset_table *regions,
                       const plume_site_name *wanted)
{
    size_t row;

    if (wanted->site[0] == '\0' || plume_region_find(regions, wanted) != SIZE_MAX)
        return true;
    for (row = 0; row < plume_dataset_table_rows(pue); row++)
        if (plume_name_equal(plume_dataset_table_text(pue, row, PUE_PROVIDER),
                             wanted->provider) &&
            plume_name_equal(plume_dataset_table_text(pue, row, PUE_SITE), wanted->site))
            return true;
    return false;
}

/* Providers without regions of their own are in the table of PUEs alone, and are
 * offered from there. */
static plume_status fail_unknown(const plume_dataset_table *pue,
                                 const plume_dataset_table *regions, const char *name,
                                 plume_error *error)
{
    bool is_site = strchr(name, ':') != NULL;
    plume_nearest nearest;

    plume_fail(error, PLUME_ERR_UNKNOWN, "unknown provider or cloud region '%s'", name);
    plume_nearest_init(&nearest, name);
    for (size_t i = 0; is_site && i < plume_dataset_table_rows(regions); i++)
        plume_nearest_offer(&nearest, plume_dataset_table_text(regions, i, REGION_CODE));
    for (size_t i = 0; !is_site && plume_provider_name_at(i) != NULL; i++)
        plume_nearest_offer(&nearest, plume_provider_name_at(i));
    for (size_t i = 0; !is_site && i < plume_dataset_table_rows(pue); i++)
        plume_nearest_offer(&nearest, plume_dataset_table_text(pue, i, PUE_PROVIDER));
    plume_hint_nearest(error, &nearest, is_site ? "regions" : "pue");
    return PLUME_ERR_UNKNOWN;
}

/* Whether a value is wider than what was asked: a fleet for a site of it, a calculator's
 * default or the industry for a provider. One that was asked for by its name is not. */
static bool is_wider(const plume_dataset_table *pue, size_t row, const char *asked)
{
    const char *scope = plume_dataset_table_text(pue, row, PUE_SCOPE);
    const char *colon = strchr(asked, ':');

    if (asked[0] == '\0' || strcmp(scope, "region") == 0 || strcmp(scope, "site") == 0)
        return false;
    if (colon != NULL)
        return !plume_name_equal(plume_dataset_table_text(pue, row, PUE_SITE), colon + 1);
    return strcmp(scope, "fleet") != 0;
}

static void note_wider(const plume_dataset_table *pue, size_t row, const char *asked,
                       plume_notes *notes)
{
    plume_notes_add(notes, PLUME_ASSUMED, "factor-wider", NULL, 0,
                    "no PUE of %s is known for the year: the %s value of %s (%s) is used",
                    asked, plume_dataset_table_text(pue, row, PUE_SCOPE),
                    plume_dataset_table_text(pue, row, PUE_PROVIDER),
                    plume_dataset_table_text(pue, row, PUE_SITE));
}

/* A value that nobody could check against its source says so wherever it is used. */
static plume_status note_choice(const plume_dataset_table *pue, size_t row,
                                const char *asked, int year, plume_notes *notes,
                                plume_error *error)
{
    plume_status status;
    plume_text what;

    if (is_wider(pue, row, asked))
        note_wider(pue, row, asked, notes);
    plume_text_init(&what);
    plume_text_printf(&what, "the PUE of %s (%s)",
                      plume_dataset_table_text(pue, row, PUE_PROVIDER),
                      plume_dataset_table_text(pue, row, PUE_SITE));
    status = plume_text_status(&what, error);
    if (status == PLUME_OK)
        plume_note_year(notes, what.data, plume_dataset_table_whole(pue, row, PUE_YEAR),
                        year);
    if (status == PLUME_OK &&
        strstr(plume_dataset_table_text(pue, row, PUE_NOTE), "UNVERIFIED") != NULL)
        plume_notes_add(notes, PLUME_WARNING, "factor-unverified", NULL, 0,
                        "%s was not checked against its source", what.data);
    if (status == PLUME_OK && is_design(pue, row))
        plume_notes_add(notes, PLUME_WARNING, "factor-design", NULL, 0,
                        "%s is what the building was designed for, none runs at it; no "
                        "other is published",
                        what.data);
    plume_text_dispose(&what);
    return status;
}

/* A region's own name has no provider in it: then the table of regions knows whose it
 * is, and an average of that provider may be used. */
static void part(plume_site_name *out, const plume_dataset_table *regions,
                 const char *asked)
{
    const char *provider;
    size_t row;

    plume_site_name_part(out, asked);
    if (out->provider[0] != '\0')
        return;
    row = plume_region_find(regions, out);
    provider =
        row != SIZE_MAX ? plume_dataset_table_text(regions, row, REGION_PROVIDER) : asked;
    plume_site_name_provider(out, provider, strlen(provider));
    out->site = row != SIZE_MAX ? asked : "";
}

/* The row of a provider or one of its sites. */
static plume_status find_row(plume_factors *factors, const plume_dataset_table *pue,
                             const char *asked, int year, size_t *row, plume_error *error)
{
    const plume_dataset_table *regions;
    plume_site_name wanted;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_regions, &regions, error);

    if (status != PLUME_OK)
        return status;
    part(&wanted, regions, asked);
    if (wanted.provider[0] == '\0' || !knows_provider(pue, regions, wanted.provider) ||
        !knows_site(pue, regions, &wanted))
        return fail_unknown(pue, regions, asked, error);
    *row = choose(pue, &wanted, year);
    return PLUME_OK;
}

/* Without a provider the average of the industry counts, by the Uptime Institute's
 * survey. */
plume_status plume_factors_pue(plume_factors *factors, const char *provider, int year,
                               plume_pue *out, plume_notes *notes, plume_error *error)
{
    static const series industry = { "industry", "average", NULL };
    const plume_dataset_table *pue;
    plume_status status = plume_factors_table(factors, &plume_dataset_pue, &pue, error);
    size_t row = SIZE_MAX;

    if (status == PLUME_OK && provider[0] != '\0')
        status = find_row(factors, pue, provider, year, &row, error);
    if (status != PLUME_OK)
        return status;
    if (row == SIZE_MAX)
        row = nearest_row(pue, &industry, year);
    if (row == SIZE_MAX)
        return plume_fail(error, PLUME_ERR_MISSING, "no PUE of the industry is known");
    out->provider = plume_dataset_table_text(pue, row, PUE_PROVIDER);
    out->site = plume_dataset_table_text(pue, row, PUE_SITE);
    out->pue = plume_dataset_table_number(pue, row, PUE_PUE);
    out->year = plume_dataset_table_whole(pue, row, PUE_YEAR);
    out->source = plume_dataset_table_text(pue, row, PUE_SOURCE);
    out->wider = is_wider(pue, row, provider);
    out->design = is_design(pue, row);
    return note_choice(pue, row, provider, year, notes, error);
}
