/* logs/last_time.h -- the time of the row before: rows of one moment follow each other.
 */
#ifndef PLUME_LOGS_LAST_TIME_H
#define PLUME_LOGS_LAST_TIME_H

#include <stdbool.h>
#include <stddef.h>

/* As it was written, and what it is; zeroed: none. */
typedef struct plume_last_time {
    char text[32];
    size_t length;
    double unix_s;
} plume_last_time;

/* Whether the text is that of the time before. */
bool plume_last_time_is(const plume_last_time *last, const char *text, size_t length);
/* A text that is too long is not kept, and none is. */
void plume_last_time_keep(plume_last_time *last, const char *text, size_t length,
                          double unix_s);

#endif
