/* The text of a table as a spreadsheet saved it, as a program would have written it: row
 * by row, on the same lines. */
#include "core/sheet/converted.h"

#include <stdlib.h>
#include <string.h>

#include "core/data/csv.h"
#include "core/input/source_text.h"
#include "core/sheet/day.h"
#include "core/sheet/figure.h"
#include "core/sheet/internal.h"

/* Between a source and whoever reads its text. */
typedef struct conversion {
    const plume_sheet *sheet;
    plume_sheet_order order;
    plume_csv *csv;
    plume_text text, cell; /* converted and not handed out; one cell */
    size_t at;             /* of what is handed out */
    uint64_t line;         /* where the next row would stand */
    bool ended;
    plume_error failure; /* of the rows behind those in text */
} conversion;

/* --- cells --- */

static bool put_figure(plume_text *out, plume_field field, char mark)
{
    plume_figure_put(out, field.text, field.length, mark);
    return true;
}

/* What no reader takes for a figure, and whoever reads the refusal understands. */
static bool put_both(plume_text *out, plume_field field)
{
    plume_figure_put(out, field.text, field.length, '.');
    plume_text_add(out, " or ");
    plume_figure_put(out, field.text, field.length, ',');
    return true;
}

/* A comma before three digits is decimal when others of its column are, and no point is;
 * where its column tells nothing, when it is in the rest of the table or because it is
 * what semicolons are for. */
static bool is_decimal_comma(const plume_sheet *sheet, const plume_sheet_column *column)
{
    if (column->comma || column->point)
        return column->comma && !column->point;
    return sheet->all.comma || sheet->delimiter == ';';
}

/* A point before three digits is decimal unless commas are. */
static bool is_decimal_point(const plume_sheet *sheet, const plume_sheet_column *column)
{
    if (column->comma || column->point)
        return column->point && !column->comma;
    return !sheet->all.comma;
}

/* false: the cell is left as it is. */
static bool convert_figure(plume_text *out, const plume_sheet *sheet,
                           const plume_sheet_column *column, plume_field field)
{
    switch (plume_figure_form_of(field.text, field.length)) {
    case PLUME_FIGURE_NONE:
        return false;
    case PLUME_FIGURE_COMMA:
        if (sheet->delimiter == ',' && column->point)
            return false; /* a stray one in a table that a program wrote */
        return put_figure(out, field, ',');
    case PLUME_FIGURE_COMMA_OR_GROUP:
        return is_decimal_comma(sheet, column) ? put_figure(out, field, ',')
                                               : put_both(out, field);
    case PLUME_FIGURE_POINT_OR_GROUP:
        return is_decimal_point(sheet, column) ? put_figure(out, field, '.')
                                               : put_both(out, field);
    default:
        return put_figure(out, field, '.');
    }
}

/* Which part is the day, by the column, else by the table. Of dotted days it stands first
 * in every country. false: nothing tells, or some cells of the column contradict others,
 * and then none is believed. */
static bool order_of(bool *day_first, const plume_sheet *sheet,
                     const plume_sheet_column *column, bool dotted)
{
    const plume_sheet_column *telling = column;

    if (!column->first_is_day && !column->second_is_day)
        telling = &sheet->all;
    *day_first = telling->first_is_day || !telling->second_is_day;
    if (telling->first_is_day != telling->second_is_day)
        return true;
    return dotted && !column->second_is_day;
}

/* Whether the order of this day is known. */
static bool find_order(bool *day_first, const conversion *own,
                       const plume_sheet_column *column, const plume_sheet_day *day)
{
    if (own->order != PLUME_SHEET_BY_COLUMN) {
        *day_first = own->order == PLUME_SHEET_DAY_FIRST;
        return true;
    }
    return order_of(day_first, own->sheet, column, day->dotted) || day->year_first ||
           day->first == day->second;
}

static bool convert_day(plume_text *out, const conversion *own,
                        const plume_sheet_column *column, plume_field field)
{
    plume_sheet_day day;
    bool first = true;

    if (!plume_sheet_day_of(&day, field.text, field.length))
        return plume_sheet_clock_put(out, field.text, field.length);
    if (!plume_sheet_day_is_plain(&day, field.text, field.length) &&
        find_order(&first, own, column, &day))
        plume_sheet_day_put(out, &day, first, field.text, field.length);
    else
        plume_text_add_n(out, field.text, field.length);
    return true;
}

