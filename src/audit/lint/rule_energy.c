/* R14: energy is power x time. M14: one factor that nobody states explains it in all
 * rows. R2, R3, R4: a single slip does. */
#include "audit/lint/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What an unstated factor may be and still be a PUE, or the draw of a host. */
static const double most_factor = 2.0;

/* How the energy of one row stands to its power x time. */
typedef struct row_energy {
    const plume_claim_run *run; /* NULL: nothing to hold against each other */
    const plume_claim_figure *energy;
    plume_quantity boundary;
    plume_interval right, factor; /* power x time, and what the energy is times that */
    bool fits;
} row_energy;

static plume_interval over_trials(const plume_claim_run *run, plume_interval kwh)
{
    return plume_lint_has(run, CLAIM_TRIALS)
               ? plume_interval_over(kwh, plume_lint_span(run, CLAIM_TRIALS))
               : kwh;
}

/* Device-hours of one trial, where their head does not say so. */
static plume_interval by_trials(const plume_claim_run *run, plume_interval kwh)
{
    return plume_lint_has(run, CLAIM_DEVICE_HOURS)
               ? plume_interval_times(kwh, plume_lint_span(run, CLAIM_TRIALS))
               : kwh;
}

/* At each boundary that the head leaves open. */
static bool fits_any(const row_energy *row, plume_interval kwh)
{
    plume_interval pue = plume_lint_span(row->run, CLAIM_PUE);
    bool fits = false;

    if (row->boundary != CLAIM_FACILITY_ENERGY)
        fits = plume_lint_fits(row->energy, kwh);
    if (!isnan(pue.value) && row->boundary != CLAIM_IT_ENERGY)
        fits = fits || plume_lint_fits(row->energy, plume_interval_times(kwh, pue));
    if (isnan(pue.value) && row->boundary == CLAIM_FACILITY_ENERGY) /* any PUE will do */
        fits = fits || plume_lint_fits(row->energy, (plume_interval){ kwh.low, kwh.value,
                                                                      2.5 * kwh.high });
    return fits;
}

static plume_interval span(const plume_claim_figure *figure)
{
    return (plume_interval){ figure->low, figure->value,
                             fmax(figure->high, figure->value + figure->unit) };
}

/* A rating that equals the power is no measurement: the energy may lie below it. */
static bool is_rating(plume_lint *lint, const plume_claim_run *run)
{
    double rated = plume_lint_rated_watts(lint, run);

    return fabs(run->figure[CLAIM_POWER].value / rated - 1.0) < 0.01;
}

static row_energy row_of(const plume_lint *lint, const plume_claim_run *run)
{
    row_energy row = { .run = run, .boundary = CLAIM_ENERGY };

    row.energy = plume_lint_stated_energy(run, &row.boundary);
    row.right = plume_lint_power_time(run);
    if (row.energy == NULL || isnan(row.right.value) || !(row.right.value > 0.0) ||
        strcmp(run->word[CLAIM_POWER_SCOPE], "rated") == 0 ||
        plume_lint_found(lint, run, "R3"))
        return (row_energy){ .run = NULL };
    row.factor = plume_interval_over(span(row.energy), row.right);
    row.fits = fits_any(&row, row.right) || fits_any(&row, over_trials(run, row.right)) ||
               fits_any(&row, by_trials(run, row.right));
    return row;
}

static const char *arithmetic(plume_lint *lint, const row_energy *row)
{
    return plume_findings_text(&lint->findings,
                               "power x time = %s kWh, stated %s kWh, ratio %s",
                               plume_lint_number(lint, row->right.value),
                               plume_lint_number(lint, row->energy->value),
                               plume_audit_number(lint->pool, row->factor.value, 4));
}

static const char *ask_factor(plume_lint *lint, const row_energy *row)
{
    return plume_findings_text(&lint->findings,
                               "The energy of '%s' (%s) is %s times its power x time; "
                               "please say what the factor is.",
                               plume_lint_row(lint, row->run), row->energy->printed,
                               plume_audit_number(lint->pool, row->factor.value, 4));
}

/* Trackers print the powers of parts as they were last: those need not be the mean. */
static bool is_momentary(const row_energy *row)
{
    return strcmp(row->run->word[CLAIM_POWER_SCOPE], "parts") == 0 &&
           row->factor.value > 0.75 && row->factor.value < 1.25;
}

