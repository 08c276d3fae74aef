/* Keeps spans of time by their length and start. */
#include "evidence/covers/time_index.h"

#include <math.h>
#include <stdlib.h>

bool plume_time_index_add(plume_time_index *index, double start_s, double end_s,
                          uint32_t number)
{
    size_t capacity = index->capacity * 2 + 64;
    plume_time_span span = { start_s, end_s, number, 0 };

    (void)frexp(end_s - start_s, &span.length);
    if (index->count == index->capacity) {
        plume_time_span *grown = realloc(index->span, capacity * sizeof *grown);

        if (grown == NULL)
            return false;
        index->span = grown;
        index->capacity = capacity;
    }
    index->span[index->count++] = span;
    return true;
}

static int by_length_and_start(const void *left, const void *right)
{
    const plume_time_span *a = left, *b = right;

    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    if (a->start_s != b->start_s)
        return a->start_s < b->start_s ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

void plume_time_index_ready(plume_time_index *index)
{
    if (index->count > 0)
        qsort(index->span, index->count, sizeof *index->span, by_length_and_start);
}

void plume_time_index_dispose(plume_time_index *index)
{
    free(index->span);
    *index = (plume_time_index){ 0 };
}

/* The first span from at on that is of this length and begins no sooner, or is longer. */
static size_t find(plume_time_index *index, size_t at, int length, double start_s)
{
    size_t high = index->count;

    while (at < high) {
        size_t middle = at + (high - at) / 2;
        const plume_time_span *span = &index->span[middle];

        index->looked++;
        if (span->length < length || (span->length == length && span->start_s < start_s))
            at = middle + 1;
        else
            high = middle;
    }
    return at;
}

/* Of one length none that meets the span begins sooner than by that length; the first
 * that begins behind the span's end is followed by the next length. */
const plume_time_span *plume_time_index_next(plume_time_index *index,
                                             plume_time_query *query)
{
    while (query->at < index->count) {
        const plume_time_span *span = &index->span[query->at];
        double soonest_s = query->start_s - ldexp(1.0, span->length);

        index->looked++;
        if (span->start_s < soonest_s)
            query->at = find(index, query->at, span->length, soonest_s);
        else if (!(span->start_s < query->end_s))
            query->at = find(index, query->at, span->length + 1, -HUGE_VAL);
        else if (query->at++, span->end_s > query->start_s)
            return span;
    }
    return NULL;
}
