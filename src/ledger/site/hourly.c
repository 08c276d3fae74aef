/* Adds up energy and carbon hour by hour, and what lies outside the series. */
#include "ledger/site/hourly.h"

#include <math.h>
#include <stdlib.h>

#include "core/number/exact_sum.h"
#include <plume/text.h>
#include <plume/time.h>

enum { HOURS_NAMED = 6 };

struct plume_hours {
    const plume_series *series, *carbon_free;
    bool *missing;    /* hours that a run asked for in vain */
    double *load_kwh; /* of each hour; NULL without a carbon-free series */
    uint64_t traced_runs, spread_runs, untimed_runs;
    uint64_t outside_runs; /* of which a part lies before or behind the series */
    plume_sum known_kwh, annual_kwh, annual_kg;
};

/* NULL without a series: every function here takes that. */
plume_status plume_hours_new(plume_hours **out, const plume_study *study,
                             plume_error *error)
{
    plume_hours *hours;
    size_t count;

    *out = NULL;
    if (study->hourly == NULL)
        return PLUME_OK;
    hours = calloc(1, sizeof *hours);
    if (hours == NULL)
        return plume_fail_memory(error);
    count = plume_series_count(study->hourly);
    hours->series = study->hourly;
    hours->carbon_free = study->carbon_free;
    hours->missing = calloc(count, sizeof *hours->missing);
    if (study->carbon_free != NULL)
        hours->load_kwh = calloc(count, sizeof *hours->load_kwh);
    if (hours->missing == NULL ||
        (study->carbon_free != NULL && hours->load_kwh == NULL)) {
        plume_hours_free(hours);
        return plume_fail_memory(error);
    }
    *out = hours;
    return PLUME_OK;
}

void plume_hours_free(plume_hours *hours)
{
    if (hours == NULL)
        return;
    free(hours->missing);
    free(hours->load_kwh);
    free(hours);
}

/* --- one run --- */

static bool times_of(double times_s[2], const plume_run *run)
{
    times_s[0] = isnan(run->start_s) ? run->end_s - run->duration_s : run->start_s;
    times_s[1] = isnan(run->end_s) ? run->start_s + run->duration_s : run->end_s;
    return times_s[1] >= times_s[0];
}

/* Marks the hours of a run that are not known, and books its load. */
static void visit(plume_hours *hours, const double times_s[2], double facility_kwh)
{
    double length_s = times_s[1] - times_s[0];
    double from_s = fmax(times_s[0], plume_series_start_s(hours->series, 0));

    for (size_t i = plume_series_find(hours->series, from_s);
         i < plume_series_count(hours->series); i++) {
        double start_s = plume_series_start_s(hours->series, i);
        double end_s = plume_series_start_s(hours->series, i + 1);
        double part_s = fmin(end_s, times_s[1]) - fmax(start_s, times_s[0]);

        if (start_s > times_s[1] || (start_s == times_s[1] && length_s > 0.0))
            return;
        if (isnan(plume_series_value(hours->series, i)))
            hours->missing[i] = true;
        if (hours->load_kwh != NULL)
            hours->load_kwh[i] +=
                length_s > 0.0 ? facility_kwh * part_s / length_s : facility_kwh;
    }
}

static bool is_outside(const plume_hours *hours, const double times_s[2])
{
    size_t count = plume_series_count(hours->series);

    return times_s[0] < plume_series_start_s(hours->series, 0) ||
           times_s[1] > plume_series_start_s(hours->series, count);
}

static uint64_t runs_of(const plume_run *run)
{
    return run->repeat < 1e15 ? (uint64_t)llround(run->repeat) : 0;
}

/* The mean intensity of the hours that are known, and the share of the energy in them. */
static void profile(plume_hours *hours, const plume_run *run, double facility_kwh,
                    double out[2])
{
    static const double even[2] = { 0.0, 0.0 };
    plume_matched matched = { 0.0, 0.0, 0.0 };
    double times_s[2];
    bool timed = times_of(times_s, run);

    if (timed)
        visit(hours, times_s, facility_kwh);
    if (timed && is_outside(hours, times_s))
        hours->outside_runs += runs_of(run);
    if (!isnan(run->matched_share)) {
        hours->traced_runs += runs_of(run);
        out[0] = run->matched_kg_per_kwh;
        out[1] = run->matched_share;
        return;
    }
    if (timed) {
        hours->spread_runs += runs_of(run);
        plume_series_match(&matched, hours->series, times_s, even, 1.0);
    } else {
        hours->untimed_runs += runs_of(run);
    }
    out[0] = plume_matched_mean(&matched);
    out[1] = matched.known;
}

/* The part of a run that the series covers counts by the hour, the rest at the yearly
 * figure; the site's intensity becomes their mean, weighted by energy. */
