/* Cuts rows in place where that gives what libcsv would: by its rules for fields without
 * quotes, and for those that a pair of quotes encloses. */
#include "core/data/csv_plain.h"

#include <stdbool.h>

/* CSV_SPACE and CSV_TAB of libcsv. Where one of them is the delimiter, no field has it.
 */
static inline bool is_blank(char c)
{
    return (unsigned char)c <= ' ' && (c == ' ' || c == '\t'); /* few are so small */
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

static plume_field trimmed(const char *from, const char *to)
{
    while (from < to && is_blank(*from))
        from++;
    while (from < to && is_blank(to[-1]))
        to--;
    return (plume_field){ from, (size_t)(to - from) };
}

/* Few begin or end with anything that may be a blank. */
static inline plume_field field_of(const char *from, const char *to)
{
    if (from < to && ((unsigned char)*from <= ' ' || (unsigned char)to[-1] <= ' '))
        return trimmed(from, to);
    return (plume_field){ from, (size_t)(to - from) };
}

/* The mark behind each field, or a blank before it, makes room for the NUL. */
static void terminate(plume_csv_plain *plain, const plume_field *field, size_t fields)
{
    for (size_t i = 0; i < fields; i++)
        plain->bytes[(size_t)(field[i].text - plain->bytes) + field[i].length] = '\0';
}

static bool is_end(const plume_csv_plain *plain, char c)
{
    return c == plain->delimiter || c == '\n' || c == '\r';
}

/* A field whose first mark, *at, is a quote: what stands up to the next quote is taken as
 * it is, when that is the last one and both stand at the ends, but for blanks. *at
 * becomes the mark behind it. */
static plume_csv_line take_quoted(plume_field *out, const plume_csv_plain *plain,
                                  const char *begin, const uint16_t **at)
{
    const uint16_t *mark = *at + 1, *last = plain->mark + plain->count;
    const char *bytes = plain->bytes, *open = bytes + **at, *shut;

    while (mark < last && bytes[*mark] == plain->delimiter)
        mark++;
    if (mark + 1 >= last)
        return PLUME_CSV_PART;
    shut = bytes + *mark++;
    if (*shut != '"' || !is_end(plain, bytes[*mark]) || trimmed(begin, open).length > 0 ||
        trimmed(shut + 1, bytes + *mark).length > 0)
        return PLUME_CSV_ODD;
    *out = (plume_field){ open + 1, (size_t)(shut - open) - 1 };
    *at = mark;
    return PLUME_CSV_ROW;
}

plume_csv_line plume_csv_plain_take(plume_csv_plain *plain, size_t *from,
                                    plume_field *field, size_t most, size_t *fields)
{
    const char *bytes = plain->bytes, *begin = bytes + *from, *end;
    const uint16_t *mark = plain->mark + plain->at, *last = plain->mark + plain->count;
    const char delimiter = plain->delimiter;
    size_t count = 0;
    plume_csv_line line;

    while (mark < last && *mark < *from)
        mark++;
    do {
        if (mark == last)
            return PLUME_CSV_PART;
        if (count == most)
            return PLUME_CSV_WIDE;
        end = bytes + *mark;
        if (*end == '"') {
            line = take_quoted(&field[count], plain, begin, &mark);
            if (line != PLUME_CSV_ROW)
                return line;
            end = bytes + *mark;
        } else {
            field[count] = field_of(begin, end);
        }
        mark++;
        count++;
        begin = end + 1;
    } while (*end == delimiter);
    line = end_of(plain, (size_t)(end - bytes));
    if (line != PLUME_CSV_ROW)
        return line;
    plain->at = (size_t)(mark - plain->mark);
    *from = (size_t)(end - bytes) + (*end == '\r' ? 2 : 1);
    if (count == 1 && field[0].length == 0 && *field[0].text != '"')
        return PLUME_CSV_EMPTY;
    terminate(plain, field, count);
    *fields = count;
    return PLUME_CSV_ROW;
}
