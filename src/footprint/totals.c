/* What the stages add up to, by boundary, each sum with its interval: stages are drawn
 * together, for the runs and their idle hours share buildings and grids. */
#include "footprint/internal.h"

#include <math.h>

#include "ledger/budget.h"

/* --- the making, by published figure --- */

/* Its bounds are taken as 2.5 % and 97.5 %; a figure of the author's is taken as exact.
 */
static plume_spread spread_of(const plume_embodied_share *share)
{
    if (share->low_unit_kg < share->high_unit_kg)
        return plume_spread_bounds(share->unit_kg, share->low_unit_kg,
                                   share->high_unit_kg);
    return plume_spread_exact();
}

static bool is_same(const plume_spread *a, const plume_spread *b)
{
    return a->median == b->median && a->gsd == b->gsd;
}

/* Hardware of one kind (devices or hosts) whose figures have the same bounds about them
 * shares the error; what finds no room shares that of the last. */
static void add_part(plume_stages *stages, size_t first,
                     const plume_embodied_share *share, plume_amortisation how)
{
    plume_stage_part part = { share->kg[how], spread_of(share) };
    size_t at = first;

    if (!(part.co2e_kg > 0.0))
        return;
    while (at < stages->part_count && !is_same(&stages->part[at].spread, &part.spread))
        at++;
    if (at == PLUME_STAGE_PARTS)
        at--;
    if (at == stages->part_count)
        stages->part[stages->part_count++] = part;
    else
        stages->part[at].co2e_kg += part.co2e_kg;
}

/* The host first, where one counts, so that it has an error of its own whatever the
 * number of devices. */
static void add_making(plume_stages *stages, const plume_embodied_total *embodied,
                       plume_amortisation how)
{
    size_t first;

    add_part(stages, stages->part_count, &embodied->host, how);
    first = stages->part_count;
    for (size_t i = 0; i < embodied->device_count; i++)
        add_part(stages, first, &embodied->device[i], how);
}

/* --- totals --- */

/* Which stages a total has beside the electricity of the runs. */
typedef struct boundary {
    const char *name;
    bool idle, production;
    plume_amortisation how;
} boundary;

static const boundary boundaries[PLUME_STAGE_TOTALS] = {
    { "use", false, false, PLUME_AMORTISED_RESERVED },
    { "use-idle", true, false, PLUME_AMORTISED_RESERVED },
    { "production-sci-use", false, true, PLUME_AMORTISED_RESERVED },
    { "production-bloom-use", false, true, PLUME_AMORTISED_USED },
    { "production-sci-use-idle", true, true, PLUME_AMORTISED_RESERVED },
    { "production-bloom-use-idle", true, true, PLUME_AMORTISED_USED },
};

static const double noise = 1.01;

static double sum_kg(const plume_footprint *footprint, const boundary *of)
{
    double kg = footprint->runs_kg;

    if (of->idle)
        kg += footprint->idle.asked ? footprint->idle.unoccupied_kg : NAN;
    if (of->production)
        kg += footprint->embodied.asked ? footprint->embodied.kg[of->how] : NAN;
    return kg;
}

/* NAN where nothing above 0 was emitted, for then there is no interval. */
static plume_status set_interval(plume_stage_total *total, const boundary *of,
                                 const plume_footprint_work *work, plume_error *error)
{
    plume_stages stages = { 0 };
    plume_propagated kg;
    plume_status status;

    if (of->idle)
        stages.electricity_kg = work->out->idle.unoccupied_kg;
    if (of->production)
        add_making(&stages, &work->out->embodied, of->how);
    status = plume_budget_with_stages(&kg, work->ledger, work->gross, &stages, error);
    if (status == PLUME_ERR_MISSING)
        return PLUME_OK;
    if (status != PLUME_OK)
        return status;
    /* The figure of a host is the least that is published, so that a total may be its own
     * bound, and the noise of the draws puts it on either side of that. */
    total->interval95_kg[0] = kg.low > total->co2e_kg && kg.low < noise * total->co2e_kg
                                  ? total->co2e_kg
                                  : kg.low;
    total->interval95_kg[1] = kg.high;
    return PLUME_OK;
}

plume_status plume_footprint_totals(const plume_footprint_work *work, plume_error *error)
{
    plume_footprint *out = work->out;
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < PLUME_STAGE_TOTALS && status == PLUME_OK; i++) {
        double kg = sum_kg(out, &boundaries[i]);
        plume_stage_total *total = &out->total[out->total_count];

        if (!isfinite(kg))
            continue;
        *total = (plume_stage_total){ boundaries[i].name, kg, { NAN, NAN } };
        out->total_count++;
        status = set_interval(total, &boundaries[i], work, error);
    }
    return status;
}
