#include "support/support.h"

#include "core/data/csv.h"
#include "core/data/csv_header.h"

static plume_error error;

typedef struct reading {
    plume_source_stream *source;
    plume_csv *csv;
    plume_row row;
} reading;

static reading begin_n(const char *text, size_t length, char delimiter)
{
    reading r;

    memset(&error, 0, sizeof error);
    ck_ok(plume_source_open_memory(&r.source, text, length, "runs.csv", &error), error);
    ck_ok(plume_csv_open(&r.csv, r.source, delimiter, &error), error);
    return r;
}

static reading begin(const char *text)
{
    return begin_n(text, strlen(text), ',');
}

static void finish(reading *r)
{
    plume_csv_close(r->csv);
    plume_source_close(r->source);
}

/* fields: joined by '|'; NULL: the end. */
static void expect_row(reading *r, uint64_t line, const char *fields)
{
    char joined[4096] = "";

    ck_ok(plume_csv_next(r->csv, &r->row, &error), error);
    if (fields == NULL) {
        ck_assert_uint_eq(r->row.count, 0);
        return;
    }
    for (size_t i = 0; i < r->row.count; i++) {
        ck_assert_uint_eq(strlen(r->row.field[i].text), r->row.field[i].length);
        strcat(joined, i > 0 ? "|" : "");
        strcat(joined, r->row.field[i].text);
    }
    ck_assert_str_eq(joined, fields);
    ck_assert_uint_eq(r->row.line, line);
}

static void expect_rows(const char *text, const char *first, const char *second,
                        uint64_t second_line)
{
    reading r = begin(text);

    expect_row(&r, 1, first);
    expect_row(&r, second_line, second);
    expect_row(&r, 0, NULL);
    expect_row(&r, 0, NULL);
    finish(&r);
}

START_TEST(rows_and_fields_come_in_order)
{
    expect_rows("a,b\n1,2\n", "a|b", "1|2", 2);
}
END_TEST

START_TEST(a_last_line_without_an_end_is_a_row)
{
    expect_rows("a,b\n1,", "a|b", "1|", 2);
}
END_TEST

START_TEST(crlf_and_cr_end_lines)
{
    expect_rows("a,b\r\n1,2\r\n", "a|b", "1|2", 2);
    expect_rows("a,b\r1,2", "a|b", "1|2", 2);
}
END_TEST

START_TEST(blanks_around_fields_and_blank_lines_are_dropped)
{
    expect_rows("  a ,b\n\n   \n 1 ,\t2 \n", "a|b", "1|2", 4);
}
END_TEST

START_TEST(a_bom_is_not_part_of_the_first_field)
{
    expect_rows("\xef\xbb\xbf\"a\",b\n1,2\n", "a|b", "1|2", 2);
}
END_TEST

START_TEST(quotes_hold_delimiters_quotes_and_lines)
{
    expect_rows("\"a,\"\"x\"\"\",\"b\nb\r\nb\"\n1,2\n", "a,\"x\"|b\nb\r\nb", "1|2", 4);
}
END_TEST

START_TEST(a_field_may_be_empty_quoted_or_not)
{
    expect_rows(",\"\"\n\"\",\n", "|", "|", 2);
}
END_TEST

START_TEST(utf16_is_read)
{
    const char little[] = "\xff\xfe"
                          "a\0,\0\x3d\xd8\x00\xde\n\0"
                          "1\0,\0\xe9\0";
    reading r = begin_n(little, sizeof little - 1, ',');

    expect_row(&r, 1, "a|\xf0\x9f\x98\x80");
    expect_row(&r, 2, "1|\xc3\xa9");
    expect_row(&r, 0, NULL);
    finish(&r);
}
END_TEST

START_TEST(tabs_and_bars_divide_too)
{
    reading r = begin_n("a\t\tb\n", 5, '\t');

    expect_row(&r, 1, "a||b");
    finish(&r);
    r = begin_n("a| b |c\n", 8, '|');
    expect_row(&r, 1, "a|b|c");
    finish(&r);
}
END_TEST

