/* R1: parts add up to the stated total, over rows and over columns. */
#include "audit/lint/internal.h"

#include <math.h>

#include "audit/claim/printed_figure.h"

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

/* What the rows of a total add up to. */
typedef struct rows {
    double sum;
    const char *terms; /* "100 + 200" */
    size_t parts;
    bool all; /* each row has the quantity */
} rows;

static rows add_rows(plume_lint *lint, plume_quantity quantity, size_t first, size_t last)
{
    rows out = { .terms = "", .all = true };

    for (size_t i = first; i < last; i++) {
        const plume_claim_run *run = &lint->claim->run[i];

        out.all = out.all && plume_lint_has(run, quantity);
        if (!plume_lint_has(run, quantity))
            continue;
        out.sum += run->figure[quantity].value;
        if (out.parts++ < 12)
            out.terms = plume_findings_text(
                &lint->findings, "%s%s%s", out.terms, out.parts > 1 ? " + " : "",
                plume_lint_number(lint, run->figure[quantity].value));
    }
    return out;
}

/* Cut-off digits lose up to one unit each. */
static bool adds_up(const plume_lint *lint, plume_quantity quantity, const rows *added,
                    const plume_claim_figure *total)
{
    double unit = column_unit(lint, quantity);
    double allowed = unit * (double)added->parts +
                     fmin(total->unit, unit > 0.0 ? unit : total->unit) +
                     1e-9 * fabs(added->sum);

    return fabs(added->sum - total->value) <= allowed;
}

static void report_sum(plume_lint *lint, plume_quantity quantity, const rows *added,
                       const plume_claim_figure *total)
{
    const char *sum = plume_lint_number(lint, added->sum);
    const char *stated = plume_lint_number(lint, total->value);
    const char *gap = plume_lint_number(lint, fabs(total->value - added->sum));
    plume_finding finding = { .code = "R1",
                              .severity = PLUME_FINDING_CONTRADICTION,
                              .line = total->line };

    finding.cells = plume_findings_text(&lint->findings, "%zu rows and the total, %s",
                                        added->parts, plume_quantity_word(quantity));
    finding.arithmetic = plume_findings_text(
        &lint->findings, "%s%s = %s; %s is stated, %s %s", added->terms,
        added->parts > 12 ? " + ..." : "", sum, stated, gap,
        total->value > added->sum ? "is missing" : "too much is in the rows");
    finding.message = plume_findings_text(
        &lint->findings, "the rows do not add up to the total of %s: %s against %s",
        plume_quantity_word(quantity), sum, stated);
    finding.sentence = plume_findings_text(
        &lint->findings,
        "The rows of %s add up to %s, not to the stated total of %s; please list what "
        "the difference of %s belongs to.",
        plume_quantity_word(quantity), sum, stated, gap);
    plume_findings_add(&lint->findings, &finding);
}

/* The last total of a table may be that of all rows or of the rows since the one before
 * it; a total named after some rows is theirs. */
static void check_sum(plume_lint *lint, const plume_claim_total *total,
                      plume_quantity quantity)
{
    const plume_claim_figure *figure = &total->run.figure[quantity];
    bool one = lint->claim->total_count == 1;
    rows all = add_rows(lint, quantity, 0, lint->claim->run_count);
    rows own = add_rows(lint, quantity, total->first, total->last);
    const rows *meant = one || total->of_all ? &all : &own;

    if (meant->parts < 2 || !meant->all || adds_up(lint, quantity, meant, figure) ||
        (own.all && own.parts > 0 && adds_up(lint, quantity, &own, figure)))
        return;
    report_sum(lint, quantity, meant, figure);
}

/* Without a row "total" the front matter of a card, or the whole of a claim, is held
 * against its runs. */
static void check_whole(plume_lint *lint, plume_quantity quantity)
{
    const plume_claim_figure *figure = &lint->claim->whole.figure[quantity];
    rows all = add_rows(lint, quantity, 0, lint->claim->run_count);

    if (all.parts < 2 || !all.all || adds_up(lint, quantity, &all, figure))
        return;
    report_sum(lint, quantity, &all, figure);
}

static bool is_summed(int quantity)
{
    return plume_quantity_adds((plume_quantity)quantity) && quantity != CLAIM_HOURS &&
           quantity != CLAIM_TRIALS;
}

/* --- columns that add up --- */

static const plume_claim_figure *total_of(const plume_claim_run *run, int which)
{
    return &run->figure[which == 1 ? CLAIM_EMISSIONS : CLAIM_ENERGY];
}

