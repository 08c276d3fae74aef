/* Where the devices of a trace stand, by the runs it covers. */
#include "evidence/idle_places.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <plume/text.h>

typedef struct place {
    bool met, several; /* a run; runs of different places */
    plume_text location, provider, region;
    double site_pue, site_kg_per_kwh;
} place;

struct plume_idle_places {
    const plume_covers *covers;
    place *place; /* as covers->covering */
};

plume_idle_places *plume_idle_places_new(const plume_covers *covers)
{
    plume_idle_places *places = calloc(1, sizeof *places);

    if (places == NULL)
        return NULL;
    places->covers = covers;
    places->place = calloc(covers->traces + 1, sizeof *places->place);
    if (places->place == NULL) {
        free(places);
        return NULL;
    }
    for (size_t i = 0; i < covers->traces; i++) {
        plume_text_init(&places->place[i].location);
        plume_text_init(&places->place[i].provider);
        plume_text_init(&places->place[i].region);
    }
    return places;
}

void plume_idle_places_free(plume_idle_places *places)
{
    if (places == NULL)
        return;
    for (size_t i = 0; i < places->covers->traces; i++) {
        plume_text_dispose(&places->place[i].location);
        plume_text_dispose(&places->place[i].provider);
        plume_text_dispose(&places->place[i].region);
    }
    free(places->place);
    free(places);
}

static bool is_equal(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool has_place(const plume_run *run)
{
    return run->location[0] != '\0' || run->provider[0] != '\0' || run->region[0] != '\0';
}

/* A run that states no place contradicts none. */
static plume_status learn(place *of, const plume_run *run, plume_error *error)
{
    plume_status status;

    if (!has_place(run))
        return PLUME_OK;
    if (of->met) {
        of->several = of->several || strcmp(of->location.data, run->location) != 0 ||
                      strcmp(of->provider.data, run->provider) != 0 ||
                      strcmp(of->region.data, run->region) != 0 ||
                      !is_equal(of->site_pue, run->site_pue) ||
                      !is_equal(of->site_kg_per_kwh, run->site_kg_per_kwh);
        return PLUME_OK;
    }
    of->met = true;
    of->site_pue = run->site_pue;
    of->site_kg_per_kwh = run->site_kg_per_kwh;
    plume_text_add(&of->location, run->location);
    plume_text_add(&of->provider, run->provider);
    plume_text_add(&of->region, run->region);
    status = plume_text_status(&of->location, error);
    if (status == PLUME_OK)
        status = plume_text_status(&of->provider, error);
    return status == PLUME_OK ? plume_text_status(&of->region, error) : status;
}

plume_status plume_idle_places_learn(plume_idle_places *places, uint32_t group,
                                     const plume_run *run, plume_error *error)
{
    const plume_covers *covers = places->covers;
    size_t count = 0;
    const plume_cover *cover = plume_covers_of_group(covers, group, &count);
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        const plume_covering *covering = plume_covers_of_trace(covers, cover[i].trace);

        if (covering != NULL)
            status = learn(&places->place[covering - covers->covering], run, error);
    }
    return status;
}

/* A trace that says where it was taken is believed. */
void plume_idle_places_fill(const plume_idle_places *places,
                            const plume_covering *covering, plume_run *idle)
{
    const place *of = &places->place[covering - places->covers->covering];

    if (!of->met || of->several || has_place(idle))
        return;
    idle->location = of->location.data;
    idle->provider = of->provider.data;
    idle->region = of->region.data;
    if (isnan(idle->site_pue))
        idle->site_pue = of->site_pue;
    if (isnan(idle->site_kg_per_kwh))
        idle->site_kg_per_kwh = of->site_kg_per_kwh;
}
