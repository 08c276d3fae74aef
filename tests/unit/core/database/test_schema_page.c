/* The tables of small databases without SQLite: those that SQLite tells, or none. */
#include "support/support.h"

#include <sqlite3.h>

#include "core/database/schema_page.h"
#include "core/database/sqlite.h"

static plume_error error;

/* "?" where SQLite is to be asked. */
static char *peeked(const void *bytes, size_t length)
{
    plume_source_stream *source;
    plume_extent file = { 0 };
    plume_text text;

    plume_text_init(&text);
    ck_ok(plume_source_open_memory(&source, bytes, length, "memory", &error), error);
    ck_ok(plume_extent_open(&file, source, &error), error);
    if (!plume_schema_page_list(&text, &file)) {
        ck_assert_uint_eq(text.length, 0);
        plume_text_add(&text, "?");
    }
    plume_extent_dispose(&file);
    plume_source_close(source);
    return plume_text_take(&text);
}

/* "!" where SQLite refuses the file. */
static char *listed(const void *bytes, size_t length)
{
    plume_source_stream *source;
    plume_database *database = NULL;
    plume_text text;

    plume_text_init(&text);
    ck_ok(plume_source_open_memory(&source, bytes, length, "memory", &error), error);
    if (plume_database_open(&database, source, NULL, &error) == PLUME_OK)
        plume_database_list_tables(&text, database);
    else
        plume_text_add(&text, "!");
    plume_database_close(database);
    plume_source_close(source);
    return plume_text_take(&text);
}

static unsigned char *made(const char *sql, size_t *length)
{
    sqlite3 *handle;
    sqlite3_int64 size = 0;
    unsigned char *bytes, *copy;

    ck_assert_int_eq(sqlite3_open(":memory:", &handle), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    bytes = sqlite3_serialize(handle, "main", &size, 0);
    ck_assert_ptr_nonnull(bytes);
    *length = (size_t)size;
    copy = malloc(*length);
    memcpy(copy, bytes, *length);
    sqlite3_free(bytes);
    sqlite3_close(handle);
    return copy;
}

static void expect(const char *sql, const char *tables)
{
    size_t length;
    unsigned char *bytes = made(sql, &length);
    char *here = peeked(bytes, length), *there = listed(bytes, length);

    ck_assert_str_eq(here, tables);
    if (strcmp(here, "?") != 0)
        ck_assert_str_eq(here, there);
    free(here);
    free(there);
    free(bytes);
}

START_TEST(tables_of_a_small_database_are_told_in_their_order)
{
    expect("CREATE TABLE studies(a, b); CREATE TABLE trials(c INTEGER PRIMARY KEY "
           "AUTOINCREMENT, d); CREATE INDEX i ON trials(d); CREATE VIEW v AS SELECT 1; "
           "CREATE TABLE \"odd \"\" name\"(x) ",
           "studies\ntrials\nodd \" name\n");
    expect(
        "CREATE TABLE a(x); CREATE TABLE b(x) ; DROP TABLE a; CREATE TABLE c(x PRIMARY "
        "KEY) WITHOUT ROWID; CREATE TABLE sqlit(x)",
        "b\nc\nsqlit\n");
    expect("PRAGMA page_size=512; CREATE TABLE a(x)", "a\n");
    expect("PRAGMA page_size=65536; CREATE TABLE a(x)", "a\n");
}
END_TEST

/* The SQL of a table goes on in other pages; what is asked of it stands before. How much
 * of it stands here follows from its length: then a second page may be needed. */
START_TEST(long_statements_hide_no_table)
{
    size_t told = 0;

    for (int columns = 10; columns < 1000; columns += 89) {
        size_t length;
        unsigned char *bytes;
        char *here, *there;
        plume_text sql;

        plume_text_init(&sql);
        plume_text_add(&sql, "PRAGMA page_size=4096; CREATE TABLE before(x); "
                             "CREATE TABLE wide(c");
        for (int i = 0; i < columns; i++)
            plume_text_printf(&sql, ", column_%d TEXT", i);
        plume_text_add(&sql, "); CREATE TABLE behind(y)");
        bytes = made(sql.data, &length);
        here = peeked(bytes, length);
        there = listed(bytes, length);
        ck_assert_str_eq(there, "before\nwide\nbehind\n");
        ck_assert(strcmp(here, "?") == 0 || strcmp(here, there) == 0);
        told += strcmp(here, "?") != 0;
        free(here);
        free(there);
        free(bytes);
        plume_text_dispose(&sql);
    }
    ck_assert_uint_ge(told, 6);
}
END_TEST

START_TEST(other_encodings_and_many_tables_are_left_to_sqlite)
{
    plume_text sql;

    expect("PRAGMA encoding='UTF-16'; CREATE TABLE a(x)", "?");
    plume_text_init(&sql);
    for (int i = 0; i < 100; i++)
        plume_text_printf(&sql, "CREATE TABLE table_%d(a, b, c);", i);
    expect(sql.data, "?");
    plume_text_dispose(&sql);
}
END_TEST

/* A file that SQLite takes has the tables that SQLite tells, whatever byte is another;
 * one that it refuses is never read beyond its bytes. */
START_TEST(any_byte_may_be_another)
{
    size_t length;
    unsigned char *bytes =
        made("PRAGMA page_size=512; CREATE TABLE studies(a, b); CREATE TABLE trials(c); "
             "CREATE INDEX i ON trials(c); INSERT INTO trials VALUES(1)",
             &length);
    static const unsigned char others[] = { 0x00, 0x01, 0x0d, 0x7f, 0x80, 0xff };

    for (size_t i = 0; i < 512; i++)
        for (size_t k = 0; k < sizeof others; k++) {
            unsigned char kept = bytes[i];
            char *here, *there;

            bytes[i] = others[k];
            here = peeked(bytes, length);
            if (strcmp(here, "?") != 0) {
                there = listed(bytes, length);
                if (strcmp(there, "!") != 0)
                    ck_assert_msg(strcmp(here, there) == 0, "byte %zu: '%s', not '%s'", i,
                                  here, there);
                free(there);
            }
            free(here);
            bytes[i] = kept;
        }
    for (size_t cut = 0; cut < length; cut++)
        free(peeked(bytes, cut));
    free(bytes);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, tables_of_a_small_database_are_told_in_their_order);
    tcase_add_test(tcase, long_statements_hide_no_table);
    tcase_add_test(tcase, other_encodings_and_many_tables_are_left_to_sqlite);
    tcase_add_test(tcase, any_byte_may_be_another);
}

int main(void)
{
    return test_main("schema page", add);
}
