/* Time stamps that go back: a clock that was set, or a log that repeats itself.
 *
 * A clock goes back by seconds when it is corrected, and by one hour when summer time
 * ends; what is read then is new. Where the zone is known, and so which hours read the
 * same, the second is put behind the first; where it is not, the times stay as they are
 * and only the step between the two hours is made good. Any other step back into a time
 * that was already read, and any return to exactly the first sample of an earlier
 * stretch, is a log that was appended to itself: it is passed over up to where it brings
 * something new. */
#include "traces/internal.h"

#include "core/number/units.h"

#include <math.h>
#include <string.h>

#define CORRECTION_S 60.0 /* a clock is set back by less than this */
#define LATEST_H     3.0  /* at which summer time ends anywhere, on a Sunday */

void plume_power_clock_start(plume_power_clock *clock)
{
    memset(clock, 0, sizeof *clock);
    clock->now_s = clock->step_s = clock->repeated_to_s = NAN;
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
    if (t_s > clock->now_s)
        clock->step_s = t_s - clock->now_s;
    clock->now_s = t_s;
    if (clock->count <= PLUME_STRETCHES_MAX)
        clock->stretch[clock->count - 1].to_s = t_s;
}

/* The clock shows what it showed an hour ago, or one step less than that. */
static bool is_hour_back(const plume_power_clock *clock, double back_s)
{
    return fabs(back_s - SECONDS_PER_HOUR) < CORRECTION_S ||
           fabs(back_s + clock->step_s - SECONDS_PER_HOUR) < CORRECTION_S;
}

/* 1970-01-01 was a Thursday. */
static bool is_sunday_night(double t_s)
{
    double day = floor(t_s / SECONDS_PER_DAY);

    return fmod(day + 4.0, 7.0) == 0.0 &&
           t_s - day * SECONDS_PER_DAY <= LATEST_H * SECONDS_PER_HOUR;
}

/* Samples an hour apart show the end of summer time by one moment that they show twice. A
 * log that has its moments twice shows others before. */
static bool stands_for_an_hour(const plume_power_clock *clock,
                               const plume_power_sample *sample)
{
    return !sample->zoned && clock->stood == clock->hour_steps + 1 &&
           is_hour_back(clock, 0.0) && is_sunday_night(sample->t_s);
}

/* Back by an hour is the end of summer time; back by little a correction of the
 * clock; else an appended copy when the time was covered before. */
static plume_clock_reading step_back(plume_power_clock *clock,
                                     const plume_power_sample *sample, double figure)
{
    double back_s = clock->now_s - sample->t_s;
    bool hour = !sample->zoned && is_hour_back(clock, back_s);
    bool corrected = back_s < CORRECTION_S && !clock->seam;
    double covered_s = covered_to(clock, kept(clock), sample->t_s);

    if (!isnan(covered_s) &&
        (begins_again(clock, sample->t_s, figure) || !(hour || corrected))) {
        clock->repeated_to_s = covered_s;
        return PLUME_READING_REPEATS;
    }
    clock->steps_back++;
    clock->hour_steps += hour;
    begin(clock, sample->t_s, figure, hour || corrected);
    return hour ? PLUME_READING_HOUR : PLUME_READING_FIRST;
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

/* Of two hours that read the same a sample is in the second when the first is over; where
 * the clock may only have been corrected, in the one that is nearer to its next step. */
static bool is_in_second(const plume_power_clock *clock, const plume_power_sample *sample,
                         double figure)
{
    double next_s = clock->now_s + clock->step_s;

    if (!(sample->again_s >= clock->now_s) || sample->t_s > clock->now_s ||
        begins_again(clock, sample->t_s, figure))
        return false;
    return clock->now_s - sample->t_s >= CORRECTION_S ||
           fabs(sample->again_s - next_s) < fabs(sample->t_s - next_s);
}

/* From the surest to the least sure: the first sample, what repeats, what goes back,
 * what goes on. */
static plume_clock_reading tick(plume_power_clock *clock, plume_power_sample *sample,
                                double figure)
{
    if (clock->count == 0) {
        begin(clock, sample->t_s, figure, false);
        return PLUME_READING_FIRST;
    }
    if (!isnan(clock->repeated_to_s)) {
        if (sample->t_s > clock->repeated_to_s)
            clock->repeated_to_s = covered_to(clock, kept(clock), sample->t_s);
        if (!isnan(clock->repeated_to_s))
            return PLUME_READING_REPEATS;
    }
    if (is_in_second(clock, sample, figure))
        sample->t_s = sample->again_s;
    clock->stood += sample->t_s == clock->now_s;
    if (sample->t_s < clock->now_s ||
        (sample->t_s == clock->now_s && stands_for_an_hour(clock, sample)))
        return step_back(clock, sample, figure);
    if (runs_into(clock, sample->t_s)) {
        clock->repeated_to_s = covered_to(clock, kept(clock) - 1, sample->t_s);
        return PLUME_READING_REPEATS;
    }
    go_on(clock, sample->t_s);
    return PLUME_READING_ON;
}

plume_clock_reading plume_power_clock_tick(plume_power_clock *clock,
                                           plume_power_sample *sample, double figure)
{
    plume_clock_reading reading = tick(clock, sample, figure);

    clock->seam = false;
    return reading;
}
