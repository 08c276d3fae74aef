#include "support/support.h"

#include <plume/names.h>

START_TEST(names_are_equal_but_for_case_and_marks)
{
    ck_assert(plume_name_equal("NVIDIA A100-SXM4-80GB", "nvidia_a100 sxm4.80gb"));
    ck_assert(plume_name_equal("", " -_./"));
    ck_assert(!plume_name_equal("V100", "V1000"));
    ck_assert(!plume_name_equal("V100", "P100"));
    ck_assert(!plume_name_equal("a", ""));
}
END_TEST

START_TEST(distance_counts_edits)
{
    ck_assert_uint_eq(plume_name_distance("A-100", "a100"), 0);
    ck_assert_uint_eq(plume_name_distance("strubel2019", "strubell2019"), 1);
    ck_assert_uint_eq(plume_name_distance("ptaterson", "patterson"), 1);
    ck_assert_uint_eq(plume_name_distance("kitten", "sitting"), 3);
    ck_assert_uint_eq(plume_name_distance("", "abc"), 3);
}
END_TEST

START_TEST(a_start_or_whole_words_count_as_near)
{
    ck_assert_uint_eq(plume_name_distance("strubell", "strubell2019"), 1);
    ck_assert_uint_eq(plume_name_distance("v100", "Tesla V100-SXM2-16GB"), 1);
    ck_assert_uint_eq(plume_name_distance("T4", "NVIDIA Tesla T4"), 1);
    ck_assert_uint_gt(plume_name_distance("t", "tesla"), 1);
}
END_TEST

START_TEST(names_of_any_length_are_compared)
{
    char text[4096];

    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    ck_assert_uint_eq(plume_name_distance(text, text), 0);
    ck_assert_uint_gt(plume_name_distance(text, "y"), 100);
}
END_TEST

static const char *nearest(const char *wanted, const char *const candidates[],
                           plume_text *text)
{
    plume_nearest near;

    plume_nearest_init(&near, wanted);
    for (; *candidates != NULL; candidates++)
        plume_nearest_offer(&near, *candidates);
    plume_text_clear(text);
    plume_nearest_print(text, &near);
    return text->data;
}

START_TEST(the_three_nearest_are_named)
{
    static const char *const methods[] = {
        "strubell2019", "patterson2021", "lacoste2019",
        "strubell2018", "strubell2019",  "strubell2017",
        "strubbel2019", "strubel2019",   NULL
    };
    static const char *const one[] = { "report", NULL };
    static const char *const two[] = { "merge", "verge", NULL };
    static const char *const devices[] = { "P1000", "GV100", "K4000", "V100", NULL };
    plume_text text;

    plume_text_init(&text);
    ck_assert_str_eq(nearest("strubell2019x", methods, &text),
                     "did you mean 'strubell2019', 'strubell2018' or 'strubell2017'?");
    ck_assert_str_eq(nearest("reprot", one, &text), "did you mean 'report'?");
    ck_assert_str_eq(nearest("cerge", two, &text), "did you mean 'merge' or 'verge'?");
    ck_assert_str_eq(nearest("v1000", devices, &text),
                     "did you mean 'V100', 'P1000' or 'GV100'?");
    ck_assert_str_eq(nearest("zzz", methods, &text), "");
    plume_text_dispose(&text);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, names_are_equal_but_for_case_and_marks);
    tcase_add_test(tcase, distance_counts_edits);
    tcase_add_test(tcase, a_start_or_whole_words_count_as_near);
    tcase_add_test(tcase, names_of_any_length_are_compared);
    tcase_add_test(tcase, the_three_nearest_are_named);
}

int main(void)
{
    return test_main("names", add);
}
