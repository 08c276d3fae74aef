/* What a server adds up itself, beside what its rows add up to. */
#include "logs/database/database_sum.h"

#include <math.h>

#include "logs/database/database_log.h"
#include <plume/number.h>

/* Two ways to one sum: rows that the reader lost would show here. Units are those of
 * the database's own times. */
static plume_status differ(const plume_log *log, plume_stored_sum rows,
                           plume_stored_sum server, plume_error *error)
{
    plume_fail_at(
        error, PLUME_ERR_VALUE, plume_log_path(log), 0, 0,
        "the rows that were read and the server's own sum differ: %.0f rows and "
        "%.0f units of time against %.0f and %.0f",
        rows.rows, rows.units, server.rows, server.units);
    plume_hint(error, "the database was changed in a way that a transaction does not "
                      "hide, or this is a fault of plume");
    return PLUME_ERR_VALUE;
}

static void add_notes(plume_log *log, plume_stored_sum sum, double units_per_hour)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, "the server adds up ");
    plume_number_significant(&text, sum.units / units_per_hour, 7);
    plume_text_printf(&text, " h over %.0f rows that ended, as the rows do", sum.rows);
    plume_log_note(log, PLUME_INFO, 0, "server-sum", "%s", text.data);
    plume_text_dispose(&text);
}

/* The server adds the same times on its own side: rows that came wrong or not at all
 * show in the sum. */
plume_status plume_stored_check_sum(plume_stored *stored, plume_log *log, const char *sql,
                                    plume_stored_sum rows, double units_per_hour,
                                    plume_error *error)
{
    plume_stored_sum server = { 0, 0 };
    plume_query *query;
    bool row = false;
    plume_status status;

    if (plume_log_server(log) == NULL)
        return PLUME_OK;
    status = plume_query_open(&query, stored->database, sql, error);
    if (status != PLUME_OK)
        return status;
    status = plume_query_next(query, &row, error);
    if (status == PLUME_OK && row) {
        server.rows = plume_query_cell(query, 0).number;
        server.units = plume_query_cell(query, 1).number;
        server.units = isnan(server.units) ? 0.0 : server.units; /* of no rows: NULL */
    }
    plume_query_close(query);
    if (status != PLUME_OK)
        return status;
    if (server.rows != rows.rows || server.units != rows.units)
        return differ(log, rows, server, error);
    add_notes(log, rows, units_per_hour);
    return PLUME_OK;
}
