/* The functions of SQLite, where it is linked: in the module, and in tests. */
#include "core/database/sqlite_calls.h"

static const plume_sqlite_calls calls = {
    .initialize = sqlite3_initialize,
    .vfs_find = sqlite3_vfs_find,
    .vfs_register = sqlite3_vfs_register,
    .vfs_unregister = sqlite3_vfs_unregister,
    .open_v2 = sqlite3_open_v2,
    .close = sqlite3_close,
    .db_config = sqlite3_db_config,
    .limit = sqlite3_limit,
    .progress_handler = sqlite3_progress_handler,
    .exec = sqlite3_exec,
    .set_authorizer = sqlite3_set_authorizer,
    .prepare_v2 = sqlite3_prepare_v2,
    .step = sqlite3_step,
    .finalize = sqlite3_finalize,
    .column_text = sqlite3_column_text,
    .column_int = sqlite3_column_int,
    .column_int64 = sqlite3_column_int64,
    .column_double = sqlite3_column_double,
    .column_bytes = sqlite3_column_bytes,
    .column_type = sqlite3_column_type,
    .errmsg = sqlite3_errmsg,
    .errstr = sqlite3_errstr,
};

plume_status plume_sqlite_calls_open(const plume_sqlite_calls **out, plume_error *error)
{
    (void)error;
    *out = &calls;
    return PLUME_OK;
}
