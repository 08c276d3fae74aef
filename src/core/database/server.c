/* Reads postgresql:// addresses and opens the module that speaks to such a server. */
#include "core/database/server.h"

#include <dlfcn.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sanitize.h"
#include "core/database/database_internal.h"
#include "core/database/server_module.h"
#include <plume/number.h>

#define MODULE_NAME "plume-postgresql.so"

enum { MESSAGE_MOST = 512 };

typedef struct server_state {
    void *library;
    const plume_server_module *module;
    void *connection;
    const char *shown;
} server_state;

typedef struct server_query {
    const server_state *state;
    void *query;
} server_query;

/* --- addresses --- */

/* SQLAlchemy adds the name of a driver: "postgresql+psycopg2://". */
static bool has_scheme(const char *path, const char *scheme)
{
    size_t length = strlen(scheme);
    const char *rest = path + length;

    if (strncmp(path, scheme, length) != 0)
        return false;
    if (*rest == '+')
        rest += 1 + strcspn(rest + 1, ":/");
    return strncmp(rest, "://", 3) == 0;
}

static bool is_postgresql(const char *path)
{
    return has_scheme(path, "postgresql") || has_scheme(path, "postgres");
}

/* Addresses of servers that are not read are recognised too, so that they are refused
 * as such and not as files that are missing. */
bool plume_server_is_address(const char *path)
{
    static const char *const others[] = { "mysql",  "mariadb", "mssql",
                                          "oracle", "redis",   "sqlite" };

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (has_scheme(path, others[i]))
            return true;
    return is_postgresql(path);
}

/* No output ever holds a password: it is left out, and so is the query of the address,
 * where one may stand as well. */
void plume_server_show(plume_text *out, const char *address)
{
    const char *scheme = strstr(address, "://");
    const char *begin = scheme != NULL ? scheme + 3 : address;
    const char *end = begin + strcspn(begin, "?#"), *at = NULL, *colon;

    /* A password may hold '/' and '@' when it was not written as it should be. */
    for (const char *c = begin; c < end; c++)
        if (*c == '@')
            at = c;
    plume_text_add_n(out, address, (size_t)(begin - address));
    if (at != NULL) {
        colon = memchr(begin, ':', (size_t)(at - begin));
        plume_text_add_n(out, begin, (size_t)((colon != NULL ? colon : at) - begin));
        begin = at;
    }
    plume_text_add_n(out, begin, (size_t)(end - begin));
}

/* An '@' in the path, or two before it: a password that was not escaped, of which parts
 * would be taken for the host, looked up and told to everybody. */
static bool is_unescaped(const char *address)
{
    const char *scheme = strstr(address, "://");
    const char *begin = scheme != NULL ? scheme + 3 : address;
    size_t end = strcspn(begin, "?#"), authority = strcspn(begin, "/?#"), marks = 0;

    for (size_t i = 0; i < end; i++)
        if (begin[i] == '@')
            marks += i > authority ? 2 : 1;
    return marks > 1;
}

static plume_status refuse_unescaped(const plume_server *server, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_VALUE, server->shown, 0, 0,
                  "this address is not well-formed: a password holds '@' or '/'");
    plume_hint(error,
               "write %%40 for '@', %%2F for '/', %%3A for ':', or leave the password "
               "to ~/.pgpass");
    return PLUME_ERR_VALUE;
}

/* libpq knows no drivers. */
static void plain_address(plume_text *out, const char *address)
{
    const char *rest = strstr(address, "://");

    plume_text_add(out, "postgresql");
    plume_text_add(out, rest != NULL ? rest : "");
}

/* --- the back-end --- */

/* The words are a stranger's: control characters are taken out before a terminal sees
 * them. */
static plume_status fail_server(const server_state *state, const char *message,
                                plume_error *error)
{
    plume_text clean;

    plume_text_init(&clean);
    plume_sanitize(&clean, message, strlen(message), PLUME_SANITIZE_LIMIT);
    plume_fail_at(error, PLUME_ERR_IO, state->shown, 0, 0, "the server says: %s",
                  clean.data);
    plume_text_dispose(&clean);
    return PLUME_ERR_IO;
}

static plume_status begin(void *data, void **out, const char *sql, plume_error *error)
{
    server_state *state = data;
    server_query *query = calloc(1, sizeof *query);
    char message[MESSAGE_MOST] = "";

    *out = NULL;
    if (query == NULL)
        return plume_fail_memory(error);
    query->state = state;
    query->query = state->module->query(
        state->connection, sql, (plume_server_message){ message, sizeof message });
    if (query->query == NULL) {
        free(query);
        return fail_server(state, message, error);
    }
    *out = query;
    return PLUME_OK;
}

static plume_status next(void *data, bool *row, plume_error *error)
{
    const server_query *query = data;
    char message[MESSAGE_MOST] = "";
    int code = query->state->module->next(
        query->query, (plume_server_message){ message, sizeof message });

    *row = code == 1;
    return code >= 0 ? PLUME_OK : fail_server(query->state, message, error);
}

/* The module hands numbers on as text, which our own parser reads; whole ones are
 * exact up to 2^53. */