void plume_hours_match(plume_hours *hours, const plume_run *run, plume_site *site,
                       double it_kwh)
{
    double facility_kwh, annual_kg_per_kwh, of[2];

    if (hours == NULL || !isfinite(it_kwh) || !isfinite(site->pue.value))
        return;
    facility_kwh = it_kwh * site->pue.value;
    annual_kg_per_kwh = site->gross_kg_per_kwh.value;
    profile(hours, run, facility_kwh * run->repeat, of);
    plume_sum_add_times(&hours->known_kwh, facility_kwh * of[1], run->repeat);
    plume_sum_add_times(&hours->annual_kwh, facility_kwh * (1.0 - of[1]), run->repeat);
    if (isfinite(annual_kg_per_kwh))
        plume_sum_add_times(&hours->annual_kg, facility_kwh * annual_kg_per_kwh,
                            run->repeat);
    if (of[1] >= 1.0)
        site->gross_kg_per_kwh.value = of[0];
    else if (of[1] > 0.0)
        site->gross_kg_per_kwh.value = of[1] * of[0] + (1.0 - of[1]) * annual_kg_per_kwh;
}

/* --- the end --- */

/* The first of the hours by name: a gap of a day reads differently from single hours. */
static void note_missing(const plume_hours *hours, plume_notes *notes)
{
    uint64_t missing = 0;
    plume_text names;

    plume_text_init(&names);
    for (size_t i = 0; i < plume_series_count(hours->series); i++) {
        if (!hours->missing[i] || missing++ >= HOURS_NAMED)
            continue;
        plume_text_add(&names, missing > 1 ? ", " : "");
        plume_time_print(&names, plume_series_start_s(hours->series, i));
    }
    if (missing > 0)
        plume_notes_add(notes, PLUME_WARNING, "hours-missing",
                        plume_series_path(hours->series), 0,
                        "hours of the runs without an intensity, which count at "
                        "the yearly figure: %llu "
                        "(%s%s)",
                        (unsigned long long)missing, names.data,
                        missing > HOURS_NAMED ? " and others" : "");
    plume_text_dispose(&names);
}

static void note_outside(const plume_hours *hours, plume_notes *notes)
{
    size_t count = plume_series_count(hours->series);
    plume_text from, to;

    if (hours->outside_runs == 0)
        return;
    plume_text_init(&from);
    plume_text_init(&to);
    plume_time_print(&from, plume_series_start_s(hours->series, 0));
    plume_time_print(&to, plume_series_start_s(hours->series, count));
    plume_notes_add(
        notes, PLUME_WARNING, "hours-outside", plume_series_path(hours->series), 0,
        "runs that took place, at least in part, outside of the series (%s to %s): %llu; "
        "what lies outside counts at the yearly figure",
        from.data, to.data, (unsigned long long)hours->outside_runs);
    plume_text_dispose(&from);
    plume_text_dispose(&to);
}

void plume_hours_close(plume_hours *hours, plume_notes *notes)
{
    if (hours == NULL)
        return;
    note_missing(hours, notes);
    note_outside(hours, notes);
    if (hours->untimed_runs > 0)
        plume_notes_add(
            notes, PLUME_WARNING, "hours-unknown", plume_series_path(hours->series), 0,
            "runs without a start or an end: %llu; their hours are not known, so their "
            "energy counts at the yearly figure",
            (unsigned long long)hours->untimed_runs);
}

static void match_carbon_free(const plume_hours *hours, plume_hourly *out)
{
    for (size_t i = 0; i < plume_series_count(hours->series); i++) {
        double start_s = plume_series_start_s(hours->series, i);
        double grid = plume_series_value(hours->series, i);
        double bought = plume_series_value(
            hours->carbon_free, plume_series_find(hours->carbon_free, start_s));

        if (!isnan(grid) && !isnan(bought))
            plume_matched_hours_add(&out->matched, hours->load_kwh[i], bought, grid);
    }
}

/* What was bought beyond the load of an hour covers no other hour. */
bool plume_hours_read(const plume_hours *hours, plume_hourly *out)
{
    *out = (plume_hourly){ .series = NULL };
    if (hours == NULL ||
        hours->traced_runs + hours->spread_runs + hours->untimed_runs == 0)
        return false;
    out->series = hours->series;
    out->traced_runs = hours->traced_runs;
    out->spread_runs = hours->spread_runs;
    out->untimed_runs = hours->untimed_runs;
    for (size_t i = 0; i < plume_series_count(hours->series); i++)
        out->missing_hours += hours->missing[i] ? 1 : 0;
    out->known_kwh = plume_sum_value(&hours->known_kwh);
    out->annual_kwh = plume_sum_value(&hours->annual_kwh);
    out->annual_kg = plume_sum_value(&hours->annual_kg);
    if (hours->carbon_free == NULL)
        return true;
    match_carbon_free(hours, out);
    out->unmatched_kwh =
        fmax(out->known_kwh + out->annual_kwh - out->matched.load_kwh, 0.0);
    return true;
}

bool plume_hours_are_known(const plume_hours *hours)
{
    double known_kwh, annual_kwh;

    if (hours == NULL)
        return false;
    known_kwh = plume_sum_value(&hours->known_kwh);
    annual_kwh = plume_sum_value(&hours->annual_kwh);
    return known_kwh > 0.0 && annual_kwh <= 1e-9 * known_kwh;
}
