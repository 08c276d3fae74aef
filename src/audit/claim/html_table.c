/* Tables of HTML: rows, cells, their spans, and characters by name. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/internal.h"
#include "audit/claim/marked_table.h"

typedef struct html {
    const char *at;
    uint64_t line;
    plume_marked_table table;
    plume_text text; /* of the open cell */
    bool in_cell, in_row, head;
    bool row_of_heads; /* all cells of the row were <th> */
    size_t columns, rows;
    uint64_t row_line;
} html;

static bool is_tag(const char *at, const char *name)
{
    size_t length = strlen(name);

    if (*at++ != '<')
        return false;
    for (size_t i = 0; i < length; i++)
        if (tolower((unsigned char)at[i]) != name[i])
            return false;
    return !isalnum((unsigned char)at[length]);
}

/* colspan="2" within the tag; 1 without. */
static size_t span_of(const char *tag, const char *end, const char *name)
{
    const char *at = strstr(tag, name);
    int value;

    if (at == NULL || at >= end)
        return 1;
    at += strlen(name);
    at += strspn(at, " =\"'");
    value = atoi(at);
    return value >= 1 && value <= MARKED_COLUMNS_MAX ? (size_t)value : 1;
}

static plume_status end_cell(html *read, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (read->in_cell)
        status = plume_marked_table_cell(&read->table, &read->text, read->columns,
                                         read->rows, error);
    read->in_cell = false;
    plume_text_dispose(&read->text);
    plume_text_init(&read->text);
    return status;
}

/* Rows of heads count while no other row came before. */
static plume_status end_row(html *read, plume_error *error)
{
    plume_status status = end_cell(read, error);

    if (read->in_row && status == PLUME_OK) {
        bool heads = read->row_of_heads && read->table.heads == read->table.grid.rows;

        status = plume_marked_table_end_row(&read->table, read->row_line, error);
        read->table.heads += heads;
    }
    read->in_row = false;
    return status;
}

static plume_status take_tag(html *read, plume_error *error)
{
    const char *at = read->at;
    const char *end = strchr(at, '>');
    bool head = is_tag(at, "th");
    plume_status status = PLUME_OK;

    if (end == NULL)
        end = at + strlen(at);
    if (is_tag(at, "tr") || is_tag(at, "/tr")) {
        status = end_row(read, error);
        read->in_row = at[1] != '/';
        read->row_of_heads = true;
        read->row_line = read->line;
    } else if (head || is_tag(at, "td")) {
        status = end_cell(read, error);
        read->in_cell = read->in_row;
        read->row_of_heads = read->row_of_heads && head;
        read->columns = span_of(at, end, "colspan");
        read->rows = span_of(at, end, "rowspan");
    } else if (is_tag(at, "/td") || is_tag(at, "/th")) {
        status = end_cell(read, error);
    } else if (is_tag(at, "br")) {
        plume_text_add_char(&read->text, ' ');
    }
    for (; read->at < end; read->at++)
        read->line += *read->at == '\n';
    read->at += *read->at == '>';
    return status;
}

static void take_character(html *read)
{
    static const struct {
        const char *name, *text;
    } named[] = {
        { "&nbsp;", " " },         { "&amp;", "&" },   { "&lt;", "<" },
        { "&gt;", ">" },           { "&minus;", "-" }, { "&plusmn;", "\xc2\xb1" },
        { "&times;", "\xc3\x97" }, { "&ndash;", "-" }, { "&thinsp;", " " },
        { "&#8322;", "2" },        { "&quot;", "\"" }, { "&#39;", "'" },
    };

    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (strncmp(read->at, named[i].name, strlen(named[i].name)) == 0) {
            plume_text_add(&read->text, named[i].text);
            read->at += strlen(named[i].name);
            return;
        }
    read->line += *read->at == '\n';
    plume_text_add_char(&read->text, *read->at++);
}

plume_status plume_claim_take_html(plume_claim *claim, const char **text, uint64_t *line,
                                   plume_error *error)
{
    html read = { .at = *text + 1, .line = *line };
    plume_status status = PLUME_OK;

    plume_marked_table_begin(&read.table, claim);
    plume_text_init(&read.text);
    while (*read.at != '\0' && !is_tag(read.at, "/table") && status == PLUME_OK) {
        if (*read.at == '<')
            status = take_tag(&read, error);
        else
            take_character(&read);
    }
    if (status == PLUME_OK)
        status = end_row(&read, error);
    plume_text_dispose(&read.text);
    if (status == PLUME_OK)
        status = plume_marked_table_end(&read.table, error);
    else
        plume_cells_dispose(&read.table.grid);
    *text = read.at;
    *line = read.line;
    return status;
}
