/* cli/role_tally.c -- runs by role and by what says it, with the energy of each. */
#include "role_tally.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Runs of one study, each with an objective, that are a search by their number alone. */
enum { SEARCH_LEAST = 10 };

void cli_role_tally_dispose(cli_role_tally *tally)
{
    for (size_t i = 0; i < tally->count; i++) {
        free(tally->row[i].rule);
        for (size_t k = 0; k < tally->row[i].patterns; k++)
            free(tally->row[i].pattern[k]);
    }
    tally->count = 0;
}

plume_status cli_role_tally_restart(void *tally, plume_error *error)
{
    cli_role_tally *own = tally;

    (void)error;
    cli_role_tally_dispose(own);
    own->it_kwh = 0.0;
    own->overflowed = false;
    return PLUME_OK;
}

/* --- what names have in common --- */

/* The folder or file of a path that has the word; else its last part. */
static void put_part(plume_text *out, const char *path, const char *word)
{
    const char *last = path;

    for (const char *at = path; at != NULL; at = strchr(at, '/')) {
        size_t length, size = strlen(word);

        at += *at == '/';
        length = strcspn(at, "/");
        last = at;
        for (size_t i = 0; size > 0 && i + size <= length; i++)
            if (strncasecmp(at + i, word, size) == 0) {
                plume_text_add_n(out, at, length);
                return;
            }
    }
    plume_text_add(out, last);
}

/* The text that the rule looked at. */
static void put_name(plume_text *out, const plume_run *run)
{
    const char *named = run->name[0] != '\0' ? run->name : run->id;

    switch (run->role_source) {
    case PLUME_ROLE_BY_PATH:
        put_part(out, run->origin.path, run->role_rule);
        break;
    case PLUME_ROLE_BY_STUDY:
        plume_text_add(out, run->study);
        break;
    case PLUME_ROLE_BY_PROJECT:
        plume_text_add(out, run->owner.project);
        break;
    case PLUME_ROLE_BY_TAG:
        plume_text_printf(out, "*%s*", run->role_rule);
        break;
    default:
        plume_text_add(out, named);
        break;
    }
}

/* "tune_lr0.01" and "tune_lr0.3" are "tune_lr*": what numbers tell apart is of one kind.
 */
static void put_pattern(plume_text *out, const char *name)
{
    bool starred = false;

    for (; *name != '\0'; name++) {
        bool number = isdigit((unsigned char)*name) || *name == '*' ||
                      (starred && *name == '.' && isdigit((unsigned char)name[1]));

        if (number && !starred)
            plume_text_add_char(out, '*');
        else if (!number)
            plume_text_add_char(out, strchr("?[]\\\"", *name) != NULL ? '?' : *name);
        starred = number;
    }
}

static plume_status keep_pattern(cli_role_row *row, const plume_run *run,
                                 plume_error *error)
{
    plume_text name, pattern;
    plume_status status;
    size_t i = 0;

    if (row->more)
        return PLUME_OK;
    plume_text_init(&name);
    plume_text_init(&pattern);
    put_name(&name, run);
    put_pattern(&pattern, name.data);
    status = plume_text_status(&pattern, error);
    while (i < row->patterns && strcmp(row->pattern[i], pattern.data) != 0)
        i++;
    if (status == PLUME_OK && i == row->patterns && i == CLI_ROLE_PATTERNS)
        row->more = true;
    else if (status == PLUME_OK && i == row->patterns && pattern.length > 0) {
        row->pattern[i] = strdup(pattern.data);
        if (row->pattern[i] == NULL)
            status = plume_fail_memory(error);
        else
            row->patterns++;
    }
    plume_text_dispose(&pattern);
    plume_text_dispose(&name);
    return status;
}

/* --- rows --- */

static const char *rule_of(const plume_run *run)
{
    if (run->role == PLUME_ROLE_UNKNOWN)
        return run->study;
    return run->role_rule;
}

