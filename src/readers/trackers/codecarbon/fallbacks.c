/* The powers, intensities and places that CodeCarbon writes where it could not find out:
 * figures of its source, recognised by their values. */
#include "readers/trackers/codecarbon/fallbacks.h"

#include <math.h>
#include <string.h>

static const double cpu_w[] = { 42.5, 85.0 }; /* 2.x: unknown processor, 85 W x 0.5 */
static const double cpu_w_per_thread = 4.0;   /* 3.x: unknown processor */
static const double ram_w_per_gb = 0.375;     /* 1.x and 2.x: 3 W per 8 GB */
static const double ram_slots_w[] = { 10, 20, 38, 54, 70 }; /* 3.x: sums of DIMM slots */
static const double world_kg_per_kwh = 0.475; /* IEA 2019, when no country was found */

/* What it takes for the answer of its geolocation when there is none. */
static const double nowhere_latitude = 46.8, nowhere_longitude = -71.2;

static bool is_near(double a, double b)
{
    return fabs(a - b) <= 1e-3 * fabs(b);
}

static bool is_one_of(double value, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_near(value, values[i]))
            return true;
    return false;
}

bool codecarbon_place_is_fallback(const codecarbon_row *row)
{
    return row->kind->may_be_nowhere &&
           codecarbon_convert(row, CC_LATITUDE) == nowhere_latitude &&
           codecarbon_convert(row, CC_LONGITUDE) == nowhere_longitude;
}

/* Energies hold the PUE since 2.2.3, powers since 3.3.1 too. */
static double pue_in_powers(const codecarbon_row *row)
{
    double pue = codecarbon_number(row, CC_PUE);

    return pue > 1.0 && row->kind->has_pue_in_powers ? pue : 1.0;
}

double codecarbon_average_w(const codecarbon_row *row)
{
    static const codecarbon_column parts[] = { CC_CPU_POWER, CC_GPU_POWER, CC_RAM_POWER };
    double sum_w = 0.0;
    bool told = false;

    if (!row->kind->has_averages)
        return (double)NAN;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        double part_w = codecarbon_number(row, parts[i]);

        sum_w += isnan(part_w) ? 0.0 : part_w;
        told = told || !isnan(part_w);
    }
    return told ? sum_w / pue_in_powers(row) : (double)NAN;
}

void codecarbon_warn_of_fallbacks(codecarbon_warnings *warnings,
                                  const codecarbon_row *row, const plume_run *run)
{
    double pue = pue_in_powers(row), threads = codecarbon_number(row, CC_CPU_COUNT);
    double own_cpu_w = codecarbon_number(row, CC_CPU_POWER) / pue;
    double own_ram_w = codecarbon_number(row, CC_RAM_POWER) / pue;

    if (is_one_of(own_cpu_w, cpu_w, sizeof cpu_w / sizeof cpu_w[0]) ||
        is_near(own_cpu_w, cpu_w_per_thread * threads))
        codecarbon_warn(warnings, CC_TALLY_PROCESSOR_GUESSED, row->line);
    if (is_one_of(own_ram_w, ram_slots_w, sizeof ram_slots_w / sizeof ram_slots_w[0]) ||
        is_near(own_ram_w, ram_w_per_gb * codecarbon_number(row, CC_RAM_TOTAL_SIZE)))
        codecarbon_warn(warnings, CC_TALLY_RAM_MODELLED, row->line);
    if (is_near(run->logged_intensity_kg_per_kwh, world_kg_per_kwh))
        codecarbon_warn(warnings, CC_TALLY_WORLD_GRID, row->line);
    if (codecarbon_place_is_fallback(row))
        codecarbon_warn(warnings, CC_TALLY_NO_NETWORK, row->line);
}
