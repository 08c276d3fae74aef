/* A trace shared among runs, on each of its hosts apart. */
#include "intake/traced_hosts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/pool.h"
#include "traces/host_index.h"
#include "traces/host_names.h"
#include "traces/total.h"

typedef struct traced_host {
    const char *name; /* borrowed from the trace; "" unknown */
    size_t devices;
    plume_attribution *runs;
    bool met; /* while the hosts of devices are gathered */
} traced_host;

/* A device: which host has it, and its number there. */
typedef struct seat {
    uint32_t host, number;
} seat;

struct plume_traced_hosts {
    const plume_traced_devices *trace;
    traced_host *host;
    size_t count, devices;
    plume_host_index *index;
    size_t unnamed;  /* the host of devices that name none; SIZE_MAX: each names one */
    uint32_t *asked; /* hosts, by the run that was found last */
    size_t asked_count;
    bool nodes; /* it is of whole machines */
    seat *seat;
    plume_used_devices used; /* by the run that was found last */
    uint32_t *on;            /* room for the devices of one host */
    double part;             /* of that run's devices, that each host asked has */
};

/* --- making and freeing --- */

void plume_traced_hosts_free(plume_traced_hosts *hosts)
{
    if (hosts == NULL)
        return;
    for (size_t i = 0; i < hosts->count; i++)
        plume_attribution_free(hosts->host[i].runs);
    plume_used_devices_dispose(&hosts->used);
    free(hosts->host);
    free(hosts->seat);
    free(hosts->on);
    free(hosts->asked);
    plume_host_index_free(hosts->index);
    free(hosts);
}

static plume_status seat_device(plume_traced_hosts *hosts, plume_map *index, size_t i,
                                plume_error *error)
{
    const char *name = hosts->trace->label[i].host;
    size_t at = plume_map_find(index, name);

    if (at == SIZE_MAX) {
        at = hosts->count++;
        hosts->host[at].name = name;
        if (name[0] == '\0')
            hosts->unnamed = at;
        if (!plume_map_set(index, name, at) || !plume_host_index_add(hosts->index, name))
            return plume_fail_memory(error);
    }
    hosts->seat[i] = (seat){ (uint32_t)at, (uint32_t)hosts->host[at].devices++ };
    return PLUME_OK;
}

static plume_status seat_all(plume_traced_hosts *hosts, plume_error *error)
{
    plume_map *index = plume_map_new();
    plume_status status = index != NULL ? PLUME_OK : plume_fail_memory(error);

    for (size_t i = 0; status == PLUME_OK && i < hosts->devices; i++)
        status = seat_device(hosts, index, i, error);
    plume_map_free(index);
    return status;
}

plume_status plume_traced_hosts_new(plume_traced_hosts **out,
                                    const plume_traced_devices *trace, bool nodes,
                                    const plume_series *series, plume_error *error)
{
    plume_traced_hosts *hosts = calloc(1, sizeof *hosts);
    size_t devices = trace->count;
    plume_status status = PLUME_OK;

    *out = NULL;
    if (hosts == NULL)
        return plume_fail_memory(error);
    hosts->trace = trace;
    hosts->nodes = nodes;
    hosts->devices = devices;
    hosts->host = calloc(devices + 1, sizeof *hosts->host);
    hosts->seat = calloc(devices + 1, sizeof *hosts->seat);
    hosts->on = calloc(devices + 1, sizeof *hosts->on);
    hosts->asked = calloc(devices + 1, sizeof *hosts->asked);
    hosts->index = plume_host_index_new();
    hosts->unnamed = SIZE_MAX;
    if (hosts->host == NULL || hosts->seat == NULL || hosts->on == NULL ||
        hosts->asked == NULL || hosts->index == NULL)
        status = plume_fail_memory(error);
    else
        status = seat_all(hosts, error);
    for (size_t i = 0; status == PLUME_OK && i < hosts->count; i++) {
        status = plume_attribution_new(&hosts->host[i].runs, error);
        if (status == PLUME_OK)
            plume_attribution_match(hosts->host[i].runs, series);
    }
    if (status != PLUME_OK) {
        plume_traced_hosts_free(hosts);
        return status;
    }
    *out = hosts;
    return PLUME_OK;
}

size_t plume_traced_hosts_count(const plume_traced_hosts *hosts)
{
    return hosts->count;
}

/* --- one run --- */

