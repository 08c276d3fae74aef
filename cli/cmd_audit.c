/* cli/cmd_audit.c -- why two figures differ, and whether one claim agrees with itself. */
#include "cli.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit.h"

static const cli_option table[] = {
    { "chart", 'c', CLI_TEXT, offsetof(audit_options, chart), "FILE",
      "also draw the waterfall: FILE.svg, .png or .pdf" },
    { "width", 0, CLI_NUMBER, offsetof(audit_options, width), "POINTS",
      "width of the chart: 241 (one column), 351.5, 505 (two columns)" },
    { "check", 0, CLI_FLAG, offsetof(audit_options, check), NULL,
      "exit 3 when figures contradict each other" },
    { "lint", 0, CLI_FLAG, offsetof(audit_options, lint), NULL,
      "look for contradictions inside tables, claims and model cards" },
    { "claims", 0, CLI_TEXT, offsetof(audit_options, claims), "FILE",
      "with --lint of one file: write there the claim file that was understood" },
    { "explain", 0, CLI_TEXT, offsetof(audit_options, explain), "CODE",
      "print a rule of --lint, its formula and an example" },
    { "reuses", 0, CLI_NUMBER, offsetof(audit_options, reuses), "COUNT",
      "how often the result is used again: states the share of each" },
#define READING(name, letter, kind, field, value, help)                                  \
    { name, letter, kind, offsetof(audit_options, reading.field), value, help },
#include "reading.def"
#undef READING
    { "format", 0, CLI_TEXT, offsetof(audit_options, format), "FORMAT",
      "table, json or csv; of --lint also sarif or github" },
    { "output", 'o', CLI_TEXT, offsetof(audit_options, output), "FILE", "write there" },
    { "quiet", 'q', CLI_FLAG, offsetof(audit_options, quiet), NULL,
      "no warnings but of what was left out" },
    { NULL, 0, CLI_FLAG, 0, NULL, NULL },
};

static bool is_contradicted(const plume_audit *audit)
{
    for (size_t i = 0; i < plume_audit_finding_count(audit); i++) {
        if (plume_audit_finding_at(audit, i)->severity == PLUME_FINDING_CONTRADICTION)
            return true;
    }
    return false;
}

/* The chart is drawn before anything is printed: a file that cannot be written fails
 * the command. */
static plume_status compare(const audit_options *options, char **argv,
                            audit_result *result, plume_error *error)
{
    plume_factors *factors = NULL;
    plume_audit *audit = NULL;
    audit_sides sides = { &options->reading, options->quiet, options->reuses, argv };
    plume_status status = cli_factors(&factors, error);

    if (status == PLUME_OK)
        status = audit_of_sides(&audit, factors, &sides, error);
    if (status == PLUME_OK)
        status = plume_factors_status(factors, error);
    if (status == PLUME_OK && options->chart != NULL) {
        plume_chart_data data = { .audit = audit, .own_name = "" };

        result->drawn = cli_draw("waterfall", &data,
                                 (cli_drawing){ options->chart, NULL, options->width });
    }
    if (status == PLUME_OK) {
        result->contradicted = is_contradicted(audit);
        status = audit_print(&result->out, audit, result->format, error);
    }
    plume_audit_free(audit);
    return cli_factors_end(factors, status, error);
}

/* --check: exit 3 only where all else went well, so that a failure is not taken for a
 * contradiction. */
static int finish(const audit_options *options, const audit_result *result)
{
    /* On standard output one thing is written, or it could be read by no program. */
    bool claims_alone = options->claims != NULL && strcmp(options->claims, "-") == 0 &&
                        options->output == NULL;
    int status = result->drawn;

    if (status == CLI_DONE && !claims_alone)
        status = cli_write(options->output, &result->out);

    if (status == CLI_DONE && options->claims != NULL)
        status = cli_write(options->claims, &result->claims);
    if (status == CLI_DONE && result->failed)
        status = CLI_FAILED;
    return status == CLI_DONE && options->check && result->contradicted ? CLI_DIFFERENT
                                                                        : status;
}

