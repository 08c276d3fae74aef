/* The time of the row before. */
#include "logs/last_time.h"

#include <string.h>

bool plume_last_time_is(const plume_last_time *last, const char *text, size_t length)
{
    return length > 0 && length == last->length && memcmp(last->text, text, length) == 0;
}

void plume_last_time_keep(plume_last_time *last, const char *text, size_t length,
                          double unix_s)
{
    last->length = length <= sizeof last->text ? length : 0;
    memcpy(last->text, text, last->length);
    last->unix_s = unix_s;
}
