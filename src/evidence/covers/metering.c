/* What power traces measure, held against each other: nothing is measured twice. */
#include "evidence/covers/metering.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/accounts/hosts.h"
#include "intake/joined_traces.h"
#include "logs/meters.h"
#include "logs/power/rapl.h"
#include "traces/device_names.h"
#include "traces/host_names.h"
#include "traces/total.h"

/* --- what one measures --- */

static plume_metered part_of(const plume_trace *trace)
{
    if (plume_trace_kind_of(trace).scope != PLUME_SCOPE_IT)
        return PLUME_METERED_ACCELERATORS;
    return plume_trace_meter(trace) == PLUME_METER_PART ? PLUME_METERED_PROCESSORS
                                                        : PLUME_METERED_MACHINE;
}

/* A trace that names no host is of that of the runs under it, where they have one. */
static const char *host_of_runs(const plume_trace_runs *runs)
{
    const char *host = "";

    for (size_t i = 0; i < runs->count; i++) {
        const char *own = plume_trace_runs_host(runs, &runs->run[i]);

        if (own[0] == '\0')
            continue;
        if (plume_hosts_count(own) != 1 || (host[0] != '\0' && strcmp(host, own) != 0))
            return "";
        host = own;
    }
    return host;
}

static bool is_memory(const char *id)
{
    plume_rapl_domain domain = plume_rapl_domain_of(id, strlen(id));

    return domain == PLUME_RAPL_MEMORY || domain == PLUME_RAPL_PLATFORM;
}

/* Before the trace is read again, which begins its sums anew. */
static plume_status take_devices(plume_metering *one, plume_error *error)
{
    const plume_power *power = plume_trace_power(one->trace);
    const char *host = host_of_runs(&one->runs);

    one->devices = plume_power_count(power);
    one->device = calloc(one->devices + 1, sizeof *one->device);
    if (one->device == NULL)
        return plume_fail_memory(error);
    one->host = plume_trace_host(one->trace);
    if (one->devices == 0 || plume_power_label_at(power, 0).host[0] == '\0')
        one->host = host;
    for (size_t i = 0; i < one->devices; i++) {
        plume_power_device device = plume_power_at(power, i);
        plume_power_label label = plume_power_label_at(power, i);

        if (label.host[0] == '\0')
            label.host = host;
        one->device[i] = (plume_metered_device){ label, device.start_s, device.end_s };
        one->memory = one->memory || is_memory(label.id);
    }
    return PLUME_OK;
}

static plume_status describe(plume_metering *out, plume_intake *intake,
                             plume_run_times *times, uint32_t account, plume_error *error)
{
    plume_power_total total;
    plume_status status =
        plume_trace_runs_find(&out->runs, intake, times, account, error);

    out->account = account;
    out->trace = plume_met_trace(
        intake->met[plume_book_input(times->plan->groups->book, account)]);
    out->part = part_of(out->trace);
    total = plume_power_sum(plume_trace_power(out->trace));
    out->counted = total.counted;
    out->start_s = total.start_s;
    out->end_s = total.end_s;
    return status == PLUME_OK ? take_devices(out, error) : status;
}

/* --- whose it is --- */

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? (size_t)(slash - path) : 0;
}

static bool share_folder(const plume_metering *left, const plume_metering *right)
{
    const char *a = left->runs.met->path, *b = right->runs.met->path;
    size_t length = folder_length(a);

    return length == folder_length(b) && strncmp(a, b, length) == 0;
}

static bool names_hosts(const plume_metering *one)
{
    for (size_t i = 0; i < one->devices; i++)
        if (one->device[i].label.host[0] != '\0')
            return true;
    return false;
}

/* The host that all meters of its folder name which name any; "" none, or several. */
static const char *host_of_folder(const plume_meterings *all, const plume_metering *one)
{
    const char *host = "";

    for (size_t i = 0; i < all->count; i++) {
        const plume_metering *other = &all->one[i];

        if (!names_hosts(other) || !share_folder(one, other))
            continue;
        if (other->host[0] == '\0' ||
            (host[0] != '\0' && !plume_hosts_equal(host, other->host)))
            return "";
        host = other->host;
    }
    return host;
}

