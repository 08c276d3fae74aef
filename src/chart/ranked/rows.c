/* Rows as the charts take them, sorted by value or by ratio. */
#include "chart/ranked/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A published figure goes before the recomputed one, but for own work nothing was
 * published. */
static plume_chart_row row_from(const plume_compared *compared, const char *own_name)
{
    bool named = compared->name != NULL && compared->name[0] != '\0';
    plume_chart_row row = {
        .name = named ? compared->name : compared->id,
        .own = compared->own,
        .year = compared->year,
        .evidence = compared->evidence,
        .third_party = compared->third_party,
        .strubell_kg = compared->strubell_kg,
        .patterson_kg = compared->patterson_kg,
        .net_kg = compared->net_kg,
        .ratio = compared->ratio,
        .value_kg = compared->patterson_kg,
        .low_kg = compared->interval95_kg[0],
        .high_kg = compared->interval95_kg[1],
        .coverage = compared->coverage,
    };

    if (!compared->own && isfinite(compared->published_kg))
        row.value_kg = compared->published_kg;
    if (compared->own && !named && own_name != NULL && own_name[0] != '\0')
        row.name = own_name;
    if (row.name == NULL)
        row.name = "";
    return row;
}

plume_status plume_chart_rows_from(plume_chart_rows *out, const plume_chart_data *data,
                                   plume_error *error)
{
    const plume_comparison *comparison = data->comparison;
    size_t count = comparison != NULL ? plume_comparison_count(comparison) : 0;

    out->count = 0;
    out->row = NULL;
    if (count == 0)
        return PLUME_OK;
    out->row = calloc(count, sizeof *out->row);
    if (out->row == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        out->row[i] = row_from(plume_comparison_at(comparison, i), data->own_name);
    out->count = count;
    return PLUME_OK;
}

void plume_chart_rows_dispose(plume_chart_rows *rows)
{
    free(rows->row);
    rows->row = NULL;
    rows->count = 0;
}

plume_status plume_chart_rows_print(plume_text *out, const plume_chart_data *data,
                                    void (*print)(plume_text *out,
                                                  plume_chart_rows *rows),
                                    plume_error *error)
{
    plume_chart_rows rows;
    plume_status status = plume_chart_rows_from(&rows, data, error);

    if (status == PLUME_OK)
        print(out, &rows);
    plume_chart_rows_dispose(&rows);
    return status == PLUME_OK ? plume_text_status(out, error) : status;
}

/* Descending; what is unknown comes last. */
static int compare_figures(double a, double b)
{
    if (isnan(a) || isnan(b))
        return (int)isnan(a) - (int)isnan(b);
    return (a < b) - (a > b);
}

static int compare_by_ratio(const void *left, const void *right)
{
    const plume_chart_row *a = left, *b = right;
    int order = compare_figures(a->ratio, b->ratio);

    return order != 0 ? order : strcmp(a->name, b->name);
}

static int compare_by_value(const void *left, const void *right)
{
    const plume_chart_row *a = left, *b = right;
    int order = compare_figures(a->value_kg, b->value_kg);

    return order != 0 ? order : strcmp(a->name, b->name);
}

void plume_chart_rows_by_ratio(plume_chart_rows *rows)
{
    if (rows->count > 1)
        qsort(rows->row, rows->count, sizeof *rows->row, compare_by_ratio);
}

void plume_chart_rows_by_value(plume_chart_rows *rows)
{
    if (rows->count > 1)
        qsort(rows->row, rows->count, sizeof *rows->row, compare_by_value);
}
