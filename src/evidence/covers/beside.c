/* Keeps the times of all traces, and finds those at the time of one. */
#include "evidence/covers/beside.h"

#include <math.h>
#include <stdlib.h>

struct plume_beside {
    plume_time_index index;
    uint32_t *unknown; /* those whose times are not known */
    size_t unknowns;
    uint32_t *found;
    uint32_t count;
    bool ready;
};

plume_beside *plume_beside_new(size_t traces)
{
    plume_beside *beside = calloc(1, sizeof *beside);

    if (beside == NULL)
        return NULL;
    beside->unknown = malloc((traces + 1) * sizeof *beside->unknown);
    beside->found = malloc((traces + 1) * sizeof *beside->found);
    if (beside->unknown != NULL && beside->found != NULL)
        return beside;
    plume_beside_free(beside);
    return NULL;
}

void plume_beside_free(plume_beside *beside)
{
    if (beside == NULL)
        return;
    plume_time_index_dispose(&beside->index);
    free(beside->unknown);
    free(beside->found);
    free(beside);
}

/* One of a moment alone has nothing in common with any. */
bool plume_beside_add(plume_beside *beside, double start_s, double end_s)
{
    uint32_t number = beside->count++;

    if (end_s > start_s)
        return plume_time_index_add(&beside->index, start_s, end_s, number);
    if (isnan(start_s) || isnan(end_s))
        beside->unknown[beside->unknowns++] = number;
    return true;
}

static int by_number(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

const uint32_t *plume_beside_find(plume_beside *beside, double start_s, double end_s,
                                  size_t *count)
{
    plume_time_query query = { start_s, end_s, 0 };
    const plume_time_span *span;

    if (!beside->ready)
        plume_time_index_ready(&beside->index);
    beside->ready = true;
    if (isnan(start_s) || isnan(end_s))
        query = (plume_time_query){ -HUGE_VAL, HUGE_VAL, 0 };
    for (*count = 0; *count < beside->unknowns; ++*count)
        beside->found[*count] = beside->unknown[*count];
    while ((span = plume_time_index_next(&beside->index, &query)) != NULL)
        beside->found[(*count)++] = span->number;
    if (*count > 1)
        qsort(beside->found, *count, sizeof *beside->found, by_number);
    return beside->found;
}
