/* evidence/covers/trace_runs.h -- the runs over which a power trace may be. */
#ifndef PLUME_EVIDENCE_COVERS_TRACE_RUNS_H
#define PLUME_EVIDENCE_COVERS_TRACE_RUNS_H

#include "evidence/covers/time_index.h"
#include "evidence/groups/plan.h"
#include "evidence/rules/doubt.h"
#include "intake/internal.h"
#include "intake/traced_hosts.h"
#include "traces/host_index.h"

typedef struct plume_traced_run {
    double start_s, end_s, devices; /* NAN: not known how many */
    uint32_t group;
    bool tracked;   /* an energy tracker tells of it, too */
    bool elsewhere; /* it may have been: it says of no host, and others do */
} plume_traced_run;

typedef struct plume_trace_runs {
    plume_intake *intake;
    const plume_plan *plan;
    const plume_found_file *met; /* the trace */
    size_t input;
    uint32_t account;
    plume_host_index *hosts; /* that the trace names; NULL unknown */
    plume_traced_run *run;
    size_t count, capacity;
    size_t timeless, lacking, hostless; /* runs that get nothing, and why */
    size_t elsewhere;
    size_t odd;        /* name their devices in a way that cannot be compared */
    char odd_name[64]; /* one of them */
    bool is_explicit;  /* the user said whose it is */
    bool ambiguous;    /* of which runs it is cannot be told */
    bool no_memory;
} plume_trace_runs;

/* When the runs of a plan were, for all traces. */
typedef struct plume_run_times {
    const plume_plan *plan;
    plume_time_index index;
    uint32_t *timeless; /* groups of no length or no time */
    size_t timeless_count;
} plume_run_times;

plume_status plume_run_times_new(plume_run_times *out, const plume_plan *plan,
                                 plume_error *error);
void plume_run_times_dispose(plume_run_times *times);

plume_status plume_trace_runs_find(plume_trace_runs *out, plume_intake *intake,
                                   plume_run_times *times, uint32_t account,
                                   plume_error *error);
void plume_trace_runs_dispose(plume_trace_runs *runs);

/* "" unknown. */
const char *plume_trace_runs_host(const plume_trace_runs *runs,
                                  const plume_traced_run *run);
/* Whether any account of a run tells its devices in a way that no other host has: by
 * UUID, or with the host. */
plume_status plume_trace_runs_pins(plume_trace_runs *runs, const plume_traced_run *run,
                                   bool *pins, plume_error *error);
/* By start, then by group. */
int plume_traced_run_compare(const plume_traced_run *left, const plume_traced_run *right);
/* Takes over the runs that stand under other traces alone. */
plume_status plume_trace_runs_join(plume_trace_runs *runs,
                                   const plume_trace_runs *const *more, size_t count,
                                   plume_error *error);

/* Asks which hosts and devices of the trace a run was on, for one claim; *counts: it was
 * on some. */
plume_status plume_trace_runs_look(plume_trace_runs *runs, const plume_traced_run *run,
                                   plume_traced_hosts *hosts, bool *counts,
                                   plume_error *error);
/* Likewise, without counting for the notes those that were not. */
plume_status plume_trace_runs_ask(plume_trace_runs *runs, const plume_traced_run *run,
                                  plume_traced_hosts *hosts, bool *counts,
                                  plume_error *error);

#endif
