/* cli/cmd_diff.c -- which runs and figures differ between two reports, and why. */
#include "cli.h"

#include <string.h>

typedef struct diff_options {
    const char *format, *output;
    bool markdown, check;
} diff_options;

static const cli_option table[] = {
    { "markdown", 'm', CLI_FLAG, offsetof(diff_options, markdown), NULL,
      "one line of Markdown, for a pull request" },
    { "format", 0, CLI_TEXT, offsetof(diff_options, format), "FORMAT",
      "table (default) or json" },
    { "check", 0, CLI_FLAG, offsetof(diff_options, check), NULL,
      "exit with 3 when anything differs" },
    { "output", 'o', CLI_TEXT, offsetof(diff_options, output), "FILE",
      "where to write it; standard output when not given" },
    { NULL, 0, CLI_FLAG, 0, NULL, NULL },
};

/* Labelled lines, then a paragraph. */
static void wrap_parts(plume_text *out, plume_text *text)
{
    enum { WIDTH = 80, INDENT = 11 };
    char *paragraph = strstr(text->data, "\n\n");

    if (paragraph != NULL)
        paragraph[1] = '\0';
    cli_wrap(out, text->data, cli_width(stdout, WIDTH), INDENT);
    if (paragraph != NULL) {
        plume_text_add_char(out, '\n');
        cli_wrap(out, paragraph + 2, cli_width(stdout, WIDTH), 0);
    }
}

static plume_status render(plume_text *out, const diff_options *options, bool json,
                           const plume_value *tree, const char *templates,
                           plume_error *error)
{
    plume_value *results = NULL;
    plume_text text;
    plume_status status;

    plume_text_init(&text);
    if (json) {
        status = plume_difference_results(&results, tree, error);
        if (status == PLUME_OK)
            plume_json_print(out, results, false);
    } else if (options->markdown)
        status =
            plume_difference_render(out, templates, "difference/line.md", tree, error);
    else {
        status = plume_difference_render(&text, templates, "difference/terminal.txt",
                                         tree, error);
        if (status == PLUME_OK)
            wrap_parts(out, &text);
    }
    plume_value_free(results);
    plume_text_dispose(&text);
    return status;
}

static plume_status compare(plume_text *out, bool *differ, const diff_options *options,
                            bool json, char **folders, plume_error *error)
{
    plume_value *tree = NULL;
    plume_text templates;
    plume_status status;

    plume_text_init(&templates);
    status = cli_data(&templates, "templates", error);
    if (status == PLUME_OK)
        status =
            plume_difference_build(&tree, folders[0], folders[1], templates.data, error);
    if (status == PLUME_OK) {
        *differ = plume_difference_any(tree);
        status = render(out, options, json, tree, templates.data, error);
    }
    plume_value_free(tree);
    plume_text_dispose(&templates);
    return status;
}

static int run_with(const diff_options *options, bool json, char **folders)
{
    plume_text out;
    plume_error error = { 0 };
    bool differ = false;
    int status;

    plume_text_init(&out);
    if (compare(&out, &differ, options, json, folders, &error) != PLUME_OK)
        status = cli_fail(&error);
    else
        status = cli_write(options->output, &out);
    plume_text_dispose(&out);
    return status == CLI_DONE && differ && options->check ? CLI_DIFFERENT : status;
}

static int run(int argc, char **argv)
{
    diff_options options = { 0 };
    cli_format format = CLI_AS_TABLE;
    int status;

    if (!cli_parse(&cli_command_diff, &options, &argc, &argv, &status))
        return status;
    if (options.format != NULL &&
        (!cli_format_find(&format, options.format) || format == CLI_AS_CSV))
        return cli_misused("diff", "--format is '%s', expected table or json",
                           options.format);
    if (argc != 2)
        return cli_misused("diff", "the folders of two reports are needed");
    return run_with(&options, format == CLI_AS_JSON, argv);
}

const cli_command cli_command_diff = {
    .name = "diff",
    .arguments = "[OPTION...] OLD NEW",
    .summary = "say what differs between two reports, and why",
    .description =
        "Compares the folders of two reports: the runs that were added, left out or "
        "changed, hours, energy and emissions; what of the change the energy, the PUE "
        "and "
        "the carbon intensity account for (the logarithmic mean Divisia index, whose "
        "parts "
        "add up); and the same as a paragraph for an answer to reviewers.",
    .examples = "  $ plume diff report/ report/\n"
                "  $ plume diff --markdown report/ report/\n",
    .option = table,
    .run = run,
};