/* Below one per cent it may be a rounding somewhere between. */
static bool is_small(const row_energy *row)
{
    return fabs(row->factor.value - 1.0) < 0.01 ||
           fabs(row->factor.value / row->run->figure[CLAIM_PUE].value - 1.0) < 0.01;
}

static void report(plume_lint *lint, const row_energy *row, const char *code,
                   const char *message, const char *sure)
{
    plume_lint_tell(
        lint, row->run,
        &(plume_lint_report){
            .code = code,
            .severity = is_momentary(row) || is_small(row) ? PLUME_FINDING_WARNING
                                                           : PLUME_FINDING_CONTRADICTION,
            .message = message,
            .arithmetic =
                plume_findings_text(&lint->findings, "%s%s%s", arithmetic(lint, row),
                                    sure[0] != '\0' ? "; " : "", sure),
            .sentence = ask_factor(lint, row),
        });
}

/* The slip of a row, against each boundary that the head leaves open. */
static bool report_slip(plume_lint *lint, const row_energy *row)
{
    plume_interval pue = plume_lint_span(row->run, CLAIM_PUE);
    plume_interval with_pue = plume_interval_times(row->right, pue);
    plume_slip slip;
    bool found = false;

    if (!isnan(pue.value) && row->boundary != CLAIM_IT_ENERGY)
        found = plume_lint_slip(&slip, lint, row->run, row->boundary, with_pue);
    if (!found && (row->boundary != CLAIM_FACILITY_ENERGY || isnan(pue.value)))
        found = plume_lint_slip(&slip, lint, row->run, row->boundary, row->right);
    if (!found)
        return false;
    report(lint, row, strcmp(slip.code, "R6") == 0 ? "R14" : slip.code,
           plume_findings_text(&lint->findings, "the energy %s", slip.what), slip.sure);
    return true;
}

/* --- one factor for all rows --- */

static bool shares(const row_energy *row, double factor)
{
    return row->factor.low <= factor * (1.0 + 1e-9) &&
           row->factor.high >= factor * (1.0 - 1e-9);
}

/* Rows that leave their PUE open, as those of tables whose text states it. */
static bool is_open(const row_energy *row)
{
    return row->run != NULL && isnan(row->run->figure[CLAIM_PUE].value) &&
           row->boundary == CLAIM_ENERGY;
}

/* The factor that most open rows share; in the middle of what they allow. */
static double common_factor(const row_energy *rows, size_t count, size_t *sharing)
{
    double best = NAN;

    *sharing = 0;
    for (size_t i = 0; i < count; i++) {
        double low, high = HUGE_VAL;
        size_t here = 0;

        if (!is_open(&rows[i]))
            continue;
        low = rows[i].factor.low;
        for (size_t k = 0; k < count; k++)
            if (is_open(&rows[k]) && shares(&rows[k], low)) {
                here++;
                high = fmin(high, rows[k].factor.high);
            }
        if (here > *sharing) {
            *sharing = here;
            best = (low + high) / 2.0;
        }
    }
    return best;
}

static bool is_plausible(double factor)
{
    return factor > 1.0 && factor <= most_factor;
}

static void warn_common(plume_lint *lint, const row_energy *row, double factor,
                        size_t sharing)
{
    plume_lint_tell(
        lint, row->run,
        &(plume_lint_report){
            .code = "M14",
            .severity = PLUME_FINDING_WARNING,
            .message =
                plume_findings_text(&lint->findings,
                                    "one factor of %s, which nobody states, explains the "
                                    "energy of %zu rows%s",
                                    plume_audit_number(lint->pool, factor, 3), sharing,
                                    is_plausible(factor) ? ": a PUE?" : ""),
            .arithmetic = arithmetic(lint, row),
            .sentence = plume_findings_text(
                &lint->findings,
                "The energies of %zu rows are %s times power x time; please say what the "
                "factor is.",
                sharing, plume_audit_number(lint->pool, factor, 3)),
        });
}

/* One row alone: the factor may be a PUE, or its power a limit. */
static void warn_row(plume_lint *lint, const row_energy *row)
{
    plume_lint_tell(
        lint, row->run,
        &(plume_lint_report){
            .code = "R14",
            .severity = PLUME_FINDING_WARNING,
            .message =
                row->factor.value > 1.0
                    ? plume_findings_text(
                          &lint->findings,
                          "energy is not power x time: the ratio would be a PUE of %s, "
                          "which nobody states",
                          plume_audit_number(lint->pool, row->factor.value, 2))
                    : "energy is not power x time: the power is the rating of the device",
            .arithmetic = arithmetic(lint, row),
            .sentence = ask_factor(lint, row),
        });
}

