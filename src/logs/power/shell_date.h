/* logs/power/shell_date.h -- what `date` prints, where it is no ISO 8601: in words, as
 * digits without marks. */
#ifndef PLUME_LOGS_POWER_SHELL_DATE_H
#define PLUME_LOGS_POWER_SHELL_DATE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct plume_shell_date {
    size_t length; /* of the text that it takes */
    char iso[40];  /* the same as ISO 8601, with its offset if that is known */
} plume_shell_date;

/* "Sun Nov 29 23:51:22 UTC 2026" (C), "Sun 29 Nov 2026 11:51:22 PM UTC" (en_US),
 * "Sun, 29 Nov 2026 23:51:22 +0000" (-R), "20261129T235122Z", "20261129-235122": at the
 * beginning of a text, behind which a blank, a comma, a semicolon or nothing stands.
 * Zones by letters other than UTC and GMT are those of the log. */
bool plume_shell_date_at(plume_shell_date *out, const char *text, size_t length);

#endif
