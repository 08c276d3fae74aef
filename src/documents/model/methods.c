/* Both methodologies on these runs, and why they differ. */
#include <math.h>

#include "audit/lmdi.h"
#include "documents/wording/display.h"
#include "documents/wording/table.h"
#include "documents/model/internal.h"

/* One input of both methods; NAN contribution: it is not a factor of its own. */
typedef struct input {
    const char *label, *unit;
    double strubell, patterson, contribution_kg;
    plume_column_format scale;
    bool total;
} input;

static void print_cell(plume_report_table *sheet, const plume_column_format *scale,
                       double value, bool blank)
{
    plume_text cell;

    plume_text_init(&cell);
    if (!blank)
        plume_column_format_print(&cell, scale, value);
    plume_report_table_cell(sheet, cell.data);
    plume_text_dispose(&cell);
}

static void print_input(const plume_tree_context *context, plume_report_table *sheet,
                        const input *of, const plume_column_format *mass)
{
    const plume_column_format ratio =
        plume_column_format_for(PLUME_DIMENSION_RATIO, 1.0, 3);

    plume_report_table_row(sheet, of->total);
    plume_report_table_cell(sheet,
                            plume_word(context->data->words, "methods", of->label));
    plume_report_table_cell(sheet, of->unit);
    print_cell(sheet, &of->scale, of->strubell, false);
    print_cell(sheet, &of->scale, of->patterson, false);
    print_cell(sheet, &ratio, of->strubell / of->patterson, false);
    print_cell(sheet, mass, of->contribution_kg, isnan(of->contribution_kg));
}

static void set_columns(const plume_tree_context *context, plume_report_table *sheet,
                        const plume_column_format *mass)
{
    plume_words *words = context->data->words;

    plume_report_table_column(sheet, plume_word(words, "methods", "input"), "", false);
    plume_report_table_column(sheet, plume_word(words, "methods", "unit"), "", false);
    plume_report_table_column(sheet, plume_word(words, "methods", "strubell"),
                              plume_word(words, "methods", "strubell-year"), true);
    plume_report_table_column(sheet, plume_word(words, "methods", "patterson"),
                              plume_word(words, "methods", "patterson-year"), true);
    plume_report_table_column(sheet, plume_word(words, "methods", "ratio"), "", true);
    plume_report_table_column(sheet, plume_word(words, "methods", "contribution"),
                              mass->unit.name, true);
}

/* An estimate holds the energy of the facility; divided by its own PUE it is that of
 * the IT equipment, in kilowatt-hours. */
static void set_table(const plume_tree_context *context, const plume_estimate *strubell,
                      const plume_estimate *patterson, const double *contributions)
{
    const plume_column_format energy = plume_column_format_for(
        PLUME_DIMENSION_ENERGY, fmax(strubell->energy_kwh, patterson->energy_kwh), 3);
    const plume_column_format mass = plume_column_format_for(
        PLUME_DIMENSION_MASS, fmax(strubell->co2e_kg, patterson->co2e_kg), 3);
    const plume_column_format pue =
        plume_column_format_for(PLUME_DIMENSION_RATIO, 1.0, 2);
    const plume_column_format intensity =
        plume_column_format_for(PLUME_DIMENSION_RATIO, 1.0, 4);
    plume_report_table sheet = plume_report_table_new(context->tables, "methods");
    const input inputs[] = {
        { "it", energy.unit.name, strubell->energy_kwh / strubell->pue,
          patterson->energy_kwh / patterson->pue, contributions[0], energy, false },
        { "pue", "", strubell->pue, patterson->pue, contributions[1], pue, false },
        { "facility", energy.unit.name, strubell->energy_kwh, patterson->energy_kwh, NAN,
          energy, false },
        { "intensity", plume_word(context->data->words, "methods", "intensity-unit"),
          strubell->intensity_kg_per_kwh, patterson->intensity_kg_per_kwh,
          contributions[2], intensity, false },
        { "emissions", mass.unit.name, strubell->co2e_kg, patterson->co2e_kg,
          strubell->co2e_kg - patterson->co2e_kg, mass, true },
    };

    set_columns(context, &sheet, &mass);
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
        print_input(context, &sheet, &inputs[i], &mass);
}

/* Both methods start from the same energy: what they differ by is rounding of the sums.
 */
static const double same_energy = 1e-9;

/* Both methods start from one energy: a difference of a billionth comes from the
 * division above, and is none. */
static double energy_contribution(const plume_estimate *strubell,
                                  const plume_estimate *patterson)
{
    double a = strubell->energy_kwh / strubell->pue;
    double b = patterson->energy_kwh / patterson->pue;

    if (fabs(a - b) <= same_energy * b)
        return 0.0;
    return plume_lmdi(strubell->co2e_kg, patterson->co2e_kg, a, b);
}

/* Below this ratio the two agree for all that prose can say. */
static const double agreement = 1.005;

/* The logarithmic mean Divisia index (Ang 2004) splits the gap without a rest. Shares
 * are told only where PUE and grid pull the same way, as they would exceed 100 %
 * otherwise. */
static void set_comparison(const plume_tree_context *context, plume_value *methods,
                           const plume_estimate *strubell,
                           const plume_estimate *patterson)
{
    plume_words *words = context->data->words;
    double a = strubell->co2e_kg, b = patterson->co2e_kg, gap_kg = a - b;
    const double contributions[] = {
        energy_contribution(strubell, patterson),
        plume_lmdi(a, b, strubell->pue, patterson->pue),
        plume_lmdi(a, b, strubell->intensity_kg_per_kwh, patterson->intensity_kg_per_kwh),
    };
    bool same_way = contributions[1] * gap_kg >= 0.0 && contributions[2] * gap_kg >= 0.0;

    plume_display_times(methods, "ratio", fmax(a / b, b / a), words);
    plume_value_set_bool(methods, "strubell_higher", a > b);
    plume_value_set_bool(methods, "agree", fmax(a / b, b / a) < agreement);
    plume_value_set_bool(methods, "shares",
                         same_way && isfinite(gap_kg) && gap_kg != 0.0);
    plume_display_share(methods, "pue_share", contributions[1] / gap_kg, 1.0, words);
    plume_display_share(methods, "grid_share", contributions[2] / gap_kg, 1.0, words);
    plume_display_quantity(methods, "pue_kg", PLUME_DIMENSION_MASS, contributions[1],
                           words);
    plume_display_quantity(methods, "grid_kg", PLUME_DIMENSION_MASS, contributions[2],
                           words);
    set_table(context, strubell, patterson, contributions);
}

void plume_tree_methods(const plume_tree_context *context)
{
    const plume_ledger *ledger = context->data->ledger;
    plume_value *methods = plume_value_set_map(context->root, "methods");
    plume_estimate strubell, patterson;
    bool both = context->strubell != SIZE_MAX && context->gross != SIZE_MAX;

    if (both) {
        strubell = plume_ledger_estimate_at(ledger, context->strubell);
        patterson = plume_ledger_estimate_at(ledger, context->gross);
        both = strubell.co2e_kg > 0.0 && patterson.co2e_kg > 0.0;
    }
    plume_value_set_bool(methods, "both", both);
    if (!both)
        return;
    plume_display_pue(methods, "strubell_pue", strubell.pue, context->data->words);
    plume_display_factor(methods, "strubell_grid", strubell.intensity_kg_per_kwh,
                         "kg" PLUME_NO_BREAK_SPACE "CO2e/kWh", context->data->words);
    set_comparison(context, methods, &strubell, &patterson);
}
