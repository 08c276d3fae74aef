/* Runs on the host and devices of a trace, in its time. */
#include "intake/joined_traces.h"
#include "evidence/covers/trace_runs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/accounts/hosts.h"
#include "evidence/covers/trace_targets.h"
#include "core/pool.h"
#include "traces/total.h"

void plume_trace_runs_dispose(plume_trace_runs *runs)
{
    free(runs->run);
    runs->run = NULL;
    plume_host_index_free(runs->hosts);
    runs->hosts = NULL;
}

static const plume_book *book_of(const plume_trace_runs *runs)
{
    return runs->plan->groups->book;
}

/* --- whose the user says it is --- */

/* One account under the target is enough: all accounts of a group are one run. */
static bool is_wanted(const plume_trace_runs *runs, uint32_t group)
{
    if (!runs->is_explicit)
        return true;
    PLUME_EACH_MEMBER(runs->plan->groups, group, member)
    if (plume_trace_is_target(runs->intake, runs->met,
                              runs->intake->met[plume_book_input(book_of(runs), member)]))
        return true;
    return false;
}

/* --- which runs it may cover --- */

/* Each host once. False: out of memory. */
static bool index_hosts(plume_host_index *out, const plume_power *power, plume_map *seen)
{
    for (size_t i = 0; i < plume_power_count(power); i++) {
        const char *host = plume_power_label_at(power, i).host;

        if (plume_map_find(seen, host) == SIZE_MAX &&
            (!plume_map_set(seen, host, i) || !plume_host_index_add(out, host)))
            return false;
    }
    return true;
}

/* Of a device that names no host it is unknown which are meant. */
static plume_status name_hosts(plume_trace_runs *runs, plume_error *error)
{
    const plume_power *power = plume_trace_power(plume_met_trace(runs->met));
    size_t count = plume_power_count(power);
    plume_map *seen;
    bool done;

    for (size_t i = 0; i < count; i++)
        if (plume_power_label_at(power, i).host[0] == '\0')
            return PLUME_OK;
    if (count == 0)
        return PLUME_OK;
    seen = plume_map_new();
    runs->hosts = plume_host_index_new();
    done = seen != NULL && runs->hosts != NULL && index_hosts(runs->hosts, power, seen);
    plume_map_free(seen);
    return done ? PLUME_OK : plume_fail_memory(error);
}

/* Whether a host is known, and none of the trace. */
static bool is_elsewhere(plume_trace_runs *runs, const char *host)
{
    const uint32_t *found;
    size_t count;

    if (host[0] == '\0' || runs->hosts == NULL)
        return false;
    if (!plume_host_index_find(runs->hosts, host, &found, &count))
        runs->no_memory = true;
    return count == 0;
}

static bool is_trace(const plume_trace_runs *runs, uint32_t group)
{
    return (book_of(runs)->account[group].flags & PLUME_ACCOUNT_TRACE) != 0;
}

/* Who assigns a trace need not repeat its device, but a host known to differ still
 * counts. A run that is known to have had no devices drew nothing here. */
static bool agrees(plume_trace_runs *runs, uint32_t group)
{
    const plume_book *book = book_of(runs);
    const char *device = plume_trace_device(plume_met_trace(runs->met));

    PLUME_EACH_MEMBER(runs->plan->groups, group, member)
    {
        const plume_account *account = &book->account[member];

        if (is_elsewhere(runs, plume_book_host(book, account)) ||
            (!runs->is_explicit &&
             plume_devices_differ(device, plume_book_device(book, account))))
            return false;
        if (plume_book_berth(book, account)->device_count == 0.0F)
            return false;
    }
    return true;
}

/* Whether the user says that the trace is of no account of a run, of a part of it, or of
 * what it is a part of. */
