#include "support/support.h"

#include "documents/wording/reader_text.h"

static void ck_reads(const char *message, const char *wanted)
{
    plume_text out;

    plume_text_init(&out);
    plume_reader_text(&out, message);
    ck_assert_str_eq(out.data, wanted);
    plume_text_dispose(&out);
}

START_TEST(what_to_type_is_left_out)
{
    ck_reads("the role was taken from the project's name; a study file can say better "
             "(23 rows)",
             "the role was taken from the project's name (23 rows)");
    ck_reads("their hours are not known; export with: sacct -P --duplicates",
             "their hours are not known");
    ck_reads("the place is unknown; state it with --location (1 row)",
             "the place is unknown (1 row)");
    ck_reads(
        "their time is unknown and not counted (--assume-running HOURS gives them one)",
        "their time is unknown and not counted");
    ck_reads("the WUE of DE is not known; site.wue_l_per_kwh in the study file gives it",
             "the WUE of DE is not known");
    ck_reads("a factor of 4.0 ('shared_devices: true' of the input, or --shared-devices)",
             "a factor of 4.0");
}
END_TEST

START_TEST(what_the_study_file_states_its_authors_state)
{
    ck_reads("hosts are charged 90 W each, as the study file states, once",
             "hosts are charged 90 W each, as the authors state, once");
}
END_TEST

START_TEST(what_happened_stays_as_it_is)
{
    ck_reads("NVIDIA A100: 170.0 W rated, no power was logged",
             "NVIDIA A100: 170.0 W rated, no power was logged");
    ck_reads("(2 rows)", "(2 rows)");
    ck_reads("", "");
    ck_reads("give its hours", "");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, what_to_type_is_left_out);
    tcase_add_test(tcase, what_the_study_file_states_its_authors_state);
    tcase_add_test(tcase, what_happened_stays_as_it_is);
}

int main(void)
{
    return test_main("Text for readers", add);
}
