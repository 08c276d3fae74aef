/* Rows of a second query, one ahead of those of the first. */
#include "logs/database/joined_rows.h"

plume_status plume_joined_rows_open(plume_joined_rows *out, plume_database *database,
                                    const char *sql, plume_error *error)
{
    plume_status status = plume_query_open(&out->query, database, sql, error);

    return status == PLUME_OK ? plume_joined_rows_next(out, error) : status;
}

plume_status plume_joined_rows_next(plume_joined_rows *rows, plume_error *error)
{
    return plume_query_next(rows->query, &rows->row, error);
}

void plume_joined_rows_close(plume_joined_rows *rows)
{
    plume_query_close(rows->query);
    *rows = (plume_joined_rows){ .query = NULL };
}
