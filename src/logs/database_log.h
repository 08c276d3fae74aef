/* logs/database_log.h -- logs that are databases: opening them, and telling them apart.
 */
#ifndef PLUME_LOGS_DATABASE_LOG_H
#define PLUME_LOGS_DATABASE_LOG_H

#include "core/database/database.h"
#include "core/database/server.h"
#include "logs/reader.h"

/* A log's database, with the write-ahead log beside it. */
typedef struct plume_stored {
    plume_database *database;
    plume_source_stream *ahead;
} plume_stored;

/* *out is to be closed also after a failure. The tables (NULL ends the list) are checked
 * for damage; those that the database lacks are passed over. */
plume_status plume_stored_open(plume_stored *out, plume_log *log,
                               const char *const *tables, plume_error *error);
void plume_stored_close(plume_stored *stored);

/* The server that a log is on; NULL: it is a file. */
const plume_server *plume_log_server(const plume_log *log);

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

/* Whether the head is that of a database with all these tables (NULL ends the list). */
bool plume_head_has_tables(const plume_head *head, const char *const *tables);

#endif
