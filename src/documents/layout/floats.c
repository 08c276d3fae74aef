/* A list of blocks that keep their strips. */
#include "documents/layout/floats.h"

#include <math.h>
#include <stdlib.h>

plume_status plume_floats_add(plume_floats *floats, const plume_block *block,
                              plume_error *error)
{
    plume_float *one = calloc(1, sizeof *one);
    plume_strips fresh;
    plume_status status;

    if (one == NULL)
        return plume_fail_memory(error);
    status = plume_strips_init(&fresh, &block->strips->type, error);
    if (status != PLUME_OK) {
        free(one);
        return status;
    }
    one->strips = *block->strips;
    *block->strips = fresh;
    one->block = *block;
    one->block.strips = &one->strips;
    plume_floats_append(floats, one);
    return PLUME_OK;
}

void plume_floats_append(plume_floats *floats, plume_float *one)
{
    plume_float **end = &floats->first;

    while (*end != NULL)
        end = &(*end)->next;
    *end = one;
    one->next = NULL;
}

void plume_floats_remove(plume_floats *floats, plume_float *one)
{
    plume_float **at = &floats->first;

    while (*at != NULL && *at != one)
        at = &(*at)->next;
    if (*at != NULL)
        *at = one->next;
    one->next = NULL;
}

void plume_float_free(plume_float *one)
{
    plume_strips_dispose(&one->strips);
    free(one);
}

void plume_floats_dispose(plume_floats *floats)
{
    while (floats->first != NULL) {
        plume_float *one = floats->first;

        floats->first = one->next;
        plume_float_free(one);
    }
}

double plume_strips_reach_pt(const plume_strips *strips, size_t first, size_t end)
{
    double y_pt = 0.0, deepest_pt = 0.0;

    for (size_t i = first; i < end; i++) {
        const plume_strip *strip = &strips->strip[i];

        y_pt += i > first ? strip->lead_pt : 0.0;
        y_pt += strip->span_pt;
        deepest_pt = fmax(deepest_pt, y_pt + strip->depth_pt);
    }
    return deepest_pt;
}

bool plume_block_breaks(const plume_block *block)
{
    return block->repeat != SIZE_MAX;
}