/* Every chunk border falls somewhere else. */
START_TEST(the_first_line_tells_the_delimiter_when_asked)
{
    static const char *const texts[] = { "a;b\n1,5;2\n", "a\tb\n1,5\t2\n", "a;b",
                                         ("\xef\xbb\xbf"
                                          "a;b\n1,5;2\n") };

    for (size_t i = 0; i < 4; i++) {
        reading r = begin_n(texts[i], strlen(texts[i]), '\0');

        expect_row(&r, 1, "a|b");
        if (i != 2)
            expect_row(&r, 2, "1,5|2");
        expect_row(&r, 0, NULL);
        finish(&r);
    }
    ck_assert_int_eq(plume_csv_delimiter("plain", 5), ',');
}
END_TEST

START_TEST(lines_are_counted_over_chunks)
{
    size_t length = 0, capacity = 900000;
    char *text = malloc(capacity), row[64];
    reading r;

    ck_assert_ptr_nonnull(text);
    for (int i = 0; i < 40000; i++)
        length += (size_t)snprintf(text + length, capacity - length, "%d,\"x\"%s", i,
                                   i % 3 == 0   ? "\r\n"
                                   : i % 3 == 1 ? "\n"
                                                : "\n\r\n");
    r = begin_n(text, length, ',');
    for (uint64_t i = 0; i < 40000; i++) {
        snprintf(row, sizeof row, "%llu|x", (unsigned long long)i);
        expect_row(&r, i + i / 3 + 1, row);
    }
    expect_row(&r, 0, NULL);
    finish(&r);
    free(text);
}
END_TEST

static void expect_failure_n(const char *text, size_t length, uint64_t line,
                             const char *message)
{
    reading r = begin_n(text, length, ',');
    plume_status status;

    do
        status = plume_csv_next(r.csv, &r.row, &error);
    while (status == PLUME_OK && r.row.count > 0);
    ck_assert_int_ne(status, PLUME_OK);
    ck_assert_str_eq(error.message, message);
    ck_assert_str_eq(error.path, "runs.csv");
    ck_assert_uint_eq(error.line, line);
    finish(&r);
}

START_TEST(a_nul_byte_is_refused_with_its_line)
{
    expect_failure_n("a,b\n1,\0\n", 8, 2, "a NUL byte, expected text");
}
END_TEST

START_TEST(a_quote_open_at_the_end_is_an_error_that_names_its_line)
{
    const char *text = "a,b\n\"x\ny\",\"z\n1,2\n3,4";

    expect_failure_n(text, strlen(text), 3, "unclosed quote from line 3");
}
END_TEST

START_TEST(a_quote_may_span_a_hundred_lines_and_no_more)
{
    char text[4096] = "a\n\"";
    reading r;

    for (int i = 0; i < 99; i++)
        strcat(text, "x\n");
    strcat(text, "\"\n");
    r = begin(text);
    expect_row(&r, 1, "a");
    ck_ok(plume_csv_next(r.csv, &r.row, &error), error);
    ck_assert_uint_eq(r.row.line, 2);
    finish(&r);
    text[strlen(text) - 2] = '\0';
    strcat(text, "x\nx\nx\n\"\n");
    expect_failure_n(text, strlen(text), 2, "unclosed quote from line 2");
    ck_assert_str_eq(error.hint,
                     "a quoted field may span 100 lines; look for a stray '\"'");
}
END_TEST

START_TEST(a_field_above_a_mebibyte_is_refused)
{
    size_t length = (size_t)3 << 20;
    char *text = malloc(length);

    ck_assert_ptr_nonnull(text);
    memset(text, 'x', length);
    memcpy(text, "a\n1,", 4);
    expect_failure_n(text, length, 2, "a field is longer than 1 MiB");
    ck_assert_uint_eq(error.column, 2);
    free(text);
}
END_TEST

