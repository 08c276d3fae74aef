/* logs/partial/recorder.h -- what readers tell of their logs, written into a partial.
 *
 * What they tell is written before anything is made of it: which record counts, and what
 * others say of the same work, is found when all partials are read. */
#ifndef PLUME_LOGS_PARTIAL_RECORDER_H
#define PLUME_LOGS_PARTIAL_RECORDER_H

#include "logs/log.h"
#include <plume/output.h>

typedef struct plume_recorder plume_recorder;

/* output is borrowed. */
plume_status plume_recorder_new(plume_recorder **out, plume_output *output,
                                plume_error *error);
void plume_recorder_free(plume_recorder *recorder);

/* A line of whoever drives the readings, with its end. */
plume_status plume_recorder_put(plume_recorder *recorder, const plume_text *line,
                                plume_error *error);

/* Between the readings of two logs. Behind one: how many lines it came to. */
void plume_recorder_begin(plume_recorder *recorder);
plume_status plume_recorder_end(plume_recorder *recorder, uint64_t *lines,
                                plume_error *error);

/* What follows is a part of a log, read behind so many lines of its header, which are of
 * the first part: nothing is told of them, and lines count from behind them. */
void plume_recorder_pass_header(plume_recorder *recorder, uint64_t lines);
/* A part, whichever it is: what only the whole can tell is a failure. */
void plume_recorder_of_part(plume_recorder *recorder);
void plume_recorder_need_whole(plume_recorder *recorder, const char *why,
                               const char *hint);

/* As those of a log; a failure sticks, and the end tells it. naive, minutes: as the
 * stamps of the log were by now. */
void plume_recorder_clock(plume_recorder *recorder, bool naive, bool minutes);
plume_status plume_recorder_run(plume_recorder *recorder, const plume_run *run,
                                plume_recurrence recurrence, uint64_t line,
                                plume_error *error);
void plume_recorder_told_within(plume_recorder *recorder, uint64_t count);
plume_status plume_recorder_sample(plume_recorder *recorder,
                                   const plume_power_sample *sample, uint64_t line,
                                   plume_error *error);
plume_status plume_recorder_trace(plume_recorder *recorder,
                                  const plume_trace_about *about, plume_error *error);
void plume_recorder_note(plume_recorder *recorder, plume_severity severity, uint64_t line,
                         const char *code, const plume_text *message);
void plume_recorder_reject(plume_recorder *recorder, uint64_t line, const char *code,
                           const plume_text *message);

#endif
