/* Learns a spreadsheet's habits from all cells of a table. */
#include "core/sheet/internal.h"

#include <stdlib.h>
#include <string.h>

#include "core/ascii.h"
#include "core/data/csv.h"
#include "core/sheet/column_name.h"
#include "core/sheet/day.h"
#include "core/sheet/figure.h"

/* --- cells --- */

static void learn_day(plume_sheet *sheet, plume_sheet_column *column,
                      const plume_sheet_day *day)
{
    sheet->spelt = true;
    if (day->year_first)
        return;
    sheet->days = sheet->days || !day->dotted;
    sheet->dotted = sheet->dotted || day->dotted;
    column->first_is_day = column->first_is_day || day->first > 12;
    column->second_is_day = column->second_is_day || day->second > 12;
}

/* And not one of those that stand for a figure that is not there. */
static bool is_word(plume_field field)
{
    static const char *const missing[] = { "n/a", "na", "nan", "none", "null", NULL };
    char name[8];

    if (!plume_is_letter(field.text[0]))
        return false;
    for (size_t i = 0; i <= field.length && i < sizeof name; i++)
        name[i] = plume_lower(field.text[i]);
    return field.length >= sizeof name || !plume_is_one_of(name, missing);
}

static void learn_cell(plume_sheet *sheet, plume_sheet_column *column, plume_field field)
{
    plume_figure_form form;
    plume_sheet_day day;

    if (field.length == 0 || column->version)
        return;
    if (plume_sheet_day_of(&day, field.text, field.length)) {
        if (!plume_sheet_day_is_plain(&day, field.text, field.length))
            learn_day(sheet, column, &day);
        return;
    }
    if (column->text)
        return;
    form = plume_figure_form_of(field.text, field.length);
    column->figures += form != PLUME_FIGURE_NONE;
    column->words += is_word(field);
    column->comma = column->comma || form == PLUME_FIGURE_COMMA;
    column->point = column->point || form == PLUME_FIGURE_POINT;
    sheet->commas = sheet->commas || form == PLUME_FIGURE_COMMA ||
                    form == PLUME_FIGURE_COMMA_OR_GROUP;
    if (form == PLUME_FIGURE_POINT || form == PLUME_FIGURE_WHOLE)
        sheet->spelt = sheet->spelt || strpbrk(field.text, ",'\xc2\xe2") != NULL;
}

static plume_status take_header(plume_sheet *sheet, const plume_row *row,
                                plume_error *error)
{
    sheet->column = calloc(row->count + 1, sizeof *sheet->column);
    if (sheet->column == NULL)
        return plume_fail_memory(error);
    sheet->columns = row->count;
    for (size_t i = 0; i < row->count; i++) {
        plume_field name = row->field[i];

        sheet->column[i].text = plume_sheet_name_is_of_text(name.text, name.length);
        sheet->column[i].version = plume_sheet_name_is_of_version(name.text, name.length);
    }
    return PLUME_OK;
}

/* --- the table --- */

static bool is_separator_line(const plume_row *row)
{
    return row->line == 1 && row->count <= 2 &&
           strncmp(row->field[0].text, "sep=", 4) == 0;
}

static plume_status learn_rows(plume_sheet *sheet, plume_csv *csv, plume_error *error)
{
    plume_row row;
    plume_status status = plume_csv_next(csv, &row, error);

    if (status == PLUME_OK && row.count > 0 && is_separator_line(&row))
        status = plume_csv_next(csv, &row, error);
    if (status == PLUME_OK)
        status = take_header(sheet, &row, error);
    while (status == PLUME_OK && row.count > 0) {
        for (size_t i = 0; i < row.count && i < sheet->columns; i++)
            learn_cell(sheet, &sheet->column[i], row.field[i]);
        status = plume_csv_next(csv, &row, error);
    }
    return status;
}

/* A column with more words than figures is one of texts, whatever it is called. */
static void sum_up(plume_sheet *sheet)
{
    for (size_t i = 0; i < sheet->columns; i++) {
        plume_sheet_column *column = &sheet->column[i];

        column->text = column->text || column->words > column->figures;
        sheet->all.comma = sheet->all.comma || (column->comma && !column->text);
        sheet->all.point = sheet->all.point || (column->point && !column->text);
        sheet->all.first_is_day = sheet->all.first_is_day || column->first_is_day;
        sheet->all.second_is_day = sheet->all.second_is_day || column->second_is_day;
    }
}

/* What is no sound table is none; the reader that meets it says why. */
plume_status plume_sheet_learn(plume_sheet **out, const char *head, size_t length,
                               plume_source_stream *source, plume_error *error)
{
    plume_sheet *sheet = calloc(1, sizeof *sheet);
    plume_csv *csv = NULL;
    plume_status status = sheet != NULL ? PLUME_OK : plume_fail_memory(error);

    *out = NULL;
    if (sheet != NULL)
        sheet->delimiter = plume_sheet_delimiter(head, length, &sheet->separator_line);
    if (status == PLUME_OK)
        status = plume_csv_open(&csv, source, sheet->delimiter, error);
    if (status == PLUME_OK)
        status = learn_rows(sheet, csv, error);
    plume_csv_close(csv);
    if (status == PLUME_OK) {
        sum_up(sheet);
        *out = sheet;
        return PLUME_OK;
    }
    plume_sheet_free(sheet);
    return status == PLUME_ERR_MEMORY ? status : PLUME_OK;
}

void plume_sheet_free(plume_sheet *sheet)
{
    if (sheet == NULL)
        return;
    free(sheet->column);
    free(sheet);
}

bool plume_sheet_has_habits(const plume_sheet *sheet)
{
    return sheet->commas || sheet->spelt || sheet->separator_line;
}
