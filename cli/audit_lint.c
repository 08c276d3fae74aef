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

/* A finding that is of no line has an empty field, not 0. */
static void print_csv(plume_text *out, const plume_lint *lint)
{
    plume_text_add(out, "code,severity,line,message,cells,arithmetic,sentence\n");
    for (size_t i = 0; i < plume_lint_count(lint); i++) {
        const plume_finding *finding = plume_lint_at(lint, i);
        const char *const texts[] = { finding->message, finding->cells,
                                      finding->arithmetic, finding->sentence };

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

/* That nothing was found is an answer, and is said. */
static void print_table(plume_text *out, const plume_lint *lint)
{
    for (size_t i = 0; i < plume_lint_count(lint); i++)
        print_finding(out, plume_lint_at(lint, i));
    if (plume_lint_count(lint) == 0)
        plume_text_add(out, "No findings.\n");
    print_implied(out, lint);
}

plume_status audit_print_lint(plume_text *out, const plume_lint *lint, cli_format format,
                              plume_error *error)
{
    if (format == CLI_AS_JSON) {
        plume_value *root = plume_value_map();

        plume_lint_to_value(lint, root);
        plume_json_print(out, root, false);
        plume_value_free(root);
    } else if (format == CLI_AS_CSV) {
        print_csv(out, lint);
    } else {
        print_table(out, lint);
    }
    return plume_text_status(out, error);
}
