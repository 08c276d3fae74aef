/* Rows cut in place are those that libcsv gives, for any bytes. */
#include "support/support.h"

#include "core/data/csv.h"
#include "core/data/csv_marks.h"
#include "core/data/csv_ring.h"
#include <plume/threads.h>

/* --- both ways --- */

typedef struct way {
    plume_source_stream *source;
    plume_csv *csv;
    plume_row row;
    plume_status status;
    plume_error error;
} way;

static void begin(way *own, const char *bytes, size_t length, char delimiter)
{
    memset(own, 0, sizeof *own);
    ck_ok(plume_source_open_memory(&own->source, bytes, length, "a.csv", &own->error),
          own->error);
    ck_ok(plume_csv_open(&own->csv, own->source, delimiter, &own->error), own->error);
}

static void finish(way *own)
{
    plume_csv_close(own->csv);
    plume_source_close(own->source);
}

static void compare_rows(const way *plain, const way *parsed)
{
    ck_assert_int_eq(plain->status, parsed->status);
    ck_assert_str_eq(plain->error.message, parsed->error.message);
    ck_assert_uint_eq(plain->error.line, parsed->error.line);
    ck_assert_uint_eq(plain->error.column, parsed->error.column);
    ck_assert_uint_eq(plain->row.count, parsed->row.count);
    ck_assert_uint_eq(plain->row.line, parsed->row.line);
    ck_assert_int_eq(plain->row.unended, parsed->row.unended);
    for (size_t i = 0; i < plain->row.count; i++) {
        ck_assert_uint_eq(plain->row.field[i].length, parsed->row.field[i].length);
        if (memcmp(plain->row.field[i].text, parsed->row.field[i].text,
                   plain->row.field[i].length + 1) != 0)
            ck_assert_str_eq(plain->row.field[i].text, parsed->row.field[i].text);
    }
}

/* Quietly: Check notes each assertion, and there are many rows. */
static bool are_equal(const way *plain, const way *parsed)
{
    bool equal = plain->status == parsed->status &&
                 plain->row.count == parsed->row.count &&
                 plain->row.line == parsed->row.line &&
                 plain->row.unended == parsed->row.unended && plain->status == PLUME_OK;

    for (size_t i = 0; equal && i < plain->row.count; i++)
        equal = plain->row.field[i].length == parsed->row.field[i].length &&
                memcmp(plain->row.field[i].text, parsed->row.field[i].text,
                       plain->row.field[i].length + 1) == 0;
    return equal;
}

static void convert_nothing(const void *made, const plume_csv_view *view, void *rows)
{
    (void)made;
    (void)view;
    (void)rows;
}

/* As it is read; by chunks of a ring; all by libcsv. */
static void compare_chunks(const char *bytes, size_t length, char delimiter, bool ring)
{
    static const plume_csv_converter nothing = { convert_nothing, 1, NULL };
    plume_csv_place place;
    way plain, parsed;

    begin(&plain, bytes, length, delimiter);
    begin(&parsed, bytes, length, delimiter);
    plume_csv_parse_all(parsed.csv);
    if (ring)
        plume_csv_convert(plain.csv, &nothing);
    do {
        if (ring)
            plain.status = plume_csv_converted(plain.csv, &place, &plain.error);
        if (plain.status == PLUME_OK)
            plain.status = plume_csv_next(plain.csv, &plain.row, &plain.error);
        parsed.status = plume_csv_next(parsed.csv, &parsed.row, &parsed.error);
        if (!are_equal(&plain, &parsed))
            compare_rows(&plain, &parsed);
    } while (plain.status == PLUME_OK && plain.row.count > 0);
    finish(&plain);
    finish(&parsed);
}

static void compare(const char *bytes, size_t length, char delimiter)
{
    static const size_t threads[] = { 1, 3 };

    compare_chunks(bytes, length, delimiter, false);
    for (size_t i = 0; i < 2 && length >= PLUME_CSV_CHUNK_BYTES; i++) {
        plume_threads_allow(threads[i]);
        compare_chunks(bytes, length, delimiter, true);
    }
    plume_threads_allow(0);
}

/* --- random texts --- */

static uint64_t state = 20240513;

