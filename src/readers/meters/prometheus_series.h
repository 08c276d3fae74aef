/* readers/meters/prometheus_series.h -- what the labels of a series say: what it
 * measures, of which device, on which host. */
#ifndef PLUME_READERS_METERS_PROMETHEUS_SERIES_H
#define PLUME_READERS_METERS_PROMETHEUS_SERIES_H

#include "logs/meters.h"
#include "readers/meters/prometheus_metric.h"
#include <plume/text.h>
#include <plume/value.h>

/* The first of these labels, the last name being NULL; "" without any. */
const char *plume_series_label(const plume_value *labels, const char *const *names);

const char *plume_series_name(const plume_value *labels);
const char *plume_series_host(const plume_value *labels);

plume_metric plume_series_metric(const plume_value *labels);

/* What its meter is called: its metric, without the name of an exporter, and its sensor.
 */
void plume_series_meter(plume_text *out, const plume_value *labels);

/* What its device is called: its UUID, else all labels. */
void plume_series_device(plume_text *out, const plume_value *labels);

#endif
