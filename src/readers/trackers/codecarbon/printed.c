/* The identity of a run in CodeCarbon's console. */
#include "readers/trackers/codecarbon/printed.h"

#include <math.h>
#include <stdint.h>

static const double printed_per_kwh = 1e6; /* "%.6f kWh" */

void codecarbon_print_total(plume_text *out, double logged_kwh)
{
    static const char prefix[] = "codecarbon printed ";
    double printed = logged_kwh * printed_per_kwh;
    char digits[16], *at = digits + sizeof digits;
    uint64_t whole;

    if (!(printed >= 0.5 && printed < 1e15))
        return;
    whole = (uint64_t)round(printed);
    for (; whole > 0; whole /= 10)
        *--at = (char)('0' + whole % 10);
    plume_text_add_n(out, prefix, sizeof prefix - 1);
    plume_text_add_n(out, at, (size_t)(digits + sizeof digits - at));
}
