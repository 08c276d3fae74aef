#include "support/support.h"

#include <plume/score.h>

#include <string.h>

static plume_score_point point_of(plume_score *score, const char *name)
{
    for (size_t i = 0; i < plume_score_count(score); i++)
        if (strcmp(plume_score_at(score, i).name, name) == 0)
            return plume_score_at(score, i);
    ck_abort_msg("no point '%s'", name);
}

static plume_score *score_of(const char *text)
{
    plume_score *score;

    ck_assert_int_eq(plume_score_text(&score, text, strlen(text), NULL), PLUME_OK);
    return score;
}

static void ck_got(const char *text, const char *name, bool got)
{
    plume_score *score = score_of(text);

    ck_assert_msg(point_of(score, name).got == got, "%s in: %s", name, text);
    plume_score_free(score);
}

START_TEST(there_are_twenty_points_and_an_empty_text_gets_none)
{
    plume_score *score = score_of("");

    ck_assert_uint_eq(plume_score_count(score), 20);
    ck_assert_uint_eq(plume_score_got(score), 0);
    ck_assert_str_ne(plume_score_at(score, 0).gives_it, "");
    plume_score_free(score);
}
END_TEST

START_TEST(a_point_is_quoted_with_its_page_and_section)
{
    plume_score *score =
        score_of("1\nStatement\n\nWe trained for 12 h.\n\f2\nCompute\n\nThe runs took "
                 "1,200 device-\nhours in all. None was lost.\n\f");
    plume_score_point hours = point_of(score, "device-hours");

    ck_assert(hours.got);
    ck_assert_uint_eq(hours.page, 2);
    ck_assert_str_eq(hours.section, "Compute");
    ck_assert_str_eq(hours.sentence, "The runs took 1,200 devicehours in all.");
    plume_score_free(score);
}
END_TEST

START_TEST(markdown_has_sections_and_no_pages)
{
    plume_score *score = score_of("## 2. Scope\n\nThe *functional\nunit* is a model.\n");
    plume_score_point unit = point_of(score, "functional unit");

    ck_assert_uint_eq(unit.page, 0);
    ck_assert_str_eq(unit.section, "Scope");
    ck_assert_str_eq(unit.sentence, "The functional unit is a model.");
    plume_score_free(score);
}
END_TEST

START_TEST(a_caption_is_one_with_its_label)
{
    ck_got("Table 5. The grid brings 51 % of the variance. More.", "budget", true);
    ck_got("See Table 5. The grid is dirty.", "budget", false);
}
END_TEST

START_TEST(what_is_left_out_needs_a_reason_for_its_point)
{
    ck_got("Water was not included.", "water", false);
    ck_got("Water was not included, since no figure is at hand.", "water", true);
    ck_got("Hourly grid data were not used.", "time matching", false);
    ck_got("Embodied carbon adds 3.2 kg CO2e over four years.", "embodied carbon", true);
}
END_TEST

START_TEST(all_parts_of_a_point_must_be_there)
{
    ck_got("Emissions are location-based.", "gross and net", false);
    ck_got("Emissions are location-based. Market-based ones are 3 t.", "gross and net",
           true);
}
END_TEST

START_TEST(a_folder_without_its_markdown_is_told)
{
    plume_score *score;
    plume_error error = { 0 };

    ck_assert_int_eq(plume_score_folder(&score, "/nonexistent", &error), PLUME_ERR_IO);
    ck_assert_ptr_null(score);
    ck_assert_ptr_nonnull(strstr(error.hint, "markdown"));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, there_are_twenty_points_and_an_empty_text_gets_none);
    tcase_add_test(tcase, a_point_is_quoted_with_its_page_and_section);
    tcase_add_test(tcase, markdown_has_sections_and_no_pages);
    tcase_add_test(tcase, a_caption_is_one_with_its_label);
    tcase_add_test(tcase, what_is_left_out_needs_a_reason_for_its_point);
    tcase_add_test(tcase, all_parts_of_a_point_must_be_there);
    tcase_add_test(tcase, a_folder_without_its_markdown_is_told);
}

int main(void)
{
    return test_main("The score sheet", add);
}
