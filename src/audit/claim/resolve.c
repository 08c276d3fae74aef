/* What the figures of a claim imply of each other: C = H W / 1000 PUE CI. */
#include "audit/claim/resolve.h"

#include <math.h>
#include <string.h>

#include "audit/claim/claim.h"
#include "core/number/exact_sum.h"
#include "core/number/units.h"

static double value(const plume_claim_run *run, plume_quantity quantity)
{
    const plume_claim_figure *figure = &run->figure[quantity];

    return figure->swapped ? NAN : figure->value;
}

static void fill(double *target, double implied)
{
    if (isnan(*target) && isfinite(implied))
        *target = implied;
}

static double device_hours(const plume_claim_run *run)
{
    double stated = value(run, CLAIM_DEVICE_HOURS), trials = value(run, CLAIM_TRIALS);

    if (!isnan(stated))
        return stated;
    return (isnan(trials) ? 1.0 : trials) * value(run, CLAIM_HOURS) *
           value(run, CLAIM_DEVICES);
}

static double device_watts(const plume_claim_run *run)
{
    double stated = value(run, CLAIM_POWER);

    return isnan(stated) ? value(run, CLAIM_TOTAL_POWER) / value(run, CLAIM_DEVICES)
                         : stated;
}

/* Energy that follows from power and time; without a count only that of the whole. */
static double it_energy(const plume_claim_run *run, const plume_resolved *known)
{
    double trials = value(run, CLAIM_TRIALS);
    double kwh = known->device_hours * known->device_w / WATTS_PER_KILOWATT;

    if (isnan(kwh))
        kwh = (isnan(trials) ? 1.0 : trials) * value(run, CLAIM_HOURS) *
              value(run, CLAIM_TOTAL_POWER) / WATTS_PER_KILOWATT;
    return isnan(kwh) ? value(run, CLAIM_IT_ENERGY) : kwh;
}

/* What one more step from known figures gives. */
static void imply(plume_resolved *known)
{
    fill(&known->facility_kwh, known->it_kwh * known->pue);
    fill(&known->facility_kwh, known->co2e_kg / known->kg_per_kwh);
    fill(&known->it_kwh, known->facility_kwh / known->pue);
    fill(&known->it_kwh, known->device_hours * known->device_w / WATTS_PER_KILOWATT);
    fill(&known->device_hours, known->it_kwh * WATTS_PER_KILOWATT / known->device_w);
    fill(&known->device_w, known->it_kwh * WATTS_PER_KILOWATT / known->device_hours);
    fill(&known->pue, known->facility_kwh / known->it_kwh);
    fill(&known->co2e_kg, known->facility_kwh * known->kg_per_kwh);
    fill(&known->kg_per_kwh, known->co2e_kg / known->facility_kwh);
}

/* What is stated goes before what follows from other figures; three rounds, for each
 * may give the next its factor. */
void plume_claim_resolve(plume_resolved *out, const plume_claim_run *run)
{
    double facility = value(run, CLAIM_FACILITY_ENERGY);

    *out = (plume_resolved){ .device_hours = device_hours(run),
                             .device_w = device_watts(run),
                             .it_kwh = NAN,
                             .pue = value(run, CLAIM_PUE),
                             .facility_kwh = NAN,
                             .kg_per_kwh = value(run, CLAIM_INTENSITY),
                             .co2e_kg = NAN };
    out->it_kwh = it_energy(run, out);
    if (isnan(facility)) /* an energy without a boundary is taken at the meter */
        facility = value(run, CLAIM_ENERGY);
    fill(&out->facility_kwh, out->it_kwh * out->pue);
    fill(&out->facility_kwh, facility);
    fill(&out->co2e_kg, out->facility_kwh * out->kg_per_kwh);
    fill(&out->co2e_kg, value(run, CLAIM_EMISSIONS));
    for (int i = 0; i < 3; i++)
        imply(out);
}

/* NAN as soon as one is. */
static double sum_of(const plume_resolved *runs, size_t count, size_t offset)
{
    plume_sum sum = { 0 };

    for (size_t i = 0; i < count; i++) {
        double one;

        memcpy(&one, (const char *)&runs[i] + offset, sizeof one);
        if (!isfinite(one))
            return NAN;
        plume_sum_add(&sum, one);
    }
    return plume_sum_value(&sum);
}

void plume_resolved_total(plume_resolved *out, const plume_resolved *runs, size_t count)
{
    if (count == 1) {
        *out = runs[0];
        return;
    }
    out->device_hours = sum_of(runs, count, offsetof(plume_resolved, device_hours));
    out->it_kwh = sum_of(runs, count, offsetof(plume_resolved, it_kwh));
    out->facility_kwh = sum_of(runs, count, offsetof(plume_resolved, facility_kwh));
    out->co2e_kg = sum_of(runs, count, offsetof(plume_resolved, co2e_kg));
    out->device_w = out->it_kwh * WATTS_PER_KILOWATT / out->device_hours;
    out->pue = out->facility_kwh / out->it_kwh;
    out->kg_per_kwh = out->co2e_kg / out->facility_kwh;
}
