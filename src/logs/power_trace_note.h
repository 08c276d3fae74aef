/* logs/power_trace_note.h -- what a reader of the figures of a trace must be told. */
#ifndef PLUME_LOGS_POWER_TRACE_NOTE_H
#define PLUME_LOGS_POWER_TRACE_NOTE_H

#include "logs/log.h"
#include "logs/power_trace.h"

/* What a reader of the figures must be told. */
void plume_trace_note(const plume_trace *trace, plume_log *log);

#endif
