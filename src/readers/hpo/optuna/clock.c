/* Decides by trial whether Optuna's naive times are UTC: from the release, heartbeats,
 * and jumps of the clock. */
#include "readers/hpo/optuna/clock.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/number/units.h"
#include <plume/time.h>

/* Offsets of zones are whole quarters of an hour, heartbeats whole seconds; no file
 * before 2026 can hold times of Optuna 5. */
#define QUARTER_S      900.0
#define ROUNDING_S     2.0
#define FIRST_OF_UTC_S 1767225600.0 /* 2026-01-01 */
/* Trials are found dead after a grace period, of two intervals unless it is set; the
 * manual's example of an interval holds where no trial tells it. */
#define INTERVALS  2.0
#define INTERVAL_S 60.0

void plume_optuna_stamps_init(plume_optuna_stamps *stamps)
{
    plume_text_init(&stamps->start);
    plume_text_init(&stamps->end);
    plume_text_init(&stamps->beat);
}

void plume_optuna_stamps_dispose(plume_optuna_stamps *stamps)
{
    plume_text_dispose(&stamps->start);
    plume_text_dispose(&stamps->end);
    plume_text_dispose(&stamps->beat);
}

void plume_optuna_clock_begin(plume_optuna_clock *clock, const plume_zone *zone,
                              const char *version)
{
    *clock = (plume_optuna_clock){ .zone = zone,
                                   .utc_release = strtol(version, NULL, 10) >= 5,
                                   .least_s = -INFINITY,
                                   .most_s = INFINITY,
                                   .latest_s = NAN,
                                   .beat_gap_s = NAN };
}

/* A zone stands behind the day, which has two '-' of its own. */
double plume_optuna_civil_s(const char *text)
{
    size_t day = strlen("2026-11-29"), length = strlen(text);
    plume_stamp stamp;

    if (length > day)
        length = day + strcspn(text + day, "Z+-");
    return plume_time_parse(&stamp, text, length, NULL) ? stamp.unix_s : (double)NAN;
}

/* --- what heartbeats tell --- */

/* The last heartbeat is UTC, lies in the trial, and less than an interval, which is of
 * minutes at the most, before its end. */
void plume_optuna_clock_learn(plume_optuna_clock *clock, plume_optuna_beat trial)
{
    double beat_s = plume_optuna_civil_s(trial.beat);
    double gap_s = plume_optuna_civil_s(trial.end) - beat_s;

    if (isnan(gap_s))
        return;
    clock->least_s = fmax(clock->least_s, plume_optuna_civil_s(trial.start) - beat_s);
    clock->most_s = fmin(clock->most_s, gap_s);
    gap_s -= QUARTER_S * floor((gap_s + ROUNDING_S) / QUARTER_S);
    clock->beat_gap_s = fmax(clock->beat_gap_s, gap_s);
}

/* The one offset that all heartbeats allow; NAN when there are several, or none. */
static double offset_of(const plume_optuna_clock *clock)
{
    double offset_s = QUARTER_S * floor((clock->most_s + ROUNDING_S) / QUARTER_S);

    return clock->utc_beats && offset_s >= clock->least_s - ROUNDING_S &&
                   offset_s - QUARTER_S < clock->least_s - ROUNDING_S
               ? offset_s
               : (double)NAN;
}

double plume_optuna_clock_silence_s(const plume_optuna_clock *clock)
{
    double interval_s = isnan(clock->beat_gap_s) ? INTERVAL_S : clock->beat_gap_s;

    return INTERVALS * interval_s + ROUNDING_S;
}

/* Whether the heartbeat lies in the trial's time, if that is so many seconds before UTC.
 */
static bool is_alive(double start_s, double end_s, double beat_s, double shift_s)
{
    double lived_s = beat_s - start_s - shift_s;

    return lived_s >= -ROUNDING_S &&
           !(end_s >= start_s && lived_s > end_s - start_s + ROUNDING_S);
}

/* --- UTC or local --- */

