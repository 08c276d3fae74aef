/* One row of a comparison while it is filled. */
#include "comparison/internal.h"

#include <math.h>
#include <stdlib.h>

#include <plume/text.h>

plume_compared_row *plume_compare_row_new(void)
{
    plume_compared_row *row = calloc(1, sizeof *row);

    if (row != NULL)
        row->shown = (plume_compared){
            .id = "",
            .name = "",
            .devices = "",
            .it_kwh = NAN,
            .device_hours = NAN,
            .strubell_kg = NAN,
            .patterson_kg = NAN,
            .net_kg = NAN,
            .facility_kwh = NAN,
            .ratio = NAN,
            .to_first = NAN,
            .interval95_kg = { NAN, NAN },
            .published_kg = NAN,
            .published = "",
            .citation = "",
            .note = "",
            .assumptions = "",
            .boundary = "",
            .differs = "",
            .other_values = "",
        };
    return row;
}

const plume_estimate *plume_compare_estimate(plume_compared_row *row, const char *method,
                                             plume_basis basis,
                                             const plume_workload *workload,
                                             const plume_site *site)
{
    plume_estimate *estimate = &row->estimate[row->estimate_count];

    if (plume_method_find(method)->estimate(estimate, workload, site, basis, NULL) !=
        PLUME_OK)
        return NULL;
    row->estimate_count++;
    return estimate;
}
