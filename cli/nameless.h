/* cli/nameless.h -- whether the folder of a report names anybody. */
#ifndef PLUME_CLI_NAMELESS_H
#define PLUME_CLI_NAMELESS_H

#include "verdict.h"

/* Looks through every file of the folder for what names people and their machines:
 * authors, addresses of mail, home folders, hosts. What is found is told on standard
 * error, a line each, and does not hold. It finds what has one of these forms; that
 * nothing else gives a person away it cannot know. */
plume_status cli_check_nameless(plume_text *out, const char *folder, cli_verdict *verdict,
                                plume_error *error);

#endif
