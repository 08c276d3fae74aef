/* The factors that turned energy into emissions: each with where it came from. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "documents/wording/display.h"
#include "documents/wording/table.h"
#include "documents/model/internal.h"

/* More sites than this have their own table of places alone. */
enum { FACTORS_SHOWN = 12 };

/* The sites of the headline's estimate. */
typedef struct site_list {
    plume_site_use *use;
    size_t count;
} site_list;

static site_list list_sites(const plume_tree_context *context)
{
    site_list sites = { NULL, 0 };
    plume_status status = PLUME_OK;

    if (context->gross != SIZE_MAX)
        status = plume_ledger_site_uses(&sites.use, &sites.count, context->data->ledger,
                                        context->gross, context->error);
    if (status != PLUME_OK)
        *context->failed = status;
    return sites;
}

/* --- where a factor came from --- */

static void set_year(plume_value *map, int year)
{
    plume_text text;

    plume_text_init(&text);
    if (year != 0)
        plume_text_printf(&text, "%d", year);
    plume_value_set_string(map, "year", text.data != NULL ? text.data : "");
    plume_text_dispose(&text);
}

/* A figure that the author gave has no source to cite but the author, so that the text
 * names none. */
void plume_tree_origin(const plume_tree_context *context, plume_value *map,
                       const plume_given_value *given, bool is_default)
{
    plume_given from = given == NULL ? PLUME_GIVEN_NOT : given->given;
    bool by_author = from == PLUME_GIVEN_COMMAND_LINE || from == PLUME_GIVEN_STUDY_FILE;

    plume_value_set_bool(map, "same", given != NULL);
    plume_value_set_bool(map, "given_by_author", by_author);
    plume_value_set_bool(map, "default", is_default || from == PLUME_GIVEN_METHOD);
    plume_value_set_string(
        map, "origin", plume_word(context->data->words, "given", plume_given_name(from)));
    plume_tree_source(context, map, "source",
                      given == NULL || by_author ? "" : given->source);
    set_year(map, given == NULL ? 0 : given->year);
}

static bool is_hourly(const plume_tree_context *context)
{
    plume_hourly hourly;

    return plume_ledger_hourly(context->data->ledger, &hourly) && hourly.known_kwh > 0.0;
}

static const plume_given_value *pue_of(const plume_site *site)
{
    return &site->pue;
}

static const plume_given_value *grid_of(const plume_site *site)
{
    return &site->gross_kg_per_kwh;
}

/* Every source of a factor once, in the order of the sites; none when the sites share
 * one value, which then names its own. */
static void set_sources(const plume_tree_context *context, plume_value *factor,
                        const site_list *sites,
                        const plume_given_value *(*factor_of)(const plume_site *site))
{
    plume_value *list = plume_value_set_list(factor, "sources");
    plume_value *seen = plume_value_map();

    for (size_t i = 0;
         i < sites->count && !plume_value_bool(plume_value_get(factor, "same")); i++) {
        const plume_given_value *given = factor_of(&sites->use[i].site);
        bool theirs =
            given->given == PLUME_GIVEN_DATASET || given->given == PLUME_GIVEN_METHOD;

        if (!theirs || *given->source == '\0' ||
            plume_value_get(seen, given->source) != NULL)
            continue;
        plume_value_set_bool(seen, given->source, true);
        plume_tree_source(context, plume_value_set_map(list, NULL), "source",
                          given->source);
    }
    plume_value_free(seen);
}

/* --- one grid in several years --- */

/* Several places on one grid, all from one source: the text then names the grid once.
 * What was given or assumed for a place has a reason of its own to be told. */
static bool is_one_grid(const site_list *sites)
{
    for (size_t i = 0; i < sites->count; i++) {
        const plume_site *site = &sites->use[i].site, *first = &sites->use[0].site;

        if (site->gross_kg_per_kwh.given != PLUME_GIVEN_DATASET || site->grid_assumed ||
            strcmp(site->grid_name, first->grid_name) != 0 ||
            strcmp(site->gross_kg_per_kwh.source, first->gross_kg_per_kwh.source) != 0)
            return false;
    }
    return sites->count > 1;
}

