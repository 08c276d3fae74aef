/* logs/unknown_time.h -- times whose day nobody knows: "5/6/2024" in a log that does not
 * tell which part is the day. */
#ifndef PLUME_LOGS_UNKNOWN_TIME_H
#define PLUME_LOGS_UNKNOWN_TIME_H

#include "logs/log.h"

/* Whether a text that is no time for plume_log_time has a day that may be of two months:
 * "5/6/2024 11:00". */
bool plume_day_is_unknown(const char *text, size_t length);
/* The same of a record: its time is then unknown, what it measured is kept, and all such
 * times are counted and told once. */
bool plume_log_time_is_unknown(plume_log *log, const char *text, size_t length,
                               uint64_t line);
/* Seconds between two such times of one log, where both orders make the same; else NAN.
 */
double plume_span_of_unknown_times(const char *start, const char *end);

#endif
