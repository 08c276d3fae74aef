/* core/input/zip.h -- files out of a zip archive that is small and whole: stored or
 * deflated, neither encrypted nor in parts. */
#ifndef PLUME_CORE_INPUT_ZIP_H
#define PLUME_CORE_INPUT_ZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "core/input/source.h"
#include <plume/text.h>

/* Bytes of an archive, and of what comes out of one file of it. */
enum { PLUME_ZIP_BYTES_MAX = 256 << 20, PLUME_ZIP_FILE_MAX = 512 << 20 };

typedef struct plume_zip plume_zip;

/* Reads source to its end and finds the list of files. */
plume_status plume_zip_open(plume_zip **out, plume_source_stream *source,
                            plume_error *error);
void plume_zip_close(plume_zip *zip);

bool plume_zip_holds_nothing(const plume_zip *zip);

/* Replaces out by what this file holds, terminated; *found is false when there is none. A
 * file that is damaged or too large is an error. */
plume_status plume_zip_read(plume_zip *zip, const char *name, plume_text *out,
                            bool *found, plume_error *error);

/* Whether the bytes begin an archive, and one of its first files is called so: of those
 * that the bytes show. */
bool plume_zip_begins(const char *bytes, size_t length, const char *wanted);
/* Whether they are an archive of nothing. */
bool plume_zip_is_empty(const char *bytes, size_t length);

#endif
