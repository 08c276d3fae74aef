/* Rows that hold the total of others, by their names. */
#include "audit/claim/claim.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/internal.h"
#include "core/ascii.h"

enum { WORD_LONGEST = 24 };

/* The next word of a name in lower case; false at its end. Letters, digits and points
 * make a word, so that "3.1" is one. */
static bool next_word(char word[WORD_LONGEST], const char **name)
{
    size_t used = 0;
    const char *at = *name;

    at += strspn(at, " *_|");
    if (strncmp(at, "\xce\xa3", 2) == 0 || strncmp(at, "\xe2\x88\x91", 3) == 0) {
        *name = at + ((unsigned char)at[0] == 0xce ? 2 : 3); /* a sigma */
        memcpy(word, "sum", 4);
        return true;
    }
    while (*at != '\0' && !isalnum((unsigned char)*at) && (unsigned char)*at < 0x80)
        at++;
    for (; isalnum((unsigned char)*at) || *at == '.' || (unsigned char)*at >= 0x80; at++)
        if (used + 1 < WORD_LONGEST)
            word[used++] = (char)tolower((unsigned char)*at);
    word[used] = '\0';
    *name = at;
    return used > 0;
}

#define ONE_OF(word, ...)                                                                \
    plume_is_one_of(word, (const char *const[]){ __VA_ARGS__, NULL })

/* "All models", "all of the above": but "All LLaMA development" is more than its rows. */
static bool is_all(const char *name)
{
    char word[WORD_LONGEST];

    while (next_word(word, &name))
        if (!ONE_OF(word, "all", "of", "the", "above", "together", "models", "model",
                    "runs", "rows", "variants", "sizes", "experiments", "phases", "jobs",
                    "stages", "steps", "parts", "trainings", "four", "three", "two"))
            return false;
    return true;
}

/* "Total (Ours)", below rows of others: of which rows nobody says. */
static bool is_of_some(const char *name)
{
    char word[WORD_LONGEST];

    while (next_word(word, &name))
        if (ONE_OF(word, "ours", "our", "own"))
            return true;
    return false;
}

static bool is_total(const char *name)
{
    const char *at = name;
    char word[WORD_LONGEST];

    if (is_of_some(name))
        return false;
    for (size_t i = 0; next_word(word, &at); i++) {
        if (ONE_OF(word, "total", "totals", "subtotal", "sum", "summe", "gesamt",
                   "totaux"))
            return true;
        if (i == 0 && ONE_OF(word, "overall", "combined", "aggregate", "altogether"))
            return true;
        if (i == 0 && strcmp(word, "all") == 0)
            return is_all(name);
    }
    return false;
}

/* "of which warm-up", "thereof", "incl. restarts": within the row before it. */
static bool is_part(const char *name)
{
    char word[WORD_LONGEST], second[WORD_LONGEST];

    if (!next_word(word, &name))
        return false;
    return ONE_OF(word, "thereof", "davon", "dont", "including", "incl", "incl.") ||
           (strcmp(word, "of") == 0 && next_word(second, &name) &&
            strcmp(second, "which") == 0);
}

/* A statistic of the rows, which is no row. */
static bool is_statistic(const char *name)
{
    char word[WORD_LONGEST];

    return next_word(word, &name) &&
           ONE_OF(word, "mean", "average", "avg", "avg.", "median", "std", "std.",
                  "stdev", "minimum", "maximum", "min", "max", "min.", "max.", "sd",
                  "s.d.", "range", "variance", "stderr") &&
           strlen(name) < 12;
}

/* The first row may be a model of that name ("Mean Teacher"), unless it is all of it. */
static bool is_one_word_statistic(const char *name)
{
    return strchr(name, ' ') == NULL && is_statistic(name);
}

/* The mean alone says what it should be. */
static bool is_mean(const char *name)
{
    char word[WORD_LONGEST];

    return is_statistic(name) && next_word(word, &name) &&
           ONE_OF(word, "mean", "average", "avg", "avg.");
}

