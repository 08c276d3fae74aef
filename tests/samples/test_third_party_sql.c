/* Databases and exports of third parties give the totals that were computed apart from
 * Plume; the SOURCES.md beside each has the figures that these are typed from. */
#include "support/support.h"

typedef struct expected {
    const char *path; /* below the samples */
    plume_state state;
    uint64_t runs;
    double seconds, within_s; /* how far the printed figure is rounded */
} expected;

#define HOURS(hours) (hours) * 3600.0, 0.5e-6 * 3600.0

static const expected sums[] = {
    { "optuna/flow-matching-mnist.db", PLUME_STATE_COMPLETE, 22, HOURS(1.492368) },
    { "optuna/flow-matching-mnist.db", PLUME_STATE_FAILED, 5, HOURS(0.015634) },
    { "optuna/flow-matching-mnist.db", PLUME_STATE_PRUNED, 79, HOURS(2.336738) },
    { "optuna/flow-matching-mnist.db", PLUME_STATE_COUNT, 106, HOURS(3.844740) },
    { "optuna/flow-matching-mnist.trials_dataframe.csv", PLUME_STATE_COUNT, 106,
      HOURS(3.844740) },
    { "optuna/flow-matching-mnist.trials_dataframe.csv", PLUME_STATE_PRUNED, 79,
      HOURS(2.336738) },
    { "optuna/journal-real.log", PLUME_STATE_COMPLETE, 2, 7372.384, 0.5e-3 },
    { "optuna/journal-real.log", PLUME_STATE_RUNNING, 1, 0, 0 },
    /* one study in a database and as its table, and another in a journal */
    { "optuna", PLUME_STATE_COUNT, 109, 3.844740 * 3600.0 + 7372.384, 0.0025 },
    { "mlflow/mlruns", PLUME_STATE_COMPLETE, 4, 62.029 + 205.404, 1e-9 },
    { "mlflow/constructed-mlflow.db", PLUME_STATE_FAILED, 1, 3696.0, 1e-9 },
    { "mlflow/constructed-mlflow.db", PLUME_STATE_COMPLETE, 2, 6856.0 + 4865.0, 1e-9 },
    { "mlflow/constructed-mlflow.db", PLUME_STATE_CANCELLED, 1, 1485.0, 1e-9 },
    { "mlflow/constructed-mlflow.db", PLUME_STATE_RUNNING, 1, 0, 0 },
    { "nas/nni/constructed-nni.sqlite", PLUME_STATE_COMPLETE, 2, 1632.0, 1e-9 },
    { "nas/nni/constructed-nni.sqlite", PLUME_STATE_PRUNED, 1, 558.0, 1e-9 },
    { "nas/nni/constructed-nni.sqlite", PLUME_STATE_FAILED, 1, 2631.0, 1e-9 },
    { "nas/nni/constructed-nni.sqlite", PLUME_STATE_CANCELLED, 1, 1344.0, 1e-9 },
    { "nas/nni/constructed-nni.sqlite", PLUME_STATE_RUNNING, 1, 0, 0 },
    { "nas/nni/constructed-nni.sqlite", PLUME_STATE_COUNT, 6, 6165.0, 1e-9 },
};

typedef struct sum {
    plume_state state; /* COUNT: any */
    uint64_t runs;
    double seconds, energy_kwh;
} sum;

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    sum *got = state;

    (void)error;
    if (got->state != PLUME_STATE_COUNT && got->state != run->state)
        return PLUME_OK;
    got->runs++;
    got->seconds += isnan(run->duration_s) ? 0.0 : run->duration_s;
    got->energy_kwh += isnan(run->energy.total_kwh) ? 0.0 : run->energy.total_kwh;
    return PLUME_OK;
}

/* False when the samples are not there. */
static bool read_sum(sum *got, const char *path)
{
    char *full = test_samples(path);
    plume_run_sink sink = { take, got };
    plume_intake *intake;
    plume_error error = { 0 };
    plume_records records;

    if (full == NULL)
        return false;
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    ck_ok(plume_intake_add(intake, full, NULL, &error), error);
    ck_ok(plume_intake_read(intake, sink, &error), error);
    records = plume_intake_records(intake);
    ck_assert(plume_records_balance(&records));
    ck_assert_uint_eq(records.rejected, 0);
    plume_intake_free(intake);
    free(full);
    return true;
}

START_TEST(a_log_gives_its_independent_sum)
{
    const expected *wanted = &sums[_i];
    sum got = { wanted->state, 0, 0, 0 };

    if (!read_sum(&got, wanted->path))
        return;
    ck_assert_uint_eq(got.runs, wanted->runs);
    ck_assert_msg(fabs(got.seconds - wanted->seconds) <= wanted->within_s,
                  "%s: %.9f s, not %.9f s", wanted->path, got.seconds, wanted->seconds);
}
END_TEST

START_TEST(power_logged_by_mlflow_gives_its_independent_energy)
{
    sum got = { PLUME_STATE_COUNT, 0, 0, 0 };

    if (read_sum(&got, "mlflow/constructed-mlflow.db"))
        ck_close(got.energy_kwh, 3457967.5 / 3.6e6, 1e-12);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_log_gives_its_independent_sum, 0,
                        (int)(sizeof sums / sizeof *sums));
    tcase_add_test(tcase, power_logged_by_mlflow_gives_its_independent_energy);
}

int main(void)
{
    return test_main("third-party databases", add);
}
