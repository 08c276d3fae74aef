/* core/time/cursor.h -- what is left to read of a time: marks, numbers, and offsets from
 * UTC. Each function moves on behind what it took, and is false when something else
 * stands there. */
#ifndef PLUME_CORE_TIME_CURSOR_H
#define PLUME_CORE_TIME_CURSOR_H

#include <stdbool.h>

typedef struct plume_cursor {
    const char *at, *end;
} plume_cursor;

bool plume_cursor_char(plume_cursor *in, char c);
/* Exactly count digits, no more than most. */
bool plume_cursor_number(plume_cursor *in, int count, int most, int *out);
/* "Z", "UTC", "+02:00", "-0530", "+02", perhaps after a blank; nothing is fine too. */
bool plume_cursor_offset(plume_cursor *in, bool *has_zone, double *offset_s);

#endif
