/* In the library, in place of what the module of SQLite has: opens it at the first
 * database.
 */
#include "core/database/sqlite_calls.h"

#include <pthread.h>

#include "core/module.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const plume_sqlite_module *opened;

static plume_status open_module(plume_error *error)
{
    plume_status status = PLUME_OK;
    const void *found;

    pthread_mutex_lock(&lock);
    if (opened == NULL) {
        status =
            plume_module_open(&found, PLUME_SQLITE_MODULE, PLUME_SQLITE_SYMBOL, error);
        opened = found;
    }
    pthread_mutex_unlock(&lock);
    return status;
}

plume_status plume_sqlite_calls_open(const plume_sqlite_calls **out, plume_error *error)
{
    plume_status status = open_module(error);

    *out = NULL;
    return status == PLUME_OK ? opened->open(out, error) : status;
}
