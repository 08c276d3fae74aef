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

/* The only range that a counter can have which fell by so much without a restart; NAN:
 * there are several, or none. */
double plume_counter_only_range_j(plume_counter_kind kind, double fall_j);
/* Whether a counter of processors may have gone round within so long. */
bool plume_counter_may_go_round(double length_s);

/* Whether so much may be counted within so long: no package of processors draws a
 * kilowatt. Counters move a few times a second. */
bool plume_counter_may_count(double energy_j, double length_s);

#endif
