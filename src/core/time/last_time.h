/* core/time/last_time.h -- the time of the row before: the next one is nearly always of
 * the same minute, and then only its seconds are read. */
#ifndef PLUME_CORE_TIME_LAST_TIME_H
#define PLUME_CORE_TIME_LAST_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Of "2024-05-13 11:00:07.250": where the seconds begin and end. */
enum { PLUME_SECONDS_AT = 17, PLUME_SECONDS_END = 19 };

/* A time as it was written, and what it is; zeroed: none. */
typedef struct plume_last_time {
    char text[40];
    size_t length;
    double unix_s;
    bool minute;     /* others of its minute are known by it: */
    double minute_s; /* its begin */
    size_t tail;     /* where the digits behind the point of its seconds end */
    double unit;     /* ten to as many as they are */
} plume_last_time;

/* Of a minute that is known. One division, as plume_time_parse does: the same bits. */
static inline bool plume_last_time_follows(const plume_last_time *last, const char *text,
                                           double *unix_s)
{
    unsigned tens = (unsigned)(unsigned char)text[PLUME_SECONDS_AT] - '0';
    unsigned ones = (unsigned)(unsigned char)text[PLUME_SECONDS_AT + 1] - '0';
    uint64_t fraction = 0;

    if (memcmp(last->text, text, PLUME_SECONDS_AT) != 0 || tens > 5 || ones > 9)
        return false;
    for (size_t i = PLUME_SECONDS_END + 1; i < last->tail; i++) {
        unsigned digit = (unsigned)(unsigned char)text[i] - '0';

        if (digit > 9)
            return false;
        fraction = fraction * 10 + digit;
    }
    if ((last->tail > PLUME_SECONDS_END &&
         text[PLUME_SECONDS_END] != last->text[PLUME_SECONDS_END]) ||
        (last->tail < last->length && memcmp(last->text + last->tail, text + last->tail,
                                             last->length - last->tail) != 0))
        return false;
    *unix_s = last->minute_s + (tens * 10 + ones);
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
    if (last->minute)
        return plume_last_time_follows(last, text, unix_s);
    *unix_s = last->unix_s;
    return memcmp(last->text, text, length) == 0;
}

/* A time that plume_time_parse read; local: by a zone that the user says, whose offset
 * may change within a minute. A text that is too long is not kept, and none is. */
void plume_last_time_keep(plume_last_time *last, const char *text, size_t length,
                          double unix_s, bool local);

#endif
