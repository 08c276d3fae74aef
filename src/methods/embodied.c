/* Embodied carbon, amortised.
 *
 * SCI (ISO/IEC 21031:2024, "embodied emissions"): M = TE x TS x RS with the time share
 * TS = time reserved / expected lifespan and the resource share RS.
 * BLOOM (Luccioni et al. 2022, arXiv:2211.02001, section 4.1): emissions of the hardware
 * over the hours in which it is expected to be used, lifetime x utilisation.
 * LLMCarbon (Faiz et al. 2023, arXiv:2309.14393): size x carbon per size of every chip.
 * Boundary: making the hardware, and its end of life where the factor includes it;
 * buildings, networks and cooling plants are outside. */
#include <plume/lifecycle.h>

#define DAYS_PER_YEAR 365.0

const char *plume_amortisation_name(plume_amortisation amortisation)
{
    static const char *const names[PLUME_AMORTISATIONS] = { "sci", "bloom" };

    return names[amortisation];
}

double plume_lifetime_share(const plume_lifetime *lifetime, double hours,
                            plume_amortisation amortisation)
{
    double lifetime_hours = lifetime->years * PLUME_HOURS_PER_YEAR;

    if (amortisation == PLUME_AMORTISED_USED)
        lifetime_hours *= lifetime->utilization;
    return hours / lifetime_hours;
}

double plume_embodied_kg(double embodied_kg, double hours, double share,
                         const plume_lifetime *lifetime, plume_amortisation amortisation)
{
    return embodied_kg * share * plume_lifetime_share(lifetime, hours, amortisation);
}

double plume_hardware_part_kg(const plume_hardware_part *part, double days,
                              double lifetime_years)
{
    return part->size * part->kg_per_size * part->count * days /
           (DAYS_PER_YEAR * lifetime_years);
}
