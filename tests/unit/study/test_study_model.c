/* What a study file says of the model that forms ask for. */
#include "support/support.h"

#include "study/study.h"

static plume_error error;
static plume_study *study;

static void setup(void)
{
    ck_ok(plume_study_new(&study, &error), error);
}

static void teardown(void)
{
    plume_study_free(study);
}

static plume_status parse(const char *text)
{
    return plume_study_parse(study, text, strlen(text), "plume.yaml", NULL, &error);
}

START_TEST(a_model_that_nobody_describes_has_nothing)
{
    ck_assert_str_eq(study->model.name, "");
    ck_assert_str_eq(study->model.training, "");
    ck_assert_str_eq(study->model.is_public, "");
    ck_assert_double_nan(study->model.parameters);
    ck_assert_double_nan(study->model.flops);
}
END_TEST

START_TEST(what_is_said_of_a_model_is_taken)
{
    ck_ok(parse("model: {name: base, public: false, training_type: pre-training, "
                "task: translation, data: token, parameters: 6e8, active_parameters: "
                "2e8, tokens: 1e9, flops: 1.7e18, flops_method: counted}\n"),
          error);
    ck_assert_str_eq(study->model.name, "base");
    ck_assert_str_eq(study->model.is_public, "no");
    ck_assert_str_eq(study->model.training, "pre-training");
    ck_assert_str_eq(study->model.data, "token");
    ck_assert_double_eq(study->model.active_parameters, 2e8);
    ck_assert_double_eq(study->model.flops, 1.7e18);
}
END_TEST

START_TEST(a_word_that_no_form_knows_is_refused)
{
    ck_assert_int_eq(parse("model: {training_type: training}\n"), PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message, "training_type is 'training', expected pre-training "
                                    "or fine-tuning");
    ck_assert_int_ne(parse("model: {data: books}\n"), PLUME_OK);
    ck_assert_int_ne(parse("model: {parameters: 0}\n"), PLUME_OK);
    ck_assert_int_ne(parse("model: {layers: 12}\n"), PLUME_OK);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_model_that_nobody_describes_has_nothing);
    tcase_add_test(tcase, what_is_said_of_a_model_is_taken);
    tcase_add_test(tcase, a_word_that_no_form_knows_is_refused);
}

int main(void)
{
    return test_main("study, model", add);
}
