/* footprint/internal.h -- the parts of a footprint, each filled by a file of its own. */
#ifndef PLUME_FOOTPRINT_INTERNAL_H
#define PLUME_FOOTPRINT_INTERNAL_H

#include <plume/footprint.h>
#include <plume/text.h>

/* What the parts are made from. */
typedef struct plume_footprint_work {
    plume_footprint *out;
    const plume_ledger *ledger;
    const plume_study *study;
    plume_factors *factors;
    plume_notes *notes;
    size_t gross;           /* the location-based estimate; SIZE_MAX none */
    double pue, kg_per_kwh; /* its averages; NAN */
} plume_footprint_work;

plume_status plume_footprint_embodied(const plume_footprint_work *work,
                                      plume_error *error);
void plume_footprint_idle(const plume_footprint_work *work);
plume_status plume_footprint_water(const plume_footprint_work *work, plume_error *error);
void plume_footprint_inference(const plume_footprint_work *work);
/* After the others. */
plume_status plume_footprint_totals(const plume_footprint_work *work, plume_error *error);

#endif
