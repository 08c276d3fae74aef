/* cli/cmd_chart.c -- one chart of logs and published models. */
#include "cli.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>

typedef struct chart_options {
    cli_reading reading;
    const char *output, *name;
    cli_list compare;
    double width;
    bool data, quiet;
} chart_options;

static const cli_option table[] = {
    { "output", 'o', CLI_TEXT, offsetof(chart_options, output), "FILE",
      "file to write: .svg, .png, .pdf, .outline" },
    { "compare", 'c', CLI_LIST, offsetof(chart_options, compare), "NAME,...",
      "published models beside the logs" },
    { "width", 0, CLI_NUMBER, offsetof(chart_options, width), "POINTS",
      "241 for one column, 351.5, 505 for two; 351.5" },
    { "name", 0, CLI_TEXT, offsetof(chart_options, name), "TEXT",
      "what the own work is called; 'This study'" },
    { "data", 0, CLI_FLAG, offsetof(chart_options, data), NULL,
      "write the figures behind the chart as CSV instead" },
#define READING(name, letter, kind, field, value, help)                                  \
    { name, letter, kind, offsetof(chart_options, reading.field), value, help },
#include "reading.def"
#undef READING
    { "quiet", 'q', CLI_FLAG, offsetof(chart_options, quiet), NULL,
      "no warnings but of what was left out" },
    { NULL, 0, CLI_FLAG, 0, NULL, NULL },
};

/* MISSING from an open intake says that no logs were named: models alone make a chart. */
static plume_status read_logs(cli_work *work, const chart_options *options, char **paths,
                              size_t path_count, plume_ledger **ledger,
                              plume_error *error)
{
    plume_status status =
        cli_work_open(work, &options->reading, paths, path_count, error);

    if (status == PLUME_ERR_MISSING && work->intake != NULL && path_count == 0)
        return PLUME_OK; /* published models alone */
    if (status == PLUME_OK)
        plume_intake_spare_digests(work->intake);
    return status == PLUME_OK ? cli_work_total(work, &options->reading, ledger, error)
                              : status;
}

/* A file that could not be written whole is abandoned. */
static plume_status write_data(const char *kind, const plume_chart_data *data,
                               const char *path, plume_error *error)
{
    plume_output *output;
    plume_status status = plume_output_open(&output, path, error);

    if (status != PLUME_OK)
        return status;
    status = plume_chart_write_data(kind, data, output, error);
    if (status == PLUME_OK)
        return plume_output_finish(output, error);
    plume_output_abandon(output);
    return status;
}

/* Models alone make a chart too: then there is no ledger. */
static plume_status chart(const chart_options *options, const char *kind, char **paths,
                          size_t path_count, int *drawn, plume_error *error)
{
    plume_chart_data data = { .own_name = options->name };
    plume_comparison *comparison = NULL;
    plume_ledger *ledger = NULL;
    cli_work work;
    plume_status status = read_logs(&work, options, paths, path_count, &ledger, error);

    if (status == PLUME_OK)
        status = plume_comparison_new(&comparison, work.factors, error);
    if (status == PLUME_OK && ledger != NULL)
        status = plume_comparison_add_ledger(comparison, options->name, ledger, error);
    for (size_t i = 0; i < options->compare.count && status == PLUME_OK; i++)
        status = plume_comparison_add_model(comparison, options->compare.item[i], error);
    data.ledger = ledger;
    data.factors = work.factors;
    data.comparison = comparison;
    if (status == PLUME_OK && options->data)
        status = write_data(kind, &data, options->output, error);
    else if (status == PLUME_OK)
        *drawn = cli_draw(kind, &data, options->output, options->width);
    cli_warn(work.notes, 5, options->quiet);
    plume_comparison_free(comparison);
    plume_ledger_free(ledger);
    cli_work_close(&work);
    return status;
}

static bool is_kind(const char *word)
{
    for (size_t i = 0; plume_chart_name_at(i) != NULL; i++)
        if (strcmp(plume_chart_name_at(i), word) == 0)
            return true;
    return false;
}

/* All kinds are named, since the word may be far from every one of them. */
static int unknown_kind(const char *word)
{
    plume_text kinds;
    int status;

    plume_text_init(&kinds);
    for (size_t i = 0; plume_chart_name_at(i) != NULL; i++)
        plume_text_printf(&kinds, "%s%s", i == 0 ? "" : ", ", plume_chart_name_at(i));
    status =
        cli_misused("chart", "there is no chart '%s'; there are %s", word, kinds.data);
    plume_text_dispose(&kinds);
    return status;
}

/* The answer to the words of the command line, or how they are misused. */
static int answer(const chart_options *options, int argc, char **argv)
{
    plume_error error = { 0 };
    int status, drawn = CLI_DONE;

    if (argc == 0)
        status = cli_misused("chart", "no kind of chart is named");
    else if (!is_kind(argv[0]))
        status = unknown_kind(argv[0]);
    else if (options->output == NULL)
        status = cli_misused("chart", "no --output is named");
    else if (argc == 1 && options->compare.count == 0 && options->reading.study == NULL)
        status = cli_misused("chart", "no logs and no models are named");
    else if (chart(options, argv[0], argv + 1, (size_t)argc - 1, &drawn, &error) !=
             PLUME_OK)
        status = cli_fail(&error);
    else
        status = drawn;
    return status;
}

static int run(int argc, char **argv)
{
    chart_options options = { .name = "This study" };
    int status;

    cli_reading_init(&options.reading);
    if (cli_parse(&cli_command_chart, &options, &argc, &argv, &status))
        status = answer(&options, argc, argv);
    cli_list_dispose(&options.compare);
    cli_reading_dispose(&options.reading);
    return status;
}

/* Charts name themselves: a new one is in the help without a line here. */
static const char *kinds(size_t i, const char **title)
{
    const char *name = plume_chart_name_at(i);

    *title = name != NULL ? plume_chart_title(name) : NULL;
    return name;
}

const cli_command cli_command_chart = {
    .name = "chart",
    .arguments = "[OPTION...] KIND [PATH...] -o FILE",
    .summary = "draw one chart of logs and published models",
    .kinds = kinds,
    .description = "The ending of FILE names the format.",
    .examples =
        "  $ plume chart phases logs/ -o phases.svg\n"
        "  $ plume chart models logs/ --compare bert-base,t5,gpt-3 -o models.pdf\n",
    .option = table,
    .run = run,
};
