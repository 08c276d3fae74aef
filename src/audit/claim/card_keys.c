/* Lines "Key: value" of a card, as one run or, where the same keys come again, as one run
 * for each block of them. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "audit/claim/internal.h"

enum { KEY_LONGEST = 60, KEY_WITH_REMARK_LONGEST = 140 };

void plume_card_keys_init(plume_card_keys *keys, plume_claim *claim)
{
    *keys = (plume_card_keys){ .claim = claim, .heading = "" };
    plume_claim_run_init(&keys->block);
}

static plume_status end_block(plume_card_keys *keys, plume_error *error)
{
    plume_claim_run *run = plume_claim_add(keys->claim);
    plume_status status;

    if (run == NULL)
        return plume_fail_memory(error);
    *run = keys->block;
    if (run->word[CLAIM_NAME][0] == '\0')
        run->word[CLAIM_NAME] = keys->block_heading;
    status = plume_claim_take_device(keys->claim, run, error);
    keys->blocks++;
    plume_claim_run_init(&keys->block);
    memset(keys->key, 0, sizeof keys->key);
    return status;
}

/* Whether the figure begins a new block: its key was read before, and says another
 * thing now, or the same below another heading. */
static bool is_again(const plume_card_keys *keys, int quantity, const char *key,
                     const char *value)
{
    const plume_claim_figure *before = &keys->block.figure[quantity];

    if (isnan(before->value) || keys->key[quantity] == NULL ||
        strcmp(keys->key[quantity], key) != 0)
        return false;
    return strcmp(before->printed, value) != 0 ||
           strcmp(keys->block_heading, keys->heading) != 0;
}

static plume_status take_figure(plume_card_keys *keys, const plume_claim_column *column,
                                const char *key, const plume_claim_cell *cell,
                                plume_error *error)
{
    plume_claim *claim = keys->claim;
    plume_status status = PLUME_OK;
    int quantity = column->index;

    /* What the text says of emissions must not hide behind the front matter. */
    if (quantity == CLAIM_EMISSIONS && !isnan(claim->whole.figure[CLAIM_EMISSIONS].value))
        return PLUME_OK;
    if (is_again(keys, quantity, key, cell->text))
        status = end_block(keys, error);
    if (status != PLUME_OK)
        return status;
    if (keys->block.line == 0) {
        keys->block.line = cell->line;
        keys->block_heading = keys->heading;
    }
    if (keys->key[quantity] == NULL) {
        keys->key[quantity] = plume_pool_copy(claim->pool, key);
        if (keys->key[quantity] == NULL)
            return plume_fail_memory(error);
    }
    return plume_claim_take_cell(claim, &keys->block, column, cell, error);
}

/* A heading of the text: the name of the block below it. */
static plume_status take_heading(plume_card_keys *keys, const char *line,
                                 plume_error *error)
{
    keys->heading = plume_pool_copy(keys->claim->pool, line + strspn(line, "# "));
    return keys->heading != NULL ? PLUME_OK : plume_fail_memory(error);
}

/* A longer key ends in a remark in brackets. */
static ptrdiff_t longest_key(const char *key)
{
    size_t bracket = strcspn(key, "(");

    return key[bracket] == '(' && bracket < KEY_LONGEST ? KEY_WITH_REMARK_LONGEST
                                                        : KEY_LONGEST;
}

/* "- **Hours used:** 439" */
plume_status plume_card_keys_take(plume_card_keys *keys, char *line, uint64_t number,
                                  plume_error *error)
{
    char *key = line + strspn(line, " \t-*+>");
    char *colon = strchr(key, ':'), *value;
    plume_claim_column column;
    const char *where;

    if (line[0] == '#' && line[strspn(line, "#")] == ' ')
        return take_heading(keys, line, error);
    if (colon == NULL || strchr(key, '.') == key || colon - key > longest_key(key))
        return PLUME_OK;
    *colon = '\0';
    if (colon - key > KEY_LONGEST) /* "Carbon Emitted (Power consumption x Time x ...)" */
        key[strcspn(key, "(")] = '\0';
    plume_claim_plain_cell(key);
    plume_claim_plain_cell(colon + 1);
    value = colon + 1 + strspn(colon + 1, " *`\t");
    for (size_t length = strlen(value);
         length > 0 && strchr(" *`\t.", value[length - 1]) != NULL; length--)
        value[length - 1] = '\0';
    column = plume_claim_column_read(key);
    column.part = false;
    where = plume_claim_print(keys->claim, "line %llu", (unsigned long long)number);
    if (where == NULL)
        return plume_fail_memory(error);
    if (column.kind == COLUMN_FIGURE)
        return take_figure(keys, &column, key,
                           &(plume_claim_cell){ value, where, number }, error);
    if (column.kind == COLUMN_NOTHING || column.index == CLAIM_NAME)
        return PLUME_OK;
    return plume_claim_take_cell(keys->claim, &keys->block, &column,
                                 &(plume_claim_cell){ value, where, number }, error);
}

/* The one block of a card is the whole. */
static void join_whole(plume_claim_run *whole, const plume_claim_run *block)
{
    for (size_t i = 0; i < CLAIM_QUANTITIES; i++)
        if (isnan(whole->figure[i].value))
            whole->figure[i] = block->figure[i];
    for (size_t i = 0; i < CLAIM_WORDS; i++)
        if (whole->word[i][0] == '\0')
            whole->word[i] = block->word[i];
    if (whole->misplaced == NULL)
        whole->misplaced = block->misplaced;
}

/* What the first block says alone is said of all. */
static void share(plume_claim *claim, size_t blocks)
{
    static const plume_quantity ratios[] = { CLAIM_PUE, CLAIM_INTENSITY };
    static const plume_claim_word words[] = { CLAIM_DEVICE, CLAIM_LOCATION };
    const plume_claim_run *first = &claim->run[claim->run_count - blocks];

    for (size_t i = 0; i < 2; i++) {
        bool alone = true;

        for (size_t k = 1; k < blocks; k++)
            alone = alone && isnan(first[k].figure[ratios[i]].value);
        if (alone && isnan(claim->whole.figure[ratios[i]].value))
            claim->whole.figure[ratios[i]] = first->figure[ratios[i]];
        if (claim->whole.word[words[i]][0] == '\0')
            claim->whole.word[words[i]] = first->word[words[i]];
    }
}

plume_status plume_card_keys_end(plume_card_keys *keys, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (keys->blocks == 0) {
        join_whole(&keys->claim->whole, &keys->block);
        return PLUME_OK;
    }
    if (keys->block.line > 0)
        status = end_block(keys, error);
    if (status == PLUME_OK)
        share(keys->claim, keys->blocks);
    return status;
}
