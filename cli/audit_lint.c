/* cli/audit_lint.c -- what a claim's own figures say against it, for people and as CSV.
 */
#include "audit.h"

#include <math.h>

/* The sentence to paste is the reviewer's, in full: it is written to be copied into a
 * report as it stands. */
static void print_finding(plume_text *out, const plume_finding *finding)
{
    plume_text line, lead;

    plume_text_init(&line);
    plume_text_init(&lead);
    plume_text_printf(&lead, "%-4s ", finding->code);
    plume_text_printf(&line, "%s: %s", plume_gravity_name(finding->severity),
                      finding->message);
    audit_wrap(out, lead.data, line.data, 5);
    plume_text_dispose(&lead);
    plume_text_dispose(&line);
    if (finding->cells[0] != '\0')
        audit_wrap(out, "     cells: ", finding->cells, 12);
    if (finding->arithmetic[0] != '\0')
        audit_wrap(out, "     arithmetic: ", finding->arithmetic, 12);
    if (finding->sentence[0] != '\0')
        audit_wrap(out, "     to paste: ", finding->sentence, 12);
}

/* What PUE times intensity each row implies: rows of one study should imply one. */
static void print_implied(plume_text *out, const plume_lint *lint)
{
    double low, high;

    for (size_t i = 0; i < plume_lint_implied_count(lint); i++) {
        const plume_implied *implied = plume_lint_implied_at(lint, i);
        plume_text line;

        plume_text_init(&line);
        plume_text_printf(&line, "%s: ", implied->row);
        plume_number_significant(&line, implied->value, 6);
        plume_text_add(&line, " (");
        plume_number_significant(&line, implied->low, 6);
        plume_text_add(&line, " to ");
        plume_number_significant(&line, implied->high, 6);
        plume_text_printf(&line, ")%s%s",
                          implied->compatible[0] != '\0' ? "; compatible: " : "",
                          implied->compatible);
        if (i == 0)
            plume_text_add(out,
                           "\nPUE x intensity that the figures imply, kg per kWh of IT "
                           "energy\n");
        audit_wrap(out, "  ", line.data, 4);
        plume_text_dispose(&line);
    }
    if (!plume_lint_common(lint, &low, &high))
        return;
    plume_text_add(out, "  one factor explains all rows: ");
    plume_number_significant(out, low, 6);
    plume_text_add(out, " to ");
    plume_number_significant(out, high, 6);
    plume_text_add_char(out, '\n');
}

/* A finding that is of no line has an empty field, not 0. Of several files each row
 * begins with its path. */
static void print_csv_rows(plume_text *out, const plume_lint *lint, bool with_path)
{
    for (size_t i = 0; i < plume_lint_count(lint); i++) {
        const plume_finding *finding = plume_lint_at(lint, i);
        const char *const texts[] = { finding->message, finding->cells,
                                      finding->arithmetic, finding->sentence };

        if (with_path) {
            plume_csv_add_text(out, plume_lint_path(lint));
            plume_text_add_char(out, ',');
        }
        plume_text_printf(out, "%s,%s,", finding->code,
                          plume_gravity_name(finding->severity));
        if (finding->line > 0)
            plume_text_printf(out, "%llu", (unsigned long long)finding->line);
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
            plume_text_add_char(out, ',');
            plume_csv_add_text(out, texts[k]);
        }
        plume_text_add_char(out, '\n');
    }
}

static void print_csv(plume_text *out, const plume_lint_set *set)
{
    bool with_path = !plume_lint_set_is_one(set);

    plume_text_add(out, with_path ? "path," : "");
    plume_text_add(out, "code,severity,line,message,cells,arithmetic,sentence\n");
    for (size_t i = 0; i < plume_lint_set_count(set); i++)
        print_csv_rows(out, plume_lint_set_at(set, i), with_path);
}

