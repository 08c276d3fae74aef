/* What the hosts draw beside the accelerators, charged once to each host and hour. */
#include "ledger/host_power.h"

#include <math.h>
#include <stdlib.h>

#include "core/number/units.h"
#include "core/pool.h"
#include "traces/host_names.h"
#include <plume/number.h>
#include <plume/text.h>

/* As of embodied carbon, where the study file does not say. */
static const double usual_devices_per_host = 8.0;

/* A run begins or ends on a host. */
typedef struct change {
    double t_s, devices;
    int runs; /* 1 or -1 */
} change;

/* From here to the next one: host-hours for each device, summed up to its beginning. */
typedef struct slot {
    double t_s, hosts_per_device, sum_h;
} slot;

/* A host; or all runs that name none. */
typedef struct place {
    change *change;
    slot *slot;
    size_t count, capacity;
    bool named;
} place;

struct plume_host_power {
    double watts, per_host;
    bool per_host_said, shared;
    plume_map *index; /* names to places */
    place *place;
    size_t count, capacity;
    double alone_h,
        all_h;         /* host-hours: of runs without times; of all that was charged */
    double most_hosts; /* of runs without a host, at one time */
};

/* NULL when the study states no power of hosts: then they are not charged at all. */
plume_status plume_host_power_new(plume_host_power **out, const plume_study *study,
                                  plume_error *error)
{
    plume_host_power *power;

    *out = NULL;
    if (isnan(study->host_power_w))
        return PLUME_OK;
    power = calloc(1, sizeof *power);
    if (power == NULL)
        return plume_fail_memory(error);
    power->watts = study->host_power_w;
    power->per_host_said = !isnan(study->lifecycle.devices_per_host);
    power->per_host =
        power->per_host_said ? study->lifecycle.devices_per_host : usual_devices_per_host;
    power->index = plume_map_new();
    if (power->index == NULL) {
        free(power);
        return plume_fail_memory(error);
    }
    *out = power;
    return PLUME_OK;
}

void plume_host_power_free(plume_host_power *power)
{
    if (power == NULL)
        return;
    for (size_t i = 0; i < power->count; i++) {
        free(power->place[i].change);
        free(power->place[i].slot);
    }
    plume_map_free(power->index);
    free(power->place);
    free(power);
}

/* --- what a run takes --- */

static double devices_of(const plume_run *run)
{
    double devices = run->device_count * run->repeat;

    return devices > 0.0 ? devices : run->repeat;
}

static bool times_of(const plume_run *run, double times_s[2])
{
    times_s[0] = run->start_s;
    times_s[1] = isnan(run->end_s) ? run->start_s + run->duration_s : run->end_s;
    if (isnan(times_s[0]))
        times_s[0] = times_s[1] - run->duration_s;
    return times_s[1] > times_s[0];
}

static double hosts_filled(const plume_host_power *power, double devices)
{
    return fmax(1.0, ceil(devices / power->per_host - 1e-9));
}

/* Hosts that a run must have had beyond those that its log names, where the study file
 * says how many devices a host has. */
static double unnamed_hosts(const plume_host_power *power, const plume_run *run,
                            double named)
{
    if (!power->per_host_said)
        return 0.0;
    return fmax(0.0, hosts_filled(power, devices_of(run)) - named);
}

/* --- places --- */

static place *place_of(plume_host_power *power, const char *name, plume_error *error)
{
    size_t at = plume_map_find(power->index, name);

    if (at != SIZE_MAX)
        return &power->place[at];
    if (power->count == power->capacity) {
        size_t capacity = power->capacity * 2 + 8;
        place *grown = realloc(power->place, capacity * sizeof *grown);

        if (grown == NULL) {
            plume_fail_memory(error);
            return NULL;
        }
        power->place = grown;
        power->capacity = capacity;
    }
    if (!plume_map_set(power->index, name, power->count)) {
        plume_fail_memory(error);
        return NULL;
    }
    power->place[power->count] = (place){ .named = name[0] != '\0' };
    return &power->place[power->count++];
}

/* A run is two changes of the devices in use; sorted by time they give the hours in
 * which a host was on. */
static plume_status add_to_place(plume_host_power *power, const char *name,
                                 const double times_s[2], double devices,
                                 plume_error *error)
{
    place *at = place_of(power, name, error);

    if (at == NULL)
        return PLUME_ERR_MEMORY;
    if (at->count + 2 > at->capacity) {
        size_t capacity = at->capacity * 2 + 16;
        change *grown = realloc(at->change, capacity * sizeof *grown);

        if (grown == NULL)
            return plume_fail_memory(error);
        at->change = grown;
        at->capacity = capacity;
    }
    at->change[at->count++] = (change){ times_s[0], devices, 1 };
    at->change[at->count++] = (change){ times_s[1], -devices, -1 };
    return PLUME_OK;
}

/* Devices of a run on several hosts are taken as spread evenly over them. */
plume_status plume_host_power_add(plume_host_power *power, const plume_run *run,
                                  plume_error *error)
{
    size_t named = plume_hosts_count(run->host);
    double devices = devices_of(run), times_s[2];
    plume_status status = PLUME_OK;
    plume_text name;

    if (!times_of(run, times_s))
        return PLUME_OK;
    if (named == 0)
        return add_to_place(power, "", times_s, devices, error);
    plume_text_init(&name);
    for (size_t i = 0; status == PLUME_OK && i < named; i++) {
        plume_hosts_name(run->host, i, &name);
        status = plume_text_status(&name, error);
        if (status == PLUME_OK)
            status =
                add_to_place(power, name.data, times_s, devices / (double)named, error);
    }
    plume_text_dispose(&name);
    return status;
}