/* What names no host is of the one machine whose meters lie beside it. */
static void adopt_hosts(const plume_meterings *all, const char **host)
{
    for (size_t i = 0; i < all->count; i++)
        host[i] = names_hosts(&all->one[i]) ? "" : host_of_folder(all, &all->one[i]);
    for (size_t i = 0; i < all->count; i++) {
        if (host[i][0] == '\0')
            continue;
        all->one[i].host = host[i];
        for (size_t k = 0; k < all->one[i].devices; k++)
            all->one[i].device[k].label.host = host[i];
    }
}

static plume_status find_hosts(const plume_meterings *all, plume_error *error)
{
    const char **host = calloc(all->count + 1, sizeof *host);

    if (host == NULL)
        return plume_fail_memory(error);
    adopt_hosts(all, host);
    free(host);
    return PLUME_OK;
}

static plume_status find_times(plume_meterings *all, plume_error *error)
{
    bool done;

    all->beside = plume_beside_new(all->count);
    done = all->beside != NULL;
    for (size_t i = 0; i < all->count && done; i++)
        done = plume_beside_add(all->beside, all->one[i].start_s, all->one[i].end_s);
    return done ? PLUME_OK : plume_fail_memory(error);
}

/* Those at its time, itself among them, in order. */
static const uint32_t *beside(const plume_meterings *all, const plume_metering *one,
                              size_t *count)
{
    return plume_beside_find(all->beside, one->start_s, one->end_s, count);
}

plume_status plume_meterings_find(plume_meterings *out, plume_intake *intake,
                                  const plume_plan *plan, plume_error *error)
{
    const plume_book *book = plan->groups->book;
    plume_status status = PLUME_OK;
    plume_run_times times;
    size_t traces = 0;

    *out = (plume_meterings){ 0 };
    for (size_t i = 0; i < book->count; i++)
        traces += (book->account[i].flags & PLUME_ACCOUNT_TRACE) != 0;
    out->one = calloc(traces + 1, sizeof *out->one);
    if (out->one == NULL)
        return plume_fail_memory(error);
    if (traces > 0)
        status = plume_run_times_new(&times, plan, error);
    if (traces == 0 || status != PLUME_OK)
        return status;
    for (uint32_t i = 0; i < book->count && status == PLUME_OK; i++)
        if ((book->account[i].flags & PLUME_ACCOUNT_TRACE) != 0)
            status = describe(&out->one[out->count++], intake, &times, i, error);
    plume_run_times_dispose(&times);
    if (status == PLUME_OK)
        status = find_times(out, error);
    return status == PLUME_OK ? find_hosts(out, error) : status;
}

void plume_meterings_dispose(plume_meterings *all)
{
    for (size_t i = 0; i < all->count; i++) {
        plume_trace_runs_dispose(&all->one[i].runs);
        free(all->one[i].device);
    }
    free(all->one);
    plume_beside_free(all->beside);
    *all = (plume_meterings){ 0 };
}

bool plume_metering_is_told(const plume_metering *one)
{
    return !one->runs.ambiguous;
}

bool plume_metering_covers(const plume_metering *one)
{
    return !one->runs.ambiguous && (one->runs.count > 0 || one->runs.is_explicit);
}

/* --- whether two measure the same --- */

/* Runs under both that have no more devices than one of them: then these are not beside
 * each other. */
static bool share_run(const plume_metering *left, const plume_metering *right)
{
    const plume_trace_runs *a = &left->runs, *b = &right->runs;
    double both = (double)(left->devices + right->devices);

    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        int order = plume_traced_run_compare(&a->run[i], &b->run[k]);

        if (order == 0 && !(a->run[i].devices >= both))
            return true;
        i += order <= 0;
        k += order >= 0;
    }
    return false;
}

/* Of an unknown host: what lies in one folder, or over one run, is of one. */
static bool may_be_one(const plume_metering *left, const plume_metering *right)
{
    return share_folder(left, right) || share_run(left, right);
}

