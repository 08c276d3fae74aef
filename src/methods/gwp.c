/* Global warming potentials over 100 years of the IPCC's assessment reports: the masses
 * of gases as one mass of CO2 equivalents. The potentials are in datasets/gwp.csv. */
#include <plume/lifecycle.h>

#include <string.h>

static const char *const names[PLUME_GWP_REPORTS] = { "AR4", "AR5", "AR6" };

const char *plume_gwp_name(plume_gwp_report report)
{
    return names[report];
}

bool plume_gwp_find(plume_gwp_report *out, const char *name)
{
    for (size_t i = 0; i < PLUME_GWP_REPORTS; i++)
        if (strcmp(names[i], name) == 0) {
            *out = (plume_gwp_report)i;
            return true;
        }
    return false;
}

double plume_gases_co2e_kg(const plume_gas_mass *gases, size_t count)
{
    double co2e_kg = 0.0;

    for (size_t i = 0; i < count; i++)
        co2e_kg += gases[i].kg * gases[i].gwp100;
    return co2e_kg;
}