/* "2022, 2023 and 2024": sites of one place stand in the order of their years. */
static void print_years(const plume_tree_context *context, plume_text *out,
                        const site_list *sites)
{
    size_t distinct = 0, told = 0;

    for (size_t pass = 0; pass < 2; pass++) {
        int year = 0;

        for (size_t i = 0; i < sites->count; i++) {
            if (sites->use[i].site.gross_kg_per_kwh.year == year)
                continue;
            year = sites->use[i].site.gross_kg_per_kwh.year;
            if (pass == 0)
                distinct++;
            else
                plume_text_printf(out, "%d%s", year,
                                  plume_tree_separator(context, told++, distinct));
        }
    }
}

/* Its annual averages are one series: of its years, whichever run took which. */
static void set_grid(const plume_tree_context *context, plume_value *grid,
                     const site_list *sites)
{
    const plume_given_value *shared = plume_ledger_grid(context->data->ledger);
    bool is_default = plume_notes_tally(context->data->notes, "location-assumed") > 0;
    bool one_grid = shared == NULL && is_one_grid(sites);
    const plume_site *first = sites->count > 0 ? &sites->use[0].site : NULL;
    plume_given_value series = { NAN, PLUME_GIVEN_DATASET, "", 0 };
    plume_text years;

    if (one_grid) {
        series.source = first->gross_kg_per_kwh.source;
        shared = &series;
    }
    plume_tree_origin(context, grid, shared, is_default);
    plume_value_set_string(grid, "name",
                           shared != NULL && first != NULL ? first->grid_name : "");
    plume_value_set_string(
        grid, "scope",
        shared != NULL && first != NULL && !is_hourly(context) ? first->grid_scope : "");
    if (!one_grid)
        return;
    plume_text_init(&years);
    print_years(context, &years, sites);
    plume_value_set_string(grid, "year", years.data);
    plume_text_dispose(&years);
}

/* An estimate of the gross basis may be missing; then both factors are unknown and
 * shown as such. */
void plume_tree_factors(const plume_tree_context *context)
{
    plume_words *words = context->data->words;
    plume_estimate gross = { .pue = NAN, .intensity_kg_per_kwh = NAN };
    site_list sites = list_sites(context);
    plume_value *pue, *grid;

    if (context->gross != SIZE_MAX)
        gross = plume_ledger_estimate_at(context->data->ledger, context->gross);
    pue = plume_display_pue(context->root, "pue", gross.pue, words);
    plume_tree_origin(context, pue, plume_ledger_pue(context->data->ledger),
                      plume_notes_tally(context->data->notes, "pue-assumed") > 0);
    grid = plume_display_factor(context->root, "grid", gross.intensity_kg_per_kwh,
                                PLUME_INTENSITY_UNIT, words);
    set_grid(context, grid, &sites);
    set_sources(context, pue, &sites, pue_of);
    set_sources(context, grid, &sites, grid_of);
    if (is_hourly(context)) { /* the yearly figure only fills in */
        plume_value_set_string(grid, "origin", plume_word(words, "given", "hourly"));
        plume_value_set_string(grid, "year", "");
        plume_value_set_null(grid, "source");
    }
    free(sites.use);
}

/* --- the table --- */

