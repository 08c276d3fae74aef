/* core/database/sqlite_calls.h -- the functions of SQLite that are used, each under its
 * name without "sqlite3_". SQLite is opened on use: a start waits for none of its
 * relocations. */
#ifndef PLUME_CORE_DATABASE_SQLITE_CALLS_H
#define PLUME_CORE_DATABASE_SQLITE_CALLS_H

#include <sqlite3.h>

#include <plume/status.h>

typedef struct plume_sqlite_calls {
    int (*initialize)(void);
    sqlite3_vfs *(*vfs_find)(const char *name);
    int (*vfs_register)(sqlite3_vfs *system, int standard);
    int (*vfs_unregister)(sqlite3_vfs *system);
    int (*open_v2)(const char *name, sqlite3 **out, int flags, const char *system);
    int (*close)(sqlite3 *handle);
    int (*db_config)(sqlite3 *handle, int setting, ...);
    int (*limit)(sqlite3 *handle, int limit, int value);
    void (*progress_handler)(sqlite3 *handle, int steps, int (*call)(void *state),
                             void *state);
    int (*exec)(sqlite3 *handle, const char *sql,
                int (*call)(void *state, int count, char **text, char **name),
                void *state, char **message);
    int (*set_authorizer)(sqlite3 *handle,
                          int (*call)(void *state, int action, const char *first,
                                      const char *second, const char *database,
                                      const char *inner),
                          void *state);
    int (*prepare_v2)(sqlite3 *handle, const char *sql, int length, sqlite3_stmt **out,
                      const char **tail);
    int (*step)(sqlite3_stmt *statement);
    int (*finalize)(sqlite3_stmt *statement);
    const unsigned char *(*column_text)(sqlite3_stmt *statement, int column);
    int (*column_int)(sqlite3_stmt *statement, int column);
    sqlite3_int64 (*column_int64)(sqlite3_stmt *statement, int column);
    double (*column_double)(sqlite3_stmt *statement, int column);
    int (*column_bytes)(sqlite3_stmt *statement, int column);
    int (*column_type)(sqlite3_stmt *statement, int column);
    const char *(*errmsg)(sqlite3 *handle);
    const char *(*errstr)(int code);
} plume_sqlite_calls;

plume_status plume_sqlite_calls_open(const plume_sqlite_calls **out, plume_error *error);

#define PLUME_SQLITE_MODULE "plume-sqlite.so"
#define PLUME_SQLITE_SYMBOL "plume_module_sqlite"

typedef struct plume_sqlite_module {
    const char *version;
    plume_status (*open)(const plume_sqlite_calls **out, plume_error *error);
} plume_sqlite_module;

#endif
