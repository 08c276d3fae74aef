/* What the readers of power logs say of logs that are damaged, or lack something. */
#include "support/support.h"

#include "logs/read_log.h"

#include "readers/registry.h"

static plume_error error;

typedef struct outcome {
    uint64_t runs;
    double energy_j;
} outcome;

static plume_status take(void *state, const plume_run *run, plume_error *unused)
{
    outcome *got = state;

    (void)unused;
    got->runs++;
    got->energy_j = run->energy.total_kwh * 3.6e6;
    return PLUME_OK;
}

static plume_status read_text(const char *reader, const char *text, outcome *got,
                              plume_notes *notes)
{
    plume_log_bytes log = { "a.log", text, strlen(text) };

    memset(&error, 0, sizeof error);
    memset(got, 0, sizeof *got);
    ck_assert_ptr_nonnull(plume_readers_find(reader));
    return plume_log_read_bytes(plume_readers_find(reader), log,
                                (plume_run_sink){ take, got }, notes, NULL, &error);
}

/* --- records that are rejected, and notes --- */

typedef struct told {
    const char *reader, *text, *code;
    uint64_t line;
    const char *message;
} told;

#define DCGM  "#Entity   POWER   TOTEC\nID        W       mJ\n"
#define LONG  "timestamp,metric_name,gpu_id,value\n"
#define ROCM  "device,Average Graphics Package Power (W)\n"
#define POWER "DCGM_FI_DEV_POWER_USAGE"
#define RANGE "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
#define ZEUS  "start_time,window_name,elapsed_time,gpu0_energy\n"

