/* logs/meters.h -- meters of whole machines, by their names: the one list for all
 * readers.
 *
 * Meters of one machine exclude each other: one of the whole machine (at the wall, of the
 * chassis, of the node, DCMI) goes before the inputs of its supplies, these before their
 * outputs and rails, and all before its parts. Of several kinds of meters of one level
 * one counts, with all that are of this kind: two supplies, the nodes of a chassis. */
#ifndef PLUME_LOGS_METERS_H
#define PLUME_LOGS_METERS_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>

/* From the narrowest to the widest. */
typedef enum plume_meter {
    PLUME_METER_PART,   /* a processor, an accelerator, anything that is no machine's */
    PLUME_METER_RAIL,   /* what supplies give */
    PLUME_METER_OUTPUT, /* likewise, supply by supply */
    PLUME_METER_SUPPLY, /* what supplies take, or the outlets that they are plugged into
                         */
    PLUME_METER_BOARD,  /* a machine as its own controller tells it: DCMI, BMC */
    PLUME_METER_NODE,
    PLUME_METER_CHASSIS,
    PLUME_METER_WALL
} plume_meter;

/* From "node_power_w", "PS1 Input Power", "ipmi_dcmi_power_consumption_watts". */
plume_meter plume_meter_of(const char *name);

/* Whether a part bears the name of an accelerator, or of its driver. */
bool plume_meter_is_accelerator(const char *name);

/* --- the meters of a log --- */

typedef struct plume_meters plume_meters;
plume_meters *plume_meters_new(void); /* NULL: out of memory */
void plume_meters_free(plume_meters *meters);

/* host: "" unknown. */
plume_status plume_meters_add(plume_meters *meters, const char *host, const char *name,
                              plume_error *error);

/* When all were added: whether this one is read. */
bool plume_meters_counts(const plume_meters *meters, const char *host, const char *name);

#endif
