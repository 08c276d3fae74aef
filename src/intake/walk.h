/* intake/walk.h -- what is below a folder, in the order of bytes. */
#ifndef PLUME_INTAKE_WALK_H
#define PLUME_INTAKE_WALK_H

#include <stddef.h>

#include <plume/status.h>

/* Called for each entry that is no folder: reason is NULL for a file worth a look, else
 * why it is none ("hidden", "a pipe", "a link that leads out of the folder"). A folder
 * that is not entered is told in the same way. */
typedef plume_status (*plume_walker)(void *state, const char *path, const char *reason,
                                     plume_error *error);

/* What a walk leaves alone beside what it must: patterns (as fnmatch, borrowed) of paths
 * below the root, or of names. A folder that cannot be listed goes to unlistable with its
 * error, which says whether the walk ends (a status) or goes on (PLUME_OK). */
typedef struct plume_walk_rules {
    const char *const *ignored;
    size_t ignored_count;
    plume_status (*unlistable)(void *state, plume_error *error);
} plume_walk_rules;

/* Folders that hold programs are not entered: virtual environments, node_modules,
 * __pycache__, site-packages, and caches that say so (CACHEDIR.TAG). Links to folders are
 * not followed, so there are no loops; links to files only where they stay below root. A
 * root that is not there is an error. */
plume_status plume_walk(const char *root, const plume_walk_rules *rules,
                        plume_walker take, void *state, plume_error *error);

#endif
