/* A model card: YAML between two "---", then Markdown with lines "Key: value" and tables.
 * The front matter of Hugging Face gives emissions in grams. */
#include "audit/claim/model_card.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/table_layout.h"
#include "audit/claim/internal.h"
#include "audit/claim/printed_figure.h"
#include "core/input/slurp.h"

enum { CARD_BYTES_MAX = 4 << 20, CELLS_MAX = 64, LINE_LONGEST = 4096 };

typedef struct card {
    plume_claim *claim;
    uint64_t line, body_line;
    plume_cells grid; /* the table that is being read */
    plume_card_keys keys;
} card;

/* --- body --- */

static bool is_rule(const char *line)
{
    return strchr(line, '-') != NULL && line[strspn(line, "|:- \t")] == '\0';
}

/* The cells of "| a | b |", in place. */
static size_t split(char *line, char *cell[CELLS_MAX])
{
    size_t count = 0;
    char *at = line + strspn(line, " \t");

    if (*at == '|')
        at++;
    while (*at != '\0' && count < CELLS_MAX) {
        char *end = at + strcspn(at, "|");
        bool last = *end == '\0';

        *end = '\0';
        while (*at == ' ' || *at == '*' || *at == '`')
            at++;
        for (char *tail = end; tail > at && strchr(" *`\t", tail[-1]) != NULL; tail--)
            tail[-1] = '\0';
        if (!last || *at != '\0') {
            plume_claim_plain_cell(at);
            cell[count++] = at;
        }
        at = last ? end : end + 1;
    }
    return count;
}

static plume_status take_table_row(card *read, char *line, plume_error *error)
{
    char *cell[CELLS_MAX];
    size_t count = split(line, cell);

    return plume_cells_add(&read->grid, (const char *const *)cell, count, read->line,
                           read->claim->path, error);
}

/* A table ends where a line has no '|'. */
static plume_status end_table(card *read, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (read->grid.rows > 1)
        status = plume_claim_settle_cells(read->claim, &read->grid, error);
    if (read->grid.rows > 1 && status == PLUME_OK)
        status = plume_claim_take_cells(read->claim, &read->grid, error);
    plume_cells_dispose(&read->grid);
    plume_cells_init(&read->grid, read->claim->pool);
    return status;
}

static plume_status take_line(card *read, const char *text, size_t length,
                              plume_error *error)
{
    char line[LINE_LONGEST];
    plume_status status;

    if (length >= sizeof line)
        return PLUME_OK; /* prose: searched as a whole */
    memcpy(line, text, length);
    line[length] = '\0';
    if (is_rule(line))
        return PLUME_OK;
    if (strchr(line, '|') != NULL)
        return take_table_row(read, line, error);
    status = end_table(read, error);
    return status == PLUME_OK ? plume_card_keys_take(&read->keys, line, read->line, error)
                              : status;
}

static plume_status read_body(card *read, const char *text, const char *end,
                              plume_error *error)
{
    plume_status status = PLUME_OK;

    while (text < end && status == PLUME_OK) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t length = (size_t)((stop != NULL ? stop : end) - text);

        read->line++;
        if (length > 0 && text[length - 1] == '\r')
            status = take_line(read, text, length - 1, error);
        else
            status = take_line(read, text, length, error);
        text += length + 1;
    }
    if (status == PLUME_OK)
        status = end_table(read, error);
    return status == PLUME_OK ? plume_card_keys_end(&read->keys, error) : status;
}

static uint64_t count_lines(const char *from, const char *to)
{
    uint64_t count = 0;

    for (; from < to; from++)
        count += *from == '\n';
    return count;
}

/* Rows that hold no figure at all are those of other tables. */
static void drop_empty(plume_claim *claim)
{
    size_t kept = 0;

    for (size_t i = 0; i < claim->run_count; i++) {
        bool any = claim->run[i].displaced;

        for (size_t k = 0; k < CLAIM_QUANTITIES; k++)
            any |= !isnan(claim->run[i].figure[k].value);
        if (any)
            claim->run[kept++] = claim->run[i];
    }
    claim->run_count = kept;
}

