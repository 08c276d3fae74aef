/* fuzz/fuzz_rows.h -- a database of a tracker's tables, whose columns and rows the bytes
 * decide on: some columns are missing, some cells are of another type. */
#ifndef PLUME_FUZZ_ROWS_H
#define PLUME_FUZZ_ROWS_H

#include <sqlite3.h>

#include "fuzz_bytes.h"
#include "fuzz_reader.h"

enum { FUZZ_COLUMNS = 9 };

/* Column names, each with the kind of its cells in front: n number of a row, s small
 * number, m moment, M milliseconds, j JSON, w word, t text. */
typedef struct fuzz_table {
    const char *name;
    const char *column[FUZZ_COLUMNS];
    const char *word[12]; /* for w */
} fuzz_table;

static inline void fuzz_cell(plume_text *sql, fuzz_bytes *bytes, const fuzz_table *table,
                             char kind, unsigned row)
{
    static const char *const json[] = { "'1'", "'null'",  "'[1, 2]'", "'{\"a\": 1}'",
                                        "'{'", "'\"x\"'", "'1e400'",  "'true'" };
    size_t words = 0;

    if (fuzz_byte(bytes) > 235) { /* of another type */
        static const char *const other[] = { "NULL", "x'00ff'", "-1", "1e300", "''" };

        plume_text_add(sql, FUZZ_WORD(bytes, other));
        return;
    }
    while (words < 12 && table->word[words] != NULL)
        words++;
    switch (kind) {
    case 'n':
        plume_text_printf(sql, "%u", row);
        break;
    case 's':
        plume_text_printf(sql, "%u", fuzz_byte(bytes) % 4);
        break;
    case 'm':
        plume_text_add(sql, "'");
        fuzz_stamp(sql, bytes, ' ');
        plume_text_printf(sql, ".%06u'", fuzz_byte(bytes));
        break;
    case 'M':
        plume_text_printf(sql, "17777777%02u000", fuzz_byte(bytes) % 100);
        break;
    case 'j':
        plume_text_add(sql, FUZZ_WORD(bytes, json));
        break;
    case 'w':
        plume_text_printf(sql, "'%s'",
                          words > 0 ? fuzz_word(bytes, table->word, words) : "");
        break;
    default:
        plume_text_add(sql, "'");
        fuzz_raw(sql, bytes, "'");
        plume_text_add(sql, "'");
    }
}

static inline void fuzz_table_add(plume_text *sql, fuzz_bytes *bytes,
                                  const fuzz_table *table)
{
    unsigned missing = fuzz_byte(bytes), rows = fuzz_byte(bytes) % 6;
    const char *comma = "";

    if (missing == 255) /* the whole table */
        return;
    plume_text_printf(sql, "CREATE TABLE %s (", table->name);
    for (size_t i = 0; i < FUZZ_COLUMNS && table->column[i] != NULL; i++, comma = ", ")
        if (missing % 32 != i + 20)
            plume_text_printf(sql, "%s\"%s\"", comma, table->column[i] + 1);
        else
            plume_text_printf(sql, "%s\"other%zu\"", comma, i);
    plume_text_add(sql, ");");
    for (unsigned row = 1; row <= rows; row++) {
        plume_text_printf(sql, "INSERT INTO %s VALUES (", table->name);
        comma = "";
        for (size_t i = 0; i < FUZZ_COLUMNS && table->column[i] != NULL;
             i++, comma = ", ") {
            plume_text_add(sql, comma);
            fuzz_cell(sql, bytes, table, table->column[i][0], row);
        }
        plume_text_add(sql, ");");
    }
}

static inline void fuzz_rows(const plume_reader *reader, const char *name,
                             const fuzz_table *tables, size_t count, fuzz_bytes bytes)
{
    sqlite3 *database = NULL;
    sqlite3_int64 length = 0;
    unsigned char *file;
    plume_text sql;

    plume_text_init(&sql);
    for (size_t i = 0; i < count; i++)
        fuzz_table_add(&sql, &bytes, &tables[i]);
    if (sqlite3_open(":memory:", &database) != SQLITE_OK)
        abort();
    if (sql.length > 0 &&
        sqlite3_exec(database, sql.data, NULL, NULL, NULL) != SQLITE_OK &&
        getenv("PLUME_FUZZ_SQL") != NULL)
        fprintf(stderr, "%s\n%s\n", sqlite3_errmsg(database), sql.data);
    file = sqlite3_serialize(database, "main", &length, 0);
    if (file != NULL)
        fuzz_reader(reader, name, file, (size_t)length);
    sqlite3_free(file);
    sqlite3_close(database);
    plume_text_dispose(&sql);
}

#define FUZZ_ROWS(reader, name, tables)                                                  \
    extern const plume_reader plume_reader_##reader;                                     \
    int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);                     \
    int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)                      \
    {                                                                                    \
        fuzz_rows(&plume_reader_##reader, name, tables,                                  \
                  sizeof(tables) / sizeof *(tables), (fuzz_bytes){ bytes, length });     \
        return 0;                                                                        \
    }

#endif
