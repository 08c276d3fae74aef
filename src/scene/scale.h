/* scene/scale.h -- from values to places on an axis, and the ticks of that axis. */
#ifndef PLUME_SCENE_SCALE_H
#define PLUME_SCENE_SCALE_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/number.h>
#include <plume/text.h>

/* low < high, in the library's own unit of the dimension; both above 0 when logarithmic.
 */
typedef struct plume_scale {
    bool logarithmic;
    bool calendar; /* of Unix seconds, with dates for labels; dimension is of no matter */
    bool near;     /* logarithmic, and its limits lie on the ladder, not at decades */
    plume_dimension dimension;
    double low, high;
    double step; /* of a linear scale that need not begin at 0; 0: from high */
    double from_pt, to_pt;
} plume_scale;

/* Decades around low and high (both above 0; at most 60 of them). */
void plume_scale_log(plume_scale *scale, double low, double high);

/* The rungs of the ladder around low and high (scene/ladder.h), both above 0. */
void plume_scale_near(plume_scale *scale, double low, double high);

/* From 0 to the first tick at or above high (above 0), by steps of 1, 2 or 5 that make 4
 * to 8 ticks. */
void plume_scale_linear(plume_scale *scale, double high);

/* From the tick at or below low to that at or above high, low < high, by steps of 1, 2 or
 * 5 that make 4 to 8 ticks. */
void plume_scale_span(plume_scale *scale, double low, double high);

/* Calendar time from low to high (Unix seconds, low < high), as they are. */
void plume_scale_calendar(plume_scale *scale, double low_s, double high_s);

/* The place of a value; values beyond the limits stay on the nearer one. */
double plume_scale_at(const plume_scale *scale, double value);

enum { PLUME_TICKS_MAX = 61 };

typedef struct plume_tick {
    double value, at_pt;
    bool minor;    /* a 2 or 5 between decades: short and without label or grid line */
    bool labelled; /* its label has room */
} plume_tick;

typedef struct plume_ticks {
    size_t count;
    plume_tick tick[3 * PLUME_TICKS_MAX];
} plume_ticks;

/* Ticks from low to high, labels of size_pt thinned to every second, third ... so that
 * none comes nearer than 4 pt to the next. */
void plume_scale_ticks(plume_ticks *out, const plume_scale *scale, double size_pt);

/* On a log scale each value in its own unit ("100 kg", "1 t", "10x"); on a linear one all
 * in the unit of the last, which alone names it. Of the ratios of a near scale, which are
 * counts, "20", "5 million". */
void plume_scale_label(plume_text *out, const plume_scale *scale, double value);

#endif
