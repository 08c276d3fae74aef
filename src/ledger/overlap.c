/* Intervals are collected; whenever the store is full they are sorted and those that
 * touch are joined, which leaves the time in use and makes room. Times are whole
 * microseconds, so the hours do not depend on the order of the runs. */
#include "ledger/overlap.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/pool.h"
#include "core/sort.h"
#include "core/number/units.h"
#include "traces/device_names.h"
#include <plume/number.h>
#include <plume/text.h>

/* Time stamps are often printed in whole seconds: two runs in a row may seem to share one
 * or two, and do not. */
#define SHARED_US_MIN INT64_C(2000000)
#define US_PER_SECOND 1e6
#define US_MAX        1e17 /* of one run on one device */
#define SECONDS_MAX   4e12 /* far beyond any calendar, and safe as microseconds */

/* When joining leaves the store as full as this, checking ends. */
enum { INTERVALS_KEPT_MAX = PLUME_OVERLAP_INTERVALS_MAX / 4 * 3 };

typedef struct interval {
    uint32_t machine;
    int64_t start_us, end_us;
} interval;

typedef struct machine {
    const char *path; /* of its first run */
    uint64_t runs;
    int64_t sum_us, union_us;
    bool shared;
    double energy_kwh;
} machine;

/* Where a machine is found by the hash of its name: names of tens of thousands of
 * machines would take more room than all else. Of so many two meet once in 10^10 logs. */
typedef struct slot {
    uint64_t name;
    uint32_t number; /* of the machine, from 1; 0: free */
} slot;

enum { SLOTS_FIRST = 32 };

struct plume_overlap {
    plume_pool *strings;
    slot *slots; /* a power of two, at most half of them in use */
    size_t slot_count;
    machine *machines;
    size_t machine_count, machine_capacity;
    interval *intervals;
    size_t interval_count;
    const char *path;         /* of the last new machine */
    const char *stopped_path; /* NULL: everything was checked */
    uint64_t stopped_line;
    int64_t union_us, sum_us;
};

plume_status plume_overlap_new(plume_overlap **out, plume_error *error)
{
    plume_overlap *overlap = calloc(1, sizeof *overlap);

    *out = NULL;
    if (overlap == NULL)
        return plume_fail_memory(error);
    overlap->strings = plume_pool_new();
    overlap->slots = calloc(SLOTS_FIRST, sizeof *overlap->slots);
    overlap->slot_count = SLOTS_FIRST;
    if (overlap->strings == NULL || overlap->slots == NULL) {
        plume_overlap_free(overlap);
        return plume_fail_memory(error);
    }
    *out = overlap;
    return PLUME_OK;
}

void plume_overlap_free(plume_overlap *overlap)
{
    if (overlap == NULL)
        return;
    plume_pool_free(overlap->strings);
    free(overlap->slots);
    free(overlap->machines);
    free(overlap->intervals);
    free(overlap);
}

/* --- joining --- */

static int by_machine_and_start(const void *left, const void *right)
{
    const interval *a = left, *b = right;

    if (a->machine != b->machine)
        return a->machine < b->machine ? -1 : 1;
    if (a->start_us != b->start_us)
        return a->start_us < b->start_us ? -1 : 1;
    return (a->end_us > b->end_us) - (a->end_us < b->end_us);
}

/* Sorts, joins what touches, and remembers which machines were shared. */
static void compact(plume_overlap *overlap)
{
    interval *all = overlap->intervals;
    size_t kept = 0;

    if (overlap->interval_count == 0)
        return;
    plume_sort_unordered(all, overlap->interval_count, sizeof *all, by_machine_and_start);
    for (size_t i = 1; i < overlap->interval_count; i++) {
        interval *last = &all[kept];
        const interval *next = &all[i];
        int64_t end_us = next->end_us < last->end_us ? next->end_us : last->end_us;

        if (next->machine != last->machine || next->start_us > last->end_us) {
            all[++kept] = *next;
            continue;
        }
        if (end_us - next->start_us > SHARED_US_MIN)
            overlap->machines[next->machine].shared = true;
        if (next->end_us > last->end_us)
            last->end_us = next->end_us;
    }
    overlap->interval_count = kept + 1;
}

/* --- adding --- */

static bool interval_of(interval *out, const plume_run *run)
{
    double start_s = isnan(run->start_s) ? run->end_s - run->duration_s : run->start_s;
    double end_s = isnan(run->end_s) ? start_s + run->duration_s : run->end_s;

    if (!(end_s > start_s) || !(fabs(start_s) < SECONDS_MAX) ||
        !(fabs(end_s) < SECONDS_MAX))
        return false;
    out->start_us = (int64_t)llround(start_s * US_PER_SECOND);
    out->end_us = (int64_t)llround(end_s * US_PER_SECOND);
    return true;
}

