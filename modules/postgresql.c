/* The module for PostgreSQL: one connection, one transaction that only reads, and a
 * cursor for each query, from which rows are fetched by the thousand. */
#include "core/database/server_module.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const plume_server_module plume_module_postgresql;

/* Kinds of columns, as the server numbers them. */
enum {
    TYPE_BOOL = 16,
    TYPE_BYTEA = 17,
    TYPE_INT8 = 20,
    TYPE_INT2 = 21,
    TYPE_INT4 = 23,
    TYPE_OID = 26,
    TYPE_FLOAT4 = 700,
    TYPE_FLOAT8 = 701,
    TYPE_NUMERIC = 1700
};

typedef struct connection {
    PGconn *link;
    unsigned queries; /* so far: names of cursors */
} connection;

typedef struct query {
    connection *of;
    unsigned number;
    PGresult *rows;
    int at, count;
} query;

/* --- messages --- */

static void say(plume_server_message message, const char *text)
{
    snprintf(message.text, message.capacity, "%s", text);
}

/* Puts stars in place of every occurrence of a secret. */
static void hide(plume_server_message message, const char *secret)
{
    size_t length = secret != NULL ? strlen(secret) : 0;
    char *at = message.text;

    if (length == 0)
        return;
    while ((at = strstr(at, secret)) != NULL) {
        memset(at, '*', length);
        at += length;
    }
}

static void say_error(const connection *of, plume_server_message message)
{
    say(message, PQerrorMessage(of->link));
    hide(message, PQpass(of->link));
}

/* --- connecting --- */

static void ignore_notice(void *data, const char *text)
{
    (void)data;
    (void)text;
}

static int run(const connection *of, const char *sql)
{
    PGresult *result = PQexec(of->link, sql);
    ExecStatusType status = PQresultStatus(result);

    PQclear(result);
    return status == PGRES_COMMAND_OK;
}

static int begin(const connection *of)
{
    static const char *const settings[] = {
        "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
        "SET LOCAL client_encoding = 'UTF8'",
        "SET LOCAL DateStyle = 'ISO, YMD'",
        "SET LOCAL TimeZone = 'UTC'",
        "SET LOCAL extra_float_digits = 1",
        "SET LOCAL statement_timeout = '600s'",
    };

    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (!run(of, settings[i]))
            return 0;
    return 1;
}

static void close_connection(void *data)
{
    connection *of = data;

    PQfinish(of->link);
    free(of);
}

static void *connect_to(const char *address, plume_server_message message)
{
    static const char *const names[] = { "dbname", "fallback_application_name",
                                         "connect_timeout", NULL };
    const char *const values[] = { address, "plume", "15", NULL };
    char *wrong = NULL;
    PQconninfoOption *parsed = PQconninfoParse(address, &wrong);
    connection *of;

    /* Its own words would repeat parts of an address, and a password may be among them.
     */
    PQfreemem(wrong);
    if (parsed == NULL) {
        say(message, "this address is not well-formed; expected "
                     "postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with %-escapes in "
                     "the password");
        return NULL;
    }
    PQconninfoFree(parsed);
    of = calloc(1, sizeof *of);
    if (of == NULL) {
        say(message, "out of memory");
        return NULL;
    }
    of->link = PQconnectdbParams(names, values, 1);
    PQsetNoticeProcessor(of->link, ignore_notice, NULL);
    if (PQstatus(of->link) == CONNECTION_OK && begin(of))
        return of;
    say_error(of, message);
    close_connection(of);
    return NULL;
}

/* --- queries --- */

static void end(void *data)
{
    query *q = data;
    char sql[64];

    PQclear(q->rows);
    snprintf(sql, sizeof sql, "CLOSE plume_%u", q->number);
    (void)run(q->of, sql);
    free(q);
}

static void *begin_query(void *data, const char *sql, plume_server_message message)
{
    static const char form[] = "DECLARE plume_%u NO SCROLL CURSOR FOR %s";
    connection *of = data;
    size_t capacity = sizeof form + strlen(sql) + 16;
    char *text = malloc(capacity);
    query *q = calloc(1, sizeof *q);
    int declared = 0;

    if (text != NULL && q != NULL) {
        q->of = of;
        q->number = of->queries++;
        snprintf(text, capacity, form, q->number, sql);
        declared = run(of, text);
    }
    free(text);
    if (declared)
        return q;
    if (q == NULL)
        say(message, "out of memory");
    else
        say_error(of, message);
    free(q);
    return NULL;
}

static int next(void *data, plume_server_message message)
{
    query *q = data;
    char sql[64];

    if (++q->at < q->count)
        return 1;
    PQclear(q->rows);
    snprintf(sql, sizeof sql, "FETCH FORWARD 1000 FROM plume_%u", q->number);
    q->rows = PQexec(q->of->link, sql);
    q->at = 0;
    q->count = PQntuples(q->rows);
    if (PQresultStatus(q->rows) == PGRES_TUPLES_OK)
        return q->count > 0;
    say_error(q->of, message);
    q->count = 0;
    return -1;
}

static plume_server_kind kind_of(const query *q, int column)
{
    switch (PQftype(q->rows, column)) {
    case TYPE_INT2:
    case TYPE_INT4:
    case TYPE_INT8:
    case TYPE_OID:
    case TYPE_FLOAT4:
    case TYPE_FLOAT8:
    case TYPE_NUMERIC:
    case TYPE_BOOL:
        return PLUME_SERVER_NUMBER;
    case TYPE_BYTEA:
        return PLUME_SERVER_BYTES;
    default:
        return PLUME_SERVER_TEXT;
    }
}

static plume_server_cell cell(const void *data, int column)
{
    const query *q = data;
    plume_server_cell out = { PLUME_SERVER_NULL, "", 0 };

    if (q->at >= q->count || PQgetisnull(q->rows, q->at, column))
        return out;
    out.kind = kind_of(q, column);
    out.text = PQgetvalue(q->rows, q->at, column);
    out.length = (size_t)PQgetlength(q->rows, q->at, column);
    if (PQftype(q->rows, column) == TYPE_BOOL) {
        out.text = out.text[0] == 't' ? "1" : "0";
        out.length = 1;
    }
    return out;
}

const plume_server_module plume_module_postgresql = {
    .version = PLUME_SERVER_MODULE_VERSION,
    .connect = connect_to,
    .close = close_connection,
    .query = begin_query,
    .next = next,
    .cell = cell,
    .end = end,
    .catalogue = "SELECT c.table_name::text, c.column_name::text "
                 "FROM information_schema.columns c "
                 "JOIN information_schema.tables t ON t.table_schema = c.table_schema "
                 "AND t.table_name = c.table_name "
                 "WHERE c.table_schema = current_schema() "
                 "AND t.table_type = 'BASE TABLE' ORDER BY c.table_name::text",
};
