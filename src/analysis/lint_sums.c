/* R1: parts add up to the stated total. M14: one factor explains all rows, or says which
 * do not fit. */
#include "analysis/lint.h"

#include <math.h>
#include <string.h>

/* One unit of the coarsest printed digit among the parts of a column: a zero at the end
 * is meant when another row has a digit there. */
static double column_unit(const plume_lint *lint, plume_quantity quantity)
{
    double unit = HUGE_VAL;

    for (size_t i = 0; i < lint->claim->run_count; i++) {
        if (plume_lint_has(&lint->claim->run[i], quantity))
            unit = fmin(unit, lint->claim->run[i].figure[quantity].unit);
    }
    return isfinite(unit) ? unit : 0.0;
}

static void check_sum(plume_lint *lint, plume_quantity quantity)
{
    const plume_claim_figure *total = &lint->claim->whole.figure[quantity];
    double sum = 0.0, unit = column_unit(lint, quantity), allowed;
    plume_finding finding = { .code = "R1", .severity = PLUME_FINDING_CONTRADICTION };
    const char *terms = "";
    size_t parts = 0;

    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];

        if (!plume_lint_has(run, quantity))
            continue;
        sum += run->figure[quantity].value;
        if (parts++ < 12)
            terms = plume_findings_text(
                &lint->findings, "%s%s%s", terms, parts > 1 ? " + " : "",
                plume_lint_number(lint, run->figure[quantity].value));
    }
    /* Cut-off digits lose up to one unit each. */
    allowed = unit * (double)parts + fmin(total->unit, unit > 0.0 ? unit : total->unit) +
              1e-9 * fabs(sum);
    if (parts < 2 || parts != lint->claim->run_count ||
        fabs(sum - total->value) <= allowed)
        return;
    finding.line = total->line;
    finding.cells = plume_findings_text(&lint->findings, "%zu rows and the total, %s",
                                        parts, plume_quantity_word(quantity));
    finding.arithmetic = plume_findings_text(
        &lint->findings, "%s%s = %s; %s is stated, %s %s", terms,
        parts > 12 ? " + ..." : "", plume_lint_number(lint, sum),
        plume_lint_number(lint, total->value),
        plume_lint_number(lint, fabs(total->value - sum)),
        total->value > sum ? "is missing" : "too much is in the rows");
    finding.message = plume_findings_text(
        &lint->findings, "the rows do not add up to the total of %s: %s against %s",
        plume_quantity_word(quantity), plume_lint_number(lint, sum),
        plume_lint_number(lint, total->value));
    finding.sentence =
        plume_findings_text(&lint->findings,
                            "The rows of %s add up to %s, not to the stated total of %s; "
                            "please list what the "
                            "difference of %s belongs to.",
                            plume_quantity_word(quantity), plume_lint_number(lint, sum),
                            plume_lint_number(lint, total->value),
                            plume_lint_number(lint, fabs(total->value - sum)));
    plume_findings_add(&lint->findings, &finding);
}

void plume_lint_sums(plume_lint *lint)
{
    if (lint->claim->kind == CLAIM_CARD && !lint->claim->whole.is_total)
        return; /* its front matter may be about more than its table */
    for (int quantity = 0; quantity < CLAIM_QUANTITIES; quantity++) {
        if (lint->claim->run_count > 1 && plume_quantity_adds((plume_quantity)quantity) &&
            quantity != CLAIM_HOURS && quantity != CLAIM_TRIALS &&
            plume_lint_has(&lint->claim->whole, (plume_quantity)quantity))
            check_sum(lint, (plume_quantity)quantity);
    }
}

/* --- one factor for all rows --- */

/* Rows that leave their factor open; those that state it, or their own place, may differ.
 */
static bool is_open(const plume_lint *lint, const plume_claim_run *run)
{
    const char *place = run->word[CLAIM_LOCATION];

    return !plume_lint_has(run, CLAIM_INTENSITY) && !plume_lint_has(run, CLAIM_PUE) &&
           strcmp(place, lint->claim->run[0].word[CLAIM_LOCATION]) == 0 &&
           !isnan(plume_lint_implied(run).value);
}

/* The same when the printed emissions may be cut off rather than rounded. */
static plume_span cut_off(const plume_claim_run *run)
{
    const plume_claim_figure *carbon = &run->figure[CLAIM_EMISSIONS];
    plume_span span = plume_lint_implied(run);

    span.high *= (carbon->value + carbon->unit) / carbon->high;
    return span;
}

/* How many open rows allow value. */
static size_t rows_at(const plume_lint *lint, double value)
{
    size_t count = 0;

    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];
        plume_span span = cut_off(run);

        count += is_open(lint, run) && span.low <= value * (1.0 + 1e-9) &&
                 span.high >= value * (1.0 - 1e-9);
    }
    return count;
}

static void report_outlier(plume_lint *lint, const plume_claim_run *run, double common)
{
    static const plume_quantity used[] = { CLAIM_EMISSIONS, CLAIM_DEVICE_HOURS,
                                           CLAIM_HOURS,     CLAIM_DEVICES,
                                           CLAIM_POWER,     CLAIM_ENERGY };
    plume_span span = plume_lint_implied(run);
    plume_finding finding = { .code = "M14",
                              .severity = PLUME_FINDING_WARNING,
                              .line = run->line };

    finding.cells = plume_lint_cells(lint, run, used, sizeof used / sizeof used[0]);
    finding.arithmetic = plume_findings_text(
        &lint->findings,
        "%s implies %s kg/kWh, its digits allow %s to %s; the other rows "
        "share %s",
        plume_lint_row(lint, run), plume_lint_number(lint, span.value),
        plume_lint_number(lint, span.low), plume_lint_number(lint, span.high),
        plume_lint_number(lint, common));
    finding.message = plume_findings_text(
        &lint->findings,
        "'%s' does not follow from the PUE x intensity that the other rows share",
        plume_lint_row(lint, run));
    finding.sentence = plume_findings_text(
        &lint->findings,
        "The row '%s' implies %s kg per kWh of IT energy while the other rows agree on "
        "%s; "
        "please check its figures, or say where it ran.",
        plume_lint_row(lint, run), plume_lint_number(lint, span.value),
        plume_lint_number(lint, common));
    plume_findings_add(&lint->findings, &finding);
}

void plume_lint_common_factor(plume_lint *lint)
{
    size_t open = 0, best = 0;
    double low = 0.0, high = HUGE_VAL, at = NAN;

    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];
        plume_span span = plume_lint_implied(run);
        size_t here;

        if (!is_open(lint, run))
            continue;
        open++;
        low = fmax(low, span.low);
        high = fmin(high, span.high);
        here = rows_at(lint, span.low);
        if (here > best) {
            best = here;
            at = span.low;
        }
    }
    lint->common[0] = low;
    lint->common[1] = high;
    lint->has_common = open >= 2 && low <= high * (1.0 + 1e-9);
    if (open < 3 || lint->has_common || best == open || best < 2 || 2 * best <= open)
        return;
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];
        plume_span span = plume_lint_implied(run);

        if (is_open(lint, run) &&
            !(span.low <= at * (1.0 + 1e-9) && span.high >= at * (1.0 - 1e-9)))
            report_outlier(lint, run, at);
    }
}
