/* cli/role_block.c -- `roles` of a study file, with what was guessed, and its place
 * there.
 */
#include "role_block.h"

#include <math.h>
#include <string.h>

#include "estimate_sites.h"

static plume_role role_of(const cli_role_row *row)
{
    return row->proposed != PLUME_ROLE_UNKNOWN ? row->proposed : row->role;
}

static bool is_new(const cli_role_row *row)
{
    return row->proposed != PLUME_ROLE_UNKNOWN ||
           (row->role != PLUME_ROLE_UNKNOWN && plume_role_is_guessed(row->source));
}

static void put_quoted(plume_text *out, size_t *count, const char *pattern)
{
    plume_text quoted;

    plume_text_init(&quoted);
    plume_text_add(&quoted, (*count)++ > 0 ? ", " : "[");
    plume_json_print_string(&quoted, pattern);
    plume_text_add(out, quoted.data);
    plume_text_dispose(&quoted);
}

/* Where there are more names than patterns the word stands for them, or the study. */
static void put_row(plume_text *out, size_t *count, const cli_role_row *row)
{
    plume_text word;

    if (row->proposed != PLUME_ROLE_UNKNOWN) {
        put_quoted(out, count, row->rule);
        return;
    }
    if (!row->more || row->rule[0] == '\0') {
        for (size_t i = 0; i < row->patterns; i++)
            put_quoted(out, count, row->pattern[i]);
        return;
    }
    plume_text_init(&word);
    plume_text_printf(&word, "*%s*", row->rule);
    put_quoted(out, count, row->role == PLUME_ROLE_UNKNOWN ? row->rule : word.data);
    plume_text_dispose(&word);
}

static void put_amount(plume_text *out, uint64_t runs, double it_kwh, double all_kwh)
{
    plume_text_printf(out, "  # %llu run%s", (unsigned long long)runs,
                      runs == 1 ? "" : "s");
    if (!(it_kwh > 0.0))
        return;
    plume_text_add(out, ", ");
    cli_put_number(out, it_kwh, 3);
    plume_text_printf(out, " kWh, %.1f %%", 100.0 * it_kwh / all_kwh);
}

/* What is stated of a role comes first, as it is the first that matches. */
static uint64_t put_role(plume_text *out, plume_role role, const cli_role_tally *tally,
                         const plume_study *study)
{
    uint64_t runs = 0;
    double it_kwh = 0.0;
    size_t count = 0;
    plume_text list;

    plume_text_init(&list);
    for (size_t i = 0; i < study->role_count; i++)
        if (study->roles[i].role == role)
            put_quoted(&list, &count, study->roles[i].pattern);
    for (size_t i = 0; i < tally->count; i++) {
        const cli_role_row *row = &tally->row[i];

        if (role_of(row) != role || !is_new(row))
            continue;
        put_row(&list, &count, row);
        runs += row->runs;
        it_kwh += row->it_kwh;
    }
    if (count > 0) {
        plume_text_printf(out, "  %s: %s]", plume_role_name(role), list.data);
        if (runs > 0)
            put_amount(out, runs, it_kwh, tally->it_kwh);
        plume_text_add_char(out, '\n');
    }
    plume_text_dispose(&list);
    return runs;
}

/* A comment, for the author to complete. */
static void put_unknown(plume_text *out, const cli_role_row *row, double all_kwh)
{
    size_t count = 0;
    plume_text list;

    plume_text_init(&list);
    put_row(&list, &count, row);
    if (count > 0) {
        plume_text_printf(out, "  # final: %s]", list.data);
        put_amount(out, row->runs, row->it_kwh, all_kwh);
        plume_text_add(out, ": no rule fires\n");
    }
    plume_text_dispose(&list);
}

void cli_role_block_print(plume_text *out, const cli_role_tally *tally,
                          const plume_study *study, uint64_t *news)
{
    *news = 0;
    plume_text_add(out, "roles:\n");
    for (int role = PLUME_ROLE_UNKNOWN + 1; role < PLUME_ROLE_COUNT; role++)
        *news += put_role(out, (plume_role)role, tally, study);
    for (size_t i = 0; i < tally->count; i++)
        if (role_of(&tally->row[i]) == PLUME_ROLE_UNKNOWN)
            put_unknown(out, &tally->row[i], tally->it_kwh);
}

/* --- its place --- */

static const char *line_behind(const char *line)
{
    line += strcspn(line, "\n");
    return *line == '\n' ? line + 1 : line;
}

/* The line at which the key begins; NULL: there is none. */
static const char *find_key(const char *text)
{
    static const char key[] = "roles:";

    for (const char *line = text; *line != '\0'; line = line_behind(line))
        if (strncmp(line, key, strlen(key)) == 0)
            return line;
    return NULL;
}

/* Behind the last line that is indented: comments and blanks at the margin are of what
 * follows. */
static const char *end_of_key(const char *key)
{
    const char *end = line_behind(key);

    for (const char *line = end; *line != '\0'; line = line_behind(line)) {
        if (*line == ' ' || *line == '\t')
            end = line_behind(line);
        else if (*line != '\n' && *line != '\r' && *line != '#')
            break;
    }
    return end;
}

void cli_role_block_put(plume_text *out, const char *text, const char *block)
{
    const char *key = find_key(text);

    if (key == NULL) {
        plume_text_add(out, text);
        if (text[0] != '\0' && text[strlen(text) - 1] != '\n')
            plume_text_add_char(out, '\n');
        plume_text_add(out, text[0] != '\0' ? "\n" : "");
        plume_text_add(out, block);
        return;
    }
    plume_text_add_n(out, text, (size_t)(key - text));
    plume_text_add(out, block);
    plume_text_add(out, end_of_key(key));
}
