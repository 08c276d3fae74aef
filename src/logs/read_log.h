/* logs/read_log.h -- running one reader over one input, and the log it is given.
 *
 * A log is read twice: once to learn which records repeat one run, once to hand out those
 * that count. Nothing but the identities is kept of the first time, and the sums of a
 * trace: most are read but once. So are logs whose runs are handed on ahead. */
#ifndef PLUME_LOGS_READ_LOG_H
#define PLUME_LOGS_READ_LOG_H

#include "core/database/server.h"
#include "logs/pass/early.h"
#include "logs/pass/once.h"
#include "logs/reader.h"
#include "logs/power_trace.h"
#include "records/identity.h"

typedef enum plume_pass {
    PLUME_PASS_SURVEY, /* feeds identities */
    PLUME_PASS_READ    /* asks identities; feeds sink and notes */
} plume_pass;

/* Finds a companion: what plume_log_companion does for a log that belongs to an intake.
 */
typedef plume_status (*plume_companion_finder)(void *state, plume_log *log,
                                               const char *name,
                                               plume_source_stream **out,
                                               plume_error *error);

/* A log that holds a part of a trace: the parts are read one behind the other, in the
 * order of their times, into the trace of the first. */
typedef struct plume_trace_part {
    plume_trace *trace; /* NULL: the log is no part */
    const char *path;   /* what runs call the whole */
    uint32_t input;     /* by which the whole is known */
    bool first, last;
} plume_trace_part;

/* What a log is read with; all borrowed. */
typedef struct plume_log_setting {
    const plume_reader *reader;
    const plume_input_options *options;
    plume_source_stream *source;
    plume_pass pass;
    uint32_t input;         /* number of the input, for its sightings */
    const char *shown_path; /* what runs and notes call it; NULL: its path */
    const char *host;       /* where it was written, if it does not say; NULL: unknown */
    plume_identities *identities; /* NULL: samples alone are wanted, of any record */
    plume_run_sink sink;          /* read pass only */
    plume_notes *notes;           /* may be NULL */
    plume_trace **trace;     /* kept between the passes; the caller frees what is there */
    plume_log_once *once;    /* likewise; NULL: every log is read twice */
    plume_early *ahead;      /* survey only; NULL: nothing is handed on in it */
    plume_power_sink pieces; /* of a power trace; read pass only; take may be NULL */
    plume_rating_finder ratings;      /* find may be NULL */
    plume_place_finder places;        /* find may be NULL */
    plume_companion_finder companion; /* NULL: there are none */
    void *companion_state;
    const plume_server *server;        /* NULL: the log is no server */
    plume_trace_part part;             /* read pass only */
    const struct plume_replay *replay; /* NULL: its reader reads the source */
    struct plume_recorder *recorder;   /* read pass only: takes what the reader tells, of
                                          which then nothing is made; else NULL */
    uint64_t known_as; /* read pass only: fingerprint of a trace that is a copy of
                          another, or its own; 0: its own */
} plume_log_setting;

/* What came of it. */
typedef struct plume_log_result {
    plume_records records; /* in the survey only read and rejected are counted */
    uint64_t runs;         /* handed out; the samples of a trace are one */
    uint64_t telling;      /* records that state a time, an energy or work */
    uint64_t silent;       /* rejected ones, because they state none */
    bool related;          /* a run carries what could relate it to another of them, or
                              two were metered with one machine at once */
    bool machines;         /* survey only: some were metered with one */
    bool sampled;          /* samples of power were read, whatever failed behind them */
    plume_error first_rejected; /* status PLUME_OK when nothing was */
    bool spared;                /* nothing was read: the survey was enough */
    bool again; /* the survey is to be made once more, and counts for nothing yet */
    /* Of a log that is a trace and nothing else: not added to the identities in the
     * survey, since it may be a part of a longer one. */
    bool is_trace;
    plume_sighting sighting;
} plume_log_result;

/* Runs the reader, then reads the source to its verified end; or neither, when the survey
 * was enough. */
plume_status plume_log_read(const plume_log_setting *setting, plume_log_result *result,
                            plume_error *error);

/* A log in memory, and what it is called. */
typedef struct plume_log_bytes {
    const char *name;
    const void *bytes;
    size_t length;
} plume_log_bytes;

/* Both passes over a log in memory: for tests and fuzzing. Samples without times are a
 * second apart. sink.take, notes and records may be NULL. */
plume_status plume_log_read_bytes(const plume_reader *reader, plume_log_bytes log,
                                  plume_run_sink sink, plume_notes *notes,
                                  plume_records *records, plume_error *error);

#endif
