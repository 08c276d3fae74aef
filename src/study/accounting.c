/* How a study file wants figures shared out or set beside each other: the uses of a
 * search, offsets, and the grid of reference. */
#include "study/internal.h"

#include <math.h>

#include "core/number/units.h"

/* --- search --- */

/* Up to 10^15 every whole number is exact in a double. */
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

static plume_status take_lost_share(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_share(&build->study.search_lost_share, place, error);
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

/* --- offsets --- */

/* Tonnes in the file, kilograms inside. */
static plume_status take_tonnes(plume_study_build *build, void *target,
                                const plume_study_place *place, plume_error *error)
{
    double tonnes = NAN;
    plume_status status =
        plume_study_number(&tonnes, 0.0, "tonnes CO2e, at least 0", place, error);

    (void)target;
    if (status == PLUME_OK)
        status = plume_study_most(
            tonnes, plume_dimension_most(PLUME_DIMENSION_MASS) / KG_PER_TONNE, place,
            error);
    if (status == PLUME_OK)
        build->study.offset_kg = tonnes * KG_PER_TONNE;
    return status;
}

static plume_status take_description(plume_study_build *build, void *target,
                                     const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_text(build, &build->study.offset_description, place, error);
}

/* Offsets without an amount cannot be set beside a total. */
plume_status plume_study_take_offsets(plume_study_build *build, void *target,
                                      const plume_study_place *place, plume_error *error)
{
    static const plume_study_key keys[] = {
        { "tonnes", take_tonnes },
        { "description", take_description },
        { NULL, NULL },
    };
    plume_status status = plume_study_take_map(build, target, keys, place, error);

    if (status == PLUME_OK && isnan(build->study.offset_kg))
        return plume_study_refuse(place, error, "offsets has no tonnes");
    return status;
}

/* --- reference --- */

static plume_status take_reference_location(plume_study_build *build, void *target,
                                            const plume_study_place *place,
                                            plume_error *error)
{
    plume_status status =
        plume_study_text(build, &build->study.reference_location, place, error);

    (void)target;
    if (status != PLUME_OK)
        return status;
    return plume_study_check_location(build->factors, build->study.reference_location,
                                      place, error);
}

static plume_status take_reference_year(plume_study_build *build, void *target,
                                        const plume_study_place *place,
                                        plume_error *error)
{
    (void)target;
    return plume_study_year(&build->study.reference_year, place, error);
}

plume_status plume_study_take_reference(plume_study_build *build, void *target,
                                        const plume_study_place *place,
                                        plume_error *error)
{
    static const plume_study_key keys[] = {
        { "location", take_reference_location },
        { "year", take_reference_year },
        { NULL, NULL },
    };

    return plume_study_take_map(build, target, keys, place, error);
}
