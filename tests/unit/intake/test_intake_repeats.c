/* Runs that stand in more than one input. */
#include "support/intake_world.h"

static void print_trials(plume_text *text, int first, int count)
{
    plume_text_add(text, "number,value,datetime_start,datetime_complete,state\n");
    for (int i = first; i < first + count; i++)
        plume_text_printf(text,
                          "%d,0.5,2024-03-01 00:00:00,2024-03-01 01:00:00,COMPLETE\n", i);
}

/* So many that trials beyond the first are kept in a sieve. */
START_TEST(many_trials_in_two_files_are_used_once)
{
    world w = begin();
    plume_text text;

    plume_text_init(&text);
    print_trials(&text, 0, 9000);
    put(&w, "1.csv", text.data);
    plume_text_clear(&text);
    print_trials(&text, 6000, 6000);
    put(&w, "2.csv", text.data);
    add_path(&w, "", NULL);
    ck_ok(read_runs(&w), error);
    ck_assert(w.hours == 12000.0);
    expect_records(&w, 15000, 12000, 0, 3000, 0);
    ck_assert_uint_eq(input(&w, "2.csv")->records.duplicate, 3000);
    plume_text_dispose(&text);
    finish(&w);
}
END_TEST

static const char JOB_WAITS[] = "JobID|State|Start|End|ElapsedRaw\n"
                                "7|PENDING|Unknown|Unknown|0\n"
                                "8|PENDING|Unknown|Unknown|0\n";
static const char JOB_ENDED[] =
    "JobID|State|Start|End|ElapsedRaw\n"
    "7|COMPLETED|2024-03-01T10:00:00|2024-03-01T11:00:00|3600\n";

/* Whichever of the two exports comes first. */
START_TEST(a_job_that_waited_in_another_export_counts_once)
{
    for (int turned = 0; turned < 2; turned++) {
        world w = begin();

        put(&w, turned ? "2.psv" : "1.psv", JOB_WAITS);
        put(&w, turned ? "1.psv" : "2.psv", JOB_ENDED);
        add_path(&w, "", NULL);
        expect_runs(&w, turned ? "7 8 " : "8 7 ");
        ck_assert(w.hours == 1.0);
        expect_records(&w, 3, 2, 1, 0, 0);
        finish(&w);
    }
}
END_TEST

static const char SAMPLED[] = PLUME_SOURCE_DIR "/tests/samples/wandb_file/copied";

/* The web page exports the samples that the run's own file has too. */
START_TEST(samples_exported_from_wandb_are_those_of_their_run)
{
    world w = begin();

    put(&w, "export.csv",
        "_timestamp,system.gpu.0.powerWatts\n1700000030,100\n1700000060,100\n");
    put(&w, "other.csv",
        "_timestamp,system.gpu.0.powerWatts\n1700009030,100\n1700009060,100\n");
    add_path(&w, "", NULL);
    ck_ok(plume_intake_add(w.intake, SAMPLED, NULL, &error), error);
    ck_ok(read_runs(&w), error);
    /* Arguments are taken in the order of their paths, whatever the place of the source.
     */
    ck_assert_str_eq(w.ids, strcmp(w.folder, SAMPLED) < 0 ? "other.csv copy0001 "
                                                          : "copy0001 other.csv ");
    ck_assert_uint_eq(input(&w, "export.csv")->records.superseded, 2);
    ck_assert_uint_eq(input(&w, "other.csv")->records.used, 2);
    finish(&w);
}
END_TEST

/* --- records behind other text --- */

START_TEST(what_a_tracker_printed_is_found_behind_the_output_of_a_training)
{
    static const char printed[] = "CarbonTracker: \nActual consumption for 1 epoch(s):\n"
                                  "\tTime:\t1:00:00\n\tEnergy:\t0.500000 kWh\n"
                                  "\tCO2eq:\t100.000000 g\n";
    plume_text text;
    world w = begin();

    plume_text_init(&text);
    for (int i = 0; i < 5000; i++)
        plume_text_printf(&text, "step %d of 5000: loss 0.31, accuracy 0.87\n", i);
    put(&w, "a_plain.txt", text.data);
    plume_text_add(&text, printed);
    put(&w, "train.out", text.data);
    add_path(&w, "", NULL);
    ck_ok(read_runs(&w), error);
    expect_records(&w, 1, 1, 0, 0, 0);
    ck_assert(w.hours == 1.0);
    ck_assert_str_eq(input(&w, "train.out")->reason,
                     "has lines of carbontracker logs and consoles behind other text");
    ck_assert_int_eq(input(&w, "a_plain.txt")->verdict, PLUME_INPUT_NOT_A_LOG);
    plume_text_dispose(&text);
    finish(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase,
                   what_a_tracker_printed_is_found_behind_the_output_of_a_training);
    tcase_add_test(tcase, many_trials_in_two_files_are_used_once);
    tcase_add_test(tcase, a_job_that_waited_in_another_export_counts_once);
    tcase_add_test(tcase, samples_exported_from_wandb_are_those_of_their_run);
}

int main(void)
{
    return test_main("intake_repeats", add);
}
