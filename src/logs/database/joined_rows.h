/* logs/database/joined_rows.h -- rows of a second query that belong to those of a first
 * one, both in one order: the reader is one row ahead and takes what belongs to the row
 * at hand. */
#ifndef PLUME_LOGS_DATABASE_JOINED_ROWS_H
#define PLUME_LOGS_DATABASE_JOINED_ROWS_H

#include <stdbool.h>

#include "core/database/database.h"

/* Zeroed, it has no rows. */
typedef struct plume_joined_rows {
    plume_query *query;
    bool row; /* there is one at hand */
} plume_joined_rows;

plume_status plume_joined_rows_open(plume_joined_rows *out, plume_database *database,
                                    const char *sql, plume_error *error);
plume_status plume_joined_rows_next(plume_joined_rows *rows, plume_error *error);
void plume_joined_rows_close(plume_joined_rows *rows);

#endif
