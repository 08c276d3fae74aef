/* Reads the seconds of a time whose minute is that of the time before. */
#include "core/time/last_time.h"

#include <stdint.h>
#include <string.h>

#include "core/ascii.h"
#include <plume/time.h>

/* Of "2024-05-13 11:00:07.250": where the seconds begin and end; more digits behind the
 * point than a double holds are not followed. */
enum { SECONDS_AT = 17, SECONDS_END = 19, DIGITS_MOST = 15 };

static inline unsigned digit_of(char c)
{
    return (unsigned)(unsigned char)c - '0';
}

/* One division, as plume_time_parse does: the same bits. */
static bool follows(const plume_last_time *last, const char *text, double *unix_s)
{
    unsigned tens = digit_of(text[SECONDS_AT]), ones = digit_of(text[SECONDS_AT + 1]);
    size_t end = SECONDS_END + last->digits + (last->digits > 0);
    uint64_t fraction = 0;

    if (memcmp(last->text, text, SECONDS_AT) != 0 || tens > 5 || ones > 9)
        return false;
    for (size_t i = SECONDS_END + 1; i < end; i++) {
        unsigned digit = digit_of(text[i]);

        if (digit > 9)
            return false;
        fraction = fraction * 10 + digit;
    }
    if (last->digits > 0 && text[SECONDS_END] != last->text[SECONDS_END])
        return false;
    if (end < last->length &&
        memcmp(last->text + end, text + end, last->length - end) != 0)
        return false;
    *unix_s = last->minute_s + (tens * 10 + ones);
    *unix_s += (double)fraction / last->unit;
    return true;
}

bool plume_last_time_find(const plume_last_time *last, const char *text, size_t length,
                          double *unix_s)
{
    if (length == 0 || length != last->length)
        return false;
    if (last->minute)
        return follows(last, text, unix_s);
    *unix_s = last->unix_s;
    return memcmp(last->text, text, length) == 0;
}

/* The begin of the minute is read like any time: the text without its seconds. Of the
 * end of a day, 24:00, no seconds are allowed. */
static bool find_minute(plume_last_time *last)
{
    char whole[sizeof last->text];
    size_t at = SECONDS_END;
    plume_stamp stamp;

    if (last->length < SECONDS_END || last->text[16] != ':' ||
        memcmp(last->text + 11, "24", 2) == 0)
        return false;
    last->digits = 0;
    last->unit = 1;
    if (at < last->length && (last->text[at] == '.' || last->text[at] == ','))
        for (at++; at < last->length && plume_is_digit(last->text[at]); at++) {
            last->digits++;
            last->unit *= 10;
        }
    memcpy(whole, last->text, SECONDS_AT);
    memcpy(whole + SECONDS_AT, "00", 2);
    memcpy(whole + SECONDS_END, last->text + at, last->length - at);
    if (last->digits > DIGITS_MOST ||
        !plume_time_parse(&stamp, whole, SECONDS_END + last->length - at, NULL))
        return false;
    last->minute_s = stamp.unix_s;
    return true;
}

/* A minute is looked for where a second time of it comes: rows may be hours apart. */
void plume_last_time_keep(plume_last_time *last, const char *text, size_t length,
                          double unix_s, bool local)
{
    bool again = length >= SECONDS_END && length == last->length &&
                 memcmp(last->text, text, SECONDS_AT) == 0;

    last->length = length <= sizeof last->text ? length : 0;
    memcpy(last->text, text, last->length);
    last->unix_s = unix_s;
    last->minute = again && !local && find_minute(last);
}
