/* cli/places.c -- the place of a run by what its log names, found once for many runs. */
#include "places.h"

#include <stdlib.h>
#include <string.h>

/* What was found last: the runs of a log have one place as a rule, and the tables are
 * long. */
struct cli_places {
    plume_factors *factors;
    plume_text location, region; /* that were asked for */
    bool by_hand, in_cloud, any;
    const char *code;
};

cli_places *cli_places_new(plume_factors *factors)
{
    cli_places *places = calloc(1, sizeof *places);

    if (places == NULL)
        return NULL;
    places->factors = factors;
    places->code = "";
    plume_text_init(&places->location);
    plume_text_init(&places->region);
    return places;
}

void cli_places_free(cli_places *places)
{
    if (places == NULL)
        return;
    plume_text_dispose(&places->location);
    plume_text_dispose(&places->region);
    free(places);
}

/* A region that belongs to a provider is a cloud's, no state. What a tracker writes is a
 * country, so a code that is a state too gets its three letters; what a person writes
 * into a table stays to be asked about. */
static const char *look_up_place(plume_factors *factors, const plume_run *run,
                                 bool by_hand)
{
    const char *code = "";
    plume_two_places two;

    if (run->provider[0] == '\0' &&
        plume_factors_state(factors, run->location, run->region, &code, NULL) ==
            PLUME_OK &&
        code[0] != '\0')
        return code;
    if (!by_hand &&
        plume_factors_two_places(factors, run->location, &two, NULL) == PLUME_OK)
        return two.country_code;
    return "";
}

/* plume_place_finder */
const char *cli_place_of(void *state, const plume_run *run)
{
    cli_places *places = state;
    bool by_hand = strcmp(run->origin.reader, "tidy") == 0;
    bool in_cloud = run->provider[0] != '\0';

    if (run->location[0] == '\0')
        return "";
    if (places->any && by_hand == places->by_hand && in_cloud == places->in_cloud &&
        strcmp(run->location, places->location.data) == 0 &&
        strcmp(run->region, places->region.data) == 0)
        return places->code;
    plume_text_clear(&places->location);
    plume_text_clear(&places->region);
    plume_text_add(&places->location, run->location);
    plume_text_add(&places->region, run->region);
    places->by_hand = by_hand;
    places->in_cloud = in_cloud;
    places->any = plume_text_status(&places->location, NULL) == PLUME_OK &&
                  plume_text_status(&places->region, NULL) == PLUME_OK;
    places->code = look_up_place(places->factors, run, by_hand);
    return places->code;
}
