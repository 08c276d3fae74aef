/* Traces over the runs of their hosts and devices. */
#include "evidence/covers/covers.h"

#include <math.h>
#include <stdlib.h>

#include "evidence/covers/hostless.h"
#include "evidence/covers/note.h"
#include "evidence/covers/metering.h"
#include "evidence/covers/trace_set.h"
#include "evidence/covers/trace_targets.h"

void plume_covers_dispose(plume_covers *covers)
{
    free(covers->cover);
    free(covers->covering);
    *covers = (plume_covers){ 0 };
}

/* Traces stand in the order of their accounts. */
const plume_covering *plume_covers_of_trace(const plume_covers *covers, uint32_t account)
{
    size_t low = 0, high = covers->traces;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (covers->covering[middle].trace < account)
            low = middle + 1;
        else
            high = middle;
    }
    return low < covers->traces && covers->covering[low].trace == account
               ? &covers->covering[low]
               : NULL;
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

/* --- runs under traces --- */

typedef struct covering_set {
    plume_covers *covers;
    const plume_meterings *all;
    plume_trace_runs *runs; /* of all traces of the set */
    plume_trace_set set;
} covering_set;

static plume_covering *covering_at(const covering_set *of, size_t member)
{
    return &of->covers->covering[of->set.member[member]];
}

static bool is_under(const plume_metering *one, uint32_t group)
{
    for (size_t i = 0; i < one->runs.count; i++)
        if (one->runs.run[i].group == group)
            return true;
    return false;
}

/* Of the energy that a run got of a set: the share of one trace. */
static double told_by(const covering_set *of, size_t number)
{
    return of->set.members == 1 ? 1.0 : of->set.portions.one[number].told;
}

/* Each trace of a set brings what it measured, so that it is told by whom the run has its
 * energy; the first of them says of how much of the run and of its devices they are all
 * together. */
static plume_status keep_portion(covering_set *of, size_t number,
                                 const plume_attributed *got, bool first,
                                 plume_error *error)
{
    const plume_metering *one = &of->all->one[of->set.member[number]];
    plume_cover cover = { .group = got->run,
                          .trace = one->account,
                          .energy_j = got->energy_j * told_by(of, number),
                          .coverage = first ? got->coverage : 0.0,
                          .part = first ? got->part : 0.0,
                          .devices = (double)of->set.devices.count,
                          .metered = one->part,
                          .memory = one->memory,
                          .counted = one->counted };

    if (first)
        cover.matched = got->matched;
    return push(of->covers, &cover) ? PLUME_OK : plume_fail_memory(error);
}

/* A trace that has nothing of the run is told where others speak for all of it. */
static plume_status keep_share(covering_set *of, const plume_attributed *got,
                               double devices, plume_error *error)
{
    plume_status status = PLUME_OK;
    bool first = true;

    plume_trace_portions_share(&of->set.portions, got->run, devices);
    for (size_t i = 0; i < of->set.members && status == PLUME_OK; i++) {
        bool has = !isnan(told_by(of, i));

        if (!has &&
            (of->set.passed[i] || !is_under(&of->all->one[of->set.member[i]], got->run)))
            continue;
        status = keep_portion(of, i, got, has && first, error);
        first = first && !has;
    }
    return status;
}

static int by_run(const void *left, const void *right)
{
    const plume_traced_run *const *a = left, *const *b = right;

    return ((*a)->group > (*b)->group) - ((*a)->group < (*b)->group);
}

/* NULL: out of memory. */
static const plume_traced_run **sort_runs(const plume_trace_runs *runs)
{
    const plume_traced_run **sorted = malloc((runs->count + 1) * sizeof *sorted);

    for (size_t i = 0; sorted != NULL && i < runs->count; i++)
        sorted[i] = &runs->run[i];
    if (sorted != NULL && runs->count > 0)
        qsort(sorted, runs->count, sizeof *sorted, by_run);
    return sorted;
}

