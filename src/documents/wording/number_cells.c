/* Finds how many digits the numbers of a column have on either side of their point. */
#include "documents/wording/number_cells.h"

#include <string.h>

#include "core/ascii.h"
#include "documents/wording/table.h"
#include <plume/text.h>

#define EN_DASH "\xE2\x80\x93" /* stands for a number that is not available */

bool plume_cell_is_number(const char *cell, size_t *point)
{
    static const char *const signs[] = { "-", "+", "\xE2\x88\x92", NULL };
    size_t i = 0, digits = 0;
    bool seen = false;

    for (size_t k = 0; signs[k] != NULL; k++)
        if (strncmp(cell, signs[k], strlen(signs[k])) == 0)
            i = strlen(signs[k]);
    *point = strlen(cell);
    if (strcmp(cell, EN_DASH) == 0)
        return true;
    for (; cell[i] != '\0'; i++) {
        if (plume_is_digit(cell[i]))
            digits++;
        else if (cell[i] == '.' && !seen)
            *point = i;
        else if (cell[i] != ',' || seen)
            return false;
        seen = seen || cell[i] == '.';
    }
    return digits > 0;
}

/* Digits on either side of the point; a comma of a group takes the room of one. */
typedef struct digits {
    size_t whole, fraction;
} digits;

static digits digits_of(const char *cell)
{
    digits out = { 0, 0 };
    size_t point;

    if (!plume_cell_is_number(cell, &point))
        return out;
    for (size_t i = 0; i < point; i++)
        out.whole += plume_is_digit(cell[i]) || cell[i] == ',' ? 1 : 0;
    out.fraction = cell[point] == '.' ? strlen(cell + point + 1) : 0;
    return out;
}

static digits digits_of_column(const plume_value *rows, size_t at)
{
    digits most = { 1, 0 };

    for (size_t i = 0; i < plume_value_count(rows); i++) {
        const plume_value *cells = plume_value_get(plume_value_at(rows, i), "cells");
        digits here = digits_of(plume_value_string(plume_value_at(cells, at)));

        most.whole = here.whole > most.whole ? here.whole : most.whole;
        most.fraction = here.fraction > most.fraction ? here.fraction : most.fraction;
    }
    return most;
}

static void set_text(plume_value *map, const char *key, plume_text *text)
{
    plume_value_set_string(map, key, text->data);
    plume_text_clear(text);
}

static void set_number(plume_value *map, const char *cell, const digits *column)
{
    size_t fraction = digits_of(cell).fraction;
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%zu.%zu", column->whole, column->fraction);
    set_text(map, "format", &text);
    if (fraction == 0)
        plume_text_add(&text, ".");
    for (size_t i = fraction; i < column->fraction; i++)
        plume_text_add(&text, "0");
    set_text(map, "pad", &text);
    plume_value_set_bool(map, "plain", plume_is_digit(*cell));
    plume_text_dispose(&text);
}

static void type_row(plume_value *row, const bool *numbers, const digits *most)
{
    const plume_value *cells = plume_value_get(row, "cells");
    plume_value *list = plume_value_set_list(row, "typed");

    for (size_t i = 0; i < plume_value_count(cells); i++) {
        const char *cell = plume_value_string(plume_value_at(cells, i));
        plume_value *map = plume_value_set_map(list, NULL);
        size_t point;

        plume_value_set_bool(map, "first", i == 0);
        plume_value_set_string(map, "text", cell);
        plume_value_set_null(map, "number");
        if (i < PLUME_SHEET_COLUMNS && numbers[i] && most[i].fraction > 0 &&
            plume_cell_is_number(cell, &point))
            set_number(plume_value_set_map(map, "number"), cell, &most[i]);
    }
}

static void type_rows(plume_value *table)
{
    const plume_value *columns = plume_value_get(table, "columns");
    plume_value *rows = plume_value_edit(table, "rows");
    bool numbers[PLUME_SHEET_COLUMNS] = { false };
    digits most[PLUME_SHEET_COLUMNS];

    for (size_t i = 0; i < plume_value_count(columns) && i < PLUME_SHEET_COLUMNS; i++) {
        const plume_value *column = plume_value_at(columns, i);

        most[i] = digits_of_column(rows, i);
        numbers[i] =
            strcmp(plume_value_string(plume_value_get(column, "align")), "number") == 0;
    }
    for (size_t i = 0; i < plume_value_count(rows); i++)
        type_row(plume_value_edit_at(rows, i), numbers, most);
}

void plume_number_cells_set(plume_value *tables)
{
    for (size_t i = 0; i < plume_value_count(tables); i++)
        if (plume_value_kind(plume_value_at(tables, i)) == PLUME_MAP)
            type_rows(plume_value_edit_at(tables, i));
}
