/* What is remembered of runs that agree in device, processor and place. */
#include "support/support.h"

#include "logs/finish/run_kinds.h"

static plume_run_kind kind_at(double device_w, const char *place)
{
    return (plume_run_kind){ .place = place, .device_w = device_w, .processor_w = NAN };
}

START_TEST(a_kind_is_found_by_all_its_texts)
{
    plume_run_texts given = { "A100",         "Xeon",   "DE",   "aws",
                              "eu-central-1", "search", "2.3.4" };
    plume_run_kinds *kinds = NULL;
    plume_run_kind kind = kind_at(400.0, "DE-BY");
    const plume_run_kind *found;

    ck_assert_ptr_null(plume_run_kinds_find(kinds, 0, &given));
    plume_run_kinds_keep(&kinds, &given, &kind);
    found = plume_run_kinds_find(kinds, 0, &given);
    ck_assert_ptr_nonnull(found);
    ck_assert_double_eq(found->device_w, 400.0);
    ck_assert_str_eq(found->place, "DE-BY");
    for (size_t i = 0; i < 7; i++) {
        plume_run_texts other = given;
        const char **const text[] = { &other.device,      &other.processor,
                                      &other.location,    &other.provider,
                                      &other.region,      &other.study,
                                      &other.tool_version };

        *text[i] = "";
        ck_assert_ptr_null(plume_run_kinds_find(kinds, 0, &other));
    }
    plume_run_kinds_free(kinds);
}
END_TEST

START_TEST(texts_are_copied_and_more_kinds_than_are_kept_begin_anew)
{
    plume_run_kinds *kinds = NULL;
    char device[16];
    plume_run_texts given = { device, "", "", "", "", "", "" };

    for (int i = 0; i < 5000; i++) {
        plume_run_kind kind = kind_at(i, "");

        snprintf(device, sizeof device, "%d", i);
        plume_run_kinds_keep(&kinds, &given, &kind);
        ck_assert_ptr_nonnull(plume_run_kinds_find(kinds, 0, &given));
        ck_assert_double_eq(plume_run_kinds_find(kinds, 0, &given)->device_w, i);
    }
    snprintf(device, sizeof device, "0");
    ck_assert_ptr_null(plume_run_kinds_find(kinds, 0, &given));
    plume_run_kinds_free(kinds);
}
END_TEST

START_TEST(a_run_has_its_texts_until_one_is_another)
{
    plume_run run;
    plume_run_texts given;

    plume_run_init(&run);
    given = plume_run_texts_of(&run);
    ck_assert(plume_run_texts_stayed(&given, &run));
    run.location = "DE-BY";
    ck_assert(plume_run_texts_stayed(&given, &run));
    run.compute.processor = "Xeon";
    ck_assert(!plume_run_texts_stayed(&given, &run));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_kind_is_found_by_all_its_texts);
    tcase_add_test(tcase, texts_are_copied_and_more_kinds_than_are_kept_begin_anew);
    tcase_add_test(tcase, a_run_has_its_texts_until_one_is_another);
}

int main(void)
{
    return test_main("run kinds", add);
}
