/* logs/power/dated.h -- loops of `date; command` in a shell: when what follows was
 * printed.
 *
 * A time stands on a line of its own (`date`, `date -Is`, `date +%s`) before what the
 * command prints, or in front of each of its lines (`sed "s/^/$(date -Is),/"`, `ts`).
 * What is written like the time before it and is none is a damaged one: what follows has
 * no time, and its samples are rejected. */
#ifndef PLUME_LOGS_POWER_DATED_H
#define PLUME_LOGS_POWER_DATED_H

#include "logs/reader.h"

enum { PLUME_DATED_BYTES = 64 };

typedef struct plume_dated {
    plume_log *log;
    double t_s;      /* of what follows; NAN: none was printed yet, or a damaged one */
    bool relative;   /* of a day without a year, as `ts` prints it */
    uint64_t rounds; /* times that were printed */
    char like[PLUME_DATED_BYTES]; /* the last one, as it was written; "" none */
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
