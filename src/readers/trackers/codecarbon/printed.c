/* The identity of a run in CodeCarbon's console. */
#include "readers/trackers/codecarbon/printed.h"

#include <math.h>

#include <plume/number.h>

static const double printed_per_kwh = 1e6; /* "%.6f kWh" */

void codecarbon_print_total(plume_text *out, double logged_kwh)
{
    double printed = logged_kwh * printed_per_kwh;

    if (!(printed >= 0.5 && printed < 1e15))
        return;
    plume_text_add(out, "codecarbon printed ");
    plume_number_print(out, round(printed)); /* whole, in digits */
}
