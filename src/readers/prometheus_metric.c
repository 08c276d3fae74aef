/* Names of metrics, as exporters choose them: prometheus.h. */
#include "readers/prometheus.h"

#include <string.h>

#include "core/units.h"

enum { NAME_BYTES = 128 };

static bool has_any(const char *name, const char *const *parts)
{
    for (; *parts != NULL; parts++)
        if (strstr(name, *parts) != NULL)
            return true;
    return false;
}

static plume_scope scope_of(const char *name)
{
    static const char *const devices[] = { "gpu",         "dcgm", "nvidia", "nvml",
                                           "accelerator", "tpu",  "rocm",   NULL };
    static const char *const machines[] = { "node",    "host", "rapl",   "ipmi",
                                            "redfish", "bmc",  "psu",    "scaph",
                                            "kepler",  "cpu",  "system", "chassis",
                                            "pdu",     "wall", NULL };

    if (has_any(name, devices))
        return PLUME_SCOPE_DEVICE;
    return has_any(name, machines) ? PLUME_SCOPE_IT : PLUME_SCOPE_UNKNOWN;
}

plume_metric plume_metric_of(const char *name)
{
    static const struct {
        const char *part;
        bool counter;
        double factor;
    } units[] = {
        { "microjoules", true, 1.0 / MICROJOULES_PER_JOULE },
        { "millijoules", true, 1.0 / MILLIJOULES_PER_JOULE },
        { "kilojoules", true, 1000.0 },
        { "joules", true, 1.0 },
        { "total_energy_consumption", true, 1.0 / MILLIJOULES_PER_JOULE },
        { "microwatts", false, 1.0 / MICROWATTS_PER_WATT },
        { "milliwatts", false, 0.001 },
        { "kilowatts", false, WATTS_PER_KILOWATT },
        { "watts", false, 1.0 },
        { "power_usage", false, 1.0 },
        { "power_draw", false, 1.0 },
        { "power_consumption", false, 1.0 },
        { "package_power", false, 1.0 },
    };
    static const char *const limits[] = { "limit", "_cap",  "threshold", "_max",
                                          "_min",  "rated", "capacity",  NULL };
    static const char *const processors[] = { "rapl", "kepler", NULL };
    plume_metric metric = { .factor = 1.0 };
    char lower[NAME_BYTES];
    size_t length = 0;

    for (; name[length] != '\0' && length + 1 < sizeof lower; length++)
        lower[length] =
            (char)(name[length] >= 'A' && name[length] <= 'Z' ? name[length] + ('a' - 'A')
                                                              : name[length]);
    lower[length] = '\0';
    metric.scope = scope_of(lower);
    if (has_any(lower, limits))
        return metric;
    for (size_t i = 0; i < sizeof units / sizeof units[0] && !metric.known; i++)
        if (strstr(lower, units[i].part) != NULL) {
            metric.known = true;
            metric.counter = units[i].counter;
            metric.factor = units[i].factor;
        }
    if (has_any(lower, processors))
        metric.domain = plume_rapl_domain_of(lower, length);
    return metric;
}
