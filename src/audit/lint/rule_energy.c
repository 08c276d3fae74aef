/* R3: device-hours hold the count already. R4: PUE once. R6: stated against implied
 * intensity. R14: energy against power x time. */
#include "audit/lint/internal.h"

#include <math.h>
#include <string.h>

static const plume_quantity used[] = {
    CLAIM_TRIALS,       CLAIM_HOURS,           CLAIM_DEVICES,
    CLAIM_DEVICE_HOURS, CLAIM_POWER,           CLAIM_TOTAL_POWER,
    CLAIM_PUE,          CLAIM_INTENSITY,       CLAIM_ENERGY,
    CLAIM_IT_ENERGY,    CLAIM_FACILITY_ENERGY, CLAIM_EMISSIONS,
};

typedef struct report {
    const char *code, *message, *arithmetic, *sentence;
    plume_gravity severity;
} report;

static void add(plume_lint *lint, const plume_claim_run *run, const report *what)
{
    plume_finding finding = {
        .code = what->code,
        .severity = what->severity,
        .message = plume_findings_text(&lint->findings, "%s: %s",
                                       plume_lint_row(lint, run), what->message),
        .cells = plume_lint_cells(lint, run, used, sizeof used / sizeof used[0]),
        .arithmetic = what->arithmetic,
        .sentence = what->sentence,
        .line = run->line,
    };

    plume_findings_add(&lint->findings, &finding);
}

static plume_interval pue_of(const plume_claim_run *run)
{
    return plume_lint_span(run, CLAIM_PUE);
}

/* --- R3 --- */

