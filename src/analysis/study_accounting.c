/* How a study file wants figures shared out or set beside each other: the uses of a
 * search. */
#include "analysis/study.h"

#include <math.h>

/* --- search --- */

static plume_status take_reuses(plume_study_build *build, void *target,
                                const plume_study_place *place, plume_error *error)
{
    static const char wanted[] = "a whole number of uses, at least 1";
    double reuses = NAN;
    plume_status status = plume_study_number(&reuses, 1.0, wanted, place, error);

    (void)target;
    if (status != PLUME_OK)
        return status;
    if (floor(reuses) != reuses || reuses > 1e15)
        return plume_study_refuse(place, error, "%s is '%s', expected %s", place->key,
                                  plume_value_string(place->value), wanted);
    build->study.search_reuses = reuses;
    return PLUME_OK;
}

static plume_status take_share(double *out, const plume_study_place *place,
                               plume_error *error)
{
    static const char wanted[] = "a share from 0 to 1";
    double share = NAN;
    plume_status status =
        plume_study_quantity(&share, PLUME_DIMENSION_RATIO, 0.0, wanted, place, error);

    if (status != PLUME_OK)
        return status;
    if (share > 1.0)
        return plume_study_refuse(place, error, "%s is '%s', expected %s", place->key,
                                  plume_value_string(place->value), wanted);
    *out = share;
    return PLUME_OK;
}

static plume_status take_lost_share(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error)
{
    (void)target;
    return take_share(&build->study.search_lost_share, place, error);
}

plume_status plume_study_take_search(plume_study_build *build, void *target,
                                     const plume_study_place *place, plume_error *error)
{
    static const plume_study_key keys[] = {
        { "reuses", take_reuses },
        { "lost_share", take_lost_share },
        { NULL, NULL },
    };

    return plume_study_take_map(build, target, keys, place, error);
}
