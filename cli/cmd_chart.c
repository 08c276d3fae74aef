/* cli/cmd_chart.c -- one chart of logs and published models. */
#include "audit.h"
#include "words.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>

typedef struct chart_options {
    cli_reading reading;
    const char *output, *name, *format, *better, *by;
    cli_list compare;
    double width;
    bool data, quiet;
} chart_options;

static const cli_option table[] = {
    { "output", 'o', CLI_TEXT, offsetof(chart_options, output), "FILE",
      "file to write: .svg, .png, .pdf, .outline; - for standard output" },
    { "format", 0, CLI_TEXT, offsetof(chart_options, format), "FORMAT",
      "svg, png, pdf or outline, where the ending does not say" },
    { "compare", 'c', CLI_LIST, offsetof(chart_options, compare), "NAME,...",
      "published models beside the logs" },
    { "width", 0, CLI_NUMBER, offsetof(chart_options, width), "POINTS",
      "241 for one column, 351.5, 505 for two; 351.5" },
    { "name", 0, CLI_TEXT, offsetof(chart_options, name), "TEXT",
      "what the own work is called; 'This study'" },
    { "by", 0, CLI_TEXT, offsetof(chart_options, by), "PART",
      "methods, models, phases: a row a 'study' or 'run', or 'all' as one; divided: "
      "account, user, project, partition, model, study, month or device" },
    { "better", 0, CLI_TEXT, offsetof(chart_options, better), "WHICH",
      "sweep: a smaller or a larger objective; else as the log says" },
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

/* Everything that a chart is drawn from, opened and closed together. */
typedef struct chart_work {
    const chart_options *options;
    const char *kind;
    unsigned needs; /* PLUME_CHART_OF_... */
    plume_chart_by by;
    cli_work work;
    plume_ledger *ledger;
    plume_chart_runs *runs;
    plume_chart_power *power;
    cli_reading reading; /* as of the options, with who watches */
    plume_comparison *comparison;
    plume_footprint *footprint;
    plume_audit *audit;
} chart_work;

static void chart_work_close(chart_work *chart)
{
    plume_audit_free(chart->audit);
    plume_footprint_free(chart->footprint);
    plume_comparison_free(chart->comparison);
    plume_chart_runs_free(chart->runs);
    plume_chart_power_free(chart->power);
    plume_ledger_free(chart->ledger);
    cli_work_close(&chart->work);
}

/* --- reading --- */

/* NAN: as the log says. */
static bool better_of(double *out, const char *word)
{
    *out = NAN;
    if (word == NULL)
        return true;
    *out = word[0] == 's' ? -1.0 : 1.0;
    return strcmp(word, "smaller") == 0 || strcmp(word, "larger") == 0;
}

static bool part_of(plume_chart_by *out, const char *word)
{
    static const char *const words[] = { "all", "study", "run" };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(word, words[i]) == 0) {
            *out = (plume_chart_by)i;
            return true;
        }
    return false;
}

/* As it is asked for; else beside published models as one, and without them by study
 * where there are several, by run where there is one. */
static void choose_parts(chart_work *chart)
{
    if (chart->needs & PLUME_CHART_OF_DIVISION)
        chart->by = PLUME_CHART_BY_ALL;
    else if (chart->options->by != NULL)
        (void)part_of(&chart->by, chart->options->by);
    else if (!(chart->needs & PLUME_CHART_OF_ROWS) || chart->options->compare.count > 0)
        chart->by = PLUME_CHART_BY_ALL;
    else if (plume_ledger_group_count(chart->ledger, PLUME_GROUP_STUDY) > 1)
        chart->by = PLUME_CHART_BY_STUDY;
    else if (plume_ledger_all(chart->ledger)->runs > 1)
        chart->by = PLUME_CHART_BY_RUN;
}

/* With what is kept of single runs, where the chart draws them. */
static plume_status read_runs(chart_work *chart, plume_error *error)
{
    double better;
    plume_status status;

    (void)better_of(&better, chart->options->better);
    status = plume_chart_runs_new(&chart->runs, chart->ledger, better, error);
    if (status == PLUME_OK)
        status = plume_ledger_read_with(chart->ledger, chart->work.intake,
                                        plume_chart_runs_copy(chart->runs), error);
    if (status == PLUME_OK)
        plume_chart_runs_close(chart->runs);
    return status;
}

