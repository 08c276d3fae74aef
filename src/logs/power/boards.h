/* logs/power/boards.h -- what a run's tracker samples of its GPUs: power, counters, and
 * which of them the run uses; kept until the window is known, then integrated as any
 * trace is. 24 bytes a sample. */
#ifndef PLUME_LOGS_POWER_BOARDS_H
#define PLUME_LOGS_POWER_BOARDS_H

#include <plume/input.h>
#include <plume/power.h>
#include <plume/run.h>
#include <plume/status.h>
#include <plume/text.h>

#include "logs/log.h"
#include "traces/total.h"

enum { PLUME_BOARD_SAMPLES_MAX = 1 << 22 };
/* A tracker's samples stand 10 or 15 s apart: two say that a board idled. */
enum { PLUME_BOARD_IDLE_SAMPLES = 2 };

typedef struct plume_boards plume_boards;

/* NULL: out of memory. Of options (borrowed) the gaps and the hours to match. */
plume_boards *plume_boards_new(const plume_input_options *options);
void plume_boards_free(plume_boards *boards);

/* Counters begin at nothing where they fall: they are of a session, not of a driver. */
void plume_boards_count_sessions(plume_boards *boards);

typedef enum plume_board_figure {
    PLUME_BOARD_WATTS,
    PLUME_BOARD_JOULES,  /* of a counter */
    PLUME_BOARD_PERCENT, /* how busy it was */
    PLUME_BOARD_USED     /* some figure of the run's own process on it */
} plume_board_figure;

/* value: NAN for what is no number. PLUME_ERR_VALUE for more samples than
 * PLUME_BOARD_SAMPLES_MAX. */
typedef struct plume_board_reading {
    const char *board; /* "0" */
    plume_board_figure figure;
    double value;
} plume_board_reading;
plume_status plume_boards_take(plume_boards *boards, double t_s,
                               plume_board_reading reading, plume_error *error);

/* At this time another session of the run begins: no energy lies between the samples
 * before and after. In the order of time; of more than PLUME_BOARD_PAUSES the rest is
 * bridged as any gap is. */
enum { PLUME_BOARD_PAUSES = 16 };
void plume_boards_pause(plume_boards *boards, double t_s);

/* GPUs that the run's process used, or all when no sample tells which. */
size_t plume_boards_devices(const plume_boards *boards);
bool plume_boards_know_use(const plume_boards *boards);
/* GPUs that were sampled. */
size_t plume_boards_sampled(const plume_boards *boards);
/* Appends the names of those that count, with between between: "0+1". */
void plume_boards_print(plume_text *out, const plume_boards *boards, const char *between);

/* Over the devices that count. NAN where there is none. */
typedef struct plume_board_energy {
    double energy_j;
    double counted_j; /* by the boards' own counters; NAN: not by all of them */
    double start_s, end_s;
    double measured_s, gap_s; /* summed over devices */
    uint64_t samples, dropped;
    plume_matched matched; /* joules */
    plume_power_unused unused;
} plume_board_energy;

/* Of the samples from from_s to to_s; either may be infinite. */
plume_status plume_boards_sum(plume_board_energy *out, const plume_boards *boards,
                              double from_s, double to_s, plume_error *error);

/* Device count, energy, evidence and coverage of a run whose duration is known. */
void plume_boards_fill(plume_run *run, const plume_boards *boards,
                       const plume_board_energy *energy);

/* Tells of devices that were never busy; id: of the run. */
void plume_boards_tell_unused(const plume_board_energy *energy, plume_log *log,
                              const char *id);

/* All of it, for a run all of whose samples count. */
plume_status plume_boards_settle(plume_run *run, const plume_boards *boards,
                                 plume_log *log, plume_error *error);

#endif
