/* traces/device_names.h -- the devices that a run says it used, and those of a trace.
 *
 * A run lists them with commas: places in their host ("0,1"), UUIDs ("GPU-5f1c...", which
 * may be cut short), other names, each with its host before a colon where it stands
 * ("node1:0"). A trace calls a device by its place or UUID, perhaps behind a host
 * ("node1 0", "gpu0_power_w"). */
#ifndef PLUME_TRACES_DEVICE_NAMES_H
#define PLUME_TRACES_DEVICE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "traces/integrator.h"
#include <plume/text.h>

typedef struct plume_device_name {
    const char *host; /* borrowed; NULL: not named here */
    const char *text; /* borrowed; without blanks around it */
    size_t host_length, length;
} plume_device_name;

/* The next of a list, and moves on; false at the end. Empty names are passed over. */
bool plume_device_names_next(plume_device_name *out, const char **list);

/* Appends a UUID as NVML writes it: exporters and scripts leave "GPU-" out. Other text is
 * appended as it is. */
void plume_device_add_uuid(plume_text *out, const char *text, size_t length);

/* Appends what tells the device from all others: its UUID, else its host and place. host
 * as below. False, and nothing appended, when neither a UUID nor a host is known. */
bool plume_device_names_key(plume_text *out, const plume_device_name *name,
                            const char *host);

typedef enum plume_device_match {
    PLUME_DEVICE_INCOMPARABLE, /* one says the place, the other the UUID, for example */
    PLUME_DEVICE_OTHER,
    PLUME_DEVICE_SAME
} plume_device_match;

/* host: of the run, where the name has none; "" unknown, and it may be a list of hosts.
 */
plume_device_match plume_device_names_match(const plume_device_name *name,
                                            const char *host,
                                            const plume_power_label *device);

/* Two devices of traces of one host: by their UUIDs, else their bus ids, else their
 * places, else their names. */
plume_device_match plume_device_labels_match(const plume_power_label *left,
                                             const plume_power_label *right);

#endif
