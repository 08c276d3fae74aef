/* core/database/database.h -- rows of a database that strangers wrote: an SQLite file, or
 * a server.
 *
 * An SQLite file is opened as a hostile one: read through its source alone (never
 * written, never locked, no file beside it made), without views, triggers, or functions,
 * within limits of size and of steps, and only for SELECT. The same queries run on a
 * server through its module. */
#ifndef PLUME_CORE_DATABASE_DATABASE_H
#define PLUME_CORE_DATABASE_DATABASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/input/source.h"
#include <plume/status.h>
#include <plume/text.h>

typedef struct plume_database plume_database;
typedef struct plume_query plume_query;

/* Whether these first bytes of a file are those of an SQLite database. */
bool plume_database_begins(const char *bytes, size_t length);

void plume_database_close(plume_database *database);

/* Names as the schema has them, without views and virtual tables; case does not matter.
 */
bool plume_database_has_table(const plume_database *database, const char *table);
bool plume_database_has_column(const plume_database *database, const char *table,
                               const char *column);
/* Each table's name and a newline. */
void plume_database_list_tables(plume_text *out, const plume_database *database);

/* Whether a table is whole: a row that damage hides is an error here and would be missed
 * in silence otherwise. indexes: and with it whatever its rows are found by, other than
 * in their own order; it takes twice as long. table is a constant of ours. */
plume_status plume_database_check(plume_database *database, const char *table,
                                  bool indexes, plume_error *error);

/* --- rows --- */

/* sql is a constant of ours, one SELECT. The caller closes. */
plume_status plume_query_open(plume_query **out, plume_database *database,
                              const char *sql, plume_error *error);
void plume_query_close(plume_query *query);

/* *row is false at the end. */
plume_status plume_query_next(plume_query *query, bool *row, plume_error *error);

typedef enum plume_database_cell_kind {
    PLUME_CELL_NULL,
    PLUME_CELL_NUMBER,
    PLUME_CELL_TEXT,
    PLUME_CELL_BYTES /* or text with a NUL inside */
} plume_database_cell_kind;

/* Borrowed until the next row. text is "" and number NAN unless it is of that kind; whole
 * is the number when it is a whole one, else 0. */
typedef struct plume_database_cell {
    plume_database_cell_kind kind;
    const char *text;
    size_t length;
    double number;
    int64_t whole;
    bool is_whole;
} plume_database_cell;

plume_database_cell plume_query_cell(const plume_query *query, int column);

#endif
