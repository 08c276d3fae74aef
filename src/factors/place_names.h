/* factors/place_names.h -- names of areas that have no grid of their own in the datasets:
 * nations, market areas, small states. */
#ifndef PLUME_FACTORS_PLACE_NAMES_H
#define PLUME_FACTORS_PLACE_NAMES_H

#include "factors/datasets.h"

/* Borrowed; name is "" when nothing is known by it. */
typedef struct plume_place_name {
    const char *name,
        *code;        /* of the grid that it is read as; "" when it must be asked */
    const char *kind; /* "within" that grid, "near" it, "ask" */
    const char *note;
} plume_place_name;

plume_status plume_place_name_find(plume_factors *factors, const char *name,
                                   plume_place_name *out, plume_error *error);

/* "DE@eea_2023" parted into a place and the source whose figure is asked for; the source
 * is "" when none is named. */
void plume_place_part_source(plume_text *place, const char **source, const char *asked);

#endif
