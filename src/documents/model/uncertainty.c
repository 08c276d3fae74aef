/* How far the location-based figure may be off: its interval, and which inputs it comes
 * from. */
#include <math.h>
#include <string.h>

#include <plume/uncertainty.h>

#include "core/number/units.h"
#include "documents/wording/display.h"
#include "documents/wording/table.h"
#include "documents/model/internal.h"

/* One line of the table. */
static void add_number(plume_report_table *sheet, double value, int digits)
{
    plume_text cell;

    plume_text_init(&cell);
    plume_number_significant(&cell, value, digits);
    plume_report_table_cell(sheet, cell.data);
    plume_text_dispose(&cell);
}

static void add_percent(plume_report_table *sheet, double share)
{
    const plume_column_format percent = { { "", 100.0 }, 1 };
    plume_text cell;

    plume_text_init(&cell);
    plume_column_format_print(&cell, &percent, share);
    plume_report_table_cell(sheet, cell.data);
    plume_text_dispose(&cell);
}

/* Energies in the unit that suits their size, as in the other tables. */
static plume_display_unit unit_of(const plume_tree_context *context,
                                  const plume_budget_input *input)
{
    static const char *const keys[PLUME_BUDGET_KINDS] = { "", "none", "intensity" };

    if (input->kind == PLUME_BUDGET_ENERGY)
        return plume_unit_for(PLUME_DIMENSION_ENERGY, input->high);
    return (plume_display_unit){
        plume_word(context->data->words, "budget", keys[input->kind]), 1.0
    };
}

static void add_input(const plume_tree_context *context, plume_report_table *sheet,
                      const plume_budget_input *input)
{
    plume_display_unit unit = unit_of(context, input);
    plume_text name;

    plume_text_init(&name);
    plume_budget_name(&name, input);
    plume_report_table_row(sheet, false);
    plume_report_table_cell(sheet, name.data);
    plume_report_table_cell(
        sheet, plume_word(context->data->words, "spread-from", input->basis));
    plume_report_table_cell(sheet, unit.name);
    add_number(sheet, input->value * unit.per_own, 3);
    add_number(sheet, input->low * unit.per_own, 3);
    add_number(sheet, input->high * unit.per_own, 3);
    add_number(sheet, input->spread.gsd, 3);
    add_percent(sheet, input->share);
    plume_text_dispose(&name);
}

/* A study at many places has more inputs than a reader wants: results.json has them all.
 */
enum { INPUTS_MAX = 12, FIGURE_COLUMNS = 4 };

/* Inputs are sorted by share, so the last ones together are the least. They are
 * summed and not dropped: shares of a budget add up to one. */
static void add_others(const plume_tree_context *context, plume_report_table *sheet,
                       const plume_budget *budget, size_t from)
{
    double share = 0.0;
    plume_text name;

    for (size_t i = from; i < budget->input_count; i++)
        share += budget->input[i].share;
    plume_text_init(&name);
    plume_text_printf(&name, "%zu %s", budget->input_count - from,
                      plume_word(context->data->words, "budget", "others"));
    plume_report_table_row(sheet, false);
    plume_report_table_cell(sheet, name.data);
    plume_report_table_cell(sheet, "");
    plume_report_table_cell(sheet, "");
    for (size_t i = 0; i < FIGURE_COLUMNS; i++)
        plume_report_table_cell(sheet, "");
    add_percent(sheet, share);
    plume_text_dispose(&name);
}

