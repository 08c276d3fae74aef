/* Rules on what is said beside the figures. R8: offsets. R9: which runs are counted. R12:
 * more digits than the inputs support. R13: an intensity of another time. */
#include "audit/lint/internal.h"

#include <math.h>
#include <string.h>

#include <plume/names.h>
#include <plume/time.h>

static void add(plume_lint *lint, const plume_claim_run *run, plume_finding finding)
{
    finding.line = run->line;
    finding.message = plume_findings_text(&lint->findings, "%s: %s",
                                          plume_lint_row(lint, run), finding.message);
    plume_findings_add(&lint->findings, &finding);
}

/* --- R8 --- */

/* Zero by certificates is right bookkeeping under the GHG Protocol's Scope 2
 * Guidance, but only beside a location-based figure: then it is told, not warned of. */
static void check_zero(plume_lint *lint, const plume_claim_run *run)
{
    static const plume_quantity cells[] = { CLAIM_EMISSIONS, CLAIM_NET_EMISSIONS };
    const plume_claim_figure *gross = &run->figure[CLAIM_EMISSIONS];
    bool net_zero = run->figure[CLAIM_NET_EMISSIONS].value == 0.0;
    bool located = !isnan(gross->value) && gross->value > 0.0;

    if (!net_zero && gross->value != 0.0)
        return;
    add(lint, run,
        (plume_finding){
            .code = "R8",
            .severity = located ? PLUME_FINDING_INFO : PLUME_FINDING_WARNING,
            .message = located
                           ? "market-based emissions of 0: to be quoted only beside the "
                             "location-based figure"
                           : "emissions of 0 without a location-based figure",
            .cells = plume_lint_cells(lint, run, cells, 2),
            .arithmetic = "",
            .sentence =
                "Please state the location-based emissions; instruments and offsets "
                "belong beside them, not in their place.",
        });
}

/* Offsets taken off: gross - offsets is what is stated as emissions. */
static void check_subtracted(plume_lint *lint, const plume_claim_run *run)
{
    static const plume_quantity cells[] = { CLAIM_EMISSIONS, CLAIM_OFFSETS };
    plume_interval kwh = plume_lint_power_time(run), kg,
                   pue = plume_lint_span(run, CLAIM_PUE);
    plume_interval offsets = plume_lint_span(run, CLAIM_OFFSETS);

    if (isnan(offsets.value) || !(offsets.value > 0.0) ||
        !plume_lint_has(run, CLAIM_EMISSIONS))
        return;
    if (isnan(kwh.value))
        kwh = plume_lint_span(run, CLAIM_FACILITY_ENERGY);
    else if (!isnan(pue.value))
        kwh = plume_interval_times(kwh, pue);
    if (isnan(kwh.value))
        kwh = plume_lint_span(run, CLAIM_ENERGY);
    kg = plume_interval_times(kwh, plume_lint_span(run, CLAIM_INTENSITY));
    if (isnan(kg.value) || plume_lint_fits(&run->figure[CLAIM_EMISSIONS], kg))
        return;
    kg.low -= offsets.high;
    kg.high -= offsets.low;
    if (!plume_lint_fits(&run->figure[CLAIM_EMISSIONS], kg))
        return;
    add(lint, run,
        (plume_finding){
            .code = "R8",
            .severity = PLUME_FINDING_CONTRADICTION,
            .message = "offsets are subtracted from the emissions",
            .cells = plume_lint_cells(lint, run, cells, 2),
            .arithmetic = plume_findings_text(
                &lint->findings, "%s kg - %s kg = %s kg",
                plume_lint_number(lint, kg.value), plume_lint_number(lint, offsets.value),
                plume_lint_number(lint, kg.value - offsets.value)),
            .sentence = "Please report the emissions before offsets; offsets are stated "
                        "beside them.",
        });
}

