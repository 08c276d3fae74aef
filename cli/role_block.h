/* cli/role_block.h -- `roles` of a study file, with what was guessed, and its place
 * there.
 */
#ifndef PLUME_CLI_ROLE_BLOCK_H
#define PLUME_CLI_ROLE_BLOCK_H

#include "role_tally.h"

/* The key with what the study file states and what was guessed or is proposed; runs of
 * which nobody knows are comments. *news: how many runs were guessed. */
void cli_role_block_print(plume_text *out, const cli_role_tally *tally,
                          const plume_study *study, uint64_t *news);

/* text is that of a study file: appends it with block in place of its own `roles`, or at
 * its end; all other bytes stay. */
void cli_role_block_put(plume_text *out, const char *text, const char *block);

#endif