static plume_status total(chart_work *chart, plume_error *error)
{
    const cli_reading *reading = &chart->options->reading;
    const char *names[CLI_METHODS_MAX];
    size_t count;
    const char *const *methods = cli_methods(names, reading, &count);
    plume_status status =
        plume_ledger_new(&chart->ledger, chart->work.study, chart->work.factors, methods,
                         count, chart->work.notes, error);

    if (status == PLUME_OK)
        status = plume_ledger_divide(chart->ledger, chart->work.by, error);
    if (status == PLUME_OK)
        status =
            chart->needs & (PLUME_CHART_OF_RUNS | PLUME_CHART_OF_ROWS) ||
                    (chart->options->by != NULL && chart->work.by == PLUME_BY_NOTHING)
                ? read_runs(chart, error)
                : plume_ledger_read(chart->ledger, chart->work.intake, error);
    if (status == PLUME_OK)
        status = cli_work_check(&chart->work, reading, error);
    if (status == PLUME_OK)
        status = plume_ledger_close(chart->ledger, error);
    if (status == PLUME_OK)
        choose_parts(chart);
    if (status == PLUME_OK && chart->needs & PLUME_CHART_OF_FOOTPRINT)
        status = plume_footprint_new(&chart->footprint, chart->ledger, chart->work.study,
                                     chart->work.factors, chart->work.notes, error);
    return status;
}

/* MISSING from an open intake says that no logs were named: models alone make a chart. */
static plume_status read_logs(chart_work *chart, char **paths, size_t path_count,
                              plume_error *error)
{
    cli_work *work = &chart->work;
    plume_status status = PLUME_OK;

    chart->reading = chart->options->reading;
    if (chart->needs & PLUME_CHART_OF_DIVISION)
        chart->reading.by = chart->options->by;
    if (chart->needs & PLUME_CHART_OF_POWER)
        status = plume_chart_power_new(&chart->power, error);
    if (status == PLUME_OK && chart->power != NULL)
        chart->reading.watch = plume_chart_power_watch(chart->power);
    if (status == PLUME_OK)
        status = cli_work_open(work, &chart->reading, paths, path_count, error);

    if (status == PLUME_ERR_MISSING && work->intake != NULL && path_count == 0)
        return PLUME_OK; /* published models alone */
    if (status == PLUME_OK)
        plume_intake_spare_digests(work->intake);
    return status == PLUME_OK ? total(chart, error) : status;
}

static plume_status compare(chart_work *chart, plume_error *error)
{
    const chart_options *options = chart->options;
    plume_status status =
        plume_comparison_new(&chart->comparison, chart->work.factors, error);

    if (status == PLUME_OK && chart->ledger != NULL)
        status = plume_comparison_add_ledger(chart->comparison, options->name,
                                             chart->ledger, error);
    for (size_t i = 0; i < options->compare.count && status == PLUME_OK; i++)
        status = plume_comparison_add_model(chart->comparison, options->compare.item[i],
                                            error);
    return status;
}

/* A claim and what it is held against. */
static plume_status audit(chart_work *chart, char **paths, plume_error *error)
{
    audit_sides sides = { &chart->options->reading, chart->options->quiet, NAN, paths };
    plume_status status = cli_factors(&chart->work.factors, error);

    return status == PLUME_OK
               ? audit_of_sides(&chart->audit, chart->work.factors, &sides, error)
               : status;
}

/* --- writing --- */

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

static plume_status write(chart_work *chart, int *drawn, plume_error *error)
{
    const chart_options *options = chart->options;
    plume_chart_data data = { .ledger = chart->ledger,
                              .comparison = chart->comparison,
                              .factors = chart->work.factors,
                              .own_name = options->name,
                              .audit = chart->audit,
                              .runs = chart->runs,
                              .power = chart->power,
                              .footprint = chart->footprint,
                              .by = chart->by };

    if (options->data)
        return write_data(chart->kind, &data, options->output, error);
    *drawn = cli_draw(chart->kind, &data,
                      (cli_drawing){ options->output, options->format, options->width });
    return PLUME_OK;
}

