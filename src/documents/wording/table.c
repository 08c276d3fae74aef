/* Builds a table cell by cell and finds how wide its columns must be. */
#include "documents/wording/table.h"

#include <math.h>

#include <plume/number.h>

#include "scene/widths.h"

/* A column of a two-column paper, and what LaTeX sets there: 7 point letters, which are
 * a fifth wider than ours at most, and 4 points between columns. */
static const double paper_column_pt = 219.0, letters_pt = 7.0, wider = 1.2, gap_pt = 4.0;

plume_report_table plume_report_table_new(plume_value *tables, const char *id)
{
    plume_report_table sheet = { 0 };

    sheet.table = plume_value_set_map(tables, id);
    plume_value_set_bool(sheet.table, "units", false);
    plume_value_set_bool(sheet.table, "rounded", false);
    plume_value_set_bool(sheet.table, "wide", false);
    plume_value_set_string(sheet.table, "numeric", "");
    sheet.columns = plume_value_set_list(sheet.table, "columns");
    plume_value_set_null(sheet.table, "lead");
    sheet.rest = plume_value_set_list(sheet.table, "rest");
    sheet.rows = plume_value_set_list(sheet.table, "rows");
    return sheet;
}

typedef struct column {
    const char *head, *unit;
    bool number;
    double share; /* of the width; 0: as wide as its cells */
} column;

/* A column specification of LaTeX; the share is of the width of the text, as it wraps. */
static void set_spec(plume_value *map, const column *of)
{
    plume_text spec;

    plume_text_init(&spec);
    if (of->share > 0.0) {
        plume_text_add(&spec, "p{");
        plume_number_fixed(&spec, of->share, 2);
        plume_text_add(&spec, "\\linewidth}");
    } else {
        plume_text_add(&spec, of->number ? "r" : "l");
    }
    plume_value_set_string(map, "spec", spec.data);
    plume_text_dispose(&spec);
}

static void fill_column(plume_value *map, const column *of)
{
    plume_value_set_string(map, "head", of->head);
    plume_value_set_string(map, "unit", of->unit);
    plume_value_set_string(map, "align", of->number ? "number" : "left");
    plume_value_set_bool(map, "flush_right", of->number);
    plume_value_set_number(map, "weight", of->number ? 1.0 : of->share > 0.0 ? 4.0 : 2.0);
    set_spec(map, of);
}

/* Words that do not wrap make their column as wide as they are. */
static void widen(plume_report_table *sheet, size_t at, const char *text)
{
    size_t count = plume_value_count(sheet->columns);
    double sum_pt = 0.0;

    if (at >= PLUME_SHEET_COLUMNS || sheet->share[at] > 0.0)
        return;
    sheet->widest_pt[at] =
        fmax(sheet->widest_pt[at],
             wider * plume_text_width_pt(PLUME_FACE_SERIF, letters_pt, text));
    for (size_t i = 0; i < count && i < PLUME_SHEET_COLUMNS; i++)
        sum_pt += sheet->widest_pt[i] + sheet->share[i] * paper_column_pt;
    if (sum_pt + gap_pt * (double)(count - 1) > paper_column_pt)
        plume_value_set_bool(sheet->table, "wide", true);
}

/* "n2 n4": the columns of numbers, by their places, for a style sheet. */
static void add_flush(plume_value *table, size_t at)
{
    plume_text names;

    plume_text_init(&names);
    plume_text_add(&names, plume_value_string(plume_value_get(table, "numeric")));
    plume_text_printf(&names, "%sn%zu", names.length > 0 ? " " : "", at + 1);
    plume_value_set_string(table, "numeric", names.data);
    plume_text_dispose(&names);
}

/* A template of mustache cannot tell the first item of a list from the others: it
 * stands apart as lead, the others as rest. */
static void add_column(plume_report_table *sheet, const column *of)
{
    size_t at = plume_value_count(sheet->columns);
    bool first = at == 0;

    if (*of->unit != '\0')
        plume_value_set_bool(sheet->table, "units", true);
    fill_column(plume_value_set_map(sheet->columns, NULL), of);
    fill_column(first ? plume_value_set_map(sheet->table, "lead")
                      : plume_value_set_map(sheet->rest, NULL),
                of);
    if (at < PLUME_SHEET_COLUMNS)
        sheet->share[at] = of->share;
    if (of->number)
        add_flush(sheet->table, at);
    widen(sheet, at, of->head);
    widen(sheet, at, of->unit);
}

void plume_report_table_column(plume_report_table *sheet, const char *head,
                               const char *unit, bool number)
{
    add_column(sheet, &(column){ head, unit, number, 0.0 });
}

void plume_report_table_wrapped(plume_report_table *sheet, const char *head, double share)
{
    add_column(sheet, &(column){ head, "", false, share });
}

void plume_report_table_row(plume_report_table *sheet, bool total)
{
    sheet->row = plume_value_set_map(sheet->rows, NULL);
    plume_value_set_bool(sheet->row, "total", total);
    sheet->cells = plume_value_set_list(sheet->row, "cells");
    plume_value_set_null(sheet->row, "lead");
    sheet->rest_cells = plume_value_set_list(sheet->row, "rest");
}

void plume_report_table_cell(plume_report_table *sheet, const char *text)
{
    size_t at = plume_value_count(sheet->cells);
    bool first = at == 0;

    widen(sheet, at, text);
    plume_value_set_string(sheet->cells, NULL, text);
    if (first)
        plume_value_set_string(sheet->row, "lead", text);
    else
        plume_value_set_string(sheet->rest_cells, NULL, text);
}
