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
PLUME_API plume_status plume_output_finish(plume_output *output, plume_error *error);
PLUME_API void plume_output_abandon(plume_output *output);

/* Starts a folder that will stand at path. An existing path is refused (PLUME_ERR_VALUE,
 * with the hint --force) unless replace is set; and even then unless it is empty or holds
 * the file named marker, so that nothing foreign is ever removed. */
PLUME_API plume_status plume_folder_open(plume_folder **out, const char *path,
                                         bool replace, const char *marker,
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

PLUME_END

#endif