static void add_total(const plume_tree_context *context, plume_report_table *sheet,
                      const plume_budget *budget)
{
    plume_display_unit unit =
        plume_unit_for(PLUME_DIMENSION_MASS, budget->estimate.co2e_kg);
    plume_text name;

    plume_text_init(&name);
    plume_text_printf(&name, "%s CO2e", unit.name);
    plume_report_table_row(sheet, true);
    plume_report_table_cell(sheet, plume_word(context->data->words, "budget", "total"));
    plume_report_table_cell(sheet, "");
    plume_report_table_cell(sheet, name.data);
    add_number(sheet, budget->estimate.co2e_kg * unit.per_own, 3);
    add_number(sheet, budget->kg.low * unit.per_own, 3);
    add_number(sheet, budget->kg.high * unit.per_own, 3);
    add_number(sheet, plume_spread_bounds(1.0, budget->kg.low, budget->kg.high).gsd, 3);
    add_number(sheet, 100.0, 4);
    plume_text_dispose(&name);
}

static void set_table(const plume_tree_context *context, const plume_budget *budget)
{
    plume_words *words = context->data->words;
    plume_report_table sheet = plume_report_table_new(context->tables, "budget");
    size_t shown;

    plume_report_table_wrapped(&sheet, plume_word(words, "budget", "input"), 0.25);
    plume_report_table_wrapped(&sheet, plume_word(words, "budget", "from"), 0.19);
    plume_report_table_column(&sheet, plume_word(words, "budget", "unit"), "", false);
    plume_report_table_column(&sheet, plume_word(words, "budget", "value"), "", true);
    plume_report_table_column(&sheet, plume_word(words, "budget", "low"), "", true);
    plume_report_table_column(&sheet, plume_word(words, "budget", "high"), "", true);
    plume_report_table_column(&sheet, plume_word(words, "budget", "gsd"), "", true);
    plume_report_table_column(&sheet, plume_word(words, "budget", "share"),
                              plume_word(words, "budget", "percent"), true);
    shown = budget->input_count <= INPUTS_MAX ? budget->input_count : INPUTS_MAX - 1;
    for (size_t i = 0; i < shown; i++)
        add_input(context, &sheet, &budget->input[i]);
    if (shown < budget->input_count)
        add_others(context, &sheet, budget, shown);
    add_total(context, &sheet, budget);
}

/* "2.3–4.7" in the unit of the figure. */
static void set_range(plume_value *map, const plume_budget *budget)
{
    double per_own =
        plume_unit_for(PLUME_DIMENSION_MASS, budget->estimate.co2e_kg).per_own;
    int digits =
        plume_supported_digits(budget->estimate.co2e_kg, budget->kg.low, budget->kg.high);
    plume_text range;

    plume_text_init(&range);
    plume_number_significant(&range, budget->kg.low * per_own, digits);
    plume_text_add(&range, PLUME_EN_DASH);
    plume_number_significant(&range, budget->kg.high * per_own, digits);
    plume_value_set_string(map, "range", range.data);
    plume_text_dispose(&range);
}

/* What the spreads rest on, each said once. */
static void set_assumptions(const plume_tree_context *context, plume_value *map,
                            const plume_budget *budget)
{
    plume_value *list = plume_value_set_list(map, "spreads");

    for (size_t i = 0; i < budget->input_count; i++) {
        const char *basis = budget->input[i].basis;
        bool said = false;

        for (size_t k = 0; k < i && !said; k++)
            said = strcmp(budget->input[k].basis, basis) == 0;
        if (!said)
            plume_value_set_string(plume_value_set_map(list, NULL), "text",
                                   plume_word(context->data->words, "spreads", basis));
    }
}

static void set_dominant(const plume_tree_context *context, plume_value *map,
                         const plume_budget *budget)
{
    plume_text name;

    plume_text_init(&name);
    plume_budget_name(&name, &budget->input[0]);
    plume_value_set_string(map, "dominant", name.data);
    plume_text_dispose(&name);
    plume_display_share(map, "dominant_share", budget->input[0].share, 1.0,
                        context->data->words);
}

/* What a reader would not see beside the interval. */
static const double off_centre = 0.02;

/* An input that is not at its median puts the estimate off the centre of its interval. */
static bool is_off_centre(const plume_budget *budget, bool stated)
{
    for (size_t i = 0; i < budget->input_count; i++)
        if (fabs(budget->input[i].spread.median - 1.0) > off_centre &&
            (strncmp(budget->input[i].basis, "stated", 6) == 0) == stated)
            return true;
    return false;
}

