/* Where neither head nor cell names a unit it is taken as the usual one; the figures of
 * all rows may tell that it is another. */
#include "audit/lint/internal.h"

#include <math.h>

#include "audit/claim/printed_figure.h"

/* How the printed figures of one quantity stand to what they should be: within these
 * bounds of a power of a thousand. */
typedef struct expectation {
    plume_quantity quantity;
    double least, most;
} expectation;

/* Between the cleanest grids and those of coal. */
static const double usual_kg_per_kwh = 0.25;

/* What the figure of a run should be at least: power x time of an energy, at a usual
 * grid of emissions where no intensity is stated. */
static double expected_of(const plume_claim_run *run, plume_quantity quantity)
{
    plume_quantity boundary = CLAIM_ENERGY;
    double kg = plume_lint_expected(run, CLAIM_EMISSIONS).value;

    if (quantity != CLAIM_EMISSIONS)
        return plume_lint_power_time(run).value;
    if (isnan(kg) && plume_lint_stated_energy(run, &boundary) != NULL)
        kg = usual_kg_per_kwh * run->figure[boundary].value;
    return kg;
}

/* 1000, 0.001 ...: what all rows are off by; 1 where they are not, or not alike. */
static double common_power(const plume_lint *lint, const expectation *of)
{
    double common = NAN;

    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];
        const plume_claim_figure *figure = &run->figure[of->quantity];
        double ratio = figure->value / expected_of(run, of->quantity), power;

        if (isnan(ratio) || !(ratio > 0.0) || !figure->assumed)
            continue;
        power = pow(1000.0, round(log10(ratio) / 3.0));
        if (!(ratio / power >= of->least && ratio / power <= of->most) ||
            (!isnan(common) && power != common))
            return 1.0;
        common = power;
    }
    return isnan(common) ? 1.0 : common;
}

static const char *unit_name(plume_quantity quantity, double power)
{
    bool mass = quantity == CLAIM_EMISSIONS;

    if (power == 1e-3)
        return mass ? "tonnes" : "MWh";
    if (power == 1e3)
        return mass ? "grams" : "Wh";
    return power == 1e-6 && !mass ? "GWh" : "another unit";
}

static void report(plume_lint *lint, const plume_claim_run *run, plume_quantity quantity,
                   double power)
{
    const char *word = plume_quantity_word(quantity);
    const char *unit = unit_name(quantity, power);
    const plume_quantity cells[] = { quantity };

    plume_lint_tell(
        lint, run,
        &(plume_lint_report){
            .code = "R2",
            .severity = PLUME_FINDING_WARNING,
            .message = plume_findings_text(
                &lint->findings,
                "no unit is stated of the %s: they agree with the other "
                "figures in %s",
                word, unit),
            .cells = plume_lint_cells(lint, run, cells, 1),
            .arithmetic = plume_findings_text(
                &lint->findings, "%s / %s = %s",
                plume_lint_number(lint, run->figure[quantity].value),
                plume_lint_number(lint, expected_of(run, quantity)),
                plume_audit_number(
                    lint->pool, run->figure[quantity].value / expected_of(run, quantity),
                    4)),
            .sentence = plume_findings_text(
                &lint->findings,
                "The table names no unit of its %s; please state it (%s, by the other "
                "figures).",
                word, unit),
        });
}

static void scale(plume_claim_figure *figure, double factor)
{
    figure->value *= factor;
    figure->low *= factor;
    figure->high *= factor;
    figure->unit *= factor;
    figure->scale *= factor;
    figure->per_unit *= factor;
}

static void settle(plume_lint *lint, const expectation *of)
{
    double power = common_power(lint, of);
    bool told = false;

    for (size_t i = 0; i < lint->claim->run_count && power != 1.0; i++) {
        plume_claim_run *run = &lint->claim->run[i];

        if (!run->figure[of->quantity].assumed)
            continue;
        if (!told && !isnan(expected_of(run, of->quantity))) {
            report(lint, run, of->quantity, power);
            told = true;
        }
        scale(&run->figure[of->quantity], 1.0 / power);
    }
    for (size_t i = 0; i < lint->claim->total_count && power != 1.0; i++)
        if (lint->claim->total[i].run.figure[of->quantity].assumed)
            scale(&lint->claim->total[i].run.figure[of->quantity], 1.0 / power);
    for (size_t i = 0; i < lint->claim->mean_count && power != 1.0; i++)
        if (lint->claim->mean[i].run.figure[of->quantity].assumed)
            scale(&lint->claim->mean[i].run.figure[of->quantity], 1.0 / power);
}

/* Energies hold a PUE or the draw of a host; emissions follow from their energy. */
void plume_lint_settle_units(plume_lint *lint)
{
    static const expectation all[] = {
        { CLAIM_IT_ENERGY, 0.95, 2.0 },
        { CLAIM_FACILITY_ENERGY, 0.95, 2.6 },
        { CLAIM_ENERGY, 0.95, 2.6 },
        { CLAIM_EMISSIONS, 0.06, 5.0 },
    };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        settle(lint, &all[i]);
}
