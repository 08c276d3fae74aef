/* plume/time.h -- points in time, as seconds since 1970-01-01T00:00:00Z (a double; NAN is
 * unknown), and the zones in which logs print them.
 *
 * Nothing here reads the clock, the environment or the system's own zone. */
#ifndef PLUME_TIME_H
#define PLUME_TIME_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>
#include <plume/text.h>

PLUME_BEGIN

/* A zone's rules. NULL stands for UTC wherever a zone is taken. */
typedef struct plume_zone plume_zone;

/* name: "UTC", "+02:00", "-0530", or a name of the system's zone database
 * ("Europe/Berlin"). PLUME_ERR_UNKNOWN otherwise. The caller owns *out. */
PLUME_API plume_status plume_zone_load(plume_zone **out, const char *name,
                                       plume_error *error);
PLUME_API void plume_zone_free(plume_zone *zone);
PLUME_API const char *plume_zone_name(const plume_zone *zone);

/* What a time stamp turned out to be. */
typedef struct plume_stamp {
    double unix_s; /* UTC */
    bool has_zone; /* it named its own zone ("Z", "+02:00"): the one given was not used */
    bool ambiguous; /* the hour that a change from summer time repeats: the first was
                       taken */
    bool skipped;   /* an hour that a change to summer time leaves out */
} plume_stamp;

/* ISO 8601: YYYY-MM-DD, 'T' or one blank, HH:MM[:SS[.f...]], optional Z or +-HH[:]MM;
 * also with '/' between year, month and day, as nvidia-smi prints it. A naive time is
 * local to zone. False when text is not such a time or no such day exists; out->unix_s is
 * then NAN. */
PLUME_API bool plume_time_parse(plume_stamp *out, const char *text, size_t length,
                                const plume_zone *zone);

/* "2023-05-17T08:30:00Z", with milliseconds only when there are any; nothing for NAN. */
PLUME_API void plume_time_print(plume_text *out, double unix_s);

/* Only the day, "2023-05-17". */
PLUME_API void plume_day_print(plume_text *out, double unix_s);

/* The calendar year in UTC; 0 for NAN. */
PLUME_API int plume_time_year(double unix_s);

/* Unix time of a civil moment read as UTC; NAN for an impossible one. */
PLUME_API double plume_time_civil(int year, int month, int day, double seconds_of_day);

/* Seconds of H:MM:SS[.f], HH:MM, MM:SS is not accepted, and [D-]HH:MM:SS[.f]; hours are
 * unbounded. False when text is not one. */
PLUME_API bool plume_duration_parse(double *out_s, const char *text, size_t length);

/* Local wall-clock seconds (civil time read as if UTC) to Unix time in zone. */
PLUME_API plume_stamp plume_zone_resolve(const plume_zone *zone, double local_s);

/* The Unix time at which the clocks of zone show once more what they showed at unix_s, as
 * in the hour that is doubled when summer time ends; NAN when they never do. */
PLUME_API double plume_zone_again(const plume_zone *zone, double unix_s);

PLUME_END

#endif
