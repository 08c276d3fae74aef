/* core/output/staging.h -- where something new is built before it is renamed to where it
 * belongs.
 *
 * A hidden name beside the target, ".<name>.plume-<n>", locked while its maker lives.
 * What an earlier run left there, and no living one holds, is removed. */
#ifndef PLUME_CORE_OUTPUT_STAGING_H
#define PLUME_CORE_OUTPUT_STAGING_H

#include <stdbool.h>
#include <sys/types.h>

#include <plume/output.h>

#include "core/output/unfinished.h"

typedef struct plume_place {
    char *target;                    /* symbolic links resolved when it exists */
    char *folder;                    /* that holds both */
    char *temporary;                 /* what is being built */
    plume_unfinished made;           /* it, and what lies in it */
    const plume_folder_owner *owner; /* of a folder; borrowed. NULL: a file */
    bool replace;   /* a folder of the owner that stands under the name */
    int descriptor; /* of what is built, locked; -1: none */
    mode_t mode;    /* that it gets in the end */
} plume_place;

/* Names the target and what surrounds it; dispose in any case. */
plume_status plume_place_name(plume_place *place, const char *target, plume_error *error);
/* Makes a file (or a folder), open, readable by its owner only. shown stands for the
 * target in errors. */
plume_status plume_place_make(plume_place *place, const char *shown, bool is_folder,
                              plume_error *error);
/* Gives it its mode, syncs, closes, renames and syncs the folder around it. */
plume_status plume_place_settle(plume_place *place, plume_error *error);
/* Removes what was built, if it was not settled, and frees. */
void plume_place_dispose(plume_place *place);

#endif