static const char *printed(const plume_value *map, const char *key)
{
    return plume_value_string(plume_value_get(plume_value_get(map, key), "text"));
}

/* An interval that leaves the estimate out must be called so wherever it is printed. */
static void set_outside(const plume_tree_context *context, plume_value *map,
                        const plume_budget *budget, bool known)
{
    double kg = known ? budget->estimate.co2e_kg : (double)NAN;
    bool below = known && kg < budget->kg.low, above = known && kg > budget->kg.high;

    plume_value_set_bool(map, "outside", below || above);
    plume_value_set_string(
        map, "side",
        plume_word(context->data->words, "headline", below ? "below" : "above"));
}

static void set_known(const plume_tree_context *context, plume_value *map,
                      const plume_budget *budget)
{
    plume_words *words = context->data->words;

    set_range(map, budget);
    set_dominant(context, map, budget);
    set_assumptions(context, map, budget);
    plume_display_quantity(map, "low", PLUME_DIMENSION_MASS, budget->kg.low, words);
    plume_display_quantity(map, "high", PLUME_DIMENSION_MASS, budget->kg.high, words);
    plume_display_supported(map, "median", budget->kg.median, budget->kg.low,
                            budget->kg.high, words);
    plume_value_set_bool(map, "off_centre",
                         (is_off_centre(budget, false) || is_off_centre(budget, true)) &&
                             strcmp(printed(map, "median"), printed(map, "stated")) != 0);
    plume_value_set_bool(map, "rated_off_centre", is_off_centre(budget, false));
    plume_value_set_bool(map, "drawn", budget->kg.drawn);
    plume_display_count(map, "draws", budget->draws, words);
    plume_display_count(map, "seed", budget->seed, words);
    set_table(context, budget);
}

/* One rounding for all prose and macros: to the digits that the interval supports. */
static void set_stated(const plume_tree_context *context, plume_value *map, double kg,
                       const plume_budget *budget, bool known)
{
    static const plume_display_unit kilograms = { "", 1.0 };
    static const plume_display_unit tonnes = { "", 1.0 / KG_PER_TONNE };
    double low_kg = known ? budget->kg.low : (double)NAN;
    double high_kg = known ? budget->kg.high : (double)NAN;
    int digits = plume_supported_digits(kg, low_kg, high_kg);
    plume_words *words = context->data->words;

    plume_display_supported(map, "stated", kg, low_kg, high_kg, words);
    plume_display_supported(map, "stated_low", low_kg, low_kg, high_kg, words);
    plume_display_supported(map, "stated_high", high_kg, low_kg, high_kg, words);
    plume_display_digits(map, "stated_kg", kg, digits, kilograms, words);
    plume_display_digits(map, "stated_tonnes", kg, digits, tonnes, words);
}

/* Without any energy the sum is 0 and means unknown. A budget that is missing is no
 * failure: there is then no interval to state. */
void plume_tree_uncertainty(const plume_tree_context *context)
{
    plume_value *map = plume_value_set_map(context->root, "uncertainty");
    plume_budget budget;
    plume_status status =
        plume_budget_of(&budget, context->data->ledger, context->gross, context->error);
    bool known = status == PLUME_OK;
    plume_estimate gross = { .co2e_kg = NAN };

    if (context->gross != SIZE_MAX)
        gross = plume_ledger_estimate_at(context->data->ledger, context->gross);
    if (plume_ledger_all(context->data->ledger)->energy_runs == 0)
        gross.co2e_kg = NAN;
    plume_value_set_bool(map, "known", known);
    set_stated(context, map, gross.co2e_kg, &budget, known);
    set_outside(context, map, &budget, known);
    if (known)
        set_known(context, map, &budget);
    else if (status != PLUME_ERR_MISSING)
        *context->failed = status;
}
