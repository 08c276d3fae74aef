/* evidence/accounts/kinds.h -- what sort of log a reader reads, for whose word counts. */
#ifndef PLUME_EVIDENCE_ACCOUNTS_KINDS_H
#define PLUME_EVIDENCE_ACCOUNTS_KINDS_H

#include <stdbool.h>

/* In the order in which they tell the hours that a run used its devices; a scheduler
 * tells those that it held. */
typedef enum plume_log_kind {
    PLUME_KIND_SCHEDULER,
    PLUME_KIND_TABLE, /* written by hand, or Plume's own runs.csv */
    PLUME_KIND_TRAINER,
    PLUME_KIND_SWEEP,
    PLUME_KIND_EVENTS,
    PLUME_KIND_EXPERIMENT,
    PLUME_KIND_TRACKER, /* of energy */
    PLUME_KIND_TRACE,   /* of power */
    PLUME_KIND_COUNT
} plume_log_kind;

plume_log_kind plume_kind_of(const char *reader);

/* Whether it tells of programs that run on devices, which it does not give them: no
 * scheduler, no meter, and no tracker of one program's energy. */
bool plume_kind_may_share_devices(const char *reader);

/* Whether it meters the whole machine and names none. */
bool plume_kind_meters_machine(const char *reader);

/* "the scheduler", "a tracker of energy". */
const char *plume_kind_name(plume_log_kind kind);

/* The tool whose logs a reader reads: "wandb" for wandb_file; its own name as a rule. */
const char *plume_kind_tool(const char *reader);

#endif