static bool is_distinct(const plume_trace_runs *runs, uint32_t group)
{
    const plume_plan *plan = runs->plan;

    if (plan->groups->apart.are == NULL)
        return false;
    for (uint32_t at = group; at != PLUME_NOBODY;
         at = plume_holdings_holder(&plan->holdings, at))
        if (plume_groups_kept_apart(plan->groups,
                                    plume_group_of(plan->groups, runs->account), at))
            return true;
    PLUME_EACH_PART(&plan->holdings, group, i)
    if (plume_groups_kept_apart(plan->groups, plume_group_of(plan->groups, runs->account),
                                plan->holdings.held[i]))
        return true;
    return false;
}

/* For the notes: a trace goes before the energy of a tracker. */
static bool is_tracked(const plume_trace_runs *runs, uint32_t group)
{
    const plume_book *book = book_of(runs);

    PLUME_EACH_MEMBER(runs->plan->groups, group, member)
    if (plume_book_kind(book, &book->account[member]) == PLUME_KIND_TRACKER)
        return true;
    return false;
}

static bool push(plume_trace_runs *runs, const plume_traced_run *one)
{
    size_t capacity = runs->capacity * 2 + 64;

    if (runs->count == runs->capacity) {
        plume_traced_run *grown = realloc(runs->run, capacity * sizeof *grown);

        if (grown == NULL)
            return false;
        runs->run = grown;
        runs->capacity = capacity;
    }
    runs->run[runs->count++] = *one;
    return true;
}

static bool is_beside(const plume_traced_run *one, const plume_account *trace)
{
    return one->end_s > one->start_s &&
           !(fmin(one->end_s, trace->end_s) > fmax(one->start_s, trace->start_s));
}

/* Without times nothing can be shared out. A trace that the user assigns may lie beside
 * the runs in time, which is told, not passed by. Most runs are at another time, which is
 * asked before all that costs more. */
static plume_status consider(plume_trace_runs *runs, uint32_t group, plume_error *error)
{
    const plume_node node = plume_plan_node(runs->plan, group);
    const plume_account *trace = &book_of(runs)->account[runs->account];
    plume_traced_run one = { node.start_s, node.end_s, node.device_count,
                             group,        false,      false };

    if (!runs->is_explicit && is_beside(&one, trace))
        return PLUME_OK;
    if (!plume_plan_is_run(runs->plan, group) || is_trace(runs, group) ||
        !is_wanted(runs, group) || !agrees(runs, group) || is_distinct(runs, group))
        return PLUME_OK;
    if (!(one.end_s > one.start_s)) {
        runs->timeless++;
        return PLUME_OK;
    }
    one.tracked = is_tracked(runs, group);
    return push(runs, &one) ? PLUME_OK : plume_fail_memory(error);
}

/* --- whether it can be told --- */

const char *plume_trace_runs_host(const plume_trace_runs *runs,
                                  const plume_traced_run *run)
{
    uint32_t account = plume_plan_node(runs->plan, run->group).host;

    return account == PLUME_NOBODY
               ? ""
               : plume_book_host(book_of(runs), &book_of(runs)->account[account]);
}

/* Rule `trace`: known hosts that differ under a trace without one, or unknown hosts that
 * overlap on one count of devices. */
static bool may_be_apart(const plume_trace_runs *runs, const plume_traced_run *left,
                         const plume_traced_run *right)
{
    const char *a = plume_trace_runs_host(runs, left);
    const char *b = plume_trace_runs_host(runs, right);
    bool together = fmin(left->end_s, right->end_s) > fmax(left->start_s, right->start_s);

    if (a[0] != '\0' && b[0] != '\0')
        return runs->hosts == NULL && plume_hosts_differ(a, b);
    return a[0] == '\0' && b[0] == '\0' && together &&
           (left->devices == right->devices || isnan(left->devices) ||
            isnan(right->devices));
}

int plume_traced_run_compare(const plume_traced_run *left, const plume_traced_run *right)
{
    if (left->start_s != right->start_s)
        return left->start_s < right->start_s ? -1 : 1;
    return (left->group > right->group) - (left->group < right->group);
}

static int by_start(const void *left, const void *right)
{
    return plume_traced_run_compare(left, right);
}

/* Runs on several hosts under a trace of an unknown one, or runs of unknown hosts at one
 * time: nobody knows whose devices it measured. */
