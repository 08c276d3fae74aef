/* Power logs, counters, meters and exporters of others, against totals that were computed
 * apart from Plume: SOURCES.md of the samples has them. */
#include "support/support.h"

static plume_error error;

typedef struct outcome {
    size_t runs;
    double energy_j;
    plume_scope scope;
    plume_evidence evidence;
    char note[600];
    plume_records records;
} outcome;

static plume_status take(void *state, const plume_run *run, plume_error *unused)
{
    outcome *got = state;

    (void)unused;
    got->runs++;
    got->energy_j = run->energy.total_kwh * 3.6e6;
    got->scope = run->energy.scope;
    got->evidence = run->energy.evidence;
    snprintf(got->note, sizeof got->note, "%s", run->note);
    return PLUME_OK;
}

/* interval_s may be NAN. False without the samples. */
static bool read_file(outcome *got, const char *file, plume_gaps gaps, double interval_s,
                      plume_status *status)
{
    char *folder = test_samples("power"), path[4096];
    plume_input_options options;
    plume_intake *intake;

    if (folder == NULL)
        return false;
    snprintf(path, sizeof path, "%s/%s", folder, file);
    free(folder);
    memset(got, 0, sizeof *got);
    memset(&error, 0, sizeof error);
    plume_input_options_init(&options);
    options.gaps = gaps;
    options.interval_s = interval_s;
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    ck_ok(plume_intake_add(intake, path, &options, &error), error);
    *status = plume_intake_read(intake, (plume_run_sink){ take, got }, &error);
    got->records = plume_intake_records(intake);
    plume_intake_free(intake);
    return true;
}

typedef struct expected {
    const char *file;
    plume_gaps gaps;
    double interval_s;
    double energy_j,
        digits_j; /* half of the last digit printed; NAN: only the devices are */
    plume_scope scope;
    plume_evidence evidence;
    uint64_t used, superseded, rejected;
    const char *devices[4]; /* in the note of the run */
} expected;

/* Left-out gaps are compared where a gap is one by both rules: theirs has no least
 * length. turbostat, whose total is not printed there: 166.53 W of packages and 15.52 W
 * of memory in six rows of a second each. */
static const expected files[] = {
    { "nvidia-smi/constructed-4gpu-na.csv",
      PLUME_GAPS_BRIDGE,
      NAN,
      185161.340,
      6e-4,
      PLUME_SCOPE_DEVICE,
      PLUME_EVIDENCE_SAMPLED,
      474,
      0,
      6,
      { "device 0: 0.0100461 kWh", "device 1: 0.0126417 kWh", "device 2: 0.0140231 kWh",
        "device 3: 0.0147228 kWh" } },
    { "nvidia-smi/constructed-4gpu-na.csv",
      PLUME_GAPS_EXCLUDE,
      NAN,
      NAN,
      NAN,
      PLUME_SCOPE_DEVICE,
      PLUME_EVIDENCE_SAMPLED,
      474,
      0,
      6,
      { "device 0: 0.00689443 kWh", "device 2: 0.00959020 kWh", "device 3: 0.0108011 kWh",
        NULL } },
    { "nvidia-smi/flame-50ms-excerpt.csv",
      PLUME_GAPS_EXCLUDE,
      NAN,
      32.931,
      6e-4,
      PLUME_SCOPE_DEVICE,
      PLUME_EVIDENCE_SAMPLED,
      30,
      0,
      0,
      { NULL } },
    { "nvidia-smi/rtx4090-1s-part1.csv",
      PLUME_GAPS_BRIDGE,
      NAN,
      404137.260,
      6e-4,
      PLUME_SCOPE_DEVICE,
      PLUME_EVIDENCE_SAMPLED,
      1310,
      0,
      0,
      { NULL } },
    { "generic/two-gpu-wide-epoch.csv",
      PLUME_GAPS_BRIDGE,
      NAN,
      2184.419,
      6e-4,
      PLUME_SCOPE_DEVICE,
      PLUME_EVIDENCE_SAMPLED,
      40,
      0,
      0,
      { "device GPU0: 0.000265847 kWh", "device GPU1: 0.000340936 kWh", NULL } },
    { "prometheus/constructed-dcgm-power-range.json",
      PLUME_GAPS_BRIDGE,
      NAN,
      221600.573 + 234875.573,
      1e-3,
      PLUME_SCOPE_DEVICE,
      PLUME_EVIDENCE_SAMPLED,
      106,
      0,
      2,
      { "device GPU-0000: 0.0615557 kWh, mean 250.4 W",
        "device GPU-0001: 0.0652432 kWh, mean 265.4 W" } },
    { "prometheus/constructed-dcgm-power-range.json",
      PLUME_GAPS_EXCLUDE,
      NAN,
      195026.333 + 206726.333,
      1.001e-3,
      PLUME_SCOPE_DEVICE,
      PLUME_EVIDENCE_SAMPLED,
      106,
      0,
      2,
      { "device GPU-0000: 0.0541740 kWh", "device GPU-0001: 0.0574240 kWh" } },
    { "dcgm/constructed-dcgm-exporter-long.csv",
      PLUME_GAPS_BRIDGE,
      NAN,
      37236.000,
      5e-4,
      PLUME_SCOPE_DEVICE,
      PLUME_EVIDENCE_SAMPLED,
      60,
      0,
      0,
      { "0.00501056 kWh, mean 311.0 W", "0.00533278 kWh, mean 331.0 W" } },
    { "rapl/perf-stat-I1000-excerpt.csv",
      PLUME_GAPS_BRIDGE,
      NAN,
      79.25,
      1e-9,
      PLUME_SCOPE_IT,
      PLUME_EVIDENCE_METERED,
      4,
      0,
      0,
      { NULL } },
    { "rapl/perf-stat-total-excerpt.csv",
      PLUME_GAPS_BRIDGE,
      NAN,
      475.42,
      1e-9,
      PLUME_SCOPE_IT,
      PLUME_EVIDENCE_METERED,
      1,
      0,
      0,
      { NULL } },
    { "rapl/turbostat-excerpt.txt",
      PLUME_GAPS_BRIDGE,
      1.0,
      166.53 + 15.52,
      1e-9,
      PLUME_SCOPE_IT,
      PLUME_EVIDENCE_METERED,
      12,
      0,
      0,
      { NULL } },
    { "mlperf/spl-doc-excerpt.txt",
      PLUME_GAPS_BRIDGE,
      NAN,
      40.667,
      5e-4,
      PLUME_SCOPE_IT,
      PLUME_EVIDENCE_METERED,
      2,
      0,
      0,
      { "mean 40.83 W", NULL } },
    { "redfish/two-node-16xH200-part1.csv",
      PLUME_GAPS_BRIDGE,
      NAN,
      179208887.500,
      5e-4,
      PLUME_SCOPE_IT,
      PLUME_EVIDENCE_SAMPLED,
      6000,
      0,
      0,
      { "device n1_watts: 25.1232 kWh", "device n2_watts: 24.6571 kWh" } },
    { "zeus/constructed-zeus-monitor.csv",
      PLUME_GAPS_BRIDGE,
      NAN,
      97392.012,
      5e-4,
      PLUME_SCOPE_DEVICE,
      PLUME_EVIDENCE_METERED,
      1,
      2,
      0,
      { NULL } },
};