/* As the sum is, or with the PUE of the row. */
static bool parts_fit(const plume_claim_run *run, int which)
{
    const plume_claim_figure *parts = &run->parts[which];
    plume_interval sum = { parts->low, parts->value, parts->high };
    plume_interval pue = plume_lint_span(run, CLAIM_PUE);
    bool fits = plume_lint_fits(total_of(run, which), sum);

    if (!fits && !isnan(pue.value))
        fits = plume_lint_fits(total_of(run, which), plume_interval_times(sum, pue));
    return fits;
}

static void report_parts(plume_lint *lint, const plume_claim_run *run, int which)
{
    const plume_claim_figure *total = total_of(run, which);
    const char *word = plume_quantity_word(which == 1 ? CLAIM_EMISSIONS : CLAIM_ENERGY);
    const char *sum = plume_lint_number(lint, run->parts[which].value / total->per_unit);
    plume_finding finding = { .code = "R1",
                              .severity = PLUME_FINDING_CONTRADICTION,
                              .line = run->line };

    finding.message = plume_findings_text(
        &lint->findings, "%s: the parts of its %s do not add up: %s against %s",
        plume_lint_row(lint, run), word, sum, total->printed);
    finding.cells = plume_findings_text(&lint->findings, "%s %s (%s)", word,
                                        total->printed, total->where);
    finding.arithmetic = plume_findings_text(&lint->findings, "%s = %s; %s is stated",
                                             run->terms[which], sum, total->printed);
    finding.sentence = plume_findings_text(
        &lint->findings,
        "The parts of the %s of '%s' add up to %s, not to the stated %s.", word,
        plume_lint_row(lint, run), sum, total->printed);
    plume_findings_add(&lint->findings, &finding);
}

/* Columns that add up in no row at all are no parts of that total. */
static void check_columns(plume_lint *lint, int which)
{
    size_t known = 0, fits = 0;

    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];

        if (isnan(run->parts[which].value) || isnan(total_of(run, which)->value))
            continue;
        known++;
        fits += parts_fit(run, which);
    }
    for (size_t i = 0; i < lint->claim->run_count && (fits > 0 || known == 1); i++) {
        const plume_claim_run *run = &lint->claim->run[i];
        double ratio = run->parts[which].value / total_of(run, which)->value;

        if (!isnan(ratio) && !parts_fit(run, which) &&
            (fits > 0 || (ratio > 0.5 && ratio < 2.0)))
            report_parts(lint, run, which);
    }
}

/* --- shares --- */

/* Shares of a whole that is not in the table, or of several, are left alone. */
static void check_shares(plume_lint *lint)
{
    rows all = add_rows(lint, CLAIM_SHARE, 0, lint->claim->run_count);
    plume_claim_figure whole = plume_claim_exact(1.0);
    plume_finding finding = { .code = "R1", .severity = PLUME_FINDING_CONTRADICTION };

    if (!all.all || all.parts < 2 || lint->claim->total_count > 1 ||
        adds_up(lint, CLAIM_SHARE, &all, &whole) || all.sum < 0.8 || all.sum > 1.25)
        return;
    finding.message =
        plume_findings_text(&lint->findings, "the shares add up to %s %%, not to 100 %%",
                            plume_lint_number(lint, 100.0 * all.sum));
    finding.cells =
        plume_findings_text(&lint->findings, "%zu rows of the share", all.parts);
    finding.arithmetic = plume_findings_text(&lint->findings, "%s = %s", all.terms,
                                             plume_lint_number(lint, all.sum));
    finding.sentence = plume_findings_text(
        &lint->findings, "The shares add up to %s %%; please correct them.",
        plume_lint_number(lint, 100.0 * all.sum));
    plume_findings_add(&lint->findings, &finding);
}

void plume_lint_sums(plume_lint *lint)
{
    const plume_claim *claim = lint->claim;
    bool is_card = claim->kind == CLAIM_CARD; /* its front matter may be about more */

    for (int quantity = 0; quantity < CLAIM_QUANTITIES; quantity++) {
        if (!is_summed(quantity) || claim->run_count < 2)
            continue;
        for (size_t i = 0; i < claim->total_count; i++)
            if (plume_lint_has(&claim->total[i].run, (plume_quantity)quantity))
                check_sum(lint, &claim->total[i], (plume_quantity)quantity);
        if (claim->total_count == 0 && !is_card &&
            plume_lint_has(&claim->whole, (plume_quantity)quantity))
            check_whole(lint, (plume_quantity)quantity);
    }
    check_columns(lint, 0);
    check_columns(lint, 1);
    check_shares(lint);
}
