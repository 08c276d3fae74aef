/* The figures of one run as the rules take them, and what they imply. */
#include "audit/lint/internal.h"

#include <math.h>
#include <string.h>

#include "audit/claim/printed_figure.h"
#include "core/number/units.h"

bool plume_lint_has(const plume_claim_run *run, plume_quantity quantity)
{
    return !isnan(run->figure[quantity].value) && !run->figure[quantity].swapped;
}

/* Powers and ratios are set by somebody: their digits are taken as meant. */
plume_interval plume_lint_span(const plume_claim_run *run, plume_quantity quantity)
{
    const plume_claim_figure *figure = &run->figure[quantity];
    bool set = quantity == CLAIM_POWER || quantity == CLAIM_TOTAL_POWER ||
               quantity == CLAIM_DEVICES || quantity == CLAIM_TRIALS;

    if (!plume_lint_has(run, quantity))
        return plume_interval_exact(NAN);
    if (set && !figure->range)
        return plume_interval_exact(figure->value);
    return (plume_interval){ figure->low, figure->value, figure->high };
}

bool plume_lint_fits(const plume_claim_figure *stated, plume_interval computed)
{
    double slack = 1e-9 * fabs(stated->value);

    return computed.high >= stated->low - slack &&
           computed.low <= fmax(stated->high, stated->value + stated->unit) + slack;
}

static plume_interval or_one(const plume_claim_run *run, plume_quantity quantity)
{
    return plume_lint_has(run, quantity) ? plume_lint_span(run, quantity)
                                         : plume_interval_exact(1.0);
}

plume_interval plume_lint_device_hours(const plume_claim_run *run)
{
    if (plume_lint_has(run, CLAIM_DEVICE_HOURS))
        return plume_lint_span(run, CLAIM_DEVICE_HOURS);
    return plume_interval_times(
        plume_lint_span(run, CLAIM_HOURS),
        plume_interval_times(or_one(run, CLAIM_DEVICES), or_one(run, CLAIM_TRIALS)));
}

/* A power that was set, as ratings and limits are (250, 300, 400 W), or one that was
 * measured and rounded to its digits. */
static plume_interval power_span(const plume_claim_run *run, plume_quantity quantity,
                                 bool rounded)
{
    const plume_claim_figure *power = &run->figure[quantity];
    bool set = power->value < WATTS_PER_KILOWATT && fmod(power->value, 50.0) == 0.0;

    return rounded && !set && plume_lint_has(run, quantity)
               ? (plume_interval){ power->low, power->value, power->high }
               : plume_lint_span(run, quantity);
}

static plume_interval power_time(const plume_claim_run *run, bool rounded)
{
    plume_interval kilo = plume_interval_exact(1.0 / WATTS_PER_KILOWATT);

    if (plume_lint_has(run, CLAIM_POWER))
        return plume_interval_times(
            kilo, plume_interval_times(plume_lint_device_hours(run),
                                       power_span(run, CLAIM_POWER, rounded)));
    return plume_interval_times(
        kilo, plume_interval_times(power_span(run, CLAIM_TOTAL_POWER, rounded),
                                   plume_interval_times(plume_lint_span(run, CLAIM_HOURS),
                                                        or_one(run, CLAIM_TRIALS))));
}

plume_interval plume_lint_power_time(const plume_claim_run *run)
{
    return power_time(run, true);
}

plume_interval plume_lint_implied(const plume_claim_run *run)
{
    plume_interval carbon = plume_lint_span(run, CLAIM_EMISSIONS);
    plume_interval energy = power_time(run, false);

    if (isnan(energy.value))
        energy = plume_lint_span(run, CLAIM_IT_ENERGY);
    if (isnan(energy.value))
        energy = plume_interval_over(plume_lint_span(run, CLAIM_FACILITY_ENERGY),
                                     plume_lint_span(run, CLAIM_PUE));
    if (isnan(energy.value))
        energy = plume_lint_span(run, CLAIM_ENERGY);
    if (!(energy.low > 0.0))
        return plume_interval_exact(NAN);
    return plume_interval_over(carbon, energy);
}

