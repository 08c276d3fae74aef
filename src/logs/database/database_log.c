/* Opens a database log read-only, and checks that it has the tables it needs. */
#include "logs/database/database_log.h"

#include <string.h>

#include "core/database/sqlite.h"
#include <plume/text.h>

/* --- opening --- */

/* SQLite keeps what is not yet in the file in a write-ahead log beside it, under this
 * name (sqlite.org/wal.html): without it the last runs would be missing. */
static plume_status find_ahead(plume_stored *out, plume_log *log, plume_error *error)
{
    const char *path = plume_log_path(log), *slash = strrchr(path, '/');
    plume_text name;
    plume_status status;

    plume_text_init(&name);
    plume_text_printf(&name, "%s-wal", slash != NULL ? slash + 1 : path);
    status = plume_text_status(&name, error);
    if (status == PLUME_OK)
        status = plume_log_companion(log, name.data, &out->ahead, error);
    plume_text_dispose(&name);
    return status;
}

/* A journal that was not undone holds what stood in the file before. */
static plume_status refuse_journal(plume_log *log, plume_error *error)
{
    const char *path = plume_log_path(log), *slash = strrchr(path, '/');
    plume_source_stream *journal = NULL;
    plume_status status;
    plume_text name;
    char first = 0;
    size_t length = 0;

    plume_text_init(&name);
    plume_text_printf(&name, "%s-journal", slash != NULL ? slash + 1 : path);
    status = plume_text_status(&name, error);
    if (status == PLUME_OK)
        status = plume_log_companion(log, name.data, &journal, error);
    if (status == PLUME_OK && journal != NULL)
        status = plume_source_read(journal, &first, 1, &length, error);
    plume_source_close(journal);
    plume_text_dispose(&name);
    if (status != PLUME_OK || length == 0 || first == 0)
        return status;
    plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                  "a transaction on this database is not finished: there is a -journal "
                  "file beside it");
    plume_hint(error, "when no program writes any more, open it once with sqlite3, or "
                      "copy it with '.backup'");
    return PLUME_ERR_VALUE;
}

/* Only the tables that a reader needs are checked: a check reads all of a table, and
 * others may be large. Once is enough, as a file that changes afterwards is refused. */
static plume_status check_tables(const plume_stored *stored,
                                 const plume_stored_table *tables, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (; status == PLUME_OK && tables->name != NULL; tables++)
        if (plume_database_has_table(stored->database, tables->name))
            status = plume_database_check(stored->database, tables->name,
                                          !tables->in_order, error);
    return status;
}

/* A rollback journal beside the file means that a write was never finished: refused.
 * A write-ahead log is read with it. */
plume_status plume_stored_open(plume_stored *out, plume_log *log,
                               const plume_stored_table *tables, plume_error *error)
{
    plume_status status;

    memset(out, 0, sizeof *out);
    if (plume_log_server(log) != NULL)
        return plume_server_open(&out->database, plume_log_server(log), error);
    status = refuse_journal(log, error);
    if (status == PLUME_OK)
        status = find_ahead(out, log, error);
    if (status == PLUME_OK)
        status =
            plume_database_open(&out->database, plume_log_source(log), out->ahead, error);
    if (status == PLUME_OK && (plume_log_is_first_reading(log) || out->ahead != NULL))
        status = check_tables(out, tables, error);
    return status;
}

void plume_stored_close(plume_stored *stored)
{
    plume_database_close(stored->database);
    plume_source_close(stored->ahead);
    memset(stored, 0, sizeof *stored);
}

/* --- telling apart --- */

/* Each name ends in a line break; a whole line must be equal, as one name may begin
 * another. */
static bool is_listed(const char *list, const char *table)
{
    size_t length = strlen(table);

    for (const char *at = list; *at != '\0'; at++) {
        const char *end = strchr(at, '\n');

        if (end == NULL)
            return false;
        if ((size_t)(end - at) == length && memcmp(at, table, length) == 0)
            return true;
        at = end;
    }
    return false;
}

bool plume_head_has_tables(const plume_head *head, const char *const *tables)
{
    if (head->tables == NULL)
        return false;
    for (; *tables != NULL; tables++)
        if (!is_listed(head->tables, *tables))
            return false;
    return true;
}
