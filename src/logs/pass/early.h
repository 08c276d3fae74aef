/* logs/pass/early.h -- runs that are handed on while their log is surveyed.
 *
 * Which records count is known when all inputs were seen. Most inputs repeat nothing: the
 * first reading has then handed on what the second would have. Where it shows that a
 * second one is needed, all that was handed on is taken back. */
#ifndef PLUME_LOGS_PASS_EARLY_H
#define PLUME_LOGS_PASS_EARLY_H

#include <stdbool.h>

#include <plume/notes.h>
#include <plume/run.h>

/* A sink that can forget all that it took, as if no run had come; forget NULL: it cannot.
 * Its notes are taken back for it, where they are in the list of the intake. */
typedef struct plume_forgetting_sink {
    plume_run_sink to;
    plume_status (*forget)(void *state, plume_error *error); /* of the state of to */
    const plume_notes *notes;                                /* NULL: it tells none */
    bool totals; /* it adds up energies and times: objectives are not looked at */
} plume_forgetting_sink;

/* Zeroed: nothing is handed on. */
typedef struct plume_early {
    plume_forgetting_sink sink;
    plume_notes *notes, *before; /* before: a copy, as they were at the beginning */
    bool begun;                  /* and not taken back */
    bool stands;                 /* and what was handed on counts, as far as is known */
} plume_early;

/* The sink must be able to forget; notes may be NULL. */
plume_status plume_early_begin(plume_early *ahead, plume_forgetting_sink sink,
                               plume_notes *notes, plume_error *error);

/* A second reading is needed: from now on nothing is handed on. ahead may be NULL. */
void plume_early_fall(plume_early *ahead);

/* After a fall: the sink forgets all runs, and their notes go. Once; else nothing. */
plume_status plume_early_take_back(plume_early *ahead, plume_error *error);

/* What was handed on is kept, if it stands. */
void plume_early_dispose(plume_early *ahead);

#endif
