/* Power logs of others, against totals that were computed apart from Plume. */
#include "support/support.h"

#include <stdio.h>

static plume_error error;

typedef struct outcome {
    size_t runs;
    double energy_j;
    char note[600];
    plume_records records;
} outcome;

static plume_status take(void *state, const plume_run *run, plume_error *unused)
{
    outcome *got = state;

    (void)unused;
    got->runs++;
    got->energy_j = run->energy.total_kwh * 3.6e6;
    snprintf(got->note, sizeof got->note, "%s", run->note);
    return PLUME_OK;
}

static plume_status read_file(outcome *got, const char *path, plume_gaps gaps)
{
    plume_input_options options;
    plume_intake *intake;
    plume_status status;

    memset(got, 0, sizeof *got);
    memset(&error, 0, sizeof error);
    plume_input_options_init(&options);
    options.gaps = gaps;
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    ck_ok(plume_intake_add(intake, path, &options, &error), error);
    status = plume_intake_read(intake, (plume_run_sink){ take, got }, &error);
    got->records = plume_intake_records(intake);
    plume_intake_free(intake);
    return status;
}

typedef struct expected {
    const char *file;
    plume_gaps gaps;
    double energy_j;        /* to the digits printed; NAN: only the devices are printed */
    uint64_t read, used;    /* samples */
    const char *devices[4]; /* kWh of each, as the note of the run has them */
} expected;

/* Left-out gaps are compared where a gap is one by both rules: theirs has no least
 * length. */
static const expected files[] = {
    { "nvidia-smi/constructed-4gpu-na.csv",
      PLUME_GAPS_BRIDGE,
      185161.340,
      480,
      474,
      { "device 0: 0.0100461 kWh", "device 1: 0.0126417 kWh", "device 2: 0.0140231 kWh",
        "device 3: 0.0147228 kWh" } },
    { "nvidia-smi/constructed-4gpu-na.csv",
      PLUME_GAPS_EXCLUDE,
      NAN,
      480,
      474,
      { "device 0: 0.00689443 kWh", "device 2: 0.00959020 kWh", "device 3: 0.0108011 kWh",
        NULL } },
    { "nvidia-smi/flame-50ms-excerpt.csv", PLUME_GAPS_EXCLUDE, 32.931, 30, 30, { NULL } },
    { "nvidia-smi/rtx4090-1s-part1.csv",
      PLUME_GAPS_BRIDGE,
      404137.260,
      1310,
      1310,
      { NULL } },
    { "generic/two-gpu-wide-epoch.csv",
      PLUME_GAPS_BRIDGE,
      2184.419,
      40,
      40,
      { "device GPU0: 0.000265847 kWh", "device GPU1: 0.000340936 kWh", NULL } },
    { "redfish/two-node-16xH200-part1.csv",
      PLUME_GAPS_BRIDGE,
      179208887.5,
      6000,
      6000,
      { "device n1_watts: 25.1232 kWh", "device n2_watts: 24.6571 kWh", NULL } },
};

START_TEST(a_trace_gives_its_independent_total)
{
    const expected *wanted = &files[_i];
    char *folder = test_samples("power"), path[4096];
    outcome got;

    if (folder == NULL)
        return;
    snprintf(path, sizeof path, "%s/%s", folder, wanted->file);
    free(folder);
    ck_ok(read_file(&got, path, wanted->gaps), error);
    ck_assert_uint_eq(got.runs, 1);
    ck_assert_uint_eq(got.records.read, wanted->read);
    ck_assert_uint_eq(got.records.used, wanted->used);
    ck_assert(plume_records_balance(&got.records));
    if (!isnan(wanted->energy_j))
        ck_assert_msg(fabs(got.energy_j - wanted->energy_j) <= 6e-4, "%s: %.17g J",
                      wanted->file, got.energy_j);
    for (size_t i = 0; i < 4 && wanted->devices[i] != NULL; i++)
        ck_assert_msg(strstr(got.note, wanted->devices[i]) != NULL, "%s: %s",
                      wanted->file, got.note);
}
END_TEST

START_TEST(what_cannot_be_dated_is_refused)
{
    static const char *const refused[][2] = {
        { "power/generic/adial314-frozen-sensor.csv",
          "the date '04-03-2021' is 2021-03-04 or 2021-04-03, and nothing in the log "
          "tells which" },
        { "power/nvidia-smi/dmon-doc-excerpt.txt",
          "there is no column Time: when the samples were taken is not known" },
    };
    char *path = test_samples(refused[_i][0]);
    outcome got;

    if (path == NULL)
        return;
    ck_assert_int_ne(read_file(&got, path, PLUME_GAPS_BRIDGE), PLUME_OK);
    ck_assert_str_eq(error.message, refused[_i][1]);
    ck_assert_uint_eq(got.runs, 0);
    free(path);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_trace_gives_its_independent_total, 0,
                        (int)(sizeof files / sizeof *files));
    tcase_add_loop_test(tcase, what_cannot_be_dated_is_refused, 0, 2);
}

int main(void)
{
    return test_main("third-party power", add);
}
