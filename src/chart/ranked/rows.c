/* Rows sorted by value or by ratio. */
#include "chart/ranked/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void plume_chart_rows_dispose(plume_chart_rows *rows)
{
    free(rows->row);
    rows->row = NULL;
    rows->count = 0;
}

/* Descending; what is unknown comes last. */
static int compare_figures(double a, double b)
{
    if (isnan(a) || isnan(b))
        return (int)isnan(a) - (int)isnan(b);
    return (a < b) - (a > b);
}

/* A row that stands for many is the last, whatever they add up to. */
static int compare_others(const plume_chart_row *a, const plume_chart_row *b)
{
    return (a->others > 0) - (b->others > 0);
}

/* To seven figures: ratios that differ by the noise of a division are equal. */
static int compare_by_ratio(const void *left, const void *right)
{
    const plume_chart_row *a = left, *b = right;
    int order = compare_others(a, b);

    if (order == 0)
        order = compare_figures((double)(float)a->ratio, (double)(float)b->ratio);
    if (order == 0)
        order = compare_figures(a->value_kg, b->value_kg);

    return order != 0 ? order : strcmp(a->name, b->name);
}

static int compare_by_value(const void *left, const void *right)
{
    const plume_chart_row *a = left, *b = right;
    int order = compare_others(a, b);

    if (order == 0)
        order = compare_figures(a->value_kg, b->value_kg);

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
