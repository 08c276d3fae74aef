/* R3: device-hours hold the count already. */
#include "audit/lint/internal.h"

#include <math.h>

#include "core/number/units.h"

static void report_count(plume_lint *lint, const plume_claim_run *run, double stated,
                         double once, const char *unit)
{
    double count = run->figure[CLAIM_DEVICES].value;

    plume_lint_tell(
        lint, run,
        &(plume_lint_report){
            .code = "R3",
            .severity = PLUME_FINDING_CONTRADICTION,
            .message = plume_findings_text(
                &lint->findings,
                "device-hours were multiplied by the count of %s devices once more",
                plume_lint_number(lint, count)),
            .arithmetic = plume_findings_text(
                &lint->findings,
                "%s %s if the time is wall-clock, %s %s if it is device-hours: the ratio "
                "is %s",
                plume_lint_number(lint, once * count), unit,
                plume_lint_number(lint, once), unit,
                plume_lint_number(lint, stated / once)),
            .sentence = plume_findings_text(
                &lint->findings,
                "Are the %s hours of '%s' device-hours or wall-clock hours? The stated "
                "figure multiplies them by %s devices; if they are device-hours it is %s "
                "times too high.",
                run->figure[CLAIM_DEVICE_HOURS].printed, plume_lint_row(lint, run),
                plume_lint_number(lint, count), plume_lint_number(lint, count)),
        });
}

/* Device-hours at the rating of the named device, where no power is stated. */
static plume_interval at_rating(plume_lint *lint, const plume_claim_run *run)
{
    double watts = plume_lint_rated_watts(lint, run);

    if (plume_lint_has(run, CLAIM_POWER) || plume_lint_has(run, CLAIM_TOTAL_POWER))
        return plume_interval_exact(NAN);
    return plume_interval_times(plume_lint_span(run, CLAIM_DEVICE_HOURS),
                                plume_interval_exact(watts / WATTS_PER_KILOWATT));
}

/* What a device with its host, its cooling and its losses draws at most, as a share of
 * its rating; of small devices the host is the larger part. */
static const double most_of_rating = 5.0, least_rating_w = 200.0;

/* No device draws several times its rating; with the count once less it is what one
 * does. */
static bool exceeds_rating(plume_lint *lint, const plume_claim_run *run)
{
    plume_quantity boundary = CLAIM_ENERGY;
    const plume_claim_figure *energy = plume_lint_stated_energy(run, &boundary);
    double limit = at_rating(lint, run).high;
    double count = run->figure[CLAIM_DEVICES].value;

    if (energy == NULL || !(count > most_of_rating) ||
        !(plume_lint_rated_watts(lint, run) >= least_rating_w) ||
        !(energy->low > most_of_rating * limit) || energy->value / count > 1.6 * limit)
        return false;
    report_count(lint, run, energy->value, energy->value / count, "kWh");
    return true;
}

/* A chance fit of the rating, which is no measurement, takes three digits. */
static bool is_sure(const plume_claim_run *run)
{
    plume_quantity boundary = CLAIM_ENERGY;
    const plume_claim_figure *energy = plume_lint_stated_energy(run, &boundary);

    return run->figure[CLAIM_DEVICES].value >= 3.0 &&
           (energy != NULL ? energy : &run->figure[CLAIM_EMISSIONS])->digits >= 3;
}

