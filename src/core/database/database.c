/* What SQLite and servers have in common: tables, columns, rows, asked through one set
 * of functions. */
#include "core/database/database_internal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct plume_database {
    const plume_database_backend *backend;
    void *state;
    plume_map *names; /* "table" and "table.column", in lower case */
    plume_text tables;
};

struct plume_query {
    const plume_database_backend *backend;
    void *state;
};

/* --- new and closed --- */

/* The names of all tables and columns are learned first: readers ask for columns that
 * only some versions have. */
plume_status plume_database_new(plume_database **out,
                                const plume_database_backend *backend, void *state,
                                plume_error *error)
{
    plume_database *database = calloc(1, sizeof *database);
    plume_status status;

    *out = NULL;
    if (database == NULL) {
        backend->close(state);
        return plume_fail_memory(error);
    }
    database->backend = backend;
    database->state = state;
    database->names = plume_map_new();
    plume_text_init(&database->tables);
    status = database->names != NULL ? backend->catalogue(state, database, error)
                                     : plume_fail_memory(error);
    if (status != PLUME_OK) {
        plume_database_close(database);
        return status;
    }
    *out = database;
    return PLUME_OK;
}

bool plume_database_begins(const char *bytes, size_t length)
{
    static const char magic[16] = "SQLite format 3";

    return length >= sizeof magic && memcmp(bytes, magic, sizeof magic) == 0;
}

void plume_database_close(plume_database *database)
{
    if (database == NULL)
        return;
    database->backend->close(database->state);
    plume_map_free(database->names);
    plume_text_dispose(&database->tables);
    free(database);
}

/* --- names --- */

/* SQL compares the names of tables and columns without regard to the case of ASCII
 * letters. A column is kept as table.column in the same table of names. */
static void name_of(plume_text *out, const char *table, const char *column)
{
    plume_text_init(out);
    for (const char *c = table; *c != '\0'; c++)
        plume_text_add_char(out, (char)tolower((unsigned char)*c));
    if (column == NULL)
        return;
    plume_text_add_char(out, '.');
    for (const char *c = column; *c != '\0'; c++)
        plume_text_add_char(out, (char)tolower((unsigned char)*c));
}

static bool has_name(const plume_database *database, const char *table,
                     const char *column)
{
    plume_text name;
    bool has;

    name_of(&name, table, column);
    has = plume_map_find(database->names, name.data) != SIZE_MAX;
    plume_text_dispose(&name);
    return has;
}

bool plume_database_add(plume_database *database, const char *table, const char *column)
{
    plume_text name;
    bool kept;

    name_of(&name, table, column);
    kept = plume_text_status(&name, NULL) == PLUME_OK &&
           plume_map_set(database->names, name.data, 1);
    plume_text_dispose(&name);
    if (column == NULL) {
        plume_text_add(&database->tables, table);
        plume_text_add_char(&database->tables, '\n');
    }
    return kept && plume_text_status(&database->tables, NULL) == PLUME_OK;
}

bool plume_database_has_table(const plume_database *database, const char *table)
{
    return has_name(database, table, NULL);
}

bool plume_database_has_column(const plume_database *database, const char *table,
                               const char *column)
{
    return has_name(database, table, column);
}

void plume_database_list_tables(plume_text *out, const plume_database *database)
{
    plume_text_add(out, database->tables.data);
}

plume_status plume_database_check(plume_database *database, const char *table,
                                  bool indexes, plume_error *error)
{
    return database->backend->check(database->state, table, indexes, error);
}

/* --- rows --- */

plume_status plume_query_open(plume_query **out, plume_database *database,
                              const char *sql, plume_error *error)
{
    plume_query *query = calloc(1, sizeof *query);
    plume_status status;

    *out = NULL;
    if (query == NULL)
        return plume_fail_memory(error);
    query->backend = database->backend;
    status = database->backend->query(database->state, &query->state, sql, error);
    if (status != PLUME_OK) {
        free(query);
        return status;
    }
    *out = query;
    return PLUME_OK;
}

void plume_query_close(plume_query *query)
{
    if (query == NULL)
        return;
    query->backend->end(query->state);
    free(query);
}

plume_status plume_query_next(plume_query *query, bool *row, plume_error *error)
{
    *row = false;
    return query->backend->next(query->state, row, error);
}

plume_database_cell plume_query_cell(const plume_query *query, int column)
{
    return query->backend->cell(query->state, column);
}
