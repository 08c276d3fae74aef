/* core/time/tzif.h -- one zone of the system's zone database: its offsets through time.
 *
 * Offsets are seconds east of Greenwich. Beyond the last change that the file lists, the
 * yearly rule at its end holds. */
#ifndef PLUME_CORE_TIME_TZIF_H
#define PLUME_CORE_TIME_TZIF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/time/zone_rule.h"

typedef struct plume_tzif {
    int64_t *at;       /* when each offset begins, ascending; the caller frees it */
    int32_t *offset_s; /* allocated with at */
    size_t count;
    int32_t first_offset_s; /* before at[0] */
    plume_zone_rule rule;   /* after the last */
} plume_tzif;

/* False when bytes are no sound zone file, or one that counts leap seconds; *memory then
 * tells whether that was for lack of memory. */
bool plume_tzif_parse(plume_tzif *out, const unsigned char *bytes, size_t length,
                      bool *memory);
int64_t plume_tzif_offset(const plume_tzif *tzif, int64_t unix_s);

#endif
