/* Whether a text begins as a spreadsheet's table does. */
#include "core/sheet/likely.h"

#include <string.h>

#include "core/ascii.h"
#include "core/data/csv_header.h"
#include "core/sheet/column_name.h"
#include "core/sheet/day.h"
#include "core/sheet/figure.h"
#include "core/sheet/internal.h"

static const char separator[] = "sep=";

/* The line at *at without its end; *at moves behind it. */
static bool next_line(const char **line, size_t *length, const char **at, const char *end)
{
    const char *newline;

    if (*at >= end)
        return false;
    newline = memchr(*at, '\n', (size_t)(end - *at));
    *line = *at;
    *at = newline != NULL ? newline + 1 : end;
    *length = (size_t)((newline != NULL ? newline : end) - *line);
    while (*length > 0 && (*line)[*length - 1] == '\r')
        --*length;
    return true;
}

static bool next_line_with_text(const char **line, size_t *length, const char **at,
                                const char *end)
{
    bool found = next_line(line, length, at, end);

    while (found && strspn(*line, " \t\r") >= *length)
        found = next_line(line, length, at, end);
    return found;
}

/* Outside of quotes. */
static size_t count_of(const char *line, size_t length, char wanted)
{
    size_t count = 0;
    bool quoted = false;

    for (size_t i = 0; i < length; i++) {
        quoted = quoted != (line[i] == '"');
        count += !quoted && line[i] == wanted;
    }
    return count;
}

/* "sep=;" or, with quotes around it, as some programs write it. */
static char named_in(const char *line, size_t length)
{
    size_t quote = length > 0 && line[0] == '"', at = quote + sizeof separator - 1;

    return length > at && strncmp(line + quote, separator, sizeof separator - 1) == 0 &&
                   (length == at + 1 + quote || line[at + 1] == line[at])
               ? line[at]
               : '\0';
}

/* Documents, scripts and settings begin with these. */
static bool is_of_programs(const char *line)
{
    return strchr("{[<#%/*@!-", line[0]) != NULL;
}

char plume_sheet_delimiter(const char *head, size_t length, bool *separator_line)
{
    const char *at = head, *end = head + length, *line, *next;
    size_t line_length, next_length, marks;
    char delimiter;

    *separator_line = false;
    if (!next_line_with_text(&line, &line_length, &at, end) || is_of_programs(line))
        return '\0';
    delimiter = named_in(line, line_length);
    *separator_line = delimiter != '\0';
    if (*separator_line)
        return delimiter;
    delimiter = plume_csv_delimiter(line, line_length);
    marks = count_of(line, line_length, delimiter);
    if (marks == 0 || !next_line_with_text(&next, &next_length, &at, end))
        return '\0';
    return delimiter == ',' || count_of(next, next_length, delimiter) == marks ? delimiter
                                                                               : '\0';
}

/* Whether a cell that begins here is one that a spreadsheet wrote: a day that is not in
 * ISO 8601, or, in quotes, a figure with a comma. */
static bool is_of_spreadsheet(const char *cell, const char *end)
{
    bool quoted = cell < end && *cell == '"';
    size_t length;
    plume_sheet_day day;
    plume_figure_form form;

    cell += quoted;
    if (cell == end || (!plume_is_digit(*cell) && !(quoted && *cell == '-')))
        return false;
    length = quoted ? strcspn(cell, "\"\r\n") : strcspn(cell, ",\r\n");
    if (length > (size_t)(end - cell))
        length = (size_t)(end - cell);
    if (plume_sheet_day_of(&day, cell, length))
        return !plume_sheet_day_is_plain(&day, cell, length);
    form = quoted ? plume_figure_form_of(cell, length) : PLUME_FIGURE_NONE;
    return form != PLUME_FIGURE_NONE && memchr(cell, ',', length) != NULL;
}

/* Whether the first line calls the column at this place one of versions. */
static bool is_version(const char *head, const char *end, size_t column)
{
    const char *at = head, *line = head;
    size_t length = 0, from, to = 0;

    if (!next_line_with_text(&line, &length, &at, end))
        return false;
    for (size_t i = 0;; i++) {
        for (from = to; to < length && line[to] != ',';)
            to++;
        if (i == column || to == length)
            return i == column && plume_sheet_name_is_of_version(line + from, to - from);
        to++;
    }
}

/* In a table with commas: any cell tells. A mark within quotes ends no cell, but is as
 * good a place to look at. */
static bool has_cells_of_spreadsheets(const char *head, size_t length)
{
    const char *at = head, *end = head + length;
    size_t column = 0;
    bool quoted = false;

    while (at < end) {
        const char *mark = at;

        while (mark < end && *mark == ' ')
            mark++;
        if (is_of_spreadsheet(mark, end) && !is_version(head, end, column))
            return true;
        while (at < end && *at != ',' && *at != '\n')
            quoted = quoted != (*at++ == '"');
        if (at < end && *at == '\n')
            column = 0;
        else
            column += !quoted;
        at++;
    }
    return false;
}

bool plume_sheet_is_likely(const char *head, size_t length)
{
    bool separator_line;
    char delimiter = plume_sheet_delimiter(head, length, &separator_line);

    if (delimiter == '\0' || memchr(head, '\0', length) != NULL)
        return false;
    return separator_line || delimiter != ',' || has_cells_of_spreadsheets(head, length);
}
