/* Energy of a reserved machine while nothing runs.
 *
 * BLOOM (Luccioni et al. 2022, section 4.3) counts dynamic power and, for the whole
 * reservation, idle power beside it. Trackers meter whole runs, idle draw included, and
 * miss the hours between them. Boundary: the reserved machines before PUE. */
#include <plume/lifecycle.h>

#include <math.h>

#include "core/number/units.h"

double plume_idle_reserved_kwh(double idle_w, double reserved_hours)
{
    return idle_w * reserved_hours / WATTS_PER_KILOWATT;
}

double plume_idle_unoccupied_kwh(double idle_w, double reserved_hours, double used_hours)
{
    if (reserved_hours < used_hours)
        return NAN;
    return plume_idle_reserved_kwh(idle_w, reserved_hours - used_hours);
}
