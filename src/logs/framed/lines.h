/* logs/framed/lines.h -- a log line by line. */
#ifndef PLUME_LOGS_FRAMED_LINES_H
#define PLUME_LOGS_FRAMED_LINES_H

#include "logs/reader.h"

/* Called for each line of the log, which is terminated and borrowed. */
typedef plume_status (*plume_log_liner)(void *state, const char *text, size_t length,
                                        uint64_t line, plume_error *error);

/* All lines; that the last one has no end is noted before it is taken. */
plume_status plume_log_lines(plume_log *log, plume_log_liner take, void *state,
                             plume_error *error);

/* The same of JSON, whose last line needs no end. */
plume_status plume_log_pieces(plume_log *log, plume_log_liner take, void *state,
                              plume_error *error);

#endif