static const told notes_of[] = {
    { "dcgm_dmon", DCGM "GPU 0 fast 5\n", "bad-value", 3,
      "column 2: 'fast' is no power in watts" },
    { "dcgm_dmon", DCGM "GPU 0 5 1e\n", "bad-value", 3,
      "column 3: '1e' is no energy in millijoules" },
    { "dcgm_dmon", DCGM "GPU 0 5\n", "torn-row", 3, "'GPU 0 5' is no row of dcgmi dmon" },
    { "dcgm_dmon", DCGM "GPU 0 5 6\nGPU-I 0 5 6\nGPU-CI 0 5 6\n", "instances-left-out", 4,
      "2 rows of MIG instances are left out: what they draw is in their GPU's" },
    { "dcgm_exporter", LONG "noon," POWER ",0,5\n", "bad-value", 2,
      "column 1: 'noon' is no time" },
    { "dcgm_exporter", LONG "2025-01-01T00:00:00Z," POWER ",0,5 W\n", "bad-value", 2,
      "column 4: '5 W' is no number" },
    { "dcgm_exporter",
      LONG "2025-01-01T00:00:00Z," POWER ",0\n" LONG "2025-01-01T00:00:00Z," POWER
           ",0,5\n",
      "torn-row", 2, "the row has 3 fields, expected 4" },
    { "rocm_smi", ROCM "card0,hot\n", "bad-value", 2,
      "column 2: 'hot' is no power in watts" },
    { "rocm_smi", ROCM "WARNING: no,3\n", "bad-value", 2,
      "column 1: 'WARNING: no' is no card" },
    { "perf_stat", "  1.000000000,<not counted>,Joules,power/energy-pkg/,0,0,,\n",
      "no-reading", 1, "the energy was not counted" },
    { "perf_stat", "  1.0000\n", "torn-row", 1, "' 1.0000' is no line of perf stat -x" },
    { "perf_stat", "  1.000000000,many,Joules,power/energy-pkg/,0,0,,\n", "torn-row", 1,
      "' 1.000000000,many,Joules,power/energy-pkg/,0,0,,' is no line of perf stat -x" },
    { "perf_stat",
      "1,Joules,power/energy-pkg/,0,0,,\n1,Joules,power/energy-cores/,0,0,,\n",
      "parts-left-out", 2,
      "domains that are inside another one are left out: cores and graphics are inside "
      "the "
      "package, all of it inside the platform" },
    { "powercap", "time,energy_uj\nnow,5\n", "bad-value", 2,
      "column 1: 'now' is no time" },
    { "powercap", "time,energy_uj\n5,full\n", "bad-value", 2,
      "column 2: 'full' is no energy in microjoules" },
    { "powercap", "time,energy_uj\n0,262143000000\n60,1000000\n", "counter-range-assumed",
      0,
      "where the counter wraps is not logged; taken as 262143328850 uJ, which it comes "
      "close to" },
    { "turbostat", "PkgWatt\thigh\nx\t1\n", "bad-value", 2,
      "column 1: 'x' is no power in watts" },
    { "turbostat", "Time_Of_Day_Seconds PkgWatt\nsoon 5\n", "bad-value", 2,
      "column 1: 'soon' is no time" },
    { "turbostat", "PkgWatt CorWatt\n1 2\n1\n", "torn-row", 3,
      "'1' is no row of turbostat" },
    { "ipmi_dcmi",
      "Instantaneous power reading: lots Watts\n"
      "Instantaneous power reading: 5 Watts\n",
      "bad-value", 1, "'lots Watts' is no power in watts" },
    { "ipmi_dcmi", "Instantaneous power reading: 0 Watts\n", "no-reading", 1,
      "0 W, or not activated: this BMC did not measure" },
    { "redfish", "time,node1_watts\n1700000000,0\n", "failed-poll", 2,
      "column 2: a machine that answers does not draw 0 W: the poll failed" },
    { "redfish", "time,node1_watts\nnever,5\n", "bad-value", 2,
      "column 1: 'never' is no time" },
    { "redfish", "time,node1_watts\n1700000000,x5\n", "bad-value", 2,
      "column 2: 'x5' is no power in watts" },
    { "redfish", "time,node1_watts,total_watts\n1700000000,5,5\n", "total-left-out", 1,
      "columns of totals are left out: their parts are read" },
    { "ptdaemon", "Time,noon,Watts,5,Mark,a_testing\n", "bad-value", 1,
      "column 2: 'noon' is no time" },
    { "ptdaemon", "Time,29-12-2020 15:20:11.575,Watts,x,Mark,a_testing\n", "bad-value", 1,
      "column 4: 'x' is no power in watts" },
    { "ptdaemon", "Time,29-12-2020 15:20:11.575,Wat\n", "torn-row", 1,
      "'Time,29-12-2020 15:20:11.575,Wat' is no line of PTDaemon" },
    { "ptdaemon", "Time,29-12-2020 15:20:11.575,Watts,-1,Mark,a_testing\n", "no-reading",
      1, "there is no reading" },
    { "ptdaemon",
      "Time,29-12-2020 15:20:11.575,Watts,5,Mark,a_ranging\n"
      "Time,29-12-2020 15:20:11.575,Watts,5,Mark,a_testing\n",
      "phases-left-out", 1, "1 lines of other phases than testing are left out" },
    { "powermetrics",
      "*** Sampled system activity (Tue Mar  5 11:00:10 2024 +0100) (1000.00ms elapsed) "
      "***\nCPU Power: much mW\nGPU Power: 5 mW\n",
      "no-number", 2, "what stands as CPU Power: is no number: it is unknown" },
    { "powermetrics",
      "*** Sampled system activity (Tue Mar  5 11:00:10 2024 +0100) (1000.00ms elapsed) "
      "***\nCPU Power: -4 mW\nGPU Power: 5 mW\n",
      "impossible-reading", 1, "the reading is negative or beyond any machine" },
    { "powerstat",
      "Running for 9.0 seconds (3 samples at few second intervals).\n"
      "  Time    User  Nice   Sys  Idle    IO  Run Ctxt/s  IRQ/s  Watts\n"
      "23:59:45  67.5  16.0  16.5   0.0   0.0   13   2635   1105 100.00\n"
      "23:59:48  67.5  16.0  16.5   0.0   0.0   13   2635   1105 100.00\n",
      "no-number", 1, "what stands as the interval is no number: it is unknown" },
    { "powerstat",
      "  Time    User  Nice   Sys  Idle    IO  Run Ctxt/s  IRQ/s  Watts\n"
      "23:59:45  67.5  16.0  16.5   0.0   0.0   13   2635   1105 100.00\n"
      "23:59:48  67.5  16.0  16.5   0.0   0.0   13   2635   1105 100.00\n",
      "no-interval", 2, "column 1: when what this row measured began is not told" },
    { "ipmi_sensors",
      "2024-03-05T10:00:00Z Pwr Consumption | 217 Watts | ok\n"
      "2024-03-05T10:00:10Z Pwr Consumption | much Watts | ok\n",
      "torn-row", 2, "'Pwr Consumption | much Watts | ok' is no row of a sensor" },
    { "lm_sensors",
      "1709632800\nchip-pci-0\nAdapter: PCI adapter\npower1: 5.00 W\n"
      "1709632810\nchip-pci-0\nAdapter: PCI adapter\npower1: five W\n",
      "no-number", 8, "what stands as power1 is no number: it is unknown" },
    { "lm_sensors",
      "1709632800\n{\"chip-pci-0\":{\"Adapter\":\"PCI\",\"p\":{\"power1_input\":5}}}\n"
      "1709632810\n{\"chip-pci-0\":{\"Adapter\":\"PCI\",\"p\":{\"power1_input\":\"5\"}}}"
      "\n",
      "no-number", 4, "what stands as power1_input is no number: it is unknown" },
    { "htcondor",
      "ClusterId = 12\nProcId = 0\nJobStatus = 4\nGPUsProvisioned = \"two\"\n",
      "no-number", 1, "what stands as GPUsProvisioned is no number: it is unknown" },
    { "htcondor",
      "ClusterId = 12\nProcId = 0\nJobStatus = 4\nRemoteWallClockTime = long\n",
      "no-number", 1, "what stands as RemoteWallClockTime is no number: it is unknown" },
    { "htcondor_json",
      "[{\"ClusterId\":12,\"ProcId\":0,\"JobStatus\":4,\"RemoteWallClockTime\":\"60\"}]",
      "no-number", 1, "what stands as RemoteWallClockTime is no number: it is unknown" },
    { "perun_bench",
      "[{\"name\":\"a - RUNTIME\",\"unit\":\"s\",\"value\":8},\n"
      "{\"name\":\"a - ENERGY\",\"unit\":\"kJ\",\"value\":\"2.25\"}]",
      "no-number", 2, "what stands as ENERGY is no number: it is unknown" },
    { "wandb_chart",
      "\"Relative Time (Process)\",\"a - system/gpu.0.powerWatts\"\n"
      "\"15\",\"300\"\n\"30\",\"many\"\n\"45\",\"300\"\n",
      "no-number", 3, "'many' is no number of watts: this point is left out" },
    { "wandb_chart",
      "\"Relative Time (Process)\",\"a - system/gpu.0.powerWatts\"\n"
      "\"15\",\"300\"\n\"30\",\"-300\"\n\"45\",\"300\"\n",
      "impossible-reading", 3, "a power of -300 W is none" },
    { "prometheus",
      RANGE "{\"metric\":{\"__name__\":\"a_watts\"},\"values\":"
            "[[1,\"5 W\"]]}]}}",
      "bad-value", 0, "'5 W' is no number" },
    { "prometheus", RANGE "{\"metric\":{},\"values\":[[1,\"5\"]]}]}}", "metric-unnamed",
      0, "1 series have no name, as what an expression gives; taken as watts" },
    { "prometheus",
      RANGE "{\"metric\":{\"__name__\":\"up\"},\"values\":[[1,\"5\"]]},"
            "{\"metric\":{\"__name__\":\"a_watts\"},\"values\":[[1,\"5\"]]}]}}",
      "other-metrics", 0, "1 series are neither watts nor joules and are left out" },
    { "prometheus",
      RANGE "{\"metric\":{\"__name__\":\"node_rapl_core_joules_total\"},\"values\":[]},"
            "{\"metric\":{\"__name__\":\"node_rapl_package_joules_total\"},\"values\":"
            "[[1,\"5\"]]}]}}",
      "parts-left-out", 0, "1 series are inside another one and are left out" },
    { "scaphandre", "[{\"host\": null}]", "no-reading", 1, "the object has no host" },
    { "scaphandre", "[{\"host\":null},{\"host\":", "torn-row", 1,
      "the object is cut off" },
    { "zeus", ZEUS "noon,a,1,1\n", "bad-value", 2, "column 1: 'noon' is no time" },
    { "zeus", ZEUS "1,a,-1,1\n", "bad-value", 2, "column 3: '-1' is no time in seconds" },
    { "zeus", ZEUS "1,a,1,-1\n", "bad-value", 2,
      "column 4: '-1' is no energy in joules" },
    { "zeus", ZEUS "1,a,1,1\n1,b,2,2\n", "windows-nested", 0,
      "1 windows are inside of another, which alone is counted" },
    { "zeus", ZEUS "1,a,10,1\n5,b,10,2\n", "windows-overlap", 0,
      "1 windows overlap another without being inside of it: what was drawn in both is "
      "counted twice" },
};