/* place: whose factor it is, "" when all share it. */
static void add_row(const plume_tree_context *context, plume_report_table *sheet,
                    const char *label, const char *place, const plume_value *factor)
{
    const char *year = plume_value_string(plume_value_get(factor, "year"));
    const char *source =
        plume_value_string(plume_value_get(plume_value_get(factor, "source"), "text"));
    plume_text text;

    if (!plume_value_bool(plume_value_get(factor, "known")))
        return;
    plume_text_init(&text);
    plume_text_add(&text, plume_word(context->data->words, "factors", label));
    if (place[0] != '\0')
        plume_text_printf(&text, ", %s", place);
    plume_report_table_row(sheet, false);
    plume_report_table_cell(sheet, text.data);
    plume_report_table_cell(sheet, plume_value_string(plume_value_get(factor, "figure")));
    plume_report_table_cell(sheet, plume_value_string(plume_value_get(factor, "origin")));
    plume_text_clear(&text);
    plume_text_add(&text, source);
    if (*year != '\0' && strstr(source, year) == NULL)
        plume_text_printf(&text, "%s%s %s", *source == '\0' ? "" : ", ",
                          plume_word(context->data->words, "factors", "years"), year);
    plume_report_table_cell(sheet, text.length == 0 ? PLUME_EN_DASH : text.data);
    plume_text_dispose(&text);
}

static bool same_given(const plume_given_value *a, const plume_given_value *b)
{
    return a->given == b->given && a->value == b->value && a->year == b->year &&
           strcmp(a->source, b->source) == 0;
}

static const char *name_of(const plume_site *site)
{
    return site->grid_name[0] != '\0' ? site->grid_name : site->location;
}

/* A factor that the sites do not share: a row for each that is different. */
static void add_rows(const plume_tree_context *context, plume_report_table *sheet,
                     const char *label, const site_list *sites, bool pue)
{
    plume_words *words = context->data->words;
    plume_value *scratch = plume_value_list();

    for (size_t i = 0; i < sites->count; i++) {
        const plume_site *site = &sites->use[i].site;
        const plume_given_value *given = pue ? pue_of(site) : grid_of(site);
        plume_value *factor, *parent = plume_value_set_map(scratch, NULL);
        bool told = false;

        for (size_t k = 0; k < i && !told; k++) {
            const plume_site *other = &sites->use[k].site;

            told = strcmp(name_of(other), name_of(site)) == 0 &&
                   same_given(pue ? pue_of(other) : grid_of(other), given);
        }
        if (told)
            continue;
        factor = pue ? plume_display_pue(parent, "pue", given->value, words)
                     : plume_display_factor(parent, "grid", given->value,
                                            PLUME_INTENSITY_UNIT, words);
        plume_tree_origin(context, factor, given,
                          pue ? site->pue_assumed : site->grid_assumed);
        add_row(context, sheet, label, name_of(site), factor);
    }
    plume_value_free(scratch);
}

/* One row where a factor holds for all places, and else one a place. Without a figure
 * for the PUE there is no estimate that the table could explain. */
void plume_tree_factor_table(const plume_tree_context *context)
{
    const plume_ledger *ledger = context->data->ledger;
    plume_words *words = context->data->words;
    site_list sites = list_sites(context);
    plume_report_table sheet;

    if (sites.count == 0 || sites.count > FACTORS_SHOWN ||
        !isfinite(plume_ledger_estimate_at(ledger, context->gross).pue)) {
        free(sites.use);
        return;
    }
    sheet = plume_report_table_new(context->tables, "factors");
    plume_report_table_column(&sheet, plume_word(words, "factors", "factor"), "", false);
    plume_report_table_column(&sheet, plume_word(words, "factors", "value"), "", true);
    plume_report_table_wrapped(&sheet, plume_word(words, "factors", "origin"), 0.2);
    plume_report_table_wrapped(&sheet, plume_word(words, "factors", "source"), 0.32);
    if (plume_ledger_pue(ledger) != NULL)
        add_row(context, &sheet, "pue", "", plume_value_get(context->root, "pue"));
    else
        add_rows(context, &sheet, "pue", &sites, true);
    if (plume_ledger_grid(ledger) != NULL || is_hourly(context))
        add_row(context, &sheet, "grid", "", plume_value_get(context->root, "grid"));
    else
        add_rows(context, &sheet, "grid", &sites, false);
    add_row(context, &sheet, "net", "", plume_value_get(context->root, "market"));
    free(sites.use);
}
