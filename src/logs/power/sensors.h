/* logs/power/sensors.h -- named sensors of one machine, polled in a loop: which of them
 * count.
 *
 * Of meters of the whole machine, supplies, rails and parts the widest counts
 * (logs/meters.h), of domains of processors those inside no other (logs/power/rapl.h).
 * What there is shows at the end of the survey; then the log is surveyed once more. */
#ifndef PLUME_LOGS_POWER_SENSORS_H
#define PLUME_LOGS_POWER_SENSORS_H

#include "logs/power/dated.h"
#include "logs/power/rapl.h"
#include "logs/power/rounds.h"

typedef struct plume_sensors {
    plume_log *log;
    const char *advice; /* how to log with times, where there are none */
    plume_dated dated;
    plume_power_rounds rounds;
    plume_meters *meters;  /* those seen; then borrowed, those that count */
    plume_text name, key;  /* key: with the host, where there is one */
    bool seeing;           /* nothing was chosen yet */
    uint64_t first;        /* the name of the first, hashed */
    bool several;          /* others are of other names */
    bool told;             /* that some are left out */
    uint64_t taken;        /* readings, whether they count or not */
    uint64_t untimed_line; /* of the first before any time; 0: none */
} plume_sensors;

/* chip: what the sensor is on, as "amdgpu-pci-0300"; "" none. */
typedef struct plume_sensor {
    const char *host, *chip, *name;
    double watts, counter_j; /* NAN: not read */
    bool rapl;               /* a counter of a processor, which wraps */
    uint64_t line;
} plume_sensor;

plume_status plume_sensors_start(plume_sensors *sensors, plume_log *log,
                                 const char *advice, plume_error *error);
/* At sensors->dated's time; where the loop prints none, by --interval. */
plume_status plume_sensors_take(plume_sensors *sensors, const plume_sensor *sensor,
                                plume_error *error);
/* After the last line; status as it is until now. Gives back what start took. */
plume_status plume_sensors_end(plume_sensors *sensors, plume_status status,
                               plume_error *error);

#endif
