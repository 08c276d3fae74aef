/* The time of each place, cut where runs start and end, and how much of the devices in
 * use each claimed device stands for. */
#include "evidence/devices/shared_devices.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/pool.h"
#include "evidence/devices/uses.h"
#include "traces/device_names.h"
#include "traces/host_names.h"
#include <plume/number.h>

/* A share is a quotient of sums: one is not reached to the last digit. */
static const double whole = 1.0 - 1e-9;

/* From here to the next: devices in use for each that is claimed, and their time summed
 * up to its beginning. */
typedef struct moment {
    int64_t t_us;
    double each, sum_us;
} moment;

typedef struct place {
    size_t first, count; /* of its moments */
} place;

struct plume_shared_devices {
    plume_map *inputs; /* paths to what the user named */
    plume_map *index;  /* keys to places */
    plume_use *use;
    size_t uses, capacity;
    place *place;
    moment *moment;
    size_t moments, moment_capacity;
    uint64_t runs, timeless;
    const char *path; /* of the first input */
};

/* --- which inputs --- */

static plume_status index_inputs(plume_shared_devices *shared, const plume_intake *intake,
                                 plume_error *error)
{
    for (size_t i = 0; i < intake->met_count; i++) {
        const plume_found_file *met = intake->met[i];

        if (met->shown.verdict != PLUME_INPUT_READ ||
            !intake->named[met->named].options.shared_devices)
            continue;
        if (shared->path == NULL)
            shared->path = met->shown.path;
        if (!plume_map_set(shared->inputs, met->shown.path, met->named))
            return plume_fail_memory(error);
    }
    return PLUME_OK;
}

plume_status plume_shared_devices_new(plume_shared_devices **out,
                                      const plume_intake *intake, plume_error *error)
{
    plume_shared_devices *shared;
    plume_status status;
    bool any = false;

    *out = NULL;
    for (size_t i = 0; i < intake->named_count; i++)
        any = any || intake->named[i].options.shared_devices;
    if (!any)
        return PLUME_OK;
    shared = calloc(1, sizeof *shared);
    if (shared == NULL)
        return plume_fail_memory(error);
    shared->inputs = plume_map_new();
    shared->index = plume_map_new();
    status = shared->inputs != NULL && shared->index != NULL
                 ? index_inputs(shared, intake, error)
                 : plume_fail_memory(error);
    if (status != PLUME_OK) {
        plume_shared_devices_free(shared);
        shared = NULL;
    }
    *out = shared;
    return status;
}

void plume_shared_devices_free(plume_shared_devices *shared)
{
    if (shared == NULL)
        return;
    plume_map_free(shared->inputs);
    plume_map_free(shared->index);
    free(shared->use);
    free(shared->place);
    free(shared->moment);
    free(shared);
}

/* The number of what the user named; SIZE_MAX: none that shares. */
static size_t input_of(const plume_shared_devices *shared, const plume_run *run)
{
    size_t found;

    if (shared == NULL || run->other != PLUME_OTHER_NONE || plume_run_is_simulated(run))
        return SIZE_MAX;
    found = plume_map_find(shared->inputs, run->origin.path);
    for (size_t i = 0; found == SIZE_MAX && i < run->told_count; i++)
        found = plume_map_find(shared->inputs, run->told_by[i].path);
    return found;
}

bool plume_shared_devices_have(const plume_shared_devices *shared, const plume_run *run)
{
    return input_of(shared, run) != SIZE_MAX;
}

/* --- where a run was --- */

typedef struct spot_sink {
    bool (*take)(void *state, const char *key, double devices);
    void *state;
} spot_sink;

/* One of several devices or hosts, and the part of the run's devices there. */
static bool visit_device(plume_text *key, const plume_run *run, size_t input,
                         const plume_device_name *name)
{
    plume_text_clear(key);
    if (!plume_device_names_key(key, name, run->host))
        plume_text_printf(key, "input %zu %.*s", input, (int)name->length, name->text);
    return plume_text_status(key, NULL) == PLUME_OK;
}

static bool visit_devices(plume_text *key, const plume_run *run, size_t input,
                          double devices, spot_sink sink)
{
    const char *list = run->devices;
    plume_device_name name;
    double named = 0.0;
    bool done = true;

    while (plume_device_names_next(&name, &list))
        named++;
    list = run->devices;
    while (done && plume_device_names_next(&name, &list))
        done = visit_device(key, run, input, &name) &&
               sink.take(sink.state, key->data, devices / named);
    return done;
}