START_TEST(a_row_of_too_many_fields_is_refused)
{
    char *text = malloc(200000);

    ck_assert_ptr_nonnull(text);
    memset(text, ',', 200000);
    expect_failure_n(text, 200000, 1, "a row has more than 100000 fields");
    free(text);
}
END_TEST

START_TEST(a_row_above_the_limit_is_refused)
{
    size_t length = (size_t)70 << 20;
    char *text = malloc(length);

    ck_assert_ptr_nonnull(text);
    memset(text, 'x', length);
    for (size_t i = 500000; i < length; i += 500000)
        text[i] = ',';
    expect_failure_n(text, length, 1, "a row is longer than 64 MiB");
    free(text);
}
END_TEST

START_TEST(a_header_finds_its_columns)
{
    reading r = begin("id,hours,id\n7,,9,10\nx\n\xef\xbb\xbfid,hours,id\n");
    plume_header *header;
    double number = 1;

    expect_row(&r, 1, "id|hours|id");
    ck_ok(plume_header_new(&header, &r.row, &error), error);
    ck_assert_uint_eq(plume_header_count(header), 3);
    ck_assert_str_eq(plume_header_at(header, 1), "hours");
    ck_assert_uint_eq(plume_header_find(header, "id"), 0);
    ck_assert_uint_eq(plume_header_find(header, "no"), SIZE_MAX);
    expect_row(&r, 2, "7||9|10");
    ck_assert(!plume_header_repeats(header, &r.row));
    ck_assert_str_eq(plume_row_get(&r.row, header, "id").text, "7");
    ck_assert_str_eq(plume_row_get(&r.row, header, "no").text, "");
    ck_assert(plume_field_number(&number, plume_row_get(&r.row, header, "hours")));
    ck_assert(isnan(number));
    ck_assert(plume_field_number(&number, plume_row_get(&r.row, header, "id")));
    ck_assert(number == 7.0);
    expect_row(&r, 3, "x");
    ck_assert(!plume_field_number(&number, plume_row_get(&r.row, header, "id")));
    ck_assert_uint_eq(plume_row_get(&r.row, header, "hours").length, 0);
    expect_row(&r, 4, "\xef\xbb\xbfid|hours|id");
    ck_assert(plume_header_repeats(header, &r.row));
    plume_header_free(header);
    finish(&r);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, rows_and_fields_come_in_order);
    tcase_add_test(tcase, a_last_line_without_an_end_is_a_row);
    tcase_add_test(tcase, crlf_and_cr_end_lines);
    tcase_add_test(tcase, blanks_around_fields_and_blank_lines_are_dropped);
    tcase_add_test(tcase, a_bom_is_not_part_of_the_first_field);
    tcase_add_test(tcase, quotes_hold_delimiters_quotes_and_lines);
    tcase_add_test(tcase, a_field_may_be_empty_quoted_or_not);
    tcase_add_test(tcase, utf16_is_read);
    tcase_add_test(tcase, tabs_and_bars_divide_too);
    tcase_add_test(tcase, the_first_line_tells_the_delimiter_when_asked);
    tcase_add_test(tcase, lines_are_counted_over_chunks);
    tcase_add_test(tcase, a_nul_byte_is_refused_with_its_line);
    tcase_add_test(tcase, a_quote_open_at_the_end_is_an_error_that_names_its_line);
    tcase_add_test(tcase, a_quote_may_span_a_hundred_lines_and_no_more);
    tcase_add_test(tcase, a_field_above_a_mebibyte_is_refused);
    tcase_add_test(tcase, a_row_of_too_many_fields_is_refused);
    tcase_add_test(tcase, a_row_above_the_limit_is_refused);
    tcase_add_test(tcase, a_header_finds_its_columns);
}

int main(void)
{
    return test_main("csv", add);
}
