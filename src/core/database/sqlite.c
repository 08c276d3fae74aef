/* SQLite behind a database: every setting that its authors advise for files of strangers.
 */
#include "core/database/sqlite.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/database/database_internal.h"
#include "core/database/sqlite_calls.h"

enum {
    LENGTH_MAX = 16 << 20,
    SQL_MAX = 1000000,
    STEPS_AT_ONCE = 10000,
    COLUMNS_MAX = 20000
};

/* Steps of SQLite's machine: what honest queries need grows with the file. */
#define STEPS_LEAST    200000000.0
#define STEPS_PER_BYTE 20.0

typedef struct sqlite_state {
    const plume_sqlite_calls *sqlite;
    plume_extent main, wal;
    plume_sqlite_files *files;
    sqlite3 *handle;
    const char *path; /* of the source */
    double steps_left;
    bool trusted; /* a statement of the back-end itself is being prepared */
} sqlite_state;

typedef struct sqlite_query {
    sqlite_state *state;
    sqlite3_stmt *statement;
} sqlite_query;

/* --- failing --- */

/* Only the progress handler interrupts: SQLITE_INTERRUPT means that the steps are
 * used up. */
static plume_status fail_sqlite(const sqlite_state *state, int code, plume_error *error)
{
    if (code == SQLITE_NOMEM)
        return plume_fail_memory(error);
    if (code == SQLITE_INTERRUPT) {
        plume_fail_at(error, PLUME_ERR_VALUE, state->path, 0, 0,
                      "a query takes more steps than a database of this size needs");
        plume_hint(error, "the file may be made to keep its reader busy");
        return PLUME_ERR_VALUE;
    }
    if ((code & 0xff) == SQLITE_IOERR)
        return plume_fail_at(error, PLUME_ERR_IO, state->path, 0, 0,
                             "this database cannot be read: %s",
                             state->sqlite->errmsg(state->handle));
    plume_fail_at(error, PLUME_ERR_SYNTAX, state->path, 0, 0,
                  "this database cannot be read: %s",
                  state->handle != NULL ? state->sqlite->errmsg(state->handle)
                                        : state->sqlite->errstr(code));
    plume_hint(error, "'sqlite3 FILE .recover' may save what is left of a damaged one");
    return PLUME_ERR_SYNTAX;
}

/* SQLite would meet a missing page late, or never where no query touches it. */
static plume_status fail_cut(const sqlite_state *state, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_SYNTAX, state->path, 0, 0,
                  "this database is cut off: it has %llu bytes, fewer than its own "
                  "header says, or no whole number of pages",
                  (unsigned long long)state->main.length);
    plume_hint(error, "copy it again, together with the -wal file beside it");
    return PLUME_ERR_SYNTAX;
}

/* --- the header, before SQLite sees it --- */

/* Numbers in the header of an SQLite file stand with their highest byte first
 * (sqlite.org/fileformat.html, section 1.3). */
static uint64_t big_endian(const unsigned char *bytes, int count)
{
    uint64_t value = 0;

    for (int i = 0; i < count; i++)
        value = value << 8 | bytes[i];
    return value;
}

/* The first 100 bytes (https://www.sqlite.org/fileformat.html, section 1.3): a file
 * that was cut off would read as a shorter one. */
static plume_status check_header(const sqlite_state *state, plume_error *error)
{
    unsigned char head[100];
    uint64_t page, pages;
    size_t length;

    if (!plume_extent_read(&state->main, head, sizeof head, 0, &length))
        return fail_sqlite(state, SQLITE_IOERR_READ, error);
    if (length < sizeof head)
        return fail_cut(state, error);
    if (!plume_database_begins((const char *)head, length))
        return plume_fail_at(error, PLUME_ERR_SYNTAX, state->path, 0, 0,
                             "this is no SQLite database");
    page = big_endian(head + 16, 2);
    page = page == 1 ? 65536 : page;
    pages = big_endian(head + 28, 4);
    /* The count of pages holds only when it was written with the last change. */
    if (big_endian(head + 24, 4) != big_endian(head + 92, 4))
        pages = 0;
    if (page < 512 || state->main.length % page != 0 || state->main.length / page < pages)
        return fail_cut(state, error);
    return PLUME_OK;
}