static bool hosts_are_same(const plume_metering *left, const char *a,
                           const plume_metering *right, const char *b)
{
    if (a[0] == '\0' && b[0] == '\0')
        return may_be_one(left, right);
    return a[0] != '\0' && b[0] != '\0' && (strcmp(a, b) == 0 || plume_hosts_equal(a, b));
}

/* Supplies and rails that bear different names are different; of all other meters of
 * machines two are of the same. */
static bool is_other_supply(const plume_metering *left, const char *a,
                            const plume_metering *right, const char *b)
{
    plume_meter level = plume_trace_meter(left->trace);

    return level == plume_trace_meter(right->trace) && level <= PLUME_METER_SUPPLY &&
           left->runs.met->reader == right->runs.met->reader && strcmp(a, b) != 0;
}

static bool is_accelerator(const plume_metering *one, size_t i)
{
    return one->part == PLUME_METERED_ACCELERATORS ||
           (one->part == PLUME_METERED_PROCESSORS &&
            plume_meter_is_accelerator(one->device[i].label.id));
}

/* Of the accelerators, as a log of processors may begin with these. */
static size_t number_of(const plume_metering *one, size_t device)
{
    size_t number = 0;

    if (one->part == PLUME_METERED_ACCELERATORS)
        return device;
    for (size_t i = 0; i < device; i++)
        number += is_accelerator(one, i);
    return number;
}

/* A log of processors may have the accelerators beside them: these are none of those. */
bool plume_metering_is_same(const plume_metering *left, size_t i,
                            const plume_metering *right, size_t j)
{
    const plume_power_label *a = &left->device[i].label, *b = &right->device[j].label;
    plume_device_match match;

    if (!hosts_are_same(left, a->host, right, b->host))
        return false;
    if (left->part == PLUME_METERED_MACHINE)
        return !is_other_supply(left, a->id, right, b->id);
    if (!is_accelerator(left, i) || !is_accelerator(right, j))
        return is_accelerator(left, i) == is_accelerator(right, j);
    match = plume_device_labels_match(a, b);
    return match == PLUME_DEVICE_SAME || (match == PLUME_DEVICE_INCOMPARABLE &&
                                          number_of(left, i) == number_of(right, j));
}

/* Both on one known host, or one of them of several. */
static bool may_share_host(const plume_metering *left, const plume_metering *right)
{
    return left->host[0] == '\0' || right->host[0] == '\0' ||
           plume_hosts_equal(left->host, right->host);
}

static bool have_accelerators(const plume_metering *left, const plume_metering *right)
{
    return left->part != PLUME_METERED_MACHINE && right->part != PLUME_METERED_MACHINE &&
           number_of(left, left->devices) > 0 && number_of(right, right->devices) > 0;
}

/* Accelerators are in a log of their own, and beside processors. */
static bool share_part(const plume_metering *left, const plume_metering *right)
{
    return left->part == right->part || have_accelerators(left, right);
}

static bool share_devices(const plume_metering *left, const plume_metering *right)
{
    if (!share_part(left, right) || !may_share_host(left, right) ||
        plume_devices_differ(plume_trace_device(left->trace),
                             plume_trace_device(right->trace)))
        return false;
    for (size_t i = 0; i < left->devices; i++)
        for (size_t j = 0; j < right->devices; j++)
            if (hosts_are_same(left, left->device[i].label.host, right,
                               right->device[j].label.host))
                return true;
    return false;
}

bool plume_meterings_meet(const plume_metering *left, const plume_metering *right)
{
    return left->part == right->part && share_devices(left, right);
}

/* --- which speaks --- */

/* Of accelerators their own log, whose scope is known, rather than one of processors too.
 * Else the wider meter, the better grade, the longer; then the order of their paths. */
static bool precedes(const plume_metering *left, const plume_metering *right)
{
    plume_meter a = plume_trace_meter(left->trace), b = plume_trace_meter(right->trace);
    double left_s = left->end_s - left->start_s, right_s = right->end_s - right->start_s;

    if (left->part != right->part)
        return left->part == PLUME_METERED_ACCELERATORS;
    if (a != b)
        return a > b;
    if (left->counted != right->counted)
        return left->counted;
    if (left_s != right_s)
        return left_s > right_s;
    return left->account < right->account;
}

