/* Emissions, and the factors that turned energy into them: each with where it came from.
 */
#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "documents/model/display.h"
#include "documents/model/table.h"
#include "documents/model/internal.h"

#define INTENSITY_UNIT "kg" PLUME_NO_BREAK_SPACE "CO2e/kWh"

/* Adds to a shown factor where it came from; given is NULL when the runs did not share
 * one. */
static void set_origin(const plume_tree_context *context, plume_value *map,
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
    if (given != NULL && given->year != 0) {
        plume_text year;

        plume_text_init(&year);
        plume_text_printf(&year, "%d", given->year);
        plume_value_set_string(map, "year", year.data);
        plume_text_dispose(&year);
    } else {
        plume_value_set_string(map, "year", "");
    }
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
                        const plume_given_value *(*factor_of)(const plume_site *site))
{
    const plume_ledger *ledger = context->data->ledger;
    plume_value *list = plume_value_set_list(factor, "sources");
    plume_value *seen = plume_value_map();
    const plume_site *site;

    for (size_t i = 0; plume_ledger_site(ledger) == NULL &&
                       (site = plume_ledger_site_at(ledger, i)) != NULL;
         i++) {
        const plume_given_value *given = factor_of(site);
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

static void set_factors(const plume_tree_context *context)
{
    const plume_site *site = plume_ledger_site(context->data->ledger);
    const plume_notes *notes = context->data->notes;
    plume_words *words = context->data->words;
    plume_estimate gross = { .pue = NAN, .intensity_kg_per_kwh = NAN };
    plume_value *pue, *grid;

    if (context->gross != SIZE_MAX)
        gross = plume_ledger_estimate_at(context->data->ledger, context->gross);
    pue = plume_shown_pue(context->root, "pue", gross.pue, words);
    set_origin(context, pue, site == NULL ? NULL : &site->pue,
               plume_notes_tally(notes, "pue-assumed") > 0);
    grid = plume_shown_factor(context->root, "grid", gross.intensity_kg_per_kwh,
                              INTENSITY_UNIT, words);
    set_origin(context, grid, site == NULL ? NULL : &site->gross_kg_per_kwh,
               plume_notes_tally(notes, "location-assumed") > 0);
    set_sources(context, pue, pue_of);
    set_sources(context, grid, grid_of);
    plume_value_set_string(grid, "name", site == NULL ? "" : site->grid_name);
    plume_value_set_string(grid, "scope",
                           site == NULL || is_hourly(context) ? "" : site->grid_scope);
    if (is_hourly(context)) { /* the yearly figure only fills in */
        plume_value_set_string(grid, "origin", plume_word(words, "given", "hourly"));
        plume_value_set_string(grid, "year", "");
        plume_value_set_null(grid, "source");
    }
}

static void set_factor_row(const plume_tree_context *context, plume_sheet *sheet,
                           const char *label, const char *key)
{
    const plume_value *factor = plume_value_get(context->root, key);
    const char *year = plume_value_string(plume_value_get(factor, "year"));
    const char *source =
        plume_value_string(plume_value_get(plume_value_get(factor, "source"), "text"));
    plume_text text;

    if (!plume_value_bool(plume_value_get(factor, "known")))
        return;
    plume_sheet_row(sheet, false);
    plume_sheet_cell(sheet, plume_word(context->data->words, "factors", label));
    plume_sheet_cell(sheet, plume_value_string(plume_value_get(factor, "figure")));
    plume_sheet_cell(sheet, plume_value_string(plume_value_get(factor, "origin")));
    plume_text_init(&text);
    plume_text_add(&text, source);
    if (*year != '\0' && strstr(source, year) == NULL)
        plume_text_printf(&text, "%s%s %s", *source == '\0' ? "" : ", ",
                          plume_word(context->data->words, "factors", "years"), year);
    plume_sheet_cell(sheet, text.length == 0 ? PLUME_EN_DASH : text.data);
    plume_text_dispose(&text);
}

static void set_factor_table(const plume_tree_context *context)
{
    plume_words *words = context->data->words;
    plume_sheet sheet;

    if (plume_ledger_site(context->data->ledger) == NULL || context->gross == SIZE_MAX ||
        !isfinite(plume_ledger_estimate_at(context->data->ledger, context->gross).pue))
        return;
    sheet = plume_sheet_new(context->tables, "factors");
    plume_sheet_column(&sheet, plume_word(words, "factors", "factor"), "", false);
    plume_sheet_column(&sheet, plume_word(words, "factors", "value"), "", true);
    plume_sheet_wrapped(&sheet, plume_word(words, "factors", "origin"), 0.2);
    plume_sheet_wrapped(&sheet, plume_word(words, "factors", "source"), 0.32);
    set_factor_row(context, &sheet, "pue", "pue");
    set_factor_row(context, &sheet, "grid", "grid");
    set_factor_row(context, &sheet, "net", "market");
}

static double co2e_of(const plume_totals *totals, size_t estimate)
{
    if (estimate == SIZE_MAX)
        return NAN;
    return plume_tree_known(totals->co2e_kg[estimate], totals->estimated_runs[estimate]);
}

/* As many decimals as a model card has use for. */
static double grams(double kg)
{
    double value = kg * GRAMS_PER_KG;

    return plume_number_round(value, fabs(value) < 100.0 ? 6 : 1);
}

void plume_tree_carbon(const plume_tree_context *context)
{
    const plume_site *site = plume_ledger_site(context->data->ledger);
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    plume_words *words = context->data->words;
    plume_value *carbon = plume_value_set_map(context->root, "carbon");
    double net_kg = co2e_of(all, context->net);
    plume_estimate net = { .intensity_kg_per_kwh = NAN };
    const plume_shown_unit kg = { "", 1.0 }, tonnes = { "", 1.0 / KG_PER_TONNE };

    plume_shown_quantity(carbon, "gross", PLUME_DIMENSION_MASS,
                         co2e_of(all, context->gross), words);
    plume_shown_in(carbon, "gross_kg", co2e_of(all, context->gross), kg, words);
    plume_shown_in(carbon, "gross_tonnes", co2e_of(all, context->gross), tonnes, words);
    plume_value_set_number(carbon, "gross_grams", grams(co2e_of(all, context->gross)));
    plume_shown_quantity(
        carbon, "final", PLUME_DIMENSION_MASS,
        co2e_of(plume_ledger_role(context->data->ledger, PLUME_ROLE_FINAL),
                context->gross),
        words);
    plume_shown_quantity(carbon, "net", PLUME_DIMENSION_MASS, net_kg, words);
    plume_shown_quantity(carbon, "strubell", PLUME_DIMENSION_MASS,
                         co2e_of(all, context->strubell), words);
    plume_value_set_bool(carbon, "net_claimed", isfinite(net_kg));
    plume_value_set_string(carbon, "instrument", context->data->study->instrument);
    plume_shown_count(
        carbon, "runs",
        context->gross == SIZE_MAX ? 0 : all->estimated_runs[context->gross], words);
    if (isfinite(net_kg))
        net = plume_ledger_estimate_at(context->data->ledger, context->net);
    set_factors(context);
    set_origin(context,
               plume_shown_factor(context->root, "market", net.intensity_kg_per_kwh,
                                  INTENSITY_UNIT, words),
               site == NULL ? NULL : &site->net_kg_per_kwh, false);
    set_factor_table(context);
}
