/* Databases are opened as those of strangers: messages of what is refused, and what is
 * not. */
#include "support/support.h"

#include "core/database/server.h"
#include "core/database/sqlite.h"

static plume_source_stream *open_sample(const char *name)
{
    char below[200], *path;
    plume_source_stream *source;
    plume_error error = { 0 };

    snprintf(below, sizeof below, "tests/samples/optuna/%s", name);
    path = test_path(below);
    ck_ok(plume_source_open(&source, path, &error), error);
    free(path);
    return source;
}

static plume_database *open_database(plume_source_stream *source)
{
    plume_database *database;
    plume_error error = { 0 };

    ck_ok(plume_database_open(&database, source, NULL, &error), error);
    return database;
}

START_TEST(tables_and_columns_are_known_whatever_their_case)
{
    plume_source_stream *source = open_sample("states.db");
    plume_database *database = open_database(source);

    ck_assert(plume_database_has_table(database, "TRIALS"));
    ck_assert(plume_database_has_column(database, "trials", "datetime_start"));
    ck_assert(!plume_database_has_column(database, "trials", "value"));
    ck_assert(!plume_database_has_table(database, "sqlite_master"));
    plume_database_close(database);
    plume_source_close(source);
}
END_TEST

START_TEST(a_view_is_no_table)
{
    plume_source_stream *source = open_sample("view.db");
    plume_database *database = open_database(source);

    ck_assert(plume_database_has_table(database, "studies"));
    ck_assert(!plume_database_has_table(database, "trials"));
    plume_database_close(database);
    plume_source_close(source);
}
END_TEST

static const struct {
    const char *sql, *message;
} refused[] = {
    { "DELETE FROM trials", "not authorized" },
    { "ATTACH 'other.db' AS other", "not authorized" },
    { "PRAGMA journal_mode", "not authorized" },
    { "SELECT random()", "not authorized to use function: random" },
    { "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
      "not authorized" },
    { "SELECT absent FROM trials", "no such column: absent" },
};

START_TEST(only_plain_selects_are_let_through)
{
    plume_source_stream *source = open_sample("states.db");
    plume_database *database = open_database(source);
    plume_error error = { 0 };
    plume_query *query;

    ck_assert_int_eq(plume_query_open(&query, database, refused[_i].sql, &error),
                     PLUME_ERR_SYNTAX);
    ck_assert_ptr_null(query);
    ck_assert_msg(strstr(error.message, refused[_i].message) != NULL, "'%s'",
                  error.message);
    plume_database_close(database);
    plume_source_close(source);
}
END_TEST

START_TEST(a_query_without_an_end_is_stopped)
{
    plume_source_stream *source = open_sample("states.db");
    plume_database *database = open_database(source);
    plume_status status = PLUME_OK;
    plume_error error = { 0 };
    plume_query *query;
    bool row = true;

    /* 6 trials crossed with themselves eleven times: 362 million rows. */
    ck_ok(plume_query_open(&query, database,
                           "SELECT a.state FROM trials a, trials b, trials c, trials d, "
                           "trials e, trials f, trials g, trials h, trials i, trials j, "
                           "trials k WHERE a.number + b.number + c.number + d.number + "
                           "e.number + f.number + g.number + h.number + i.number + "
                           "j.number + k.number < 0",
                           &error),
          error);
    while (status == PLUME_OK && row)
        status = plume_query_next(query, &row, &error);
    ck_assert_int_eq(status, PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message,
                     "a query takes more steps than a database of this size needs");
    plume_query_close(query);
    plume_database_close(database);
    plume_source_close(source);
}
END_TEST

/* --- whole logs --- */

static char *load(const char *name, size_t *length)
{
    char below[200], *path, *bytes;

    snprintf(below, sizeof below, "tests/samples/optuna/%s", name);
    path = test_path(below);
    bytes = test_slurp(path, length);
    ck_assert_ptr_nonnull(bytes);
    free(path);
    return bytes;
}

