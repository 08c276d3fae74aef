/* cli/audit_annotations.c -- findings as pipelines show them beside the lines of a file:
 * SARIF 2.1.0, and the workflow commands of GitHub. */
#include "audit.h"

#include <plume/version.h>

/* --- SARIF --- */

static const char *sarif_level(plume_gravity severity)
{
    static const char *const levels[] = { "note", "warning", "error" };

    return levels[severity];
}

/* A place without a line is that of the file: SARIF knows no line 0. */
static void put_place(plume_value *result, const plume_lint *lint,
                      const plume_finding *finding)
{
    plume_value *places = plume_value_set_list(result, "locations");
    plume_value *place =
        plume_value_set_map(plume_value_set_map(places, NULL), "physicalLocation");

    plume_value_set_string(plume_value_set_map(place, "artifactLocation"), "uri",
                           plume_lint_path(lint));
    plume_value_set_count(plume_value_set_map(place, "region"), "startLine",
                          finding->line > 0 ? finding->line : 1);
}

static void put_text(plume_text *text, const plume_finding *finding)
{
    plume_text_add(text, finding->message);
    if (finding->arithmetic[0] != '\0')
        plume_text_printf(text, " (%s)", finding->arithmetic);
    if (finding->sentence[0] != '\0')
        plume_text_printf(text, ". %s", finding->sentence);
}

static void put_result(plume_value *results, const plume_lint *lint,
                       const plume_finding *finding)
{
    plume_value *result = plume_value_set_map(results, NULL);
    plume_text text;

    plume_text_init(&text);
    put_text(&text, finding);
    plume_value_set_string(result, "ruleId", finding->code);
    plume_value_set_string(result, "level", sarif_level(finding->severity));
    plume_value_set_string(plume_value_set_map(result, "message"), "text", text.data);
    put_place(result, lint, finding);
    plume_text_dispose(&text);
}

/* The rules that are explained, whether they found something or not: a viewer shows their
 * text beside the finding. */
static void put_rules(plume_value *driver)
{
    plume_value *rules = plume_value_set_list(driver, "rules");
    const plume_lint_rule *rule;

    for (size_t i = 0; (rule = plume_lint_rule_at(i)) != NULL; i++) {
        plume_value *one = plume_value_set_map(rules, NULL);

        plume_value_set_string(one, "id", rule->code);
        plume_value_set_string(plume_value_set_map(one, "shortDescription"), "text",
                               rule->title);
        plume_value_set_string(plume_value_set_map(one, "fullDescription"), "text",
                               rule->formula);
        plume_value_set_string(plume_value_set_map(one, "help"), "text", rule->example);
    }
}

void audit_print_sarif(plume_text *out, const plume_lint_set *set)
{
    plume_value *root = plume_value_map(), *run, *driver, *results;

    plume_value_set_string(root, "$schema",
                           "https://json.schemastore.org/sarif-2.1.0.json");
    plume_value_set_string(root, "version", "2.1.0");
    run = plume_value_set_map(plume_value_set_list(root, "runs"), NULL);
    driver = plume_value_set_map(plume_value_set_map(run, "tool"), "driver");
    plume_value_set_string(driver, "name", "plume");
    plume_value_set_string(driver, "version", PLUME_VERSION);
    put_rules(driver);
    results = plume_value_set_list(run, "results");
    for (size_t i = 0; i < plume_lint_set_count(set); i++) {
        const plume_lint *lint = plume_lint_set_at(set, i);

        for (size_t k = 0; k < plume_lint_count(lint); k++)
            put_result(results, lint, plume_lint_at(lint, k));
    }
    plume_json_print(out, root, false);
    plume_value_free(root);
}

/* --- GitHub --- */

/* A workflow command ends with its line, and its properties at ',' and ':'. */
static void put_escaped(plume_text *out, const char *text, bool is_property)
{
    for (; *text != '\0'; text++) {
        if (*text == '%' || *text == '\r' || *text == '\n' ||
            (is_property && (*text == ',' || *text == ':')))
            plume_text_printf(out, "%%%02X", (unsigned)(unsigned char)*text);
        else
            plume_text_add_char(out, *text);
    }
}

static void put_command(plume_text *out, const plume_lint *lint,
                        const plume_finding *finding)
{
    static const char *const commands[] = { "notice", "warning", "error" };
    plume_text text;

    plume_text_init(&text);
    put_text(&text, finding);
    plume_text_printf(out, "::%s file=", commands[finding->severity]);
    put_escaped(out, plume_lint_path(lint), true);
    if (finding->line > 0)
        plume_text_printf(out, ",line=%llu", (unsigned long long)finding->line);
    plume_text_printf(out, ",title=%s::", finding->code);
    put_escaped(out, text.data, false);
    plume_text_add_char(out, '\n');
    plume_text_dispose(&text);
}

void audit_print_github(plume_text *out, const plume_lint_set *set)
{
    for (size_t i = 0; i < plume_lint_set_count(set); i++) {
        const plume_lint *lint = plume_lint_set_at(set, i);

        for (size_t k = 0; k < plume_lint_count(lint); k++)
            put_command(out, lint, plume_lint_at(lint, k));
    }
}
