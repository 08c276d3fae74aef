/* cli/cmd_check.c -- the gates of a pipeline, and the score sheet of a report. */
#include "gates.h"
#include "nameless.h"
#include "score_sheet.h"

#include <math.h>

typedef struct check_options {
    cli_reading reading;
    const char *budget, *baseline, *most_increase, *output, *venue;
    size_t pages, least; /* points; 0: not given */
    bool force, quiet, anonymous;
} check_options;

static const cli_option table[] = {
    { "budget", 0, CLI_TEXT, offsetof(check_options, budget), "MASS",
      "at most so much CO2e: 50kg, 800g, 1.2t" },
    { "baseline", 0, CLI_TEXT, offsetof(check_options, baseline), "FILE",
      "results.json of an earlier report, or its folder" },
    { "max-increase", 0, CLI_TEXT, offsetof(check_options, most_increase), "SHARE",
      "over the baseline: 10%; 0 when not given" },
    { "min", 0, CLI_WHOLE, offsetof(check_options, least), "N",
      "points of the score sheet of a report, of 20" },
    { "anonymous", 0, CLI_FLAG, offsetof(check_options, anonymous), NULL,
      "that no file of a report names anybody; of logs as of `plume report`" },
    { "venue", 0, CLI_VENUE, offsetof(check_options, venue), "NAME",
      "as of `plume report`; nothing is written" },
    { "title", 0, CLI_TEXT, offsetof(check_options, reading.title), "TEXT",
      "as of `plume report`" },
    { "device", 'd', CLI_TEXT, offsetof(check_options, reading.device), "NAME",
      "device of runs whose log names none" },
    { "count", 'n', CLI_DEVICES, offsetof(check_options, reading.count), "N",
      "devices of runs whose log does not tell" },
    CLI_METHOD(check_options, reading.further, "as of `plume report`"),
#define READING(name, letter, kind, field, value, help)                                  \
    { name, letter, kind, offsetof(check_options, reading.field), value, help },
#include "reading.def"
#undef READING
    { "output", 'o', CLI_TEXT, offsetof(check_options, output), "DIR",
      "as of `plume report`; nothing is written" },
    { "pages", 0, CLI_WHOLE, offsetof(check_options, pages), "N",
      "as of `plume report`; nothing is written" },
    { "force", 'f', CLI_FLAG, offsetof(check_options, force), NULL,
      "as of `plume report`; nothing is written" },
    { "quiet", 'q', CLI_FLAG, offsetof(check_options, quiet), NULL,
      "no warnings but of what was left out" },
    { NULL, 0, CLI_FLAG, 0, NULL, NULL },
};

/* The headline of logs, as a report would have it. */
static plume_status total(cli_headline *out, const check_options *options, char **paths,
                          size_t count, plume_error *error)
{
    plume_ledger *ledger = NULL;
    cli_work work;
    plume_status status = cli_work_open(&work, &options->reading, paths, count, error);

    if (status == PLUME_OK)
        plume_intake_spare_digests(work.intake);
    if (status == PLUME_OK)
        status = cli_work_total(&work, &options->reading, &ledger, error);
    if (status == PLUME_OK)
        *out = cli_headline_of(ledger, work.notes);
    cli_warn(work.notes, 5, options->quiet);
    plume_ledger_free(ledger);
    cli_work_close(&work);
    return status;
}

/* What `plume check` holds against each other. */
typedef struct asked {
    const check_options *options;
    const cli_gates *gates;
    char **path;
    size_t count;
    bool report, sheet; /* the results.json of a report; its folder */
} asked;