/* Net is gross less offsets where all three are stated. */
static void check_net(plume_lint *lint, const plume_claim_run *run)
{
    static const plume_quantity cells[] = { CLAIM_EMISSIONS, CLAIM_OFFSETS,
                                            CLAIM_NET_EMISSIONS };
    plume_interval gross = plume_lint_span(run, CLAIM_EMISSIONS);
    plume_interval offsets = plume_lint_span(run, CLAIM_OFFSETS), net;
    const plume_claim_figure *stated = &run->figure[CLAIM_NET_EMISSIONS];
    double slack = run->figure[CLAIM_EMISSIONS].unit + run->figure[CLAIM_OFFSETS].unit;

    net.low = gross.low - offsets.high - slack;
    net.value = gross.value - offsets.value;
    net.high = gross.high - offsets.low + slack;
    if (isnan(net.value) || isnan(stated->value) || plume_lint_fits(stated, net) ||
        plume_lint_fits(stated, gross)) /* offsets apart from a market-based figure */
        return;
    add(lint, run,
        (plume_finding){
            .code = "R8",
            .severity = PLUME_FINDING_CONTRADICTION,
            .message = "the net emissions are not the gross ones less the offsets",
            .cells = plume_lint_cells(lint, run, cells, 3),
            .arithmetic = plume_findings_text(&lint->findings,
                                              "%s kg - %s kg = %s kg, stated %s kg",
                                              plume_lint_number(lint, gross.value),
                                              plume_lint_number(lint, offsets.value),
                                              plume_lint_number(lint, net.value),
                                              plume_lint_number(lint, stated->value)),
            .sentence = plume_findings_text(
                &lint->findings,
                "Gross emissions less offsets of '%s' are %s kg, not the stated %s; "
                "please say what else was taken off.",
                plume_lint_row(lint, run), plume_lint_number(lint, net.value),
                stated->printed),
        });
}

static bool claims_offset(const plume_lint *lint)
{
    static const char *const phrases[] = {
        "100% offset",    "100 % offset", "fully offset", "offset by", "carbon neutral",
        "carbon-neutral", "net zero",     "net-zero",     "offset 100"
    };
    static const char *const denied[] = { "no offset", "not offset", "not carbon neutral",
                                          "not subtracted" };

    for (size_t i = 0; i < sizeof denied / sizeof denied[0]; i++) {
        if (plume_lint_says(lint, NULL, denied[i]))
            return false;
    }
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        if (plume_lint_says(lint, NULL, phrases[i]))
            return true;
    }
    return false;
}

void plume_lint_offsets(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        check_zero(lint, &lint->claim->run[i]);
        check_subtracted(lint, &lint->claim->run[i]);
        check_net(lint, &lint->claim->run[i]);
    }
    if (!claims_offset(lint))
        return;
    add(lint, &lint->claim->whole,
        (plume_finding){
            .code = "R8",
            .severity = PLUME_FINDING_WARNING,
            .message = "the text calls the emissions offset",
            .sentence = "Offsets do not lower the emissions of the work: please keep the "
                        "location-based figure first and name the instrument.",
        });
}

/* --- R9 --- */

static bool says_any(const plume_lint *lint, const char *const *phrases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (plume_lint_says(lint, NULL, phrases[i]))
            return true;
    }
    return false;
}

/* A model card that says nothing is taken as silent, since cards mostly state the
 * final run; a paper or a table that says nothing is not, its scope is often a matter
 * of its whole text. */
void plume_lint_scope(plume_lint *lint)
{
    static const char *const wide[] = { "all runs",         "all experiments",
                                        "failed run",       "preliminary",
                                        "including search", "hyperparameter",
                                        "development",      "ablation",
                                        "whole project",    "search overhead" };
    static const char *const narrow[] = { "final run only",   "final training run",
                                          "final model only", "only the final",
                                          "single run",       "final run" };
    bool is_wide = says_any(lint, wide, sizeof wide / sizeof wide[0]);
    bool is_narrow = says_any(lint, narrow, sizeof narrow / sizeof narrow[0]) ||
                     plume_name_equal(lint->claim->whole.word[CLAIM_SCOPE], "final");
    bool is_silent = lint->claim->kind == CLAIM_CARD && !is_wide;

    if (is_wide || !(is_narrow || is_silent))
        return;
    add(lint, &lint->claim->whole,
        (plume_finding){
            .code = "R9",
            .severity = PLUME_FINDING_INFO,
            .message = is_narrow ? "only the final run is counted"
                                 : "nothing says which runs are counted",
            .sentence = "Does the figure include search, failed and preliminary runs? "
                        "Please state the ratio of all energy to that of the final run.",
        });
}

/* --- R12 --- */

/* Only printed inputs with a range of their own count, and their ranges are
 * multiplied at their worst, since emissions are their product. An interval of more
 * than 5 % to either side leaves no third digit. */
