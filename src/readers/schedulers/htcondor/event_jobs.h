/* readers/schedulers/htcondor/event_jobs.h -- the jobs of a log of events, while their
 * events come. */
#ifndef PLUME_READERS_HTCONDOR_EVENT_JOBS_H
#define PLUME_READERS_HTCONDOR_EVENT_JOBS_H

#include "logs/reader.h"

/* One block. What its lines say is NAN and NULL where they do not. */
typedef struct htcondor_event {
    double number, cluster, proc, at_s;
    bool has_year;
    double exit_code; /* -1: by a signal */
    double gpus, cpus, memory_mb;
    const char *name, *host; /* of the events' own memory */
    uint64_t line;
} htcondor_event;

void htcondor_event_init(htcondor_event *event, uint64_t line);

typedef struct htcondor_events htcondor_events;

plume_status htcondor_events_new(htcondor_events **out, plume_log *log,
                                 plume_error *error);
void htcondor_events_free(htcondor_events *events);

/* What a further line of its block says of an event. */
plume_status htcondor_events_detail(htcondor_events *events, htcondor_event *event,
                                    const char *line, plume_error *error);
/* An event whose block is over. */
plume_status htcondor_events_take(htcondor_events *events, const htcondor_event *event,
                                  plume_error *error);
/* Jobs of which no end came, and the notes. */
plume_status htcondor_events_end(htcondor_events *events, plume_error *error);

#endif
