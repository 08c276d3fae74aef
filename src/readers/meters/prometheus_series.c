/* What the labels of a Prometheus series say. */
#include "readers/meters/prometheus_series.h"

#include <string.h>

#include "traces/device_names.h"

const char *plume_series_label(const plume_value *labels, const char *const *names)
{
    const char *text = "";

    for (; *names != NULL && text[0] == '\0'; names++)
        text = plume_value_string(plume_value_get(labels, *names));
    return text;
}

const char *plume_series_name(const plume_value *labels)
{
    return plume_value_string(plume_value_get(labels, "__name__"));
}

static const char *uuid_of(const plume_value *labels)
{
    return plume_series_label(labels,
                              (const char *const[]){ "UUID", "uuid", "gpu_uuid", NULL });
}

/* What comes of an expression has no name: power, as a rule, of what the labels tell. */
plume_metric plume_series_metric(const plume_value *labels)
{
    const char *name = plume_series_name(labels);
    plume_metric metric =
        plume_metric_of(name, plume_value_string(plume_value_get(labels, "zone")));
    bool gpu = uuid_of(labels)[0] != '\0' || plume_value_get(labels, "gpu") != NULL;

    metric.known = metric.known || name[0] == '\0';
    if (metric.scope == PLUME_SCOPE_UNKNOWN)
        metric.scope = gpu ? PLUME_SCOPE_DEVICE : PLUME_SCOPE_IT;
    return metric;
}

const char *plume_series_host(const plume_value *labels)
{
    return plume_series_label(labels, (const char *const[]){ "Hostname", "hostname",
                                                             "node", "exported_instance",
                                                             "instance", NULL });
}

void plume_series_meter(plume_text *out, const plume_value *labels)
{
    static const char *const sensors[] = { "name",   "sensor",       "sensor_name",
                                           "supply", "power_supply", "rail",
                                           "type",   "feed",         "ipmi",
                                           NULL };
    const char *name = plume_series_name(labels);
    bool exporter =
        strncmp(name, "node_", 5) == 0 && strncmp(name, "node_power", 10) != 0;

    plume_text_clear(out);
    plume_text_add(out, exporter ? name + 5 : name);
    for (size_t i = 0; sensors[i] != NULL; i++)
        plume_text_printf(out, " %s",
                          plume_value_string(plume_value_get(labels, sensors[i])));
}

/* DCGM's power and energy are of one device; other metrics
 * with equal labels are not. */
void plume_series_device(plume_text *out, const plume_value *labels)
{
    static const char dcgm[] = "DCGM_FI_DEV_";
    const char *uuid = uuid_of(labels);

    plume_text_clear(out);
    plume_device_add_uuid(out, uuid, strlen(uuid));
    for (size_t i = 0; uuid[0] == '\0' && i < plume_value_count(labels); i++) {
        const char *key = plume_value_key_at(labels, i);
        const char *text = plume_value_string(plume_value_at(labels, i));

        if (strcmp(key, "job") == 0 || strncmp(text, dcgm, sizeof dcgm - 1) == 0)
            continue;
        plume_text_add(out, out->length > 0 ? " " : "");
        if (strcmp(key, "__name__") != 0)
            plume_text_printf(out, "%s=", key);
        plume_text_add(out, text);
    }
}
