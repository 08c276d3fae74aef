/* Finds the group of a run by its site and evidence, and adds it there. */
#include "ledger/error_groups.h"

#include <math.h>
#include <stdlib.h>

#include "ledger/sites.h"

enum {
    KINDS = 2 * PLUME_EVIDENCE_COUNT, /* evidence, with or without a known utilisation */
    CELLS = (PLUME_SITES_MAX + 1) * KINDS
};

/* IT energy, facility energy and carbon of each slot. */
enum { SUMS = 3 };

struct plume_error_groups {
    size_t slots;
    size_t end;             /* behind the last cell that was made */
    plume_sum *cell[CELLS]; /* SUMS for each slot; made when the first run falls in */
};

plume_status plume_error_groups_new(plume_error_groups **out, size_t slots,
                                    plume_error *error)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return plume_fail_memory(error);
    (*out)->slots = slots;
    return PLUME_OK;
}

void plume_error_groups_free(plume_error_groups *error_groups)
{
    if (error_groups == NULL)
        return;
    for (size_t i = 0; i < error_groups->end; i++)
        free(error_groups->cell[i]);
    free(error_groups);
}

/* The sums of all slots in one stratum are made when they are first needed. */
plume_sum *plume_error_groups_sums(plume_error_groups *error_groups, size_t site,
                                   const plume_entry *entry, size_t slot)
{
    size_t kind = 2 * (size_t)entry->evidence[slot] + entry->utilization_assumed[slot];
    size_t at = site * KINDS + kind;
    plume_sum **cell = &error_groups->cell[at];

    if (*cell == NULL) {
        *cell = calloc(SUMS * error_groups->slots, sizeof **cell);
        error_groups->end = at < error_groups->end ? error_groups->end : at + 1;
    }
    return *cell != NULL ? &(*cell)[SUMS * slot] : NULL;
}

/* Three sums for each estimate: energy before and after PUE, and carbon. */
plume_status plume_error_groups_add(plume_error_groups *error_groups, size_t site,
                                    const plume_entry *entry, plume_error *error)
{
    for (size_t i = 0; i < error_groups->slots; i++) {
        plume_sum *sum;

        if (!isfinite(entry->co2e_kg[i]))
            continue;
        sum = plume_error_groups_sums(error_groups, site, entry, i);
        if (sum == NULL)
            return plume_fail_memory(error);
        plume_sum_add_times(&sum[0], entry->it_kwh[i], entry->times);
        plume_sum_add_times(&sum[1], entry->facility_kwh[i], entry->times);
        plume_sum_add_times(&sum[2], entry->co2e_kg[i], entry->times);
    }
    return PLUME_OK;
}

/* Groups without carbon have no error to propagate. */
bool plume_error_groups_next(plume_error_group *out,
                             const plume_error_groups *error_groups, size_t slot,
                             size_t *at)
{
    for (; *at < error_groups->end; ++*at) {
        const plume_sum *cell = error_groups->cell[*at];

        if (cell == NULL || !(plume_sum_value(&cell[SUMS * slot + 2]) > 0.0))
            continue;
        *out = (plume_error_group){
            .site = *at / KINDS,
            .evidence = (plume_evidence)(*at % KINDS / 2),
            .utilization_assumed = *at % 2 == 1,
            .it_kwh = plume_sum_value(&cell[SUMS * slot]),
            .facility_kwh = plume_sum_value(&cell[SUMS * slot + 1]),
            .co2e_kg = plume_sum_value(&cell[SUMS * slot + 2]),
        };
        ++*at;
        return true;
    }
    return false;
}
