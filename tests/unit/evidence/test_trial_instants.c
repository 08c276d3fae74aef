/* What Optuna's callback for TensorBoard writes beside the trials of the study. */
#include "support/event_file.h"
#include "support/evidence_world.h"

/* Of two events a hundredth of a second apart. */
static void put_trial(const told_world *w, int number, double time_s)
{
    unsigned char bytes[256];
    size_t length = event_put(bytes, time_s, 0);
    char name[80];

    length += event_put(bytes + length, time_s + 0.01, 1);
    snprintf(name, sizeof name, "trial-%d", number);
    told_put_folder(w, name);
    snprintf(name, sizeof name, "trial-%d/events.out.tfevents.%.0f.n1.42.0", number,
             floor(time_s));
    free(test_file(w->folder, name, (const char *)bytes, length));
}

/* 2023-11-14 22:13:20 is 1700000000. */
static void put_trials(const told_world *w)
{
    told_put(w, "trials.csv",
             "number,value,datetime_start,datetime_complete,duration,state\n"
             "0,0.5,2023-11-14 22:13:20.000000,2023-11-14 22:14:10.500000,"
             "0 days 00:00:50.500000,COMPLETE\n"
             "1,0.4,2023-11-14 22:14:20.000000,2023-11-14 22:15:10.500000,"
             "0 days 00:00:50.500000,COMPLETE\n");
}

START_TEST(what_a_callback_writes_of_ended_trials_is_part_of_them)
{
    double zone_s = _i * 3600.0; /* the table's clock has none */
    told_world w = told_begin();

    put_trials(&w);
    put_trial(&w, 0, 1700000050.52 - zone_s);
    put_trial(&w, 1, 1700000110.52 - zone_s);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_double_eq_tol(w.run[0].duration_s, 50.5, 1e-6);
    ck_assert_uint_eq(plume_intake_records(w.intake).told_again, 2);
    told_end(&w);
}
END_TEST

START_TEST(an_instant_of_another_number_or_time_is_none_of_a_trial)
{
    told_world w = told_begin();

    put_trials(&w);
    put_trial(&w, 0, 1700000110.52); /* when trial 1 ended */
    put_trial(&w, 7, 1700000050.52);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 4);
    told_end(&w);
}
END_TEST

static void tests(TCase *tcase)
{
    tcase_add_loop_test(tcase, what_a_callback_writes_of_ended_trials_is_part_of_them, 0,
                        3);
    tcase_add_test(tcase, an_instant_of_another_number_or_time_is_none_of_a_trial);
}

int main(void)
{
    return test_main("trial_instants", tests);
}
