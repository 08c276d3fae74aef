/* logs/finish/run_role.h -- the role of a run: as it is stated, as its log says, or as
 * its names give it away. */
#ifndef PLUME_LOGS_FINISH_RUN_ROLE_H
#define PLUME_LOGS_FINISH_RUN_ROLE_H

#include <plume/input.h>

/* Of one log: what its path gives away, found with its first run. */
typedef struct plume_path_role {
    bool known;
    plume_role role;
    const char *word;
} plume_path_role;

/* path: as it was named; guesses look at its last two folders and its name. by_hand: a
 * table that says itself what it knows, of which its place tells nothing. The rule is
 * borrowed from the options, or from a table of constants. */
void plume_run_role_set(plume_run *run, const plume_input_options *options,
                        const char *path, plume_path_role *of_path, bool by_hand);

#endif