/* --lint knows two formats more, for pipelines. */
static bool find_format(audit_result *result, const audit_options *options)
{
    if (options->lint && strcmp(options->format, "sarif") == 0)
        result->annotations = AUDIT_AS_SARIF;
    else if (options->lint && strcmp(options->format, "github") == 0)
        result->annotations = AUDIT_AS_GITHUB;
    else
        return cli_format_find(&result->format, options->format);
    return true;
}

static int explain(const char *code, const audit_options *options, audit_result *result)
{
    const plume_lint_rule *rule = plume_lint_rule_find(code);

    if (rule == NULL)
        return cli_misused("audit",
                           "--explain is '%s', which is no rule: docs/lint.md lists them",
                           code);
    audit_print_rule(&result->out, rule);
    return finish(options, result);
}

/* The answer to the words of the command line, or how they are misused. */
static int answer(const audit_options *options, int argc, char **argv,
                  audit_result *result)
{
    plume_error error = { 0 };
    int status;

    if (!find_format(result, options))
        status = cli_misused("audit", "--format is '%s', expected table, json or csv%s",
                             options->format, options->lint ? ", sarif or github" : "");
    else if (!isnan(options->reuses) && !(options->reuses >= 1.0))
        status = cli_misused("audit", "--reuses is below 1");
    else if (options->explain != NULL)
        status = explain(options->explain, options, result);
    else if (options->lint && argc < 1)
        status = cli_misused("audit", "--lint takes files and folders");
    else if (options->claims != NULL && (!options->lint || argc != 1))
        status = cli_misused("audit", "--claims is for --lint of one file");
    else if (options->lint && options->chart != NULL)
        status = cli_misused("audit", "--lint draws no chart");
    else if (options->lint)
        status = audit_lint(argv, (size_t)argc, result, &error) == PLUME_OK
                     ? finish(options, result)
                     : cli_fail(&error);
    else if (argc != 2)
        status = cli_misused("audit", "expected two operands, CLAIM and ACTUAL");
    else if (options->chart != NULL &&
             cli_draw_check("audit", (cli_drawing){ options->chart, NULL, 0.0 }) !=
                 CLI_DONE)
        status = CLI_MISUSED;
    else if (compare(options, argv, result, &error) != PLUME_OK)
        status = cli_fail(&error);
    else
        status = finish(options, result);
    return status;
}

/* Misuse is told before any file is read. */
static int run(int argc, char **argv)
{
    audit_options options = { .format = "table", .reuses = NAN };
    audit_result result = { .drawn = CLI_DONE };
    int status;

    cli_reading_init(&options.reading);
    plume_text_init(&result.out);
    plume_text_init(&result.claims);
    if (cli_parse(&cli_command_audit, &options, &argc, &argv, &status))
        status = answer(&options, argc, argv, &result);
    plume_text_dispose(&result.out);
    plume_text_dispose(&result.claims);
    cli_reading_dispose(&options.reading);
    return status;
}

const cli_command cli_command_audit = {
    .name = "audit",
    .arguments = "[OPTION...] CLAIM ACTUAL | --lint PATH...",
    .summary = "find out why two figures of the same work differ",
    .description =
        "CLAIM and ACTUAL are each a published model (plume factors models lists them), "
        "a "
        "claim file (YAML: any of trials, hours, devices, power, pue, intensity, energy, "
        "emissions) or a path to logs. The gap is split into factors: logarithmic "
        "shares, "
        "which no method can change, and kilograms by two named methods. --check exits 3 "
        "when figures contradict each other. --lint holds tables, claim files and "
        "model cards (.md), each against itself and against what is known.",
    .examples = "  $ plume audit strubell-nas evolved-transformer-nas --chart nas.svg\n"
                "  $ plume audit claim.yaml logs/ --check\n"
                "  $ plume audit --lint README.md\n",
    .option = table,
    .run = run,
};
