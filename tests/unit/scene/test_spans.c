/* How a label falls into stretches, with the 2 of CO2e lowered. */
#include "support/support.h"

#include "scene/spans.h"
#include "scene/widths.h"

static size_t split(const char *text, plume_anchor anchor, plume_label_part *span,
                    size_t capacity)
{
    plume_label label = { text, 100.0, 50.0, PLUME_FACE_SANS, 10.0, anchor, 0 };
    plume_spans spans = plume_label_spans(&label);
    size_t count = 0;
    plume_label_part next;

    while (plume_spans_next(&spans, &next)) {
        ck_assert_uint_lt(count, capacity);
        span[count++] = next;
    }
    return count;
}

static void expect_span(const plume_label_part *span, const char *text)
{
    ck_assert_uint_eq(span->length, strlen(text));
    ck_assert_int_eq(memcmp(span->text, text, span->length), 0);
}

START_TEST(a_plain_label_is_one_span)
{
    plume_label_part span[4];

    ck_assert_uint_eq(split("100 kg", PLUME_ANCHOR_START, span, 4), 1);
    expect_span(&span[0], "100 kg");
    ck_assert_double_eq(span[0].x_pt, 100.0);
    ck_assert_double_eq(span[0].y_pt, 50.0);
}
END_TEST

START_TEST(the_2_of_co2e_is_smaller_and_lower)
{
    plume_label_part span[4];

    ck_assert_uint_eq(split("kg CO2e, log", PLUME_ANCHOR_START, span, 4), 3);
    expect_span(&span[0], "kg CO");
    expect_span(&span[1], "2");
    expect_span(&span[2], "e, log");
    ck_assert_double_eq_tol(span[1].size_pt, 7.0, 1e-9);
    ck_assert_double_eq_tol(span[1].y_pt, 51.4, 1e-9);
    ck_assert_double_eq_tol(span[2].y_pt, 50.0, 1e-9);
}
END_TEST

START_TEST(spans_follow_each_other_without_a_gap)
{
    plume_label_part span[8];
    size_t count = split("CO2 and CO2e and CO2", PLUME_ANCHOR_START, span, 8), i;

    ck_assert_uint_eq(count, 6);
    for (i = 1; i < count; i++)
        ck_assert_double_eq_tol(span[i].x_pt, span[i - 1].x_pt + span[i - 1].width_pt,
                                1e-9);
}
END_TEST

START_TEST(an_anchor_moves_the_whole_label)
{
    double width_pt = plume_text_width_pt(PLUME_FACE_SANS, 10.0, "CO2e");
    plume_label_part span[4];

    (void)split("CO2e", PLUME_ANCHOR_END, span, 4);
    ck_assert_double_eq_tol(span[0].x_pt, 100.0 - width_pt, 1e-9);
    ck_assert_double_eq_tol(span[2].x_pt + span[2].width_pt, 100.0, 1e-9);
    (void)split("CO2e", PLUME_ANCHOR_MIDDLE, span, 4);
    ck_assert_double_eq_tol(span[0].x_pt, 100.0 - width_pt / 2.0, 1e-9);
}
END_TEST

START_TEST(names_that_only_look_like_the_gas_stay_as_they_are)
{
    plume_label_part span[4];

    ck_assert_uint_eq(split("CO2Meter", PLUME_ANCHOR_START, span, 4), 1);
    ck_assert_uint_eq(split("CO25", PLUME_ANCHOR_START, span, 4), 1);
    ck_assert_uint_eq(split("CO2ev", PLUME_ANCHOR_START, span, 4), 1);
    ck_assert_uint_eq(split("CO2é", PLUME_ANCHOR_START, span, 4), 1);
}
END_TEST

START_TEST(a_label_may_end_or_begin_with_the_gas)
{
    plume_label_part span[4];

    ck_assert_uint_eq(split("CO2", PLUME_ANCHOR_START, span, 4), 2);
    expect_span(&span[0], "CO");
    ck_assert_uint_eq(split("kgCO2e/kWh", PLUME_ANCHOR_START, span, 4), 3);
    expect_span(&span[2], "e/kWh");
}
END_TEST

START_TEST(an_empty_label_has_no_span)
{
    plume_label_part span[1];

    ck_assert_uint_eq(split("", PLUME_ANCHOR_START, span, 1), 0);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_plain_label_is_one_span);
    tcase_add_test(tcase, the_2_of_co2e_is_smaller_and_lower);
    tcase_add_test(tcase, spans_follow_each_other_without_a_gap);
    tcase_add_test(tcase, an_anchor_moves_the_whole_label);
    tcase_add_test(tcase, names_that_only_look_like_the_gas_stay_as_they_are);
    tcase_add_test(tcase, a_label_may_end_or_begin_with_the_gas);
    tcase_add_test(tcase, an_empty_label_has_no_span);
}

int main(void)
{
    return test_main("spans", add);
}
