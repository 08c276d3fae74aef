/* logs/database/database_sum.h -- what a server adds up itself, beside what its rows add
 * up to. */
#ifndef PLUME_LOGS_DATABASE_DATABASE_SUM_H
#define PLUME_LOGS_DATABASE_DATABASE_SUM_H

#include "logs/database/database_log.h"
#include "logs/log.h"
#include <plume/status.h>

/* Rows that ended, and whole units of time (microseconds, milliseconds) over all of them:
 * exact below 2^53. */
typedef struct plume_stored_sum {
    double rows, units;
} plume_stored_sum;

/* Asks a server for its own sum: sql gives the same two figures. An error when they are
 * not those of the rows; a note when they are. Of a file nothing is asked. */
plume_status plume_stored_check_sum(plume_stored *stored, plume_log *log, const char *sql,
                                    plume_stored_sum rows, double units_per_hour,
                                    plume_error *error);

#endif
