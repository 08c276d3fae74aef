/* R2: an order of magnitude, or a unit, off. R11: energy and emissions exchanged. */
#include "audit/lint/internal.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "core/number/units.h"

/* --- R2 --- */

static const struct {
    double ratio;
    const char *what;
} slips[] = {
    { 1e3, "a factor of a thousand, as between grams and kilograms" },
    { 1e-3, "a factor of a thousand, as between kilograms and grams" },
    { 1e6, "a factor of a million, as between grams and tonnes" },
    { 1e-6, "a factor of a million, as between tonnes and grams" },
    { 1.0 / KG_PER_POUND, "pounds taken for kilograms" },
    { KG_PER_POUND, "kilograms taken for pounds" },
    { KG_PER_TONNE / KG_PER_SHORT_TON, "short tons taken for metric ones" },
};

static const char *slip_of(const plume_claim_figure *stated, plume_interval computed)
{
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        if (plume_lint_fits(stated, plume_interval_times(
                                        computed, plume_interval_exact(slips[i].ratio))))
            return slips[i].what;
    }
    return NULL;
}

static void report_slip(plume_lint *lint, const plume_claim_run *run,
                        const plume_claim_figure *stated, double expected_kg,
                        const char *what)
{
    plume_finding finding = { .code = "R2",
                              .severity = PLUME_FINDING_CONTRADICTION,
                              .line = run->line };

    finding.message =
        plume_findings_text(&lint->findings, "%s: the emissions are off by %s",
                            plume_lint_row(lint, run), what);
    finding.cells = plume_findings_text(&lint->findings, "emissions %s (%s)",
                                        stated->printed, stated->where);
    finding.arithmetic = plume_findings_text(
        &lint->findings, "stated %s kg, expected %s kg (%s g)",
        plume_lint_number(lint, stated->value), plume_lint_number(lint, expected_kg),
        plume_lint_number(lint, expected_kg * GRAMS_PER_KG));
    finding.sentence = plume_findings_text(
        &lint->findings,
        "The emissions of '%s' read %s; its other figures give %s kg, so the unit looks "
        "wrong.",
        plume_lint_row(lint, run), stated->printed, plume_lint_number(lint, expected_kg));
    plume_findings_add(&lint->findings, &finding);
}

/* kg per kWh that no grid emits, and that few do. */
static const double impossible[] = { 5e-4, 3.0 };
static const double unusual = 4e-3;

/* The time and power of one device, of which there may have been thousands. */
static bool lacks_count(const plume_claim_run *run)
{
    plume_quantity boundary;

    return plume_lint_stated_energy(run, &boundary) == NULL &&
           !plume_lint_has(run, CLAIM_DEVICES) &&
           !plume_lint_has(run, CLAIM_DEVICE_HOURS) &&
           !plume_lint_has(run, CLAIM_TOTAL_POWER);
}

/* Whether nobody names the unit of the energy or of the emissions. */
static bool is_assumed(const plume_claim_run *run)
{
    return run->figure[CLAIM_EMISSIONS].assumed || run->figure[CLAIM_ENERGY].assumed ||
           run->figure[CLAIM_FACILITY_ENERGY].assumed ||
           run->figure[CLAIM_IT_ENERGY].assumed;
}

