/* Runs that say of no host, under traces of several hosts. */
#include "evidence/covers/hostless.h"

#include <math.h>

#include "evidence/accounts/hosts.h"

/* What takes part, and whose host is known. */
static bool is_of_host(const plume_metering *one)
{
    return one->host[0] != '\0' && plume_metering_is_told(one) && !one->runs.is_explicit;
}

static bool is_under(const plume_metering *one, uint32_t group)
{
    for (size_t i = 0; i < one->runs.count; i++)
        if (one->runs.run[i].group == group)
            return true;
    return false;
}

/* A run with as many devices as both have was on both. */
static bool has_both(const plume_traced_run *run, const plume_metering *left,
                     const plume_metering *right)
{
    return left->part == PLUME_METERED_ACCELERATORS &&
           right->part == PLUME_METERED_ACCELERATORS &&
           run->devices >= (double)(left->devices + right->devices);
}

static bool may_be_elsewhere(const plume_meterings *all, const plume_metering *one,
                             const plume_traced_run *run)
{
    for (size_t i = 0; i < all->count; i++) {
        const plume_metering *other = &all->one[i];

        if (other != one && is_of_host(other) &&
            !plume_hosts_equal(one->host, other->host) && is_under(other, run->group) &&
            !has_both(run, one, other))
            return true;
    }
    return false;
}

static plume_status mark(plume_meterings *all, plume_metering *one, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < one->runs.count && status == PLUME_OK; i++) {
        plume_traced_run *run = &one->runs.run[i];
        bool pins = false;

        if (plume_trace_runs_host(&one->runs, run)[0] != '\0' ||
            !may_be_elsewhere(all, one, run))
            continue;
        status = plume_trace_runs_pins(&one->runs, run, &pins, error);
        run->elsewhere = !pins;
    }
    return status;
}

/* All are marked before any trace is left out, whatever their order. */
plume_status plume_hostless_find(plume_meterings *all, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < all->count && status == PLUME_OK; i++)
        if (is_of_host(&all->one[i]))
            status = mark(all, &all->one[i], error);
    for (size_t i = 0; i < all->count; i++) {
        plume_trace_runs *runs = &all->one[i].runs;

        for (size_t k = 0; k < runs->count; k++)
            runs->elsewhere += runs->run[k].elsewhere;
        runs->ambiguous =
            runs->ambiguous || (runs->count > 0 && runs->elsewhere == runs->count);
    }
    return status;
}

plume_status plume_hostless_mask(plume_traced_hosts *hosts, const plume_metering *one,
                                 plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < one->runs.count && status == PLUME_OK; i++)
        if (one->runs.run[i].elsewhere)
            status = plume_traced_hosts_mask(hosts, one->host, one->runs.run[i].start_s,
                                             one->runs.run[i].end_s, error);
    return status;
}
