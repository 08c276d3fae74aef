/* core/number/units.h -- conversions between the library's own units and those met at its
 * edge.
 */
#ifndef PLUME_CORE_NUMBER_UNITS_H
#define PLUME_CORE_NUMBER_UNITS_H

#define SECONDS_PER_MINUTE      60.0
#define SECONDS_PER_HOUR        3600.0
#define SECONDS_PER_DAY         86400.0
#define HOURS_PER_DAY           24.0
#define WATTS_PER_KILOWATT      1000.0
#define WATTHOURS_PER_KWH       1000.0
#define JOULES_PER_KWH          3.6e6
#define MILLIGRAMS_PER_GRAM     1000.0
#define GRAMS_PER_KG            1000.0
#define KG_PER_TONNE            1000.0
#define KG_PER_POUND            0.45359237 /* exact, by definition */
#define KG_PER_SHORT_TON        907.18474  /* 2,000 lb */
#define KWH_PER_MWH             1000.0
#define MILLISECONDS_PER_SECOND 1000.0
#define MICROSECONDS_PER_SECOND 1e6
#define NANOSECONDS_PER_SECOND  1e9
#define MILLIJOULES_PER_JOULE   1000.0
#define MICROJOULES_PER_JOULE   1e6
#define MILLIWATTS_PER_WATT     1000.0
#define MICROWATTS_PER_WATT     1e6

#endif
