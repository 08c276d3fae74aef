/* Published models beside this study. */
#include <math.h>

#include "core/number/units.h"
#include "documents/wording/display.h"
#include "documents/wording/table.h"
#include "documents/model/internal.h"

enum { CELL_FIGURES = 3 };

/* Rows span many sizes: each cell has three significant figures of its own. */
static void print_cell(plume_report_table *sheet, double value, double per_own)
{
    plume_text cell;

    plume_text_init(&cell);
    if (!isfinite(value))
        plume_text_add(&cell, PLUME_EN_DASH);
    else
        plume_number_significant(&cell, value * per_own, CELL_FIGURES);
    plume_report_table_cell(sheet, cell.data);
    plume_text_dispose(&cell);
}

/* Always megawatt-hours and tonnes, whatever the size, since figures are compared down
 * a column. A year of 0 is unknown. */
static void print_row(plume_report_table *sheet, const plume_compared *row)
{
    plume_text year;

    plume_text_init(&year);
    if (row->year != 0)
        plume_text_printf(&year, "%d", row->year);
    plume_report_table_row(sheet, false);
    plume_report_table_cell(sheet, row->name);
    plume_report_table_cell(sheet, year.data);
    print_cell(sheet, row->it_kwh, 1.0 / KWH_PER_MWH);
    print_cell(sheet, row->strubell_kg, 1.0 / KG_PER_TONNE);
    print_cell(sheet, row->patterson_kg, 1.0 / KG_PER_TONNE);
    print_cell(sheet, row->published_kg, 1.0 / KG_PER_TONNE);
    plume_text_dispose(&year);
}

/* Published models beside the own work, energy in MWh and emissions in tonnes, so
 * that columns compare. */
static void set_table(const plume_tree_context *context)
{
    const plume_comparison *comparison = context->data->comparison;
    plume_words *words = context->data->words;
    const char *tonnes = plume_word(words, "comparators", "unit");
    plume_report_table sheet = plume_report_table_new(context->tables, "comparators");

    plume_report_table_column(&sheet, plume_word(words, "comparators", "model"), "",
                              false);
    plume_report_table_column(&sheet, plume_word(words, "comparators", "year"), "",
                              false);
    plume_report_table_column(&sheet, plume_word(words, "comparators", "energy"),
                              plume_word(words, "comparators", "energy-unit"), true);
    plume_report_table_column(&sheet, plume_word(words, "comparators", "strubell"),
                              tonnes, true);
    plume_report_table_column(&sheet, plume_word(words, "comparators", "patterson"),
                              tonnes, true);
    plume_report_table_column(&sheet, plume_word(words, "comparators", "published"),
                              tonnes, true);
    for (size_t i = 0; i < plume_comparison_count(comparison); i++)
        print_row(&sheet, plume_comparison_at(comparison, i));
}

/* Every paper once, in the order of the rows. */
static void set_sources(const plume_tree_context *context, plume_value *map)
{
    const plume_comparison *comparison = context->data->comparison;
    plume_value *list = plume_value_set_list(map, "sources");
    plume_value *seen = plume_value_map();

    for (size_t i = 0; i < plume_comparison_count(comparison); i++) {
        const char *citation = plume_comparison_at(comparison, i)->citation;
        plume_value *item;

        if (citation == NULL || *citation == '\0' ||
            plume_value_get(seen, citation) != NULL)
            continue;
        plume_value_set_bool(seen, citation, true);
        item = plume_value_set_map(list, NULL);
        plume_tree_citation(context, item, "source", citation);
    }
    plume_value_free(seen);
}

/* The published training that comes nearest in emissions, by ratio. */
static void set_nearest(const plume_tree_context *context, plume_value *map)
{
    const plume_comparison *comparison = context->data->comparison;
    const plume_compared *own = plume_comparison_at(comparison, 0), *nearest = NULL;
    plume_value *found = plume_value_set_map(map, "nearest");
    double least = INFINITY;

    for (size_t i = 1; i < plume_comparison_count(comparison); i++) {
        const plume_compared *row = plume_comparison_at(comparison, i);
        double distance = fabs(log(row->patterson_kg / own->patterson_kg));

        if (!row->own && distance < least) {
            least = distance;
            nearest = row;
        }
    }
    plume_value_set_bool(found, "known", nearest != NULL);
    plume_value_set_string(found, "name", nearest == NULL ? "" : nearest->name);
    plume_display_quantity(found, "carbon", PLUME_DIMENSION_MASS,
                           nearest == NULL ? NAN : nearest->patterson_kg,
                           context->data->words);
    plume_display_times(found, "times",
                        nearest == NULL ? NAN : nearest->patterson_kg / own->patterson_kg,
                        context->data->words);
}

/* The project is the first row, so that one row is no comparison. The fields are
 * there as null even then: a template that asks for an unknown name fails. */
void plume_tree_comparison(const plume_tree_context *context)
{
    const plume_comparison *comparison = context->data->comparison;
    plume_value *map = plume_value_set_map(context->root, "comparison");
    bool present = comparison != NULL && plume_comparison_count(comparison) > 1;

    plume_value_set_bool(map, "present", present);
    if (!present) {
        plume_value_set_null(map, "count");
        plume_value_set_null(map, "sources");
        plume_value_set_null(map, "nearest");
        return;
    }
    plume_display_count(map, "count", plume_comparison_count(comparison) - 1,
                        context->data->words);
    set_sources(context, map);
    set_nearest(context, map);
    set_table(context);
}
