/* documents/report/anonymous.h -- runs and notes without the names of people, machines,
 * files and projects. */
#ifndef PLUME_DOCUMENTS_REPORT_ANONYMOUS_H
#define PLUME_DOCUMENTS_REPORT_ANONYMOUS_H

#include <plume/notes.h>
#include <plume/run.h>
#include <plume/status.h>

/* What runs are called in place of their names: equal names have equal ones. Owned by the
 * caller. */
typedef struct plume_anonymous plume_anonymous;
plume_status plume_anonymous_new(plume_anonymous **out, plume_error *error);
void plume_anonymous_free(plume_anonymous *anonymous);

/* Runs come again, from the first. */
void plume_anonymous_restart(plume_anonymous *anonymous);

/* The next run, called "run-12" of "experiment-1" on "host-3". Its strings are borrowed
 * from both. */
plume_status plume_anonymous_run(plume_anonymous *anonymous, plume_run *out,
                                 const plume_run *run, plume_error *error);

/* A copy of notes whose messages quote nothing and hold no name of a run that was seen.
 * The caller owns *out. */
plume_status plume_anonymous_notes(plume_anonymous *anonymous, plume_notes **out,
                                   const plume_notes *notes, plume_error *error);

#endif
