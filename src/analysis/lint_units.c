/* R2: an order of magnitude, or a unit, off. R11: energy and emissions exchanged. */
#include "analysis/lint.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "core/units.h"

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
    { 1.0 / 0.90718474, "short tons taken for metric ones" },
};

/* pounds: also the slips that a PUE could explain as well. */
static const char *slip_of(const plume_claim_figure *stated, plume_span computed,
                           bool pounds)
{
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        if (i >= 4 && !pounds)
            break;
        if (plume_lint_fits(stated,
                            plume_span_times(computed, plume_span_exact(slips[i].ratio))))
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

/* What the run's own figures give, with the PUE if there is one. */
static plume_span computed_kg(const plume_claim_run *run, bool with_pue)
{
    plume_span kwh = plume_lint_power_time(run);
    plume_span pue = plume_lint_span(run, CLAIM_PUE);

    if (isnan(kwh.value))
        kwh = plume_lint_span(run, CLAIM_IT_ENERGY);
    if (isnan(kwh.value)) {
        kwh = plume_lint_span(run, CLAIM_ENERGY);
        if (isnan(kwh.value))
            kwh = plume_lint_span(run, CLAIM_FACILITY_ENERGY);
        if (!with_pue)
            return plume_span_times(kwh, plume_lint_span(run, CLAIM_INTENSITY));
    }
    if (with_pue)
        kwh = plume_span_times(kwh, pue);
    return plume_span_times(kwh, plume_lint_span(run, CLAIM_INTENSITY));
}

/* True when the figures of the run explain its emissions, or a slip of them was told. */
static bool check_computed(plume_lint *lint, const plume_claim_run *run)
{
    const plume_claim_figure *stated = &run->figure[CLAIM_EMISSIONS];
    plume_span once = computed_kg(run, true), bare = computed_kg(run, false);

    if (!plume_lint_has(run, CLAIM_EMISSIONS) || isnan(bare.value) || !(bare.value > 0.0))
        return false;
    if (isnan(once.value))
        once = bare;
    if (plume_lint_fits(stated, once) || plume_lint_fits(stated, bare))
        return true;
    for (int i = 0; i < 2; i++) {
        plume_span span = i == 0 ? once : bare;
        const char *what =
            slip_of(stated, span, isnan(plume_lint_span(run, CLAIM_PUE).value));

        if (what == NULL)
            continue;
        report_slip(lint, run, stated, span.value, what);
        return true;
    }
    return false;
}

/* --- emissions in prose --- */

static const char *next_number(const char *text)
{
    while (*text != '\0' && !isdigit((unsigned char)*text))
        text++;
    return *text != '\0' ? text : NULL;
}

/* The length of the number at text. */
static size_t number_length(const char *text)
{
    return strspn(text, "0123456789.,");
}

/* "83.524 kg": a figure in running text with a unit of mass behind it. */
static bool is_mass_at(plume_claim_figure *out, plume_claim *claim, const char *text)
{
    size_t number = number_length(text), blank, unit;
    const char *copy;

    while (number > 0 && (text[number - 1] == '.' || text[number - 1] == ','))
        number--;
    blank = strspn(text + number, " ");
    unit = strcspn(text + number + blank, " \t\r\n.,;:)*|");
    if (unit == 0 || unit > 12 || blank > 1)
        return false;
    copy = plume_claim_print(claim, "%.*s %.*s", (int)number, text, (int)unit,
                             text + number + blank);
    return copy != NULL && plume_claim_figure_read(out, CLAIM_EMISSIONS, copy, NAN) &&
           !out->swapped && isfinite(out->value);
}

static void check_prose(plume_lint *lint)
{
    const plume_claim_run *whole = &lint->claim->whole;
    const plume_claim_figure *stated = &whole->figure[CLAIM_EMISSIONS];
    plume_claim_figure figure, slipped = { .value = NAN };
    const char *what = NULL;

    if (lint->claim->kind != CLAIM_CARD || isnan(stated->value))
        return;
    for (const char *at = next_number(lint->claim->prose); at != NULL;) {
        if (is_mass_at(&figure, lint->claim, at)) {
            plume_span span = { figure.low, figure.value, figure.high };
            const char *slip = slip_of(stated, span, true);
            if (plume_lint_fits(stated, span))
                return; /* said somewhere as in the front matter */
            if (slip != NULL && what == NULL) {
                what = slip;
                slipped = figure;
            }
        }
        at = next_number(at + number_length(at));
    }
    if (what != NULL)
        report_slip(lint, whole, stated, slipped.value, what);
}

/* --- R11 --- */

static void report_swap(plume_lint *lint, const plume_claim_run *run, const char *how)
{
    static const plume_quantity cells[] = { CLAIM_ENERGY, CLAIM_IT_ENERGY,
                                            CLAIM_FACILITY_ENERGY, CLAIM_EMISSIONS };
    plume_finding finding = { .code = "R11",
                              .severity = PLUME_FINDING_CONTRADICTION,
                              .line = run->line };

    finding.message =
        plume_findings_text(&lint->findings, "%s: energy and emissions are exchanged",
                            plume_lint_row(lint, run));
    finding.cells = plume_lint_cells(lint, run, cells, sizeof cells / sizeof cells[0]);
    finding.arithmetic = how;
    finding.sentence = "The units of energy (kWh) and emissions (CO2e) look exchanged; "
                       "please check which figure is which.";
    plume_findings_add(&lint->findings, &finding);
}

static bool is_plausible(double kg_per_kwh)
{
    return kg_per_kwh > 0.005 && kg_per_kwh < 2.0;
}

/* The same numbers with their units exchanged fit the intensity, or any grid on Earth. */
static bool fits_exchanged(const plume_claim_run *run, const plume_claim_figure *energy,
                           double *implied)
{
    const plume_claim_figure *carbon = &run->figure[CLAIM_EMISSIONS];
    double kwh = carbon->value / carbon->per_unit * energy->per_unit;
    double kg = energy->value / energy->per_unit * carbon->per_unit;
    double stated = run->figure[CLAIM_INTENSITY].value;

    *implied = kg / kwh;
    if (is_plausible(carbon->value / energy->value) && isnan(stated))
        return false;
    if (isnan(stated))
        return is_plausible(*implied);
    return fabs(*implied / stated - 1.0) < 0.02 &&
           fabs(carbon->value / energy->value / stated - 1.0) > 0.1;
}

static void check_swap(plume_lint *lint, const plume_claim_run *run)
{
    static const plume_quantity all[] = { CLAIM_ENERGY, CLAIM_FACILITY_ENERGY,
                                          CLAIM_IT_ENERGY };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        const plume_claim_figure *energy = &run->figure[all[i]];
        double implied;

        if (energy->swapped || run->figure[CLAIM_EMISSIONS].swapped) {
            report_swap(lint, run,
                        "a mass stands where an energy belongs, or the reverse");
            return;
        }
        if (isnan(energy->value) || !plume_lint_has(run, CLAIM_EMISSIONS) ||
            !(energy->per_unit > 0.0) || !fits_exchanged(run, energy, &implied))
            continue;
        report_swap(
            lint, run,
            plume_findings_text(
                &lint->findings,
                "as printed %s kg/kWh; with the units exchanged "
                "%s kg/kWh",
                plume_audit_number(lint->pool,
                                   run->figure[CLAIM_EMISSIONS].value / energy->value, 4),
                plume_audit_number(lint->pool, implied, 4)));
        return;
    }
}

/* "570 kWh of CO2e", "1.2 kg CO2e of energy". */
static void check_phrases(plume_lint *lint)
{
    static const char *const phrases[] = {
        "kwh of co2",
        "kwh co2",
        "wh of co2",
        "co2e of energy",
        "co2 of energy",
        "co2eq of energy",
        "co2e of electricity",
        "co2 of electricity",
        "co2eq of electricity",
    };

    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        if (!plume_lint_says(lint, NULL, phrases[i]))
            continue;
        report_swap(
            lint, &lint->claim->whole,
            plume_findings_text(&lint->findings, "the text says '%s'", phrases[i]));
        return;
    }
}

void plume_lint_units(plume_lint *lint)
{
    bool explained = false;

    for (size_t i = 0; i < lint->claim->run_count; i++) {
        explained |= check_computed(lint, &lint->claim->run[i]);
        check_swap(lint, &lint->claim->run[i]);
    }
    if (!explained)
        check_prose(lint);
    check_phrases(lint);
}