/* Whether device_hours x count gives what is stated and device-hours alone do not. */
static bool counts_twice(plume_lint *lint, const plume_claim_run *run)
{
    plume_interval once = plume_lint_power_time(run), count,
                   pue = plume_lint_span(run, CLAIM_PUE), ci;
    bool by_rating = isnan(once.value);
    plume_quantity boundary;
    const plume_claim_figure *energy = plume_lint_stated_energy(run, &boundary);
    const plume_claim_figure *carbon = &run->figure[CLAIM_EMISSIONS];

    if (!plume_lint_has(run, CLAIM_DEVICE_HOURS) || !plume_lint_has(run, CLAIM_DEVICES) ||
        !(run->figure[CLAIM_DEVICES].value > 1.0))
        return false;
    if (by_rating)
        once = at_rating(lint, run);
    if (isnan(once.value))
        return false;
    if (by_rating && !is_sure(run))
        return exceeds_rating(lint, run);
    count = plume_lint_span(run, CLAIM_DEVICES);
    ci = plume_lint_span(run, CLAIM_INTENSITY);
    for (int with = 0; with < 2; with++) {
        plume_interval base = with ? plume_interval_times(once, pue) : once;
        plume_interval kg = plume_interval_times(base, ci);

        if (energy != NULL && !plume_lint_fits(energy, base) &&
            plume_lint_fits(energy, plume_interval_times(base, count))) {
            report_count(lint, run, energy->value, base.value, "kWh");
            return true;
        }
        if (energy == NULL && plume_lint_has(run, CLAIM_EMISSIONS) &&
            !plume_lint_fits(carbon, kg) &&
            plume_lint_fits(carbon, plume_interval_times(kg, count))) {
            report_count(lint, run, carbon->value, kg.value, "kg");
            return true;
        }
    }
    if (by_rating)
        return exceeds_rating(lint, run);
    if (energy == NULL && !plume_lint_has(run, CLAIM_EMISSIONS) &&
        !plume_lint_has(run, CLAIM_HOURS)) {
        plume_interval base = isnan(pue.value) ? once : plume_interval_times(once, pue);

        plume_lint_tell(
            lint, run,
            &(plume_lint_report){
                .code = "R3",
                .severity = PLUME_FINDING_INFO,
                .message =
                    "device-hours beside a count of devices: are they of one device "
                    "or of all?",
                .arithmetic = plume_findings_text(
                    &lint->findings, "%s kWh if wall-clock, %s kWh if device-hours",
                    plume_lint_number(lint, base.value * count.value),
                    plume_lint_number(lint, base.value)),
                .sentence =
                    "Please say whether the hours already hold the count of devices.",
            });
    }
    return false;
}

/* R3: hours x devices x trials must be the device-hours, within the digits printed;
 * 24 and the count are the usual slips. */
static void check_time(plume_lint *lint, const plume_claim_run *run)
{
    plume_interval stated = plume_lint_span(run, CLAIM_DEVICE_HOURS), product;
    const plume_claim_figure *figure = &run->figure[CLAIM_DEVICE_HOURS];
    double ratio;
    const char *what;
    bool days;

    if (isnan(stated.value) || !plume_lint_has(run, CLAIM_HOURS) ||
        !plume_lint_has(run, CLAIM_DEVICES))
        return;
    product = plume_interval_times(plume_lint_span(run, CLAIM_HOURS),
                                   plume_lint_span(run, CLAIM_DEVICES));
    if (plume_lint_fits(figure, product))
        return;
    if (plume_lint_has(run, CLAIM_TRIALS))
        product = plume_interval_times(product, plume_lint_span(run, CLAIM_TRIALS));
    if (plume_lint_fits(figure, product))
        return;
    ratio = product.value / stated.value;
    days =
        plume_lint_fits(figure, plume_interval_over(product, plume_interval_exact(24.0)));
    if (plume_lint_fits(figure, plume_lint_span(run, CLAIM_HOURS)))
        what = days ? "wall-clock hours, or device-days, are called device-hours: 24 "
                      "times too low"
                    : "wall-clock hours are called device-hours: the count is not in "
                      "them";
    else if (days)
        what = "device-days are called device-hours: they are 24 times too low";
    else
        what = "device-hours are not hours x devices";
    plume_lint_tell(
        lint, run,
        &(plume_lint_report){
            .code = "R3",
            .severity = PLUME_FINDING_CONTRADICTION,
            .message = what,
            .arithmetic = plume_findings_text(
                &lint->findings, "hours x devices = %s, stated %s, ratio %s",
                plume_lint_number(lint, product.value),
                plume_lint_number(lint, stated.value), plume_lint_number(lint, ratio)),
            .sentence = plume_findings_text(&lint->findings,
                                            "'%s' states %s device-hours, while its "
                                            "hours and devices multiply to %s.",
                                            plume_lint_row(lint, run), figure->printed,
                                            plume_lint_number(lint, product.value)),
        });
}

void plume_lint_counts(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        (void)counts_twice(lint, &lint->claim->run[i]);
        check_time(lint, &lint->claim->run[i]);
    }
}
