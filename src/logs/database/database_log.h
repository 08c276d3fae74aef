/* logs/database/database_log.h -- logs that are databases: opening them, and telling them
 * apart.
 */
#ifndef PLUME_LOGS_DATABASE_DATABASE_LOG_H
#define PLUME_LOGS_DATABASE_DATABASE_LOG_H

#include "core/database/database.h"
#include "core/database/server.h"
#include "logs/reader.h"

/* A log's database, with the write-ahead log beside it. */
typedef struct plume_stored {
    plume_database *database;
    plume_source_stream *ahead;
} plume_stored;

/* A table that a reader needs. in_order: no query finds its rows by an index. */
typedef struct plume_stored_table {
    const char *name; /* NULL ends a list */
    bool in_order;
} plume_stored_table;

/* *out is to be closed also after a failure. The tables are checked for damage; those
 * that the database lacks are passed over. */
plume_status plume_stored_open(plume_stored *out, plume_log *log,
                               const plume_stored_table *tables, plume_error *error);
void plume_stored_close(plume_stored *stored);

/* Whether the head is that of a database with all these tables (NULL ends the list). */
bool plume_head_has_tables(const plume_head *head, const char *const *tables);

#endif
