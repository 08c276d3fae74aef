/* core/database/database_internal.h -- what is behind a database: the back-ends and their
 * parts. */
#ifndef PLUME_CORE_DATABASE_DATABASE_INTERNAL_H
#define PLUME_CORE_DATABASE_DATABASE_INTERNAL_H

#include "core/database/database.h"
#include "core/database/sqlite_calls.h"
#include "core/input/extent.h"
#include "core/pool.h"

/* All slots are mandatory. state is the back-end's own, query one of its queries. */
typedef struct plume_database_backend {
    /* Adds every table and column through plume_database_add. */
    plume_status (*catalogue)(void *state, plume_database *database, plume_error *error);
    plume_status (*check)(void *state, const char *table, bool indexes,
                          plume_error *error);
    plume_status (*query)(void *state, void **out, const char *sql, plume_error *error);
    plume_status (*next)(void *query, bool *row, plume_error *error);
    plume_database_cell (*cell)(const void *query, int column);
    void (*end)(void *query);
    void (*close)(void *state);
} plume_database_backend;

/* Takes state over, also when it fails. */
plume_status plume_database_new(plume_database **out,
                                const plume_database_backend *backend, void *state,
                                plume_error *error);
/* column NULL: the table itself. False: out of memory. */
bool plume_database_add(plume_database *database, const char *table, const char *column);

/* --- sqlite_file.c: files that SQLite can only read --- */

typedef struct plume_sqlite_files plume_sqlite_files;
plume_status plume_sqlite_files_new(plume_sqlite_files **out,
                                    const plume_sqlite_calls *sqlite,
                                    const plume_extent *main, const plume_extent *wal,
                                    plume_error *error);
void plume_sqlite_files_free(plume_sqlite_files *files);
/* The name to open with, and the name of the system to open it in. */
const char *plume_sqlite_files_name(const plume_sqlite_files *files);

#endif
