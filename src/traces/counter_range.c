/* Ranges of energy counters of processors, by the highest reading: counter_range.h. */
#include "traces/counter_range.h"

#include <math.h>
#include <stddef.h>

/* What the kernel gives as max_energy_range_uj, in joules. The second is that of the
 * memory of servers, which counts in 15.3 uJ whatever the unit of the package is. */
static const double ranges_j[] = { 65532.610987, 65712.999613, 262143.328850 };
enum { RANGE_COUNT = 3 };
/* A counter that is read often comes this close to where it wraps. */
#define NEAR_THE_RANGE 0.9
#define MOST_W         1000.0

double plume_counter_range_j(plume_counter_kind kind, double most_j)
{
    if (kind == PLUME_COUNTER_PLAIN)
        return NAN;
    for (size_t i = kind == PLUME_COUNTER_MEMORY ? 1 : 0; i < RANGE_COUNT; i++)
        if (most_j <= ranges_j[i])
            return most_j >= NEAR_THE_RANGE * ranges_j[i] ? ranges_j[i] : NAN;
    return NAN;
}

double plume_counter_only_range_j(plume_counter_kind kind, double fall_j)
{
    double largest_j = ranges_j[RANGE_COUNT - 1];

    return kind != PLUME_COUNTER_PLAIN && fall_j > ranges_j[RANGE_COUNT - 2] &&
                   fall_j <= largest_j
               ? largest_j
               : NAN;
}

bool plume_counter_may_go_round(double length_s)
{
    return plume_counter_may_count(ranges_j[RANGE_COUNT - 1], length_s);
}

bool plume_counter_may_count(double energy_j, double length_s)
{
    return energy_j <= MOST_W * fmax(length_s, 1.0);
}
