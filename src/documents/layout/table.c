/* Sets the cells of a table row by row, words wrapped, rules between head and body. */
#include "documents/layout/table.h"

#include <string.h>

#include "documents/layout/page_size.h"
#include "documents/layout/paragraph.h"
#include "documents/layout/columns.h"
#include "documents/wording/number_cells.h"
#include "scene/palette.h"

#define CAPTION_TO_RULE_PT 6.0
#define HEAD_BASELINE_PT   10.5
#define HEAD_LEADING_PT    9.0
#define HEAD_FOOT_PT       4.5 /* from its last baseline to the rule */
#define FIRST_ROW_PT       12.5
#define ROW_PT             13.5
#define TOTAL_RISE_PT      4.5 /* from a baseline to the rule above the total */
#define CELL_LEADING_PT    10.0
enum { CELL_LINES_MAX = 24, HEAD_LINES_MAX = 4 };

/* A column's content, one line. Words of a number column stand flush right as well. */
static void put(plume_strips *strips, const plume_table_column *column, const char *text,
                double y_pt, plume_label look)
{
    look.text = text;
    look.y_pt = y_pt;
    look.anchor = column->is_number ? PLUME_ANCHOR_END : PLUME_ANCHOR_START;
    look.x_pt = column->is_number ? column->right_pt : column->left_pt;
    plume_strips_label(strips, &look);
}

/* --- the head --- */

static size_t wrap_head(plume_strips *strips, const plume_table_column *column,
                        const char **lines)
{
    return plume_paragraph_wrap(strips, PLUME_FACE_SANS, TABLE_HEAD_SIZE_PT,
                                column->right_pt - column->left_pt, column->head, lines,
                                HEAD_LINES_MAX);
}

/* Heads stand level at the top, units below the last line of each. */
static void add_head(plume_strips *strips, const plume_table_columns *table)
{
    plume_label head = { .face = PLUME_FACE_SANS,
                         .size_pt = TABLE_HEAD_SIZE_PT,
                         .colour = PLUME_INK };
    plume_label unit = { .face = PLUME_FACE_SANS,
                         .size_pt = TABLE_UNIT_SIZE_PT,
                         .colour = PLUME_SECONDARY };
    const char *lines[HEAD_LINES_MAX];
    size_t count, most = 1;
    bool has_units = false;
    double last_pt;

    for (size_t i = 0; i < table->count; i++) {
        count = wrap_head(strips, &table->column[i], lines);
        most = count > most ? count : most;
        has_units = has_units || table->column[i].unit[0] != '\0';
    }
    last_pt =
        HEAD_BASELINE_PT + HEAD_LEADING_PT * (double)(most - 1 + (has_units ? 1 : 0));
    plume_strips_begin(strips, CAPTION_TO_RULE_PT, last_pt + HEAD_FOOT_PT, 0.0);
    plume_strips_rule(strips, TEXT_X_PT, RIGHT_X_PT, 0.0, RULE_HEAVY_PT, PLUME_INK);
    plume_strips_open(strips, PLUME_TAG_ROW, NULL);
    for (size_t i = 0; i < table->count; i++) {
        const plume_table_column *column = &table->column[i];

        count = wrap_head(strips, column, lines);
        plume_strips_open(strips, PLUME_TAG_HEAD_CELL, NULL);
        for (size_t k = 0; k < count; k++)
            put(strips, column, lines[k], HEAD_BASELINE_PT + HEAD_LEADING_PT * (double)k,
                head);
        put(strips, column, column->unit,
            HEAD_BASELINE_PT + HEAD_LEADING_PT * (double)(count > 0 ? count : 1), unit);
        plume_strips_close(strips);
    }
    plume_strips_close(strips);
    plume_strips_rule(strips, TEXT_X_PT, RIGHT_X_PT, last_pt + HEAD_FOOT_PT, RULE_THIN_PT,
                      PLUME_INK);
}

/* --- rows --- */

