/* Exports of real clusters against the totals that another program worked out from them;
 * SOURCES.md beside the samples has these. */
#include "support/support.h"

#include "core/number/units.h"

typedef struct by_state {
    uint64_t jobs, energies;
    double joules;
} by_state;

typedef struct sums {
    by_state state[PLUME_STATE_COUNT];
    plume_records records;
    double hours;
} sums;

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    sums *got = state;
    by_state *in = &got->state[run->state];

    (void)error;
    in->jobs++;
    if (!isnan(run->duration_s))
        got->hours += run->duration_s / SECONDS_PER_HOUR;
    if (isnan(run->energy.total_kwh))
        return PLUME_OK;
    ck_assert_int_eq(run->energy.scope, PLUME_SCOPE_IT);
    ck_assert_int_eq(run->energy.evidence, PLUME_EVIDENCE_METERED);
    in->energies++;
    in->joules += run->energy.total_kwh * JOULES_PER_KWH;
    return PLUME_OK;
}

/* False when the sample is not there. */
static bool read_sums(sums *got, const char *below)
{
    char *path = test_samples(below);
    plume_intake *intake;
    plume_error error = { 0 };

    memset(got, 0, sizeof *got);
    if (path == NULL)
        return false;
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    ck_ok(plume_intake_add(intake, path, NULL, &error), error);
    ck_ok(plume_intake_read(intake, (plume_run_sink){ take, got }, &error), error);
    got->records = plume_intake_records(intake);
    ck_assert_str_eq(plume_intake_at(intake, 0)->reader, "slurm");
    plume_intake_free(intake);
    free(path);
    return true;
}

/* joules are whole numbers in the export, so their sum is exact. */
static void expect_state(const sums *got, plume_state state, uint64_t jobs,
                         uint64_t unmeasured, double joules)
{
    const by_state *in = &got->state[state];

    ck_assert_uint_eq(in->jobs, jobs);
    ck_assert_uint_eq(in->jobs - in->energies, unmeasured);
    ck_close(in->joules, joules, 1e-12);
}

/* No JobID, no Elapsed, no NCPUS: energies and states alone. */
START_TEST(kabre_gives_its_energy_by_state)
{
    double all_j = 0;
    sums got;

    if (!read_sums(&got, "slurm/kabre-sacct-part1.psv"))
        return;
    ck_assert_uint_eq(got.records.read, 15188);
    ck_assert_uint_eq(got.records.used, 15188);
    expect_state(&got, PLUME_STATE_TIMEOUT, 648, 483 + 1, 2810260869.0);
    expect_state(&got, PLUME_STATE_FAILED, 7610, 29, 6921654352.0);
    expect_state(&got, PLUME_STATE_COMPLETE, 5663, 1, 6728685556.0);
    expect_state(&got, PLUME_STATE_CANCELLED, 1267, 721 + 336, 529135428.0);
    for (size_t i = 0; i < PLUME_STATE_COUNT; i++)
        all_j += got.state[i].joules;
    ck_assert(fabs(all_j / JOULES_PER_KWH - 4719.371) < 0.0005);
    ck_assert(got.hours == 0);
}
END_TEST

/* One job on four nodes; its energy stands in its own row, in .extern and in .0. */
START_TEST(santis_counts_its_energy_once)
{
    sums got;

    if (!read_sums(&got, "slurm/cscs-santis-38113.psv"))
        return;
    ck_assert_uint_eq(got.records.read, 4);
    ck_assert_uint_eq(got.records.used, 1);
    ck_assert_uint_eq(got.records.superseded, 3);
    expect_state(&got, PLUME_STATE_COMPLETE, 1, 0, 20543125.0);
    ck_assert(fabs(20543125.0 / JOULES_PER_KWH - 5.706424) < 0.0000005);
    ck_close(got.hours, 2102 / SECONDS_PER_HOUR, 1e-12);
}
END_TEST

START_TEST(a_table_of_fixed_width_is_refused_with_the_command_to_use)
{
    char *path = test_samples("slurm/hyak-default-fixed-width.txt");
    plume_intake *intake;
    plume_error error = { 0 };

    if (path == NULL)
        return;
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    ck_ok(plume_intake_add(intake, path, NULL, &error), error);
    ck_assert_int_eq(plume_intake_survey(intake, &error), PLUME_ERR_SYNTAX);
    ck_assert_ptr_nonnull(strstr(error.message, "fixed width"));
    ck_assert_ptr_nonnull(strstr(error.hint, "sacct -P --duplicates --format=JobIDRaw,"));
    plume_intake_free(intake);
    free(path);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, kabre_gives_its_energy_by_state);
    tcase_add_test(tcase, santis_counts_its_energy_once);
    tcase_add_test(tcase, a_table_of_fixed_width_is_refused_with_the_command_to_use);
}

int main(void)
{
    return test_main("third-party Slurm", add);
}
