/* Which devices of a trace a run says it used. */
#include "intake/used_devices.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/pool.h"
#include "traces/device_names.h"
#include "traces/host_names.h"
#include "traces/total.h"

enum { NAMES_MOST = 16384 };

/* Which devices of the trace have a name, and how many have another. */
typedef struct meaning {
    const uint32_t *same; /* kept with the name */
    uint32_t same_count, other_count;
} meaning;

/* Runs name the same devices over and over, and comparing takes all of the trace. */
struct plume_named_devices {
    plume_traced_devices trace; /* to see that it is another */
    plume_map *places;          /* of names in meanings */
    plume_pool *lists;
    meaning *meanings;
    size_t count, capacity, compared;
    plume_text key;
    uint32_t *scratch, *run; /* by device: the ordinal of the run that was on it last */
    uint32_t runs;
};

static void forget(plume_named_devices *names)
{
    plume_map_free(names->places);
    plume_pool_free(names->lists);
    free(names->scratch);
    free(names->run);
    names->places = NULL;
    names->lists = NULL;
    names->scratch = names->run = NULL;
    names->count = 0;
    names->runs = 0;
}

static plume_status begin(plume_used_devices *used, const plume_traced_devices *trace,
                          plume_error *error)
{
    plume_named_devices *names = used->names;

    if (names == NULL) {
        names = used->names = calloc(1, sizeof *names);
        if (names == NULL)
            return plume_fail_memory(error);
        plume_text_init(&names->key);
    }
    if (names->trace.label != trace->label || names->trace.count != trace->count ||
        names->count == NAMES_MOST || names->runs == UINT32_MAX)
        forget(names);
    if (names->places == NULL) {
        names->trace = *trace;
        names->places = plume_map_new();
        names->lists = plume_pool_new();
        names->scratch = calloc(trace->count + 1, sizeof *names->scratch);
        names->run = calloc(trace->count + 1, sizeof *names->run);
    }
    names->runs++;
    return names->places != NULL && names->lists != NULL && names->scratch != NULL &&
                   names->run != NULL
               ? PLUME_OK
               : plume_fail_memory(error);
}

static plume_status compare(plume_named_devices *names, const plume_device_name *name,
                            const char *host, meaning *out, plume_error *error)
{
    size_t bytes;
    uint32_t *same;

    out->same_count = out->other_count = 0;
    for (size_t i = 0; i < names->trace.count; i++) {
        plume_device_match match =
            plume_device_names_match(name, host, &names->trace.label[i]);

        out->other_count += match == PLUME_DEVICE_OTHER;
        if (match == PLUME_DEVICE_SAME)
            names->scratch[out->same_count++] = (uint32_t)i;
    }
    names->compared++;
    bytes = out->same_count * sizeof *same;
    same = plume_pool_take(names->lists, bytes);
    if (same == NULL)
        return plume_fail_memory(error);
    memcpy(same, names->scratch, bytes);
    out->same = same;
    return PLUME_OK;
}

static plume_status keep(plume_named_devices *names, const meaning *found,
                         plume_error *error)
{
    size_t capacity = names->capacity * 2 + 64;
    meaning *grown = names->meanings;

    if (names->count == names->capacity) {
        grown = realloc(grown, capacity * sizeof *grown);
        if (grown == NULL)
            return plume_fail_memory(error);
        names->meanings = grown;
        names->capacity = capacity;
    }
    if (!plume_map_set(names->places, names->key.data, names->count))
        return plume_fail_memory(error);
    names->meanings[names->count++] = *found;
    return PLUME_OK;
}

/* A host is that of the name, or else that of the run. */
static plume_status look_up(plume_named_devices *names, const plume_device_name *name,
                            const char *host, meaning *out, plume_error *error)
{
    plume_status status;
    size_t at;

    plume_text_clear(&names->key);
    plume_text_add_char(&names->key, name->host != NULL ? ':' : ' ');
    if (name->host != NULL)
        plume_text_add_n(&names->key, name->host, name->host_length);
    else
        plume_text_add(&names->key, host);
    plume_text_add_char(&names->key, '\n');
    plume_text_add_n(&names->key, name->text, name->length);
    status = plume_text_status(&names->key, error);
    if (status != PLUME_OK)
        return status;
    at = plume_map_find(names->places, names->key.data);
    if (at != SIZE_MAX) {
        *out = names->meanings[at];
        return PLUME_OK;
    }
    status = compare(names, name, host, out, error);
    return status == PLUME_OK ? keep(names, out, error) : status;
}

static plume_status add_on(plume_used_devices *used, uint32_t device, plume_error *error)
{
    if (used->names->run[device] == used->names->runs)
        return PLUME_OK; /* named before */
    used->names->run[device] = used->names->runs;
    if (used->on_count == used->capacity) {
        uint32_t capacity = used->capacity * 2 + 8;
        uint32_t *grown = realloc(used->on, capacity * sizeof *grown);

        if (grown == NULL)
            return plume_fail_memory(error);
        used->on = grown;
        used->capacity = capacity;
    }
    used->on[used->on_count++] = device;
    used->named++;
    return PLUME_OK;
}

/* Odd when the trace does not tell. A run on several hosts has a place on each. */
static plume_status add_named(plume_used_devices *out, const plume_device_name *name,
                              const plume_run *run, plume_error *error)
{
    meaning found;
    plume_status status = look_up(out->names, name, run->host, &found, error);

    for (size_t i = 0; status == PLUME_OK && i < found.same_count; i++)
        status = add_on(out, found.same[i], error);
    if (status != PLUME_OK)
        return status;
    out->odd = found.same_count + found.other_count == 0 ||
               (found.same_count > 1 &&
                (name->host != NULL || plume_hosts_count(run->host) < 2));
    out->named += found.same_count == 0;
    return PLUME_OK;
}

plume_status plume_used_devices_find(plume_used_devices *out, const plume_run *run,
                                     const plume_traced_devices *trace,
                                     plume_error *error)
{
    const char *list = run->devices;
    plume_status status = begin(out, trace, error);
    plume_device_name name;

    out->on_count = out->named = 0;
    out->odd = false;
    while (status == PLUME_OK && !out->odd && plume_device_names_next(&name, &list))
        status = add_named(out, &name, run, error);
    if (out->odd)
        out->on_count = out->named = 0;
    return status;
}

void plume_used_devices_dispose(plume_used_devices *used)
{
    free(used->on);
    if (used->names == NULL)
        return;
    forget(used->names);
    free(used->names->meanings);
    plume_text_dispose(&used->names->key);
    free(used->names);
}

size_t plume_used_devices_compared(const plume_used_devices *used)
{
    return used->names != NULL ? used->names->compared : 0;
}
