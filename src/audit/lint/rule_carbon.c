/* R6: the stated intensity against the implied one. R2, R3, R4: a single slip explains
 * the emissions. */
#include "audit/lint/internal.h"

#include <math.h>
#include <string.h>

typedef struct base {
    plume_interval kwh[2]; /* the energies to which an intensity may be applied */
    size_t count;
} base;

/* Where the stated energy already holds the PUE is told by power x time, if that is
 * known. */
static base bases_of(const plume_claim_run *run)
{
    plume_quantity boundary = CLAIM_ENERGY;
    const plume_claim_figure *energy = plume_lint_stated_energy(run, &boundary);
    plume_interval power_time = plume_lint_power_time(run),
                   pue = plume_lint_span(run, CLAIM_PUE);
    plume_interval one = energy != NULL ? plume_lint_span(run, boundary) : power_time;
    base out = { .count = 0 };
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
    return out;
}

/* R2, R3, R4 or R6: one slip explains the emissions to the digit. */
static void report_slip(plume_lint *lint, const plume_claim_run *run,
                        plume_interval right, const plume_slip *slip)
{
    const plume_claim_figure *carbon = &run->figure[CLAIM_EMISSIONS];

    plume_lint_tell(
        lint, run,
        &(plume_lint_report){
            .code = slip->code,
            .severity = PLUME_FINDING_CONTRADICTION,
            .message =
                plume_findings_text(&lint->findings, "the emissions %s", slip->what),
            .arithmetic = plume_findings_text(
                &lint->findings, "%s %s kg, stated %s kg, ratio %s; %s",
                strcmp(slip->code, "R4") == 0 ? "with the PUE once"
                                              : "by the other figures",
                plume_lint_number(lint, right.value),
                plume_lint_number(lint, carbon->value),
                plume_audit_number(lint->pool, carbon->value / right.value, 4),
                slip->sure),
            .sentence = plume_findings_text(
                &lint->findings,
                "The emissions of '%s' (%s) %s; by the other figures of the row they are "
                "%s kg.",
                plume_lint_row(lint, run), carbon->printed, slip->what,
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

    plume_lint_tell(
        lint, run,
        &(plume_lint_report){
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

/* Where embodied emissions are stated beside, the stated ones may hold them. */
static bool fits_with_embodied(const plume_claim_run *run, plume_interval kg)
{
    const plume_claim_figure *embodied = &run->embodied;

    return !isnan(embodied->value) &&
           plume_lint_fits(&run->figure[CLAIM_EMISSIONS],
                           (plume_interval){ kg.low + embodied->low,
                                             kg.value + embodied->value,
                                             kg.high + embodied->high });
}

static void check_carbon(plume_lint *lint, const plume_claim_run *run)
{
    const plume_claim_figure *carbon = &run->figure[CLAIM_EMISSIONS];
    plume_interval ci = plume_lint_span(run, CLAIM_INTENSITY);
    base bases = bases_of(run);
    double best = HUGE_VAL;
    size_t nearest = 0;

    if (!plume_lint_has(run, CLAIM_EMISSIONS) || isnan(ci.value) ||
        isnan(bases.kwh[0].value) || plume_lint_found(lint, run, "R3") ||
        plume_lint_found(lint, run, "R2") || plume_lint_found(lint, run, "R11") ||
        plume_lint_found(lint, run, "R8"))
        return;
    for (size_t i = 0; i < bases.count; i++) {
        plume_interval kg = plume_interval_times(bases.kwh[i], ci);

        if (plume_lint_fits(carbon, kg) || fits_with_embodied(run, kg))
            return;
        if (fabs(log(carbon->value / kg.value)) < best) {
            best = fabs(log(carbon->value / kg.value));
            nearest = i;
        }
    }
    for (size_t i = 0; i < bases.count; i++) {
        plume_interval right = plume_interval_times(bases.kwh[i], ci);
        plume_slip slip;

        if (!plume_lint_slip(&slip, lint, run, CLAIM_EMISSIONS, right))
            continue;
        report_slip(lint, run, right, &slip);
        return;
    }
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

    if (!plume_lint_has(run, CLAIM_EMISSIONS) || plume_lint_found(lint, run, "R6") ||
        isnan(implied) || !(fabs(implied / stated - 1.0) > 1e-3))
        return;
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *other = &lint->claim->run[i];

        if (plume_lint_found(lint, other, "R6") && other->line != run->line &&
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

/* --- emissions without the PUE, beside those with it --- */

static void check_bare(plume_lint *lint, const plume_claim_run *run)
{
    const plume_claim_figure *carbon = &run->figure[CLAIM_EMISSIONS];
    plume_interval right = plume_interval_times(
        plume_lint_span(run, CLAIM_BARE_EMISSIONS), plume_lint_span(run, CLAIM_PUE));
    plume_slip slip;

    if (isnan(right.value) || !plume_lint_has(run, CLAIM_EMISSIONS) ||
        plume_lint_fits(carbon, right) || plume_lint_found(lint, run, "R4") ||
        plume_lint_found(lint, run, "R6") || plume_lint_found(lint, run, "R2"))
        return;
    if (!plume_lint_slip(&slip, lint, run, CLAIM_EMISSIONS, right))
        slip = (plume_slip){ .code = "R4",
                             .what = "are not those without the PUE x PUE",
                             .sure = "no single slip explains it" };
    report_slip(lint, run, right, &slip);
}

void plume_lint_bare_carbon(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++)
        check_bare(lint, &lint->claim->run[i]);
}
