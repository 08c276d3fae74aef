/* core/database/sqlite.h -- databases that are files of SQLite. */
#ifndef PLUME_CORE_DATABASE_SQLITE_H
#define PLUME_CORE_DATABASE_SQLITE_H

#include "core/database/database.h"

/* main is fresh; wal (may be NULL) is the write-ahead log beside it, whose rows count
 * too. Both are borrowed and outlive the database. What is cut off or malformed is an
 * error. */
plume_status plume_database_open(plume_database **out, plume_source_stream *main,
                                 plume_source_stream *wal, plume_error *error);

#endif
