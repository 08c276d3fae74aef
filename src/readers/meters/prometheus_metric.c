/* Names of metrics, as exporters choose them: prometheus_metric.h. */
#include "readers/meters/prometheus_metric.h"

#include <string.h>

#include "core/ascii.h"
#include "core/number/units.h"

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
                                            "pdu",     "wall", "_ups_",  NULL };

    if (has_any(name, devices))
        return PLUME_SCOPE_DEVICE;
    return has_any(name, machines) ? PLUME_SCOPE_IT : PLUME_SCOPE_UNKNOWN;
}

/* "kepler_<what>_<part>_joules_total"; without a part it is the total of its parts. */
static void read_kepler(plume_metric *metric, const char *lower, const char *zone)
{
    static const struct {
        const char *prefix;
        plume_kepler kepler;
    } levels[] = {
        { "kepler_node_", PLUME_KEPLER_NODES },
        { "kepler_process_", PLUME_KEPLER_PROCESSES },
        { "kepler_pod_", PLUME_KEPLER_PODS },
        { "kepler_container_", PLUME_KEPLER_CONTAINERS },
        { "kepler_vm_", PLUME_KEPLER_CONTAINERS },
    };
    const char *part = NULL;

    for (size_t i = 0; i < sizeof levels / sizeof levels[0] && part == NULL; i++) {
        size_t length = strlen(levels[i].prefix);

        if (strncmp(lower, levels[i].prefix, length) != 0)
            continue;
        metric->kepler = levels[i].kepler;
        part = lower + length;
    }
    if (part == NULL)
        return;
    metric->share = strstr(part, "_active_") != NULL || strstr(part, "_idle_") != NULL;
    if (strncmp(part, "platform", 8) == 0 || strncmp(part, "joules", 6) == 0)
        metric->domain = PLUME_RAPL_MACHINE;
    else if (strncmp(part, "other", 5) == 0)
        metric->domain = PLUME_RAPL_REST;
    else if (strncmp(part, "gpu", 3) == 0)
        metric->domain = PLUME_RAPL_OTHER;
    else if (zone[0] != '\0')
        metric->domain = plume_rapl_domain_of(zone, strlen(zone));
}

/* What is inside of a machine. */
static plume_rapl_domain domain_of(const char *lower)
{
    static const char *const processors[] = { "rapl", "kepler", NULL };

    if (strncmp(lower, "scaph_host", 10) == 0)
        return PLUME_RAPL_PLATFORM;
    if (strncmp(lower, "scaph_socket", 12) == 0)
        return PLUME_RAPL_PACKAGE;
    if (strncmp(lower, "scaph_domain", 12) == 0)
        return PLUME_RAPL_CORES;
    if (strncmp(lower, "scaph_process", 13) == 0)
        return PLUME_RAPL_REST;
    return has_any(lower, processors) ? plume_rapl_domain_of(lower, strlen(lower))
                                      : PLUME_RAPL_OTHER;
}

/* Kepler and Scaphandre read the counters that node_exporter hands on. */
static plume_teller teller_of(const char *lower)
{
    if (strncmp(lower, "kepler", 6) == 0)
        return PLUME_TELLER_KEPLER;
    if (strncmp(lower, "scaph", 5) == 0)
        return PLUME_TELLER_SCAPHANDRE;
    return strstr(lower, "rapl") != NULL ? PLUME_TELLER_RAPL : PLUME_TELLER_OTHER;
}

bool plume_metric_is_meter(const plume_metric *metric)
{
    return metric->domain == PLUME_RAPL_OTHER && metric->kepler == PLUME_KEPLER_NONE &&
           metric->scope != PLUME_SCOPE_DEVICE;
}

/* CodeCarbon pushes gauges of what was drawn since the push before, and one counter since
 * the start, in kilowatt-hours. Its powers are those of parts, with the PUE in them. */
static void read_codecarbon(plume_metric *metric, const char *lower)
{
    if (strncmp(lower, "codecarbon_", 11) != 0)
        return;
    metric->of_tracker = true;
    metric->scope = PLUME_SCOPE_IT;
    metric->known = metric->counter = strcmp(lower, "codecarbon_energy_total") == 0;
    metric->factor = JOULES_PER_KWH;
    metric->difference = strcmp(lower, "codecarbon_energy_consumed") == 0;
}

/* Units stand in names in the plural (Prometheus's own advice) or in the singular
 * (node_hwmon_power_average_watt): the singular is in both. */
plume_metric plume_metric_of(const char *name, const char *zone)
{
    static const struct {
        const char *part;
        bool counter;
        double factor;
    } units[] = {
        { "kilowatt_hour", true, JOULES_PER_KWH },
        { "kilowatthour", true, JOULES_PER_KWH },
        { "watt_hour", true, SECONDS_PER_HOUR },
        { "watthour", true, SECONDS_PER_HOUR },
        { "microjoule", true, 1.0 / MICROJOULES_PER_JOULE },
        { "millijoule", true, 1.0 / MILLIJOULES_PER_JOULE },
        { "kilojoule", true, 1000.0 },
        { "joule", true, 1.0 },
        { "total_energy_consumption", true, 1.0 / MILLIJOULES_PER_JOULE },
        { "microwatt", false, 1.0 / MICROWATTS_PER_WATT },
        { "milliwatt", false, 0.001 },
        { "kilowatt", false, WATTS_PER_KILOWATT },
        { "watt", false, 1.0 },
        { "power_usage", false, 1.0 },
        { "power_draw", false, 1.0 },
        { "power_consumption", false, 1.0 },
        { "package_power", false, 1.0 },
        { "realpower", false, 1.0 },  /* of a supply without interruption, by NUT */
        { "ipmi_power", false, 1.0 }, /* of collectd */
    };
    static const char *const wrapping[] = { "rapl", "scaph_socket", "scaph_domain",
                                            NULL };
    static const char *const nvidias[] = { "dcgm", "nvidia", "nvml", NULL };
    static const char *const limits[] = { "limit", "_cap",  "threshold", "_max",
                                          "_min",  "rated", "capacity",  NULL };
    plume_metric metric = { .factor = 1.0 };
    char lower[NAME_BYTES];
    size_t length = 0;

    for (; name[length] != '\0' && length + 1 < sizeof lower; length++)
        lower[length] = plume_lower(name[length]);
    lower[length] = '\0';
    metric.scope = scope_of(lower);
    metric.nvidia = has_any(lower, nvidias);
    if (has_any(lower, limits))
        return metric;
    for (size_t i = 0; i < sizeof units / sizeof units[0] && !metric.known; i++)
        if (strstr(lower, units[i].part) != NULL) {
            metric.known = true;
            metric.counter = units[i].counter;
            metric.factor = units[i].factor;
        }
    metric.domain = domain_of(lower);
    metric.teller = teller_of(lower);
    if (metric.counter && has_any(lower, wrapping))
        metric.kind = plume_rapl_counter_kind(metric.domain);
    read_kepler(&metric, lower, zone);
    read_codecarbon(&metric, lower);
    return metric;
}
