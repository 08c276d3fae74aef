/* R17: work against the time and the device, and against the size of the model. */
#include "audit/lint/internal.h"

#include <math.h>

#include "core/number/units.h"

static const double least_utilisation = 0.05;

static const plume_quantity cells[] = {
    CLAIM_WORK,     CLAIM_PARAMETERS, CLAIM_ACTIVE_PARAMETERS, CLAIM_LAYERS, CLAIM_WIDTH,
    CLAIM_SEQUENCE, CLAIM_TOKENS,     CLAIM_DEVICE_HOURS,      CLAIM_HOURS,  CLAIM_DEVICES
};

static void tell(plume_lint *lint, const plume_claim_run *run, plume_lint_report what)
{
    what.code = "R17";
    what.cells = plume_lint_cells(lint, run, cells, sizeof cells / sizeof cells[0]);
    plume_lint_tell(lint, run, &what);
}

/* 6 x parameters x tokens, of the parameters that a token passes. */
static plume_interval six_n_d(const plume_claim_run *run)
{
    plume_quantity size = plume_lint_has(run, CLAIM_ACTIVE_PARAMETERS)
                              ? CLAIM_ACTIVE_PARAMETERS
                              : CLAIM_PARAMETERS;

    return plume_interval_times(plume_interval_exact(6.0),
                                plume_interval_times(plume_lint_span(run, size),
                                                     plume_lint_span(run, CLAIM_TOKENS)));
}

/* "FLOPs (G)" beside the size of a model of images are those of one image. */
static bool is_of_training(double flop)
{
    static const double least_flop = 1e15;

    return flop >= least_flop;
}

/* What attention adds to 6 x parameters for each token: 12 x layers x width x sequence
 * length (Chowdhery et al. 2022, appendix B). NAN where a shape is not stated. */
static double attention_share(const plume_claim_run *run)
{
    plume_quantity size = plume_lint_has(run, CLAIM_ACTIVE_PARAMETERS)
                              ? CLAIM_ACTIVE_PARAMETERS
                              : CLAIM_PARAMETERS;
    const plume_claim_figure *figure = run->figure;

    return 2.0 * figure[CLAIM_LAYERS].value * figure[CLAIM_WIDTH].value *
           figure[CLAIM_SEQUENCE].value / figure[size].value;
}

/* The device-hours of a training, only where they are all stated. */
static plume_interval device_hours(const plume_claim_run *run)
{
    if (!plume_lint_has(run, CLAIM_DEVICE_HOURS) && !plume_lint_has(run, CLAIM_DEVICES))
        return plume_interval_exact(NAN);
    return plume_lint_device_hours(run);
}

static void report_speed(plume_lint *lint, const plume_claim_run *run, double work,
                         double share, plume_gravity severity)
{
    double hours = device_hours(run).value, peak = plume_lint_peak_flops(lint, run);
    const char *shown = plume_audit_number(lint->pool, share, 3);

    tell(
        lint, run,
        (plume_lint_report){
            .severity = severity,
            .message =
                share > 1.0
                    ? plume_findings_text(&lint->findings,
                                          "the work is %s times what %s can do at its "
                                          "peak in that time",
                                          shown, plume_lint_device(lint, run))
                    : plume_findings_text(&lint->findings,
                                          "the work is %s of the peak of %s in that time",
                                          shown, plume_lint_device(lint, run)),
            .arithmetic = plume_findings_text(
                &lint->findings, "%.3g FLOP / (%s h x 3600 s) = %.4g FLOP/s of %.4g",
                work, plume_lint_number(lint, hours), work / hours / SECONDS_PER_HOUR,
                peak),
            .sentence = plume_findings_text(
                &lint->findings,
                "'%s' states work that would use %s of the peak of its devices in the "
                "stated time; please check FLOPs and hours.",
                plume_lint_row(lint, run), shown),
        });
}

/* Below a twentieth of the peak at sixteen bits, as a share of the fastest one. */
static double least_share(plume_lint *lint, const plume_claim_run *run)
{
    double usual = plume_lint_usual_flops(lint, run);

    return least_utilisation *
           (isnan(usual) ? 0.5 : usual / plume_lint_peak_flops(lint, run));
}

/* Of 6ND the work may be half or twice: an encoder and decoder, attention, recomputation;
 * of a mixture of experts it may be far less where only all parameters are stated. */
static void check_speed(plume_lint *lint, const plume_claim_run *run)
{
    bool stated = plume_lint_has(run, CLAIM_WORK);
    plume_interval work = stated ? plume_lint_span(run, CLAIM_WORK) : six_n_d(run);
    plume_interval hours = device_hours(run);
    double peak = plume_lint_peak_flops(lint, run), share;

    if (isnan(work.value) || !(hours.high > 0.0) || isnan(peak) ||
        (stated && !is_of_training(work.value)))
        return;
    share = work.value / (hours.value * SECONDS_PER_HOUR * peak);
    if (stated && work.low / (hours.high * SECONDS_PER_HOUR * peak) > 1.02)
        report_speed(lint, run, work.value, share, PLUME_FINDING_CONTRADICTION);
    else if (!stated && share > 1.02)
        report_speed(lint, run, work.value, share, PLUME_FINDING_WARNING);
    else if (stated && share < least_share(lint, run))
        report_speed(lint, run, work.value, share, PLUME_FINDING_WARNING);
}

/* Thousands beside what 6ND may be off by. */
static double power_of_thousand(double ratio)
{
    double power = pow(1000.0, round(log10(ratio) / 3.0));

    return power != 1.0 && ratio / power > 0.3 && ratio / power < 3.5 ? power : NAN;
}