static plume_database_cell cell_of(const void *data, int column)
{
    const server_query *query = data;
    plume_server_cell from = query->state->module->cell(query->query, column);
    plume_database_cell cell = { PLUME_CELL_NULL, "", 0, (double)NAN, 0, false };

    switch (from.kind) {
    case PLUME_SERVER_NUMBER:
        cell.kind = PLUME_CELL_NUMBER;
        (void)plume_number_parse(&cell.number, from.text, from.length);
        cell.is_whole =
            fabs(cell.number) <= 9007199254740992.0 && floor(cell.number) == cell.number;
        cell.whole = cell.is_whole ? (int64_t)cell.number : 0;
        break;
    case PLUME_SERVER_TEXT:
        cell.kind = PLUME_CELL_TEXT;
        cell.text = from.text;
        cell.length = from.length;
        break;
    case PLUME_SERVER_BYTES:
        cell.kind = PLUME_CELL_BYTES;
        break;
    case PLUME_SERVER_NULL:
        break;
    }
    return cell;
}

static void end(void *data)
{
    server_query *query = data;

    query->state->module->end(query->query);
    free(query);
}

/* Rows come sorted by table, so that a change of the name begins a new one. */
static plume_status catalogue(void *data, plume_database *database, plume_error *error)
{
    server_state *state = data;
    plume_text last;
    void *query;
    bool row = true;
    plume_status status = begin(state, &query, state->module->catalogue, error);

    if (status != PLUME_OK)
        return status;
    plume_text_init(&last);
    while (status == PLUME_OK) {
        const char *table;

        status = next(query, &row, error);
        if (status != PLUME_OK || !row)
            break;
        table = cell_of(query, 0).text;
        if (strcmp(table, last.data) != 0 && !plume_database_add(database, table, NULL))
            status = plume_fail_memory(error);
        if (status == PLUME_OK &&
            !plume_database_add(database, table, cell_of(query, 1).text))
            status = plume_fail_memory(error);
        plume_text_clear(&last);
        plume_text_add(&last, table);
    }
    plume_text_dispose(&last);
    end(query);
    return status;
}

/* A server vouches for its own tables. */
static plume_status check(void *data, const char *table, bool indexes, plume_error *error)
{
    (void)data;
    (void)indexes;
    (void)table;
    (void)error;
    return PLUME_OK;
}

static void close_state(void *data)
{
    server_state *state = data;

    if (state->connection != NULL)
        state->module->close(state->connection);
    /* The module stays: the libraries below libpq keep memory for the life of the
     * process. */
    free(state);
}

static const plume_database_backend backend = {
    .catalogue = catalogue,
    .check = check,
    .query = begin,
    .next = next,
    .cell = cell_of,
    .end = end,
    .close = close_state,
};

/* --- opening --- */

/* Optuna writes its addresses in the manner of SQLAlchemy; the hint names the two ways
 * by which it exports a study. */
static plume_status refuse_kind(const plume_server *server, plume_error *error)
{
    bool is_file = has_scheme(server->address, "sqlite");

    plume_fail_at(error, PLUME_ERR_VALUE, server->shown, 0, 0,
                  is_file ? "name the file itself, without 'sqlite:///'"
                          : "servers of this kind are not read, only PostgreSQL's");
    if (!is_file)
        plume_hint(error,
                   "export the study: study.trials_dataframe().to_csv(\"trials.csv\"), "
                   "or optuna.copy_study into an SQLite file");
    return PLUME_ERR_VALUE;
}

/* The module is loaded when a server is asked for: only then does Plume need libpq. */
static plume_status open_library(server_state *state, const plume_server *server,
                                 plume_error *error)
{
    const char *folder =
        server->modules[0] != '\0' ? server->modules : PLUME_MODULES_FOLDER;
    plume_text path;
    plume_status status;

    plume_text_init(&path);
    plume_text_printf(&path, "%s/%s", folder, MODULE_NAME);
    status = plume_text_status(&path, error);
    if (status == PLUME_OK)
        state->library = dlopen(path.data, RTLD_NOW | RTLD_LOCAL);
    if (status == PLUME_OK && state->library != NULL)
        state->module = dlsym(state->library, PLUME_SERVER_MODULE_SYMBOL);
    if (status == PLUME_OK && (state->module == NULL ||
                               state->module->version != PLUME_SERVER_MODULE_VERSION)) {
        status = plume_fail_at(error, PLUME_ERR_IO, server->shown, 0, 0,
                               "the module for PostgreSQL cannot be used: %s",
                               state->library == NULL ? dlerror() : "another version");
        plume_hint(error, "it is looked for as %s; PLUME_MODULES names another folder",
                   path.data);
    }
    plume_text_dispose(&path);
    return status;
}

static plume_status connect_to(server_state *state, const plume_server *server,
                               plume_error *error)
{
    char message[MESSAGE_MOST] = "";
    plume_status status;
    plume_text address;

    plume_text_init(&address);
    plain_address(&address, server->address);
    status = plume_text_status(&address, error);
    if (status == PLUME_OK) {
        state->connection = state->module->connect(
            address.data, (plume_server_message){ message, sizeof message });
        if (state->connection == NULL)
            status = fail_server(state, message, error);
    }
    plume_text_dispose(&address);
    return status;
}

/* A password whose marks are not escaped would make another host of its rest: refused
 * before anything is connected. */
plume_status plume_server_open(plume_database **out, const plume_server *server,
                               plume_error *error)
{
    server_state *state;
    plume_status status;

    *out = NULL;
    if (!is_postgresql(server->address))
        return refuse_kind(server, error);
    if (is_unescaped(server->address))
        return refuse_unescaped(server, error);
    state = calloc(1, sizeof *state);
    if (state == NULL)
        return plume_fail_memory(error);
    state->shown = server->shown;
    status = open_library(state, server, error);
    if (status == PLUME_OK)
        status = connect_to(state, server, error);
    if (status != PLUME_OK) {
        close_state(state);
        return status;
    }
    return plume_database_new(out, &backend, state, error);
}
