/* intake/joined_traces.h -- traces of the same devices in several logs, as when a log is
 * rotated or split, are one trace whose seams are intervals.
 *
 * A log continues another when it has the same devices by the same reader, and begins
 * before the next sample of the other would be missed; where a UUID or a host tells that
 * the devices are the same, also when it overlaps the other. Where nothing tells, logs of
 * other folders may be of other hosts: when any two overlap, only those of one folder are
 * joined. */
#ifndef PLUME_INTAKE_JOINED_TRACES_H
#define PLUME_INTAKE_JOINED_TRACES_H

#include "intake/internal.h"

/* After all were surveyed, each time: finds the parts, and adds what the traces are known
 * by to the identities. */
plume_status plume_intake_join_traces(plume_intake *intake, plume_error *error);

/* Whether another input is read for this one. */
bool plume_met_is_further_part(const plume_intake *intake, size_t number);
/* The trace that its samples go into; NULL: none. */
plume_trace *plume_met_trace(const plume_found_file *met);

#endif
