/* cli/cmd_merge.c -- partials of several shares of logs become one. */
#include "cli.h"

typedef struct merge_options {
    const char *output;
} merge_options;

static const cli_option table[] = {
    { "output", 'o', CLI_TEXT, offsetof(merge_options, output), "FILE", "write there" },
    { NULL, 0, CLI_FLAG, 0, NULL, NULL },
};

/* What cannot be merged must be known before the first byte is written: a partial on
 * standard output would seem whole to who reads its begin. */
static plume_status merge(const merge_options *options, int argc, char **argv,
                          plume_error *error)
{
    plume_output *output = NULL;
    plume_notes *notes = NULL;
    plume_status status = plume_notes_new(&notes, error);

    if (status == PLUME_OK)
        status = plume_output_open(
            &output, options->output == NULL ? "-" : options->output, error);
    if (status == PLUME_OK) {
        status = plume_partial_merge((const char *const *)argv, (size_t)argc, output,
                                     notes, error);
        if (status == PLUME_OK)
            status = plume_output_finish(output, error);
        else
            plume_output_abandon(output);
    }
    if (status == PLUME_OK)
        cli_warn(notes, 20, false);
    plume_notes_free(notes);
    return status;
}

static int run(int argc, char **argv)
{
    merge_options options = { 0 };
    plume_error error = { 0 };
    int status;

    if (!cli_parse(&cli_command_merge, &options, &argc, &argv, &status))
        return status;
    if (argc == 0)
        return cli_misused("merge", "no partials are named");
    return merge(&options, argc, argv, &error) == PLUME_OK ? CLI_DONE : cli_fail(&error);
}

const cli_command cli_command_merge = {
    .name = "merge",
    .arguments = "[OPTION...] PARTIAL...",
    .summary = "make one partial of those of several shares of logs",
    .description =
        "Puts together what 'plume runs --format partial' wrote of shares of many logs, "
        "on as many machines. The order of partials changes no byte, and neither does it "
        "whether some of them were merged before. All commands read a partial as they "
        "read the logs that it tells of: docs/partials.md has examples.",
    .examples = "  $ plume runs --format partial --part 1/2 logs/ -o 1.partial\n"
                "  $ plume runs --format partial --part 2/2 logs/ -o 2.partial\n"
                "  $ plume merge 1.partial 2.partial -o all.partial\n",
    .option = table,
    .run = run,
};
