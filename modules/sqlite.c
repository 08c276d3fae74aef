/* The module that reads SQLite files: the functions of SQLite. */
#include "core/database/sqlite_calls.h"

#include <plume/version.h>

extern const plume_sqlite_module plume_module_sqlite;

PLUME_API const plume_sqlite_module plume_module_sqlite = {
    .version = PLUME_VERSION,
    .open = plume_sqlite_calls_open,
};