/* Of the hosts that the run names those that the trace has. */
static plume_status ask_hosts(plume_traced_hosts *hosts, const plume_run *run,
                              plume_error *error)
{
    size_t named = plume_hosts_count(run->host), count;
    const uint32_t *found;

    if (!plume_host_index_find(hosts->index, run->host, &found, &count))
        return plume_fail_memory(error);
    hosts->asked_count = 0;
    for (size_t i = 0; i < count; i++)
        hosts->asked[hosts->asked_count++] = found[i];
    if (hosts->unnamed != SIZE_MAX)
        hosts->asked[hosts->asked_count++] = (uint32_t)hosts->unnamed;
    else if (named == 0 && hosts->count == 1)
        hosts->asked[hosts->asked_count++] = 0;
    count = hosts->asked_count;
    hosts->part = count > 0 ? 1.0 / (double)(named > count ? named : count) : 0.0;
    return PLUME_OK;
}

plume_status plume_traced_hosts_find(plume_traced_hosts *hosts, const plume_run *run,
                                     plume_traced *out, plume_error *error)
{
    plume_status status = ask_hosts(hosts, run, error);

    hosts->used.named = hosts->used.on_count = 0;
    if (status != PLUME_OK)
        return status;
    if (hosts->asked_count == 0) {
        *out = run->host[0] == '\0' ? PLUME_TRACED_HOSTLESS : PLUME_TRACED_ELSEWHERE;
        if (run->devices[0] == '\0' || run->host[0] != '\0')
            return PLUME_OK; /* UUIDs need no host */
    } else {
        *out = PLUME_TRACED;
    }
    if (hosts->nodes)
        return PLUME_OK;
    status = plume_used_devices_find(&hosts->used, run, hosts->trace, error);
    if (*out == PLUME_TRACED_HOSTLESS) {
        if (hosts->used.on_count > 0)
            *out = PLUME_TRACED;
    } else if (hosts->used.odd) {
        *out = PLUME_TRACED_ODD;
    } else if (hosts->used.named > 0 && hosts->used.on_count == 0) {
        *out = PLUME_TRACED_LACKING;
    }
    return status;
}

/* A run that names devices is on the hosts that have them, with as much of it. */
static plume_status claim_named(plume_traced_hosts *hosts, size_t at,
                                const plume_attribution_run *whole, plume_error *error)
{
    plume_attribution_run claim = *whole;

    claim.on = hosts->on;
    for (uint32_t i = 0; i < hosts->used.on_count; i++) {
        seat of = hosts->seat[hosts->used.on[i]];

        if (of.host == at)
            hosts->on[claim.on_count++] = of.number;
    }
    if (claim.on_count == 0)
        return PLUME_OK;
    claim.named = claim.on_count;
    claim.part = (double)claim.on_count / (double)hosts->used.named;
    claim.devices = whole->devices * claim.part;
    return plume_attribution_claim(hosts->host[at].runs, &claim, error);
}

/* On each host of these devices once. */
static plume_status claim_all_named(plume_traced_hosts *hosts,
                                    const plume_attribution_run *claim,
                                    plume_error *error)
{
    plume_status status = PLUME_OK;

    for (uint32_t i = 0; i < hosts->used.on_count && status == PLUME_OK; i++) {
        uint32_t at = hosts->seat[hosts->used.on[i]].host;

        if (hosts->host[at].met)
            continue;
        hosts->host[at].met = true;
        status = claim_named(hosts, at, claim, error);
    }
    for (uint32_t i = 0; i < hosts->used.on_count; i++)
        hosts->host[hosts->seat[hosts->used.on[i]].host].met = false;
    return status;
}

plume_status plume_traced_hosts_claim(plume_traced_hosts *hosts,
                                      const plume_attribution_run *claim,
                                      plume_error *error)
{
    plume_status status = PLUME_OK;
    plume_attribution_run one = *claim;

    one.part = hosts->part;
    one.of_all = hosts->nodes;
    one.devices = claim->devices * hosts->part;
    if (hosts->used.named > 0)
        return claim_all_named(hosts, claim, error);
    for (size_t i = 0; status == PLUME_OK && i < hosts->asked_count; i++)
        status = plume_attribution_claim(hosts->host[hosts->asked[i]].runs, &one, error);
    return status;
}

/* --- what other traces tell --- */

