/* Joins two bins of sums. */
#include "chart/kept/sums_by_time.h"

#include <stddef.h>

void plume_time_bin_join(void *to, const void *from)
{
    plume_time_bin *into = to;
    const plume_time_bin *more = from;

    for (size_t k = 0; k < PLUME_TIME_MEASURES; k++)
        for (size_t i = 0; i < PLUME_ROLE_COUNT; i++)
            into->sum[k][i] += more->sum[k][i];
    into->finals += more->finals;
}
