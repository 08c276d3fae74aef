/* logs/log.h -- a log while a reader reads it: what it may ask of it, and what it tells.
 */
#ifndef PLUME_LOGS_LOG_H
#define PLUME_LOGS_LOG_H

#include "logs/meters.h"
#include "logs/pass/log_note.h"
#include "core/database/server.h"
#include "core/input/source.h"
#include "records/identity.h"
#include "traces/integrator.h"
#include <plume/api.h>
#include <plume/input.h>
#include <plume/run.h>
#include <plume/status.h>

/* The log's own bytes, opened by the intake; closed by it too. */
plume_source_stream *plume_log_source(plume_log *log);
const char *plume_log_path(const plume_log *log);
const plume_input_options *plume_log_options(const plume_log *log);

/* Opens a file beside this one (info.pkl) or in a folder below (files/config.yaml); it is
 * then listed as belonging to this log, its digest taken. *out is NULL when there is
 * none. The reader closes it. */
plume_status plume_log_companion(plume_log *log, const char *name,
                                 plume_source_stream **out, plume_error *error);

/* A naive or zoned time stamp in the log's zone; notes once that a naive time was read as
 * UTC when no zone is given. NAN when it is no time. */
double plume_log_time(plume_log *log, const char *text, size_t length);

/* A record that is a run. The log fills origin and what the options say. */
plume_status plume_log_run(plume_log *log, const plume_run *run, uint64_t line,
                           plume_error *error);

/* Likewise, of a log that repeats no run, as a rule or never: it takes less memory. */
plume_status plume_log_run_recurring(plume_log *log, const plume_run *run,
                                     plume_recurrence recurrence, uint64_t line,
                                     plume_error *error);

/* So many records that tell less of a run which the log hands in as a whole, as steps do
 * of their job: superseded by it. */
void plume_log_told_within(plume_log *log, uint64_t count);

/* A record that is a sample of a power trace, counted as used or rejected. At the end of
 * the log all samples become one run: the energy of all devices, integrated. */
plume_status plume_log_sample(plume_log *log, const plume_power_sample *sample,
                              uint64_t line, plume_error *error);

/* Of samples in a batch as many as go on from those before, which most do; behind them.
 * What stands there is for plume_log_sample. */
size_t plume_log_batch(plume_log *log, const plume_power_batch *batch, size_t first,
                       size_t end);

/* What the run of a trace is beside its samples; "" and NAN where nothing is said. */
typedef struct plume_trace_about {
    const char *device, *host, *name, *location;
    double logged_co2e_kg;   /* that the log tells of all its samples */
    plume_scope scope;       /* UNKNOWN: device */
    plume_meter meter;       /* of scope IT; PART: of processors and memory alone */
    plume_evidence evidence; /* UNKNOWN: sampled, or metered for counted energy */
    double device_count;     /* NAN: the devices that have an energy */
    bool of_wandb;           /* samples that W&B took: a copy of what a run of its has */
    bool relative;           /* times are seconds from a start that nobody knows */
    bool yearless;           /* and relative for that alone: those of the year 2000 */
} plume_trace_about;

/* May be called at any time and again; of two names the first counts. Copies. */
plume_status plume_log_trace(plume_log *log, const plume_trace_about *about,
                             plume_error *error);

/* What a reader learns in the survey and needs when it reads: zeroed before the survey,
 * then kept. */
typedef struct plume_trace_memory {
    uint64_t counts[8];               /* the reader's own */
    bool learned;                     /* in a survey before this one */
    plume_meters *meters;             /* of machines, by the sensors; NULL none */
    struct plume_map *hosts;          /* to what each has; NULL none */
    bool first_is_day, second_is_day; /* of dates such as 13-04-2021: logs/timestamp.h */
    char date[32];                    /* the first such date */
    uint64_t date_line;
    bool dates_differ, dotted; /* of such dates; some are 13.04.2021 */
    bool days_unknown;         /* the survey found no order, and all are of one day */
    double last_s[2];          /* of the time before, day first and month first */
    uint64_t breaks[2];        /* how often a time was more than a day from it */
} plume_trace_memory;
/* NULL: out of memory. */
plume_trace_memory *plume_log_memory(plume_log *log);
/* What the end of the survey shows changes how the log is to be read: it is surveyed once
 * more, with the memory as it is now and learned set. At the end of a survey, once. */
void plume_log_survey_again(plume_log *log);
/* Whether this is the survey: a log may be refused then for what its end shows. Who
 * asks is not spared the reading. */
bool plume_log_is_survey(plume_log *log);
/* Whether nothing read this log before: of what is checked once and changes no record. */
bool plume_log_is_first_reading(const plume_log *log);
/* What its end shows would have had records before it read otherwise: in a second reading
 * they will be. */
void plume_log_read_otherwise(plume_log *log);

/* The server that a log is on; NULL: it is a file. */
const plume_server *plume_log_server(const plume_log *log);

#endif
