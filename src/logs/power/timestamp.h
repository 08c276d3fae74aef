/* logs/power/timestamp.h -- the time stamps of power logs, in all their spellings.
 *
 * ISO 8601 and what plume_log_time takes; 20240102 03:04:05; a number of seconds,
 * milliseconds, microseconds or nanoseconds since 1970, told by its size; a number of
 * seconds since the log began; and 04-03-2021 13:32:39, with - / or . and perhaps AM or
 * PM, whose day the whole log must tell. */
#ifndef PLUME_LOGS_POWER_TIMESTAMP_H
#define PLUME_LOGS_POWER_TIMESTAMP_H

#include "logs/reader.h"

typedef struct plume_timestamp {
    double t_s;    /* NAN: no time */
    bool relative; /* seconds since a start that nobody knows */
} plume_timestamp;

plume_timestamp plume_timestamp_read(plume_log *log, const char *text, size_t length,
                                     uint64_t line);

/* "2024-" and "2024/" begin nothing but ISO 8601. */
bool plume_timestamp_begins_with_year(const char *text, size_t length);

/* After the last sample: PLUME_ERR_VALUE when the log's dates may be read in two ways, or
 * contradict each other. */
plume_status plume_timestamp_settle(plume_log *log, plume_error *error);

#endif
