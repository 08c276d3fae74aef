/* Li, Yang, Islam, Ren 2023, "Making AI Less Thirsty", arXiv:2304.03271, section 3:
 *
 *     W = e x (WUE + PUE x EWIF)
 *
 * with the energy e of the servers, before PUE. On site: what cooling evaporates. Off
 * site: what the power plants evaporate for all the electricity of the facility.
 * Consumption, not withdrawal. Boundary: use of electricity; water of making the hardware
 * is outside. */
#include <plume/lifecycle.h>

plume_water plume_water_of(double it_kwh, double pue, double wue, double ewif)
{
    plume_water water = { .on_site_l = it_kwh * wue, .off_site_l = it_kwh * pue * ewif };

    water.total_l = water.on_site_l + water.off_site_l;
    return water;
}

double plume_water_mix(const double *shares, const double *ewif, size_t count)
{
    double litres = 0.0, all = 0.0;

    for (size_t i = 0; i < count; i++) {
        litres += shares[i] * ewif[i];
        all += shares[i];
    }
    return litres / all; /* 0 / 0 is NAN */
}