/* Shares are in the order of their runs. */
static plume_status keep_shares(covering_set *of, const plume_attributed *share,
                                size_t count, plume_trace_tally *tally,
                                plume_error *error)
{
    const plume_traced_run **run = sort_runs(of->runs);
    plume_status status = run != NULL ? PLUME_OK : plume_fail_memory(error);
    size_t at = 0;

    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        while (run[at]->group < share[i].run)
            at++;
        plume_trace_tally_add(tally, run[at], &share[i], of->set.devices.count);
        if (!isnan(share[i].energy_j))
            status = keep_share(of, &share[i], run[at]->devices, error);
    }
    free(run);
    return status;
}

/* Joules. A share of unknown energy is counted for the notes and covers nothing: unknown
 * is not zero. */
static plume_status keep(covering_set *of, plume_error *error)
{
    plume_covering *covering = covering_at(of, 0);
    plume_trace_tally tally = { 0 };
    plume_attributed *shares = NULL;
    size_t count = 0;
    plume_status status =
        plume_traced_hosts_shares(of->set.hosts, &shares, &count, error);

    covering->devices = of->set.devices.count;
    if (status == PLUME_OK)
        status = keep_shares(of, shares, count, &tally, error);
    free(shares);
    covering->idle_j = plume_traced_hosts_idle_j(of->set.hosts);
    covering->idle_s = plume_traced_hosts_idle_s(of->set.hosts);
    covering->idle = plume_traced_hosts_idle(of->set.hosts);
    if (status == PLUME_OK)
        plume_covers_note(of->runs, covering, &tally);
    covering->devices = plume_trace_set_heard(&of->set);
    return status;
}

/* A run claims its devices only where these traces can have measured them; the others are
 * counted for the notes. */
static plume_status claim_all(covering_set *of, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < of->runs->count && status == PLUME_OK; i++) {
        const plume_traced_run *run = &of->runs->run[i];
        plume_attribution_run claim = { .start_s = run->start_s,
                                        .end_s = run->end_s,
                                        .devices = run->devices,
                                        .run = run->group };
        bool counts = false;

        if (run->elsewhere)
            continue;
        status = plume_trace_runs_look(of->runs, run, of->set.hosts, &counts, error);
        if (status == PLUME_OK && counts)
            status = plume_traced_hosts_claim(of->set.hosts, &claim, error);
        if (status == PLUME_OK && counts)
            status = plume_trace_portions_claim(&of->set.portions, of->runs, run, error);
    }
    return status;
}

/* Runs of all traces of the set, each once. */
static plume_status join_runs(covering_set *of, plume_error *error)
{
    size_t members = of->set.members;
    const plume_trace_runs **more;
    plume_status status;

    if (members == 1)
        return PLUME_OK;
    more = malloc(members * sizeof *more);
    if (more == NULL)
        return plume_fail_memory(error);
    for (size_t i = 1; i < members; i++)
        more[i - 1] = &of->all->one[of->set.member[i]].runs;
    status = plume_trace_runs_join(of->runs, more, members - 1, error);
    free(more);
    return status;
}

/* Rule `trace`: traces that cover runs are no runs. */
static plume_status cover_set(plume_covers *covers, plume_meterings *all, size_t first,
                              plume_untaken *untaken, plume_error *error)
{
    covering_set of = { .covers = covers, .all = all };
    plume_status status = plume_trace_set_new(&of.set, all, first, untaken, error);

    if (status == PLUME_OK) {
        of.runs = &all->one[of.set.member[0]].runs;
        status = join_runs(&of, error);
    }
    if (status == PLUME_OK)
        status = claim_all(&of, error);
    for (size_t i = 0; i < of.set.members && status == PLUME_OK; i++)
        status = plume_hostless_mask(of.set.hosts, &all->one[of.set.member[i]], error);
    if (status == PLUME_OK)
        status = plume_trace_set_read(&of.set, error);
    for (size_t i = 0; i < of.set.members && status == PLUME_OK; i++) {
        plume_covering *covering = covering_at(&of, i);

        covering->fate = PLUME_TRACE_COVERS;
        covering->told_again = !of.set.passed[i];
        covering->part_of = of.set.masked_by;
        if (i > 0)
            covering->same_as = covering_at(&of, 0)->trace;
    }
    if (status == PLUME_OK)
        status = keep(&of, error);
    plume_trace_set_dispose(&of.set);
    return status;
}

