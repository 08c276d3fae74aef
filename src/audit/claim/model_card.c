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
#include "core/number/units.h"

enum { CARD_BYTES_MAX = 4 << 20, CELLS_MAX = 64, LINE_LONGEST = 4096 };

typedef struct card {
    plume_claim *claim;
    uint64_t line;
    plume_cells grid; /* the table that is being read */
} card;

/* --- front matter --- */

static plume_status take_number(plume_claim *claim, plume_quantity quantity,
                                const plume_value *value, double per_unit,
                                plume_error *error)
{
    plume_claim_column column = { .kind = COLUMN_FIGURE,
                                  .index = (int)quantity,
                                  .per_unit = per_unit,
                                  .adds_to = CLAIM_QUANTITIES };
    const char *where = plume_claim_print(claim, "front matter, line %llu",
                                          (unsigned long long)plume_value_line(value));

    if (where == NULL)
        return plume_fail_memory(error);
    return plume_claim_take_cell(
        claim, &claim->whole, &column,
        &(plume_claim_cell){ plume_value_string(value), where, plume_value_line(value) },
        error);
}

/* The keys of Hugging Face's model cards (co2_eq_emissions); emissions are grams
 * there. */
static plume_status take_co2(plume_claim *claim, const plume_value *map,
                             plume_error *error)
{
    plume_claim_run *whole = &claim->whole;
    plume_status status;

    if (plume_value_kind(map) == PLUME_NUMBER)
        return take_number(claim, CLAIM_EMISSIONS, map, 1.0 / GRAMS_PER_KG, error);
    status = take_number(claim, CLAIM_EMISSIONS, plume_value_get(map, "emissions"),
                         1.0 / GRAMS_PER_KG, error);
    whole->word[CLAIM_LOCATION] = plume_pool_copy(
        claim->pool, plume_value_string(plume_value_get(map, "geographical_location")));
    whole->word[CLAIM_DEVICE] = plume_pool_copy(
        claim->pool, plume_value_string(plume_value_get(map, "hardware_used")));
    whole->word[CLAIM_SCOPE] = plume_pool_copy(
        claim->pool, plume_value_string(plume_value_get(map, "training_type")));
    whole->word[CLAIM_SOURCE] =
        plume_pool_copy(claim->pool, plume_value_string(plume_value_get(map, "source")));
    for (size_t i = 0; i < CLAIM_WORDS; i++) {
        if (whole->word[i] == NULL)
            return plume_fail_memory(error);
    }
    return status;
}

static plume_status read_front(card *read, const char *text, size_t length,
                               plume_error *error)
{
    plume_value *root = NULL;
    plume_status status = plume_yaml_parse(&root, text, length, read->claim->path, error);
    const plume_value *co2;

    if (status != PLUME_OK)
        return status;
    co2 = plume_value_get(root, "co2_eq_emissions");
    if (plume_value_kind(co2) != PLUME_NULL)
        status = take_co2(read->claim, co2, error);
    plume_value_free(root);
    return status;
}

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
        if (!last || *at != '\0')
            cell[count++] = at;
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
        status = plume_cells_settle(&read->grid, error);
    if (read->grid.rows > 1 && status == PLUME_OK)
        status = plume_claim_take_cells(read->claim, &read->grid, error);
    plume_cells_dispose(&read->grid);
    plume_cells_init(&read->grid, read->claim->pool);
    return status;
}

/* "- **Hours used:** 439" */
static plume_status take_key(card *read, char *line, plume_error *error)
{
    char *key = line + strspn(line, " \t-*+>");
    char *colon = strchr(key, ':');
    plume_claim_column column;
    const char *where;
    char *value;

    if (colon == NULL || colon - key > 60 || strchr(key, '.') == key)
        return PLUME_OK;
    *colon = '\0';
    value = colon + 1 + strspn(colon + 1, " *`\t");
    for (size_t length = strlen(value);
         length > 0 && strchr(" *`\t.", value[length - 1]) != NULL; length--)
        value[length - 1] = '\0';
    column = plume_claim_column_read(key);
    column.part = false;
    where = plume_claim_print(read->claim, "line %llu", (unsigned long long)read->line);
    if (where == NULL)
        return plume_fail_memory(error);
    if (column.kind == COLUMN_NOTHING ||
        (column.kind == COLUMN_WORD && column.index == CLAIM_NAME))
        return PLUME_OK;
    /* What the text says of emissions must not hide behind the front matter. */
    if (column.kind == COLUMN_FIGURE && column.index == CLAIM_EMISSIONS &&
        !isnan(read->claim->whole.figure[CLAIM_EMISSIONS].value))
        return PLUME_OK;
    return plume_claim_take_cell(read->claim, &read->claim->whole, &column,
                                 &(plume_claim_cell){ value, where, read->line }, error);
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
    return status == PLUME_OK ? take_key(read, line, error) : status;
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
    return status == PLUME_OK ? end_table(read, error) : status;
}

