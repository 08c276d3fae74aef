/* plume/power.h -- what is done with the time that a power trace did not measure. */
#ifndef PLUME_POWER_H
#define PLUME_POWER_H

#include <stdbool.h>

#include <plume/status.h>

PLUME_BEGIN

/* An interval between two samples of a device is a gap when it is longer than five times
 * the device's median interval and than ten seconds. */
typedef enum plume_gaps {
    PLUME_GAPS_BRIDGE,  /* filled with the mean of the readings on both sides */
    PLUME_GAPS_EXCLUDE, /* adds no energy: the total is a lower bound */
    PLUME_GAPS_HOLD,    /* filled with the last reading before it */
    PLUME_GAPS_FAIL,    /* the trace is refused */
    PLUME_GAPS_COUNT
} plume_gaps;

/* "bridge", "exclude", "hold", "fail". */
PLUME_API const char *plume_gaps_name(plume_gaps gaps);
PLUME_API bool plume_gaps_find(plume_gaps *out, const char *word);
/* Whether a gap adds an energy. */
PLUME_API bool plume_gaps_are_filled(plume_gaps gaps);

/* What one device of a power log did between two moments, straight from one power to the
 * other; or what fills a gap. Borrowed strings, "" unknown. */
typedef struct plume_power_reading {
    const char *path, *host, *device;
    double rated_w;      /* of the device; NAN unknown */
    double from_s, to_s; /* Unix time, or since any start */
    double from_w, to_w; /* NAN: its energy alone is known */
    double energy_kwh;
    bool measured; /* false: fills a gap */
} plume_power_reading;

/* Is told of each, in their order by device, while logs are read. */
typedef struct plume_power_watch {
    void (*take)(void *state, const plume_power_reading *reading);
    void *state;
} plume_power_watch;

PLUME_END

#endif