/* --- traces without runs --- */

/* What other traces tell of the same is no run once more: what is left of it is one. */
static plume_status rest_of(plume_covers *covers, const plume_meterings *all,
                            size_t number, plume_error *error)
{
    plume_covering *covering = &covers->covering[number];
    plume_trace_set set;
    plume_status status = plume_trace_set_new(&set, all, number, NULL, error);

    if (status == PLUME_OK)
        status = plume_trace_set_read(&set, error);
    if (status == PLUME_OK &&
        (set.excluded_by != PLUME_NOBODY || set.masked_by != PLUME_NOBODY)) {
        covering->same_as = set.excluded_by;
        covering->part_of = set.masked_by;
        covering->devices = plume_trace_set_heard(&set);
        covering->idle_j = plume_traced_hosts_idle_j(set.hosts);
        covering->idle_s = plume_traced_hosts_idle_s(set.hosts);
        covering->idle = plume_traced_hosts_idle(set.hosts);
        covering->fate = covering->idle_s > 0.0 ? PLUME_TRACE_PARTLY : PLUME_TRACE_TOLD;
        covering->told_again = covering->fate == PLUME_TRACE_TOLD;
    }
    plume_trace_set_dispose(&set);
    return status;
}

/* One that nobody can place is left out and told. A trace that is alone is not read
 * again. */
static plume_status settle(plume_covers *covers, plume_meterings *all, size_t i,
                           plume_untaken *untaken, plume_error *error)
{
    plume_metering *one = &all->one[i];

    if (!plume_metering_is_told(one)) {
        covers->covering[i].fate = PLUME_TRACE_UNTOLD;
        plume_covers_note_untold(&one->runs);
        return PLUME_OK;
    }
    if (plume_metering_covers(one))
        return plume_untaken_has(untaken, i) ? cover_set(covers, all, i, untaken, error)
                                             : PLUME_OK;
    return plume_metering_has_rivals(all, one) ? rest_of(covers, all, i, error)
                                               : PLUME_OK;
}

/* --- all of them --- */

/* Groups in order, for the search by group; traces in order, for equal bytes. */
static int by_group(const void *left, const void *right)
{
    const plume_cover *a = left, *b = right;

    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return (a->trace > b->trace) - (a->trace < b->trace);
}

static plume_status settle_all(plume_covers *covers, plume_meterings *all,
                               plume_error *error)
{
    plume_untaken *untaken;
    plume_status status = plume_untaken_new(&untaken, all, error);

    covers->covering = calloc(all->count + 1, sizeof *covers->covering);
    if (status == PLUME_OK && covers->covering == NULL)
        status = plume_fail_memory(error);
    for (size_t i = 0; i < all->count && status == PLUME_OK; i++)
        covers->covering[covers->traces++] =
            (plume_covering){ .trace = all->one[i].account,
                              .same_as = PLUME_NOBODY,
                              .part_of = PLUME_NOBODY,
                              .fate = PLUME_TRACE_ALONE };
    for (size_t i = 0; i < all->count && status == PLUME_OK; i++)
        status = settle(covers, all, i, untaken, error);
    plume_untaken_free(untaken);
    return status;
}

/* Last of all rules, since only a group knows the host and the times of its run. */
plume_status plume_covers_find(plume_covers *out, plume_intake *intake,
                               const plume_plan *plan, plume_error *error)
{
    plume_meterings all = { 0 };
    plume_status status;

    *out = (plume_covers){ 0 };
    status = plume_trace_targets_check(intake, error);
    if (status == PLUME_OK)
        status = plume_meterings_find(&all, intake, plan, error);
    if (status == PLUME_OK)
        status = plume_hostless_find(&all, error);
    if (status == PLUME_OK)
        status = settle_all(out, &all, error);
    plume_meterings_dispose(&all);
    if (out->count > 0)
        qsort(out->cover, out->count, sizeof *out->cover, by_group);
    return status;
}
