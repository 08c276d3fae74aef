/* Kinds of runs by their texts: a log has few, and each run of it would ask the same
 * tables again. */
#include "logs/finish/run_kinds.h"

#include <stdint.h>
#include <stdlib.h>

#include "core/pool.h"
#include "core/tuples.h"

enum { KINDS_MOST = 4096 }; /* behind these the memory begins anew */

struct plume_run_kinds {
    plume_tuples *index;
    plume_pool *places;
    plume_run_kind kind[KINDS_MOST];
};

plume_run_texts plume_run_texts_of(const plume_run *run)
{
    return (plume_run_texts){ run->device,      run->compute.processor,
                              run->location,    run->provider,
                              run->region,      run->study,
                              run->tool_version };
}

bool plume_run_texts_stayed(const plume_run_texts *texts, const plume_run *run)
{
    return texts->device == run->device && texts->processor == run->compute.processor &&
           texts->provider == run->provider && texts->region == run->region &&
           texts->study == run->study && texts->tool_version == run->tool_version;
}

void plume_run_kinds_free(plume_run_kinds *kinds)
{
    if (kinds == NULL)
        return;
    plume_tuples_free(kinds->index);
    plume_pool_free(kinds->places);
    free(kinds);
}

static plume_tuple key_of(const plume_run_texts *texts)
{
    return (plume_tuple){ .text = { texts->device, texts->processor, texts->location,
                                    texts->provider, texts->region, texts->study,
                                    texts->tool_version } };
}

const plume_run_kind *plume_run_kinds_find(plume_run_kinds *kinds, uint64_t symbol,
                                           const plume_run_texts *texts)
{
    plume_tuple key = key_of(texts);
    size_t at =
        kinds != NULL ? plume_tuples_find_of(kinds->index, symbol, &key) : SIZE_MAX;

    return at != SIZE_MAX ? &kinds->kind[at] : NULL;
}

static plume_run_kinds *kinds_new(void)
{
    plume_run_kinds *kinds =
        malloc(sizeof *kinds); /* no kind is looked at before it is kept */

    if (kinds == NULL)
        return NULL;
    kinds->index = plume_tuples_new();
    kinds->places = plume_pool_new();
    if (kinds->index != NULL && kinds->places != NULL)
        return kinds;
    plume_run_kinds_free(kinds);
    return NULL;
}

void plume_run_kinds_keep(plume_run_kinds **kinds, const plume_run_texts *texts,
                          const plume_run_kind *kind)
{
    plume_tuple key = key_of(texts);
    const char *place;
    size_t at;

    if (*kinds != NULL && plume_tuples_count((*kinds)->index) == KINDS_MOST) {
        plume_run_kinds_free(*kinds);
        *kinds = NULL;
    }
    if (*kinds == NULL)
        *kinds = kinds_new();
    if (*kinds == NULL)
        return;
    place = plume_pool_copy((*kinds)->places, kind->place);
    at = place != NULL ? plume_tuples_add((*kinds)->index, &key) : SIZE_MAX;
    if (at == SIZE_MAX)
        return;
    (*kinds)->kind[at] = *kind;
    (*kinds)->kind[at].place = place;
}
