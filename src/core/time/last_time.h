/* core/time/last_time.h -- the time of the row before: the next one is nearly always of
 * the same minute, and then only its seconds are read. */
#ifndef PLUME_CORE_TIME_LAST_TIME_H
#define PLUME_CORE_TIME_LAST_TIME_H

#include <stdbool.h>
#include <stddef.h>

/* A time as it was written, and what it is; zeroed: none. */
typedef struct plume_last_time {
    char text[40];
    size_t length;
    double unix_s;
    bool minute;     /* others of its minute are known by it: */
    double minute_s; /* its begin */
    size_t digits;   /* behind the point of its seconds */
    double unit;     /* ten to as many */
} plume_last_time;

/* Whether text is the same time, or one of its minute that is written likewise. Gives
 * what plume_time_parse does, to the last bit. */
bool plume_last_time_find(const plume_last_time *last, const char *text, size_t length,
                          double *unix_s);

/* A time that plume_time_parse read; local: by a zone that the user says, whose offset
 * may change within a minute. A text that is too long is not kept, and none is. */
void plume_last_time_keep(plume_last_time *last, const char *text, size_t length,
                          double unix_s, bool local);

#endif
