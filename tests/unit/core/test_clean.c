#include "support/support.h"

#include <stdint.h>

#include <utf8proc.h>

#include "core/sanitize.h"

static plume_text text;

static void begin(void)
{
    plume_text_init(&text);
}

static void end(void)
{
    plume_text_dispose(&text);
}

static void cleans(const char *from, size_t length, const char *to, bool untouched)
{
    plume_text_clear(&text);
    ck_assert_int_eq(plume_sanitize(&text, from, length, PLUME_SANITIZE_LIMIT),
                     untouched);
    ck_assert_str_eq(text.data, to);
}

static void cleans_text(const char *from, const char *to, bool untouched)
{
    cleans(from, strlen(from), to, untouched);
}

START_TEST(clean_text_passes_and_its_ends_are_trimmed)
{
    cleans_text("BERT base", "BERT base", true);
    cleans_text("  BERT base\t\r\n", "BERT base", true);
    cleans_text("\xc2\xa0Z\xc3\xbcrich\xe2\x80\x83", "Z\xc3\xbcrich", true);
    cleans_text("", "", true);
    cleans_text(" \t ", "", true);
    cleans_text("\xf0\x9f\x8c\xb1 green", "\xf0\x9f\x8c\xb1 green", true);
}
END_TEST

START_TEST(a_path_is_shown_with_what_nobody_sees_spelled)
{
    static const struct {
        const char *path, *shown;
    } paths[] = { { "logs/a b.csv", "logs/a b.csv" },
                  { "a  b ", "a  b " },
                  { "Z\xc3\xbcrich/\xe6\x97\xa5.csv", "Z\xc3\xbcrich/\xe6\x97\xa5.csv" },
                  { "a\x1b]0;t\x07\r\n", "a\\x1b]0;t\\x07\\x0d\\x0a" },
                  { "a\xc2\x9b"
                    "b",
                    "a\\u009bb" },
                  { "a\xe2\x80\xae"
                    "b",
                    "a\\u202eb" },
                  { "\xf3\xa0\x80\x81", "\\U000e0001" },
                  { "a\xff"
                    "b",
                    "a\\xffb" },
                  { "a\xe2\x80", "a\\xe2\\x80" } };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        plume_text_clear(&text);
        ck_assert_int_eq(plume_sanitize_path(&text, paths[i].path),
                         strcmp(paths[i].path, paths[i].shown) != 0);
        ck_assert_str_eq(text.data, paths[i].shown);
    }
}
END_TEST

START_TEST(controls_and_invisible_marks_are_dropped)
{
    cleans("a\0b\x1b[2Jc\x7f", 9, "ab[2Jc", false);
    cleans_text("a\xc2\x9b"
                "b",
                "ab", false);
    cleans_text("a\xe2\x80\xaetxt.exe", "atxt.exe", false);
    cleans_text("a\xe2\x81\xa6"
                "b\xe2\x81\xa9",
                "ab", false);
    cleans_text("a\xe2\x80\x8b"
                "b\xef\xbb\xbf"
                "c",
                "abc", false);
    cleans_text("a\xe2\x80\x8d"
                "b\xe2\x80\x8c"
                "c",
                "a\xe2\x80\x8d"
                "b\xe2\x80\x8c"
                "c",
                true);
}
END_TEST

START_TEST(blanks_of_any_kind_become_one_space)
{
    cleans_text("a \t b", "a b", false);
    cleans_text("a\nb", "a b", false);
    cleans_text("a\xe2\x80\x83"
                "b",
                "a b", false);
    cleans_text("a\xe2\x80\xa8"
                "b",
                "a b", false);
    cleans_text("a  b", "a b", false);
}
END_TEST

START_TEST(invalid_bytes_become_the_replacement_mark)
{
    cleans_text("a\xff"
                "b",
                "a\xef\xbf\xbd"
                "b",
                false);
    cleans_text("\xc3", "\xef\xbf\xbd", false);
    cleans_text("a\xc0\xaf", "a\xef\xbf\xbd\xef\xbf\xbd", false);
    cleans_text("\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", false);
}
END_TEST

START_TEST(what_is_appended_leaves_older_text_alone)
{
    plume_text_add(&text, "id: ");
    plume_sanitize(&text, " x\ty ", 5, PLUME_SANITIZE_LIMIT);
    ck_assert_str_eq(text.data, "id: x y");
}
END_TEST

START_TEST(long_text_is_cut_between_characters_with_an_ellipsis)
{
    plume_text_add(&text, ">");
    ck_assert(!plume_sanitize(&text, "abcdefghij", 10, 8));
    ck_assert_str_eq(text.data, ">abcde\xe2\x80\xa6");
    plume_text_clear(&text);
    ck_assert(!plume_sanitize(&text, "abcd\xc3\xa9\xc3\xa9\xc3\xa9", 10, 8));
    ck_assert_str_eq(text.data, "abcd\xe2\x80\xa6");
    plume_text_clear(&text);
    ck_assert(!plume_sanitize(&text, "abcd efghij", 11, 8));
    ck_assert_str_eq(text.data, "abcd\xe2\x80\xa6");
    plume_text_clear(&text);
    ck_assert(plume_sanitize(&text, "abcdefgh", 8, 8));
    ck_assert_str_eq(text.data, "abcdefgh");
}
END_TEST

/* Whatever the bytes: valid UTF-8, no controls, within the limit, and clean the second
 * time. */
START_TEST(any_bytes_come_out_clean)
{
    static const char *const pieces[] = { "a",
                                          " ",
                                          "\t",
                                          "\x1b",
                                          "\xff",
                                          "\xc3\xa9",
                                          "\xe2\x80",
                                          "\xe2\x80\xae",
                                          "\xf0\x9f\x8c\xb1",
                                          "\xc2\x85",
                                          "\xed\xa0" };
    uint64_t x = 1;
    int i, j;

    for (i = 0; i < 20000; i++) {
        char from[64] = "";
        plume_text again;
        utf8proc_int32_t c;
        size_t at = 0;

        for (j = 0; j < 12; j++) {
            x = x * 6364136223846793005u + 1442695040888963407u;
            strcat(from, pieces[(x >> 33) % (sizeof pieces / sizeof pieces[0])]);
        }
        plume_text_clear(&text);
        plume_sanitize(&text, from, strlen(from), 24);
        ck_assert_uint_le(text.length, 24);
        while (at < text.length) {
            utf8proc_ssize_t got =
                utf8proc_iterate((const utf8proc_uint8_t *)text.data + at, -1, &c);

            ck_assert_int_gt(got, 0);
            ck_assert(c >= 0x20 && c != 0x7f && !(c >= 0x80 && c < 0xa0) && c != 0x202e);
            at += (size_t)got;
        }
        plume_text_init(&again);
        ck_assert(plume_sanitize(&again, text.data, text.length, 24));
        ck_assert_str_eq(again.data, text.data);
        plume_text_dispose(&again);
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_test(tcase, clean_text_passes_and_its_ends_are_trimmed);
    tcase_add_test(tcase, a_path_is_shown_with_what_nobody_sees_spelled);
    tcase_add_test(tcase, controls_and_invisible_marks_are_dropped);
    tcase_add_test(tcase, blanks_of_any_kind_become_one_space);
    tcase_add_test(tcase, invalid_bytes_become_the_replacement_mark);
    tcase_add_test(tcase, what_is_appended_leaves_older_text_alone);
    tcase_add_test(tcase, long_text_is_cut_between_characters_with_an_ellipsis);
    tcase_add_test(tcase, any_bytes_come_out_clean);
}

int main(void)
{
    return test_main("clean", add);
}
