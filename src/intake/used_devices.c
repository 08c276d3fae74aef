#include "intake/used_devices.h"

#include "traces/device_names.h"
#include "traces/total.h"

static bool is_on(const plume_used_devices *used, uint32_t device)
{
    for (uint32_t i = 0; i < used->on_count; i++)
        if (used->on[i] == device)
            return true;
    return false;
}

/* False when the trace does not tell. */
static bool add_named(plume_used_devices *out, const plume_device_name *name,
                      const plume_run *run, const plume_power *trace)
{
    size_t count = plume_power_count(trace), same = 0, other = 0;
    uint32_t found = 0;

    for (size_t i = 0; i < count; i++) {
        plume_device_match match =
            plume_device_names_match(name, run->host, plume_power_at(trace, i).id);

        if (match == PLUME_DEVICE_SAME)
            found = (uint32_t)i;
        same += match == PLUME_DEVICE_SAME;
        other += match == PLUME_DEVICE_OTHER;
    }
    if (same > 1 || same + other == 0)
        return false;
    if (same == 1 && is_on(out, found))
        return true; /* said twice */
    out->named++;
    if (same == 1)
        out->on[out->on_count++] = found;
    return true;
}

void plume_used_devices_find(plume_used_devices *out, const plume_run *run,
                             const plume_power *trace)
{
    const char *list = run->devices;
    plume_device_name name;

    out->on_count = out->named = 0;
    out->odd = false;
    while (!out->odd && plume_device_names_next(&name, &list))
        out->odd = !add_named(out, &name, run, trace);
    if (out->odd)
        out->on_count = out->named = 0;
}
