/* cli/cmd_report.c -- the main job: a folder of logs becomes the appendix of a paper. */
#include "explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct report_options {
    cli_reading reading;
    const char *output, *venue, *explain, *language;
    size_t pages;
    bool force, quiet, anonymous;
} report_options;

static const cli_option table[] = {
    { "output", 'o', CLI_TEXT, offsetof(report_options, output), "DIR",
      "folder to write; 'report' when not given" },
    { "force", 'f', CLI_FLAG, offsetof(report_options, force), NULL,
      "replace an older report, if it holds nothing else" },
    { "title", 0, CLI_TEXT, offsetof(report_options, reading.title), "TEXT",
      "title of the study" },
    { "pages", 0, CLI_WHOLE, offsetof(report_options, pages), "N",
      "at most so many pages of appendix: what is worth least is left out, and told" },
    { "venue", 0, CLI_VENUE, offsetof(report_options, venue), "NAME",
      "width of figures, form and sections for a venue" },
    { "anonymous", 0, CLI_FLAG, offsetof(report_options, anonymous), NULL,
      "for double-blind review: no names of people, machines, files and projects" },
    { "explain", 0, CLI_TEXT, offsetof(report_options, explain), "WHAT",
      "write nothing: tell how a figure came about, of 'total', a run or a place" },
    { "language", 0, CLI_TEXT, offsetof(report_options, language), "CODE",
      "of the pages: en, zh" },
    { "device", 'd', CLI_TEXT, offsetof(report_options, reading.device), "NAME",
      "device of runs whose log names none" },
    { "count", 'n', CLI_DEVICES, offsetof(report_options, reading.count), "N",
      "devices of runs whose log does not tell" },
    CLI_BY(report_options, reading.by),
    CLI_METHOD(report_options, reading.further, "methods beside the two of every report"),
#define READING(name, letter, kind, field, value, help)                                  \
    { name, letter, kind, offsetof(report_options, reading.field), value, help },
#include "reading.def"
#undef READING
    { "quiet", 'q', CLI_FLAG, offsetof(report_options, quiet), NULL,
      "no summary, no warnings but of what was left out" },
    { NULL, 0, CLI_FLAG, 0, NULL, NULL },
};

/* SOURCE_DATE_EPOCH, or NAN: then no date is printed. */
static plume_status creation_time(double *out, plume_error *error)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");

    *out = NAN;
    if (epoch == NULL || epoch[0] == '\0' || plume_count_parse(out, epoch, strlen(epoch)))
        return PLUME_OK;
    return plume_fail(error, PLUME_ERR_VALUE,
                      "SOURCE_DATE_EPOCH is '%s', expected seconds since 1970", epoch);
}

/* Whether a word, or what stands behind its '=', is the path of something or an address.
 */
static const char *find_path(const char *word)
{
    const char *value = word[0] == '-' ? strchr(word, '=') : word;

    if (value == NULL)
        return NULL;
    value += *value == '=';
    return access(value, F_OK) == 0 || strstr(value, "://") != NULL ? value : NULL;
}

/* The last part of a path: what lies above is nobody's business. */
static void put_word(plume_text *out, const char *word)
{
    size_t length = strlen(word);
    const char *last;

    while (length > 1 && word[length - 1] == '/')
        length--;
    for (last = word + length; last > word && last[-1] != '/'; last--)
        ;
    plume_text_printf(out, " %.*s", (int)(word + length - last), last);
}

