/* Names that a study uses and the factors must know, and the zones it names. */
#include "study/internal.h"

#include <stdlib.h>

/* Turns a failed look-up into the message of a study: the kind of name, its place, and
 * the nearest known ones. Failures of another kind go up untouched. */
static plume_status judge(plume_status status, const plume_error *inner, const char *what,
                          const char *name, const plume_study_place *place,
                          plume_error *error)
{
    if (status == PLUME_OK)
        return PLUME_OK;
    if (status != PLUME_ERR_UNKNOWN) {
        if (error != NULL)
            *error = *inner;
        return status;
    }
    (void)plume_fail_at(error, PLUME_ERR_UNKNOWN, place != NULL ? place->path : NULL,
                        place != NULL ? plume_value_line(place->value) : 0,
                        place != NULL ? plume_value_column(place->value) : 0,
                        "unknown %s \"%s\"", what, name);
    plume_hint(error, "%s", inner->hint);
    return PLUME_ERR_UNKNOWN;
}

/* "GA" is Gabon and Georgia: whoever writes it is asked. */
static plume_status ask_which(const plume_two_places *of, const char *name,
                              const plume_study_place *place, plume_error *error)
{
    plume_text text;

    plume_text_init(&text);
    plume_two_places_print(&text, of);
    (void)plume_fail_at(error, PLUME_ERR_UNKNOWN, place != NULL ? place->path : NULL,
                        place != NULL ? plume_value_line(place->value) : 0,
                        place != NULL ? plume_value_column(place->value) : 0,
                        "location \"%s\" is a country and a state", name);
    plume_hint(error, "%s", text.data);
    plume_text_dispose(&text);
    return PLUME_ERR_UNKNOWN;
}

/* Names are checked while the file is read and its line is known; without factors, as
 * when only its form is checked, any name is taken. */
plume_status plume_study_check_location(plume_factors *factors, const char *name,
                                        const plume_study_place *place,
                                        plume_error *error)
{
    plume_two_places two;
    plume_error inner;
    plume_grid grid;
    plume_status status;

    if (factors == NULL)
        return PLUME_OK;
    status = plume_factors_two_places(factors, name, &two, error);
    if (status != PLUME_OK)
        return status;
    if (two.state_code[0] != '\0')
        return ask_which(&two, name, place, error);
    return judge(plume_factors_grid(factors, name, 0, &grid, NULL, &inner), &inner,
                 "location", name, place, error);
}

/* Only the name is asked for, so no year is. */
plume_status plume_study_check_provider(plume_factors *factors, const char *name,
                                        const plume_study_place *place,
                                        plume_error *error)
{
    plume_error inner;
    plume_pue pue;

    if (factors == NULL)
        return PLUME_OK;
    return judge(plume_factors_pue(factors, name, 0, &pue, NULL, &inner), &inner,
                 "provider", name, place, error);
}

plume_status plume_study_check_device(plume_factors *factors, const char *name,
                                      const plume_study_place *place, plume_error *error)
{
    plume_error inner;
    plume_device device;

    if (factors == NULL)
        return PLUME_OK;
    return judge(plume_factors_device(factors, name, &device, NULL, &inner), &inner,
                 "device", name, place, error);
}

plume_status plume_study_check_model(plume_factors *factors, const char *name,
                                     const plume_study_place *place, plume_error *error)
{
    plume_error inner;
    plume_published model;

    if (factors == NULL)
        return PLUME_OK;
    return judge(plume_factors_model(factors, name, &model, &inner), &inner,
                 "published model", name, place, error);
}

/* A zone lives as long as the study, since its options point to it, hence the list. */
plume_status plume_study_zone(plume_study_build *build, const plume_zone **out,
                              const char *name, const plume_study_place *place,
                              plume_error *error)
{
    plume_error inner;
    plume_zone **zones =
        realloc(build->zones, (build->zone_count + 1) * sizeof(plume_zone *));
    plume_status status;

    if (zones == NULL)
        return plume_fail_memory(error);
    build->zones = zones;
    status = plume_zone_load(&zones[build->zone_count], name, &inner);
    if (status != PLUME_OK)
        return judge(status, &inner, "time zone", name, place, error);
    *out = zones[build->zone_count++];
    return PLUME_OK;
}
