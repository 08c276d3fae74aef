/* scene/ladder.h -- the round values of a dimension, for axes of few decades. */
#ifndef PLUME_SCENE_LADDER_H
#define PLUME_SCENE_LADDER_H

#include <stdbool.h>

#include <plume/number.h>

/* 1, 2 and 5 of each decade; of times 1, 2, 5, 10, 20 and 30 seconds and minutes, then
 * hours by decades. In the library's own unit. */
typedef struct plume_rung {
    double value;
    bool major; /* 1 of a decade, 10, or 1 of a unit of time */
} plume_rung;

plume_rung plume_ladder_rung(plume_dimension dimension, int i);
/* The highest that is not above value, and the lowest that is not below it. */
int plume_ladder_below(plume_dimension dimension, double value);
int plume_ladder_above(plume_dimension dimension, double value);

#endif
