/* Intervals: what the digits of a figure allow, and what follows of several. */
#include "audit/lint/internal.h"

plume_interval plume_interval_exact(double value)
{
    return (plume_interval){ value, value, value };
}

plume_interval plume_interval_times(plume_interval a, plume_interval b)
{
    return (plume_interval){ a.low * b.low, a.value * b.value, a.high * b.high };
}

plume_interval plume_interval_over(plume_interval a, plume_interval b)
{
    return (plume_interval){ a.low / b.high, a.value / b.value, a.high / b.low };
}
