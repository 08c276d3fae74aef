/* logs/event_files.h -- files that tell of a run which another log tells better. */
#ifndef PLUME_LOGS_EVENT_FILES_H
#define PLUME_LOGS_EVENT_FILES_H

#include "logs/reader.h"

/* Lists TensorBoard's event files in the folder below ("" or "folder/") as belonging to
 * this log, so that their run is not counted once more. */
plume_status plume_claim_events(plume_log *log, const char *below, plume_error *error);

#endif
