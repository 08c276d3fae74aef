#include "support/support.h"

#include <plume/memory.h>

#include "core/memory.h"

START_TEST(a_result_that_was_made_while_memory_ran_out_is_refused)
{
    plume_error error = { .status = PLUME_OK };
    unsigned long before = plume_memory_failures();

    ck_assert_int_eq(plume_memory_check(PLUME_OK, before, &error), PLUME_OK);
    plume_memory_ran_out();
    ck_assert_uint_eq(plume_memory_failures(), before + 1);
    ck_assert_int_eq(plume_memory_check(PLUME_OK, before, &error), PLUME_ERR_MEMORY);
    ck_assert_str_eq(error.message, "out of memory");
    ck_assert_int_eq(plume_memory_check(PLUME_OK, before + 1, &error), PLUME_OK);
    ck_assert_int_eq(plume_memory_check(PLUME_ERR_IO, before, &error), PLUME_ERR_IO);
}
END_TEST

START_TEST(a_failure_of_memory_counts_wherever_it_is_met)
{
    plume_error error = { .status = PLUME_OK };
    unsigned long before = plume_memory_failures();
    plume_text text;

    ck_assert_int_eq(plume_fail_memory(&error), PLUME_ERR_MEMORY);
    ck_assert_uint_gt(plume_memory_failures(), before);
    before = plume_memory_failures();
    plume_text_init(&text);
    plume_text_add(&text, plume_text_failed); /* what a text that failed hands out */
    ck_assert_int_eq(plume_text_status(&text, NULL), PLUME_ERR_MEMORY);
    ck_assert_uint_gt(plume_memory_failures(), before);
    plume_text_dispose(&text);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_result_that_was_made_while_memory_ran_out_is_refused);
    tcase_add_test(tcase, a_failure_of_memory_counts_wherever_it_is_met);
}

int main(void)
{
    return test_main("memory failures", add);
}
