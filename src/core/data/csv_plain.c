/* Cuts rows in place where that gives what libcsv would: by its rules for fields without
 * quotes. */
#include "core/data/csv_plain.h"

#include <stdbool.h>

/* CSV_SPACE and CSV_TAB of libcsv. Where one of them is the delimiter, no field has it.
 */
static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Whether nothing stands before the only mark of a line. */
static bool is_empty(const plume_csv_plain *plain, size_t from, size_t to)
{
    while (from < to && is_blank(plain->bytes[from]))
        from++;
    return from == to;
}

/* A carriage return ends a row for libcsv, and the line feed behind it is an empty row:
 * here the two are one end. */
static plume_csv_line end_of(const plume_csv_plain *plain, size_t at)
{
    switch (plain->bytes[at]) {
    case '\n':
        return PLUME_CSV_ROW;
    case '\r':
        if (at + 1 == plain->length)
            return PLUME_CSV_PART;
        return plain->bytes[at + 1] == '\n' ? PLUME_CSV_ROW : PLUME_CSV_ODD;
    default:
        return PLUME_CSV_ODD;
    }
}

plume_csv_line plume_csv_plain_look(plume_csv_plain *plain, size_t from, size_t *fields)
{
    size_t last;
    plume_csv_line line;

    while (plain->at < plain->count && plain->mark[plain->at] < from)
        plain->at++;
    for (last = plain->at; last < plain->count; last++)
        if (plain->bytes[plain->mark[last]] != plain->delimiter)
            break;
    if (last == plain->count)
        return PLUME_CSV_PART;
    *fields = last - plain->at + 1;
    line = end_of(plain, plain->mark[last]);
    if (line == PLUME_CSV_ROW && *fields == 1 && is_empty(plain, from, plain->mark[last]))
        return PLUME_CSV_EMPTY;
    return line;
}

/* The mark itself, or a blank before it, makes room for the NUL. */
static plume_field cut(char *bytes, size_t from, size_t to)
{
    while (from < to && is_blank(bytes[from]))
        from++;
    while (to > from && is_blank(bytes[to - 1]))
        to--;
    bytes[to] = '\0';
    return (plume_field){ bytes + from, to - from };
}

size_t plume_csv_plain_take(plume_csv_plain *plain, size_t from, plume_field *field,
                            size_t fields)
{
    const uint16_t *mark = plain->mark + plain->at;
    size_t end = mark[fields - 1];

    plain->at += fields;
    end += plain->bytes[end] == '\r' ? 2 : 1;
    for (size_t i = 0; field != NULL && i < fields; i++) {
        field[i] = cut(plain->bytes, from, mark[i]);
        from = (size_t)mark[i] + 1;
    }
    return end;
}
