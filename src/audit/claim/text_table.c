/* A table in plain text, as `pdftotext -layout` prints it: columns stand below their
 * heads, parted by two blanks or more. */
#include <ctype.h>
#include <string.h>

#include "audit/claim/internal.h"

enum { SEGMENTS_MAX = 48 };

typedef struct segment {
    size_t from, to; /* columns of the line */
    const char *text;
    size_t length;
} segment;

typedef struct line_parts {
    segment part[SEGMENTS_MAX];
    size_t count;
} line_parts;

/* Columns are counted in characters, not in bytes. */
static void part_line(line_parts *out, const char *line, size_t length)
{
    size_t column = 0, i = 0;

    out->count = 0;
    while (i < length && out->count < SEGMENTS_MAX) {
        segment *part = &out->part[out->count];
        size_t end;

        while (i < length && (line[i] == ' ' || line[i] == '\r')) {
            i++;
            column++;
        }
        if (i >= length)
            return;
        part->from = column;
        part->text = &line[i];
        for (end = i; end < length; end++) {
            if (line[end] == '\r' ||
                (line[end] == ' ' && end + 1 < length && line[end + 1] == ' '))
                break;
            column += ((unsigned char)line[end] & 0xc0) != 0x80;
        }
        part->length = end - i;
        while (part->length > 0 && part->text[part->length - 1] == ' ')
            part->length--;
        part->to = column;
        out->count++;
        i = end;
    }
}

static size_t overlap(const segment *a, const segment *b)
{
    size_t from = a->from > b->from ? a->from : b->from;
    size_t to = a->to < b->to ? a->to : b->to;

    return to > from ? to - from : 0;
}

static size_t distance(const segment *a, const segment *b)
{
    return a->to <= b->from ? b->from - a->to : a->from >= b->to ? a->from - b->to : 0;
}

/* The head above a cell: the one that it overlaps most, else the nearest. */
static size_t head_of(const line_parts *heads, const segment *cell)
{
    size_t best = 0;

    for (size_t i = 1; i < heads->count; i++) {
        size_t own = overlap(&heads->part[i], cell);
        size_t other = overlap(&heads->part[best], cell);

        if (own > other ||
            (own == 0 && other == 0 &&
             distance(&heads->part[i], cell) < distance(&heads->part[best], cell)))
            best = i;
    }
    return best;
}

static bool holds_digit(const line_parts *parts)
{
    for (size_t i = 1; i < parts->count; i++)
        for (size_t k = 0; k < parts->part[i].length; k++)
            if (isdigit((unsigned char)parts->part[i].text[k]))
                return true;
    return false;
}

static plume_status add_line(plume_claim *claim, plume_cells *grid,
                             const line_parts *heads, const line_parts *parts,
                             uint64_t line, plume_error *error)
{
    const char *cell[SEGMENTS_MAX];

    for (size_t i = 0; i < heads->count; i++)
        cell[i] = "";
    for (size_t i = 0; i < parts->count; i++) {
        size_t at = parts->count == heads->count ? i : head_of(heads, &parts->part[i]);

        cell[at] =
            plume_pool_copy_n(claim->pool, parts->part[i].text, parts->part[i].length);
        if (cell[at] == NULL)
            return plume_fail_memory(error);
    }
    return plume_cells_add(grid, cell, heads->count, line, claim->path, error);
}

/* Below the heads their units, or what one in the cells stands for. */
static bool is_unit(const segment *part)
{
    plume_claim_unit unit;
    const char *text = part->text;
    size_t length = part->length;

    if (length > 2 && strchr("([", *text) != NULL)
        return strchr(")]", text[length - 1]) != NULL;
    return length > 0 && plume_claim_unit_read(&unit, text, length) &&
           unit.dimension != PLUME_DIMENSION_RATIO;
}

static bool is_units(const line_parts *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        if (!is_unit(&parts->part[i]))
            return false;
    return parts->count > 0;
}

/* Joins each to the head above it. */
static plume_status add_units(plume_claim *claim, plume_cells *grid,
                              const line_parts *heads, const line_parts *units,
                              plume_error *error)
{
    for (size_t i = 0; i < units->count; i++) {
        const segment *unit = &units->part[i];
        size_t at = head_of(heads, unit);
        bool bare = strchr("([", *unit->text) == NULL;

        grid->cell[at] =
            plume_claim_print(claim, "%s %s%.*s%s", grid->cell[at], bare ? "(" : "",
                              (int)unit->length, unit->text, bare ? ")" : "");
        if (grid->cell[at] == NULL)
            return plume_fail_memory(error);
    }
    return PLUME_OK;
}

static plume_status end_table(plume_claim *claim, plume_cells *grid, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (grid->rows > 1)
        status = plume_claim_settle_cells(claim, grid, error);
    if (status == PLUME_OK && grid->rows > 1)
        status = plume_claim_take_cells(claim, grid, error);
    plume_cells_dispose(grid);
    plume_cells_init(grid, claim->pool);
    return status;
}

/* Names some amount: a line of prose that pdftotext parts is no row of heads. */
static bool is_heads(const line_parts *parts, plume_claim *claim)
{
    size_t figures = 0;

    for (size_t i = 0; i < parts->count; i++) {
        const char *head =
            plume_pool_copy_n(claim->pool, parts->part[i].text, parts->part[i].length);

        figures += head != NULL && !isdigit((unsigned char)head[0]) &&
                   plume_claim_column_read(head).kind == COLUMN_FIGURE;
    }
    return parts->count >= 2 && figures >= 1;
}

plume_status plume_claim_take_text(plume_claim *claim, const char *text,
                                   plume_error *error)
{
    plume_status status = PLUME_OK;
    line_parts heads = { .count = 0 }, parts;
    plume_cells grid;
    uint64_t line = 0;

    plume_cells_init(&grid, claim->pool);
    while (*text != '\0' && status == PLUME_OK) {
        size_t length = strcspn(text, "\n");

        line++;
        part_line(&parts, text, length);
        if (grid.rows == 1 && is_units(&parts)) {
            status = add_units(claim, &grid, &heads, &parts, error);
        } else if (grid.rows > 0 && parts.count >= 2 && holds_digit(&parts)) {
            status = add_line(claim, &grid, &heads, &parts, line, error);
        } else if (parts.count == 0 || grid.rows == 0 || is_heads(&parts, claim)) {
            if (grid.rows > 1 || parts.count > 0)
                status = end_table(claim, &grid, error);
            if (status == PLUME_OK && is_heads(&parts, claim)) {
                heads = parts;
                status = add_line(claim, &grid, &heads, &parts, line, error);
            }
        }
        text += length + (text[length] == '\n');
    }
    if (status == PLUME_OK)
        status = end_table(claim, &grid, error);
    plume_cells_dispose(&grid);
    return status;
}
