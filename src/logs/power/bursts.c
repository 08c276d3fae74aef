/* Rows that tell no device: whether they come in bursts, as those of several do. */
#include "logs/power/bursts.h"

#define BURST_SHARE 0.1
#define BURST_S     0.03

/* In seconds. Rows of several devices are written one right after the other, and then
 * there is a pause: an interval that is far shorter than the one before is such a
 * burst. */
void plume_power_bursts_add(plume_power_bursts *bursts, double t_s)
{
    double interval_s = t_s - bursts->last_s;

    if (bursts->rows > 1 && interval_s >= 0.0 && interval_s < BURST_S &&
        interval_s < BURST_SHARE * bursts->last_interval_s)
        bursts->drops++;
    bursts->last_interval_s = interval_s;
    bursts->last_s = t_s;
    bursts->rows++;
}

/* With n devices one of n intervals drops; up to sixteen devices stand in a node. */
bool plume_power_bursts_found(const plume_power_bursts *bursts)
{
    return bursts->rows >= 4 && bursts->drops * 17 >= bursts->rows;
}