static bool explains(const plume_claim_figure *energy, double power_time_kwh)
{
    double ratio = energy->value / power_time_kwh;

    return ratio > 0.99 && ratio < 2.5;
}

/* Beside a count the power of an accelerator is that of one, and that of a processor
 * of all, where only so they explain the energy. */
static void settle_parts(plume_claim_run *run)
{
    plume_quantity boundary = CLAIM_ENERGY;
    const plume_claim_figure *energy = plume_lint_stated_energy(run, &boundary);
    double each = run->device_power.value, rest = run->other_power.value;
    double count = run->figure[CLAIM_DEVICES].value;
    double hours = run->figure[CLAIM_HOURS].value / WATTS_PER_KILOWATT;
    plume_claim_figure *total = &run->figure[CLAIM_TOTAL_POWER];
    double spread = (count * each + rest) * hours;

    if (energy == NULL || isnan(spread) || !(count > 1.0) ||
        explains(energy, (each + rest) * hours) || !explains(energy, spread))
        return;
    total->low = count * run->device_power.low + run->other_power.low;
    total->high = count * run->device_power.high + run->other_power.high;
    total->value = count * each + rest;
}

/* Papers give "power" for one device or for all of them alike. The energies they
 * state decide: only where an energy fits without the number of devices, and not with
 * it, the power is that of all. */
void plume_lint_settle_power(plume_claim_run *run)
{
    static const plume_quantity energies[] = { CLAIM_ENERGY, CLAIM_FACILITY_ENERGY,
                                               CLAIM_IT_ENERGY };
    double once = run->figure[CLAIM_HOURS].value * run->figure[CLAIM_POWER].value /
                  WATTS_PER_KILOWATT;
    double count = run->figure[CLAIM_DEVICES].value;

    settle_parts(run);
    if (plume_lint_has(run, CLAIM_TRIALS))
        once *= run->figure[CLAIM_TRIALS].value;
    if (!(count > 1.0) || isnan(once) || plume_lint_has(run, CLAIM_DEVICE_HOURS) ||
        plume_lint_has(run, CLAIM_TOTAL_POWER) ||
        strcmp(run->word[CLAIM_POWER_SCOPE], "device") == 0)
        return;
    for (size_t i = 0; i < sizeof energies / sizeof energies[0]; i++) {
        const plume_claim_figure *energy = &run->figure[energies[i]];

        if (isnan(energy->value) || explains(energy, once * count) ||
            !explains(energy, once))
            continue;
        run->figure[CLAIM_TOTAL_POWER] = run->figure[CLAIM_POWER];
        run->figure[CLAIM_POWER] = plume_claim_exact(NAN);
        return;
    }
}

const plume_claim_figure *plume_lint_stated_energy(const plume_claim_run *run,
                                                   plume_quantity *boundary)
{
    static const plume_quantity order[] = { CLAIM_ENERGY, CLAIM_FACILITY_ENERGY,
                                            CLAIM_IT_ENERGY };

    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        if (plume_lint_has(run, order[i])) {
            *boundary = order[i];
            return &run->figure[order[i]];
        }
    }
    return NULL;
}

plume_interval plume_lint_expected(const plume_claim_run *run, plume_quantity quantity)
{
    plume_interval kwh = plume_lint_power_time(run),
                   pue = plume_lint_span(run, CLAIM_PUE);
    bool mass = quantity == CLAIM_EMISSIONS;
    plume_quantity boundary = CLAIM_ENERGY;

    if (quantity != CLAIM_IT_ENERGY && !isnan(pue.value))
        kwh = plume_interval_times(kwh, pue);
    if (mass && plume_lint_stated_energy(run, &boundary) != NULL) {
        kwh = plume_lint_span(run, boundary);
        if (boundary == CLAIM_IT_ENERGY && !isnan(pue.value))
            kwh = plume_interval_times(kwh, pue);
    }
    return mass ? plume_interval_times(kwh, plume_lint_span(run, CLAIM_INTENSITY)) : kwh;
}
