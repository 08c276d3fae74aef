/* cli/main.c -- from the words after `plume` to the command that runs. */
#include "cli.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

/* Misuse, not failure: exit 2, with the command that was probably meant. */
static int unknown_command(const char *name)
{
    plume_nearest nearest;
    plume_text meant;

    plume_nearest_init(&nearest, name);
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        plume_nearest_offer(&nearest, cli_commands[i]->name);
    plume_text_init(&meant);
    plume_nearest_print(&meant, &nearest);
    cli_misused(NULL, "unknown command '%s'%s%s", name, meant.length > 0 ? ", " : "",
                meant.data);
    plume_text_dispose(&meant);
    return CLI_MISUSED;
}

/* `plume help [COMMAND]`, `plume help --man [COMMAND]`, `plume help --completion
 * [SHELL]`.
 */
static int help(int argc, char **argv)
{
    bool manual = argc > 1 && strcmp(argv[1], "--man") == 0;
    bool completion = argc > 1 && strcmp(argv[1], "--completion") == 0;
    const char *name = argv[manual ? 2 : 1]; /* argv ends with NULL */
    const cli_command *command = name == NULL ? NULL : cli_command_find(name);
    plume_text text;
    int status;

    plume_text_init(&text);
    if (completion && argc > 2 && !cli_completion(&text, argv[2]))
        return cli_misused(NULL, "--completion is for bash, zsh or fish, not '%s'",
                           argv[2]);
    plume_text_clear(&text);
    if (argc > (manual || completion ? 3 : 2))
        return cli_misused(NULL, "help takes one command");
    if (completion)
        (void)cli_completion(&text, argc > 2 ? argv[2] : "bash");
    else if (name != NULL && command == NULL)
        status = unknown_command(name);
    else if (manual)
        cli_manual(&text, command);
    else if (command == NULL)
        cli_overview(&text);
    else
        cli_help(&text, command);
    status = text.length > 0 ? cli_print(&text) : CLI_MISUSED;
    plume_text_dispose(&text);
    return status;
}

/* `plume` alone is a question, not misuse: exit 0. */
static int print_overview(void)
{
    char *none[] = { "help", NULL };

    return help(1, none);
}

/* By the writer of all results, so that a full disk is an error here, too. */
static int print_version(void)
{
    plume_text text;
    int status;

    plume_text_init(&text);
    plume_text_add(&text, "plume " PLUME_VERSION "\n");
    status = cli_print(&text);
    plume_text_dispose(&text);
    return status;
}

/* Signals first: whatever is opened after this is removed when one of them ends the
 * program. */
int main(int argc, char **argv)
{
    const cli_command *command;
    plume_text modules;
    int status;

    cli_signals();
    if (argc >= 2 && strcmp(argv[1], "--version") == 0)
        return print_version();
    setlocale(LC_CTYPE,
              "C.UTF-8"); /* for the width of what tables hold; numbers keep "C" */
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return print_overview();
    if (strcmp(argv[1], "help") == 0)
        return help(argc - 1, argv + 1);
    if (argv[1][0] == '-')
        return cli_misused(NULL, "unknown option '%s'", argv[1]);
    command = cli_command_find(argv[1]);
    if (command == NULL)
        return unknown_command(argv[1]);
    plume_text_init(&modules);
    cli_modules(&modules);
    plume_modules_look_in(modules.data);
    status = command->run(argc - 1, argv + 1);
    plume_modules_look_in(NULL);
    plume_text_dispose(&modules);
    return status;
}
