/* `same` and `distinct` in a study file: logs that tell of one work, and of different. */
#include "study/internal.h"

#include <plume/evidence.h>

/* Patterns and PATH:RUN_ID stand beside the study file as paths do. */
static plume_status take_pair(plume_study_build *build, plume_pair *out,
                              const plume_study_place *place, plume_error *error)
{
    const char *const *names = NULL;
    size_t count = 0;
    plume_status status = plume_study_paths(build, &names, &count, place, error);

    if (status != PLUME_OK)
        return status;
    if (count != 2)
        return plume_study_refuse(place, error, "%s has %zu entries, expected two",
                                  place->key, count);
    out->left = plume_study_beside(build, names[0]);
    out->right = plume_study_beside(build, names[1]);
    return out->left != NULL && out->right != NULL ? PLUME_OK : plume_fail_memory(error);
}

/* [a, b] is one pair; [[a, b], [c, d]] are two. */
static plume_status take_pairs(plume_study_build *build, const plume_pair **out,
                               size_t *out_count, const plume_study_place *place,
                               plume_error *error)
{
    size_t count = plume_value_count(place->value);
    plume_pair *pairs = plume_pool_take(build->pool, (count + 1) * sizeof *pairs);
    plume_status status = PLUME_OK;

    if (pairs == NULL)
        return plume_fail_memory(error);
    *out = pairs;
    if (plume_value_kind(place->value) != PLUME_LIST || count == 0 ||
        plume_value_kind(plume_value_at(place->value, 0)) != PLUME_LIST) {
        *out_count = 1;
        return take_pair(build, &pairs[0], place, error);
    }
    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        plume_study_place item = { place->path, place->key,
                                   plume_value_at(place->value, i) };

        status = take_pair(build, &pairs[i], &item, error);
    }
    *out_count = count;
    return status;
}

plume_status plume_study_take_same(plume_study_build *build, void *target,
                                   const plume_study_place *place, plume_error *error)
{
    (void)target;
    return take_pairs(build, &build->study.same, &build->study.same_count, place, error);
}

plume_status plume_study_take_distinct(plume_study_build *build, void *target,
                                       const plume_study_place *place, plume_error *error)
{
    (void)target;
    return take_pairs(build, &build->study.distinct, &build->study.distinct_count, place,
                      error);
}