static bool visit_hosts(plume_text *key, const plume_run *run, size_t hosts,
                        double devices, spot_sink sink)
{
    bool done = true;

    for (size_t i = 0; i < hosts && done; i++) {
        plume_hosts_name(run->host, i, key);
        done = plume_text_status(key, NULL) == PLUME_OK &&
               sink.take(sink.state, key->data, devices / (double)hosts);
    }
    return done;
}

/* By the devices that it names, else by its hosts, else by what the user named: which is
 * said to have shared them. False: out of memory. */
static bool visit(const plume_shared_devices *shared, const plume_run *run,
                  spot_sink sink)
{
    size_t hosts = plume_hosts_count(run->host), input = input_of(shared, run);
    double devices = plume_use_devices(run);
    plume_text key;
    bool done;

    plume_text_init(&key);
    if (run->devices[0] != '\0')
        done = visit_devices(&key, run, input, devices, sink);
    else if (hosts > 0)
        done = visit_hosts(&key, run, hosts, devices, sink);
    else {
        plume_text_printf(&key, "input %zu", input);
        done = plume_text_status(&key, NULL) == PLUME_OK &&
               sink.take(sink.state, key.data, devices);
    }
    plume_text_dispose(&key);
    return done;
}

/* --- all runs --- */

static bool append(plume_shared_devices *shared, plume_use one)
{
    size_t capacity = shared->capacity * 2 + 64;
    plume_use *grown;

    if (shared->uses == shared->capacity) {
        grown = realloc(shared->use, capacity * sizeof *grown);
        if (grown == NULL)
            return false;
        shared->use = grown;
        shared->capacity = capacity;
    }
    shared->use[shared->uses++] = one;
    return true;
}

typedef struct adding {
    plume_shared_devices *to;
    plume_use use;
} adding;

static bool add_spot(void *state, const char *key, double devices)
{
    adding *in = state;
    size_t at = plume_map_find(in->to->index, key);

    if (at == SIZE_MAX) {
        at = plume_map_count(in->to->index);
        if (!plume_map_set(in->to->index, key, at))
            return false;
    }
    in->use.place = (uint32_t)at;
    in->use.devices = (float)devices;
    return append(in->to, in->use);
}

plume_status plume_shared_devices_add(plume_shared_devices *shared, const plume_run *run,
                                      plume_error *error)
{
    adding in = { .to = shared };

    shared->runs++;
    if (!plume_use_of(&in.use, run)) {
        shared->timeless++;
        return PLUME_OK;
    }
    return visit(shared, run, (spot_sink){ add_spot, &in }) ? PLUME_OK
                                                            : plume_fail_memory(error);
}

/* --- moments --- */

static bool add_moment(plume_shared_devices *shared, moment one)
{
    size_t capacity = shared->moment_capacity * 2 + 64;
    moment *grown;

    if (shared->moments == shared->moment_capacity) {
        grown = realloc(shared->moment, capacity * sizeof *grown);
        if (grown == NULL)
            return false;
        shared->moment = grown;
        shared->moment_capacity = capacity;
    }
    shared->moment[shared->moments++] = one;
    return true;
}

typedef struct cutting {
    plume_shared_devices *shared;
    int64_t end_us; /* of the last stretch */
    double sum_us, sum_used_us, sum_claimed_us;
} cutting;

/* Between two stretches nothing is in use, and the sum stands still. */
static bool take_stretch(void *state, int64_t start_us, int64_t end_us, double most,
                         double all)
{
    cutting *in = state;
    double length_us = (double)(end_us - start_us);
    bool done = true;

    if (start_us > in->end_us && in->end_us != INT64_MIN)
        done = add_moment(in->shared, (moment){ in->end_us, 0.0, in->sum_us });
    done = done && add_moment(in->shared, (moment){ start_us, most / all, in->sum_us });
    in->sum_us += length_us * most / all;
    in->sum_used_us += length_us * most;
    in->sum_claimed_us += length_us * all;
    in->end_us = end_us;
    return done;
}

static int by_place_and_start(const void *left, const void *right)
{
    const plume_use *a = left, *b = right;

    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a->start_us > b->start_us) - (a->start_us < b->start_us);
}

static bool cut_place(plume_shared_devices *shared, const plume_use *uses, size_t count,
                      cutting *in)
{
    place *of = &shared->place[uses[0].place];
    bool done;

    of->first = shared->moments;
    in->end_us = INT64_MIN;
    in->sum_us = 0.0;
    done = plume_uses_walk(uses, count, (plume_use_sink){ take_stretch, in }) &&
           add_moment(shared, (moment){ in->end_us, 0.0, in->sum_us });
    of->count = shared->moments - of->first;
    return done;
}

