/* intake/walk.h -- what is below a folder, in the order of bytes. */
#ifndef PLUME_INTAKE_WALK_H
#define PLUME_INTAKE_WALK_H

#include <plume/status.h>

/* Called for each entry that is no folder: reason is NULL for a file worth a look, else
 * why it is none ("hidden", "a pipe", "a link that leads out of the folder"). A folder
 * that is not entered is told in the same way. */
typedef plume_status (*plume_walker)(void *state, const char *path, const char *reason,
                                     plume_error *error);

/* Links to folders are not followed, so there are no loops; links to files only where
 * they stay below root. A folder that cannot be listed is an error. */
plume_status plume_walk(const char *root, plume_walker take, void *state,
                        plume_error *error);

#endif
