/* readers/tidy.h -- rows of a table of runs, however its columns are spelled. */
#ifndef PLUME_READERS_TIDY_H
#define PLUME_READERS_TIDY_H

#include "logs/run_table.h"

/* Reads the whole table by these columns, of which one is the id. */
plume_status plume_tidy_read(plume_log *log, const plume_run_column *wanted,
                             plume_error *error);

#endif
