/* traces/counter_range.h -- where counters of processors begin again.
 *
 * RAPL counts in steps of a processor's own energy unit, in 32 bits: at 15.3 uJ it goes
 * round each 65.5 or 65.7 kJ, at 61 uJ each 262 kJ, which a busy package reaches in
 * some minutes. A fall from close under such a number is no restart. */
#ifndef PLUME_TRACES_COUNTER_RANGE_H
#define PLUME_TRACES_COUNTER_RANGE_H

#include <stdbool.h>

typedef enum plume_counter_kind {
    PLUME_COUNTER_PLAIN, /* does not wrap, as far as is known */
    PLUME_COUNTER_PROCESSOR,
    PLUME_COUNTER_MEMORY /* of a processor, in a unit of its own */
} plume_counter_kind;

/* The range that a counter had whose highest reading was most_j: the next one of its kind
 * above it, when it came within a tenth of that. NAN: none. */
double plume_counter_range_j(plume_counter_kind kind, double most_j);

/* Whether one with this range may have gone round within so long: no package of
 * processors draws a kilowatt. */
bool plume_counter_may_round(double range_j, double length_s);

#endif
