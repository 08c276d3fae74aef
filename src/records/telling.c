/* Recognises a power trace by its first samples. */
#include "records/telling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"

/* Bits of the figures; a device's name tells traces of one moment apart. */
static void recognise(plume_telling *telling, const plume_telling_sample *sample)
{
    double figures[] = { sample->t_s, sample->watts, sample->counter_j,
                         sample->interval_j };

    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        if (isnan(figures[i]))
            figures[i] = -1.0; /* there are many bit patterns of NAN */
    telling->identity = plume_hash64(figures, sizeof figures, telling->identity);
    telling->identity =
        plume_hash64(sample->device, strlen(sample->device), telling->identity);
}

static void count_figure(plume_telling *telling, double figure)
{
    for (size_t i = 0; i < telling->distinct; i++)
        if (telling->figure[i] == figure)
            return;
    if (telling->distinct < PLUME_TELLING_FIGURES)
        telling->figure[telling->distinct++] = figure;
}

plume_status plume_telling_take(plume_telling *telling,
                                const plume_telling_sample *sample, plume_error *error)
{
    recognise(telling, sample);
    count_figure(telling, isnan(sample->watts) ? sample->counter_j : sample->watts);
    if (telling->count == telling->room) {
        size_t room = telling->room * 2 + PLUME_TELLING_FIGURES;
        uint64_t *grown = realloc(telling->prefix, room * sizeof *grown);

        if (grown == NULL)
            return plume_fail_memory(error);
        telling->prefix = grown;
        telling->room = room;
    }
    telling->prefix[telling->count++] = telling->identity;
    return PLUME_OK;
}

bool plume_telling_is_over(const plume_telling *telling)
{
    return telling->distinct == PLUME_TELLING_FIGURES ||
           telling->count == PLUME_TELLING_SAMPLES;
}

uint64_t plume_telling_prefix(const plume_telling *telling, size_t samples)
{
    samples = samples < telling->count ? samples : telling->count;
    return samples > 0 ? telling->prefix[samples - 1] : 0;
}

void plume_telling_dispose(plume_telling *telling)
{
    free(telling->prefix);
}