/* --- sharing --- */

static int by_time(const void *left, const void *right)
{
    const change *a = left, *b = right;

    return (a->t_s > b->t_s) - (a->t_s < b->t_s);
}

/* Slots take the place of the changes. False: out of memory. */
static bool share_place(plume_host_power *power, place *at)
{
    double devices = 0.0, sum_h = 0.0;
    long runs = 0;

    at->slot = calloc(at->count + 1, sizeof *at->slot);
    if (at->slot == NULL)
        return false;
    qsort(at->change, at->count, sizeof *at->change, by_time);
    for (size_t i = 0; i < at->count; i++) {
        double next_s = i + 1 < at->count ? at->change[i + 1].t_s : at->change[i].t_s;
        double hours = (next_s - at->change[i].t_s) / SECONDS_PER_HOUR, hosts;

        runs += at->change[i].runs;
        devices = runs > 0 ? devices + at->change[i].devices : 0.0;
        hosts = at->named ? 1.0 : hosts_filled(power, devices);
        at->slot[i] =
            (slot){ at->change[i].t_s, runs > 0 ? hosts / devices : 0.0, sum_h };
        if (runs > 0 && hours > 0.0) {
            sum_h += at->slot[i].hosts_per_device * hours;
            power->all_h += hosts * hours;
            if (!at->named)
                power->most_hosts = fmax(power->most_hosts, hosts);
        }
    }
    return true;
}

void plume_host_power_share(plume_host_power *power)
{
    power->shared = true;
    for (size_t i = 0; i < power->count && power->shared; i++)
        power->shared = share_place(power, &power->place[i]);
}

/* Host-hours for each device from the first change of a place to t_s. */
static double hours_to(const place *at, double t_s)
{
    size_t low = 0, high = at->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (at->slot[middle].t_s <= t_s)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return 0.0;
    return at->slot[low - 1].sum_h + (t_s - at->slot[low - 1].t_s) / SECONDS_PER_HOUR *
                                         at->slot[low - 1].hosts_per_device;
}

static double shared_hours(const plume_host_power *power, const char *name,
                           const double times_s[2], double devices)
{
    size_t at = plume_map_find(power->index, name);

    if (at == SIZE_MAX)
        return 0.0;
    return devices * (hours_to(&power->place[at], times_s[1]) -
                      hours_to(&power->place[at], times_s[0]));
}

/* Runs with times share their hosts by devices; those without are charged as if they
 * were alone. */
double plume_host_power_kwh(plume_host_power *power, const plume_run *run, double hours)
{
    size_t named = plume_hosts_count(run->host);
    double devices = devices_of(run), times_s[2], sum_h = 0.0, own_h;
    plume_text name;

    if (isnan(hours))
        return NAN;
    own_h = hours * unnamed_hosts(power, run, named > 0 ? (double)named : INFINITY);
    if (!power->shared || !times_of(run, times_s)) {
        own_h += hours *
                 (named > 0 ? (double)named * run->repeat : hosts_filled(power, devices));
        power->alone_h += own_h;
        return own_h * power->watts / WATTS_PER_KILOWATT;
    }
    plume_text_init(&name);
    if (named == 0)
        sum_h = shared_hours(power, "", times_s, devices);
    for (size_t i = 0; i < named; i++) {
        plume_hosts_name(run->host, i, &name);
        sum_h += shared_hours(power, name.data, times_s, devices / (double)named);
    }
    plume_text_dispose(&name);
    power->alone_h += own_h;
    return (sum_h + own_h) * power->watts / WATTS_PER_KILOWATT;
}

/* --- what is told --- */

plume_host_energy plume_host_power_charged(const plume_host_power *power)
{
    plume_host_energy out = { 0.0, 0.0, 0.0, 0.0 };

    if (power == NULL)
        return out;
    out.host_w = power->watts;
    out.hosts = power->most_hosts;
    for (size_t i = 0; i < power->count; i++)
        out.hosts += power->place[i].named ? 1.0 : 0.0;
    out.host_hours = power->all_h + power->alone_h;
    out.added_kwh = out.host_hours * power->watts / WATTS_PER_KILOWATT;
    return out;
}

/* The charge is an assumption of the author: how many hosts and hours it made is
 * said. */
void plume_host_power_note(const plume_host_power *power, const char *path,
                           plume_notes *notes)
{
    plume_host_energy charged = plume_host_power_charged(power);
    plume_text text;

    if (!(charged.host_hours > 0.0))
        return;
    plume_text_init(&text);
    plume_text_add(&text, "hosts are charged ");
    plume_number_significant(&text, charged.host_w, 4);
    plume_text_add(&text, " W each, as the study file states, once for the time in which "
                          "any run was on them: ");
    if (charged.hosts > 0.0)
        plume_text_printf(&text, "%.0f host%s, ", charged.hosts,
                          charged.hosts == 1.0 ? "" : "s");
    if (power->alone_h > 0.0)
        plume_text_add(&text, "runs without times as if alone on theirs, ");
    plume_number_significant(&text, charged.host_hours, 4);
    plume_text_add(&text, " host-hours, ");
    plume_number_significant(&text, charged.added_kwh, 4);
    plume_text_add(&text, " kWh, counted as assumed");
    if (power->most_hosts > 0.0 && !power->per_host_said)
        plume_text_add(&text, "; runs that name no host fill hosts of 8 devices "
                              "(hardware.devices_per_host says otherwise)");
    plume_notes_add(notes, PLUME_ASSUMED, "host-power", path, 0, "%s", text.data);
    plume_text_dispose(&text);
}
