/* Keeps a time, and learns what all times of its minute begin with. */
#include "core/time/last_time.h"

#include "core/ascii.h"
#include <plume/time.h>

/* More behind the point than a double holds are not followed. */
enum { DIGITS_MOST = 15 };

/* The begin of the minute is read like any time: the text without its seconds. Of the
 * end of a day, 24:00, no seconds are allowed. */
static bool find_minute(plume_last_time *last)
{
    char whole[sizeof last->text];
    size_t at = PLUME_SECONDS_END;
    plume_stamp stamp;

    if (last->length < PLUME_SECONDS_END || last->text[16] != ':' ||
        memcmp(last->text + 11, "24", 2) == 0)
        return false;
    last->unit = 1;
    if (at < last->length && (last->text[at] == '.' || last->text[at] == ','))
        for (at++; at < last->length && plume_is_digit(last->text[at]); at++)
            last->unit *= 10;
    last->tail = at;
    memcpy(whole, last->text, PLUME_SECONDS_AT);
    memcpy(whole + PLUME_SECONDS_AT, "00", 2);
    memcpy(whole + PLUME_SECONDS_END, last->text + at, last->length - at);
    if (at > PLUME_SECONDS_END + 1 + DIGITS_MOST ||
        !plume_time_parse(&stamp, whole, PLUME_SECONDS_END + last->length - at, NULL))
        return false;
    last->minute_s = stamp.unix_s;
    return true;
}

/* A minute is looked for where a second time of it comes: rows may be hours apart. */
void plume_last_time_keep(plume_last_time *last, const char *text, size_t length,
                          double unix_s, bool local)
{
    bool again = length >= PLUME_SECONDS_END && length == last->length &&
                 memcmp(last->text, text, PLUME_SECONDS_AT) == 0;

    last->length = length <= sizeof last->text ? length : 0;
    memcpy(last->text, text, last->length);
    last->unix_s = unix_s;
    last->minute = again && !local && find_minute(last);
}