/* "A cumulative of 400 hours" beside several devices is of one or of all: nobody says. */
static void drop_cumulative(plume_claim_run *whole)
{
    plume_claim_figure *hours = &whole->figure[CLAIM_HOURS];

    if (whole->figure[CLAIM_DEVICES].value > 1.0 && !isnan(hours->value) &&
        strcmp(hours->where, "text") == 0)
        *hours = plume_claim_exact(NAN);
}

/* The front matter is YAML between two lines of "---"; figures may stand in it and in
 * the tables of the text below. */
static plume_status read_card(card *read, const char *text, size_t length,
                              plume_error *error)
{
    const char *end = text + length, *body = text;
    plume_status status = PLUME_OK;

    if (strncmp(text, "---\n", 4) == 0 || strncmp(text, "---\r\n", 5) == 0) {
        const char *front = text + strcspn(text, "\n") + 1, *close = front;

        while (close < end && strncmp(close, "---", 3) != 0)
            close += strcspn(close, "\n") + (close + strcspn(close, "\n") < end);
        if (close >= end)
            return plume_fail_at(error, PLUME_ERR_SYNTAX, read->claim->path, 1, 1,
                                 "the front matter has no closing '---'");
        status =
            plume_claim_take_front(read->claim, front, (size_t)(close - front), error);
        body = close + strcspn(close, "\n");
        body += body < end;
    }
    read->line = read->body_line = count_lines(text, body);
    read->claim->prose_line = read->body_line + 1;
    plume_card_keys_init(&read->keys, read->claim);
    read->claim->prose = plume_pool_copy_n(read->claim->pool, body, (size_t)(end - body));
    if (status == PLUME_OK && read->claim->prose == NULL)
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        status = read_body(read, body, end, error);
    if (status == PLUME_OK)
        status = plume_claim_take_tables(read->claim, body, read->body_line, error);
    if (status == PLUME_OK)
        status = plume_claim_take_sentences(read->claim, error);
    if (status == PLUME_OK)
        status = plume_claim_take_device(read->claim, &read->claim->whole, error);
    if (status == PLUME_OK)
        drop_cumulative(&read->claim->whole);
    return status;
}

/* Figures of the front matter go into the rows of the tables that lack them. */
plume_status plume_claim_parse_card(plume_claim **out, const char *text, size_t length,
                                    const char *path, bool other_marks,
                                    plume_error *error)
{
    card read = { .line = 0 };
    plume_status status = plume_claim_new(&read.claim, CLAIM_CARD, path, error);

    *out = NULL;
    if (status != PLUME_OK)
        return status;
    read.claim->other_marks = other_marks;
    plume_cells_init(&read.grid, read.claim->pool);
    status = read_card(&read, text, length, error);
    plume_cells_dispose(&read.grid);
    if (status == PLUME_OK) {
        drop_empty(read.claim);
        plume_claim_share_with_rows(read.claim);
        status = plume_claim_part_total(read.claim, error);
    }
    if (status == PLUME_OK && read.claim->run_count == 0) {
        plume_claim_run *run = plume_claim_add(read.claim);

        if (run != NULL)
            *run = read.claim->whole;
        else
            status = plume_fail_memory(error);
    }
    if (status == PLUME_OK)
        *out = read.claim;
    else
        plume_claim_free(read.claim);
    return status;
}

plume_status plume_claim_load_card(plume_claim **out, const char *path, bool other_marks,
                                   plume_error *error)
{
    char *text = NULL;
    size_t length = 0;
    plume_status status = plume_source_slurp(&text, &length, path, CARD_BYTES_MAX, error);

    *out = NULL;
    if (status == PLUME_OK)
        status = plume_claim_parse_card(out, text, length, path, other_marks, error);
    free(text);
    return status;
}
