/* logs/internal.h -- a log between the reader that it is given to and what runs that
 * reader.
 */
#ifndef PLUME_LOGS_INTERNAL_H
#define PLUME_LOGS_INTERNAL_H

#include "core/time/last_time.h"
#include "logs/finish/plausible_account.h"
#include "logs/read_log.h"
#include "logs/finish/run_check.h"
#include "logs/finish/run_kinds.h"
#include "logs/finish/run_role.h"
#include "traces/machine_times.h"

/* Of this pass: how many, and the first. */
typedef struct plume_unknown_times {
    uint64_t count, line;
    char text[40];
} plume_unknown_times;

struct plume_log {
    const plume_log_setting *setting;
    plume_log_result *result;
    plume_run_check *check;
    uint64_t ordinal;        /* of the next run */
    uint64_t samples;        /* of a power trace, used */
    bool traced;             /* the trace takes samples in this pass */
    plume_trace *takes;      /* it, once it has; NULL before */
    bool summing;            /* the run at hand is that of all samples */
    plume_trace_memory kept; /* of a survey before */
    bool naive;              /* a stamp had no zone, and none was given */
    bool local;              /* its times are of the zone that the user says */
    bool naive_told, cleaned_told, unended_told;
    bool minutes;                           /* a stamp had no seconds */
    plume_last_time last_time, time_before; /* begin and end take turns */
    plume_unknown_times unknown;
    bool differs;     /* the reader asked whether this is the survey */
    bool told_of_run; /* in the survey: of one that is no trace */
    plume_text whole; /* the device of which the run at hand has a share */
    plume_ratings ratings;
    plume_path_role path_role;
    bool role_told;
    plume_run_kinds *kinds;        /* NULL: of none yet */
    plume_machine_times *machines; /* of runs in the survey; NULL: of none yet */
};

/* At the end of a pass: tells of the times that plume_log_time_is_unknown counted. */
void plume_log_note_unknown_times(plume_log *log);

/* What runs and notes call the log. */
const char *plume_log_shown_path(const plume_log *log);

/* Where the notes of this pass go; NULL: nowhere. */
plume_notes *plume_log_notes(plume_log *log);

/* Whether the survey hands on what it reads. */
static inline bool plume_log_is_ahead(const plume_log *log)
{
    const plume_early *ahead = log->setting->ahead;

    return ahead != NULL && ahead->stands && !log->differs;
}

/* The next record of the log, as the identities know it. */
plume_sighting plume_log_sight(plume_log *log, const plume_run *run, double progress,
                               plume_recurrence recurrence);

/* In the survey: whether the run at hand may be handed on already. One that comes twice,
 * or that others may tell of, needs all to be seen. */
bool plume_log_goes_ahead(plume_log *log);

/* The first run of a log that is handed on ahead: what was noted before it is told. */
void plume_log_tell_ahead(plume_log *log);

/* The trace that takes its samples; NULL before the first. */
static inline plume_trace *plume_log_whole_trace(const plume_log *log)
{
    const plume_log_setting *setting = log->setting;
    bool part = setting->part.trace != NULL && setting->pass == PLUME_PASS_READ;

    return part ? setting->part.trace : *setting->trace;
}

/* The trace that takes its samples, from now on in any case. NULL: out of memory. */
plume_trace *plume_log_trace_at_hand(plume_log *log, plume_error *error);

/* Tells the trace what its devices draw. */
void plume_log_rate_trace(plume_log *log, plume_trace *trace);

/* The samples of a part of a trace that others continue. */
void plume_log_take_part(plume_log *log, const plume_run *whole, uint64_t count);

/* Finishes a run where it lies: with what the user says over the log, and what is known
 * of its place and device. lasted_s: the time that its energy is of. */
plume_status plume_log_finish_run(plume_log *log, plume_run *run, uint64_t line,
                                  double lasted_s, plume_error *error);

/* A sound run, which stands for count records that were not counted yet; it is finished
 * where it lies. */
plume_status plume_log_take_run(plume_log *log, plume_run *run,
                                plume_recurrence recurrence, uint64_t line,
                                uint64_t count, plume_error *error);

#endif