static void note_shared(const plume_shared_devices *shared, const cutting *sums,
                        plume_notes *notes)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%llu runs shared their devices, as is stated: ",
                      (unsigned long long)shared->runs);
    plume_number_significant(&text, plume_use_hours(llround(sums->sum_claimed_us)), 3);
    plume_text_add(&text, " device-hours are told, ");
    plume_number_significant(&text, plume_use_hours(llround(sums->sum_used_us)), 3);
    plume_text_add(&text, ", in which the devices were in use, are counted");
    if (shared->timeless > 0)
        plume_text_printf(&text, "; %llu without times are counted in full",
                          (unsigned long long)shared->timeless);
    plume_notes_add_text(notes, PLUME_INFO, "overlap-shared-devices", shared->path, 0,
                         &text);
}

plume_status plume_shared_devices_close(plume_shared_devices *shared, plume_notes *notes,
                                        plume_error *error)
{
    cutting in = { .shared = shared };
    bool done = true;

    shared->place = calloc(plume_map_count(shared->index) + 1, sizeof *shared->place);
    if (shared->place == NULL)
        return plume_fail_memory(error);
    if (shared->uses > 1)
        qsort(shared->use, shared->uses, sizeof *shared->use, by_place_and_start);
    for (size_t i = 0, next; i < shared->uses && done; i = next) {
        for (next = i + 1; next < shared->uses;)
            if (shared->use[next].place != shared->use[i].place)
                break;
            else
                next++;
        done = cut_place(shared, &shared->use[i], next - i, &in);
    }
    free(shared->use);
    shared->use = NULL;
    shared->uses = shared->capacity = 0;
    if (done && shared->runs > 0)
        note_shared(shared, &in, notes);
    return done ? PLUME_OK : plume_fail_memory(error);
}

/* --- shares --- */

static double sum_to(const moment *all, size_t count, int64_t t_us)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (all[middle].t_us <= t_us)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return 0.0;
    return all[low - 1].sum_us + (double)(t_us - all[low - 1].t_us) * all[low - 1].each;
}

typedef struct sharing {
    const plume_shared_devices *shared;
    plume_use use;
    double claimed_us, used_us;
} sharing;

static bool share_spot(void *state, const char *key, double devices)
{
    sharing *in = state;
    size_t at = plume_map_find(in->shared->index, key);
    const place *of;
    const moment *all;

    if (at == SIZE_MAX)
        return true;
    of = &in->shared->place[at];
    all = &in->shared->moment[of->first];
    in->claimed_us += devices * (double)(in->use.end_us - in->use.start_us);
    in->used_us += devices * (sum_to(all, of->count, in->use.end_us) -
                              sum_to(all, of->count, in->use.start_us));
    return true;
}

/* Of several runs a trace and a machine are shared by their times already. */
static bool energy_is_shared(const plume_run *run)
{
    for (size_t i = 0; i < run->told_count; i++)
        if (strcmp(run->told_by[i].relation, "covers") == 0)
            return true;
    return plume_run_is_machine_shared(run);
}

static void take_share(plume_run *run, double share)
{
    plume_energy *energy = &run->energy;

    if (isnan(run->device_count) && run->device[0] != '\0')
        run->device_count = 1.0; /* as it is taken where the run is counted */
    run->device_count *= share;
    if (energy_is_shared(run))
        return;
    energy->total_kwh *= share;
    energy->cpu_kwh *= share;
    energy->gpu_kwh *= share;
    energy->ram_kwh *= share;
    run->power_w *= share;
}

plume_status plume_shared_devices_take(const plume_shared_devices *shared, plume_run *run,
                                       plume_text *warnings, plume_error *error)
{
    sharing in = { .shared = shared };
    plume_status status;
    double share;

    if (!plume_use_of(&in.use, run))
        return PLUME_OK;
    if (!visit(shared, run, (spot_sink){ share_spot, &in }))
        return plume_fail_memory(error);
    share = in.claimed_us > 0.0 ? in.used_us / in.claimed_us : 1.0;
    if (!(share < whole))
        return PLUME_OK;
    take_share(run, share);
    if (warnings->length == 0)
        plume_text_add(warnings, run->warnings);
    plume_text_printf(warnings, "%s%s", warnings->length > 0 ? " " : "",
                      PLUME_RUN_DEVICES_SHARED);
    status = plume_text_status(warnings, error);
    if (status == PLUME_OK)
        run->warnings = warnings->data;
    return status;
}
