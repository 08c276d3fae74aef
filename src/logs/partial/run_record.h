/* logs/partial/run_record.h -- the line of a run in a partial. */
#ifndef PLUME_LOGS_PARTIAL_RUN_RECORD_H
#define PLUME_LOGS_PARTIAL_RUN_RECORD_H

#include "logs/partial/record.h"
#include "records/identity.h"
#include <plume/run.h>

typedef struct plume_run_record {
    plume_run run; /* its texts are in the record, until the next one */
    plume_recurrence recurrence;
    size_t *text_at; /* of each field, in the text of the record; SIZE_MAX: none */
} plume_run_record;

plume_status plume_run_record_init(plume_run_record *out, plume_error *error);
void plume_run_record_dispose(plume_run_record *run);

/* Behind the first key of the line. */
plume_status plume_run_record_read(plume_run_record *out, plume_record *record,
                                   plume_error *error);

#endif
