/* What an estimate has at each site, in an order that does not depend on that of the
 * runs. */
#include "ledger/internal.h"

#include <stdlib.h>
#include <string.h>

static int by_number(double a, double b)
{
    return (a > b) - (a < b);
}

/* By name, cloud region, year of the grid, PUE and where it is from. */
static int by_name(const void *left, const void *right)
{
    const plume_site *a = &((const plume_site_use *)left)->site;
    const plume_site *b = &((const plume_site_use *)right)->site;
    const plume_given_value *grid[] = { &a->gross_kg_per_kwh, &b->gross_kg_per_kwh };
    int orders[] = {
        strcmp(a->location, b->location),
        strcmp(a->region, b->region),
        grid[0]->year - grid[1]->year,
        (int)grid[0]->given - (int)grid[1]->given,
        by_number(a->pue.value, b->pue.value),
        (int)a->pue.given - (int)b->pue.given,
        strcmp(a->pue.source, b->pue.source),
        a->pue.year - b->pue.year,
        strcmp(grid[0]->source, grid[1]->source),
    };

    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++)
        if (orders[i] != 0)
            return orders[i];
    return 0;
}

static void add(plume_site_use *use, const plume_site_use *more)
{
    use->it_kwh += more->it_kwh;
    use->facility_kwh += more->facility_kwh;
    use->co2e_kg += more->co2e_kg;
}

/* Sorted uses of equal sites become one; returns how many are left. */
static size_t merge(plume_site_use *uses, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && by_name(&uses[kept - 1], &uses[i]) == 0)
            add(&uses[kept - 1], &uses[i]);
        else
            uses[kept++] = uses[i];
    }
    for (size_t i = 0; i < kept; i++)
        if (uses[i].site.gross_kg_per_kwh.given == PLUME_GIVEN_LOG)
            uses[i].site.gross_kg_per_kwh.value = uses[i].co2e_kg / uses[i].facility_kwh;
    return kept;
}

/* What the error groups of one slot hold, by number of their site. Runs at sites that are
 * not remembered are left out. */
static void collect(plume_site_use *uses, const plume_ledger *ledger, size_t slot)
{
    plume_error_group part;

    for (size_t at = 0;
         plume_error_groups_next(&part, ledger->error_groups, slot, &at);) {
        const plume_site *site = plume_sites_at(ledger->sites, part.site);
        const plume_site_use use = { .it_kwh = part.it_kwh,
                                     .facility_kwh = part.facility_kwh,
                                     .co2e_kg = part.co2e_kg };

        if (site == NULL)
            continue;
        uses[part.site].site = *site;
        add(&uses[part.site], &use);
    }
}

plume_status plume_ledger_site_uses(plume_site_use **out, size_t *count,
                                    const plume_ledger *ledger, size_t estimate,
                                    plume_error *error)
{
    plume_site_use *uses = calloc(PLUME_SITES_MAX, sizeof *uses);
    size_t used = 0;

    *out = uses;
    *count = 0;
    if (uses == NULL)
        return plume_fail_memory(error);
    if (estimate >= plume_ledger_estimate_count(ledger))
        return PLUME_OK;
    collect(uses, ledger, ledger->shown->order[estimate]);
    for (size_t i = 0; i < PLUME_SITES_MAX; i++)
        if (uses[i].site.location != NULL)
            uses[used++] = uses[i];
    qsort(uses, used, sizeof *uses, by_name);
    *count = merge(uses, used);
    return PLUME_OK;
}
