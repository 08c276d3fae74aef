/* plume/output.h -- the one way out for bytes.
 *
 * A file appears whole or not at all: bytes go to a new file beside the target (created
 * exclusively, mode 0600 until it is finished), every write is checked, and finishing
 * syncs, closes and renames. A folder is built the same way: a hidden folder beside the
 * target takes the files, and one rename puts it in place. */
#ifndef PLUME_OUTPUT_H
#define PLUME_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>
#include <plume/value.h>

PLUME_BEGIN

typedef struct plume_output plume_output;
typedef struct plume_folder plume_folder;

/* Opens path for writing; "-" is standard output (unbuffered by us beyond 64 KiB, no
 * rename). The caller ends with _finish or _abandon, each of which frees. */
PLUME_API plume_status plume_output_open(plume_output **out, const char *path,
                                         plume_error *error);
/* The first failure sticks and is told again by _finish. */
PLUME_API plume_status plume_output_write(plume_output *output, const void *bytes,
                                          size_t length, plume_error *error);
/* From here on take gets all that is written, too; NULL ends that. state is borrowed. */
typedef void plume_output_tap(void *state, const void *bytes, size_t length);
PLUME_API void plume_output_tap_with(plume_output *output, plume_output_tap *take,
                                     void *state);
/* Of a file: what was written is taken back, and writing begins anew. */
PLUME_API plume_status plume_output_restart(plume_output *output, plume_error *error);
PLUME_API plume_status plume_output_finish(plume_output *output, plume_error *error);
PLUME_API void plume_output_abandon(plume_output *output);

/* What makes a folder the program's own, so that it may be replaced. */
typedef struct plume_folder_owner {
    const char *marker; /* the file that tells; the last that is removed */
    /* The names of the files that the program wrote into the folder at path ("a.csv",
     * "figures/b.svg", the marker), as a list of strings that the caller frees. *out is
     * NULL after a failure: PLUME_ERR_MISSING without the marker, PLUME_ERR_SYNTAX when
     * it is not whole, PLUME_ERR_VALUE when it is another program's. shown stands for
     * path in errors. */
    plume_status (*files)(plume_value **out, const char *path, const char *shown,
                          plume_error *error);
} plume_folder_owner;

/* Starts a folder that will stand at path; owner is borrowed until the end. An existing
 * path is refused (PLUME_ERR_VALUE, with the hint --force) unless replace is set; and
 * even then unless each file in it is one that owner wrote, so that nothing foreign is
 * ever removed. That is looked at again when the names are exchanged. */
PLUME_API plume_status plume_folder_open(plume_folder **out, const char *path,
                                         bool replace, const plume_folder_owner *owner,
                                         plume_error *error);
/* A file in it; name may hold '/' for sub-folders, never "..". */
PLUME_API plume_status plume_folder_file(plume_folder *folder, const char *name,
                                         plume_output **out, plume_error *error);
/* Where a file stands meanwhile: borrowed until the next call, for libraries that insist
 * on a path. */
PLUME_API const char *plume_folder_path(plume_folder *folder, const char *name);
/* Syncs and renames into place, then frees; on failure nothing is left. */
PLUME_API plume_status plume_folder_finish(plume_folder *folder, plume_error *error);
PLUME_API void plume_folder_abandon(plume_folder *folder);

/* Removes all that this process builds and has not finished, and nothing else: for a
 * program that catches a signal and ends right after. May be called from a signal
 * handler. The library itself installs none. */
PLUME_API void plume_unfinished_remove(void);

PLUME_END

#endif
