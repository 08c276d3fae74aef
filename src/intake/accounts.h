/* intake/accounts.h -- what readers tell, for the room that relates it. */
#ifndef PLUME_INTAKE_ACCOUNTS_H
#define PLUME_INTAKE_ACCOUNTS_H

#include "intake/internal.h"

/* Whether accounts of the inputs may have to do with each other: several readers, or one
 * whose accounts carry what could relate them, or a power trace beside them. After the
 * survey. */
bool plume_intake_may_relate(const plume_intake *intake);

/* Every account that counts, in the order of inputs and of lines. */
typedef struct plume_account_sink {
    plume_status (*take)(void *state, const plume_run *run, size_t input,
                         plume_error *error);
    void *state;
} plume_account_sink;
plume_status plume_intake_accounts(plume_intake *intake, plume_account_sink sink,
                                   plume_error *error);

/* Likewise into a sink of runs, with what traces were told to share out. Those that the
 * survey handed on count already (ahead.h). */
plume_status plume_intake_pass(plume_intake *intake, plume_run_sink sink,
                               plume_error *error);

/* After the accounts were read: which record counts of each run is not asked again. What
 * is read once more is a trace, for its samples. */
void plume_intake_forget_identities(plume_intake *intake);

/* Whether it is told why this input was not read; tells it; and that the records of one
 * do not add up. */
bool plume_intake_is_told(const plume_found_file *met);
void plume_intake_note_unread(plume_intake *intake, const plume_found_file *met);
plume_status plume_intake_unbalanced(const plume_found_file *met, plume_error *error);

/* From now on plume_intake_read reads through this; NULL state and functions: no more. */
void plume_intake_set_stage(plume_intake *intake, plume_intake_stage stage);
void *plume_intake_stage_of(const plume_intake *intake);

/* A record of this input that was used tells of a run again. */
void plume_intake_told_again(plume_intake *intake, size_t input);
/* All samples of a trace do, in all of its logs. */
void plume_intake_trace_told_again(plume_intake *intake, size_t input);

#endif
