/* Which devices of a trace a run says it used. */
#include "intake/used_devices.h"

#include <stdlib.h>

#include "traces/device_names.h"
#include "traces/host_names.h"
#include "traces/total.h"

static bool is_on(const plume_used_devices *used, uint32_t device)
{
    for (uint32_t i = 0; i < used->on_count; i++)
        if (used->on[i] == device)
            return true;
    return false;
}

static plume_status add_on(plume_used_devices *used, uint32_t device, plume_error *error)
{
    if (used->on_count == used->capacity) {
        uint32_t capacity = used->capacity * 2 + 8;
        uint32_t *grown = realloc(used->on, capacity * sizeof *grown);

        if (grown == NULL)
            return plume_fail_memory(error);
        used->on = grown;
        used->capacity = capacity;
    }
    used->on[used->on_count++] = device;
    return PLUME_OK;
}

/* How often the trace has a device of this name, and how often it has others. */
typedef struct found {
    size_t same, other;
} found;

static plume_status look_up(plume_used_devices *out, const plume_device_name *name,
                            const plume_run *run, const plume_traced_devices *trace,
                            found *all, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < trace->count; i++) {
        const plume_power_label *device = &trace->label[i];
        plume_device_match match = plume_device_names_match(name, run->host, device);

        all->other += match == PLUME_DEVICE_OTHER;
        if (match != PLUME_DEVICE_SAME)
            continue;
        all->same++;
        if (!is_on(out, (uint32_t)i)) {
            status = add_on(out, (uint32_t)i, error);
            out->named++;
        }
    }
    return status;
}

/* Odd when the trace does not tell. A run on several hosts has a place on each. */
static plume_status add_named(plume_used_devices *out, const plume_device_name *name,
                              const plume_run *run, const plume_traced_devices *trace,
                              plume_error *error)
{
    found all = { 0, 0 };
    plume_status status = look_up(out, name, run, trace, &all, error);

    out->odd = all.same + all.other == 0 ||
               (all.same > 1 && (name->host != NULL || plume_hosts_count(run->host) < 2));
    out->named += all.same == 0;
    return status;
}

plume_status plume_used_devices_find(plume_used_devices *out, const plume_run *run,
                                     const plume_traced_devices *trace,
                                     plume_error *error)
{
    const char *list = run->devices;
    plume_status status = PLUME_OK;
    plume_device_name name;

    out->on_count = out->named = 0;
    out->odd = false;
    while (status == PLUME_OK && !out->odd && plume_device_names_next(&name, &list))
        status = add_named(out, &name, run, trace, error);
    if (out->odd)
        out->on_count = out->named = 0;
    return status;
}

void plume_used_devices_dispose(plume_used_devices *used)
{
    free(used->on);
}