/* Nobody says how many devices there were: several would explain it. */
static bool lacks_count(const row_energy *row)
{
    return !plume_lint_has(row->run, CLAIM_DEVICES) &&
           !plume_lint_has(row->run, CLAIM_DEVICE_HOURS) &&
           !plume_lint_has(row->run, CLAIM_TOTAL_POWER) && row->factor.value > 1.5;
}

static void warn_count(plume_lint *lint, const row_energy *row)
{
    plume_lint_tell(
        lint, row->run,
        &(plume_lint_report){
            .code = "R14",
            .severity = PLUME_FINDING_WARNING,
            .message = plume_findings_text(
                &lint->findings,
                "energy is %s times power x time, and nobody says of how many devices",
                plume_audit_number(lint->pool, row->factor.value, 4)),
            .arithmetic = arithmetic(lint, row),
            .sentence = plume_findings_text(
                &lint->findings,
                "The energy of '%s' (%s) would be that of %s devices; please state their "
                "count, and the PUE if one is in it.",
                plume_lint_row(lint, row->run), row->energy->printed,
                plume_audit_number(lint->pool, row->factor.value, 3)),
        });
}

/* A row that lacks what the others hold. */
static void report_alone(plume_lint *lint, const row_energy *row, double factor)
{
    const char *shown = plume_audit_number(lint->pool, factor, 3);

    report(
        lint, row, "R14",
        row->fits
            ? plume_findings_text(&lint->findings,
                                  "the energy lacks the factor of %s (a PUE?) that the "
                                  "other rows hold",
                                  shown)
            : plume_findings_text(&lint->findings,
                                  "the energy is %s times power x time, where the "
                                  "other rows share a factor of %s",
                                  plume_audit_number(lint->pool, row->factor.value, 4),
                                  shown),
        "");
}

/* A row on its own, or one of rows that share nothing. */
static void report_row(plume_lint *lint, const row_energy *row)
{
    bool rating = is_rating(lint, row->run) && row->factor.value < 1.0;

    if (row->fits || report_slip(lint, row))
        return;
    if ((is_open(row) && is_plausible(row->factor.value)) || rating)
        warn_row(lint, row);
    else if (lacks_count(row))
        warn_count(lint, row);
    else
        report(lint, row, "R14",
               plume_findings_text(
                   &lint->findings, "energy is not power x time: %s",
                   isnan(row->run->figure[CLAIM_PUE].value)
                       ? "the figures of this row do not belong together"
                       : plume_findings_text(&lint->findings,
                                             "nor with the stated PUE of %s",
                                             row->run->figure[CLAIM_PUE].printed)),
               "");
}

static void check_rows(plume_lint *lint, const row_energy *rows, size_t count)
{
    size_t sharing, open = 0;
    double factor = common_factor(rows, count, &sharing);
    bool common, most, told = false;

    for (size_t i = 0; i < count; i++)
        open += is_open(&rows[i]);
    /* A factor that is none: those rows are right, and each other is on its own. */
    common = sharing >= 2 && sharing == open && fabs(factor - 1.0) > 1e-3;
    most = sharing >= 2 && 2 * sharing > open && is_plausible(factor);
    for (size_t i = 0; i < count; i++) {
        const row_energy *row = &rows[i];

        if (row->run == NULL)
            continue;
        if (!is_open(row) || !(common || most)) {
            report_row(lint, row);
        } else if (shares(row, factor)) {
            if (row->fits || (!is_plausible(factor) && report_slip(lint, row)))
                continue;
            if (!told)
                warn_common(lint, row, factor, sharing);
            told = true;
        } else if (row->fits || !is_plausible(row->factor.value)) {
            if (row->fits || !report_slip(lint, row))
                report_alone(lint, row, factor);
        } else {
            warn_row(lint, row);
        }
    }
}

enum { ROWS_MOST = 4096 };

void plume_lint_energy(plume_lint *lint)
{
    size_t count =
        lint->claim->run_count < ROWS_MOST ? lint->claim->run_count : ROWS_MOST;
    row_energy *rows = calloc(count > 0 ? count : 1, sizeof *rows);

    if (rows == NULL) {
        lint->findings.failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++)
        rows[i] = row_of(lint, &lint->claim->run[i]);
    check_rows(lint, rows, count);
    free(rows);
}
