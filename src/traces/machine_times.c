/* When which machine was metered: intervals, sorted by host and start once all are there.
 */
#include "traces/machine_times.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/pool.h"
#include "core/sort.h"
#include "traces/host_names.h"

typedef struct metered_time {
    double start_s, end_s;
    size_t host;
} metered_time;

struct plume_machine_times {
    plume_map *hosts;
    metered_time *time;
    size_t count, capacity;
};

plume_machine_times *plume_machine_times_new(void)
{
    plume_machine_times *times = calloc(1, sizeof *times);

    if (times == NULL)
        return NULL;
    times->hosts = plume_map_new();
    if (times->hosts != NULL)
        return times;
    plume_machine_times_free(times);
    return NULL;
}

void plume_machine_times_free(plume_machine_times *times)
{
    if (times == NULL)
        return;
    plume_map_free(times->hosts);
    free(times->time);
    free(times);
}

static bool has_room(plume_machine_times *times)
{
    size_t capacity = times->capacity * 2 + 64;
    metered_time *grown;

    if (times->count < times->capacity)
        return true;
    grown = realloc(times->time, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    times->time = grown;
    times->capacity = capacity;
    return true;
}

bool plume_machine_times_add(plume_machine_times *times, const char *host, double start_s,
                             double end_s)
{
    size_t number;

    if (!(end_s > start_s))
        return true;
    number = plume_map_add(times->hosts, host, plume_map_count(times->hosts));
    if (number == SIZE_MAX || !has_room(times))
        return false;
    times->time[times->count++] = (metered_time){ start_s, end_s, number };
    return true;
}

/* What is metered with one of several hosts cannot be told apart. */
bool plume_machine_times_take(plume_machine_times **times, const plume_run *run)
{
    if (run->machine[0] == '\0' || run->energy.scope != PLUME_SCOPE_IT ||
        plume_hosts_count(run->host) != 1)
        return true;
    if (*times == NULL)
        *times = plume_machine_times_new();
    return *times != NULL &&
           plume_machine_times_add(*times, run->host, run->start_s, run->end_s);
}

static int by_host(const void *left, const void *right)
{
    const metered_time *a = left, *b = right;

    if (a->host != b->host)
        return a->host < b->host ? -1 : 1;
    return (a->start_s > b->start_s) - (a->start_s < b->start_s);
}

bool plume_machine_times_overlap(plume_machine_times *times)
{
    double end_s = -HUGE_VAL;

    plume_sort_unordered(times->time, times->count, sizeof *times->time, by_host);
    for (size_t i = 0; i < times->count; i++) {
        const metered_time *one = &times->time[i];

        if (i == 0 || one->host != times->time[i - 1].host)
            end_s = -HUGE_VAL;
        if (fmin(end_s, one->end_s) - one->start_s > PLUME_MACHINE_SHARED_S)
            return true;
        end_s = fmax(end_s, one->end_s);
    }
    return false;
}