static void check_digits(plume_lint *lint, const plume_claim_run *run)
{
    static const plume_quantity inputs[] = { CLAIM_HOURS,  CLAIM_DEVICE_HOURS,
                                             CLAIM_POWER,  CLAIM_TOTAL_POWER,
                                             CLAIM_PUE,    CLAIM_INTENSITY,
                                             CLAIM_DEVICES };
    const plume_claim_figure *stated = &run->figure[CLAIM_EMISSIONS];
    double low = 1.0, high = 1.0, half;

    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        const plume_claim_figure *figure = &run->figure[inputs[i]];

        if (isnan(figure->value) || !figure->range || !(figure->value > 0.0))
            continue;
        low *= figure->low / figure->value;
        high *= figure->high / figure->value;
    }
    half = (high - low) / 2.0;
    if (!plume_lint_has(run, CLAIM_EMISSIONS) || half <= 0.05 || stated->digits <= 2)
        return;
    add(lint, run,
        (plume_finding){
            .code = "R12",
            .severity = PLUME_FINDING_WARNING,
            .message = plume_findings_text(
                &lint->findings,
                "%d significant digits, while the inputs are known to +-%s %%: two at "
                "most",
                stated->digits, plume_audit_number(lint->pool, 100.0 * half, 2)),
            .cells =
                plume_lint_cells(lint, run, inputs, sizeof inputs / sizeof inputs[0]),
            .arithmetic = plume_findings_text(
                &lint->findings, "%s kg x (%s to %s) = %s to %s kg",
                plume_lint_number(lint, stated->value),
                plume_audit_number(lint->pool, low, 3),
                plume_audit_number(lint->pool, high, 3),
                plume_audit_number(lint->pool, stated->value * low, 4),
                plume_audit_number(lint->pool, stated->value * high, 4)),
            .sentence = plume_findings_text(
                &lint->findings,
                "The stated %s has %d digits although its inputs allow %s to %s kg; "
                "please "
                "give two digits and an interval.",
                stated->printed, stated->digits,
                plume_audit_number(lint->pool, stated->value * low, 2),
                plume_audit_number(lint->pool, stated->value * high, 2)),
        });
}

void plume_lint_digits(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++)
        check_digits(lint, &lint->claim->run[i]);
}

/* --- R13 --- */

/* A moment, or the whole of a day or year, as a span of Unix time. */
static bool read_time(plume_interval *out, const char *text)
{
    plume_stamp stamp;
    size_t length = strlen(text);
    double number;

    if (length == 4 && plume_number_parse(&number, text, length)) {
        out->low = plume_time_civil((int)number, 1, 1, 0.0);
        out->high = plume_time_civil((int)number + 1, 1, 1, 0.0);
        out->value = out->low;
        return true;
    }
    if (length == 10) {
        char padded[20];

        memcpy(padded, text, 10);
        memcpy(padded + 10, "T00:00:00", 10);
        if (!plume_time_parse(&stamp, padded, 19, NULL))
            return false;
        *out = (plume_interval){ stamp.unix_s, stamp.unix_s, stamp.unix_s + 86400.0 };
        return true;
    }
    if (!plume_time_parse(&stamp, text, length, NULL))
        return false;
    *out = plume_interval_exact(stamp.unix_s);
    return true;
}

/* A factor dated by a year alone is that year's statistics, and those of an earlier
 * year are the newest there are while a run goes on: they are not held against its
 * start. */
static void check_times(plume_lint *lint, const plume_claim_run *run)
{
    plume_interval start, end, at;
    bool has_start = read_time(&start, run->word[CLAIM_START]);
    bool has_end = read_time(&end, run->word[CLAIM_END]);
    bool is_year = strlen(run->word[CLAIM_INTENSITY_TIME]) == 4;
    bool before, after;

    if (!read_time(&at, run->word[CLAIM_INTENSITY_TIME]) || (!has_start && !has_end))
        return;
    before = has_start && at.high < start.low && !is_year;
    after = has_end && at.low > end.high;
    if (!before && !after)
        return;
    add(lint, run,
        (plume_finding){
            .code = "R13",
            .severity = PLUME_FINDING_WARNING,
            .message = after ? "the carbon intensity is of a time after the run ended"
                             : "the carbon intensity is of a time before the run began",
            .cells = plume_findings_text(&lint->findings,
                                         "start %s; end %s; intensity time %s",
                                         run->word[CLAIM_START], run->word[CLAIM_END],
                                         run->word[CLAIM_INTENSITY_TIME]),
            .arithmetic = plume_findings_text(
                &lint->findings, "%s s %s",
                plume_lint_number(lint, after ? at.low - end.high : start.low - at.high),
                after ? "after the end" : "before the start"),
            .sentence =
                "The grid intensity used was recorded outside the run; please use "
                "that of its hours.",
        });
}

void plume_lint_times(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++)
        check_times(lint, &lint->claim->run[i]);
}
