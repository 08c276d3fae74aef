/* Narrows the columns of words until a table fits, and puts numbers on their decimal
 * point. */
#include "documents/layout/columns.h"

#include <math.h>
#include <string.h>

#include "documents/layout/page_size.h"
#include "documents/wording/number_cells.h"

#define GAP_PT         8.0
#define GAP_NARROW_PT  5.0
#define WORDS_LEAST_PT 40.0

/* --- measuring --- */

/* In points. Whole part and fraction are measured apart, so that the decimal points of
 * a column stand below each other. */
static void measure_number(plume_table_column *column, plume_strips *strips,
                           plume_face face, const char *cell, size_t point)
{
    double all_pt = plume_strips_width(strips, face, TABLE_BODY_SIZE_PT, cell);
    double fraction_pt =
        plume_strips_width(strips, face, TABLE_BODY_SIZE_PT, cell + point);

    column->whole_pt = fmax(column->whole_pt, all_pt - fraction_pt);
    column->fraction_pt = fmax(column->fraction_pt, fraction_pt);
}

/* A column of numbers is as wide as its widest whole part and its widest fraction
 * together. */
static plume_status measure_row(plume_table_columns *out, plume_strips *strips,
                                const plume_value *row, const char *name,
                                plume_error *error)
{
    const plume_value *cells = plume_value_get(row, "cells");
    plume_face face = plume_value_bool(plume_value_get(row, "total"))
                          ? PLUME_FACE_SANS_BOLD
                          : PLUME_FACE_SANS;
    size_t point;

    if (plume_value_count(cells) > out->count)
        return plume_fail(error, PLUME_ERR_VALUE,
                          "table '%s' has a row of %zu cells and %zu columns", name,
                          plume_value_count(cells), out->count);
    for (size_t i = 0; i < plume_value_count(cells); i++) {
        plume_table_column *column = &out->column[i];
        const char *cell = plume_value_string(plume_value_at(cells, i));

        if (column->is_number && plume_cell_is_number(cell, &point))
            measure_number(column, strips, face, cell, point);
        else
            column->words_pt =
                fmax(column->words_pt,
                     plume_strips_width(strips, face, TABLE_BODY_SIZE_PT, cell));
    }
    return PLUME_OK;
}

/* A head may wrap at its blanks, but no word of it is cut: the widest word is the
 * least that its column can have. */
static double widest_word_pt(plume_strips *strips, const char *text)
{
    double widest_pt = 0.0;
    plume_text word;

    plume_text_init(&word);
    while (*text != '\0') {
        size_t length = strcspn(text, " ");

        plume_text_clear(&word);
        plume_text_add_n(&word, text, length);
        widest_pt = fmax(widest_pt, plume_strips_width(strips, PLUME_FACE_SANS,
                                                       TABLE_HEAD_SIZE_PT, word.data));
        text += length;
        text += strspn(text, " ");
    }
    plume_text_dispose(&word);
    return widest_pt;
}

/* In points. A unit does not wrap, and so is part of the least width too. */
static void measure_head(plume_table_column *column, plume_strips *strips,
                         const plume_value *value)
{
    double weight = plume_value_number(plume_value_get(value, "weight")), unit_pt;

    column->head = plume_value_string(plume_value_get(value, "head"));
    column->unit = plume_value_string(plume_value_get(value, "unit"));
    column->is_number =
        strcmp(plume_value_string(plume_value_get(value, "align")), "number") == 0;
    column->weight = weight >= 0.0 ? weight : 1.0;
    unit_pt =
        plume_strips_width(strips, PLUME_FACE_SANS, TABLE_UNIT_SIZE_PT, column->unit);
    column->head_pt =
        plume_strips_width(strips, PLUME_FACE_SANS, TABLE_HEAD_SIZE_PT, column->head);
    column->head_pt = fmax(column->head_pt, unit_pt);
    column->head_word_pt = fmax(widest_word_pt(strips, column->head), unit_pt);
}

/* --- fitting --- */

static double numbers_pt(const plume_table_column *column)
{
    return column->whole_pt + column->fraction_pt;
}

static double natural_pt(const plume_table_column *column, bool heads_wrap)
{
    return fmax(fmax(numbers_pt(column), column->words_pt),
                heads_wrap ? column->head_word_pt : column->head_pt);
}

static double total_pt(const double *width_pt, size_t count)
{
    double sum_pt = 0.0;

    for (size_t i = 0; i < count; i++)
        sum_pt += width_pt[i];
    return sum_pt;
}

