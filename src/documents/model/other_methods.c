/* Methods that were asked for beside the two of every report: one line for each basis. */
#include <math.h>
#include <string.h>

#include "documents/wording/table.h"
#include "documents/wording/display.h"
#include "documents/model/internal.h"

static bool is_further(const plume_estimate *estimate)
{
    return strcmp(estimate->method, "strubell2019") != 0 &&
           strcmp(estimate->method, "patterson2021") != 0;
}

static void set_columns(const plume_tree_context *context, plume_report_table *sheet,
                        const plume_column_format *mass)
{
    plume_words *words = context->data->words;

    plume_report_table_column(sheet, plume_word(words, "further", "method"), "", false);
    plume_report_table_column(sheet, plume_word(words, "further", "basis"), "", false);
    plume_report_table_column(sheet, plume_word(words, "further", "pue"), "", true);
    plume_report_table_column(sheet, plume_word(words, "further", "intensity"),
                              plume_word(words, "further", "intensity-unit"), true);
    plume_report_table_column(sheet, plume_word(words, "further", "emissions"),
                              mass->unit.name, true);
    plume_report_table_column(sheet, plume_word(words, "further", "interval"),
                              mass->unit.name, true);
}

static void print_figure(plume_report_table *sheet, const plume_column_format *scale,
                         double value)
{
    plume_text cell;

    plume_text_init(&cell);
    plume_column_format_print(&cell, scale, value);
    plume_report_table_cell(sheet, cell.data);
    plume_text_dispose(&cell);
}

static void print_interval(plume_report_table *sheet, const plume_column_format *mass,
                           const double ends[2])
{
    plume_text cell;

    plume_text_init(&cell);
    plume_column_format_range(&cell, mass, ends);
    plume_report_table_cell(sheet, cell.data);
    plume_text_dispose(&cell);
}

static void print_row(const plume_tree_context *context, plume_report_table *sheet,
                      const plume_estimate *of, const plume_column_format *mass)
{
    const plume_column_format pue =
        plume_column_format_for(PLUME_DIMENSION_RATIO, 1.0, 2);
    const plume_column_format intensity =
        plume_column_format_for(PLUME_DIMENSION_RATIO, 1.0, 4);

    plume_report_table_row(sheet, false);
    plume_report_table_cell(sheet, plume_method_find(of->method)->title);
    plume_report_table_cell(
        sheet, plume_word(context->data->words, "bases", plume_basis_name(of->basis)));
    print_figure(sheet, &pue, of->pue);
    print_figure(sheet, &intensity, of->intensity_kg_per_kwh);
    print_figure(sheet, mass, of->co2e_kg);
    print_interval(sheet, mass, of->interval95_kg);
}

/* Bases of one method stand together: its source is told once. */
static void add_source(const plume_tree_context *context, plume_value *sources,
                       const plume_estimate *of, const char *before)
{
    if (strcmp(of->method, before) != 0)
        plume_tree_citation(context, plume_value_set_map(sources, NULL), "source",
                            plume_method_find(of->method)->citation);
}

/* Two passes: the unit of the column is that of its largest figure, and has to be
 * known before the first row. */
void plume_tree_other_methods(const plume_tree_context *context)
{
    const plume_ledger *ledger = context->data->ledger;
    size_t count = plume_ledger_estimate_count(ledger), found = 0;
    plume_value *further = plume_value_set_map(context->root, "further");
    plume_value *sources = plume_value_set_list(further, "sources");
    const char *before = "";
    double largest_kg = 0.0;
    plume_column_format mass;
    plume_report_table sheet;

    for (size_t i = 0; i < count; i++) {
        plume_estimate estimate = plume_ledger_estimate_at(ledger, i);

        found += is_further(&estimate);
        if (is_further(&estimate))
            largest_kg = fmax(largest_kg, estimate.co2e_kg);
    }
    plume_value_set_bool(further, "present", found > 0);
    if (found == 0)
        return;
    mass = plume_column_format_for(PLUME_DIMENSION_MASS, largest_kg, 3);
    sheet = plume_report_table_new(context->tables, "further");
    set_columns(context, &sheet, &mass);
    for (size_t i = 0; i < count; i++) {
        plume_estimate estimate = plume_ledger_estimate_at(ledger, i);

        if (!is_further(&estimate))
            continue;
        print_row(context, &sheet, &estimate, &mass);
        add_source(context, sources, &estimate, before);
        before = estimate.method;
    }
}