/* --- settings --- */

/* A hostile file can hide calls of functions in a view or trigger; what reads its rows
 * may select and read, and call no function, not even a built-in one. */
static int authorize(void *data, int action, const char *first, const char *second,
                     const char *database, const char *inner)
{
    const sqlite_state *state = data;

    (void)first;
    (void)second;
    (void)database;
    (void)inner;
    if (state->trusted || action == SQLITE_SELECT || action == SQLITE_READ)
        return SQLITE_OK;
    return SQLITE_DENY;
}

static int count_steps(void *data)
{
    sqlite_state *state = data;

    state->steps_left -= STEPS_AT_ONCE;
    return state->steps_left < 0;
}

/* sqlite.org/security.html, section 1.1, advises limits of this kind; lengths are in
 * bytes, the others are counts. */
static void set_limits(const sqlite_state *state)
{
    static const struct {
        int limit, value;
    } limits[] = {
        { SQLITE_LIMIT_LENGTH, LENGTH_MAX },  { SQLITE_LIMIT_SQL_LENGTH, SQL_MAX },
        { SQLITE_LIMIT_EXPR_DEPTH, 100 },     { SQLITE_LIMIT_COMPOUND_SELECT, 5 },
        { SQLITE_LIMIT_VDBE_OP, 25000 },      { SQLITE_LIMIT_FUNCTION_ARG, 8 },
        { SQLITE_LIMIT_ATTACHED, 0 },         { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50 },
        { SQLITE_LIMIT_VARIABLE_NUMBER, 10 }, { SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
        { SQLITE_LIMIT_WORKER_THREADS, 0 },
    };

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        state->sqlite->limit(state->handle, limits[i].limit, limits[i].value);
}

/* As SQLite's own advice for files of strangers has it
 * (https://www.sqlite.org/security.html), and no more memory than 512 KiB of pages. */
static int configure(sqlite_state *state)
{
    static const struct {
        int setting, on;
    } settings[] = {
        { SQLITE_DBCONFIG_DEFENSIVE, 1 },
        { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
        { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
        { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
        { SQLITE_DBCONFIG_DQS_DML, 0 },
        { SQLITE_DBCONFIG_ENABLE_FKEY, 0 },
        { SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1 },
        { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
    };
    int code = SQLITE_OK;

    for (size_t i = 0; code == SQLITE_OK && i < sizeof settings / sizeof *settings; i++)
        code = state->sqlite->db_config(state->handle, settings[i].setting,
                                        settings[i].on, (int *)NULL);
    set_limits(state);
    state->sqlite->progress_handler(state->handle, STEPS_AT_ONCE, count_steps, state);
    if (code == SQLITE_OK)
        code = state->sqlite->exec(
            state->handle,
            "PRAGMA locking_mode=EXCLUSIVE; PRAGMA cell_size_check=ON; "
            "PRAGMA query_only=ON; PRAGMA mmap_size=0; "
            "PRAGMA cache_size=-512",
            NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = state->sqlite->set_authorizer(state->handle, authorize, state);
    return code;
}

/* --- statements of the back-end itself --- */

/* Only for statements of our own, which read the schema and need functions that
 * authorize denies to all others. */
static int prepare_trusted(sqlite_state *state, sqlite3_stmt **out, const char *sql)
{
    int code;

    state->trusted = true;
    code = state->sqlite->prepare_v2(state->handle, sql, -1, out, NULL);
    state->trusted = false;
    return code;
}

static const char *text_at(const sqlite_state *state, sqlite3_stmt *statement, int column)
{
    const unsigned char *text = state->sqlite->column_text(statement, column);

    return text != NULL ? (const char *)text : "";
}

/* The columns of a table, after the table itself where it has any. One statement for each
 * table: SQLite takes longer to join its list of tables with that of columns. */
static int add_table(sqlite_state *state, plume_database *database, const char *table,
                     int *columns, bool *kept)
{
    sqlite3_stmt *statement = NULL;
    plume_text sql;
    bool first = true;
    int code = SQLITE_NOMEM;

    plume_text_init(&sql);
    plume_text_add(&sql, "PRAGMA table_info(\"");
    for (const char *c = table; *c != '\0'; c++) {
        plume_text_add_n(&sql, "\"", *c == '"');
        plume_text_add_char(&sql, *c);
    }
    plume_text_add(&sql, "\")");
    if (plume_text_status(&sql, NULL) == PLUME_OK)
        code = prepare_trusted(state, &statement, sql.data);
    plume_text_dispose(&sql);
    if (code != SQLITE_OK)
        return code;
    state->trusted = true;
    while (*kept && *columns <= COLUMNS_MAX &&
           (code = state->sqlite->step(statement)) == SQLITE_ROW) {
        *kept = !first || plume_database_add(database, table, NULL);
        *kept =
            *kept && plume_database_add(database, table, text_at(state, statement, 1));
        first = false;
        ++*columns;
    }
    state->trusted = false;
    state->sqlite->finalize(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* A virtual table and a view have no page of their own. */
static plume_status catalogue(void *data, plume_database *database, plume_error *error)
{
    static const char sql[] =
        "SELECT name FROM sqlite_schema "
        "WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%'";
    sqlite_state *state = data;
    sqlite3_stmt *statement;
    int code = prepare_trusted(state, &statement, sql), columns = 0;
    bool kept = true, row = true;

    while (code == SQLITE_OK && kept && row && columns <= COLUMNS_MAX) {
        state->trusted = true;
        code = state->sqlite->step(statement);
        state->trusted = false;
        row = code == SQLITE_ROW;
        code = code == SQLITE_DONE || row ? SQLITE_OK : code;
        if (row)
            code =
                add_table(state, database, text_at(state, statement, 0), &columns, &kept);
    }
    state->sqlite->finalize(statement);
    if (!kept)
        return plume_fail_memory(error);
    if (columns > COLUMNS_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, state->path, 0, 0,
                             "this database has more than %d columns", COLUMNS_MAX);
    return code == SQLITE_OK ? PLUME_OK : fail_sqlite(state, code, error);
}

/* Constraints that rows break are no damage: nothing is hidden by them. */
static bool is_harmless(const char *finding)
{
    static const char *const harmless[] = { "ok",
                                            "NULL value in ",
                                            "CHECK constraint failed in ",
                                            "non-unique entry in index ",
                                            "TEXT value in ",
                                            "NUMERIC value in " };

    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (strncmp(finding, harmless[i], strlen(harmless[i])) == 0)
            return true;
    return false;
}

/* integrity_check or quick_check of one table alone: a damaged one would give some of its
 * rows, and a wrong total. */
static plume_status check(void *data, const char *table, bool indexes, plume_error *error)
{
    sqlite_state *state = data;
    plume_status status = PLUME_OK;
    sqlite3_stmt *statement = NULL;
    plume_text sql;
    int code;

    plume_text_init(&sql);
    plume_text_printf(&sql, "PRAGMA %s_check(%s)", indexes ? "integrity" : "quick",
                      table);
    status = plume_text_status(&sql, error);
    if (status != PLUME_OK)
        return status;
    code = prepare_trusted(state, &statement, sql.data);
    plume_text_dispose(&sql);
    state->trusted = true;
    while (code == SQLITE_OK && status == PLUME_OK &&
           (code = state->sqlite->step(statement)) == SQLITE_ROW) {
        code = SQLITE_OK;
        if (!is_harmless(text_at(state, statement, 0)))
            status = plume_fail_at(error, PLUME_ERR_SYNTAX, state->path, 0, 0,
                                   "this database is damaged: table '%s': %s", table,
                                   text_at(state, statement, 0));
    }
    state->trusted = false;
    state->sqlite->finalize(statement);
    if (status == PLUME_OK && code != SQLITE_DONE)
        return fail_sqlite(state, code, error);
    if (status != PLUME_OK)
        plume_hint(error,
                   "'sqlite3 FILE .recover' may save what is left; a part of the rows "
                   "would be a wrong total");
    return status;
}

/* --- queries --- */

static plume_status query_begin(void *data, void **out, const char *sql,
                                plume_error *error)
{
    sqlite_state *state = data;
    sqlite_query *query = calloc(1, sizeof *query);
    int code;

    *out = NULL;
    if (query == NULL)
        return plume_fail_memory(error);
    query->state = state;
    code = state->sqlite->prepare_v2(state->handle, sql, -1, &query->statement, NULL);
    if (code != SQLITE_OK) {
        free(query);
        return fail_sqlite(state, code, error);
    }
    *out = query;
    return PLUME_OK;
}

static plume_status query_next(void *data, bool *row, plume_error *error)
{
    sqlite_query *query = data;
    int code = query->state->sqlite->step(query->statement);

    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return PLUME_OK;
    return fail_sqlite(query->state, code, error);
}

/* Text with a NUL counts as bytes: it is no name and no number of any tracker. */
static plume_database_cell query_cell(const void *data, int column)
{
    const sqlite_query *query = data;
    const sqlite_state *state = query->state;
    plume_database_cell cell = { PLUME_CELL_NULL, "", 0, (double)NAN, 0, false };

    switch (state->sqlite->column_type(query->statement, column)) {
    case SQLITE_INTEGER:
        cell.kind = PLUME_CELL_NUMBER;
        cell.whole = state->sqlite->column_int64(query->statement, column);
        cell.number = (double)cell.whole;
        cell.is_whole = true;
        break;
    case SQLITE_FLOAT:
        cell.kind = PLUME_CELL_NUMBER;
        cell.number = state->sqlite->column_double(query->statement, column);
        break;
    case SQLITE_TEXT:
        cell.kind = PLUME_CELL_TEXT;
        cell.text = text_at(state, query->statement, column);
        cell.length = (size_t)state->sqlite->column_bytes(query->statement, column);
        if (strlen(cell.text) != cell.length)
            cell =
                (plume_database_cell){ PLUME_CELL_BYTES, "", 0, (double)NAN, 0, false };
        break;
    case SQLITE_BLOB:
        cell.kind = PLUME_CELL_BYTES;
        break;
    default:
        break;
    }
    return cell;
}

static void query_end(void *data)
{
    sqlite_query *query = data;

    query->state->sqlite->finalize(query->statement);
    free(query);
}

/* --- opening --- */

static void close_state(void *data)
{
    sqlite_state *state = data;

    if (state->sqlite != NULL)
        state->sqlite->close(state->handle);
    plume_sqlite_files_free(state->files);
    plume_extent_dispose(&state->main);
    plume_extent_dispose(&state->wal);
    free(state);
}

static const plume_database_backend backend = {
    .catalogue = catalogue,
    .check = check,
    .query = query_begin,
    .next = query_next,
    .cell = query_cell,
    .end = query_end,
    .close = close_state,
};

static plume_status open_handle(sqlite_state *state, plume_error *error)
{
    int code = state->sqlite->open_v2("/main", &state->handle,
                                      SQLITE_OPEN_READONLY | SQLITE_OPEN_PRIVATECACHE |
                                          SQLITE_OPEN_NOMUTEX,
                                      plume_sqlite_files_name(state->files));

    if (code == SQLITE_OK)
        code = configure(state);
    return code == SQLITE_OK ? PLUME_OK : fail_sqlite(state, code, error);
}

/* Steps are bounded by the size: a made-up file can hold queries busy for hours. */
plume_status plume_database_open(plume_database **out, plume_source_stream *main,
                                 plume_source_stream *wal, plume_error *error)
{
    sqlite_state *state = calloc(1, sizeof *state);
    plume_status status;

    *out = NULL;
    if (state == NULL)
        return plume_fail_memory(error);
    state->path = plume_source_path(main);
    status = plume_extent_open(&state->main, main, error);
    if (status == PLUME_OK && wal != NULL)
        status = plume_extent_open(&state->wal, wal, error);
    if (status == PLUME_OK)
        status = check_header(state, error);
    if (status == PLUME_OK)
        status = plume_sqlite_calls_open(&state->sqlite, error);
    if (status == PLUME_OK)
        status = plume_sqlite_files_new(
            &state->files, state->sqlite, &state->main,
            wal != NULL && state->wal.length > 0 ? &state->wal : NULL, error);
    state->steps_left =
        STEPS_LEAST + STEPS_PER_BYTE * (double)(state->main.length + state->wal.length);
    if (status == PLUME_OK)
        status = open_handle(state, error);
    if (status != PLUME_OK) {
        close_state(state);
        return status;
    }
    return plume_database_new(out, &backend, state, error);
}