/* One log may print whole seconds where the other has decimals: a rest of less is none.
 */
static const double rounded_s = 1.0;

static double reach_start(double told_s, double own_s)
{
    return told_s > own_s && told_s < own_s + rounded_s ? own_s : told_s;
}

static double reach_end(double told_s, double own_s)
{
    return told_s < own_s && told_s > own_s - rounded_s ? own_s : told_s;
}

/* Of one device: the times in which it is told by the other. */
static plume_status exclude_device(plume_exclusions *out, const plume_metering *other,
                                   const plume_metering *one, size_t j,
                                   plume_error *error)
{
    const plume_metered_device *own = &one->device[j];
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < other->devices && status == PLUME_OK; i++) {
        const plume_metered_device *told = &other->device[i];
        plume_excluded_time time = { j, reach_start(told->start_s, own->start_s),
                                     reach_end(told->end_s, own->end_s) };

        if (fmin(told->end_s, own->end_s) > fmax(told->start_s, own->start_s) &&
            plume_metering_is_same(other, i, one, j))
            status = plume_exclusions_add(out, &time, error);
    }
    return status;
}

plume_status plume_metering_exclude(plume_exclusions *out, uint32_t *by,
                                    const plume_meterings *all, const plume_metering *one,
                                    plume_error *error)
{
    plume_status status = PLUME_OK;
    size_t count;
    const uint32_t *found = beside(all, one, &count);

    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        const plume_metering *other = &all->one[found[i]];
        size_t before = out->count;

        if (other == one || !plume_metering_is_told(other) ||
            !(fmin(other->end_s, one->end_s) > fmax(other->start_s, one->start_s)) ||
            !precedes(other, one) || !share_devices(other, one))
            continue;
        for (size_t j = 0; j < one->devices && status == PLUME_OK; j++)
            status = exclude_device(out, other, one, j, error);
        if (before == 0 && out->count > 0)
            *by = other->account;
    }
    plume_exclusions_ready(out);
    return status;
}

/* Two meters of the whole on one host are one another's, which masks nothing more. */
static plume_status mask_host(plume_traced_hosts *hosts, const plume_metering *machine,
                              const plume_metering *one, bool *any, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < machine->devices && status == PLUME_OK; i++) {
        const plume_metered_device *told = &machine->device[i];

        for (size_t j = 0; j < one->devices; j++) {
            const plume_metered_device *own = &one->device[j];

            if (fmin(told->end_s, own->end_s) > fmax(told->start_s, own->start_s) &&
                hosts_are_same(machine, told->label.host, one, own->label.host)) {
                status = plume_traced_hosts_mask(
                    hosts, told->label.host, reach_start(told->start_s, own->start_s),
                    reach_end(told->end_s, own->end_s), error);
                *any = true;
                break;
            }
        }
    }
    return status;
}

plume_status plume_metering_mask(plume_traced_hosts *hosts, uint32_t *by,
                                 const plume_meterings *all, const plume_metering *one,
                                 plume_error *error)
{
    plume_status status = PLUME_OK;
    size_t count;
    const uint32_t *found = beside(all, one, &count);

    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        const plume_metering *other = &all->one[found[i]];
        bool any = false;

        if (one->part == PLUME_METERED_MACHINE || other->part != PLUME_METERED_MACHINE ||
            !plume_metering_is_told(other) || !may_share_host(other, one))
            continue;
        status = mask_host(hosts, other, one, &any, error);
        if (any && *by == PLUME_NOBODY)
            *by = other->account;
    }
    return status;
}

bool plume_metering_has_rivals(const plume_meterings *all, const plume_metering *one)
{
    size_t count;
    const uint32_t *found = beside(all, one, &count);

    for (size_t i = 0; i < count; i++) {
        const plume_metering *other = &all->one[found[i]];

        if (other != one && plume_metering_is_told(other) &&
            ((share_part(other, one) && precedes(other, one)) ||
             (other->part == PLUME_METERED_MACHINE && one->part != other->part)) &&
            fmin(other->end_s, one->end_s) > fmax(other->start_s, one->start_s) &&
            may_share_host(other, one))
            return true;
    }
    return false;
}