/* The clock of the trials before goes on here, or it jumped by the zone's offset. A pause
 * that may hide such a jump is undecided. */
static void follow(plume_optuna_clock *clock, double start_s, double shift_s)
{
    double near_s = fmax(QUARTER_S, 2.0 * clock->longest_s);
    double gap_s = start_s - clock->latest_s;

    if (clock->changed || !(start_s >= FIRST_OF_UTC_S) || isnan(gap_s))
        return;
    if (gap_s >= shift_s && gap_s <= shift_s + near_s)
        clock->changed = true;
    else if (gap_s > fmax(shift_s, 0.0) + near_s)
        clock->undecided++;
}

/* shift_s: what a local time lacks to UTC. */
static bool is_utc(plume_optuna_clock *clock, const plume_optuna_stamps *stamps,
                   double start_s, double shift_s)
{
    double end_s, beat_s = NAN;
    bool utc, local;

    if (isnan(start_s) || fabs(shift_s) < QUARTER_S)
        return clock->utc_release;
    end_s = plume_optuna_civil_s(stamps->end.data);
    if (clock->utc_beats)
        beat_s = plume_optuna_civil_s(stamps->beat.data);
    utc = is_alive(start_s, end_s, beat_s, 0.0);
    local = is_alive(start_s, end_s, beat_s, shift_s);
    if (utc != local)
        clock->changed = utc && !clock->utc_release;
    else if (!clock->utc_release)
        follow(clock, start_s, shift_s);
    clock->longest_s = fmax(clock->longest_s, end_s - start_s);
    if (!clock->changed)
        clock->latest_s = fmax(clock->latest_s, fmax(start_s, end_s));
    clock->moved += clock->changed;
    return utc != local ? utc : clock->utc_release || clock->changed;
}

static void mark(plume_text *stamp, double offset_s)
{
    int minutes = (int)(fabs(offset_s) / SECONDS_PER_MINUTE);

    if (stamp->length == 0 || isnan(offset_s))
        return;
    if (minutes == 0)
        plume_text_add_char(stamp, 'Z');
    else
        plume_text_printf(stamp, "%c%02d:%02d", offset_s < 0 ? '-' : '+', minutes / 60,
                          minutes % 60);
}

/* The offset that all heartbeats tell goes before the zone that is given. Where neither
 * is known there is nothing to tell a clock by, and times are read once. */
void plume_optuna_clock_mark(plume_optuna_clock *clock, plume_optuna_stamps *stamps)
{
    double told_s = clock->utc_release ? (double)NAN : offset_of(clock);
    bool known = clock->zone != NULL || !isnan(told_s);
    double local_s = known ? plume_optuna_civil_s(stamps->start.data) : (double)NAN;
    double shift_s = -told_s;

    if (isnan(told_s))
        shift_s = clock->zone == NULL
                      ? 0.0
                      : plume_zone_resolve(clock->zone, local_s).unix_s - local_s;
    if (is_utc(clock, stamps, local_s, shift_s))
        told_s = 0.0;
    mark(&stamps->start, told_s);
    mark(&stamps->end, told_s);
    if (clock->utc_beats && (clock->zone != NULL || !isnan(told_s)))
        mark(&stamps->beat, 0.0);
}

/* --- notes --- */

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

void plume_optuna_clock_describe(const plume_optuna_clock *clock, plume_log *log)
{
    if (clock->moved > 0)
        plume_log_note(
            log, PLUME_ASSUMED, 0, "clock-mixed",
            "%llu trial%s of this storage are read as UTC, the others as local "
            "time: Optuna 5, which writes UTC, went on where an earlier "
            "release had begun",
            (unsigned long long)clock->moved, plural(clock->moved));
    else if (clock->undecided > 0)
        plume_log_note(
            log, PLUME_WARNING, 0, "clock-mixed",
            "%llu trial%s began after a pause that may hide a change to Optuna "
            "5, which writes UTC into a study that was begun with local times; "
            "all are read as local times",
            (unsigned long long)clock->undecided, plural(clock->undecided));
}