/* "X 1 total" begins with what the names of its rows begin with. */
static size_t prefix_length(const char *name)
{
    const char *at = name;
    char word[WORD_LONGEST];
    size_t length = 0;

    while (next_word(word, &at)) {
        if (ONE_OF(word, "total", "totals", "subtotal", "sum", "grand", "overall", "in"))
            return length;
        length = (size_t)(at - name);
    }
    return 0;
}

static bool begins_alike(const char *name, const char *other, size_t length)
{
    return strncmp(name, other, length) == 0 && !isalnum((unsigned char)name[length]) &&
           name[length] != '.';
}

static bool is_grand(const char *name)
{
    const char *at = name;
    char word[WORD_LONGEST];

    while (next_word(word, &at))
        if (strcmp(word, "subtotal") == 0 || strcmp(word, "sub") == 0)
            return false;
    return prefix_length(name) == 0;
}

/* "Total (without failed runs)", "Total for all experiments". */
static bool is_open(const char *name)
{
    char word[WORD_LONGEST];

    while (next_word(word, &name))
        if (ONE_OF(word, "without", "excl", "excl.", "excluding", "except", "incl",
                   "incl.", "including", "plus", "project", "experiments", "development",
                   "campaign", "study", "paper", "estimated", "w"))
            return true;
    return false;
}

/* The rows since the last total, or those of them that share its prefix. */
static void find_rows(plume_claim_total *total, const plume_claim *claim, size_t since,
                      size_t rows)
{
    const char *name = total->run.word[CLAIM_NAME];
    size_t length = prefix_length(name);

    total->first = since;
    total->last = rows;
    total->of_all = is_grand(name);
    total->open = is_open(name);
    while (total->first < rows && claim->run[total->first].table != total->run.table)
        total->first++; /* rows of other tables of the file */
    while (length > 0 && total->first < rows &&
           !begins_alike(claim->run[total->first].word[CLAIM_NAME], name, length))
        total->first++;
    if (total->first == rows)
        total->first = since; /* no row is named so */
}

static void keep_whole(plume_claim *claim)
{
    const plume_claim_total *whole = NULL;

    for (size_t i = 0; i < claim->total_count; i++)
        if (claim->total[i].of_all || claim->total_count == 1)
            whole = &claim->total[i];
    if (whole == NULL)
        return;
    memcpy(claim->whole.figure, whole->run.figure, sizeof whole->run.figure);
    claim->whole.line = whole->run.line;
    claim->whole.is_total = true;
}

/* Rows called "total" are taken out, each with the rows since the one before; means
 * and medians are no rows of work. */
plume_status plume_claim_part_total(plume_claim *claim, plume_error *error)
{
    size_t kept = 0, since = 0, rows = 0;

    for (size_t i = 0; i < claim->run_count; i++)
        rows += !is_total(claim->run[i].word[CLAIM_NAME]);
    if (claim->run_count < 2 || rows == 0)
        return PLUME_OK;
    claim->total = calloc(claim->run_count, sizeof *claim->total);
    claim->mean = calloc(claim->run_count, sizeof *claim->mean);
    if (claim->total == NULL || claim->mean == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < claim->run_count; i++) {
        const plume_claim_run *run = &claim->run[i];

        if (is_total(run->word[CLAIM_NAME])) {
            plume_claim_total *total = &claim->total[claim->total_count++];

            total->run = *run;
            find_rows(total, claim, since, kept);
            since = kept;
        } else if (kept == 0 ? !is_one_word_statistic(run->word[CLAIM_NAME])
                             : !is_statistic(run->word[CLAIM_NAME])) {
            claim->run[kept] = *run;
            claim->run[kept].is_part = kept > 0 && is_part(run->word[CLAIM_NAME]);
            kept++;
        } else if (is_mean(run->word[CLAIM_NAME])) {
            claim->mean[claim->mean_count++] =
                (plume_claim_total){ .run = *run, .first = since, .last = kept };
        }
    }
    claim->run_count = kept;
    keep_whole(claim);
    return PLUME_OK;
}
