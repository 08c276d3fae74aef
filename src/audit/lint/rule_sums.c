/* R1: parts add up to the stated total, over rows and over columns. */
#include "audit/lint/internal.h"

#include <math.h>

#include "audit/claim/printed_figure.h"

/* What the rows of a total add up to. */
typedef struct rows {
    double sum, allowed; /* allowed: one unit of the last digit of each */
    const char *terms;   /* "100 + 200" */
    size_t parts;
    bool all;   /* each row has the quantity */
    int digits; /* of the longest figure; 0: not known */
} rows;

/* A column that is rounded to digits keeps as many as its longest figure shows. */
static int digits_of(const plume_lint *lint, plume_quantity quantity, size_t table)
{
    int most = 0;

    for (size_t i = 0; i < lint->claim->run_count; i++)
        if (plume_lint_has(&lint->claim->run[i], quantity) &&
            (table == 0 || lint->claim->run[i].table == table) &&
            lint->claim->run[i].figure[quantity].digits > most)
            most = lint->claim->run[i].figure[quantity].digits;
    return most;
}

/* What a figure may be off by: digits may be cut off, and zeros at the end of a whole
 * number need not be meant, but for those that another figure of the column refutes. */
static double slack_of(const plume_claim_figure *figure, int digits)
{
    double unit = figure->unit;

    if (figure->decimals > 0 || !(unit > figure->scale))
        return unit;
    unit *=
        pow(10.0, figure->digits - (figure->digits < digits ? digits : figure->digits));
    return fmax(unit / 2.0, figure->scale);
}

/* Of the rows from first to before last those of one table (0: of any). */
static rows add_rows(plume_lint *lint, plume_quantity quantity, size_t table,
                     size_t first, size_t last)
{
    int digits = digits_of(lint, quantity, table);
    rows out = { .terms = "", .all = true, .digits = digits };

    for (size_t i = first; i < last; i++) {
        const plume_claim_run *run = &lint->claim->run[i];

        if (run->is_part || (table != 0 && run->table != 0 && run->table != table))
            continue;
        out.all = out.all && plume_lint_has(run, quantity);
        if (!plume_lint_has(run, quantity))
            continue;
        out.sum += run->figure[quantity].value;
        out.allowed += slack_of(&run->figure[quantity], digits);
        if (out.parts++ < 12)
            out.terms = plume_findings_text(
                &lint->findings, "%s%s%s", out.terms, out.parts > 1 ? " + " : "",
                plume_lint_number(lint, run->figure[quantity].value));
    }
    return out;
}

/* A total that is rounded to the digits of its rows ends in zeros. */
static double slack_of_zeros(const plume_claim_figure *total, int digits)
{
    double printed = total->value / total->scale;
    double place = pow(10.0, floor(log10(fabs(printed)) + 1e-9) + 1.0 - digits);

    return digits >= 2 && total->decimals == 0 && place > 1.0 &&
                   fabs(fmod(printed + 0.5, place) - 0.5) < 1e-6
               ? place * total->scale
               : 0.0;
}

/* Cut-off digits lose up to one unit each, those of the total too. */
static bool adds_up(const rows *added, const plume_claim_figure *total)
{
    double allowed = added->allowed +
                     fmax(slack_of(total, 0), slack_of_zeros(total, added->digits)) +
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

/* A row that is what the rows right below it add up to holds them: the rows that are
 * left must make the total. */
static bool adds_up_nested(const plume_lint *lint, plume_quantity quantity, size_t table,
                           const plume_claim_figure *total)
{
    rows left = { .sum = 0.0 };
    size_t count = lint->claim->run_count, nested = 0;

    for (size_t i = 0; i < count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];
        double below = 0.0, slack = run->figure[quantity].unit;

        if (run->is_part || run->table != table)
            continue;
        left.sum += run->figure[quantity].value;
        left.allowed += slack_of(&run->figure[quantity], 0);
        for (size_t k = i + 1; k < count && lint->claim->run[k].table == table; k++) {
            below += lint->claim->run[k].figure[quantity].value;
            slack += lint->claim->run[k].figure[quantity].unit;
            if (k < i + 2 || fabs(below - run->figure[quantity].value) > slack)
                continue;
            nested += k - i;
            i = k;
            break;
        }
    }
    return nested > 0 && adds_up(&left, total);
}

static size_t totals_of(const plume_claim *claim, size_t table)
{
    size_t count = 0;

    for (size_t i = 0; i < claim->total_count; i++)
        count += claim->total[i].run.table == table;
    return count;
}

/* The last total of a table may be that of all rows or of the rows since the one before
 * it; a total named after some rows is theirs. */
static void check_sum(plume_lint *lint, const plume_claim_total *total,
                      plume_quantity quantity)
{
    const plume_claim_figure *figure = &total->run.figure[quantity];
    size_t table = total->run.table;
    bool one = totals_of(lint->claim, table) == 1;
    rows all = add_rows(lint, quantity, table, 0, lint->claim->run_count);
    rows own = add_rows(lint, quantity, table, total->first, total->last);
    const rows *meant = one || total->of_all ? &all : &own;

    if (total->open || meant->parts < 2 || !meant->all || adds_up(meant, figure) ||
        (own.all && own.parts > 0 && adds_up(&own, figure)) ||
        adds_up_nested(lint, quantity, table, figure))
        return;
    report_sum(lint, quantity, meant, figure);
}

