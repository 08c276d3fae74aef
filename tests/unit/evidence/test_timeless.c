/* Logs that state no time: how many runs they make beside others. */
#include "support/evidence_world.h"

#define METRICS   "epoch,step,train_loss,val_loss\n0,9,0.5,\n0,9,,0.4\n1,19,0.3,\n"
#define METRICS_2 "epoch,step,train_loss,val_loss\n0,9,0.6,\n1,19,0.2,\n"
#define TRACE                                                                            \
    "timestamp,gpu,power_w\n2024-05-13T10:00:00Z,0,300\n2024-05-13T10:01:00Z,0,200\n"    \
    "2024-05-13T10:02:00Z,0,300\n"
#define JOBS                                                                             \
    "JobID|JobName|State|Start|End|ElapsedRaw|AllocTRES|NodeList\n"                      \
    "501|train|COMPLETED|2024-05-13T10:00:00|2024-05-13T11:00:00|3600|cpu=4,gres/"       \
    "gpu:a100=1|n1\n502|train|COMPLETED|2024-05-14T10:00:00|2024-05-14T11:00:00|3600|"   \
    "cpu=4,gres/gpu:a100=1|n1\n"
#define TABLE "run_id,hours,state\nversion_1,3,complete\nversion_0,2,complete\n"

/* One folder of Lightning, or two, and what stands beside them. */
static told_world lightning(const char *name, const char *beside, bool two)
{
    told_world w = told_begin();

    told_put_folder(&w, "version_0");
    told_put(&w, "version_0/metrics.csv", METRICS);
    if (two) {
        told_put_folder(&w, "version_1");
        told_put(&w, "version_1/metrics.csv", METRICS_2);
    }
    if (beside != NULL)
        told_put(&w, name, beside);
    told_read(&w, NULL);
    return w;
}

START_TEST(a_log_without_times_makes_no_run_beside_one_that_tells_it)
{
    static const struct {
        const char *name, *text;
        size_t runs;
        double hours;
    } beside[] = { { "jobs.psv", JOBS, 2, 2 },
                   { "t.csv", TABLE, 2, 5 },
                   { "power.csv", TRACE, 1, 2.0 / 60 } };
    told_world w = lightning(beside[_i].name, beside[_i].text, false);
    double hours = 0;

    for (size_t i = 0; i < w.runs; i++)
        hours += w.run[i].duration_s / 3600;
    ck_assert_uint_eq(w.runs, beside[_i].runs);
    ck_assert_double_eq_tol(hours, beside[_i].hours, 1e-9);
    ck_assert(told_note(&w, "same-without-times"));
    told_end(&w);
}
END_TEST

START_TEST(logs_without_times_are_as_many_runs_as_they_are_more)
{
    told_world w = lightning("power.csv", TRACE, true);

    ck_assert_uint_eq(w.runs, 2);
    told_end(&w);

    w = lightning(NULL, NULL, true);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert(!told_note(&w, "same-without-times"));
    told_end(&w);
}
END_TEST

/* As the warning asks for: a table with run_id and hours. */
START_TEST(a_table_gives_hours_to_the_log_of_its_name)
{
    told_world w = lightning("t.csv", TABLE, true);

    ck_assert_uint_eq(w.runs, 2);
    for (size_t i = 0; i < w.runs; i++) {
        ck_assert_uint_eq(w.run[i].told, 2);
        ck_assert_double_eq(w.run[i].duration_s,
                            strcmp(w.run[i].id, "version_0") == 0 ? 7200 : 10800);
    }
    told_end(&w);
}
END_TEST

START_TEST(what_lies_nearest_is_taken)
{
    told_world w = told_begin();

    told_put_folder(&w, "a");
    told_put_folder(&w, "b");
    told_put(&w, "b/metrics.csv", METRICS);
    told_put(&w, "a/t.csv", "run_id,hours,state\nx,1,complete\n");
    told_put(&w, "b/t.csv", "run_id,hours,state\ny,1,complete\n");
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    for (size_t i = 0; i < w.runs; i++)
        ck_assert_uint_eq(w.run[i].told, strcmp(w.run[i].id, "x") == 0 ? 1 : 2);
    told_end(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_log_without_times_makes_no_run_beside_one_that_tells_it,
                        0, 3);
    tcase_add_test(tcase, logs_without_times_are_as_many_runs_as_they_are_more);
    tcase_add_test(tcase, a_table_gives_hours_to_the_log_of_its_name);
    tcase_add_test(tcase, what_lies_nearest_is_taken);
}

int main(void)
{
    return test_main("timeless", add);
}
