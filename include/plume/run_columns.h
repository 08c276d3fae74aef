/* plume/run_columns.h -- the columns of runs.csv, for databases. */
#ifndef PLUME_RUN_COLUMNS_H
#define PLUME_RUN_COLUMNS_H

#include <stdbool.h>

#include <plume/api.h>
#include <plume/text.h>

PLUME_BEGIN

/* Appends names and types: CREATE TABLE runs (...) as PostgreSQL and SQLite take it, or
 * the columns of DuckDB's read_csv. */
PLUME_API void plume_runs_schema(plume_text *out, bool duckdb);

PLUME_END

#endif
