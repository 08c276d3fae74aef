/* core/output/owned.h -- what of a folder is the program's own, and so may be removed. */
#ifndef PLUME_CORE_OUTPUT_OWNED_H
#define PLUME_CORE_OUTPUT_OWNED_H

#include <stdbool.h>

#include <plume/output.h>
#include <plume/value.h>

/* The names of the files in the folder at path, all of which owner wrote; freed by the
 * caller. An empty folder holds none. PLUME_ERR_VALUE, with the first foreign entry by
 * name, when it holds anything else: another file, a link, a folder. shown stands for
 * path in errors. */
plume_status plume_owned_open(plume_value **files, const plume_folder_owner *owner,
                              const char *path, const char *shown, plume_error *error);

/* Removes these files, the folders that held them and the folder itself, the marker as
 * the last file; follows no link. False: something is left; errno says why. */
bool plume_owned_remove(const char *path, const plume_value *files, const char *marker);

/* Relative, without "..", "." or empty parts. */
bool plume_owned_is_plain(const char *name);

#endif
