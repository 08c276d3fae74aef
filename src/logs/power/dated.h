/* logs/power/dated.h -- loops of `date; command` in a shell: when what follows was
 * printed.
 *
 * A time stands on a line of its own (`date`, `date -Is`, `date +%s`) before what the
 * command prints, or in front of each of its lines (`sed "s/^/$(date -Is),/"`, `ts`). */
#ifndef PLUME_LOGS_POWER_DATED_H
#define PLUME_LOGS_POWER_DATED_H

#include "logs/reader.h"

typedef struct plume_dated {
    plume_log *log;
    double t_s;      /* of what follows; NAN: no time was printed yet */
    bool relative;   /* of a day without a year, as `ts` prints it */
    uint64_t rounds; /* times that were printed */
} plume_dated;

void plume_dated_init(plume_dated *dated, plume_log *log);

/* A line of the log: a time in front of it is taken off, with what parts it from the
 * rest. Nothing is left of a line that is a time. */
void plume_dated_line(plume_dated *dated, const char **text, size_t *length,
                      uint64_t line);

/* The same of a head, for those who tell whose log it is: no time is read. False at the
 * end. */
bool plume_dated_head_line(const plume_head *head, size_t *at, const char **text,
                           size_t *length);

#endif
