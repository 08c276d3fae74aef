/* cli/commands.c -- the table of commands. */
#include "cli.h"

#include <string.h>

/* A command is one line in commands.def; overview, manual and completion follow that
 * list. */
const cli_command *const cli_commands[] = {
#define COMMAND(name) &cli_command_##name,
#include "commands.def"
#undef COMMAND
    NULL,
};

const cli_command *cli_command_find(const char *name)
{
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        if (strcmp(cli_commands[i]->name, name) == 0)
            return cli_commands[i];
    return NULL;
}
