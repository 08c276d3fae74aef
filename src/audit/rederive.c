/* Figures computed again: those behind a published one, and those of each side from its
 * own inputs, each with what its printed digits say. */
#include "audit/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/number/units.h"

static plume_status add(plume_audit *audit, const plume_rederived *rederived,
                        plume_error *error)
{
    plume_rederived *all = realloc(audit->rederived, (audit->rederived_count + 1) *
                                                         sizeof *audit->rederived);

    if (all == NULL)
        return plume_fail_memory(error);
    audit->rederived = all;
    all[audit->rederived_count++] = *rederived;
    return PLUME_OK;
}

/* As few decimals as tell six figures. */
static const char *whole(plume_audit *audit, double value)
{
    int decimals = 0;
    plume_text text;
    const char *kept;

    while (decimals < 9 &&
           fabs(plume_number_round(value, decimals) - value) > 5e-7 * fabs(value))
        decimals++;
    plume_text_init(&text);
    plume_number_fixed(&text, value, decimals);
    kept = plume_findings_text(&audit->findings, "%s", text.data);
    plume_text_dispose(&text);
    return kept;
}

static plume_status add_derivation(plume_audit *audit, int side,
                                   const plume_derivation *derivation, plume_error *error)
{
    double computed = derivation->a * derivation->b / derivation->c;
    plume_rederived rederived = {
        .side = side,
        .name = derivation->name,
        .unit = derivation->unit,
        .printed = derivation->printed,
        .note = derivation->note,
        .computed = computed,
        .verdict = plume_verdict_of(computed, computed, computed, derivation->printed),
    };

    rederived.source = plume_findings_text(
        &audit->findings, "%s, %s", plume_claim_paper(audit->pool, derivation->paper),
        derivation->place);
    rederived.arithmetic = plume_findings_text(
        &audit->findings, "%s %s x %s %s", whole(audit, derivation->a),
        derivation->a_unit, whole(audit, derivation->b), derivation->b_unit);
    if (derivation->c != 1.0)
        rederived.arithmetic =
            plume_findings_text(&audit->findings, "%s / %s %s", rederived.arithmetic,
                                whole(audit, derivation->c), derivation->c_unit);
    return add(audit, &rederived, error);
}

static plume_status add_published(plume_audit *audit, int side, plume_error *error)
{
    bool found = true;
    plume_status status = PLUME_OK;

    for (size_t i = 0; found && status == PLUME_OK; i++) {
        plume_derivation derivation;

        status = plume_factors_derivation_at(audit->factors, audit->claim[side]->id, i,
                                             &derivation, &found, error);
        if (status == PLUME_OK && found)
            status = add_derivation(audit, side, &derivation, error);
    }
    return status;
}

/* The printed figure in its own unit, so that its digits can be compared. */
static plume_verdict verdict_of(const plume_claim_figure *stated, double computed,
                                double low, double high)
{
    if (isnan(stated->value) || isnan(computed))
        return PLUME_VERDICT_NONE;
    if (fabs(computed - stated->value) <= stated->unit / 2.0 + 1e-9 * fabs(computed))
        return PLUME_VERDICT_EXACT;
    if (computed > stated->value && computed < stated->value + stated->unit)
        return PLUME_VERDICT_TRUNCATED;
    return high >= stated->low && low <= stated->high ? PLUME_VERDICT_WITHIN_ROUNDING
                                                      : PLUME_VERDICT_NO;
}

enum { FACTORS = 5 };

/* One product of a run's own figures against the figure that it states. Trials that are
 * not stated are one. */
typedef struct product {
    const char *name;
    plume_quantity factor[FACTORS]; /* ended by CLAIM_QUANTITIES */
    plume_quantity stated;
    double scale;
    const char *unit;
} product;