static void put_quoted(plume_text *out, const char *text, size_t length)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        plume_text_add_n(out, text, length);
        return;
    }
    plume_text_add_char(out, '"');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            plume_text_add_char(out, '"');
        plume_text_add_char(out, text[i]);
    }
    plume_text_add_char(out, '"');
}

static void put_cell(conversion *own, const plume_sheet_column *column, plume_field field)
{
    bool done;

    plume_text_clear(&own->cell);
    done = column != NULL && !column->version && field.length > 0 &&
           (convert_day(&own->cell, own, column, field) ||
            (!column->text && convert_figure(&own->cell, own->sheet, column, field)));
    if (done)
        put_quoted(&own->text, own->cell.data, own->cell.length);
    else
        put_quoted(&own->text, field.text, field.length);
}

/* --- rows --- */

static void put_row(conversion *own, const plume_row *row)
{
    const plume_sheet *sheet = own->sheet;
    bool separator = sheet->separator_line && row->line == 1;

    for (; own->line < row->line; own->line++)
        plume_text_add_char(&own->text, '\n');
    for (size_t i = 0; i < row->count && !separator; i++) {
        if (i > 0)
            plume_text_add_char(&own->text, ',');
        put_cell(own, i < sheet->columns ? &sheet->column[i] : NULL, row->field[i]);
        for (size_t k = 0; k < row->field[i].length; k++)
            own->line += row->field[i].text[k] == '\n';
    }
    if (row->unended)
        return;
    plume_text_add_char(&own->text, '\n');
    own->line++;
}

static plume_status next_row(conversion *own, plume_error *error)
{
    plume_row row;
    plume_status status = plume_csv_next(own->csv, &row, error);

    own->ended = status != PLUME_OK || row.count == 0;
    if (status != PLUME_OK)
        own->failure = *error;
    if (own->ended)
        return PLUME_OK;
    put_row(own, &row);
    status = plume_text_status(&own->text, error);
    return status == PLUME_OK ? plume_text_status(&own->cell, error) : status;
}

/* What stands before a row that cannot be read is handed out first. */
static plume_status read_text(void *state, char *buffer, size_t capacity, size_t *length,
                              plume_error *error)
{
    conversion *own = state;
    plume_status status = PLUME_OK;

    *length = 0;
    if (own->at == own->text.length) {
        plume_text_clear(&own->text);
        own->at = 0;
    }
    while (status == PLUME_OK && !own->ended && own->text.length - own->at < capacity)
        status = next_row(own, error);
    if (status != PLUME_OK)
        return status;
    *length = own->text.length - own->at;
    *length = *length < capacity ? *length : capacity;
    if (*length > 0)
        memcpy(buffer, own->text.data + own->at, *length);
    else if (own->failure.status != PLUME_OK)
        *error = own->failure;
    own->at += *length;
    return *length > 0 ? PLUME_OK : own->failure.status;
}

static void release(void *state)
{
    conversion *own = state;

    plume_csv_close(own->csv);
    plume_text_dispose(&own->text);
    plume_text_dispose(&own->cell);
    free(own);
}

plume_status plume_sheet_convert(plume_source_stream *source, const plume_sheet *sheet,
                                 plume_sheet_order order, plume_error *error)
{
    conversion *own = calloc(1, sizeof *own);
    plume_status status;

    if (own == NULL)
        return plume_fail_memory(error);
    own->sheet = sheet;
    own->order = order;
    own->line = 1;
    plume_text_init(&own->text);
    plume_text_init(&own->cell);
    status = plume_csv_open(&own->csv, source, sheet->delimiter, error);
    if (status != PLUME_OK) {
        release(own);
        return status;
    }
    plume_source_text_filter(source, (plume_source_filter){ read_text, release, own });
    return PLUME_OK;
}

/* --- what is said of it --- */

void plume_sheet_describe(plume_text *out, const plume_sheet *sheet)
{
    bool first = false, known = order_of(&first, sheet, &sheet->all, !sheet->days);

    plume_text_add(out, sheet->delimiter == ';'    ? "semicolons"
                        : sheet->delimiter == '\t' ? "tabs"
                                                   : "commas");
    if (sheet->all.comma || sheet->commas)
        plume_text_add(out, ", decimal commas");
    if ((sheet->days || sheet->dotted) && known)
        plume_text_add(out, first ? ", days before months" : ", months before days");
}