static uint64_t random_bits(void)
{
    uint64_t z = (state += 0x9e3779b97f4a7c15u);

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* Most bytes say something to a parser; the others are few, so that rows end. */
static size_t make_text(char *text, size_t most, unsigned oddness)
{
    static const char plain[] = "abc 1.5,,,\n, \t;|";
    static const char odd[] = "\"\r\n,x \"\"\r\n";
    size_t length = random_bits() % (most + 1);

    for (size_t i = 0; i < length; i++)
        text[i] = random_bits() % 100 < oddness
                      ? odd[random_bits() % (sizeof odd - 1)]
                      : plain[random_bits() % (sizeof plain - 1)];
    if (oddness > 0 && length > 0 && random_bits() % 50 == 0)
        text[random_bits() % length] = '\0';
    return length;
}

START_TEST(short_texts_are_read_as_libcsv_reads_them)
{
    static const char delimiters[] = { ',', '\t', ';', '|', ' ', '\0' };
    static const unsigned oddness[] = { 0, 1, 5, 40 };
    char text[300];

    for (int i = 0; i < 20000; i++) {
        size_t length = make_text(text, sizeof text, oddness[random_bits() % 4]);

        compare(text, length, delimiters[random_bits() % sizeof delimiters]);
    }
}
END_TEST

/* Whole cells, most of them in a pair of quotes, with what may stand in and around it. */
START_TEST(quoted_fields_are_read_as_libcsv_reads_them)
{
    static const char *const cells[] = {
        "a",        "\"b\"",    "\"c, d\"",  " \"e\" ",    "\"\"",  "\"f\"\"g\"",
        "\"h\nn\"", "\"i\"j",   "k\"l\"",    "\" m \"\t",  "",      "\"o,,p\"",
        " ",        "\"\"\"\"", "\"q\r\n\"", "\"a, b\",c", "\"\" ", "\"",
    };
    static const char *const ends[] = { ",", ",", ",", "\n", "\r\n", "\n\n", "\r" };
    char text[400];

    for (int i = 0; i < 20000; i++) {
        size_t most = random_bits() % 30, length = 0;
        size_t kinds = random_bits() % 2 == 0 ? 5 : sizeof cells / sizeof cells[0];

        for (size_t k = 0; k < most; k++)
            length += (size_t)sprintf(text + length, "%s%s", cells[random_bits() % kinds],
                                      ends[random_bits() % 7]);
        compare(text, length - (length > 0 && random_bits() % 4 == 0),
                random_bits() % 4 > 0 ? ',' : '\t');
    }
}
END_TEST

/* Longer than what is read at once, so that rows and line ends are divided. */
START_TEST(long_texts_are_read_as_libcsv_reads_them)
{
    size_t most = 300000;
    char *text = malloc(most);

    ck_assert_ptr_nonnull(text);
    for (unsigned oddness = 0; oddness < 3; oddness++)
        for (int i = 0; i < 6; i++)
            compare(text, make_text(text, most, oddness), ',');
    free(text);
}
END_TEST

/* The chunk of the reader ends anywhere in such a row, also between CR and LF. */
START_TEST(rows_longer_than_a_chunk_are_read_as_libcsv_reads_them)
{
    static const size_t lengths[] = { 32700, 32767, 32768, 65400,  65535,
                                      65536, 65537, 70000, 131071, 200000 };
    size_t most = 500000;
    char *text = malloc(most);

    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        size_t at = 0;

        while (at + lengths[i] + 12 < most) {
            memcpy(text + at, "a,b\r\n", 5);
            memset(text + at + 5, 'x', lengths[i]);
            text[at + 5 + lengths[i] / 2] = ',';
            memcpy(text + at + 5 + lengths[i], " \r\n", 3);
            at += lengths[i] + 8;
        }
        compare(text, at, ',');
    }
    free(text);
}
END_TEST

START_TEST(vectors_and_words_mark_the_same_bytes)
{
    static const char delimiters[] = { ',', '\t', ';', '|' };
    char text[1000 + PLUME_CSV_MARKS_PADDING];
    uint16_t fast[1000], slow[1000];

    for (int i = 0; i < 5000; i++) {
        size_t length = random_bits() % 1001;
        char delimiter = delimiters[random_bits() % 4];
        size_t count;

        for (size_t k = 0; k < sizeof text; k++)
            text[k] = i % 2 == 0
                          ? (char)random_bits()
                          : ",;|\t\n\r\"\0\x80\x8a\x8d\xa2\x01 "[random_bits() % 14];
        count = plume_csv_marks(fast, text, length, delimiter);
        if (count != plume_csv_marks_portable(slow, text, length, delimiter) ||
            memcmp(fast, slow, count * sizeof *fast) != 0)
            ck_abort_msg("text %d of %zu bytes is marked differently", i, length);
    }
}
END_TEST

/* --- files --- */

static void compare_file(const char *path)
{
    static const char delimiters[] = { ',', '\t', ';', '|', '\0' };
    size_t length;
    char *bytes = test_slurp(path, &length);

    if (bytes == NULL)
        return;
    for (size_t i = 0; i < sizeof delimiters && length < 2000000; i++)
        compare(bytes, length, delimiters[i]);
    free(bytes);
}

START_TEST(files_of_the_tests_are_read_as_libcsv_reads_them)
{
    static const char *const folders[] = { "tests/fuzz/seeds", "tests/samples",
                                           "tests/cases", "datasets" };

    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        char *path = test_path(folders[i]);

        test_each_file(path, compare_file);
        free(path);
    }
}
END_TEST

START_TEST(samples_are_read_as_libcsv_reads_them)
{
    char *path = test_samples(".");

    if (path != NULL)
        test_each_file(path, compare_file);
    free(path);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, short_texts_are_read_as_libcsv_reads_them);
    tcase_add_test(tcase, quoted_fields_are_read_as_libcsv_reads_them);
    tcase_add_test(tcase, long_texts_are_read_as_libcsv_reads_them);
    tcase_add_test(tcase, rows_longer_than_a_chunk_are_read_as_libcsv_reads_them);
    tcase_add_test(tcase, vectors_and_words_mark_the_same_bytes);
    tcase_add_test(tcase, files_of_the_tests_are_read_as_libcsv_reads_them);
    tcase_add_test(tcase, samples_are_read_as_libcsv_reads_them);
}

int main(void)
{
    return test_main("csv_plain", add);
}