/* That nothing was found is an answer, and is said. */
static void print_table(plume_text *out, const plume_lint *lint)
{
    for (size_t i = 0; i < plume_lint_count(lint); i++)
        print_finding(out, plume_lint_at(lint, i));
    if (plume_lint_count(lint) == 0)
        plume_text_add(out, "No findings.\n");
    print_implied(out, lint);
}

/* Files without a finding are counted, not listed. */
static void print_tables(plume_text *out, const plume_lint_set *set)
{
    size_t count[3] = { 0, 0, 0 }, files = plume_lint_set_count(set);

    if (plume_lint_set_is_one(set)) {
        print_table(out, plume_lint_set_at(set, 0));
        return;
    }
    for (size_t i = 0; i < files; i++) {
        const plume_lint *lint = plume_lint_set_at(set, i);

        for (size_t k = 0; k < plume_lint_count(lint); k++)
            count[plume_lint_at(lint, k)->severity]++;
        if (plume_lint_count(lint) == 0)
            continue;
        plume_text_printf(out, "%s\n", plume_lint_path(lint));
        print_table(out, lint);
        plume_text_add_char(out, '\n');
    }
    plume_text_printf(
        out, "%zu file%s: %zu contradiction%s, %zu warning%s, %zu of information", files,
        files == 1 ? "" : "s", count[2], count[2] == 1 ? "" : "s", count[1],
        count[1] == 1 ? "" : "s", count[0]);
    if (plume_lint_set_left_out(set) > 0)
        plume_text_printf(out, "; %zu without figures left out",
                          plume_lint_set_left_out(set));
    plume_text_add_char(out, '\n');
}

void audit_print_rule(plume_text *out, const plume_lint_rule *rule)
{
    plume_text_printf(out, "%s: %s\n", rule->code, rule->title);
    audit_wrap(out, "  rule:    ", rule->formula, 11);
    audit_wrap(out, "  example: ", rule->example, 11);
}

plume_status audit_print_lint(const plume_lint_set *set, audit_result *result,
                              plume_error *error)
{
    plume_text *out = &result->out;

    if (result->annotations == AUDIT_AS_SARIF) {
        audit_print_sarif(out, set);
    } else if (result->annotations == AUDIT_AS_GITHUB) {
        audit_print_github(out, set);
    } else if (result->format == CLI_AS_JSON) {
        plume_value *root = plume_value_map();

        plume_lint_set_to_value(set, root);
        plume_json_print(out, root, false);
        plume_value_free(root);
    } else if (result->format == CLI_AS_CSV) {
        print_csv(out, set);
    } else {
        print_tables(out, set);
    }
    return plume_text_status(out, error);
}

/* Lesser findings are printed; only a contradiction is one for --check. One file that
 * fails does not hide what is in the others. */
plume_status audit_lint(char **paths, size_t count, audit_result *result,
                        plume_error *error)
{
    plume_factors *factors = NULL;
    plume_lint_set *set = NULL;
    plume_status status = cli_factors(&factors, error);

    if (status == PLUME_OK)
        status = plume_lint_set_new(&set, factors, error);
    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        status = plume_lint_set_add(set, paths[i], count > 1, error);
        if (status == PLUME_OK || count == 1 || status == PLUME_ERR_MEMORY)
            continue;
        (void)cli_fail(error);
        result->failed = true;
        status = PLUME_OK;
    }
    for (size_t i = 0; status == PLUME_OK && i < plume_lint_set_count(set); i++) {
        const plume_lint *lint = plume_lint_set_at(set, i);

        for (size_t k = 0; k < plume_lint_count(lint); k++)
            result->contradicted |=
                plume_lint_at(lint, k)->severity == PLUME_FINDING_CONTRADICTION;
    }
    if (status == PLUME_OK && plume_lint_set_count(set) == 1)
        plume_lint_claim(plume_lint_set_at(set, 0), &result->claims);
    if (status == PLUME_OK)
        status = audit_print_lint(set, result, error);
    plume_lint_set_free(set);
    return cli_factors_end(factors, status, error);
}