START_TEST(a_log_gives_its_independent_total)
{
    const expected *wanted = &files[_i];
    plume_status status;
    outcome got;

    if (!read_file(&got, wanted->file, wanted->gaps, wanted->interval_s, &status))
        return;
    ck_ok(status, error);
    ck_assert_uint_eq(got.runs, 1);
    if (!isnan(wanted->energy_j))
        ck_assert_msg(fabs(got.energy_j - wanted->energy_j) <= wanted->digits_j,
                      "%s: %.17g J", wanted->file, got.energy_j);
    ck_assert_int_eq(got.scope, wanted->scope);
    ck_assert_int_eq(got.evidence, wanted->evidence);
    ck_assert_uint_eq(got.records.used, wanted->used);
    ck_assert_uint_eq(got.records.superseded, wanted->superseded);
    ck_assert_uint_eq(got.records.rejected, wanted->rejected);
    ck_assert(plume_records_balance(&got.records));
    for (size_t i = 0; i < 4 && wanted->devices[i] != NULL; i++)
        ck_assert_msg(strstr(got.note, wanted->devices[i]) != NULL, "%s: %s",
                      wanted->file, got.note);
}
END_TEST

/* One moment has no duration, and so no energy. */
START_TEST(one_reading_is_no_energy)
{
    static const char *const single[] = { "ipmi/constructed-dcmi-power-reading.txt",
                                          "rocm/constructed-rocm-smi-showpower.csv" };
    plume_status status;
    outcome got;

    if (!read_file(&got, single[_i], PLUME_GAPS_BRIDGE, _i == 0 ? (double)NAN : 1.0,
                   &status))
        return;
    ck_ok(status, error);
    ck_assert_uint_eq(got.runs, 1);
    ck_assert_uint_eq(got.records.used, _i == 0 ? 1 : 2);
    ck_assert(isnan(got.energy_j));
}
END_TEST

START_TEST(a_log_without_times_needs_an_interval)
{
    static const char *const timeless[] = { "rocm/constructed-rocm-smi-showpower.csv",
                                            "rapl/turbostat-excerpt.txt" };
    plume_status status;
    outcome got;

    if (!read_file(&got, timeless[_i], PLUME_GAPS_BRIDGE, NAN, &status))
        return;
    ck_assert_int_eq(status, PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message,
                     "there are no times: when the samples were taken is not known");
    ck_assert_uint_eq(error.line, 1);
    ck_assert_ptr_nonnull(strstr(error.hint, "--interval SECONDS"));
}
END_TEST

START_TEST(what_cannot_be_dated_is_refused)
{
    static const char *const refused[][2] = {
        { "generic/adial314-frozen-sensor.csv",
          "the date '04-03-2021' is 2021-03-04 or 2021-04-03, and nothing in the log "
          "tells which" },
        { "nvidia-smi/dmon-doc-excerpt.txt",
          "there is no column Time: when the samples were taken is not known" },
    };
    plume_status status;
    outcome got;

    if (!read_file(&got, refused[_i][0], PLUME_GAPS_BRIDGE, NAN, &status))
        return;
    ck_assert_int_ne(status, PLUME_OK);
    ck_assert_str_eq(error.message, refused[_i][1]);
    ck_assert_uint_eq(got.runs, 0);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_log_gives_its_independent_total, 0,
                        (int)(sizeof files / sizeof *files));
    tcase_add_loop_test(tcase, one_reading_is_no_energy, 0, 2);
    tcase_add_loop_test(tcase, a_log_without_times_needs_an_interval, 0, 2);
    tcase_add_loop_test(tcase, what_cannot_be_dated_is_refused, 0, 2);
}

int main(void)
{
    return test_main("third-party power", add);
}
