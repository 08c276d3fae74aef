/* Traces over the runs of their hosts and devices. */
#include "intake/joined_traces.h"
#include "evidence/covers/covers.h"

#include <math.h>
#include <stdlib.h>

#include "evidence/covers/note.h"
#include "evidence/accounts/hosts.h"
#include "evidence/covers/trace_runs.h"

#include "intake/traced_hosts.h"
#include "traces/total.h"

void plume_covers_dispose(plume_covers *covers)
{
    free(covers->cover);
    free(covers->covering);
    *covers = (plume_covers){ 0 };
}

const plume_covering *plume_covers_of_trace(const plume_covers *covers, uint32_t account)
{
    for (size_t i = 0; i < covers->traces; i++)
        if (covers->covering[i].trace == account)
            return &covers->covering[i];
    return NULL;
}

/* Covers were sorted by group when all traces had been read. */
const plume_cover *plume_covers_of_group(const plume_covers *covers, uint32_t group,
                                         size_t *count)
{
    size_t low = 0, high = covers->count, first;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (covers->cover[middle].group < group)
            low = middle + 1;
        else
            high = middle;
    }
    first = low;
    while (low < covers->count && covers->cover[low].group == group)
        low++;
    *count = low - first;
    return &covers->cover[first];
}

static bool push(plume_covers *covers, const plume_cover *one)
{
    size_t capacity = covers->capacity * 2 + 64;

    if (covers->count == covers->capacity) {
        plume_cover *grown = realloc(covers->cover, capacity * sizeof *grown);

        if (grown == NULL)
            return false;
        covers->cover = grown;
        covers->capacity = capacity;
    }
    covers->cover[covers->count++] = *one;
    return true;
}

/* --- one trace --- */

typedef struct covering_one {
    plume_covers *covers;
    plume_trace_runs *runs;
    plume_covering *covering;
    plume_traced_hosts *hosts;
} covering_one;

/* Joules. A share of unknown energy is counted for the notes and covers nothing: unknown
 * is not zero. */
static plume_status keep(covering_one *one, plume_error *error)
{
    plume_trace_tally tally = { 0 };
    plume_attributed *shares = NULL;
    size_t count = 0;
    plume_status status = plume_traced_hosts_shares(one->hosts, &shares, &count, error);

    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        const plume_attributed *got = &shares[i];
        plume_cover cover = { got->run, one->covering->trace, got->energy_j,
                              got->coverage, got->matched };

        plume_trace_tally_add(&tally, one->runs, got, one->covering->devices);
        if (!isnan(got->energy_j) && !push(one->covers, &cover))
            status = plume_fail_memory(error);
    }
    free(shares);
    one->covering->idle_j = plume_traced_hosts_idle_j(one->hosts);
    one->covering->idle_s = plume_traced_hosts_idle_s(one->hosts);
    one->covering->idle = plume_traced_hosts_idle(one->hosts);
    if (status == PLUME_OK)
        plume_covers_note(one->runs, one->covering, &tally);
    return status;
}

/* A run claims its devices only where this trace can have measured them; the others are
 * counted for the notes. */
static plume_status claim_all(covering_one *one, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < one->runs->count && status == PLUME_OK; i++) {
        const plume_traced_run *run = &one->runs->run[i];
        plume_attribution_run claim = { .start_s = run->start_s,
                                        .end_s = run->end_s,
                                        .devices = run->devices,
                                        .run = run->group };
        bool counts = false;

        status = plume_trace_runs_look(one->runs, run, one->hosts, &counts, error);
        if (status == PLUME_OK && counts)
            status = plume_traced_hosts_claim(one->hosts, &claim, error);
    }
    return status;
}

/* The accounts of the trace are known already: this reading is for its pieces. */
static plume_status forget(void *state, const plume_run *run, plume_error *error)
{
    (void)state;
    (void)run;
    (void)error;
    return PLUME_OK;
}

/* Reads the trace once more, for its pieces. */
static plume_status cover_one(covering_one *one, plume_error *error)
{
    const plume_trace *trace = plume_met_trace(one->runs->met);
    plume_log_setting setting = { .pass = PLUME_PASS_READ, .sink = { forget, NULL } };
    plume_log_result result;
    const plume_power *power = plume_trace_power(trace);
    plume_status status = plume_traced_hosts_new(
        &one->hosts, power, plume_trace_kind_of(trace).scope == PLUME_SCOPE_IT,
        plume_trace_series(trace), error);

    one->covering->devices = plume_power_count(power);
    if (status == PLUME_OK)
        status = claim_all(one, error);
    if (status == PLUME_OK)
        status = plume_traced_hosts_ready(one->hosts, error);
    if (status == PLUME_OK) {
        setting.pieces = plume_traced_hosts_sink(one->hosts);
        status = plume_intake_read_into(one->runs->intake, one->runs->input, &setting,
                                        &result, error);
    }
    if (status == PLUME_OK) {
        plume_traced_hosts_settle(one->hosts);
        status = keep(one, error);
    }
    plume_traced_hosts_free(one->hosts);
    return status;
}

/* --- all traces --- */

/* Groups in order, for the search by group; traces in order, for equal bytes. */
static int by_group(const void *left, const void *right)
{
    const plume_cover *a = left, *b = right;

    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return (a->trace > b->trace) - (a->trace < b->trace);
}

/* Rule `trace`: one that covers runs is no run, one that nobody can place is left out and
 * told, one that touches no run is a run itself. */
static plume_status find_one(plume_covers *out, plume_intake *intake,
                             const plume_plan *plan, uint32_t account, plume_error *error)
{
    plume_covering *covering = &out->covering[out->traces++];
    plume_trace_runs runs;
    covering_one one = { out, &runs, covering, NULL };
    plume_status status = plume_trace_runs_find(&runs, intake, plan, account, error);

    *covering = (plume_covering){ .trace = account, .fate = PLUME_TRACE_ALONE };
    if (status == PLUME_OK && runs.ambiguous) {
        covering->fate = PLUME_TRACE_UNTOLD;
        plume_covers_note_untold(&runs);
    } else if (status == PLUME_OK && (runs.count > 0 || runs.is_explicit)) {
        covering->fate = PLUME_TRACE_COVERS;
        status = cover_one(&one, error);
    }
    plume_trace_runs_dispose(&runs);
    return status;
}

/* Last of all rules, since only a group knows the host and the times of its run. */
plume_status plume_covers_find(plume_covers *out, plume_intake *intake,
                               const plume_plan *plan, plume_error *error)
{
    const plume_book *book = plan->groups->book;
    plume_status status = PLUME_OK;
    size_t traces = 0;

    *out = (plume_covers){ 0 };
    for (size_t i = 0; i < book->count; i++)
        traces += (book->account[i].flags & PLUME_ACCOUNT_TRACE) != 0;
    out->covering = calloc(traces + 1, sizeof *out->covering);
    if (out->covering == NULL)
        return plume_fail_memory(error);
    for (uint32_t i = 0; i < book->count && status == PLUME_OK; i++)
        if ((book->account[i].flags & PLUME_ACCOUNT_TRACE) != 0)
            status = find_one(out, intake, plan, i, error);
    if (out->count > 0)
        qsort(out->cover, out->count, sizeof *out->cover, by_group);
    return status;
}
