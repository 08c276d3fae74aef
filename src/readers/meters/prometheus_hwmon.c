/* What node_exporter's collector of hwmon measures, chip by chip. */
#include "readers/meters/prometheus_hwmon.h"

#include <string.h>

#include "core/ascii.h"
#include "traces/host_names.h"

enum { NAME_BYTES = 64 };

static const char prefix[] = "node_hwmon_";

/* What a chip or a sensor is; the values are kept in a map. */
typedef enum part {
    PART_UNKNOWN,
    PART_ACCELERATOR,
    PART_PACKAGE,
    PART_CORES,
    PART_MACHINE,
    PART_RAIL,
    PART_CORSAIR /* its total has number 1, its rails those behind
                    (Documentation/hwmon/corsair-psu.rst) */
} part;

typedef struct word {
    const char *text;
    part of;
} word;

static part find(const char *name, const word *words, size_t count)
{
    char small[NAME_BYTES];
    size_t used = 0;

    for (; name[used] != '\0' && used + 1 < sizeof small; used++)
        small[used] = plume_lower(name[used]);
    small[used] = '\0';
    for (size_t i = 0; i < count; i++)
        if (strstr(small, words[i].text) != NULL)
            return words[i].of;
    return PART_UNKNOWN;
}

/* Drivers of the kernel, by the names that they give themselves. */
static part part_of_chip(const char *name)
{
    static const word drivers[] = {
        { "amdgpu", PART_ACCELERATOR },  { "radeon", PART_ACCELERATOR },
        { "nouveau", PART_ACCELERATOR }, { "i915", PART_ACCELERATOR },
        { "habana", PART_ACCELERATOR },  { "zenpower", PART_PACKAGE },
        { "amd_energy", PART_PACKAGE },  { "k10temp", PART_PACKAGE },
        { "fam15h", PART_PACKAGE },      { "coretemp", PART_PACKAGE },
        { "power_meter", PART_MACHINE }, { "acpi000d", PART_MACHINE },
        { "corsairpsu", PART_CORSAIR },
    };

    if (strcmp(name, "xe") == 0)
        return PART_ACCELERATOR;
    return find(name, drivers, sizeof drivers / sizeof drivers[0]);
}

static part part_of_label(const char *label)
{
    static const word labels[] = {
        { "esocket", PART_PACKAGE },
        { "ecore", PART_CORES },
        { "power total", PART_MACHINE },
    };

    return find(label, labels, sizeof labels / sizeof labels[0]);
}

/* Cards stand on a bus; the processors of AMD are at 00:18 and behind it, others at none.
 */
static part part_of_place(const char *chip, bool counter)
{
    bool bus = strncmp(chip, "0000:", 5) == 0 || strncmp(chip, "pci", 3) == 0;

    if (!counter)
        return PART_UNKNOWN;
    return bus && strstr(chip, "00:18") == NULL && strstr(chip, "00:19") == NULL
               ? PART_ACCELERATOR
               : PART_PACKAGE;
}

static const char *text_of(const plume_value *labels, const char *name)
{
    return plume_value_string(plume_value_get(labels, name));
}

/* sensor: "" of the chip as a whole. */
static void print_key(plume_text *key, const plume_value *labels, const char *sensor)
{
    plume_hosts_name(plume_series_host(labels), 0, key);
    plume_text_printf(key, "\nhwmon\n%s\n%s", text_of(labels, "chip"), sensor);
}

plume_status plume_hwmon_learn(plume_map *hosts, plume_text *key,
                               const plume_value *labels, plume_error *error)
{
    const char *name = plume_series_name(labels);
    part of = PART_UNKNOWN;

    if (strcmp(name, "node_hwmon_chip_names") == 0)
        of = part_of_chip(text_of(labels, "chip_name"));
    else if (strcmp(name, "node_hwmon_sensor_label") == 0)
        of = part_of_label(text_of(labels, "label"));
    if (of == PART_UNKNOWN)
        return PLUME_OK;
    print_key(key, labels, text_of(labels, "sensor"));
    if (plume_text_status(key, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    return plume_map_set(hosts, key->data, of) ? PLUME_OK : plume_fail_memory(error);
}

static part learned(const plume_map *hosts, plume_text *key, const plume_value *labels,
                    const char *sensor)
{
    size_t found;

    print_key(key, labels, sensor);
    found = key->status == PLUME_OK ? plume_map_find(hosts, key->data) : SIZE_MAX;
    return found == SIZE_MAX ? PART_UNKNOWN : (part)found;
}

/* The sensor's own name tells more than that of its chip, and this more than its place.
 */
static part part_of(const plume_map *hosts, plume_text *key, const plume_value *labels,
                    bool counter)
{
    const char *sensor = text_of(labels, "sensor"), *chip = text_of(labels, "chip");
    part of = learned(hosts, key, labels, sensor);

    if (of == PART_UNKNOWN)
        of = learned(hosts, key, labels, "");
    if (of == PART_UNKNOWN)
        of = part_of_chip(chip);
    if (of == PART_UNKNOWN)
        of = part_of_place(chip, counter);
    if (of == PART_CORSAIR)
        of = strcmp(sensor, "power1") == 0 ? PART_MACHINE : PART_RAIL;
    return of;
}

plume_status plume_hwmon_settle(const plume_map *hosts, plume_text *key,
                                const plume_value *labels, plume_metric *metric,
                                plume_error *error)
{
    if (strncmp(plume_series_name(labels), prefix, sizeof prefix - 1) != 0)
        return PLUME_OK;
    metric->teller = PLUME_TELLER_HWMON;
    switch (part_of(hosts, key, labels, metric->counter)) {
    case PART_ACCELERATOR:
        metric->scope = PLUME_SCOPE_DEVICE;
        break;
    case PART_PACKAGE:
        metric->domain = PLUME_RAPL_PACKAGE;
        break;
    case PART_CORES:
        metric->domain = PLUME_RAPL_CORES;
        break;
    case PART_MACHINE:
        metric->meter = "node";
        break;
    case PART_RAIL:
        metric->meter = "rail";
        break;
    default:
        break;
    }
    return plume_text_status(key, error);
}
