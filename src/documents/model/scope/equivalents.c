/* Which everyday amounts a report names, of those of the dataset. */
#include "documents/model/scope/equivalents.h"

/* Two cars, since the figures of cars differ by a factor of two, and a flight. */
static const char *const named[] = { "car_km_us_epa", "ga_car_km_eu",
                                     "patterson_flight_sf_ny_rt" };

const char *plume_equivalent_at(size_t at)
{
    return at < sizeof named / sizeof *named ? named[at] : NULL;
}
