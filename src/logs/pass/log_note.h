/* logs/pass/log_note.h -- what a reader tells of a log beside its runs and samples. */
#ifndef PLUME_LOGS_PASS_LOG_NOTE_H
#define PLUME_LOGS_PASS_LOG_NOTE_H

#include <stdint.h>

#include <plume/api.h>
#include <plume/notes.h>

typedef struct plume_log plume_log; /* one input while it is read */

/* A record that is none: counted, and listed with its place, a code ("torn-row") and the
 * reason. column 0: none. A reject or note for which there is no memory fails the log at
 * its end, so neither is asked about. */
void plume_log_reject(plume_log *log, uint64_t line, uint64_t column, const char *code,
                      const char *format, ...) PLUME_PRINTF(5, 6);

/* The code of a record that states no time, no energy and no work. */
#define PLUME_CODE_SILENT "missing-value"

/* Anything else worth telling. */
void plume_log_note(plume_log *log, plume_severity severity, uint64_t line,
                    const char *code, const char *format, ...) PLUME_PRINTF(5, 6);

/* That the log ends within this line (0: its last): what stands last in it may have been
 * cut off. Of a log that ends in a digit it is told in any case. */
void plume_log_note_unended(plume_log *log, uint64_t line);

#endif