static uint64_t count_lines(const char *from, const char *to)
{
    uint64_t count = 0;

    for (; from < to; from++)
        count += *from == '\n';
    return count;
}

/* "a PUE of 1.1", "PUE = 1.1": the one that the text states. */
static bool pue_of_text(plume_claim_figure *out, plume_claim *claim)
{
    static const char *const between[] = { " of ", " = ", "=", " is ", " was ", ") of " };
    const char *text = claim->prose;

    for (const char *at = strstr(text, "PUE"); at != NULL; at = strstr(at + 3, "PUE")) {
        for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
            size_t length = strlen(between[i]);
            size_t digits;
            const char *copy;

            if (strncmp(at + 3, between[i], length) != 0)
                continue;
            digits = strspn(at + 3 + length, "0123456789.");
            if (digits == 0)
                continue;
            digits -= at[3 + length + digits - 1] == '.';
            copy = plume_claim_print(claim, "%.*s", (int)digits, at + 3 + length);
            if (copy != NULL && plume_claim_figure_read(out, CLAIM_PUE, copy, 1.0) &&
                out->value >= 1.0 && out->value < 4.0) {
                out->where = "text";
                return true;
            }
        }
    }
    return false;
}

/* What is said once, beside the table, is said of each of its rows. */
static void share_with_rows(plume_claim *claim)
{
    static const plume_quantity shared[] = { CLAIM_PUE, CLAIM_INTENSITY };
    plume_claim_figure pue;

    if (isnan(claim->whole.figure[CLAIM_PUE].value) && pue_of_text(&pue, claim))
        claim->whole.figure[CLAIM_PUE] = pue;
    for (size_t i = 0; i < claim->run_count; i++)
        for (size_t k = 0; k < sizeof shared / sizeof shared[0]; k++)
            if (isnan(claim->run[i].figure[shared[k]].value))
                claim->run[i].figure[shared[k]] = claim->whole.figure[shared[k]];
}

/* Rows that hold no figure at all are those of other tables. */
static void drop_empty(plume_claim *claim)
{
    size_t kept = 0;

    for (size_t i = 0; i < claim->run_count; i++) {
        bool any = false;

        for (size_t k = 0; k < CLAIM_QUANTITIES; k++)
            any |= !isnan(claim->run[i].figure[k].value);
        if (any)
            claim->run[kept++] = claim->run[i];
    }
    claim->run_count = kept;
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
        status = read_front(read, front, (size_t)(close - front), error);
        body = close + strcspn(close, "\n");
        body += body < end;
    }
    read->line = count_lines(text, body);
    read->claim->prose = plume_pool_copy_n(read->claim->pool, body, (size_t)(end - body));
    if (status == PLUME_OK && read->claim->prose == NULL)
        status = plume_fail_memory(error);
    return status == PLUME_OK ? read_body(read, body, end, error) : status;
}

/* Figures of the front matter go into the rows of the tables that lack them. */
plume_status plume_claim_parse_card(plume_claim **out, const char *text, size_t length,
                                    const char *path, plume_error *error)
{
    card read = { .line = 0 };
    plume_status status = plume_claim_new(&read.claim, CLAIM_CARD, path, error);

    *out = NULL;
    if (status != PLUME_OK)
        return status;
    plume_cells_init(&read.grid, read.claim->pool);
    status = read_card(&read, text, length, error);
    plume_cells_dispose(&read.grid);
    if (status == PLUME_OK) {
        drop_empty(read.claim);
        share_with_rows(read.claim);
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

plume_status plume_claim_load_card(plume_claim **out, const char *path,
                                   plume_error *error)
{
    char *text = NULL;
    size_t length = 0;
    plume_status status = plume_source_slurp(&text, &length, path, CARD_BYTES_MAX, error);

    *out = NULL;
    if (status == PLUME_OK)
        status = plume_claim_parse_card(out, text, length, path, error);
    free(text);
    return status;
}