/* With the shape of the model: without embeddings a fifth less, with all that is computed
 * again a third more. Without it anything about attention may be meant. */
static bool is_usual(const plume_claim_run *run, double ratio)
{
    double attention = attention_share(run);

    if (isnan(attention))
        return ratio > 0.3 && ratio < 4.0;
    return ratio > 0.7 && ratio < 1.4 * (1.0 + attention);
}

/* "6 x parameters x tokens = 5.9e+22 FLOP, with attention 6.4e+22, stated 3.1e+23" */
static const char *size_arithmetic(plume_lint *lint, const plume_claim_run *run,
                                   double expected, double stated)
{
    double attention = attention_share(run);
    const char *with =
        isnan(attention)
            ? ""
            : plume_findings_text(&lint->findings,
                                  ", with 12 x layers x width x sequence length a token "
                                  "%.4g",
                                  expected * (1.0 + attention));

    return plume_findings_text(&lint->findings,
                               "6 x parameters x tokens = %.4g FLOP%s, stated %.4g",
                               expected, with, stated);
}

static void check_size(plume_lint *lint, const plume_claim_run *run)
{
    double expected = six_n_d(run).value, stated = plume_lint_span(run, CLAIM_WORK).value;
    double ratio = stated / expected, power;
    double with = fmax(1.0, 1.0 + attention_share(run)); /* 1 where no shape is stated */

    if (isnan(ratio) || is_usual(run, ratio) || !is_of_training(stated))
        return;
    power = power_of_thousand(ratio);
    tell(lint, run,
         (plume_lint_report){
             .severity =
                 isnan(power) ? PLUME_FINDING_WARNING : PLUME_FINDING_CONTRADICTION,
             .message =
                 isnan(power)
                     ? plume_findings_text(
                           &lint->findings,
                           "the work is %s times 6 x parameters x tokens%s",
                           plume_audit_number(lint->pool, ratio / with, 3),
                           with > 1.0 ? " and attention" : "")
                     : plume_findings_text(&lint->findings,
                                           "the work is off from 6 x parameters x tokens "
                                           "by a factor of %s",
                                           plume_lint_number(lint, power)),
             .arithmetic = size_arithmetic(lint, run, expected, stated),
             .sentence = plume_findings_text(
                 &lint->findings,
                 "The parameters and tokens of '%s' give about %.3g FLOP, not %.3g; is a "
                 "prefix wrong, or are not all parameters used?",
                 plume_lint_row(lint, run), expected, stated),
         });
}

/* FLOPs beside PF-days: one of the two, in two units. */
static void check_twice(plume_lint *lint, const plume_claim_run *run)
{
    static const double pf_day = 1e15 * SECONDS_PER_DAY;
    const plume_claim_figure *other = &run->other_work;
    plume_interval span = { other->low * 0.99, other->value, other->high * 1.01 };

    if (isnan(other->value) || !plume_lint_has(run, CLAIM_WORK) ||
        plume_lint_fits(&run->figure[CLAIM_WORK], span))
        return;
    tell(
        lint, run,
        (plume_lint_report){
            .severity = PLUME_FINDING_WARNING,
            .message = "the work is stated twice, and differs",
            .arithmetic = plume_findings_text(
                &lint->findings,
                "%.4g FLOP / 8.64e19 = %s PF-days, stated %s; %s times as much",
                run->figure[CLAIM_WORK].value,
                plume_audit_number(lint->pool, run->figure[CLAIM_WORK].value / pf_day, 4),
                plume_audit_number(lint->pool, other->value / pf_day, 4),
                plume_audit_number(lint->pool,
                                   other->value / run->figure[CLAIM_WORK].value, 4)),
            .sentence = plume_findings_text(
                &lint->findings,
                "'%s' states its work in two units that do not agree; 1 PF-day is "
                "8.64e19 FLOP.",
                plume_lint_row(lint, run)),
        });
}

/* Tokens per second of the whole or of one device, times the time. */
static void check_pace(plume_lint *lint, const plume_claim_run *run)
{
    plume_interval pace = plume_lint_span(run, CLAIM_TOKENS_PER_SECOND);
    plume_interval tokens = plume_lint_span(run, CLAIM_TOKENS);
    double hours = plume_lint_span(run, CLAIM_HOURS).value;
    double all = device_hours(run).value, whole, each;

    whole = pace.value * SECONDS_PER_HOUR * hours / tokens.value;
    each = pace.value * SECONDS_PER_HOUR * all / tokens.value;
    if (isnan(pace.value) || isnan(tokens.value) || (isnan(whole) && isnan(each)) ||
        (whole > 0.5 && whole < 2.0) || (each > 0.5 && each < 2.0))
        return;
    tell(
        lint, run,
        (plume_lint_report){
            .severity = PLUME_FINDING_WARNING,
            .message = "the tokens are not tokens per second x time",
            .arithmetic = plume_findings_text(
                &lint->findings, "%.4g tokens/s x 3600 x %s h = %s times the %.4g tokens",
                pace.value, plume_lint_number(lint, isnan(whole) ? all : hours),
                plume_audit_number(lint->pool, isnan(whole) ? each : whole, 3),
                tokens.value),
            .sentence = plume_findings_text(
                &lint->findings,
                "The throughput, the time and the tokens of '%s' do not belong together.",
                plume_lint_row(lint, run)),
        });
}

void plume_lint_work(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        check_size(lint, &lint->claim->run[i]);
        check_twice(lint, &lint->claim->run[i]);
        check_speed(lint, &lint->claim->run[i]);
        check_pace(lint, &lint->claim->run[i]);
    }
}