static plume_status chart(chart_work *chart, char **paths, size_t path_count, int *drawn,
                          plume_error *error)
{
    plume_status status;

    if (chart->needs & PLUME_CHART_OF_AUDIT) {
        status = audit(chart, paths, error);
    } else {
        status = read_logs(chart, paths, path_count, error);
        if (status == PLUME_OK)
            status = compare(chart, error);
    }
    if (status == PLUME_OK)
        status = write(chart, drawn, error);
    if (chart->work.notes != NULL)
        cli_warn(chart->work.notes, 5, chart->options->quiet);
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
    plume_nearest nearest;
    int status;

    plume_text_init(&kinds);
    plume_nearest_init(&nearest, word);
    for (size_t i = 0; plume_chart_name_at(i) != NULL; i++) {
        plume_text_printf(&kinds, "%s%s", i == 0 ? "" : ", ", plume_chart_name_at(i));
        plume_nearest_offer(&nearest, plume_chart_name_at(i));
    }
    if (nearest.name[0] != NULL)
        plume_text_add(&kinds, "; ");
    plume_nearest_print(&kinds, &nearest);
    status =
        cli_misused("chart", "there is no chart '%s'; there are %s", word, kinds.data);
    plume_text_dispose(&kinds);
    return status;
}

/* Of what totals are divided by. */
static int check_key(const char *key)
{
    plume_text wanted;
    int status = CLI_DONE;

    plume_text_init(&wanted);
    if (key == NULL || !cli_word_check(CLI_KEY, key, &wanted)) {
        if (key == NULL)
            (void)cli_word_check(CLI_KEY, "", &wanted);
        status =
            cli_misused("chart", "--by is '%s'%s", key != NULL ? key : "", wanted.data);
    }
    plume_text_dispose(&wanted);
    return status;
}

/* CLI_DONE, or how the words of the command line are misused. */
static int check(const chart_options *options, int argc, char **argv)
{
    int status = CLI_DONE;
    plume_chart_by by;
    unsigned needs;
    double better;

    if (argc == 0)
        return cli_misused("chart", "no kind of chart is named");
    if (!is_kind(argv[0]))
        return unknown_kind(argv[0]);
    needs = plume_chart_needs(argv[0]);
    if (options->output == NULL)
        return cli_misused("chart", "no --output is named");
    if (!better_of(&better, options->better))
        return cli_misused("chart", "--better is '%s', expected smaller or larger",
                           options->better);
    if (needs & PLUME_CHART_OF_DIVISION)
        status = check_key(options->by);
    else if (options->by != NULL && !part_of(&by, options->by))
        return cli_misused("chart", "--by is '%s', expected run, study or all",
                           options->by);
    if (status != CLI_DONE)
        return status;
    if (!options->data)
        status = cli_draw_check(
            "chart", (cli_drawing){ options->output, options->format, options->width });
    if (status != CLI_DONE)
        return status;
    if (needs & PLUME_CHART_OF_AUDIT && argc != 3)
        return cli_misused("chart",
                           "%s takes a claim and what it is held against: models, claim "
                           "files or logs",
                           argv[0]);
    if (argc == 1 && options->compare.count == 0 && options->reading.study == NULL)
        return cli_misused("chart", "no logs and no models are named");
    return CLI_DONE;
}

static int answer(const chart_options *options, int argc, char **argv)
{
    chart_work work = { .options = options };
    plume_error error = { 0 };
    int status = check(options, argc, argv), drawn = CLI_DONE;

    if (status != CLI_DONE)
        return status;
    work.kind = argv[0];
    work.needs = plume_chart_needs(argv[0]);
    status = chart(&work, argv + 1, (size_t)argc - 1, &drawn, &error) == PLUME_OK
                 ? drawn
                 : cli_fail(&error);
    chart_work_close(&work);
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
    .description =
        "The ending of FILE names the format. waterfall takes a claim and what "
        "it is held against, as plume audit does.",
    .examples =
        "  $ plume chart phases logs/ -o phases.svg\n"
        "  $ plume chart models logs/ --compare bert-base,t5,gpt-3 -o models.pdf\n"
        "  $ plume chart phases logs/ -o - --format svg > phases.svg\n"
        "  $ plume chart waterfall strubell-nas evolved-transformer-nas -o nas.svg\n",
    .option = table,
    .run = run,
};