static const product products[] = {
    { "device-hours",
      { CLAIM_TRIALS, CLAIM_HOURS, CLAIM_DEVICES, CLAIM_QUANTITIES },
      CLAIM_DEVICE_HOURS,
      1.0,
      "h" },
    { "facility energy",
      { CLAIM_TRIALS, CLAIM_HOURS, CLAIM_DEVICES, CLAIM_POWER, CLAIM_PUE },
      CLAIM_FACILITY_ENERGY,
      1e-3,
      "kWh" },
    { "facility energy",
      { CLAIM_DEVICE_HOURS, CLAIM_POWER, CLAIM_PUE, CLAIM_QUANTITIES },
      CLAIM_FACILITY_ENERGY,
      1e-3,
      "kWh" },
    { "emissions",
      { CLAIM_DEVICE_HOURS, CLAIM_POWER, CLAIM_PUE, CLAIM_INTENSITY, CLAIM_QUANTITIES },
      CLAIM_EMISSIONS,
      1e-3,
      "kg" },
    { "emissions",
      { CLAIM_FACILITY_ENERGY, CLAIM_INTENSITY, CLAIM_QUANTITIES },
      CLAIM_EMISSIONS,
      1.0,
      "kg" },
    { "emissions",
      { CLAIM_IT_ENERGY, CLAIM_PUE, CLAIM_INTENSITY, CLAIM_QUANTITIES },
      CLAIM_EMISSIONS,
      1.0,
      "kg" },
};

/* Energies that stand for one another need one line. */
static bool is_told_by_another(const product *of, const plume_claim_run *run)
{
    return of->factor[0] == CLAIM_IT_ENERGY &&
           (!isnan(run->figure[CLAIM_FACILITY_ENERGY].value) ||
            !isnan(run->figure[CLAIM_POWER].value));
}

static const char *with_unit(plume_audit *audit, plume_quantity quantity, double value)
{
    static const char *const units[CLAIM_QUANTITIES] = {
        [CLAIM_TRIALS] = " trials",
        [CLAIM_HOURS] = " h",
        [CLAIM_DEVICES] = " devices",
        [CLAIM_DEVICE_HOURS] = " h",
        [CLAIM_POWER] = " W",
        [CLAIM_PUE] = " (PUE)",
        [CLAIM_INTENSITY] = " kg/kWh",
        [CLAIM_IT_ENERGY] = " kWh",
        [CLAIM_FACILITY_ENERGY] = " kWh",
    };

    return plume_findings_text(&audit->findings, "%s%s", whole(audit, value),
                               units[quantity]);
}

static plume_status add_product(plume_audit *audit, int side, const plume_claim_run *run,
                                const product *of, plume_error *error)
{
    double computed = of->scale, low = of->scale, high = of->scale;
    const plume_claim_figure *stated = &run->figure[of->stated];
    plume_rederived rederived = { .side = side,
                                  .name = of->name,
                                  .unit = of->unit,
                                  .note = "",
                                  .source = "",
                                  .arithmetic = "" };

    for (size_t i = 0; i < FACTORS && of->factor[i] != CLAIM_QUANTITIES; i++) {
        const plume_claim_figure *figure = &run->figure[of->factor[i]];

        if (of->factor[i] == CLAIM_TRIALS && isnan(figure->value))
            continue;
        computed *= figure->value;
        low *= figure->low;
        high *= figure->high;
        rederived.arithmetic =
            plume_findings_text(&audit->findings, "%s%s%s", rederived.arithmetic,
                                rederived.arithmetic[0] != '\0' ? " x " : "",
                                with_unit(audit, of->factor[i], figure->value));
    }
    if (isnan(computed) || is_told_by_another(of, run) ||
        (isnan(stated->value) && of->stated != CLAIM_DEVICE_HOURS))
        return PLUME_OK;
    rederived.computed = computed;
    rederived.printed = isnan(stated->value) ? "" : stated->printed;
    rederived.verdict = verdict_of(stated, computed, low, high);
    if (rederived.verdict == PLUME_VERDICT_NO &&
        audit->claim[side]->kind == CLAIM_PUBLISHED)
        rederived.note = audit->claim[side]->whole.word[CLAIM_NOTE];
    return add(audit, &rederived, error);
}

