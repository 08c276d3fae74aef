/* logs/partial/samples_record.h -- the line of many samples in a partial. */
#ifndef PLUME_LOGS_PARTIAL_SAMPLES_RECORD_H
#define PLUME_LOGS_PARTIAL_SAMPLES_RECORD_H

#include "logs/partial/record.h"
#include "logs/partial/samples.h"

/* Behind the first key of the line, which says how many there are. */
plume_status plume_samples_read(plume_samples *out, plume_record *record,
                                plume_error *error);

#endif
