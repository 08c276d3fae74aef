#include "documents/sheet.h"

#include <plume/number.h>

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

typedef struct column {
    const char *head, *unit;
    bool number;
    double share; /* of the width; 0: as wide as its cells */
} column;

static void set_spec(plume_value *map, const column *of)
{
    plume_text spec;

    plume_text_init(&spec);
    if (of->share > 0.0) {
        plume_text_add(&spec, "p{");
        plume_number_fixed(&spec, of->share, 2);
        plume_text_add(&spec, "\\columnwidth}");
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
    plume_value_set_number(map, "weight", of->number ? 1.0 : of->share > 0.0 ? 4.0 : 2.0);
    set_spec(map, of);
}

static void add_column(plume_sheet *sheet, const column *of)
{
    bool first = plume_value_count(sheet->columns) == 0;

    if (*of->unit != '\0')
        plume_value_set_bool(sheet->table, "units", true);
    fill_column(plume_value_set_map(sheet->columns, NULL), of);
    fill_column(first ? plume_value_set_map(sheet->table, "lead")
                      : plume_value_set_map(sheet->rest, NULL),
                of);
}

void plume_sheet_column(plume_sheet *sheet, const char *head, const char *unit,
                        bool number)
{
    add_column(sheet, &(column){ head, unit, number, 0.0 });
}

void plume_sheet_wrapped(plume_sheet *sheet, const char *head, double share)
{
    add_column(sheet, &(column){ head, "", false, share });
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