/* On the point: the whole part ends there and the fraction begins. */
static void put_number(plume_strips *strips, const plume_table_column *column,
                       const char *cell, size_t point, plume_label look)
{
    double fraction_pt =
        plume_strips_width(strips, look.face, TABLE_BODY_SIZE_PT, cell + point);

    look.text = cell;
    look.anchor = PLUME_ANCHOR_END;
    look.x_pt = column->right_pt - column->fraction_pt + fraction_pt;
    plume_strips_label(strips, &look);
}

static bool fits(plume_strips *strips, const plume_table_column *column, const char *cell,
                 plume_face face)
{
    return plume_strips_width(strips, face, TABLE_BODY_SIZE_PT, cell) <=
           column->right_pt - column->left_pt + 0.01;
}

/* How many lines it took. */
static size_t put_cell(plume_strips *strips, const plume_table_column *column,
                       const char *cell, plume_label look)
{
    const char *lines[CELL_LINES_MAX];
    size_t count, point;

    if (fits(strips, column, cell, look.face)) {
        if (column->is_number && plume_cell_is_number(cell, &point))
            put_number(strips, column, cell, point, look);
        else
            put(strips, column, cell, 0.0, look);
        return 1;
    }
    count = plume_paragraph_wrap(strips, look.face, TABLE_BODY_SIZE_PT,
                                 column->right_pt - column->left_pt, cell, lines,
                                 CELL_LINES_MAX);
    for (size_t i = 0; i < count; i++)
        put(strips, column, lines[i], CELL_LEADING_PT * (double)i, look);
    return count;
}

/* The row reaches as far down as its cell with the most lines. */
static void add_row(plume_strips *strips, const plume_table_columns *table,
                    const plume_value *row, bool first)
{
    const plume_value *cells = plume_value_get(row, "cells");
    bool total = plume_value_bool(plume_value_get(row, "total"));
    plume_label look = { .face = total ? PLUME_FACE_SANS_BOLD : PLUME_FACE_SANS,
                         .size_pt = TABLE_BODY_SIZE_PT,
                         .colour = PLUME_INK };
    double lead_pt = total ? TOTAL_RISE_PT + FIRST_ROW_PT : ROW_PT;
    size_t most = 1;

    plume_strips_begin(strips, first ? FIRST_ROW_PT : lead_pt, 0.0, TABLE_FOOT_PT);
    if (total && !first)
        plume_strips_rule(strips, TEXT_X_PT, RIGHT_X_PT, -FIRST_ROW_PT, RULE_THIN_PT,
                          PLUME_INK);
    plume_strips_open(strips, PLUME_TAG_ROW, NULL);
    for (size_t i = 0; i < plume_value_count(cells); i++) {
        const char *cell = plume_value_string(plume_value_at(cells, i));
        size_t lines;

        plume_strips_open(strips, PLUME_TAG_CELL, NULL);
        lines = put_cell(strips, &table->column[i], cell, look);
        plume_strips_close(strips);
        most = lines > most ? lines : most;
    }
    plume_strips_close(strips);
    if (strips->status == PLUME_OK)
        strips->strip[strips->strip_count - 1].span_pt =
            CELL_LEADING_PT * (double)(most - 1);
}

/* The caption, the head and two rows stay together, and so do the last two. */
static void keep_together(plume_strips *strips, size_t head)
{
    size_t end = strips->strip_count;

    for (size_t i = 0; i + 1 < end; i++)
        if (i <= head + 1 || i + 3 >= end)
            strips->strip[i].stays = true;
}

plume_status plume_page_table(plume_strips *strips, const plume_value *table,
                              const char *name, size_t *head, plume_error *error)
{
    const plume_value *rows = plume_value_get(table, "rows");
    plume_table_columns columns;
    plume_status status = plume_table_fit(&columns, strips, table, name, error);

    *head = strips->strip_count;
    if (status != PLUME_OK)
        return status;
    add_head(strips, &columns);
    for (size_t i = 0; i < plume_value_count(rows); i++)
        add_row(strips, &columns, plume_value_at(rows, i), i == 0);
    plume_strips_begin(strips, TABLE_FOOT_PT, 0.0, 0.0);
    plume_strips_rule(strips, TEXT_X_PT, RIGHT_X_PT, 0.0, RULE_HEAVY_PT, PLUME_INK);
    keep_together(strips, *head);
    return plume_strips_status(strips, error);
}
