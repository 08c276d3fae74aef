/* plume/series.h -- a figure for every hour: carbon intensities of a grid, or energies
 * that were bought.
 *
 * Read from a CSV with a column of times and one of figures, whose header names the unit
 * ("kg_per_kwh", "Carbon intensity gCO2eq/kWh (direct)", "supply_mwh"). Loaded once, one
 * double an hour. An hour that the file lacks or leaves empty is NAN, never 0. */
#ifndef PLUME_SERIES_H
#define PLUME_SERIES_H

#include <stddef.h>

#include <plume/number.h>
#include <plume/status.h>
#include <plume/time.h>

PLUME_BEGIN

typedef struct plume_series plume_series;

/* Of PLUME_DIMENSION_INTENSITY (kg/kWh; of rows within one hour the mean counts) or
 * PLUME_DIMENSION_ENERGY (kWh; their sum). Times without a zone are local to zone; NULL:
 * UTC. A negative figure, a time that stands twice, or a header without a unit is an
 * error with its place. */
PLUME_API plume_status plume_series_load(plume_series **out, const char *path,
                                         plume_dimension dimension,
                                         const plume_zone *zone, plume_error *error);
PLUME_API void plume_series_free(plume_series *series);

/* As it was given. */
PLUME_API const char *plume_series_path(const plume_series *series);
/* Of the file, in hexadecimal. */
PLUME_API const char *plume_series_sha256(const plume_series *series);

/* Hours from the first to the last, those without a figure too. */
PLUME_API size_t plume_series_count(const plume_series *series);
/* When hour i begins; also for the hour behind the last. */
PLUME_API double plume_series_start_s(const plume_series *series, size_t i);
PLUME_API double plume_series_value(const plume_series *series, size_t i);
/* The hour that holds t_s; count when none does. */
PLUME_API size_t plume_series_find(const plume_series *series, double t_s);
/* Hours without a figure. */
PLUME_API size_t plume_series_missing(const plume_series *series);

/* Energy by what is known of its hours, in the unit that it is given in. Zeroed: none. */
typedef struct plume_matched {
    double energy;   /* all of it */
    double known;    /* in hours with a figure */
    double weighted; /* of the known: times the figure of its hour */
} plume_matched;

/* Adds energy that was drawn from from_s to to_s, split where hours end, while power ran
 * straight from one figure to the other; only their ratio matters, and both 0 stand for
 * even power. */
PLUME_API void plume_series_match(plume_matched *sum, const plume_series *series,
                                  const double times_s[2], const double watts[2],
                                  double energy);
/* The mean figure of the known energy, and its share of all; NAN without any. */
PLUME_API double plume_matched_mean(const plume_matched *sum);
PLUME_API double plume_matched_share(const plume_matched *sum);

PLUME_END

#endif