/* What a report says was said when it was written. */
static bool is_misuse(const asked *what)
{
    static const char *const of_reports[] = { "budget", "baseline", "max-increase",
                                              "min",    "quiet",    "anonymous",
                                              NULL };
    check_options none = { 0 };
    const char *given;

    cli_reading_init(&none.reading);
    given =
        what->report ? cli_option_given(table, what->options, &none, of_reports) : NULL;
    if (given != NULL)
        cli_misused("check",
                    "--%s is of logs, and %s is a report: it stays as it was "
                    "written",
                    given, what->path[0]);
    else if (what->options->least > CLI_SCORE_POINTS)
        cli_misused("check", "--min is %zu, expected at most %d points",
                    what->options->least, CLI_SCORE_POINTS);
    else if (what->options->least > 0 && !what->sheet)
        cli_misused("check", "--min is of the folder of a report, which names itself in "
                             "its results.json");
    else if (what->report && what->options->anonymous && !what->sheet)
        cli_misused("check",
                    "--anonymous looks through the folder of a report; %s is "
                    "its results.json alone",
                    what->path[0]);
    else
        return false;
    return true;
}

static plume_status hold(const asked *what, plume_text *out, cli_verdict *verdict,
                         plume_error *error)
{
    const check_options *options = what->options;
    cli_headline headline = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0.0 };
    plume_status status = what->report
                              ? cli_headline_read(&headline, what->path[0], error)
                              : total(&headline, options, what->path, what->count, error);

    if (status == PLUME_OK && what->sheet)
        status = cli_put_score(out, what->path[0], options->least, verdict, error);
    if (status == PLUME_OK && what->sheet && options->anonymous)
        status = cli_check_nameless(out, what->path[0], verdict, error);
    if (status == PLUME_OK)
        status = cli_gates_hold(what->gates, &headline, verdict, error);
    if (status == PLUME_OK)
        cli_gates_print(out, &headline, verdict);
    return status;
}

static int check(const asked *what)
{
    plume_error error = { 0 };
    cli_verdict verdict;
    plume_text out;
    int status;

    if (is_misuse(what))
        return CLI_MISUSED;
    plume_text_init(&out);
    cli_verdict_init(&verdict);
    status = hold(what, &out, &verdict, &error) == PLUME_OK ? cli_print(&out)
                                                            : cli_fail(&error);
    if (status == CLI_DONE && !verdict.held)
        status = CLI_DIFFERENT;
    cli_verdict_dispose(&verdict);
    plume_text_dispose(&out);
    return status;
}

static int run(int argc, char **argv)
{
    check_options options = { 0 };
    cli_gates gates;
    int status;

    cli_reading_init(&options.reading);
    if (cli_parse(&cli_command_check, &options, &argc, &argv, &status) &&
        cli_gates_parse(&gates, options.budget, options.baseline, options.most_increase,
                        &status)) {
        bool report = argc == 1 && cli_is_report(argv[0]);
        asked what = { .options = &options,
                       .gates = &gates,
                       .path = argv,
                       .count = (size_t)argc,
                       .report = report,
                       .sheet = report && cli_is_folder(argv[0]) };

        status = argc == 0 && options.reading.study == NULL ? cli_no_logs("check")
                                                            : check(&what);
    }
    cli_reading_dispose(&options.reading);
    return status;
}

const cli_command cli_command_check = {
    .name = "check",
    .arguments = "[OPTION...] PATH...",
    .summary = "hold logs or a report against a budget and an earlier report",
    .description =
        "The folder of a report gets the score sheet of a reviewer: twenty points, each "
        "with the section that answers it or with what would; --min demands so many. "
        "For pipelines: reads logs as `plume report` does, or the results.json of a "
        "report, prints one line of Markdown (emissions by Patterson et al. 2021, "
        "location-based, with their interval), and ends with 3 when they are above "
        "--budget, or above those of --baseline by more than --max-increase, or not "
        "known. Where the energy of some runs is not known, \"at least\" stands before "
        "what the others emitted, and that is held against the gates.",
    .examples = "  $ plume check logs/ --budget 50kg\n"
                "  $ plume check logs/ --baseline old/results.json --max-increase 10%\n"
                "  $ plume check report/ --min 16\n",
    .option = table,
    .run = run,
};
