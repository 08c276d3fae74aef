/* Time stamps that go back: a clock that was set, or a log that repeats itself.
 *
 * A clock goes back by seconds when it is corrected, and by one hour when summer time
 * ends; what is read then is new. Any other step back into a time that was already read,
 * and any return to exactly the first sample of an earlier stretch, is a log that was
 * appended to itself: it is passed over up to where it brings something new. */
#include "traces/internal.h"

#include "core/number/units.h"

#include <math.h>
#include <string.h>

#define CORRECTION_S 60.0 /* a clock is set back by less than this */

void plume_power_clock_start(plume_power_clock *clock)
{
    memset(clock, 0, sizeof *clock);
    clock->now_s = clock->repeated_to_s = NAN;
}

static size_t kept(const plume_power_clock *clock)
{
    return clock->count < PLUME_STRETCHES_MAX ? clock->count : PLUME_STRETCHES_MAX;
}

/* The end of an earlier stretch in which t_s lies; NAN when there is none. */
static double covered_to(const plume_power_clock *clock, size_t earlier, double t_s)
{
    for (size_t i = 0; i < earlier; i++)
        if (clock->stretch[i].from_s <= t_s && t_s <= clock->stretch[i].to_s)
            return clock->stretch[i].to_s;
    return NAN;
}

static bool begins_again(const plume_power_clock *clock, double t_s, double figure)
{
    for (size_t i = 0; i < kept(clock); i++)
        if (clock->stretch[i].from_s == t_s && clock->stretch[i].first == figure)
            return true;
    return false;
}

static void begin(plume_power_clock *clock, double t_s, double figure, bool set_back)
{
    if (clock->count < PLUME_STRETCHES_MAX)
        clock->stretch[clock->count] = (plume_stretch){ t_s, t_s, figure, set_back };
    clock->count++;
    clock->now_s = t_s;
}

static void go_on(plume_power_clock *clock, double t_s)
{
    clock->now_s = t_s;
    if (clock->count <= PLUME_STRETCHES_MAX)
        clock->stretch[clock->count - 1].to_s = t_s;
}

static plume_clock_reading step_back(plume_power_clock *clock, double t_s, double figure)
{
    double back_s = clock->now_s - t_s;
    bool hour = fabs(back_s - SECONDS_PER_HOUR) < CORRECTION_S;
    double covered_s = covered_to(clock, kept(clock), t_s);

    if (!isnan(covered_s) &&
        (begins_again(clock, t_s, figure) || !(hour || back_s < CORRECTION_S))) {
        clock->repeated_to_s = covered_s;
        return PLUME_READING_REPEATS;
    }
    clock->steps_back++;
    clock->hour_steps += hour;
    begin(clock, t_s, figure, hour || back_s < CORRECTION_S);
    return PLUME_READING_FIRST;
}

/* Of two logs that were joined, the newer one first, the older may reach into the newer.
 */
static bool runs_into(const plume_power_clock *clock, double t_s)
{
    size_t last = kept(clock);

    if (last < 2 || clock->count > PLUME_STRETCHES_MAX ||
        clock->stretch[last - 1].set_back)
        return false;
    for (size_t i = 0; i + 1 < last; i++)
        if (clock->stretch[last - 1].from_s < clock->stretch[i].from_s &&
            clock->stretch[i].from_s <= t_s && t_s <= clock->stretch[i].to_s)
            return true;
    return false;
}

plume_clock_reading plume_power_clock_tick(plume_power_clock *clock, double t_s,
                                           double figure)
{
    if (clock->count == 0) {
        begin(clock, t_s, figure, false);
        return PLUME_READING_FIRST;
    }
    if (!isnan(clock->repeated_to_s)) {
        if (t_s > clock->repeated_to_s)
            clock->repeated_to_s = covered_to(clock, kept(clock), t_s);
        if (!isnan(clock->repeated_to_s))
            return PLUME_READING_REPEATS;
    }
    if (t_s < clock->now_s)
        return step_back(clock, t_s, figure);
    if (runs_into(clock, t_s)) {
        clock->repeated_to_s = covered_to(clock, kept(clock) - 1, t_s);
        return PLUME_READING_REPEATS;
    }
    go_on(clock, t_s);
    return PLUME_READING_ON;
}
