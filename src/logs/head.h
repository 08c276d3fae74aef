/* logs/head.h -- the start of a file, from which its reader is told. */
#ifndef PLUME_LOGS_HEAD_H
#define PLUME_LOGS_HEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "core/input/source.h"
#include <plume/status.h>

/* The start of a file, decompressed, as UTF-8, terminated; and what it is called. */
typedef struct plume_head {
    const char *bytes;
    size_t length;    /* at most 16 KiB */
    const char *name; /* without its folder and without .gz, .zst, .xz */
    const char *path;
    const char *tables; /* of a database: each name and a newline; else NULL */
} plume_head;

/* The line at the offset *at, which moves behind it; false at the end. */
bool plume_head_line(const plume_head *head, size_t *at, const char **line,
                     size_t *length);

/* Whether the first line of a head has all these names as columns (NULL ends the list).
 */
bool plume_head_has_columns(const plume_head *head, char delimiter,
                            const char *const *names);

/* The text of a head: at most 16 KiB of UTF-8, terminated. buffer has room for
 * PLUME_HEAD_BYTES + 1. What a damaged file gives before its damage is a head too; then
 * the status is that of the damage. */
enum { PLUME_HEAD_BYTES = 16384 };
plume_status plume_head_read(plume_source_stream *source, char *buffer, size_t *length,
                             plume_error *error);

/* The name under which a head is known: no folder, no .gz, .zst or .xz. Freed by the
 * caller; NULL: out of memory. */
char *plume_head_name(const char *path);

#endif