static bool is_one_of(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

/* Where the report goes, what the terminal shows and how many threads work are no part of
 * what it says. *more: the word that follows belongs to it. */
static bool is_beside_the_point(const char *word, bool *more)
{
    static const char *const flags[] = { "-f", "--force", "-q", "--quiet" };
    static const char *const values[] = { "-o", "--output", "--threads", "--color" };

    *more = is_one_of(word, values, sizeof values / sizeof *values);
    return *more || is_one_of(word, flags, sizeof flags / sizeof *flags) ||
           strncmp(word, "--output=", 9) == 0 || strncmp(word, "-o", 2) == 0 ||
           strncmp(word, "--threads=", 10) == 0 || strncmp(word, "--color=", 8) == 0;
}

/* The report prints its command, and its bytes must not depend on where it was written.
 */
static void command_line(plume_text *out, int argc, char **argv, bool anonymous)
{
    bool more = false;

    plume_text_add(out, "plume");
    for (int i = 0; i < argc; i++) {
        const char *path = anonymous ? find_path(argv[i]) : NULL;

        if (is_beside_the_point(argv[i], &more))
            i += more; /* and its value */
        else if (path != NULL)
            plume_text_printf(out, " %.*sPATH", (int)(path - argv[i]), argv[i]);
        else
            put_word(out, argv[i]);
    }
}

/* The paths that were named. */
typedef struct operands {
    char **path;
    size_t count;
} operands;

/* What the command was asked, with the names of files and without. */
typedef struct asked {
    plume_text command, nameless;
} asked;

/* Files are called by what lies below the paths that were named, or by numbers alone. */
static void name_files(plume_report_options *wanted, const cli_work *work,
                       const report_options *options, const asked *words)
{
    wanted->anonymous = options->anonymous || work->study->anonymous;
    if (wanted->anonymous)
        plume_intake_number(work->intake);
    else
        plume_intake_relabel(work->intake);
    wanted->command = wanted->anonymous ? words->nameless.data : words->command.data;
}

/* Warnings come also where it failed, and then more of them, as they may hold the cause.
 */
static plume_status report(const report_options *options, operands paths, asked *words,
                           plume_text *summary, plume_error *error)
{
    plume_report_options wanted = { .directory = options->output,
                                    .force = options->force,
                                    .pages = options->pages,
                                    .venue = options->venue,
                                    .language = options->language };
    const char *names[CLI_METHODS_MAX];
    plume_text templates;
    cli_work work;
    plume_status status;

    wanted.methods = cli_methods(names, &options->reading, &wanted.method_count);
    plume_text_init(&templates);
    status = cli_work_open(&work, &options->reading, paths.path, paths.count, error);
    if (status == PLUME_OK)
        name_files(&wanted, &work, options, words);
    if (status == PLUME_OK)
        status = cli_data(&templates, "templates", error);
    if (status == PLUME_OK)
        status = creation_time(&wanted.creation_s, error);
    if (status == PLUME_OK && options->reading.strict) {
        /* Nothing may be written when a record is rejected: read once to know. */
        status = plume_intake_read(work.intake, cli_no_sink(), error);
        if (status == PLUME_OK)
            status = cli_work_check(&work, &options->reading, error);
    }
    wanted.templates = templates.data;
    wanted.by = work.by;
    if (status == PLUME_OK)
        status = plume_report_write(work.intake, work.study, work.factors, work.notes,
                                    &wanted, summary, error);
    cli_warn(work.notes, status == PLUME_OK ? 5 : 20, options->quiet);
    cli_work_close(&work);
    plume_text_dispose(&templates);
    return status;
}

/* In place of a report: how a figure of it comes about. */
static int explain(const report_options *options, operands paths)
{
    plume_error error = { 0 };
    cli_work work;
    plume_text out;
    int ended;
    plume_status status =
        cli_work_open(&work, &options->reading, paths.path, paths.count, &error);

    plume_text_init(&out);
    if (status == PLUME_OK)
        plume_intake_spare_digests(work.intake);
    if (status == PLUME_OK)
        status = cli_explain(&out, &work, &options->reading, options->explain, &error);
    cli_warn(work.notes, 5, options->quiet);
    ended = status == PLUME_OK ? cli_print(&out) : cli_fail(&error);
    plume_text_dispose(&out);
    cli_work_close(&work);
    return ended;
}

/* The languages that there are stand beside the program. */
static bool is_unknown_language(const char *language)
{
    plume_error error = { 0 };
    plume_text templates;
    bool unknown;

    plume_text_init(&templates);
    unknown =
        cli_data(&templates, "templates", NULL) == PLUME_OK &&
        plume_report_language(templates.data, language, &error) == PLUME_ERR_UNKNOWN;
    plume_text_dispose(&templates);
    if (unknown)
        cli_misused("report", "--language is '%s': %s; %s", language, error.message,
                    error.hint);
    return unknown;
}

static bool is_misused(const report_options *options, bool logs)
{
    if (!logs && options->reading.study == NULL)
        cli_no_logs("report");
    else if (strcmp(options->output, "-") == 0)
        cli_misused("report", "a report is a folder, which cannot go to standard output; "
                              "-o DIR names it, and `plume estimate` prints the totals");
    else
        return options->language != NULL && is_unknown_language(options->language);
    return true;
}

/* The summary in lines that any terminal shows whole. */
static int print_summary(const plume_text *summary)
{
    enum { WIDTH = 80, INDENT = 11 };
    plume_text wrapped;
    int status;

    plume_text_init(&wrapped);
    cli_wrap(&wrapped, summary->data, cli_width(stdout, WIDTH), INDENT);
    status = cli_print(&wrapped);
    plume_text_dispose(&wrapped);
    return status;
}

static plume_status asked_status(const asked *words, plume_error *error)
{
    plume_status status = plume_text_status(&words->command, error);

    return status == PLUME_OK ? plume_text_status(&words->nameless, error) : status;
}

static int run(int argc, char **argv)
{
    report_options options = { .output = "report" };
    asked words;
    plume_text summary;
    plume_error error = { 0 };
    int status;

    cli_reading_init(&options.reading);
    plume_text_init(&words.command);
    plume_text_init(&words.nameless);
    plume_text_init(&summary);
    command_line(&words.command, argc, argv, false); /* before options are sorted out */
    command_line(&words.nameless, argc, argv, true);
    if (cli_parse(&cli_command_report, &options, &argc, &argv, &status)) {
        operands paths = { argv, (size_t)argc };

        if (is_misused(&options, argc > 0))
            status = CLI_MISUSED;
        else if (options.explain != NULL)
            status = explain(&options, paths);
        else if (asked_status(&words, &error) != PLUME_OK ||
                 report(&options, paths, &words, &summary, &error) != PLUME_OK)
            status = cli_fail(&error);
        else if (!options.quiet)
            status = print_summary(&summary);
    }
    plume_text_dispose(&summary);
    plume_text_dispose(&words.nameless);
    plume_text_dispose(&words.command);
    cli_reading_dispose(&options.reading);
    return status;
}

const cli_command cli_command_report = {
    .name = "report",
    .arguments = "[OPTION...] [PATH...]",
    .summary = "write the appendix of a paper from a folder of logs",
    .description =
        "Reads every log under the paths (folders are walked, formats are recognised by "
        "content), applies Strubell et al. 2019 and Patterson et al. 2021, and writes a "
        "folder "
        "with the appendix as PDF and LaTeX, statements, figures, every run as CSV and a "
        "machine-readable twin. The folder appears whole or not at all. --force "
        "exchanges it with an earlier report, and refuses a folder that holds anything "
        "which a report did not write.",
    .examples = "  $ plume report logs/\n"
                "  $ plume report logs/ --location DE --year 2024 --pue 1.2 -o appendix\n"
                "  $ plume report -s plume.yaml --force\n"
                "  $ plume report logs/ --explain total\n",
    .option = table,
    .run = run,
};
