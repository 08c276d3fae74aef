/* The one slip that takes a figure from what it should be to what is printed, to the
 * digit. */
#include "audit/lint/internal.h"

#include <math.h>

#include "core/number/units.h"

typedef struct search {
    plume_lint *lint;
    bool is_mass; /* emissions, of which one speaks as of several; else an energy */
    const plume_claim_figure *stated;
    plume_interval right;
    plume_slip *out;
} search;

static bool fits(const search *of, plume_interval factor)
{
    return plume_lint_fits(of->stated, plume_interval_times(of->right, factor));
}

static bool take(const search *of, plume_interval factor, const char *code,
                 const char *what)
{
    if (isnan(factor.value) || !fits(of, factor))
        return false;
    *of->out = (plume_slip){ .code = code, .what = what, .factor = factor.value };
    return true;
}

static plume_interval inverse(plume_interval a)
{
    return plume_interval_over(plume_interval_exact(1.0), a);
}

static bool try_pue(const search *of, const plume_claim_run *run)
{
    plume_interval pue = plume_lint_span(run, CLAIM_PUE);

    if (!(pue.value > 1.0))
        return false;
    return take(of, pue, "R4",
                of->is_mass ? "hold the PUE twice" : "holds its PUE twice") ||
           take(of, inverse(pue), "R4",
                of->is_mass
                    ? "do not hold the stated PUE: they are those of the IT energy"
                    : "does not hold the stated PUE: it is that of the IT equipment");
}

static bool try_count(const search *of, const plume_claim_run *run)
{
    plume_interval count = plume_lint_span(run, CLAIM_DEVICES);
    const char *shown = plume_lint_number(of->lint, count.value);

    if (!(count.value > 1.0))
        return false;
    return take(of, count, "R3",
                plume_findings_text(&of->lint->findings,
                                    "%s multiplied by the count of %s devices once more",
                                    of->is_mass ? "were" : "was", shown)) ||
           take(of, inverse(count), "R3",
                plume_findings_text(&of->lint->findings,
                                    "%s of one device: the count of %s is left out",
                                    of->is_mass ? "are those" : "is that", shown));
}

/* Short tons differ from metric ones by about as much as a PUE of 1.1: with a PUE stated
 * they are the worse explanation, and were tried after it. */
static bool try_units(const search *of)
{
    static const struct {
        double ratio;
        const char *what;
        bool mass;
    } units[] = {
        { 1e3, "a factor of a thousand", false },
        { 1e-3, "a factor of a thousand", false },
        { 1e6, "a factor of a million", false },
        { 1e-6, "a factor of a million", false },
        { 10.0, "a factor of ten, as of a point that is shifted", false },
        { 0.1, "a factor of ten, as of a point that is shifted", false },
        { 1.0 / KG_PER_POUND, "pounds taken for kilograms", true },
        { KG_PER_POUND, "kilograms taken for pounds", true },
        { KG_PER_TONNE / KG_PER_SHORT_TON, "short tons taken for metric ones", true },
    };

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if ((of->is_mass || !units[i].mass) &&
            take(of, plume_interval_exact(units[i].ratio), of->is_mass ? "R2" : "R14",
                 plume_findings_text(&of->lint->findings, "%s off by %s",
                                     of->is_mass ? "are" : "is", units[i].what)))
            return true;
    return false;
}

static bool try_days(const search *of, const plume_claim_run *run)
{
    if (!plume_lint_has(run, CLAIM_DEVICE_HOURS))
        return false;
    return take(of, plume_interval_exact(HOURS_PER_DAY), "R3",
                of->is_mass ? "are 24 times too high: device-days are called device-hours"
                            : "is 24 times power x time: device-days are called "
                              "device-hours") ||
           take(of, plume_interval_exact(1.0 / HOURS_PER_DAY), "R3",
                of->is_mass ? "are 24 times too low: hours were taken for days"
                            : "is 24 times too low: hours were taken for days");
}

/* The figure that belongs to another row; three digits at least, or it is chance. */
static bool try_rows(const search *of, const plume_claim_run *run,
                     plume_quantity quantity)
{
    for (size_t i = 0; i < of->lint->claim->run_count; i++) {
        const plume_claim_run *other = &of->lint->claim->run[i];
        plume_interval right;

        if (other == run || of->stated->digits < 3)
            continue;
        right = plume_lint_expected(other, quantity);
        if (isnan(right.value) || !plume_lint_fits(of->stated, right) ||
            right.high - right.low > 0.02 * right.value)
            continue;
        *of->out = (plume_slip){
            .code = "R6",
            .what = plume_findings_text(&of->lint->findings, "%s of the row '%s'",
                                        of->is_mass ? "are those" : "is that",
                                        plume_lint_row(of->lint, other)),
            .factor = right.value / of->right.value,
        };
        return true;
    }
    return false;
}

static double width(double low, double value, double high)
{
    return fabs((high - low) / value);
}

/* A figure that is off for any other reason lies anywhere within some powers of ten: how
 * often it would fit one of the slips that are tried. */
static const char *chance_of(const search *of, const plume_slip *slip)
{
    static const double slips_tried = 16.0, decades = 6.0;
    double open = width(of->stated->low, of->stated->value, of->stated->high) +
                  width(of->right.low, of->right.value, of->right.high);
    double tried = slips_tried + (double)of->lint->claim->run_count;
    double one_in = decades * log(10.0) / (tried * open);
    const char *factor = plume_audit_number(of->lint->pool, slip->factor, 6);

    if (!(one_in >= 2.0) || isinf(one_in))
        return plume_findings_text(&of->lint->findings, "x %s explains it to its digits",
                                   factor);
    return plume_findings_text(
        &of->lint->findings, "x %s explains it to its digits, by chance once in about %s",
        factor, plume_audit_number(of->lint->pool, one_in, one_in < 10.0 ? 1 : 2));
}

bool plume_lint_slip(plume_slip *out, plume_lint *lint, const plume_claim_run *run,
                     plume_quantity quantity, plume_interval right)
{
    bool is_mass = quantity == CLAIM_EMISSIONS || quantity == CLAIM_BARE_EMISSIONS;
    search of = { lint, is_mass, &run->figure[quantity], right, out };

    if (isnan(right.value) || !(right.value > 0.0) ||
        !(try_pue(&of, run) || try_count(&of, run) || try_units(&of) ||
          try_days(&of, run) || try_rows(&of, run, quantity)))
        return false;
    out->sure = chance_of(&of, out);
    return true;
}
