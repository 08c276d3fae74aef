/* traces/machine_times.h -- when which machine was metered, to see whether two runs were
 * metered with one machine at once. 24 bytes a run. */
#ifndef PLUME_TRACES_MACHINE_TIMES_H
#define PLUME_TRACES_MACHINE_TIMES_H

#include <stdbool.h>

#include <plume/run.h>

/* Whole seconds may seem to share one or two, as runs back to back do. */
#define PLUME_MACHINE_SHARED_S 2.0

typedef struct plume_machine_times plume_machine_times;

plume_machine_times *plume_machine_times_new(void); /* NULL: out of memory */
void plume_machine_times_free(plume_machine_times *times);
/* False: out of memory. Without an interval it is passed over. */
bool plume_machine_times_add(plume_machine_times *times, const char *host, double start_s,
                             double end_s);
/* A run that was metered with the whole of one machine that is known; makes *times, which
 * may be NULL. */
bool plume_machine_times_take(plume_machine_times **times, const plume_run *run);
/* Whether any two share more than that. */
bool plume_machine_times_overlap(plume_machine_times *times);

#endif
