/* Which mark stands before the decimals of a table: point or comma. One row alone often
 * does not tell ("1.234"), and now and then no row does. */
#include "audit/claim/decimal_marks.h"

#include <ctype.h>
#include <string.h>

#include <plume/text.h>

/* What one cell says. */
typedef enum evidence { SAYS_NOTHING, SAYS_EITHER, SAYS_POINT, SAYS_COMMA } evidence;

/* "1.3B" is a name; "2,603e+22" and "62,0 %" are figures. */
static bool is_figure(const char *cell)
{
    const char *at =
        cell + (*cell == '-' || *cell == '~' || *cell == '<' || *cell == '>');

    if (!isdigit((unsigned char)*at) && *at != '.')
        return false;
    for (; *at != '\0' && *at != ' '; at++)
        if (isalpha((unsigned char)*at) && *at != 'e' && *at != 'E')
            return false;
    return true;
}

static size_t count_marks(const char *cell, char mark)
{
    size_t count = 0;

    for (; *cell != '\0'; cell++)
        count += *cell == mark;
    return count;
}

enum { NUMBER_LONGEST = 64 };

/* A blank, an apostrophe or a narrow blank before three digits: its bytes, else 0. */
static size_t group_at(const char *at)
{
    size_t length = strncmp(at, "\xe2\x80", 2) == 0 && at[2] != '\0' ? 3
                    : strncmp(at, "\xc2\xa0", 2) == 0                ? 2
                                                                     : 1;

    if (length == 1 && *at != ' ' && *at != '\'')
        return 0;
    return strspn(at + length, "0123456789") == 3 ? length : 0;
}

/* The first number of a cell, without its sign: "593.7 \xc2\xb1 29.7" has two. */
static void take_number(char out[NUMBER_LONGEST], const char *cell)
{
    size_t used = 0;

    cell += strspn(cell, "-~<>=");
    while (*cell != '\0' && used + 1 < NUMBER_LONGEST) {
        if (isdigit((unsigned char)*cell) || strchr(".,eE", *cell) != NULL)
            out[used++] = *cell++;
        else if (group_at(cell) > 0)
            cell += group_at(cell);
        else
            break;
    }
    out[used] = '\0';
}

/* What a single mark says: three digits behind it may be thousands, but not behind a lone
 * zero or before an exponent. */
static evidence of_mark(const char *cell, char mark)
{
    evidence decimal = mark == ',' ? SAYS_COMMA : SAYS_POINT;
    evidence grouping = mark == ',' ? SAYS_POINT : SAYS_COMMA;
    const char *at = strrchr(cell, mark);
    size_t digits = strspn(at + 1, "0123456789");
    size_t before = strspn(cell, "0123456789");
    bool zero = *cell == '0';

    if (count_marks(cell, mark) > 1)
        return grouping;
    if (digits != 3 || zero || before > 3 || at[4] == 'e' || at[4] == 'E')
        return digits > 0 ? decimal : SAYS_NOTHING;
    return SAYS_EITHER;
}

static evidence of_cell(const char *cell)
{
    char number[NUMBER_LONGEST];
    const char *comma, *point;

    if (!is_figure(cell))
        return SAYS_NOTHING;
    take_number(number, cell);
    comma = strrchr(number, ',');
    point = strrchr(number, '.');
    if (comma != NULL && point != NULL)
        return comma > point ? SAYS_COMMA : SAYS_POINT;
    if (comma == NULL && point == NULL)
        return SAYS_NOTHING;
    return of_mark(number, comma != NULL ? ',' : '.');
}

/* Digits of a figure that has no mark at all: 0 when it has one, or is none. */
static size_t bare_digits(const char *cell)
{
    size_t digits = strspn(cell, "0123456789");

    return strchr(".,'eE", cell[digits]) == NULL || cell[digits] == '\0' ? digits : 0;
}

/* A column in which figures from 1,000 have a mark and lesser ones have none parts its
 * thousands; a table that leaves five digits together does not. SAYS_EITHER where that
 * does not tell. */
static evidence of_columns(const plume_cells *grid)
{
    bool points = false, commas = false, grouped = false, together = false;

    for (size_t column = 0; column < grid->columns; column++) {
        bool marked = false, bare = false;

        for (size_t row = 1; row < grid->rows; row++) {
            const char *cell = grid->cell[row * grid->columns + column];
            size_t digits = bare_digits(cell);

            if (of_cell(cell) == SAYS_EITHER) {
                marked = true;
                points = points || strchr(cell, '.') != NULL;
                commas = commas || strchr(cell, ',') != NULL;
            }
            bare = bare || (digits > 0 && digits <= 3);
            together = together || digits >= 5;
        }
        grouped = grouped || (marked && bare);
    }
    if (points == commas || grouped == together)
        return SAYS_EITHER;
    return commas == together ? SAYS_COMMA : SAYS_POINT;
}

/* A semicolon parts cells where the comma is taken: there it stands before decimals,
 * unless some cell shows that it does not. */
bool plume_cells_has_commas(plume_cells *grid)
{
    size_t found[4] = { 0, 0, 0, 0 };
    evidence columns;

    for (size_t i = grid->columns; i < grid->rows * grid->columns; i++)
        found[of_cell(grid->cell[i])]++;
    /* Between commas a point is that of decimals: there are no two readings. */
    grid->marks_open = found[SAYS_EITHER] > 0 && found[SAYS_COMMA] == 0 &&
                       found[SAYS_POINT] == 0 && grid->separator != ',';
    if (!grid->marks_open)
        return found[SAYS_COMMA] > 0 && found[SAYS_POINT] == 0;
    columns = grid->separator == ';' ? SAYS_EITHER : of_columns(grid);
    if (columns == SAYS_POINT)
        grid->marks_open = false; /* as in English, and its columns say the same */
    if (columns != SAYS_EITHER)
        return (columns == SAYS_COMMA) != (grid->other_marks && grid->marks_open);
    return (grid->separator == ';') != grid->other_marks;
}

plume_status plume_cells_exchange_marks(plume_cells *grid, plume_error *error)
{
    for (size_t i = grid->columns; i < grid->rows * grid->columns; i++) {
        plume_text text;
        const char *kept;

        if (!is_figure(grid->cell[i]))
            continue;
        plume_text_init(&text);
        for (const char *at = grid->cell[i]; *at != '\0'; at++)
            plume_text_add_char(&text, *at == ',' ? '.' : *at == '.' ? ',' : *at);
        kept = plume_pool_keep(grid->pool, &text);
        if (kept == NULL)
            return plume_fail_memory(error);
        grid->cell[i] = kept;
    }
    return PLUME_OK;
}