/* Without an intensity the emissions may still be those of no grid on Earth. */
static void check_plausible(plume_lint *lint, const plume_claim_run *run)
{
    static const plume_quantity cells[] = { CLAIM_ENERGY, CLAIM_FACILITY_ENERGY,
                                            CLAIM_IT_ENERGY, CLAIM_EMISSIONS };
    double implied = plume_lint_implied(run).value;
    bool is_high = implied > impossible[1], is_low = implied < impossible[0];
    const char *shown = plume_audit_number(lint->pool, implied, 3);
    plume_finding finding = { .code = "R2", .line = run->line };

    if (isnan(implied) || !(implied > 0.0) ||
        !isnan(run->figure[CLAIM_INTENSITY].value) || (!is_high && implied >= unusual) ||
        (is_high && lacks_count(run)))
        return;
    finding.severity = (is_low || is_high) && !is_assumed(run)
                           ? PLUME_FINDING_CONTRADICTION
                           : PLUME_FINDING_WARNING;
    finding.message = plume_findings_text(
        &lint->findings,
        "%s: %s kg of CO2e per kWh, %s: a unit or a magnitude looks wrong",
        plume_lint_row(lint, run), shown,
        is_high  ? "more than any grid emits"
        : is_low ? "less than any grid emits"
                 : "less than nearly every grid emits");
    finding.cells = plume_lint_cells(lint, run, cells, sizeof cells / sizeof cells[0]);
    finding.arithmetic = plume_findings_text(
        &lint->findings, "%s kg / %s kWh = %s kg/kWh",
        plume_lint_number(lint, run->figure[CLAIM_EMISSIONS].value),
        plume_lint_number(lint, run->figure[CLAIM_EMISSIONS].value / implied), shown);
    finding.sentence = plume_findings_text(
        &lint->findings,
        "The emissions of '%s' (%s) are %s kg per kWh, which no ordinary grid emits; "
        "please check their unit and that of the energy.",
        plume_lint_row(lint, run), run->figure[CLAIM_EMISSIONS].printed, shown);
    plume_findings_add(&lint->findings, &finding);
}

/* --- emissions in prose --- */

enum { NEAR = 60 };

/* Whether the words around the figure speak of emissions: other things weigh as well. */
static bool is_of_carbon(const plume_lint *lint, const char *at)
{
    static const char *const words[] = { "co2",       "co\xe2\x82\x82", "emi",
                                         "carbon",    "footprint",      "ghg",
                                         "greenhouse" };
    size_t place = (size_t)(at - lint->claim->prose);
    const char *from = lint->lower_prose + (place > NEAR ? place - NEAR : 0);

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const char *found = strstr(from, words[i]);

        if (found != NULL && found < lint->lower_prose + place + NEAR)
            return true;
    }
    return false;
}

static void check_prose(plume_lint *lint)
{
    const plume_claim_run *whole = &lint->claim->whole;
    const plume_claim_figure *stated = &whole->figure[CLAIM_EMISSIONS];
    plume_claim_figure figure, slipped = { .value = NAN };
    const char *what = NULL;

    if (lint->claim->kind != CLAIM_CARD || isnan(stated->value))
        return;
    for (const char *at = plume_lint_next_number(lint->claim->prose); at != NULL;) {
        if (plume_lint_figure_at(&figure, lint->claim, at, CLAIM_EMISSIONS) &&
            !figure.swapped) {
            plume_interval span = { figure.low, figure.value, figure.high };
            const char *slip =
                figure.digits >= 2 && stated->digits >= 2 && is_of_carbon(lint, at)
                    ? slip_of(stated, span)
                    : NULL;
            if (plume_lint_fits(stated, span))
                return; /* said somewhere as in the front matter */
            if (slip != NULL && what == NULL) {
                what = slip;
                slipped = figure;
            }
        }
        at = plume_lint_next_number(at + plume_lint_number_length(at));
    }
    if (what != NULL)
        report_slip(lint, whole, stated, slipped.value, what);
}

/* --- R11 --- */

static bool is_plausible(double kg_per_kwh)
{
    return kg_per_kwh > 0.005 && kg_per_kwh < 2.0;
}

/* What the digits of a figure leave open, as a share of it. */
static double width(const plume_claim_figure *figure)
{
    return isnan(figure->value) ? 0.0
                                : (figure->high - figure->low) / fabs(figure->value);
}

/* The same numbers with their units exchanged fit the intensity, or any grid on Earth. */
static bool fits_exchanged(const plume_claim_run *run, const plume_claim_figure *energy,
                           double *implied)
{
    const plume_claim_figure *carbon = &run->figure[CLAIM_EMISSIONS];
    double kwh = carbon->value / carbon->per_unit * energy->per_unit;
    double kg = energy->value / energy->per_unit * carbon->per_unit;
    double stated = run->figure[CLAIM_INTENSITY].value;
    double slack = width(carbon) + width(energy) + width(&run->figure[CLAIM_INTENSITY]);

    *implied = kg / kwh;
    if (is_plausible(carbon->value / energy->value) && isnan(stated))
        return false;
    if (isnan(stated))
        return is_plausible(*implied);
    if (fabs(carbon->value / energy->value / stated - 1.0) <= 0.1 ||
        slip_of(carbon, plume_lint_expected(run, CLAIM_EMISSIONS)) != NULL)
        return false;
    if (fabs(*implied / stated - 1.0) >= slack) /* exchanged before units were made */
        *implied = energy->value / carbon->value;
    return fabs(*implied / stated - 1.0) < slack;
}

