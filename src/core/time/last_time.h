/* core/time/last_time.h -- the time of the row before: the next one is nearly always of
 * the same minute, and then only its seconds are read. */
#ifndef PLUME_CORE_TIME_LAST_TIME_H
#define PLUME_CORE_TIME_LAST_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Of "2024-05-13 11:00:07.250": where the clock begins, the seconds, and where they end.
 */
enum { PLUME_CLOCK_AT = 11, PLUME_SECONDS_AT = 17, PLUME_SECONDS_END = 19 };

/* A time as it was written, and what it is; zeroed: none. */
typedef struct plume_last_time {
    char text[40];
    size_t length;
    double unix_s;
    bool minute;     /* others of its minute are known by it: */
    double minute_s; /* its begin */
    bool day;        /* others of its day, which begins at day_s, likewise */
    double day_s;
    size_t tail; /* where the digits behind the point of its seconds end */
    double unit; /* ten to as many as they are */
} plume_last_time;

/* Two digits; above 99 when they are none. */
static inline unsigned plume_two_digits(const char *at)
{
    unsigned tens = (unsigned)(unsigned char)at[0] - '0';
    unsigned ones = (unsigned)(unsigned char)at[1] - '0';

    return tens < 10 && ones < 10 ? tens * 10 + ones : 100;
}

/* The part of a second, where all that stands behind the seconds is written as before. */
static inline bool plume_last_time_fraction(const plume_last_time *last, const char *text,
                                            uint64_t *fraction)
{
    *fraction = 0;
    for (size_t i = PLUME_SECONDS_END + 1; i < last->tail; i++) {
        unsigned digit = (unsigned)(unsigned char)text[i] - '0';

        if (digit > 9)
            return false;
        *fraction = *fraction * 10 + digit;
    }
    return (last->tail <= PLUME_SECONDS_END ||
            text[PLUME_SECONDS_END] == last->text[PLUME_SECONDS_END]) &&
           (last->tail >= last->length ||
            memcmp(last->text + last->tail, text + last->tail,
                   last->length - last->tail) == 0);
}

/* Of a minute or a day that is known. One division, as plume_time_parse does: the same
 * bits. */
static inline bool plume_last_time_follows(const plume_last_time *last, const char *text,
                                           double *unix_s)
{
    unsigned hour = 0, minute = 0, second = plume_two_digits(text + PLUME_SECONDS_AT);
    double from_s = last->minute_s;
    uint64_t fraction;

    if (second > 59)
        return false;
    if (!last->minute || memcmp(last->text, text, PLUME_SECONDS_AT) != 0) {
        hour = plume_two_digits(text + PLUME_CLOCK_AT);
        minute = plume_two_digits(text + PLUME_CLOCK_AT + 3);
        if (!last->day || hour > 23 || minute > 59 || text[PLUME_CLOCK_AT + 2] != ':' ||
            text[PLUME_CLOCK_AT + 5] != ':' ||
            memcmp(last->text, text, PLUME_CLOCK_AT) != 0)
            return false;
        from_s = last->day_s;
    }
    if (!plume_last_time_fraction(last, text, &fraction))
        return false;
    *unix_s = from_s + ((hour * 60 + minute) * 60 + second);
    *unix_s += (double)fraction / last->unit;
    return true;
}

/* Whether text is the same time, or one of its minute that is written likewise. Gives
 * what plume_time_parse does, to the last bit. */
static inline bool plume_last_time_find(const plume_last_time *last, const char *text,
                                        size_t length, double *unix_s)
{
    if (length == 0 || length != last->length)
        return false;
    if (last->minute || last->day)
        return plume_last_time_follows(last, text, unix_s);
    *unix_s = last->unix_s;
    return memcmp(last->text, text, length) == 0;
}

/* A time that plume_time_parse read; local: by a zone that the user says, whose offset
 * may change within a minute. A text that is too long is not kept, and none is. */
void plume_last_time_keep(plume_last_time *last, const char *text, size_t length,
                          double unix_s, bool local);

#endif
