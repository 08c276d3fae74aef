/* cli/cmd_init.c -- a study file to begin with. */
#include "init_table.h"

#include "cli.h"

#include <plume/init.h>

typedef struct init_options {
    cli_reading reading;
    const char *output;
    bool table, quiet;
} init_options;

static const cli_option table[] = {
    { "output", 'o', CLI_TEXT, offsetof(init_options, output), "FILE",
      "write there, in the folder from which the paths are named" },
    { "table", 0, CLI_FLAG, offsetof(init_options, table), NULL,
      "work without logs: print a table to fill in; on a terminal ask four questions" },
#define READING(name, letter, kind, field, value, help)                                  \
    { name, letter, kind, offsetof(init_options, reading.field), value, help },
#include "reading.def"
#undef READING
    { "quiet", 'q', CLI_FLAG, offsetof(init_options, quiet), NULL,
      "no warnings but of what was left out" },
    { NULL, 0, CLI_FLAG, 0, NULL, NULL },
};

/* What was not read is told as report would tell it. */
static plume_status init(const init_options *options, int argc, char **argv,
                         plume_text *out, plume_error *error)
{
    plume_text templates;
    cli_work work;
    plume_status status =
        cli_work_open(&work, &options->reading, argv, (size_t)argc, error);

    plume_text_init(&templates);
    if (status == PLUME_OK)
        status = cli_data(&templates, "templates", error);
    if (status == PLUME_OK)
        status = plume_init_write(out, work.intake, work.study, work.factors, work.notes,
                                  templates.data, error);
    if (status == PLUME_OK)
        status = cli_work_check(&work, &options->reading, error);
    cli_warn(work.notes, 5, options->quiet);
    cli_work_close(&work);
    plume_text_dispose(&templates);
    return status;
}

/* A table has what is typed into it, and nothing that is said of logs. */
static bool is_misused(const init_options *options, int argc, char **argv)
{
    static const char *const of_tables[] = { "table", "output", "quiet", NULL };
    init_options none = { 0 };
    const char *given;

    cli_reading_init(&none.reading);
    given = cli_option_given(table, options, &none, of_tables);
    if (argc > 0)
        cli_misused("init", "--table is for work without logs, and %s is named", argv[0]);
    else if (given != NULL)
        cli_misused("init", "--table takes no --%s, which is of logs", given);
    return argc > 0 || given != NULL;
}

static int run(int argc, char **argv)
{
    init_options options = { 0 };
    plume_error error = { 0 };
    plume_text out;
    int status;

    cli_reading_init(&options.reading);
    plume_text_init(&out);
    if (cli_parse(&cli_command_init, &options, &argc, &argv, &status)) {
        if (options.table && is_misused(&options, argc, argv))
            status = CLI_MISUSED;
        else if (options.table)
            status = cli_init_table(options.output);
        else if (argc == 0)
            status =
                cli_misused("init", "no logs are named; '.' stands for all that is here");
        else if (init(&options, argc, argv, &out, &error) != PLUME_OK)
            status = cli_fail(&error);
        else
            status = cli_write(options.output, &out);
    }
    plume_text_dispose(&out);
    cli_reading_dispose(&options.reading);
    return status;
}

const cli_command cli_command_init = {
    .name = "init",
    .arguments = "[OPTION...] PATH...",
    .summary = "write a study file to begin with, from what the logs reveal",
    .description = "Reads every log under the paths and prints a commented plume.yaml: "
                   "what the logs say "
                   "of places, devices, years and inputs is filled in, what they leave "
                   "out is marked. For work without logs --table prints a table to fill "
                   "in, or, on a terminal, asks for device, count, hours and place and "
                   "says what they come to.",
    .examples = "  $ plume init logs/ > plume.yaml\n"
                "  $ plume report -s plume.yaml\n"
                "  $ plume init --table > runs.csv\n",
    .option = table,
    .run = run,
};
