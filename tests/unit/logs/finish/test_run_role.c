#include "logs/finish/run_role.h"

#include <math.h>

#include "support/support.h"

static plume_run run;
static plume_input_options options;

static plume_run named(const char *name)
{
    plume_run out;

    plume_run_init(&out);
    plume_input_options_init(&options);
    out.name = name;
    out.origin.reader = "codecarbon";
    return out;
}

static void decide(const char *path)
{
    plume_path_role of_path = { .known = false };

    plume_run_role_set(&run, &options, path, &of_path, false);
}

START_TEST(a_whole_word_of_a_name_gives_its_role_and_says_so)
{
    run = named("Tune_lr-0.1");
    decide("a.csv");
    ck_assert_int_eq(run.role, PLUME_ROLE_SEARCH);
    ck_assert_int_eq(run.role_source, PLUME_ROLE_BY_NAME);
    ck_assert_str_eq(run.role_rule, "tune");
    run = named("research");
    decide("a.csv");
    ck_assert_int_eq(run.role, PLUME_ROLE_UNKNOWN);
}
END_TEST

START_TEST(tuning_a_model_is_no_search)
{
    const char *const names[] = { "fine-tune", "fine_tuning_bert", "instruction tuning",
                                  "prompt-tuning" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        run = named(names[i]);
        decide("a.csv");
        ck_assert_int_eq(run.role, PLUME_ROLE_UNKNOWN);
    }
}
END_TEST

START_TEST(what_a_log_says_goes_before_a_guess_and_behind_a_pattern)
{
    const plume_role_rule rules[] = { { PLUME_ROLE_ABLATION, "tune_[0-9]" } };

    run = named("tune_1");
    run.role = PLUME_ROLE_FINAL;
    decide("a.csv");
    ck_assert_int_eq(run.role, PLUME_ROLE_FINAL);
    ck_assert_int_eq(run.role_source, PLUME_ROLE_BY_LOG);
    options.roles = rules;
    options.role_count = 1;
    decide("a.csv");
    ck_assert_int_eq(run.role, PLUME_ROLE_ABLATION);
    ck_assert_str_eq(run.role_rule, "tune_[0-9]");
    options.role = PLUME_ROLE_EVALUATION;
    decide("a.csv");
    ck_assert_int_eq(run.role, PLUME_ROLE_EVALUATION);
    ck_assert_int_eq(run.role_source, PLUME_ROLE_BY_INPUT);
}
END_TEST

START_TEST(a_pattern_is_of_a_study_a_tag_a_folder_or_a_path)
{
    const char *const patterns[] = { "grid*", "big", "fold?", "logs/*.csv", "x.csv" };

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        plume_role_rule rule = { PLUME_ROLE_NAS, patterns[i] };

        run = named("a");
        run.study = "grid-7";
        run.owner.tags = "small, big";
        options.roles = &rule;
        options.role_count = 1;
        decide("fold1/logs/sub/x.csv");
        ck_assert_msg(run.role == PLUME_ROLE_NAS, "%s", patterns[i]);
    }
}
END_TEST

START_TEST(only_the_last_folders_of_a_path_are_guessed_from)
{
    run = named("a");
    decide("/search/home/of/me/a.csv");
    ck_assert_int_eq(run.role, PLUME_ROLE_UNKNOWN);
    decide("work/search/1/a.csv");
    ck_assert_int_eq(run.role, PLUME_ROLE_SEARCH);
    ck_assert_int_eq(run.role_source, PLUME_ROLE_BY_PATH);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_whole_word_of_a_name_gives_its_role_and_says_so);
    tcase_add_test(tcase, tuning_a_model_is_no_search);
    tcase_add_test(tcase, what_a_log_says_goes_before_a_guess_and_behind_a_pattern);
    tcase_add_test(tcase, a_pattern_is_of_a_study_a_tag_a_folder_or_a_path);
    tcase_add_test(tcase, only_the_last_folders_of_a_path_are_guessed_from);
}

int main(void)
{
    return test_main("run_role", add);
}
