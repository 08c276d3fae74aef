/* logs/framed/json_lines.h -- a log, or a file out of an archive, that has a document of
 * JSON on each line. */
#ifndef PLUME_LOGS_FRAMED_JSON_LINES_H
#define PLUME_LOGS_FRAMED_JSON_LINES_H

#include "logs/log.h"
#include <plume/text.h>
#include <plume/value.h>

/* torn: what is told of a line that is no JSON; rejects: it is a record that is lost. */
typedef struct plume_json_lines {
    plume_status (*take)(void *state, const plume_value *line, uint64_t number,
                         plume_error *error);
    void *state;
    const char *torn;
    bool rejects;
} plume_json_lines;

/* The lines of the log itself, and those of text. Empty ones are none. */
plume_status plume_json_lines_read(plume_log *log, const plume_json_lines *to,
                                   plume_error *error);
plume_status plume_json_lines_text(plume_log *log, const plume_text *text,
                                   const plume_json_lines *to, plume_error *error);

#endif