static void report_count(plume_lint *lint, const plume_claim_run *run, double stated,
                         double once, const char *unit)
{
    double count = run->figure[CLAIM_DEVICES].value;

    add(lint, run,
        &(report){
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

/* Whether device_hours x count gives what is stated and device-hours alone do not. */
static bool counts_twice(plume_lint *lint, const plume_claim_run *run)
{
    plume_interval once = plume_lint_power_time(run), count, pue = pue_of(run), ci;
    plume_quantity boundary;
    const plume_claim_figure *energy = plume_lint_stated_energy(run, &boundary);
    const plume_claim_figure *carbon = &run->figure[CLAIM_EMISSIONS];

    if (!plume_lint_has(run, CLAIM_DEVICE_HOURS) || !plume_lint_has(run, CLAIM_DEVICES) ||
        !(run->figure[CLAIM_DEVICES].value > 1.0) || isnan(once.value))
        return false;
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
    if (energy == NULL && !plume_lint_has(run, CLAIM_EMISSIONS) &&
        !plume_lint_has(run, CLAIM_HOURS)) {
        plume_interval base = isnan(pue.value) ? once : plume_interval_times(once, pue);

        add(lint, run,
            &(report){
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

    if (isnan(stated.value) || !plume_lint_has(run, CLAIM_HOURS) ||
        !plume_lint_has(run, CLAIM_DEVICES))
        return;
    product = plume_interval_times(plume_lint_span(run, CLAIM_HOURS),
                                   plume_lint_span(run, CLAIM_DEVICES));
    if (plume_lint_has(run, CLAIM_TRIALS))
        product = plume_interval_times(product, plume_lint_span(run, CLAIM_TRIALS));
    if (plume_lint_fits(figure, product))
        return;
    ratio = product.value / stated.value;
    if (plume_lint_fits(figure, plume_interval_over(product, plume_interval_exact(24.0))))
        what = "device-days are called device-hours: they are 24 times too low";
    else if (plume_lint_fits(figure, plume_lint_span(run, CLAIM_HOURS)))
        what = "wall-clock hours are called device-hours: the count is not in them";
    else
        what = "device-hours are not hours x devices";
    add(lint, run,
        &(report){
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

/* 24 x device-hours explains the energy, device-hours do not. */
static bool is_in_days(const plume_claim_run *run, const plume_claim_figure *energy,
                       plume_interval power_time, plume_interval pue)
{
    plume_interval days = plume_interval_times(power_time, plume_interval_exact(24.0));

    return plume_lint_has(run, CLAIM_DEVICE_HOURS) &&
           (plume_lint_fits(energy, days) ||
            (!isnan(pue.value) &&
             plume_lint_fits(energy, plume_interval_times(days, pue))));
}

void plume_lint_counts(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        (void)counts_twice(lint, &lint->claim->run[i]);
        check_time(lint, &lint->claim->run[i]);
    }
}

/* --- R14 and R4 of an energy --- */

static bool has_finding(const plume_lint *lint, const plume_claim_run *run,
                        const char *code)
{
    for (size_t i = 0; i < lint->findings.count; i++) {
        if (strcmp(lint->findings.finding[i].code, code) == 0 &&
            lint->findings.finding[i].line == run->line)
            return true;
    }
    return false;
}

static const char *explain(plume_lint *lint, double ratio, double pue)
{
    static const double units[] = { 1000.0, 1e-3, 1e6, 1e-6 };

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (fabs(ratio / units[i] - 1.0) < 0.01)
            return "the unit is wrong by a factor of a thousand or more";
    }
    if (!isnan(pue))
        return plume_findings_text(&lint->findings, "nor with the stated PUE of %s",
                                   plume_lint_number(lint, pue));
    if (ratio > 1.02 && ratio < 2.5)
        return plume_findings_text(&lint->findings,
                                   "the ratio would be a PUE of %s, which nobody states",
                                   plume_audit_number(lint->pool, ratio, 2));
    return "the figures of this row do not belong together";
}

/* R4, R3 or R14, by what explains the ratio: the PUE once more, days for hours, or
 * nothing. */
static void report_energy(plume_lint *lint, const plume_claim_run *run,
                          const plume_claim_figure *energy, plume_interval power_time,
                          plume_interval pue)
{
    double ratio = energy->value / power_time.value;
    bool twice =
        !isnan(pue.value) && pue.value > 1.0 &&
        plume_lint_fits(energy,
                        plume_interval_times(power_time, plume_interval_times(pue, pue)));
    bool days = is_in_days(run, energy, power_time, pue);
    /* Trackers print the powers of parts as they were last: those need not be the mean.
     */
    bool momentary = strcmp(run->word[CLAIM_POWER_SCOPE], "parts") == 0 && ratio > 0.75 &&
                     ratio < 1.25;

    add(lint, run,
        &(report){
            .code = twice  ? "R4"
                    : days ? "R3"
                           : "R14",
            .severity = momentary ? PLUME_FINDING_WARNING : PLUME_FINDING_CONTRADICTION,
            .message = twice  ? "the energy holds its PUE twice"
                       : days ? "device-days are called device-hours: the energy is 24 "
                                "times power x time"
                              : plume_findings_text(&lint->findings,
                                                    "energy is not power x time: %s",
                                                    explain(lint, ratio, pue.value)),
            .arithmetic = plume_findings_text(
                &lint->findings, "power x time = %s kWh, stated %s kWh, ratio %s",
                plume_lint_number(lint, power_time.value),
                plume_lint_number(lint, energy->value),
                plume_audit_number(lint->pool, ratio, 4)),
            .sentence = plume_findings_text(&lint->findings,
                                            "The energy of '%s' (%s) is %s times its "
                                            "power x time; please say what the "
                                            "factor is.",
                                            plume_lint_row(lint, run), energy->printed,
                                            plume_audit_number(lint->pool, ratio, 4)),
        });
}

/* R14: energy is power x time, with the PUE once where the boundary is the facility.
 * What R3 found is not found again. */
static void check_energy(plume_lint *lint, const plume_claim_run *run)
{
    plume_quantity boundary = CLAIM_ENERGY;
    const plume_claim_figure *energy = plume_lint_stated_energy(run, &boundary);
    plume_interval power_time = plume_lint_power_time(run), pue = pue_of(run);
    bool fits;

    if (energy == NULL || isnan(power_time.value) || !(power_time.value > 0.0) ||
        strcmp(run->word[CLAIM_POWER_SCOPE], "rated") == 0 ||
        has_finding(lint, run, "R3"))
        return;
    fits = boundary != CLAIM_FACILITY_ENERGY && plume_lint_fits(energy, power_time);
    if (!isnan(pue.value) && boundary != CLAIM_IT_ENERGY)
        fits |= plume_lint_fits(energy, plume_interval_times(power_time, pue));
    if (isnan(pue.value) && boundary == CLAIM_FACILITY_ENERGY) /* any PUE will do */
        fits |=
            plume_lint_fits(energy, (plume_interval){ power_time.low, power_time.value,
                                                      2.5 * power_time.high });
    if (!fits)
        report_energy(lint, run, energy, power_time, pue);
}

void plume_lint_energy(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++)
        check_energy(lint, &lint->claim->run[i]);
}

/* --- R4 and R6 of emissions --- */

typedef struct base {
    plume_interval kwh[2]; /* the energies to which an intensity may be applied */
    size_t count;
    plume_interval twice; /* PUE once too often */
    plume_interval never; /* PUE left out */
} base;

/* Where the stated energy already holds the PUE is told by power x time, if that is
 * known. */
static base bases_of(const plume_claim_run *run)
{
    plume_quantity boundary = CLAIM_ENERGY;
    const plume_claim_figure *energy = plume_lint_stated_energy(run, &boundary);
    plume_interval power_time = plume_lint_power_time(run), pue = pue_of(run);
    plume_interval one = energy != NULL ? plume_lint_span(run, boundary) : power_time;
    base out = { .count = 0,
                 .twice = plume_interval_exact(NAN),
                 .never = plume_interval_exact(NAN) };
    bool known = boundary != CLAIM_ENERGY || energy == NULL;
    bool facility = boundary == CLAIM_FACILITY_ENERGY && energy != NULL;

    if (energy != NULL && !known && !isnan(power_time.value) && !isnan(pue.value)) {
        bool is_it = plume_lint_fits(energy, power_time);
        bool is_facility = plume_lint_fits(energy, plume_interval_times(power_time, pue));

        known = is_it != is_facility;
        facility = is_facility;
    }
    if (isnan(pue.value)) {
        out.kwh[out.count++] = one;
        return out;
    }
    if (!known) {
        out.kwh[out.count++] = one;
        out.kwh[out.count++] = plume_interval_times(one, pue);
        return out;
    }
    out.kwh[out.count++] = facility ? one : plume_interval_times(one, pue);
    out.twice = plume_interval_times(out.kwh[0], pue);
    out.never = facility ? plume_interval_over(one, pue) : one;
    return out;
}

/* R4: with the PUE once the digits fit; as stated they hold it twice or not at all. */
static void report_pue(plume_lint *lint, const plume_claim_run *run, plume_interval right,
                       bool twice)
{
    const plume_claim_figure *carbon = &run->figure[CLAIM_EMISSIONS];

    add(lint, run,
        &(report){
            .code = "R4",
            .severity = PLUME_FINDING_CONTRADICTION,
            .message = twice ? "the emissions hold the PUE twice"
                             : "a PUE is stated, and the emissions do not hold it",
            .arithmetic = plume_findings_text(
                &lint->findings, "with the PUE once %s kg, stated %s kg, ratio %s",
                plume_lint_number(lint, right.value),
                plume_lint_number(lint, carbon->value),
                plume_audit_number(lint->pool, carbon->value / right.value, 4)),
            .sentence = plume_findings_text(&lint->findings,
                                            "The emissions of '%s' (%s) apply the PUE of "
                                            "%s %s; with it once they are "
                                            "%s kg.",
                                            plume_lint_row(lint, run), carbon->printed,
                                            run->figure[CLAIM_PUE].printed,
                                            twice ? "twice" : "not at all",
                                            plume_lint_number(lint, right.value)),
        });
}

/* R6: below one per cent it may be a rounding somewhere between, and only warns. */
static void report_intensity(plume_lint *lint, const plume_claim_run *run,
                             plume_interval kwh)
{
    const plume_claim_figure *carbon = &run->figure[CLAIM_EMISSIONS];
    double stated = run->figure[CLAIM_INTENSITY].value;
    double implied = carbon->value / kwh.value, off = implied / stated - 1.0;
    bool small = fabs(off) < 0.01;

    add(lint, run,
        &(report){
            .code = "R6",
            .severity = small ? PLUME_FINDING_WARNING : PLUME_FINDING_CONTRADICTION,
            .message =
                plume_findings_text(&lint->findings,
                                    "the stated intensity of %s kg/kWh is not the one "
                                    "that the figures imply, "
                                    "%s kg/kWh (%s %% off)",
                                    plume_lint_number(lint, stated),
                                    plume_audit_number(lint->pool, implied, 6),
                                    plume_audit_number(lint->pool, 100.0 * fabs(off), 2)),
            .arithmetic =
                plume_findings_text(&lint->findings, "%s kg / %s kWh = %s kg/kWh",
                                    plume_lint_number(lint, carbon->value),
                                    plume_lint_number(lint, kwh.value),
                                    plume_audit_number(lint->pool, implied, 6)),
            .sentence = plume_findings_text(
                &lint->findings,
                "The figures of '%s' imply %s kg/kWh, not the stated %s; at the stated "
                "intensity they give %s kg.",
                plume_lint_row(lint, run), plume_audit_number(lint->pool, implied, 4),
                run->figure[CLAIM_INTENSITY].printed,
                plume_lint_number(lint, kwh.value * stated)),
        });
}

static void check_carbon(plume_lint *lint, const plume_claim_run *run)
{
    const plume_claim_figure *carbon = &run->figure[CLAIM_EMISSIONS];
    plume_interval ci = plume_lint_span(run, CLAIM_INTENSITY);
    base bases = bases_of(run);
    double best = HUGE_VAL;
    size_t nearest = 0;

    if (!plume_lint_has(run, CLAIM_EMISSIONS) || isnan(ci.value) ||
        isnan(bases.kwh[0].value) || has_finding(lint, run, "R3") ||
        has_finding(lint, run, "R2") || has_finding(lint, run, "R11") ||
        has_finding(lint, run, "R8"))
        return;
    for (size_t i = 0; i < bases.count; i++) {
        plume_interval kg = plume_interval_times(bases.kwh[i], ci);

        if (plume_lint_fits(carbon, kg))
            return;
        if (fabs(log(carbon->value / kg.value)) < best) {
            best = fabs(log(carbon->value / kg.value));
            nearest = i;
        }
    }
    if (!isnan(bases.twice.value) &&
        plume_lint_fits(carbon, plume_interval_times(bases.twice, ci)))
        report_pue(lint, run, plume_interval_times(bases.kwh[0], ci), true);
    else if (!isnan(bases.never.value) &&
             plume_lint_fits(carbon, plume_interval_times(bases.never, ci)))
        report_pue(lint, run, plume_interval_times(bases.kwh[0], ci), false);
    else
        report_intensity(lint, run, bases.kwh[nearest]);
}

/* The intensity that a run implies at the energy nearest to its emissions. */
static double implied_by(const plume_claim_run *run)
{
    base bases = bases_of(run);

    return run->figure[CLAIM_EMISSIONS].value / bases.kwh[0].value;
}

/* A row whose digits leave room shares the slip of a row that has none: same stated
 * intensity, same implied one. */
static void check_company(plume_lint *lint, const plume_claim_run *run)
{
    double implied = implied_by(run), stated = run->figure[CLAIM_INTENSITY].value;

    if (!plume_lint_has(run, CLAIM_EMISSIONS) || has_finding(lint, run, "R6") ||
        isnan(implied) || !(fabs(implied / stated - 1.0) > 1e-3))
        return;
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *other = &lint->claim->run[i];

        if (has_finding(lint, other, "R6") && other->line != run->line &&
            other->figure[CLAIM_INTENSITY].value == stated &&
            fabs(implied_by(other) / implied - 1.0) < 5e-4) {
            report_intensity(lint, run, bases_of(run).kwh[0]);
            return;
        }
    }
}

void plume_lint_carbon(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++)
        check_carbon(lint, &lint->claim->run[i]);
    for (size_t i = 0; i < lint->claim->run_count; i++)
        check_company(lint, &lint->claim->run[i]);
}