/* NULL: out of memory. */
static cli_role_row *row_of(cli_role_tally *tally, const plume_run *run)
{
    const char *rule = rule_of(run);
    cli_role_row *row = tally->row;

    for (; row < tally->row + tally->count; row++)
        if (row->role == run->role && row->source == run->role_source &&
            strcmp(row->rule, rule) == 0)
            return row;
    if (tally->count == CLI_ROLE_ROWS) {
        tally->overflowed = true;
        return &tally->row[CLI_ROLE_ROWS - 1];
    }
    *row = (cli_role_row){ .role = run->role,
                           .proposed = PLUME_ROLE_UNKNOWN,
                           .source = run->role_source,
                           .rule = strdup(rule) };
    if (row->rule == NULL)
        return NULL;
    tally->count++;
    return row;
}

/* A look-up in a benchmark was made by nobody here, and the ledger leaves it out. */
plume_status cli_role_tally_take(void *tally, const plume_run *run, plume_error *error)
{
    cli_role_tally *own = tally;
    plume_run_estimate last = plume_ledger_last(own->ledger);
    cli_role_row *row;

    if (run->other != PLUME_OTHER_NONE || plume_run_is_simulated(run))
        return PLUME_OK;
    row = row_of(own, run);
    if (row == NULL)
        return plume_fail_memory(error);
    row->runs += run->repeat >= 1.0 ? (uint64_t)run->repeat : 1;
    row->objectives += isnan(run->objective) ? 0 : 1;
    if (isfinite(last.it_kwh)) {
        row->known_runs += run->repeat >= 1.0 ? (uint64_t)run->repeat : 1;
        row->it_kwh += last.it_kwh * run->repeat;
        own->it_kwh += last.it_kwh * run->repeat;
    }
    return keep_pattern(row, run, error);
}

/* Known roles in their order, then what is not known; the largest energy first. */
static int compare(const void *left, const void *right)
{
    const cli_role_row *a = left, *b = right;
    bool a_unknown = a->role == PLUME_ROLE_UNKNOWN,
         b_unknown = b->role == PLUME_ROLE_UNKNOWN;

    if (a_unknown != b_unknown)
        return a_unknown ? 1 : -1;
    if (a->role != b->role)
        return a->role < b->role ? -1 : 1;
    if (a->it_kwh > b->it_kwh || a->it_kwh < b->it_kwh)
        return a->it_kwh > b->it_kwh ? -1 : 1;
    if (a->source != b->source)
        return a->source > b->source ? -1 : 1;
    return strcmp(a->rule, b->rule);
}

void cli_role_tally_settle(cli_role_tally *tally)
{
    for (size_t i = 0; i < tally->count; i++) {
        cli_role_row *row = &tally->row[i];

        if (row->role == PLUME_ROLE_UNKNOWN && row->rule[0] != '\0' &&
            row->objectives >= SEARCH_LEAST && row->objectives == row->runs)
            row->proposed = PLUME_ROLE_SEARCH;
    }
    qsort(tally->row, tally->count, sizeof tally->row[0], compare);
}

void cli_role_rule_print(plume_text *out, const cli_role_row *row)
{
    if (row->proposed != PLUME_ROLE_UNKNOWN)
        plume_text_printf(out, "%llu of study \"%s\", each with an objective: proposed",
                          (unsigned long long)row->runs, row->rule);
    else if (row->role == PLUME_ROLE_UNKNOWN)
        plume_text_printf(
            out, row->rule[0] != '\0' ? "no rule fires (study \"%s\")" : "no rule fires",
            row->rule);
    else if (row->source == PLUME_ROLE_BY_LOG)
        plume_text_printf(out, "its own log (%s)", row->rule);
    else if (row->source == PLUME_ROLE_BY_INPUT)
        plume_text_add(out, "said of the input");
    else if (row->source == PLUME_ROLE_BY_PATTERN)
        plume_text_printf(out, "study file: \"%s\"", row->rule);
    else
        plume_text_printf(out, "guess, %s: \"%s\"", plume_role_source_name(row->source),
                          row->rule);
}