static const double chain_slack = 1e-3; /* of constants that are rounded in a paper */

typedef struct chain_range {
    double low, high; /* over the figure */
} chain_range;

/* How far the printed digits of what the chain starts from let its end move. */
static void round_chain(chain_range *range, const plume_claim_run *run)
{
    static const plume_quantity chain[] = { CLAIM_TRIALS,   CLAIM_HOURS,
                                            CLAIM_DEVICES,  CLAIM_POWER,
                                            CLAIM_PUE,      CLAIM_TOTAL_POWER,
                                            CLAIM_INTENSITY };

    *range = (chain_range){ 1.0 - chain_slack, 1.0 + chain_slack };
    for (size_t i = 0; i < sizeof chain / sizeof chain[0]; i++) {
        const plume_claim_figure *figure = &run->figure[chain[i]];

        if (!(figure->value > 0.0))
            continue;
        range->low *= figure->low / figure->value;
        range->high *= figure->high / figure->value;
    }
}

/* Strubell's chain ends in what the paper prints, through its exact constants. */
static plume_status add_total(plume_audit *audit, int side, const plume_claim_run *run,
                              plume_error *error)
{
    plume_resolved known;
    chain_range range;
    const plume_claim_figure *stated = &run->figure[CLAIM_EMISSIONS];
    plume_rederived rederived = {
        .side = side, .name = "emissions", .unit = "kg", .note = "", .source = ""
    };

    plume_claim_resolve(&known, run);
    round_chain(&range, run);
    if (isnan(stated->value) || isnan(run->figure[CLAIM_PUE].value) ||
        isnan(run->figure[CLAIM_INTENSITY].value) ||
        !isnan(run->figure[CLAIM_FACILITY_ENERGY].value) ||
        !isnan(run->figure[CLAIM_DEVICE_HOURS].value) || isnan(known.device_hours) ||
        isnan(known.device_w))
        return PLUME_OK;
    rederived.computed = known.device_hours * known.device_w / WATTS_PER_KILOWATT *
                         known.pue * known.kg_per_kwh;
    rederived.printed = stated->printed;
    rederived.arithmetic = plume_findings_text(
        &audit->findings, "%s h x %s W x %s x %s kg/kWh",
        whole(audit, known.device_hours), whole(audit, known.device_w),
        whole(audit, known.pue), whole(audit, known.kg_per_kwh));
    rederived.verdict =
        verdict_of(stated, rederived.computed, rederived.computed * range.low,
                   rederived.computed * range.high);
    return add(audit, &rederived, error);
}

static plume_status add_run(plume_audit *audit, int side, const plume_claim_run *stated,
                            plume_error *error)
{
    plume_claim_run at_meter = *stated;
    const plume_claim_run *run = &at_meter;
    plume_status status = PLUME_OK;

    /* an energy without a boundary is taken at the meter, as elsewhere in an audit */
    if (isnan(at_meter.figure[CLAIM_FACILITY_ENERGY].value) &&
        isnan(at_meter.figure[CLAIM_IT_ENERGY].value))
        at_meter.figure[CLAIM_FACILITY_ENERGY] = at_meter.figure[CLAIM_ENERGY];
    for (size_t i = 0; i < sizeof products / sizeof products[0] && status == PLUME_OK;
         i++)
        status = add_product(audit, side, run, &products[i], error);
    return status == PLUME_OK ? add_total(audit, side, run, error) : status;
}

plume_status plume_audit_rederive(plume_audit *audit, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (int side = 0; side < 2 && status == PLUME_OK; side++) {
        status = add_published(audit, side, error);
        for (size_t i = 0; i < audit->claim[side]->run_count && status == PLUME_OK; i++) {
            if (audit->claim[side]->kind != CLAIM_LOGS)
                status = add_run(audit, side, &audit->claim[side]->run[i], error);
        }
    }
    return status;
}
