/* logs/run_check.h -- what every run passes on its way from a reader to the rest. */
#ifndef PLUME_LOGS_RUN_CHECK_H
#define PLUME_LOGS_RUN_CHECK_H

#include <stdbool.h>

#include <plume/run.h>

/* Keeps the cleaned text of one run until the next. NULL: out of memory. */
typedef struct plume_gate plume_gate;
plume_gate *plume_gate_new(void);
void plume_gate_free(plume_gate *gate);

/* Cleans all text of run, in place of it; *changed is set when more than the ends was. */
plume_status plume_gate_clean(plume_gate *gate, plume_run *run, bool *changed,
                              plume_error *error);

/* Why no run can be like this ("duration_s is negative"), or NULL. */
const char *plume_gate_impossible(const plume_run *run);

#endif
