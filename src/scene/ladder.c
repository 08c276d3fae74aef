/* Round values from the smallest to the largest that an axis is asked for. */
#include "scene/ladder.h"

#include <math.h>

enum { LOWEST = -90, HIGHEST = 120, PER_DECADE = 3 };

#define SECOND (1.0 / 3600.0)
#define MINUTE (1.0 / 60.0)

/* From a second to an hour. */
static const plume_rung times[] = {
    { 1 * SECOND, true },  { 2 * SECOND, false },  { 5 * SECOND, false },
    { 10 * SECOND, true }, { 20 * SECOND, false }, { 30 * SECOND, false },
    { 1 * MINUTE, true },  { 2 * MINUTE, false },  { 5 * MINUTE, false },
    { 10 * MINUTE, true }, { 20 * MINUTE, false }, { 30 * MINUTE, false },
};
enum { TIMES = sizeof times / sizeof times[0] };

static plume_rung of_decades(int i)
{
    static const double steps[PER_DECADE] = { 1.0, 2.0, 5.0 };
    int decade = i >= 0 ? i / PER_DECADE : -((PER_DECADE - 1 - i) / PER_DECADE);
    int step = i - decade * PER_DECADE;

    return (plume_rung){ steps[step] * pow(10.0, decade), step == 0 };
}

plume_rung plume_ladder_rung(plume_dimension dimension, int i)
{
    plume_rung rung;

    if (dimension != PLUME_DIMENSION_TIME)
        return of_decades(i);
    if (i >= TIMES)
        return of_decades(i - TIMES);
    if (i >= 0)
        return times[i];
    rung = of_decades(i);
    rung.value *= SECOND;
    return rung;
}

/* A value that was computed may lie a rounding above the rung that it is. */
static const double above = 1.0 + 1e-9;

int plume_ladder_below(plume_dimension dimension, double value)
{
    int i = LOWEST;

    while (i < HIGHEST && plume_ladder_rung(dimension, i + 1).value <= value * above)
        i++;
    return i;
}

int plume_ladder_above(plume_dimension dimension, double value)
{
    int i = plume_ladder_below(dimension, value);

    return i < HIGHEST && plume_ladder_rung(dimension, i).value * above < value ? i + 1
                                                                                : i;
}
