/* readers/trackers/carbontracker/event.h -- the lines of a carbontracker log that say
 * something, and its blocks as a whole. */
#ifndef PLUME_READERS_CARBONTRACKER_EVENT_H
#define PLUME_READERS_CARBONTRACKER_EVENT_H

#include "readers/trackers/carbontracker/line.h"
#include "logs/reader.h"
#include <plume/text.h>

/* "Actual consumption" or "Predicted consumption" as printed: any PUE is inside. */
typedef struct plume_carbon_block {
    uint64_t line;                                  /* 0: there is no such block */
    double epochs, duration_s, energy_kwh, co2e_kg; /* NAN: not given */
    plume_text printed; /* its figures, for telling two blocks apart */
    plume_text damage;  /* why it cannot be used; "" when it is whole */
} plume_carbon_block;

void plume_carbon_block_init(plume_carbon_block *block);
void plume_carbon_block_dispose(plume_carbon_block *block);
void plume_carbon_block_clear(plume_carbon_block *block);
void plume_carbon_block_copy(plume_carbon_block *to, const plume_carbon_block *from);

typedef struct plume_carbon_event {
    plume_carbon_kind kind;
    uint64_t line;
    double time_s;            /* NAN: neither the line nor its message has a stamp */
    plume_text rest;          /* of the line; a list of watts is joined */
    plume_carbon_block block; /* of ACTUAL and PREDICTED */
} plume_carbon_event;

/* A file while its events are pulled from it. */
typedef struct plume_carbon_file {
    plume_log *log;
    plume_source_stream *source;
    const char *text; /* the line at hand; NULL at the end */
    size_t length;
    uint64_t line;
    bool line_held;     /* it is read again */
    const char *folded; /* what of its line is behind it; NULL: nothing */
    size_t folded_length;
    bool event_held; /* likewise the event */
    double lead_s;   /* stamp of the line before a heading, which has none itself */
    plume_carbon_event event;
    uint64_t strays, first_stray; /* energies below no heading; the line of the first */
} plume_carbon_file;

/* log and source are borrowed. */
plume_status plume_carbon_file_open(plume_carbon_file **out, plume_log *log,
                                    plume_source_stream *source, plume_error *error);
void plume_carbon_file_close(plume_carbon_file *file);

/* Puts the next event into file->event; *more is false at the end. */
plume_status plume_carbon_event_next(plume_carbon_file *file, bool *more,
                                     plume_error *error);

#endif
