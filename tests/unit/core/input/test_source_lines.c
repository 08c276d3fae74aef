#include "support/support.h"

#include "core/input/slurp.h"
#include "core/input/source.h"
#include "core/input/source_text.h"

static plume_error error;

static void expect_lines(const char *data, size_t data_length, const char *const *lines)
{
    plume_source_stream *source;
    const char *text;
    size_t length;
    uint64_t line, count = 0;

    ck_ok(plume_source_open_memory(&source, data, data_length, "a.log", &error), error);
    for (;;) {
        ck_ok(plume_source_line(source, &text, &length, &line, &error), error);
        if (text == NULL)
            break;
        ck_assert_ptr_nonnull(lines[count]);
        ck_assert_str_eq(text, lines[count]);
        ck_assert_uint_eq(length, strlen(lines[count]));
        ck_assert_uint_eq(line, ++count);
    }
    ck_assert_ptr_null(lines[count]);
    plume_source_close(source);
}

START_TEST(lines_come_without_their_ends)
{
    const char *const lines[] = { "one", "", "two", "three", NULL };
    const char *const only[] = { "one", NULL }, *const none[] = { NULL };

    expect_lines("one\r\n\ntwo\nthree", 15, lines);
    expect_lines("\xef\xbb\xbfone\n", 7, only);
    expect_lines("one", 3, only);
    expect_lines("", 0, none);
    expect_lines("\xef\xbb\xbf", 3, none);
}
END_TEST

START_TEST(utf16_lines_are_turned_into_utf8)
{
    const char *const lines[] = { "\xc3\xa9", "\xf0\x9f\x98\x80", NULL };
    const char *const torn[] = { "\xef\xbf\xbd"
                                 "a\xef\xbf\xbd\xef\xbf\xbd",
                                 NULL };

    expect_lines("\xff\xfe\xe9\0\r\0\n\0\x3d\xd8\x00\xde", 12, lines);
    expect_lines("\xfe\xff\0\xe9\0\r\0\n\xd8\x3d\xde\x00", 12, lines);
    /* half a pair at the start, the other half in the middle, half a unit at the end */
    expect_lines("\xff\xfe\x3d\xd8"
                 "a\0\x00\xde"
                 "b",
                 9, torn);
}
END_TEST

START_TEST(a_long_utf16_text_is_read_whole)
{
    size_t length = 300001;
    char *data = calloc(2, length), *text;
    plume_source_stream *source;
    const char *line_text;
    size_t got;
    uint64_t line;

    data[0] = (char)0xff;
    data[1] = (char)0xfe;
    for (size_t i = 1; i < length; i++)
        memcpy(data + 2 * i, i % 2 == 1 ? "\x3d\xd8" : "\x00\xde", 2);
    ck_ok(plume_source_open_memory(&source, data, 2 * length, "a.log", &error), error);
    ck_ok(plume_source_line(source, &line_text, &got, &line, &error), error);
    ck_assert_uint_eq(got, (length - 1) / 2 * 4);
    text = strdup(line_text);
    for (size_t i = 0; i < got; i += 4)
        ck_assert_int_eq(memcmp(text + i, "\xf0\x9f\x98\x80", 4), 0);
    plume_source_close(source);
    free(text);
    free(data);
}
END_TEST

START_TEST(lines_that_span_chunks_are_joined)
{
    size_t length = 400000;
    char *data = malloc(length), expected[100001];
    const char *lines[5] = { expected, expected, expected, expected, NULL };

    memset(data, 'x', length);
    memset(expected, 'x', sizeof expected);
    expected[99999] = '\0';
    for (size_t i = 99999; i < length; i += 100000)
        data[i] = '\n';
    expect_lines(data, length, lines);
    free(data);
}
END_TEST

START_TEST(a_line_above_the_limit_is_refused)
{
    size_t length = (size_t)65 << 20, got;
    char *data = malloc(length);
    plume_source_stream *source;
    const char *text;
    uint64_t line;

    memset(data, 'x', length);
    data[0] = '\n';
    ck_ok(plume_source_open_memory(&source, data, length, "a.log", &error), error);
    ck_ok(plume_source_line(source, &text, &got, &line, &error), error);
    ck_assert_int_eq(plume_source_line(source, &text, &got, &line, &error),
                     PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message, "a line is longer than 64 MiB");
    ck_assert_uint_eq(error.line, 2);
    plume_source_close(source);
    free(data);
}
END_TEST

START_TEST(a_small_file_is_slurped_and_a_larger_one_refused)
{
    char *folder = test_folder(), *text;
    char *path = test_file(folder, "a.yaml", "\xef\xbb\xbfkey: 1\n", 10);
    size_t length;

    ck_ok(plume_source_slurp(&text, &length, path, 7, &error), error);
    ck_assert_str_eq(text, "key: 1\n");
    ck_assert_uint_eq(length, 7);
    free(text);
    ck_assert_int_eq(plume_source_slurp(&text, &length, path, 6, &error),
                     PLUME_ERR_VALUE);
    ck_assert_ptr_null(text);
    ck_assert_str_eq(error.message,
                     "is larger than 6 bytes, the most that is read of it");
    free(path);
    free(folder);
}
END_TEST

static bool ends_with_a_line(const char *data, size_t data_length)
{
    plume_source_stream *source;
    const char *text;
    size_t length;
    uint64_t line;
    bool ended;

    ck_ok(plume_source_open_memory(&source, data, data_length, "a.log", &error), error);
    ck_ok(plume_source_line(source, &text, &length, &line, &error), error);
    ended = plume_source_lines_are_ended(source);
    plume_source_close(source);
    return ended;
}

/* Of a packed text and of UTF-16 the last byte does not tell. */
START_TEST(the_last_byte_tells_whether_all_lines_are_ended)
{
    char *folder = test_folder();
    char *path = test_file(folder, "a.log", "one\ntwo\n", 8);
    plume_source_stream *source;
    const char *text;
    size_t length;
    uint64_t line;

    ck_assert(ends_with_a_line("one\ntwo\n", 8));
    ck_assert(!ends_with_a_line("one\ntwo", 7));
    ck_assert(!ends_with_a_line("", 0));
    ck_assert(!ends_with_a_line("\xfe\xff\0a\x01\n", 6));
    ck_ok(plume_source_open(&source, path, &error), error);
    ck_assert(!plume_source_lines_are_ended(source));
    ck_ok(plume_source_line(source, &text, &length, &line, &error), error);
    ck_assert(plume_source_lines_are_ended(source));
    plume_source_close(source);
    free(path);
    free(folder);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, lines_come_without_their_ends);
    tcase_add_test(tcase, utf16_lines_are_turned_into_utf8);
    tcase_add_test(tcase, a_long_utf16_text_is_read_whole);
    tcase_add_test(tcase, lines_that_span_chunks_are_joined);
    tcase_add_test(tcase, a_line_above_the_limit_is_refused);
    tcase_add_test(tcase, a_small_file_is_slurped_and_a_larger_one_refused);
    tcase_add_test(tcase, the_last_byte_tells_whether_all_lines_are_ended);
}

int main(void)
{
    return test_main("source lines", add);
}