START_TEST(what_is_left_out_is_told_with_its_place_and_reason)
{
    const told *wanted = &notes_of[_i];
    const plume_note *found = NULL;
    plume_notes *notes;
    outcome got;

    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(read_text(wanted->reader, wanted->text, &got, notes), error);
    for (size_t i = 0; i < plume_notes_count(notes) && found == NULL; i++)
        if (strcmp(plume_notes_at(notes, i)->code, wanted->code) == 0)
            found = plume_notes_at(notes, i);
    ck_assert_msg(found != NULL, "%s: no note %s", wanted->reader, wanted->code);
    ck_assert_str_eq(found->message, wanted->message);
    if (wanted->line > 0)
        ck_assert_uint_eq(found->line, wanted->line);
    plume_notes_free(notes);
}
END_TEST

/* --- logs that are refused --- */

typedef struct refusal {
    const char *reader, *text, *message, *hint;
} refusal;

static const refusal refusals[] = {
    { "dcgm_dmon", "#Entity   SMCLK\n",
      "there is neither a column POWER nor a column TOTEC",
      "log with `dcgmi dmon -e 155,156`" },
    { "dcgm_dmon", "", "there is no header of dcgmi dmon", "" },
    { "power_csv", "2026-11-30T00:00:00Z 200\n2026-11-30T00:00:10Z 200\n",
      "the columns have no names: whether they are watts is not known",
      "say --columns timestamp,gpu_watts, or node_watts, wall_watts, whatever it is, "
      "with "
      "blanks where blanks part the columns; or add such a line in front" },
    { "dcgm_dmon", DCGM "GPU-I 0 5 6\n",
      "there are only MIG instances, and no GPU that they are part of",
      "power is measured for a GPU as a whole: log it too, as in `dcgmi dmon -i 0 -e "
      "155,156`" },
    { "dcgm_exporter", "", "there is no header", "" },
    { "dcgm_exporter", "metric_name,value\n", "there is no column timestamp", "" },
    { "dcgm_exporter", "timestamp,value\n", "there is no column metric_name", "" },
    { "dcgm_exporter", "timestamp,metric_name\n", "there is no column value", "" },
    { "dcgm_exporter", LONG "1,up,0,1\n", "no row is of power or energy",
      "DCGM_FI_DEV_POWER_USAGE and DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION are" },
    { "rocm_smi", "device,Temperature\n", "there is no column of graphics package power",
      "log with `rocm-smi --showpower --csv`" },
    { "rocm_smi", "Average Graphics Package Power (W)\n", "there is no column device",
      "log with `rocm-smi --showpower --csv`" },
    { "powercap", "time,watts\n", "there is no column of a counter in microjoules",
      "name it energy_uj, or package-0_energy_uj and dram_energy_uj" },
    { "turbostat", "CPU PkgWatt\n0 5\n",
      "there is no summary row, which has '-' for its processor",
      "log with `turbostat --Summary`" },
    { "ipmi_dcmi", "Sampling period: 5\n",
      "there is no line 'Instantaneous power reading:'", "" },
    { "redfish", "node1_watts\n", "there is no column of times", "name it timestamp" },
    { "redfish", "time,temperature\n", "there is no column of watts",
      "name it node1_watts" },
    { "ptdaemon", "Time,03-04-2021 12:00:00.000,Watts,5,Mark,a_testing\n",
      "the date '03-04-2021' is 2021-04-03 or 2021-03-04, and nothing in the log tells "
      "which",
      "say --dates day-first or --dates month-first" },
    { "prometheus", "{\"status\":\"error\",\"error\":\"too many points\"}",
      "the server answered with an error: too many points", "" },
    { "prometheus", "{\"data\":{\"resultType\":\"vector\"}}",
      "the result is a 'vector', expected a matrix",
      "ask for /api/v1/query_range with start, end and step" },
    { "prometheus", RANGE "]}}", "no series is of watts or joules", "" },
    { "scaphandre", "[]", "there is no object with a host", "" },
    { "zeus", "window_name,elapsed_time,gpu0_energy\n", "there is no column start_time",
      "" },
    { "zeus", "start_time,window_name,gpu0_energy\n", "there is no column elapsed_time",
      "" },
};

