/* intake/partials/share_lines.h -- which shares of which logs partials hold, so that one
 * that is missing is told. */
#ifndef PLUME_INTAKE_PARTIALS_SHARE_LINES_H
#define PLUME_INTAKE_PARTIALS_SHARE_LINES_H

#include "core/notes.h"
#include "core/pool.h"
#include <plume/text.h>

typedef struct plume_share_line {
    uint64_t share, of; /* from 1 */
    uint64_t paths;     /* a hash of those that were named */
    const char *named;  /* the first of them */
    uint64_t times;     /* that it was given */
} plume_share_line;

typedef struct plume_share_lines {
    plume_share_line *line;
    size_t count, capacity;
} plume_share_lines;

void plume_share_lines_dispose(plume_share_lines *shares);

/* Appends the line of one, with its end. */
void plume_share_line_put(plume_text *out, const plume_share_line *line);

/* Adds what a line says; its text goes into the pool. The place of an error is not told.
 */
plume_status plume_share_lines_read(plume_share_lines *shares, plume_pool *pool,
                                    const char *line, size_t length, plume_error *error);

/* Each once, in an order of their own; behind it those that are missing, or came twice,
 * are told. notes may be NULL. */
void plume_share_lines_settle(plume_share_lines *shares);
void plume_share_lines_tell(const plume_share_lines *shares, plume_notes *notes);

#endif