static plume_status survey(const char *path, plume_error *error)
{
    plume_intake *intake;
    plume_status status;

    ck_ok(plume_intake_new(&intake, NULL, error), *error);
    status = plume_intake_add(intake, path, NULL, error);
    if (status == PLUME_OK)
        status = plume_intake_survey(intake, error);
    plume_intake_free(intake);
    return status;
}

START_TEST(a_transaction_that_is_not_finished_is_refused)
{
    size_t length;
    char *bytes = load("states.db", &length), *folder = test_folder();
    char *path = test_file(folder, "study.db", bytes, length);
    plume_error error = { 0 };

    free(test_file(folder, "study.db-journal", "\xd9\xd5\x05\xf9 pages", 10));
    ck_assert_int_eq(survey(path, &error), PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message,
                     "a transaction on this database is not finished: there "
                     "is a -journal file beside it");
    free(test_file(folder, "study.db-journal", "\0\0\0\0", 4));
    ck_ok(survey(path, &error), error);
    free(path);
    free(folder);
    free(bytes);
}
END_TEST

START_TEST(a_database_that_no_reader_knows_is_told_by_its_tables)
{
    char *path = test_path("tests/samples/optuna/view.db");
    plume_error error = { 0 };

    ck_assert_int_eq(survey(path, &error), PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message,
                     "this is no log: a database that no reader knows; its "
                     "tables are studies");
    free(path);
}
END_TEST

/* --- addresses --- */

static const struct {
    const char *address, *shown;
} addresses[] = {
    { "postgresql://reader:secret@host:5432/db?sslmode=require",
      "postgresql://reader@host:5432/db" },
    { "postgresql+psycopg2://reader:se@cr/et@host/db",
      "postgresql+psycopg2://reader@host/db" },
    { "postgres://host/db?password=secret", "postgres://host/db" },
    { "mysql://root:secret@host/db", "mysql://root@host/db" },
    { "postgresql:///db", "postgresql:///db" },
};

START_TEST(a_password_is_never_shown)
{
    plume_text shown;

    plume_text_init(&shown);
    ck_assert(plume_server_is_address(addresses[_i].address));
    plume_server_show(&shown, addresses[_i].address);
    ck_assert_str_eq(shown.data, addresses[_i].shown);
    plume_text_dispose(&shown);
}
END_TEST

static const struct {
    const char *address, *message;
} unread[] = {
    { "mysql+pymysql://root:secret@host/db",
      "servers of this kind are not read, only PostgreSQL's" },
    { "sqlite:///study.db", "name the file itself, without 'sqlite:///'" },
    { "postgresql://me:pass@word@host/db",
      "this address is not well-formed: a password holds '@' or '/'" },
    { "postgresql://me:pass/word@host/db",
      "this address is not well-formed: a password holds '@' or '/'" },
};

START_TEST(an_address_that_is_not_read_is_refused_with_advice)
{
    plume_error error = { 0 };

    ck_assert_int_eq(survey(unread[_i].address, &error), PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message, unread[_i].message);
    ck_assert_ptr_null(strstr(error.path, "pass"));
    ck_assert_ptr_null(strstr(error.path, "secret"));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, tables_and_columns_are_known_whatever_their_case);
    tcase_add_test(tcase, a_view_is_no_table);
    tcase_add_loop_test(tcase, only_plain_selects_are_let_through, 0,
                        (int)(sizeof refused / sizeof *refused));
    tcase_add_test(tcase, a_query_without_an_end_is_stopped);
    tcase_add_test(tcase, a_transaction_that_is_not_finished_is_refused);
    tcase_add_test(tcase, a_database_that_no_reader_knows_is_told_by_its_tables);
    tcase_add_loop_test(tcase, a_password_is_never_shown, 0,
                        (int)(sizeof addresses / sizeof *addresses));
    tcase_add_loop_test(tcase, an_address_that_is_not_read_is_refused_with_advice, 0,
                        (int)(sizeof unread / sizeof *unread));
}

int main(void)
{
    return test_main("databases", add);
}
