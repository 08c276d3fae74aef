/* Searches, AutoML and small trackers of other projects against the totals that another
 * program worked out from them; SOURCES.md beside the samples has these. */
#include "support/support.h"

#include "support/totals.h"

#define HOUR 3600.0

/* seconds: what SOURCES.md prints, within half of its last digit. */
static const struct {
    const char *path;
    uint64_t read, runs;
    double seconds, within;
} samples[] = {
    { "nas/darts/nasbench201/search-darts-201-0-darts-sam/log.txt", 1, 1, 20367.247,
      5e-4 },
    { "nas/darts/nasbench201/search-darts-201-0/log.txt", 1, 1, 23.812, 5e-4 },
    { "nas/darts/sota/cifar10/search-darts-sota-s5-2-darts-sam/log.txt", 1, 1, 174951.448,
      5e-4 },
    { "nas/darts/sota/cifar10/search-darts-sota-s5-2-darts-sam/log_resume-40.txt", 1, 1,
      71184.228, 5e-4 },
    /* the killed search and its resumption: 68.37 h together */
    { "nas/darts/sota", 2, 2, 246135.676, 1e-3 },
    { "nas/smac/runhistory-excerpt.json", 12, 12, 0.002901, 5e-7 },
    /* 0.9 + 402.5 + 110 + 100, and not the 1225.9 of fit_time */
    { "nas/autogluon/constructed-leaderboard.csv", 4, 4, 613.4, 1e-9 },
    { "nas/nasbench/constructed-nasbench101-records.jsonl", 8, 8, 5180.0, 1e-9 },
    { "nas/keras-tuner/constructed/trial_0000", 1, 1, 0.0, 0.0 },
    { "trackers/tensorboard/events.out.tfevents.1736868176.flatdarts.17118.1", 1, 1,
      19920.6, 0.05 },
    { "trackers/tensorboard/events.out.tfevents.1736935654.flatdarts.217713.1", 1, 1,
      20305.4, 0.05 },
    { "trackers/hf-trainer", 1, 1, 0.0, 0.0 },
    { "trackers/lightning", 1, 1, 0.0, 0.0 },
};

START_TEST(a_log_gives_its_independent_time)
{
    char *path = test_samples(samples[_i].path);
    test_totals got;

    if (path == NULL)
        return;
    test_read_totals(&got, path);
    free(path);
    ck_assert_uint_eq(got.records.read, samples[_i].read);
    ck_assert_uint_eq(got.runs, samples[_i].runs);
    ck_assert(plume_records_balance(&got.records));
    ck_assert_msg(fabs(got.hours * HOUR - samples[_i].seconds) <= samples[_i].within,
                  "%s: %.9g s, not %.9g", samples[_i].path, got.hours * HOUR,
                  samples[_i].seconds);
    ck_assert(got.energy_kwh == 0);
}
END_TEST

static plume_status keep_flops(void *state, const plume_run *run, plume_error *error)
{
    (void)error;
    *(double *)state = run->flops;
    return PLUME_OK;
}

START_TEST(the_trainer_gives_its_operations)
{
    char *path = test_samples("trackers/hf-trainer/trainer_state-excerpt.json");
    plume_intake *intake;
    plume_error error = { 0 };
    double flops = NAN;

    if (path == NULL)
        return;
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    ck_ok(plume_intake_add(intake, path, NULL, &error), error);
    ck_ok(plume_intake_read(intake, (plume_run_sink){ keep_flops, &flops }, &error),
          error);
    ck_assert(flops == 2.3847568878600192e+17);
    plume_intake_free(intake);
    free(path);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_log_gives_its_independent_time, 0,
                        (int)(sizeof samples / sizeof samples[0]));
    tcase_add_test(tcase, the_trainer_gives_its_operations);
}

int main(void)
{
    return test_main("third-party searches", add);
}
