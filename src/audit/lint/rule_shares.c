/* R1 of shares: they add up to 100 %, and each is that of its row. */
#include "audit/lint/internal.h"

#include <math.h>
#include <stdlib.h>

#include "audit/claim/printed_figure.h"

static const plume_quantity wholes[] = {
    CLAIM_ENERGY,       CLAIM_FACILITY_ENERGY, CLAIM_IT_ENERGY, CLAIM_EMISSIONS,
    CLAIM_DEVICE_HOURS, CLAIM_NET_EMISSIONS,   CLAIM_WATER,
};

/* The rows of the table that has shares, without those that are within others. */
typedef struct table {
    plume_lint *lint;
    const plume_claim_run **run;
    size_t count;
} table;

/* What all rows add up to; NAN where one lacks it. */
static double whole_of(const table *of, plume_quantity quantity)
{
    double sum = 0.0;

    for (size_t i = 0; i < of->count; i++) {
        if (!plume_lint_has(of->run[i], quantity))
            return NAN;
        sum += of->run[i]->figure[quantity].value;
    }
    return sum > 0.0 ? sum : NAN;
}

/* Whether the share of one row is that of the figure of another. */
static bool fits(const table *of, size_t share, size_t row, plume_quantity quantity)
{
    const plume_claim_figure *stated = &of->run[share]->figure[CLAIM_SHARE];
    plume_interval part = plume_lint_span(of->run[row], quantity);
    double whole = whole_of(of, quantity);

    part = plume_interval_over(part, plume_interval_exact(whole));
    return plume_lint_fits(stated, (plume_interval){ part.low * (1.0 - 1e-3), part.value,
                                                     part.high * (1.0 + 1e-3) });
}

static size_t count_fits(const table *of, plume_quantity quantity)
{
    size_t count = 0;

    for (size_t i = 0; i < of->count; i++)
        count += fits(of, i, i, quantity);
    return count;
}

static void report_share(const table *of, size_t row, plume_quantity quantity)
{
    plume_lint *lint = of->lint;
    const plume_claim_run *run = of->run[row];
    double whole = whole_of(of, quantity), part = run->figure[quantity].value;
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
static bool is_exchange(const table *of, plume_quantity quantity)
{
    size_t off[2] = { 0, 0 }, count = 0;

    for (size_t i = 0; i < of->count; i++)
        if (!fits(of, i, i, quantity)) {
            if (count >= 2)
                return false;
            off[count++] = i;
        }
    return count == 2 && fits(of, off[0], off[1], quantity) &&
           fits(of, off[1], off[0], quantity);
}

/* Shares may be of what is in no column: only where most rows, or two that are exchanged,
 * say of what they are, the others are held against it. */
static void check_rows(const table *of)
{
    size_t rows = of->count;
    int best = -1;

    for (size_t i = 0; i < sizeof wholes / sizeof wholes[0]; i++) {
        size_t count;

        if (isnan(whole_of(of, wholes[i])))
            continue;
        count = count_fits(of, wholes[i]);
        if (count == rows)
            return;
        if (best < 0 && ((2 * count > rows && count >= 2) || is_exchange(of, wholes[i])))
            best = (int)i;
    }
    for (size_t i = 0; i < rows && best >= 0; i++)
        if (!fits(of, i, i, wholes[best]))
            report_share(of, i, wholes[best]);
}

/* The rows of the first table with shares; all of them state one. */
static bool take_table(table *of, plume_lint *lint)
{
    size_t number = 0, first = 0;

    while (first < lint->claim->run_count &&
           !plume_lint_has(&lint->claim->run[first], CLAIM_SHARE))
        first++;
    if (first == lint->claim->run_count)
        return false;
    number = lint->claim->run[first].table;
    of->lint = lint;
    of->count = 0;
    of->run = calloc(lint->claim->run_count, sizeof *of->run);
    lint->findings.failed = lint->findings.failed || of->run == NULL;
    for (size_t i = 0; i < lint->claim->run_count && of->run != NULL; i++) {
        const plume_claim_run *run = &lint->claim->run[i];

        if (run->table != number || run->is_part)
            continue;
        of->run[of->count++] = run;
        if (!plume_lint_has(run, CLAIM_SHARE))
            of->count = lint->claim->run_count + 1;
        if (of->count > lint->claim->run_count)
            break;
    }
    if (of->run != NULL && of->count >= 2 && of->count <= lint->claim->run_count)
        return true;
    free(of->run);
    return false;
}

static size_t count_totals(const table *of)
{
    size_t count = 0;

    for (size_t i = 0; i < of->lint->claim->total_count; i++)
        count += of->lint->claim->total[i].run.table == of->run[0]->table;
    return count;
}

static void report_sum(const table *of, double sum)
{
    plume_findings *findings = &of->lint->findings;
    const char *terms = "", *percent = plume_lint_number(of->lint, 100.0 * sum);
    plume_finding finding = { .code = "R1", .severity = PLUME_FINDING_CONTRADICTION };

    for (size_t i = 0; i < of->count && i < 12; i++)
        terms = plume_findings_text(
            findings, "%s%s%s", terms, i > 0 ? " + " : "",
            plume_lint_number(of->lint, of->run[i]->figure[CLAIM_SHARE].value));
    finding.message = plume_findings_text(
        findings, "the shares add up to %s %%, not to 100 %%", percent);
    finding.cells = plume_findings_text(findings, "%zu rows of the share", of->count);
    finding.arithmetic =
        plume_findings_text(findings, "%s = %s", terms, plume_lint_number(of->lint, sum));
    finding.sentence = plume_findings_text(
        findings, "The shares add up to %s %%; please correct them.", percent);
    plume_findings_add(findings, &finding);
}

/* Shares of a whole that is not in the table, or of several, are left alone. */
static void check_sum(const table *of)
{
    double sum = 0.0, allowed = 1e-9;

    for (size_t i = 0; i < of->count; i++) {
        sum += of->run[i]->figure[CLAIM_SHARE].value;
        allowed += of->run[i]->figure[CLAIM_SHARE].unit;
    }
    if (count_totals(of) > 1 || sum < 0.8 || sum > 1.25)
        return;
    if (fabs(sum - 1.0) <= allowed)
        check_rows(of);
    else
        report_sum(of, sum);
}

void plume_lint_shares(plume_lint *lint)
{
    table of;

    if (!take_table(&of, lint))
        return;
    check_sum(&of);
    free(of.run);
}
