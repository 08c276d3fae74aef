/* Published models beside this study. */
#include <math.h>
#include <string.h>

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

/* "Strubell 2019, Table 3" of "0.652 t (Strubell 2019, Table 3)". */
static void print_source(plume_report_table *sheet, const plume_compared *row)
{
    const char *from = row->own ? NULL : strchr(row->published, '(');
    const char *end = from == NULL ? NULL : strrchr(from, ')');
    plume_text cell;

    plume_text_init(&cell);
    if (end == NULL)
        plume_text_add(&cell, PLUME_EN_DASH);
    else
        plume_text_add_n(&cell, from + 1, (size_t)(end - from - 1));
    plume_report_table_cell(sheet, cell.data);
    plume_text_dispose(&cell);
}

/* Always megawatt-hours and tonnes, whatever the size, since figures are compared down
 * a column. */
static void print_row(plume_report_table *sheet, const plume_compared *row)
{
    plume_report_table_row(sheet, false);
    plume_report_table_cell(sheet, row->name);
    print_cell(sheet, row->device_hours, 1.0);
    print_cell(sheet, row->it_kwh, 1.0 / KWH_PER_MWH);
    print_cell(sheet, row->facility_kwh / row->it_kwh, 1.0);
    print_cell(sheet, row->patterson_kg / row->facility_kwh, 1.0);
    print_cell(sheet, row->patterson_kg, 1.0 / KG_PER_TONNE);
    print_cell(sheet, row->published_kg, 1.0 / KG_PER_TONNE);
    print_source(sheet, row);
}

static const struct {
    const char *head, *unit;
} columns[] = {
    { "hours", "hours-unit" }, { "energy", "energy-unit" },
    { "pue", NULL },           { "intensity", "intensity-unit" },
    { "patterson", "unit" },   { "published", "unit" },
};

/* Published models beside the own work, energy in MWh and emissions in tonnes, so
 * that columns compare; each with where its figures were published. */
static void set_table(const plume_tree_context *context)
{
    const plume_comparison *comparison = context->data->comparison;
    plume_words *words = context->data->words;
    plume_report_table sheet = plume_report_table_new(context->tables, "comparators");

    plume_report_table_column(&sheet, plume_word(words, "comparators", "model"), "",
                              false);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        plume_report_table_column(
            &sheet, plume_word(words, "comparators", columns[i].head),
            columns[i].unit == NULL ? ""
                                    : plume_word(words, "comparators", columns[i].unit),
            true);
    plume_report_table_wrapped(&sheet, plume_word(words, "comparators", "source"), 0.24);
    for (size_t i = 0; i < plume_comparison_count(comparison); i++)
        print_row(&sheet, plume_comparison_at(comparison, i));
}

static bool is_assumed(const plume_compared *row)
{
    return !row->own && row->assumptions != NULL && *row->assumptions != '\0';
}

/* What was taken for published trainings because nobody published it: once, with the
 * names of those for which it was. */
static void set_assumed(const plume_tree_context *context, plume_value *map)
{
    const plume_comparison *comparison = context->data->comparison;
    plume_value *list = plume_value_set_list(map, "assumed"), *item;
    size_t count = plume_comparison_count(comparison);

    for (size_t i = 0; i < count; i++) {
        const plume_compared *row = plume_comparison_at(comparison, i);
        bool told = false;
        plume_text names;

        for (size_t k = 0; k < i && is_assumed(row); k++)
            told |= is_assumed(plume_comparison_at(comparison, k)) &&
                    strcmp(plume_comparison_at(comparison, k)->assumptions,
                           row->assumptions) == 0;
        if (!is_assumed(row) || told)
            continue;
        plume_text_init(&names);
        for (size_t k = i; k < count; k++) {
            const plume_compared *other = plume_comparison_at(comparison, k);

            if (is_assumed(other) && strcmp(other->assumptions, row->assumptions) == 0)
                plume_text_printf(&names, "%s%s", names.length > 0 ? ", " : "",
                                  other->name);
        }
        item = plume_value_set_map(list, NULL);
        plume_value_set_string(item, "name", names.data);
        plume_value_set_string(item, "what", row->assumptions);
        plume_text_dispose(&names);
    }
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
        plume_value_set_null(map, "assumed");
        return;
    }
    plume_display_count(map, "count", plume_comparison_count(comparison) - 1,
                        context->data->words);
    set_sources(context, map);
    set_nearest(context, map);
    set_assumed(context, map);
    set_table(context);
}
