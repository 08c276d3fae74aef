/* The building and the grid of a run: a value and where it came from. */
#include <plume/method.h>

#include <math.h>

const char *plume_given_name(plume_given given)
{
    switch (given) {
    case PLUME_GIVEN_NOT:
        return "not given";
    case PLUME_GIVEN_COMMAND_LINE:
        return "command line";
    case PLUME_GIVEN_STUDY_FILE:
        return "study file";
    case PLUME_GIVEN_LOG:
        return "log";
    case PLUME_GIVEN_DATASET:
        return "dataset";
    case PLUME_GIVEN_METHOD:
        return "method default";
    }
    return "";
}

void plume_site_init(plume_site *site)
{
    const plume_given_value not_given = { NAN, PLUME_GIVEN_NOT, "", 0 };

    *site = (plume_site){
        .location = "",
        .region = "",
        .pue = not_given,
        .gross_kg_per_kwh = not_given,
        .net_kg_per_kwh = not_given,
        .market_share = NAN,
        .instrument_kg_per_kwh = NAN,
        .residual_kg_per_kwh = not_given,
        .instrument = "",
        .grid_name = "",
        .grid_scope = "",
    };
}
