/* factors/locations.h -- places by any of the names that people give them. */
#ifndef PLUME_FACTORS_LOCATIONS_H
#define PLUME_FACTORS_LOCATIONS_H

#include <stdbool.h>

#include "factors/datasets.h"

/* A place on the list of grids. Borrowed. */
typedef struct plume_location {
    const char *code, *name,
        *level; /* "US-VA", "Virginia", "state"; code "" when not found */
    bool wider; /* than what was asked for */
} plume_location;

/* By code, by the three letters of ISO 3166, by name or alias; a country goes before a
 * state of the same name, with a note. A subdivision whose grid is not known is its
 * country, with a note. The code is "" when no place has that name. */
plume_status plume_location_find(plume_factors *factors, const char *name,
                                 plume_location *out, plume_notes *notes,
                                 plume_error *error);

/* PLUME_ERR_UNKNOWN with the nearest places and cloud regions as its hint. */
plume_status plume_location_fail(plume_factors *factors, const char *name,
                                 plume_error *error);

#endif