/* Whether it was told. */
static bool check_swap(plume_lint *lint, const plume_claim_run *run)
{
    static const plume_quantity all[] = { CLAIM_ENERGY, CLAIM_FACILITY_ENERGY,
                                          CLAIM_IT_ENERGY };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        const plume_claim_figure *energy = &run->figure[all[i]];
        double implied;

        if (energy->swapped || run->figure[CLAIM_EMISSIONS].swapped) {
            plume_lint_report_swap(
                lint, run, "a mass stands where an energy belongs, or the reverse");
            return true;
        }
        if (isnan(energy->value) || !plume_lint_has(run, CLAIM_EMISSIONS) ||
            !(energy->per_unit > 0.0) || !fits_exchanged(run, energy, &implied))
            continue;
        plume_lint_report_swap(
            lint, run,
            plume_findings_text(
                &lint->findings,
                "as printed %s kg/kWh; with the units exchanged "
                "%s kg/kWh",
                plume_audit_number(lint->pool,
                                   run->figure[CLAIM_EMISSIONS].value / energy->value, 4),
                plume_audit_number(lint->pool, implied, 4)));
        return true;
    }
    return false;
}

/* "MTCO2e", "mt CO2": metric tons by a prefix that means a million, or a thousandth. */
static bool is_called_mt(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        bool mt = (strncmp(at, "MT", 2) == 0 || strncmp(at, "mT", 2) == 0 ||
                   strncmp(at, "mt", 2) == 0) &&
                  (at == text || !isalpha((unsigned char)at[-1]));

        if (mt && (!isalpha((unsigned char)at[2]) || strncmp(at + 2, "CO", 2) == 0))
            return true;
    }
    return false;
}

static void check_metric_tons(plume_lint *lint)
{
    static const plume_quantity masses[] = { CLAIM_EMISSIONS, CLAIM_NET_EMISSIONS,
                                             CLAIM_BARE_EMISSIONS };

    for (size_t i = 0; i < lint->claim->run_count * 3; i++) {
        const plume_claim_run *run = &lint->claim->run[i / 3];
        const plume_claim_figure *figure = &run->figure[masses[i % 3]];

        if (isnan(figure->value) || figure->per_unit != KG_PER_TONNE ||
            !(is_called_mt(figure->where) || is_called_mt(figure->printed)))
            continue;
        plume_lint_tell(
            lint, run,
            &(plume_lint_report){
                .code = "R2",
                .severity = PLUME_FINDING_INFO,
                .message =
                    "'MT' is taken as metric tons; with the prefixes of SI it would "
                    "be a million of them",
                .cells = plume_lint_cells(lint, run, &masses[i % 3], 1),
                .arithmetic = plume_findings_text(
                    &lint->findings, "%s x 1,000 kg = %s kg", figure->printed,
                    plume_lint_number(lint, figure->value)),
                .sentence = "Please write tCO2e, or 'metric tons', in place of MT.",
            });
        return;
    }
}

/* Whether the figures of a run say what its emissions are: then the text need not. */
static bool is_explained(const plume_claim_run *run)
{
    return plume_lint_has(run, CLAIM_EMISSIONS) &&
           !isnan(plume_lint_expected(run, CLAIM_EMISSIONS).value);
}

void plume_lint_units(plume_lint *lint)
{
    bool explained = false;

    for (size_t i = 0; i < lint->claim->run_count; i++) {
        explained |= is_explained(&lint->claim->run[i]);
        if (!check_swap(lint, &lint->claim->run[i]))
            check_plausible(lint, &lint->claim->run[i]);
    }
    if (!explained)
        check_prose(lint);
    check_metric_tons(lint);
    plume_lint_phrases(lint);
}
