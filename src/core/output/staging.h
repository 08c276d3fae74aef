/* core/output/staging.h -- where something new is built before it is renamed to where it
 * belongs.
 *
 * A hidden name beside the target, ".<name>.plume-<n>", locked while its maker lives.
 * What an earlier run left there, and no living one holds, is removed. */
#ifndef PLUME_CORE_OUTPUT_STAGING_H
#define PLUME_CORE_OUTPUT_STAGING_H

#include <stdbool.h>
#include <sys/types.h>

#include <plume/status.h>

typedef struct plume_place {
    char *target;    /* symbolic links resolved when it exists */
    char *folder;    /* that holds both */
    char *temporary; /* what is being built */
    int descriptor;  /* of it, locked; -1: none */
    mode_t mode;     /* that it gets in the end */
} plume_place;

/* Makes a file (or a folder), open, readable by its owner only. */
plume_status plume_place_make(plume_place *place, const char *target, bool is_folder,
                              plume_error *error);
/* Gives it its mode, syncs, closes, renames and syncs the folder around it. With replace
 * a folder that stands there is moved aside and then removed. */
plume_status plume_place_settle(plume_place *place, bool replace, plume_error *error);
/* Removes what was built, if it was not settled, and frees. */
void plume_place_dispose(plume_place *place);

/* Removes a tree, following no link. False: something is left; errno says why. */
bool plume_place_remove(const char *path);

/* fsync of a folder; file systems that cannot are no failure. */
plume_status plume_place_sync(const char *folder, plume_error *error);

#endif
