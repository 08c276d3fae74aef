/* R1 of shares: they add up to 100 %, and each is that of its row. */
#include "audit/lint/internal.h"

#include <math.h>

#include "audit/claim/printed_figure.h"

static const plume_quantity wholes[] = {
    CLAIM_ENERGY,       CLAIM_FACILITY_ENERGY, CLAIM_IT_ENERGY, CLAIM_EMISSIONS,
    CLAIM_DEVICE_HOURS, CLAIM_NET_EMISSIONS,   CLAIM_WATER,
};

/* What all rows add up to; NAN where one lacks it. */
static double whole_of(const plume_lint *lint, plume_quantity quantity)
{
    double sum = 0.0;

    for (size_t i = 0; i < lint->claim->run_count; i++) {
        if (!plume_lint_has(&lint->claim->run[i], quantity))
            return NAN;
        sum += lint->claim->run[i].figure[quantity].value;
    }
    return sum > 0.0 ? sum : NAN;
}

/* Whether the share of one row is that of the figure of another. */
static bool fits(const plume_lint *lint, size_t share, size_t row,
                 plume_quantity quantity)
{
    const plume_claim_figure *stated = &lint->claim->run[share].figure[CLAIM_SHARE];
    plume_interval part = plume_lint_span(&lint->claim->run[row], quantity);
    double whole = whole_of(lint, quantity);

    part = plume_interval_over(part, plume_interval_exact(whole));
    return plume_lint_fits(stated, (plume_interval){ part.low * (1.0 - 1e-3), part.value,
                                                     part.high * (1.0 + 1e-3) });
}

static size_t count_fits(const plume_lint *lint, plume_quantity quantity)
{
    size_t count = 0;

    for (size_t i = 0; i < lint->claim->run_count; i++)
        count += fits(lint, i, i, quantity);
    return count;
}

static void report_share(plume_lint *lint, size_t row, plume_quantity quantity)
{
    const plume_claim_run *run = &lint->claim->run[row];
    double whole = whole_of(lint, quantity), part = run->figure[quantity].value;
    const char *right = plume_audit_number(lint->pool, 100.0 * part / whole, 3);
    const plume_quantity cells[] = { quantity, CLAIM_SHARE };

    plume_lint_tell(
        lint, run,
        &(plume_lint_report){
            .code = "R1",
            .severity = PLUME_FINDING_CONTRADICTION,
            .message = plume_findings_text(
                &lint->findings, "its share of the %s is %s %%, not %s",
                plume_quantity_word(quantity), right, run->figure[CLAIM_SHARE].printed),
            .cells = plume_lint_cells(lint, run, cells, 2),
            .arithmetic = plume_findings_text(&lint->findings, "%s / %s = %s %%",
                                              plume_lint_number(lint, part),
                                              plume_lint_number(lint, whole), right),
            .sentence = plume_findings_text(
                &lint->findings, "The share of '%s' should be %s %%; %s is stated.",
                plume_lint_row(lint, run), right, run->figure[CLAIM_SHARE].printed),
        });
}

/* Two rows whose shares are each other's: then they are of this quantity. */
static bool is_exchange(const plume_lint *lint, plume_quantity quantity)
{
    size_t off[2] = { 0, 0 }, count = 0;

    for (size_t i = 0; i < lint->claim->run_count; i++)
        if (!fits(lint, i, i, quantity)) {
            if (count >= 2)
                return false;
            off[count++] = i;
        }
    return count == 2 && fits(lint, off[0], off[1], quantity) &&
           fits(lint, off[1], off[0], quantity);
}

/* Shares may be of what is in no column: only where most rows, or two that are exchanged,
 * say of what they are, the others are held against it. */
static void check_rows(plume_lint *lint)
{
    size_t rows = lint->claim->run_count;
    int best = -1;

    for (size_t i = 0; i < sizeof wholes / sizeof wholes[0]; i++) {
        size_t count;

        if (isnan(whole_of(lint, wholes[i])))
            continue;
        count = count_fits(lint, wholes[i]);
        if (count == rows)
            return;
        if (best < 0 &&
            ((2 * count > rows && count >= 2) || is_exchange(lint, wholes[i])))
            best = (int)i;
    }
    for (size_t i = 0; i < rows && best >= 0; i++)
        if (!fits(lint, i, i, wholes[best]))
            report_share(lint, i, wholes[best]);
}

void plume_lint_shares(plume_lint *lint)
{
    double sum = 0.0, allowed = 1e-9;
    size_t rows = lint->claim->run_count;
    const char *terms = "";
    plume_finding finding = { .code = "R1", .severity = PLUME_FINDING_CONTRADICTION };

    for (size_t i = 0; i < rows; i++) {
        const plume_claim_figure *share = &lint->claim->run[i].figure[CLAIM_SHARE];

        if (!plume_lint_has(&lint->claim->run[i], CLAIM_SHARE))
            return;
        sum += share->value;
        allowed += share->unit;
        if (i < 12)
            terms =
                plume_findings_text(&lint->findings, "%s%s%s", terms, i > 0 ? " + " : "",
                                    plume_lint_number(lint, share->value));
    }
    /* Shares of a whole that is not in the table, or of several, are left alone. */
    if (rows < 2 || lint->claim->total_count > 1 || sum < 0.8 || sum > 1.25)
        return;
    if (fabs(sum - 1.0) <= allowed) {
        check_rows(lint);
        return;
    }
    finding.message =
        plume_findings_text(&lint->findings, "the shares add up to %s %%, not to 100 %%",
                            plume_lint_number(lint, 100.0 * sum));
    finding.cells = plume_findings_text(&lint->findings, "%zu rows of the share", rows);
    finding.arithmetic = plume_findings_text(&lint->findings, "%s = %s", terms,
                                             plume_lint_number(lint, sum));
    finding.sentence = plume_findings_text(
        &lint->findings, "The shares add up to %s %%; please correct them.",
        plume_lint_number(lint, 100.0 * sum));
    plume_findings_add(&lint->findings, &finding);
}
