/* readers/meters/node/perf_stat_line.h -- one line of `perf stat -x`, whatever its
 * delimiter.
 */
#ifndef PLUME_READERS_POWER_PERF_STAT_LINE_H
#define PLUME_READERS_POWER_PERF_STAT_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/data/csv.h"

typedef enum plume_perf_kind {
    PLUME_PERF_OTHER, /* another event, a comment, or nothing */
    PLUME_PERF_TORN,
    PLUME_PERF_ENERGY,
    PLUME_PERF_DURATION /* duration_time: value in nanoseconds */
} plume_perf_kind;

/* Borrows from the line. */
typedef struct plume_perf_line {
    plume_perf_kind kind;
    double time_s;     /* since the start; NAN: the line is of a whole run */
    plume_field where; /* "S0", "CPU3"; empty: of the machine */
    plume_field event;
    double joules; /* NAN: not counted */
} plume_perf_line;

/* "1,234.56", "1.234,56", "1 234,56": perf groups as the locale does. A separator before
 * exactly so many decimals is their mark, any other one groups. */
bool plume_perf_figure(double *out, const char *text, size_t length, size_t decimals);

void plume_perf_line_read(plume_perf_line *out, const char *text, size_t length);

#endif