START_TEST(a_log_that_cannot_be_read_is_refused_with_advice)
{
    const refusal *wanted = &refusals[_i];
    outcome got;

    ck_assert_int_ne(read_text(wanted->reader, wanted->text, &got, NULL), PLUME_OK);
    ck_assert_str_eq(error.message, wanted->message);
    ck_assert_str_eq(error.hint, wanted->hint);
    ck_assert_str_eq(error.path, "a.log");
    ck_assert_uint_eq(got.runs, 0);
}
END_TEST

/* --- figures that a detail of the format decides --- */

typedef struct figure {
    const char *reader, *text;
    double energy_j;
} figure;

static const figure figures[] = {
    /* the counter, not the power beside it */
    { "dcgm_dmon", DCGM "GPU 0 500 1000\nGPU 0 500 5000\nGPU 0 500 9000\n", 8.0 },
    /* one processor's column takes one field, a socket's two */
    { "perf_stat",
      "1.000000000,CPU0,2.5,Joules,power/energy-pkg/,1,1,,\n"
      "1.000000000,S1,4,3.5,Joules,power/energy-pkg/,1,1,,\n",
      6.0 },
    { "perf_stat", "1.000000000\t2.5\tJoules\tpower/energy-pkg/\t1\t1\t\t\n", 2.5 },
    /* a summary at the end holds what was added up already */
    { "perf_stat",
      "1.000000000,2.5,Joules,power/energy-pkg/,1,1,,\n"
      "         summary,2.5,Joules,power/energy-pkg/,1,1,,\n",
      2.5 },
    /* as printed, grouped by a locale */
    { "perf_stat",
      "#           time             counts unit events\n"
      "     1.001064462           1,002.50 Joules power/energy-pkg/\n"
      "     2.001064462               2.50 Joules power/energy-pkg/\n",
      1005.0 },
    { "redfish_json",
      "1709632800\n{\"@odata.type\":\"#Sensor.v1_2_0.Sensor\",\"Id\":\"TotalPower\","
      "\"Reading\":5,\"ReadingUnits\":\"W\"}\n"
      "1709632802\n{\"@odata.type\":\"#Sensor.v1_2_0.Sensor\",\"Id\":\"TotalPower\","
      "\"Reading\":7,\"ReadingUnits\":\"W\"}\n",
      12.0 },
    { "redfish_json",
      "1709632800\n{\"@odata.type\":\"#EnvironmentMetrics\",\"EnergykWh\":{\"Reading\":5}"
      "}\n"
      "1709632860\n{\"@odata.type\":\"#EnvironmentMetrics\",\"EnergykWh\":{\"Reading\":"
      "5.01}}\n",
      36000.0 },
    { "redfish_json",
      "1709632800\n{\"@odata.type\":\"#Power\",\"PowerControl\":[{\"PowerConsumedWatts\":"
      "null}],\"PowerSupplies\":[{\"PowerInputWatts\":2},{\"PowerInputWatts\":3}]}\n"
      "1709632802\n{\"@odata.type\":\"#Power\",\"PowerControl\":[{\"PowerConsumedWatts\":"
      "null}],\"PowerSupplies\":[{\"PowerInputWatts\":3},{\"PowerInputWatts\":4}]}\n",
      12.0 },
    { "kasa",
      "1709632800\n{\"current\":0.1,\"voltage\":230.1,\"power\":5,\"total\":1,"
      "\"err_code\":0}\n1709632802\n{\"current\":0.1,\"voltage\":230.1,\"power\":7,"
      "\"total\":1,\"err_code\":0}\n",
      12.0 },
    /* equal sensors of two hosts */
    { "collectd",
      "n1.sensors-power_meter-acpi-0.power-power1 5 1709632800\n"
      "n2.sensors-power_meter-acpi-0.power-power1 10 1709632800\n"
      "n1.sensors-power_meter-acpi-0.power-power1 7 1709632802\n"
      "n2.sensors-power_meter-acpi-0.power-power1 14 1709632802\n",
      36.0 },
    /* nothing but cores: then they count */
    { "perf_stat", "1.000000000,2.5,Joules,power/energy-cores/,1,1,,\n", 2.5 },
    { "turbostat", "PkgWatt SysWatt RAMWatt\n5 9 1\n5 9 1\n", 18.0 },
    { "powercap",
      "time,intel-rapl:0,intel-rapl:0:0,intel-rapl-mmio:0\n"
      "0,1000000,1000000,1000000\n1,4000000,3000000,4000000\n",
      3.0 },
    /* the kernel's hwmon counts in microjoules and measures in microwatts */
    { "powercap", "time,energy1_input\n0,1000000\n1,4000000\n", 3.0 },
    /* units of all sizes, in words of either number */
    { "power_csv", "time,power_milliwatt\n0,5000\n2,7000\n", 12.0 },
    { "power_csv", "time,node_milliwatts\n0,5000\n2,7000\n", 12.0 },
    { "power_csv", "time,Power (Milliwatt)\n0,5000\n2,7000\n", 12.0 },
    { "power_csv", "time,kilowatt\n0,0.005\n2,0.007\n", 12.0 },
    { "power_csv", "time,Power (kilowatts)\n0,0.005\n2,0.007\n", 12.0 },
    { "power_csv", "time,microwatt\n0,5000000\n2,7000000\n", 12.0 },
    { "power_csv", "time,power1_instant\n0,5000000\n2,7000000\n", 12.0 },
    { "ipmi_dcmi",
      "Instantaneous power reading: 5 Watts\n"
      "Instantaneous power reading: 7 Watts\n",
      6.0 },
    { "prometheus",
      RANGE "{\"metric\":{\"__name__\":\"nvidia_gpu_power_usage_milliwatts\""
            "},\"values\":[[0,\"5000\"],[2,\"7000\"]]}]}}",
      12.0 },
    /* units in the singular, and a limit that is none */
    { "prometheus",
      RANGE "{\"metric\":{\"__name__\":\"node_hwmon_power_average_watt\"},\"values\":"
            "[[0,\"5\"],[2,\"7\"]]},"
            "{\"metric\":{\"__name__\":\"node_hwmon_power_cap_watt\"},\"values\":"
            "[[0,\"300\"],[2,\"300\"]]},"
            "{\"metric\":{\"__name__\":\"node_hwmon_energy_joule_total\"},\"values\":"
            "[[0,\"5\"],[2,\"6\"]]}]}}",
      13.0 },
    { "prometheus",
      RANGE "{\"metric\":{\"__name__\":\"plug_energy_watt_hours\"},\"values\":"
            "[[0,\"5\"],[2,\"6\"]]}]}}",
      3600.0 },
    { "prometheus",
      RANGE "{\"metric\":{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\",\"gpu\":\"0\"},"
            "\"values\":[[0,\"5\"],[2,\"7\"]]},"
            "{\"metric\":{\"__name__\":\"DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION\","
            "\"gpu\":\"0\"},\"values\":[[3,\"1000\"],[5,\"14000\"]]}]}}",
      13.0 },
    { "zeus", ZEUS "1.04,a,10,1\n1.02,b,11,2\n1.00,c,12,3\n1.03,d,1,1\n", 3.0 },
};

START_TEST(a_detail_of_the_format_is_heeded)
{
    const figure *wanted = &figures[_i];
    outcome got;

    ck_ok(read_text(wanted->reader, wanted->text, &got, NULL), error);
    ck_assert_uint_eq(got.runs, 1);
    ck_close(got.energy_j, wanted->energy_j, 1e-12);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, what_is_left_out_is_told_with_its_place_and_reason, 0,
                        (int)(sizeof notes_of / sizeof notes_of[0]));
    tcase_add_loop_test(tcase, a_log_that_cannot_be_read_is_refused_with_advice, 0,
                        (int)(sizeof refusals / sizeof refusals[0]));
    tcase_add_loop_test(tcase, a_detail_of_the_format_is_heeded, 0,
                        (int)(sizeof figures / sizeof figures[0]));
}

int main(void)
{
    return test_main("power readers", add);
}