plume_status plume_traced_hosts_mask(plume_traced_hosts *hosts, const char *host,
                                     double from_s, double to_s, plume_error *error)
{
    plume_status status = PLUME_OK;
    const uint32_t *found;
    size_t count;

    if (host[0] == '\0') {
        for (size_t i = 0; status == PLUME_OK && i < hosts->count; i++)
            status = plume_attribution_mask(hosts->host[i].runs, from_s, to_s, error);
        return status;
    }
    if (!plume_host_index_find(hosts->index, host, &found, &count))
        return plume_fail_memory(error);
    for (size_t i = 0; status == PLUME_OK && i < count; i++)
        status = plume_attribution_mask(hosts->host[found[i]].runs, from_s, to_s, error);
    if (status == PLUME_OK && hosts->unnamed != SIZE_MAX)
        status =
            plume_attribution_mask(hosts->host[hosts->unnamed].runs, from_s, to_s, error);
    return status;
}

/* --- the pieces --- */

plume_status plume_traced_hosts_ready(plume_traced_hosts *hosts, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < hosts->count; i++)
        status =
            plume_attribution_ready(hosts->host[i].runs, hosts->host[i].devices, error);
    return status;
}

static void take(void *state, const plume_power_piece *given)
{
    plume_traced_hosts *hosts = state;
    plume_power_piece piece = *given;
    plume_power_sink sink;

    if (given->device >= hosts->devices)
        return;
    sink = plume_attribution_sink(hosts->host[hosts->seat[given->device].host].runs);
    piece.device = hosts->seat[given->device].number;
    sink.take(sink.state, &piece);
}

plume_power_sink plume_traced_hosts_sink(plume_traced_hosts *hosts)
{
    return (plume_power_sink){ take, hosts };
}

void plume_traced_hosts_settle(plume_traced_hosts *hosts)
{
    for (size_t i = 0; i < hosts->count; i++)
        plume_attribution_settle(hosts->host[i].runs);
}

double plume_traced_hosts_idle_j(const plume_traced_hosts *hosts)
{
    double sum_j = 0.0;

    for (size_t i = 0; i < hosts->count; i++)
        sum_j += plume_attribution_idle_j(hosts->host[i].runs);
    return sum_j;
}

static void join(plume_matched *sum, const plume_matched *more)
{
    sum->energy += more->energy;
    sum->known += more->known;
    sum->weighted += more->weighted;
}

plume_matched plume_traced_hosts_idle(const plume_traced_hosts *hosts)
{
    plume_matched sum = { 0.0, 0.0, 0.0 };

    for (size_t i = 0; i < hosts->count; i++) {
        plume_matched one = plume_attribution_idle(hosts->host[i].runs);

        join(&sum, &one);
    }
    return sum;
}

double plume_traced_hosts_idle_s(const plume_traced_hosts *hosts)
{
    double sum_s = 0.0;

    for (size_t i = 0; i < hosts->count; i++)
        sum_s += plume_attribution_idle_s(hosts->host[i].runs);
    return sum_s;
}

/* --- what came of it --- */

static int by_run(const void *left, const void *right)
{
    const plume_attributed *a = left, *b = right;

    if (a->owner != b->owner)
        return a->owner < b->owner ? -1 : 1;
    return (a->run > b->run) - (a->run < b->run);
}

/* Both NAN or known; what is unknown on one host is nothing there. */
static double plus(double sum, double more)
{
    return isnan(sum) ? more : isnan(more) ? sum : sum + more;
}

/* Equal runs stand side by side. */
static size_t join_runs(plume_attributed *share, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        share[i].coverage *= share[i].part;
        if (kept == 0 || by_run(&share[kept - 1], &share[i]) != 0) {
            share[kept++] = share[i];
            continue;
        }
        share[kept - 1].energy_j = plus(share[kept - 1].energy_j, share[i].energy_j);
        share[kept - 1].coverage = plus(share[kept - 1].coverage, share[i].coverage);
        share[kept - 1].part += share[i].part;
        join(&share[kept - 1].matched, &share[i].matched);
    }
    return kept;
}

plume_status plume_traced_hosts_shares(const plume_traced_hosts *hosts,
                                       plume_attributed **out, size_t *count,
                                       plume_error *error)
{
    plume_attributed *share;
    size_t all = 0, at = 0;

    for (size_t i = 0; i < hosts->count; i++)
        all += plume_attribution_count(hosts->host[i].runs);
    share = *out = malloc((all + 1) * sizeof *share);
    if (share == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < hosts->count; i++)
        for (size_t j = 0; j < plume_attribution_count(hosts->host[i].runs); j++)
            share[at++] = plume_attribution_at(hosts->host[i].runs, j);
    qsort(share, all, sizeof *share, by_run);
    *count = join_runs(share, all);
    return PLUME_OK;
}
