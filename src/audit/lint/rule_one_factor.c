/* M14: one factor explains all rows, or says which do not fit. */
#include "audit/lint/internal.h"

#include <math.h>
#include <string.h>

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
static plume_interval cut_off(const plume_claim_run *run)
{
    const plume_claim_figure *carbon = &run->figure[CLAIM_EMISSIONS];
    plume_interval span = plume_lint_implied(run);

    span.high *= (carbon->value + carbon->unit) / carbon->high;
    return span;
}

/* How many open rows allow value. */
static size_t rows_at(const plume_lint *lint, double value)
{
    size_t count = 0;

    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];
        plume_interval span = cut_off(run);

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
    plume_interval span = plume_lint_implied(run);
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
        plume_interval span = plume_lint_implied(run);
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
        plume_interval span = plume_lint_implied(run);

        if (is_open(lint, run) &&
            !(span.low <= at * (1.0 + 1e-9) && span.high >= at * (1.0 - 1e-9)))
            report_outlier(lint, run, at);
    }
}