static bool is_ambiguous(const plume_trace_runs *runs)
{
    for (size_t i = 1; i < runs->count; i++)
        for (size_t j = i; j-- > 0 && i - j <= 64;)
            if (may_be_apart(runs, &runs->run[j], &runs->run[i]))
                return true;
    return false;
}

/* Where the trace names its host those are its runs that name it, too: of others nobody
 * knows where they ran. False: none does. */
static bool keep_known(plume_trace_runs *runs)
{
    bool known = false;

    for (size_t i = 0; runs->hosts != NULL && i < runs->count; i++)
        known = known || plume_trace_runs_host(runs, &runs->run[i])[0] != '\0';
    for (size_t i = 0; known && i < runs->count; i++)
        runs->run[i].elsewhere = plume_trace_runs_host(runs, &runs->run[i])[0] == '\0';
    return known;
}

plume_status plume_run_times_new(plume_run_times *out, const plume_plan *plan,
                                 plume_error *error)
{
    bool done;

    *out = (plume_run_times){ .plan = plan };
    out->timeless = malloc((plan->count + 1) * sizeof *out->timeless);
    done = out->timeless != NULL;
    for (size_t i = 0; i < plan->count && done; i++) {
        uint32_t group = plan->order[i];
        plume_node node = plume_plan_node(plan, group);

        if (node.end_s > node.start_s)
            done = plume_time_index_add(&out->index, node.start_s, node.end_s, group);
        else
            out->timeless[out->timeless_count++] = group;
    }
    plume_time_index_ready(&out->index);
    if (done)
        return PLUME_OK;
    plume_run_times_dispose(out);
    return plume_fail_memory(error);
}

void plume_run_times_dispose(plume_run_times *times)
{
    plume_time_index_dispose(&times->index);
    free(times->timeless);
    times->timeless = NULL;
}

/* Runs at the time of the trace, and those of no time. */
static plume_status consider_timely(plume_trace_runs *runs, plume_run_times *times,
                                    plume_error *error)
{
    const plume_account *trace = &book_of(runs)->account[runs->account];
    plume_time_query query = { trace->start_s, trace->end_s, 0 };
    plume_status status = PLUME_OK;
    const plume_time_span *run;

    while (status == PLUME_OK &&
           (run = plume_time_index_next(&times->index, &query)) != NULL)
        status = consider(runs, run->number, error);
    for (size_t i = 0; i < times->timeless_count && status == PLUME_OK; i++)
        status = consider(runs, times->timeless[i], error);
    return status;
}

static plume_status consider_all(plume_trace_runs *runs, plume_error *error)
{
    const plume_plan *plan = runs->plan;
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < plan->count && status == PLUME_OK; i++)
        status = consider(runs, plan->order[i], error);
    return status;
}

plume_status plume_trace_runs_find(plume_trace_runs *out, plume_intake *intake,
                                   plume_run_times *times, uint32_t account,
                                   plume_error *error)
{
    const plume_book *book = times->plan->groups->book;
    plume_status status = PLUME_OK;

    *out = (plume_trace_runs){ .intake = intake,
                               .plan = times->plan,
                               .account = account,
                               .input = plume_book_input(book, account) };
    out->met = intake->met[out->input];
    status = name_hosts(out, error);
    out->is_explicit = plume_trace_wanted(intake, out->met)[0] != '\0';
    if (!out->is_explicit && !plume_account_has_times(&book->account[account]))
        return status;
    if (status == PLUME_OK)
        status = out->is_explicit ? consider_all(out, error)
                                  : consider_timely(out, times, error);
    if (status == PLUME_OK && out->no_memory)
        status = plume_fail_memory(error);
    if (out->count > 0)
        qsort(out->run, out->count, sizeof *out->run, by_start);
    out->ambiguous = !out->is_explicit && is_ambiguous(out) && !keep_known(out);
    return status;
}