static bool grow_machines(plume_overlap *overlap)
{
    size_t capacity = overlap->machine_capacity == 0 ? 16 : overlap->machine_capacity * 2;
    machine *machines = realloc(overlap->machines, capacity * sizeof *machines);

    if (machines == NULL)
        return false;
    overlap->machines = machines;
    overlap->machine_capacity = capacity;
    return true;
}

/* The path of a run; neighbours have one. NULL: out of memory. */
static const char *path_of(plume_overlap *overlap, const plume_run *run)
{
    if (overlap->path == NULL || strcmp(overlap->path, run->origin.path) != 0)
        overlap->path = plume_pool_copy(overlap->strings, run->origin.path);
    return overlap->path;
}

static slot *slot_of(slot *slots, size_t count, uint64_t name)
{
    size_t i = (size_t)name & (count - 1);

    while (slots[i].number > 0 && slots[i].name != name)
        i = (i + 1) & (count - 1);
    return &slots[i];
}

static bool grow_slots(plume_overlap *overlap)
{
    size_t count = overlap->slot_count * 2;
    slot *larger = calloc(count, sizeof *larger);

    if (larger == NULL)
        return false;
    for (size_t i = 0; i < overlap->slot_count; i++)
        if (overlap->slots[i].number > 0)
            *slot_of(larger, count, overlap->slots[i].name) = overlap->slots[i];
    free(overlap->slots);
    overlap->slots = larger;
    overlap->slot_count = count;
    return true;
}

/* False: out of memory. */
static bool find_machine(plume_overlap *overlap, const plume_run *run, const char *key,
                         uint32_t *out)
{
    uint64_t name = plume_hash64(key, strlen(key), 0);
    slot *at;

    if (overlap->machine_count == overlap->machine_capacity && !grow_machines(overlap))
        return false;
    if (overlap->machine_count >= overlap->slot_count / 2 && !grow_slots(overlap))
        return false;
    at = slot_of(overlap->slots, overlap->slot_count, name);
    if (at->number == 0) {
        overlap->machines[overlap->machine_count] =
            (machine){ .path = path_of(overlap, run) };
        *at = (slot){ name, (uint32_t)++overlap->machine_count };
    }
    *out = at->number - 1;
    return overlap->machines[*out].path != NULL;
}

static plume_status stop(plume_overlap *overlap, const plume_run *run, plume_error *error)
{
    overlap->stopped_path = plume_pool_copy(overlap->strings, run->origin.path);
    overlap->stopped_line = run->origin.line;
    return overlap->stopped_path != NULL ? PLUME_OK : plume_fail_memory(error);
}

/* What a run adds to a machine. */
typedef struct addition {
    interval time;
    double energy_kwh, weight;
} addition;

/* Intervals are bounded: full, they are joined where they touch, and only then given
 * up. */
static plume_status add_to(plume_overlap *overlap, const plume_run *run, const char *key,
                           addition added, plume_error *error)
{
    machine *on;

    if (overlap->intervals == NULL) {
        overlap->intervals = malloc(PLUME_OVERLAP_INTERVALS_MAX * sizeof(interval));
        if (overlap->intervals == NULL)
            return plume_fail_memory(error);
    }
    if (overlap->interval_count == PLUME_OVERLAP_INTERVALS_MAX) {
        compact(overlap);
        if (overlap->interval_count > INTERVALS_KEPT_MAX)
            return stop(overlap, run, error);
    }
    if (!find_machine(overlap, run, key, &added.time.machine))
        return plume_fail_memory(error);

    on = &overlap->machines[added.time.machine];
    on->runs++;
    on->sum_us +=
        llround((double)(added.time.end_us - added.time.start_us) * added.weight);
    on->energy_kwh += isnan(added.energy_kwh) ? 0.0 : added.energy_kwh;
    overlap->intervals[overlap->interval_count++] = added.time;
    return PLUME_OK;
}

plume_status plume_overlap_add(plume_overlap *overlap, const plume_run *run,
                               double energy_kwh, plume_error *error)
{
    addition added = { .energy_kwh = energy_kwh, .weight = 1.0 };

    if (run->machine[0] == '\0' || overlap->stopped_path != NULL ||
        !interval_of(&added.time, run))
        return PLUME_OK;
    return add_to(overlap, run, run->machine, added, error);
}

/* --- telling --- */

static double hours_of(int64_t us)
{
    return (double)us / US_PER_SECOND / SECONDS_PER_HOUR;
}

static void sum_unions(plume_overlap *overlap)
{
    for (size_t i = 0; i < overlap->interval_count; i++) {
        const interval *used = &overlap->intervals[i];

        overlap->machines[used->machine].union_us += used->end_us - used->start_us;
    }
}

/* Adds up the machines, or those alone that runs shared. */
static void sum_machines(plume_overlap *overlap, bool shared_only)
{
    for (size_t i = 0; i < overlap->machine_count; i++) {
        const machine *on = &overlap->machines[i];

        if (shared_only && !on->shared)
            continue;
        overlap->union_us += on->union_us;
        overlap->sum_us += on->sum_us;
    }
}

