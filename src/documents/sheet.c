#include "documents/sheet.h"

plume_sheet plume_sheet_new(plume_value *tables, const char *id)
{
    plume_sheet sheet = { 0 };

    sheet.table = plume_value_set_map(tables, id);
    plume_value_set_bool(sheet.table, "units", false);
    plume_value_set_bool(sheet.table, "rounded", false);
    sheet.columns = plume_value_set_list(sheet.table, "columns");
    plume_value_set_null(sheet.table, "lead");
    sheet.rest = plume_value_set_list(sheet.table, "rest");
    sheet.rows = plume_value_set_list(sheet.table, "rows");
    return sheet;
}

static void fill_column(plume_value *column, const char *head, const char *unit,
                        bool number)
{
    plume_value_set_string(column, "head", head);
    plume_value_set_string(column, "unit", unit);
    plume_value_set_string(column, "align", number ? "number" : "left");
    plume_value_set_number(column, "weight", number ? 1.0 : 2.0);
    plume_value_set_string(column, "spec", number ? "r" : "l");
}

void plume_sheet_column(plume_sheet *sheet, const char *head, const char *unit,
                        bool number)
{
    bool first = plume_value_count(sheet->columns) == 0;

    if (*unit != '\0')
        plume_value_set_bool(sheet->table, "units", true);
    fill_column(plume_value_set_map(sheet->columns, NULL), head, unit, number);
    fill_column(first ? plume_value_set_map(sheet->table, "lead")
                      : plume_value_set_map(sheet->rest, NULL),
                head, unit, number);
}

void plume_sheet_row(plume_sheet *sheet, bool total)
{
    sheet->row = plume_value_set_map(sheet->rows, NULL);
    plume_value_set_bool(sheet->row, "total", total);
    sheet->cells = plume_value_set_list(sheet->row, "cells");
    plume_value_set_null(sheet->row, "lead");
    sheet->rest_cells = plume_value_set_list(sheet->row, "rest");
}

void plume_sheet_cell(plume_sheet *sheet, const char *text)
{
    bool first = plume_value_count(sheet->cells) == 0;

    plume_value_set_string(sheet->cells, NULL, text);
    if (first)
        plume_value_set_string(sheet->row, "lead", text);
    else
        plume_value_set_string(sheet->rest_cells, NULL, text);
}