static bool join(plume_trace_runs *runs, const plume_trace_runs *more, bool *has)
{
    for (size_t i = 0; i < more->count; i++) {
        if (!has[more->run[i].group] && !push(runs, &more->run[i]))
            return false;
        has[more->run[i].group] = true;
    }
    runs->timeless = runs->timeless > more->timeless ? runs->timeless : more->timeless;
    return true;
}

plume_status plume_trace_runs_join(plume_trace_runs *runs,
                                   const plume_trace_runs *const *more, size_t count,
                                   plume_error *error)
{
    bool *has = calloc(book_of(runs)->count + 1, sizeof *has);
    bool done = has != NULL;

    for (size_t i = 0; done && i < runs->count; i++)
        has[runs->run[i].group] = true;
    for (size_t i = 0; done && i < count; i++)
        done = join(runs, more[i], has);
    free(has);
    if (runs->count > 0)
        qsort(runs->run, runs->count, sizeof *runs->run, by_start);
    return done ? PLUME_OK : plume_fail_memory(error);
}

/* --- devices --- */

/* The host and the devices that any account of a run names. */
static plume_status name(plume_trace_runs *runs, const plume_traced_run *run,
                         plume_run *out, char **text, plume_error *error)
{
    const plume_book *book = book_of(runs);
    plume_status status = PLUME_OK;

    plume_run_init(out);
    PLUME_EACH_MEMBER(runs->plan->groups, run->group, member)
    {
        plume_run read;
        char *own = NULL;

        if (status != PLUME_OK || out->devices[0] != '\0')
            break;
        status = plume_book_read(book, member, &read, &own, error);
        if (status == PLUME_OK && read.devices[0] != '\0') {
            out->devices = read.devices;
            *text = own;
        } else {
            free(own);
        }
    }
    out->host = plume_trace_runs_host(runs, run);
    out->device_count = run->devices;
    return status;
}

plume_status plume_trace_runs_pins(plume_trace_runs *runs, const plume_traced_run *run,
                                   bool *pins, plume_error *error)
{
    char *text = NULL;
    plume_run named;
    plume_status status = name(runs, run, &named, &text, error);

    *pins = status == PLUME_OK && strpbrk(named.devices, "-:") != NULL;
    free(text);
    return status;
}

typedef struct looked {
    plume_traced traced;
    char devices[64]; /* as the run names them */
} looked;

static plume_status look(plume_trace_runs *runs, const plume_traced_run *run,
                         plume_traced_hosts *hosts, looked *out, plume_error *error)
{
    char *text = NULL;
    plume_run named;
    plume_status status = name(runs, run, &named, &text, error);

    if (status == PLUME_OK)
        status = plume_traced_hosts_find(hosts, &named, &out->traced, error);
    if (status == PLUME_OK)
        snprintf(out->devices, sizeof out->devices, "%s", named.devices);
    free(text);
    return status;
}

static bool counts_in(plume_traced traced)
{
    return traced == PLUME_TRACED || traced == PLUME_TRACED_ODD;
}

/* One odd name stands for all of them in the note. */
plume_status plume_trace_runs_look(plume_trace_runs *runs, const plume_traced_run *run,
                                   plume_traced_hosts *hosts, bool *counts,
                                   plume_error *error)
{
    looked found;
    plume_status status = look(runs, run, hosts, &found, error);

    if (status != PLUME_OK)
        return status;
    runs->hostless += found.traced == PLUME_TRACED_HOSTLESS;
    runs->lacking += found.traced == PLUME_TRACED_LACKING;
    if (found.traced == PLUME_TRACED_ODD && runs->odd++ == 0)
        snprintf(runs->odd_name, sizeof runs->odd_name, "%s", found.devices);
    *counts = counts_in(found.traced);
    return PLUME_OK;
}

plume_status plume_trace_runs_ask(plume_trace_runs *runs, const plume_traced_run *run,
                                  plume_traced_hosts *hosts, bool *counts,
                                  plume_error *error)
{
    looked found;
    plume_status status = look(runs, run, hosts, &found, error);

    *counts = status == PLUME_OK && counts_in(found.traced);
    return status;
}