/* How much was really drawn is estimated by the time in which any of them ran. */
static void note_machine(const machine *on, plume_notes *notes)
{
    double share = (double)on->union_us / (double)on->sum_us;
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(
        &text, "%llu runs on one machine share time: ", (unsigned long long)on->runs);
    plume_number_significant(&text, hours_of(on->sum_us), 3);
    plume_text_add(&text, " h of runs within ");
    plume_number_significant(&text, hours_of(on->union_us), 3);
    plume_text_add(&text,
                   " h. Each was metered with the whole machine, so the sum counts it "
                   "more than once");
    if (on->energy_kwh > 0.0) {
        plume_text_add(&text, ": ");
        plume_number_significant(&text, on->energy_kwh, 3);
        plume_text_add(&text, " kWh are counted, about ");
        plume_number_significant(&text, on->energy_kwh * share, 3);
        plume_text_add(&text, " kWh were drawn; where these are machines of one kind the "
                              "sum is right, and --same names ranks of one run");
    }
    plume_notes_add_text(notes, PLUME_WARNING, "machine-overlap", on->path, 0, &text);
}

void plume_overlap_close(plume_overlap *overlap, plume_notes *notes)
{
    compact(overlap);
    sum_unions(overlap);
    sum_machines(overlap, true);
    for (size_t i = 0; i < overlap->machine_count; i++)
        if (overlap->machines[i].shared)
            note_machine(&overlap->machines[i], notes);
    if (overlap->stopped_path != NULL)
        plume_notes_add(notes, PLUME_WARNING, "machine-overlap-unchecked",
                        overlap->stopped_path, overlap->stopped_line,
                        "whether runs share a machine's time was checked up to here "
                        "only: more than %d separate intervals",
                        (int)INTERVALS_KEPT_MAX);
}

/* --- devices --- */

/* Device-hours of the run on each of those that it names. */
static double weight_on_each(const plume_run *run)
{
    const char *list = run->devices;
    plume_device_name name;
    double named = 0.0;

    while (plume_device_names_next(&name, &list))
        named++;
    return run->repeat * (isnan(run->device_count) ? 1.0 : run->device_count / named);
}

/* Times in whole microseconds, so that sums do not depend on the order of runs. */
plume_status plume_overlap_add_devices(plume_overlap *overlap, const plume_run *run,
                                       plume_error *error)
{
    addition added = { .energy_kwh = NAN, .weight = weight_on_each(run) };
    const char *list = run->devices;
    plume_status status = PLUME_OK;
    plume_device_name name;
    plume_text key;

    if (!interval_of(&added.time, run) ||
        !(added.weight * (double)(added.time.end_us - added.time.start_us) < US_MAX))
        return PLUME_OK;
    plume_text_init(&key);
    while (status == PLUME_OK && overlap->stopped_path == NULL &&
           plume_device_names_next(&name, &list)) {
        plume_text_clear(&key);
        if (!plume_device_names_key(&key, &name, run->host))
            continue;
        status = plume_text_status(&key, error);
        if (status == PLUME_OK)
            status = add_to(overlap, run, key.data, added, error);
    }
    plume_text_dispose(&key);
    return status;
}

static void note_devices(const plume_overlap *overlap, size_t shared, const char *path,
                         plume_notes *notes)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "runs share %zu of the %zu devices that they name: ", shared,
                      overlap->machine_count);
    plume_number_significant(&text, hours_of(overlap->sum_us), 3);
    plume_text_add(&text, " device-hours of runs within ");
    plume_number_significant(&text, hours_of(overlap->union_us), 3);
    plume_text_add(&text, " h in which the devices were in use");
    plume_notes_add_text(notes, PLUME_INFO, "device-overlap", path, 0, &text);
}

void plume_overlap_close_devices(plume_overlap *overlap, plume_notes *notes)
{
    const char *path = NULL;
    size_t shared = 0;

    if (overlap->stopped_path != NULL) {
        plume_notes_add(notes, PLUME_WARNING, "device-overlap-unchecked",
                        overlap->stopped_path, overlap->stopped_line,
                        "the hours in which devices were in use are not known: "
                        "more than %d separate intervals",
                        (int)INTERVALS_KEPT_MAX);
        return;
    }
    compact(overlap);
    sum_unions(overlap);
    sum_machines(overlap, false);
    for (size_t i = 0; i < overlap->machine_count; i++) {
        if (overlap->machines[i].shared && shared++ == 0)
            path = overlap->machines[i].path;
    }
    if (shared > 0)
        note_devices(overlap, shared, path, notes);
}

/* --- hours --- */

double plume_overlap_union_hours(const plume_overlap *overlap)
{
    return overlap->sum_us > 0 ? hours_of(overlap->union_us) : NAN;
}

double plume_overlap_sum_hours(const plume_overlap *overlap)
{
    return overlap->sum_us > 0 ? hours_of(overlap->sum_us) : NAN;
}
