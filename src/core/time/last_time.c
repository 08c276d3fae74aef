/* Keeps a time, and learns what all times of its minute and day begin with. */
#include "core/time/last_time.h"

#include "core/ascii.h"
#include <plume/time.h>

/* More behind the point than a double holds are not followed. */
enum { DIGITS_MOST = 15 };

/* The begin of a minute or a day is read like any time: the text with zeros for what
 * follows. */
static bool find_begin(const plume_last_time *last, size_t from, const char *zeros,
                       double *begin_s)
{
    char whole[sizeof last->text];
    plume_stamp stamp;

    memcpy(whole, last->text, from);
    memcpy(whole + from, zeros, PLUME_SECONDS_END - from);
    memcpy(whole + PLUME_SECONDS_END, last->text + last->tail, last->length - last->tail);
    if (!plume_time_parse(&stamp, whole, PLUME_SECONDS_END + last->length - last->tail,
                          NULL))
        return false;
    *begin_s = stamp.unix_s;
    return true;
}

/* Where the digits behind its seconds end. Of the end of a day, 24:00, no seconds are
 * allowed. */
static bool find_tail(plume_last_time *last)
{
    size_t at = PLUME_SECONDS_END;

    if (last->length < PLUME_SECONDS_END || last->text[16] != ':' ||
        memcmp(last->text + PLUME_CLOCK_AT, "24", 2) == 0)
        return false;
    last->unit = 1;
    if (at < last->length && (last->text[at] == '.' || last->text[at] == ','))
        for (at++; at < last->length && plume_is_digit(last->text[at]); at++)
            last->unit *= 10;
    last->tail = at;
    return at <= PLUME_SECONDS_END + 1 + DIGITS_MOST;
}

/* A minute or a day is looked for where a second time of it comes: rows may be far
 * apart. */
void plume_last_time_keep(plume_last_time *last, const char *text, size_t length,
                          double unix_s, bool local)
{
    bool likewise = length >= PLUME_SECONDS_END && length == last->length && !local;
    bool same_day = likewise && memcmp(last->text, text, PLUME_CLOCK_AT) == 0;
    bool same_minute = same_day && memcmp(last->text, text, PLUME_SECONDS_AT) == 0;

    last->length = length <= sizeof last->text ? length : 0;
    memcpy(last->text, text, last->length);
    last->unix_s = unix_s;
    last->minute = last->day = false;
    if (!same_day || !find_tail(last))
        return;
    last->minute =
        same_minute && find_begin(last, PLUME_SECONDS_AT, "00", &last->minute_s);
    last->day = find_begin(last, PLUME_CLOCK_AT, "00:00:00", &last->day_s);
}
