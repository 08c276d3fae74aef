/* readers/hpo/optuna/clock.h -- whose clock the naive times of a storage are of.
 *
 * Optuna 5 writes UTC where all releases before wrote local time; the schema does not
 * tell, and a study of one goes on under the other in the same file. */
#ifndef PLUME_READERS_OPTUNA_CLOCK_H
#define PLUME_READERS_OPTUNA_CLOCK_H

#include "logs/log.h"
#include <plume/text.h>

/* What the trials so far tell. Seconds are civil ones, as printed. */
typedef struct plume_optuna_clock {
    const plume_zone *zone; /* of local times; NULL: not given */
    bool utc_release;       /* the storage was made by Optuna 5 or later */
    bool utc_beats;         /* heartbeats are UTC: of SQLite, in every release */
    bool changed;           /* to UTC, within the storage */
    double least_s, most_s; /* of the offset of local time, as heartbeats bound it */
    double beat_gap_s;      /* the longest from a last heartbeat to an end; NAN none */
    double latest_s, longest_s;
    uint64_t moved, undecided; /* trials read as UTC by what they tell; of either clock */
} plume_optuna_clock;

/* Times of a trial as they are printed; "" none. */
typedef struct plume_optuna_stamps {
    plume_text start, end, beat;
} plume_optuna_stamps;

void plume_optuna_stamps_init(plume_optuna_stamps *stamps);
void plume_optuna_stamps_dispose(plume_optuna_stamps *stamps);

/* version: "5.0.0", as the storage states it; "" unknown. */
void plume_optuna_clock_begin(plume_optuna_clock *clock, const plume_zone *zone,
                              const char *version);

/* Of each trial that ended by itself, before any is marked. */
typedef struct plume_optuna_beat {
    const char *start, *end, *beat;
} plume_optuna_beat;
void plume_optuna_clock_learn(plume_optuna_clock *clock, plume_optuna_beat trial);

/* Appends to the times of a trial the zone that they are of, where that is known. Trials
 * come in the order of their making. */
void plume_optuna_clock_mark(plume_optuna_clock *clock, plume_optuna_stamps *stamps);

/* Seconds for which the heartbeats of a trial that lives may be silent. */
double plume_optuna_clock_silence_s(const plume_optuna_clock *clock);

void plume_optuna_clock_describe(const plume_optuna_clock *clock, plume_log *log);

/* Seconds as they are printed, whatever zone they are of; NAN for no time. */
double plume_optuna_civil_s(const char *text);

#endif
