/* scene/calendar.h -- ticks of an axis of calendar time (Unix seconds, UTC): whole
 * minutes, hours, days, weeks, months or years, whichever make few. */
#ifndef PLUME_SCENE_CALENDAR_H
#define PLUME_SCENE_CALENDAR_H

#include <stddef.h>

#include "scene/scale.h"

/* At most most of them, from low to high, with most at least 2. Returns how many. */
size_t plume_calendar_ticks(double *out, size_t most, double low_s, double high_s);

/* "14:05", "3 Mar", "Mar 2024", "2024": as fine as the ticks of that span are. A time of
 * day at midnight is a day. */
void plume_calendar_label(plume_text *out, double t_s, double low_s, double high_s);

#endif
