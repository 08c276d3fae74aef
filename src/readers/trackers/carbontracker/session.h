/* readers/trackers/carbontracker/session.h -- what one tracker object wrote into one
 * file.
 *
 * A file holds one session after the other: a log that was appended to, a console in
 * which several trainings ran, a notebook's blocks in Markdown. A session has at most one
 * actual and one predicted block, in either order. */
#ifndef PLUME_READERS_CARBONTRACKER_SESSION_H
#define PLUME_READERS_CARBONTRACKER_SESSION_H

#include "readers/trackers/carbontracker/event.h"

/* A component over the epochs of a standard log. */
typedef struct plume_carbon_component {
    bool listed;    /* among the components that were found */
    double devices; /* how many were listed */
    bool reported;  /* some epoch has a line for it */
    double kwh;     /* over the epochs that have a mean power; no PUE inside */
    double known_s; /* their duration */
    double watts;   /* of the first of these epochs */
    bool varies;    /* in another the mean power was not that */
} plume_carbon_component;

typedef struct plume_carbon_session {
    uint64_t line;         /* where it begins; 0: there is none */
    double start_s, end_s; /* of its time stamps; NAN: none */
    plume_text version, device, location;
    plume_carbon_component gpu, cpu;
    double pue;        /* as its log prints it; NAN: not printed */
    double kg_per_kwh; /* NAN: not printed */
    bool averaged;     /* kg_per_kwh is the average over the training */
    bool defaulted;    /* it is the tracker's default, not that of the grid */
    bool guessed;      /* the power of its processor is that of no processor */
    bool finished, interrupted, quit, failed;
    uint64_t epochs;          /* measured ones, of a standard log */
    uint64_t timed;           /* of these the duration could be read */
    double last_epoch;        /* its number */
    double epoch_s, epochs_s; /* duration of the last, and of all */
    plume_carbon_block actual, predicted;
    uint64_t repeats; /* times that the actual block was printed again */
} plume_carbon_session;

void plume_carbon_session_init(plume_carbon_session *session);
void plume_carbon_session_dispose(plume_carbon_session *session);

/* The next one of the file; session->line is 0 at the end. */
plume_status plume_carbon_session_next(plume_carbon_session *session,
                                       plume_carbon_file *file, plume_error *error);

#endif