/* Takes what is too much from the widest columns of words, down to a least width. */
static void narrow_words(const plume_table_columns *table, double *width_pt,
                         double room_pt)
{
    double excess_pt = total_pt(width_pt, table->count) - room_pt;

    while (excess_pt > 0.0) {
        size_t i, widest = table->count;

        for (i = 0; i < table->count; i++)
            if (width_pt[i] > WORDS_LEAST_PT &&
                width_pt[i] > numbers_pt(&table->column[i]) + 0.01 &&
                (widest == table->count || width_pt[i] > width_pt[widest]))
                widest = i;
        if (widest == table->count)
            return;
        i = widest;
        width_pt[i] -= fmin(excess_pt, 2.0);
        width_pt[i] =
            fmax(width_pt[i], fmax(WORDS_LEAST_PT, numbers_pt(&table->column[i])));
        excess_pt = total_pt(width_pt, table->count) - room_pt;
    }
}

/* Every column keeps its share of what there is. Numbers then wrap like words. */
static void squeeze(double *width_pt, size_t count, double room_pt)
{
    double factor = room_pt / total_pt(width_pt, count);

    for (size_t i = 0; i < count; i++)
        width_pt[i] *= factor;
}

/* Heads wrap and words are narrowed; whether that was enough. */
static bool narrow(const plume_table_columns *table, double *width_pt, double room_pt)
{
    for (size_t i = 0; i < table->count; i++)
        width_pt[i] = natural_pt(&table->column[i], true);
    narrow_words(table, width_pt, room_pt);
    return total_pt(width_pt, table->count) <= room_pt + 0.01;
}

/* Returns the gap between the columns. */
static double choose_widths(const plume_table_columns *table, double *width_pt)
{
    double gaps = (double)(table->count - 1);
    double room_pt = TEXT_WIDTH_PT - gaps * GAP_PT;

    for (size_t i = 0; i < table->count; i++)
        width_pt[i] = natural_pt(&table->column[i], false);
    if (total_pt(width_pt, table->count) <= room_pt || narrow(table, width_pt, room_pt))
        return GAP_PT;
    room_pt = TEXT_WIDTH_PT - gaps * GAP_NARROW_PT;
    if (!narrow(table, width_pt, room_pt))
        squeeze(width_pt, table->count, room_pt);
    return GAP_NARROW_PT;
}

/* What is left over goes beside the columns by weight: to the left of numbers, which
 * stand flush right, and to the right of words. */
static void place(plume_table_columns *table, const double *width_pt, double gap_pt)
{
    double left_over_pt = TEXT_WIDTH_PT - total_pt(width_pt, table->count) -
                          gap_pt * (double)(table->count - 1);
    double weights = 0.0, x_pt = TEXT_X_PT;

    for (size_t i = 0; i < table->count; i++)
        weights += table->column[i].weight;
    for (size_t i = 0; i < table->count; i++) {
        plume_table_column *column = &table->column[i];
        double extra_pt = weights > 0.0 ? left_over_pt * column->weight / weights : 0.0;

        x_pt += column->is_number ? extra_pt : 0.0;
        column->left_pt = x_pt;
        column->right_pt = x_pt + width_pt[i];
        x_pt = column->right_pt + gap_pt + (column->is_number ? 0.0 : extra_pt);
    }
}

/* Two passes: all cells are measured before any column gets its width. */
plume_status plume_table_fit(plume_table_columns *out, plume_strips *strips,
                             const plume_value *table, const char *name,
                             plume_error *error)
{
    const plume_value *columns = plume_value_get(table, "columns");
    const plume_value *rows = plume_value_get(table, "rows");
    double width_pt[PLUME_TABLE_COLUMNS_MAX];
    plume_status status = PLUME_OK;

    memset(out, 0, sizeof *out);
    out->count = plume_value_count(columns);
    if (out->count == 0 || out->count > PLUME_TABLE_COLUMNS_MAX)
        return plume_fail(error, PLUME_ERR_VALUE,
                          "table '%s' has %zu columns, not 1 to %d", name, out->count,
                          (int)PLUME_TABLE_COLUMNS_MAX);
    for (size_t i = 0; i < out->count; i++)
        measure_head(&out->column[i], strips, plume_value_at(columns, i));
    for (size_t i = 0; i < plume_value_count(rows) && status == PLUME_OK; i++)
        status = measure_row(out, strips, plume_value_at(rows, i), name, error);
    if (status != PLUME_OK)
        return status;
    place(out, width_pt, choose_widths(out, width_pt));
    return plume_strips_status(strips, error);
}
