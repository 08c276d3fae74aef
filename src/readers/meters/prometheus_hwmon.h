/* readers/meters/prometheus_hwmon.h -- the kernel's sensors as node_exporter tells them:
 * what they are on says a series of its own.
 *
 * node_hwmon_chip_names{chip,chip_name} and node_hwmon_sensor_label{chip,sensor,label}
 * are of 1 throughout; energies and powers bear the chip and the sensor alone. */
#ifndef PLUME_READERS_METERS_PROMETHEUS_HWMON_H
#define PLUME_READERS_METERS_PROMETHEUS_HWMON_H

#include "core/pool.h"
#include "readers/meters/prometheus_series.h"

/* Of a series that names a chip or a sensor, into the map of hosts; key is overwritten.
 */
plume_status plume_hwmon_learn(plume_map *hosts, plume_text *key,
                               const plume_value *labels, plume_error *error);

/* What a sensor measures, by what was learned and by its labels: its scope, its domain
 * and the name by which the list of meters knows it. Leaves other metrics as they are. */
plume_status plume_hwmon_settle(const plume_map *hosts, plume_text *key,
                                const plume_value *labels, plume_metric *metric,
                                plume_error *error);

#endif
