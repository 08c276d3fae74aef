/* core/time/calendar.h -- the calendar: a moment as the day and the time of day in UTC.
 */
#ifndef PLUME_CORE_TIME_CALENDAR_H
#define PLUME_CORE_TIME_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

enum { PLUME_YEAR_MOST = 9999 };

typedef struct plume_civil {
    int year, month, day;
    int64_t second; /* of the day */
    int millisecond;
} plume_civil;

/* False outside of the years 1 to 9999. */
bool plume_civil_of(plume_civil *out, double unix_s);

#endif
