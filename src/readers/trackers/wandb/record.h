/* readers/trackers/wandb/record.h -- the messages of a .wandb file that tell of time and
 * power.
 *
 * Field numbers are those of wandb_internal.proto. Names of people (entity, user, e-mail)
 * are never looked at. */
#ifndef PLUME_READERS_WANDB_RECORD_H
#define PLUME_READERS_WANDB_RECORD_H

#include "logs/framed/protobuf.h"
#include <plume/text.h>

typedef enum plume_wandb_kind {
    PLUME_WANDB_OTHER,
    PLUME_WANDB_HISTORY, /* what the program logged */
    PLUME_WANDB_STATS,   /* what was sampled of the machine */
    PLUME_WANDB_OUTPUT,  /* what the program printed */
    PLUME_WANDB_RUN,
    PLUME_WANDB_EXIT,
    PLUME_WANDB_CONFIG,     /* of the program */
    PLUME_WANDB_ENVIRONMENT /* program and machine */
} plume_wandb_kind;

/* One record: which message it holds, and the message. False when it is no record. */
bool plume_wandb_record_open(plume_bytes record, plume_wandb_kind *kind,
                             plume_bytes *message);

/* Borrowed text; times NAN when not there. */
typedef struct plume_wandb_run_message {
    plume_bytes id, project, group, job_type, name, sweep, host;
    plume_bytes config, tag; /* tag: the last one */
    double start_s;
    bool resumed;
    double runtime_s; /* of the sessions before a resumed one */
} plume_wandb_run_message;
bool plume_wandb_run_read(plume_wandb_run_message *out, plume_bytes message);
/* All its tags, as records/tags.h has them, behind those that are there. */
void plume_wandb_run_tags(plume_text *tags, plume_bytes message);

/* runtime_s: NAN when not there. */
typedef struct plume_wandb_exit {
    int64_t code;
    double runtime_s;
} plume_wandb_exit;
bool plume_wandb_exit_read(plume_wandb_exit *out, plume_bytes message);

/* Time of a line that was printed; NAN when it has none. */
double plume_wandb_output_time(plume_bytes message);

/* _timestamp and _runtime of a history record; NAN when not there. */
typedef struct plume_wandb_history {
    double t_s, runtime_s;
} plume_wandb_history;
bool plume_wandb_history_read(plume_wandb_history *out, plume_bytes message);

/* --- samples of the machine --- */

double plume_wandb_stats_time(plume_bytes message);

/* One figure of a GPU: gpu.<device>.powerWatts or .energyJoules (a counter since its
 * driver was loaded), or any figure of gpu.process.<device>, which is there while the
 * run's own process uses it; or one of that process itself (proc.*), which lives then. */
typedef struct plume_wandb_reading {
    plume_bytes device; /* "0"; empty: of no GPU */
    plume_bytes label;  /* "/l:node-1" of a run on several nodes; else empty */
    bool of_process;
    bool is_power, is_energy, is_use; /* is_use: percent of its time it was busy */
    double value;                     /* NAN: no number */
} plume_wandb_reading;

/* The next reading of a STATS message; false at the end, proto->bad when it is damaged.
 */
bool plume_wandb_stats_next(plume_proto *proto, plume_wandb_reading *reading);

/* Whether a key names such a figure. */
bool plume_wandb_key(plume_wandb_reading *reading, plume_bytes key);

#endif
