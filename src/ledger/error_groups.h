/* ledger/error_groups.h -- the runs of a ledger parted by what their errors have in
 * common: the site, and how the energy was obtained. Sums and no runs; their number is
 * bounded by that of the sites. */
#ifndef PLUME_LEDGER_ERROR_GROUPS_H
#define PLUME_LEDGER_ERROR_GROUPS_H

#include "ledger/totals.h"
#include <plume/method.h>

typedef struct plume_error_groups plume_error_groups;

/* slots: methods and bases of the ledger. */
plume_status plume_error_groups_new(plume_error_groups **out, size_t slots,
                                    plume_error *error);
void plume_error_groups_free(plume_error_groups *error_groups);
/* site: as plume_sites_resolve numbers them. */
plume_status plume_error_groups_add(plume_error_groups *error_groups, size_t site,
                                    const plume_entry *entry, plume_error *error);

/* Where a slot of an entry with carbon adds its IT energy, its facility's energy and its
 * carbon, in this order. NULL: out of memory. */
plume_sum *plume_error_groups_sums(plume_error_groups *error_groups, size_t site,
                                   const plume_entry *entry, size_t slot);

/* Sums of one stratum, for one slot. */
typedef struct plume_error_group {
    size_t site;
    plume_evidence evidence;
    bool utilization_assumed;
    double it_kwh, facility_kwh, co2e_kg;
} plume_error_group;

/* Steps through the strata that have emissions above 0 under slot; *at begins at 0. False
 * at the end. The order depends on the sites' numbers alone. */
bool plume_error_groups_next(plume_error_group *out,
                             const plume_error_groups *error_groups, size_t slot,
                             size_t *at);

#endif