/* Without a row "total" the front matter of a card, or the whole of a claim, is held
 * against its runs. */
static void check_whole(plume_lint *lint, plume_quantity quantity)
{
    const plume_claim_figure *figure = &lint->claim->whole.figure[quantity];
    rows all = add_rows(lint, quantity, 0, 0, lint->claim->run_count);

    if (all.parts < 2 || !all.all || adds_up(&all, figure))
        return;
    report_sum(lint, quantity, &all, figure);
}

/* --- means --- */

static void report_mean(plume_lint *lint, plume_quantity quantity, const rows *added,
                        const plume_claim_total *mean)
{
    const plume_claim_figure *figure = &mean->run.figure[quantity];
    double right = added->sum / (double)added->parts;
    const char *word = plume_quantity_word(quantity);
    plume_finding finding = { .code = "R1",
                              .severity = PLUME_FINDING_CONTRADICTION,
                              .line = figure->line };

    finding.cells = plume_findings_text(&lint->findings, "%zu rows and the mean, %s",
                                        added->parts, word);
    finding.arithmetic = plume_findings_text(
        &lint->findings, "(%s%s) / %zu = %s; %s is stated", added->terms,
        added->parts > 12 ? " + ..." : "", added->parts, plume_lint_number(lint, right),
        plume_lint_number(lint, figure->value));
    finding.message = plume_findings_text(
        &lint->findings, "the mean of %s is %s: %s against %s", word,
        adds_up(added, figure) ? "the sum of the rows" : "not that of the rows",
        plume_lint_number(lint, right), plume_lint_number(lint, figure->value));
    finding.sentence = plume_findings_text(
        &lint->findings, "The mean of %s over the %zu rows is %s, not the stated %s.",
        word, added->parts, plume_lint_number(lint, right), figure->printed);
    plume_findings_add(&lint->findings, &finding);
}

/* A mean may be weighted by what the rows are of: their time, their runs, their tokens.
 */
static bool is_weighted(const plume_lint *lint, const plume_claim_figure *mean,
                        plume_quantity quantity)
{
    static const plume_quantity weights[] = { CLAIM_HOURS,   CLAIM_DEVICE_HOURS,
                                              CLAIM_DEVICES, CLAIM_TRIALS,
                                              CLAIM_TOKENS,  CLAIM_QUERIES,
                                              CLAIM_ENERGY,  CLAIM_PARAMETERS };

    for (size_t k = 0; k < sizeof weights / sizeof weights[0]; k++) {
        double sum = 0.0, weight = 0.0;

        for (size_t i = 0; i < lint->claim->run_count; i++) {
            const plume_claim_figure *figure = lint->claim->run[i].figure;

            sum += figure[quantity].value * figure[weights[k]].value;
            weight += figure[weights[k]].value;
        }
        if (fabs(sum / weight - mean->value) <= 2.0 * mean->unit)
            return true;
    }
    return false;
}

/* Rounded rows leave their mean as far off as one of them. */
static void check_mean(plume_lint *lint, const plume_claim_total *mean,
                       plume_quantity quantity)
{
    const plume_claim_figure *figure = &mean->run.figure[quantity];
    size_t table = mean->run.table;
    rows own = add_rows(lint, quantity, table, mean->first, mean->last);
    rows all = add_rows(lint, quantity, table, 0, lint->claim->run_count);
    const rows *both[] = { &own, &all };

    if (!all.all || all.parts < 2 || is_weighted(lint, figure, quantity))
        return;
    for (size_t i = 0; i < 2; i++) {
        double parts = (double)both[i]->parts;
        double allowed = both[i]->allowed / parts + slack_of(figure, 0);

        if (parts > 0.0 && fabs(both[i]->sum / parts - figure->value) <=
                               allowed + 1e-9 * fabs(figure->value))
            return;
    }
    report_mean(lint, quantity, own.parts >= 2 ? &own : &all, mean);
}

static void check_means(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->mean_count; i++)
        for (int quantity = 0; quantity < CLAIM_QUANTITIES; quantity++)
            if (plume_quantity_adds((plume_quantity)quantity) &&
                plume_lint_has(&lint->claim->mean[i].run, (plume_quantity)quantity))
                check_mean(lint, &lint->claim->mean[i], (plume_quantity)quantity);
}

static bool is_summed(int quantity)
{
    return plume_quantity_adds((plume_quantity)quantity) && quantity != CLAIM_HOURS &&
           quantity != CLAIM_TRIALS;
}

/* --- columns that add up --- */

static const plume_claim_figure *total_of(const plume_claim_run *run, int which)
{
    if (which == 1 && !isnan(run->with_embodied.value))
        return &run->with_embodied;
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
    check_means(lint);
}
