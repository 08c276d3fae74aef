/* Several power traces over one run: what two of them measured counts once. */
#include "support/evidence_world.h"

#define JOBS "JobID|JobName|State|Start|End|ElapsedRaw|AllocTRES|NodeList\n"

/* On a1, from 10:00 to 11:00. */
static void put_job(const told_world *w, const char *gpus)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text,
                      JOBS "7|train|COMPLETED|2026-05-04T10:00:00|2026-05-04T11:00:00|"
                           "3600|billing=8,cpu=8,gres/gpu=%s,node=1|a1\n",
                      gpus);
    told_put(w, "jobs.psv", text.data);
    plume_text_dispose(&text);
}

typedef struct traced {
    const char *name, *host, *column; /* host "": it names none; column: of its watts */
    int first_gpu, gpus;              /* none: no column of them */
    int from_min, to_min;             /* of the day; every minute */
    double watts;
} traced;

static void put_trace(const told_world *w, const traced *trace)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%stimestamp%s,%s\n", trace->host[0] != '\0' ? "host," : "",
                      trace->gpus > 0 ? ",gpu" : "", trace->column);
    for (int at = trace->from_min; at <= trace->to_min; at++)
        for (int gpu = 0; gpu < (trace->gpus > 0 ? trace->gpus : 1); gpu++) {
            plume_text_printf(&text, "%s%s2026-05-04T%02d:%02d:00Z", trace->host,
                              trace->host[0] != '\0' ? "," : "", at / 60, at % 60);
            if (trace->gpus > 0)
                plume_text_printf(&text, ",%d", trace->first_gpu + gpu);
            plume_text_printf(&text, ",%g\n", trace->watts);
        }
    told_put(w, trace->name, text.data);
    plume_text_dispose(&text);
}

/* By nvidia-smi, from 10:00 to 11:00: two devices at 440 W. */
static void put_smi(const told_world *w, const char *host)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%stimestamp,index,name,power.draw [W]\n",
                      host[0] != '\0' ? "hostname," : "");
    for (int at = 600; at <= 660; at++)
        for (int gpu = 0; gpu < 2; gpu++)
            plume_text_printf(&text,
                              "%s%s2026/05/04 %02d:%02d:00.000,%d,NVIDIA A100,440 W\n",
                              host, host[0] != '\0' ? "," : "", at / 60, at % 60, gpu);
    told_put(w, "smi.csv", text.data);
    plume_text_dispose(&text);
}

START_TEST(the_meter_of_a_machine_holds_its_accelerators)
{
    static const traced gpus = { "gpu.csv", "a1", "power_w", 0, 2, 540, 720, 450 };
    static const traced node = { "node.csv", "a1", "node_power_w", 0, 0, 540, 720, 1500 };
    told_world w = told_begin();

    put_job(&w, "2");
    put_trace(&w, &gpus);
    put_trace(&w, &node);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 1.5, 1e-9);
    ck_assert_double_eq_tol(w.run[0].gpu_kwh, 0.9, 1e-9);
    ck_assert_uint_eq(w.others, 1); /* idle accelerators are in the idle machine */
    ck_assert_double_eq_tol(w.other[0].energy_kwh, 3.0, 1e-9);
    told_end(&w);
}
END_TEST

START_TEST(what_a_machine_drew_before_its_meter_began_is_idle_of_its_accelerators)
{
    static const traced gpus = { "gpu.csv", "a1", "power_w", 0, 2, 540, 720, 450 };
    static const traced node = { "node.csv", "a1", "node_power_w", 0, 0, 600, 720, 1500 };
    told_world w = told_begin();

    put_job(&w, "2");
    put_trace(&w, &gpus);
    put_trace(&w, &node);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.others, 2);
    ck_assert_double_eq_tol(w.other[0].energy_kwh, 0.9, 1e-9);
    ck_assert_double_eq_tol(w.other[1].energy_kwh, 1.5, 1e-9);
    told_end(&w);
}
END_TEST

/* A file for each device, and one device used: that which drew more. */
START_TEST(traces_of_different_devices_add_and_a_run_has_no_more_than_it_used)
{
    static const traced first = { "0.csv", "a1", "power_w", 0, 1, 540, 720, 60 };
    static const traced second = { "1.csv", "a1", "power_w", 1, 1, 540, 720, 450 };
    told_world w = told_begin();

    put_job(&w, _i == 0 ? "2" : "1");
    put_trace(&w, &first);
    put_trace(&w, &second);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.run[0].gpu_kwh, _i == 0 ? 0.51 : 0.45, 1e-9);
    ck_assert_uint_eq(w.run[0].told, _i == 0 ? 3 : 2); /* of the first it has nothing */
    ck_assert_double_eq_tol(w.run[0].told_kwh[1], _i == 0 ? 0.06 : 0.45, 1e-9);
    if (_i == 0)
        ck_assert_double_eq_tol(w.run[0].told_kwh[2], 0.45, 1e-9);
    told_end(&w);
}
END_TEST

#define JOB(id, from, to, seconds)                                                       \
    id "|train|COMPLETED|2026-05-04T" from ":00|2026-05-04T" to ":00|" seconds           \
       "|billing=8,cpu=8,gres/gpu=2,node=1|a1\n"

/* Two logs of the same devices, with twenty minutes between them, and a job under each.
 */
START_TEST(each_trace_tells_of_the_run_that_it_measured)
{
    static const traced first = { "501.csv", "a1", "power_w", 0, 2, 600, 660, 450 };
    static const traced second = { "502.csv", "a1", "power_w", 0, 2, 680, 800, 300 };
    told_world w = told_begin();

    told_put(&w, "jobs.psv",
             JOBS JOB("501", "10:00", "11:00", "3600")
                 JOB("502", "11:20", "13:20", "7200"));
    put_trace(&w, &first);
    put_trace(&w, &second);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_uint_eq(w.run[0].told, 2);
    ck_assert_uint_eq(w.run[1].told, 2);
    ck_assert_double_eq_tol(w.run[0].told_kwh[1], 0.9, 1e-9);
    ck_assert_double_eq_tol(w.run[1].told_kwh[1], 1.2, 1e-9);
    told_end(&w);
}
END_TEST

/* Its samples are used nowhere: they tell again. */
START_TEST(samples_for_which_another_trace_speaks_are_told_again)
{
    static const traced long_one = { "a.csv", "a1", "power_w", 0, 2, 540, 720, 450 };
    told_world w = told_begin();
    plume_records records;

    if (_i == 0)
        put_job(&w, "2");
    put_trace(&w, &long_one);
    put_smi(&w, "a1");
    told_read(&w, NULL);
    records = plume_intake_records(w.intake);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_uint_eq(records.told_again, 122);
    ck_assert_uint_eq(records.used, _i == 0 ? 363 : 362);
    if (_i == 0)
        ck_assert_double_eq_tol(w.run[0].gpu_kwh, 0.9, 1e-9);
    told_end(&w);
}
END_TEST

/* Of one host, or of none that is known, in one folder. */
START_TEST(traces_of_the_same_devices_are_one)
{
    static const char *const hosts[] = { "a1", "" };
    traced one = { "gpu.csv", hosts[_i], "power_w", 0, 2, 540, 720, 450 };
    told_world w = told_begin();

    put_job(&w, "2");
    put_trace(&w, &one);
    put_smi(&w, hosts[_i]);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.run[0].gpu_kwh, 0.9, 1e-9);
    ck_assert_uint_eq(w.others, 1);
    ck_assert_double_eq_tol(w.other[0].energy_kwh, 1.8, 1e-9);
    told_end(&w);
}
END_TEST

/* No moment counts twice, and none is lost. */
START_TEST(traces_of_the_same_devices_that_follow_each_other_speak_in_turn)
{
    static const traced first = { "a.csv", "a1", "power_w", 0, 2, 540, 630, 450 };
    static const traced second = { "b.csv", "a1", "gpu_power_w", 0, 2, 615, 720, 400 };
    told_world w = told_begin();

    put_job(&w, "2");
    put_trace(&w, &first);
    put_trace(&w, &second);
    told_read(&w, NULL);
    /* one log of one reader: b goes on where a ends */
    ck_assert_double_eq_tol(w.run[0].gpu_kwh, 2 * (0.45 * 0.5 + 0.4 * 0.5), 1e-3);
    told_end(&w);
}
END_TEST

START_TEST(without_runs_a_trace_that_another_tells_is_no_run_of_its_own)
{
    static const traced gpus = { "gpu.csv", "a1", "power_w", 0, 2, 540, 720, 450 };
    static const traced node = { "node.csv", "a1", "node_power_w", 0, 0, 600, 720, 1500 };
    static const traced inside = { "in.csv", "a1", "gpu_power_w", 0, 2, 550, 700, 450 };
    told_world w = told_begin();

    put_trace(&w, &gpus);
    put_trace(&w, &node);
    put_trace(&w, &inside);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_double_eq_tol(w.energy_kwh, 3.0 + 0.9, 1e-9);
    told_end(&w);
}
END_TEST

START_TEST(processors_are_a_part_beside_accelerators)
{
    static const traced gpus = { "gpu.csv", "a1", "power_w", 0, 2, 540, 720, 450 };
    static const traced cpus = { "cpu.csv", "a1", "cpu_package_power_w", 0, 0, 540,
                                 720,       100 };
    told_world w = told_begin();

    put_job(&w, "2");
    put_trace(&w, &gpus);
    put_trace(&w, &cpus);
    told_read(&w, NULL);
    ck_assert_double_eq_tol(w.run[0].gpu_kwh, 0.9, 1e-9);
    ck_assert_double_eq_tol(w.run[0].cpu_kwh, 0.1, 1e-9);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 1.0, 1e-9);
    told_end(&w);
}
END_TEST

/* From 10:00 to 11:00: an accelerator at 100 W and a package that counts 50 W. */
static void put_answer(const told_world *w, const char *labels)
{
    enum { START_S = 1777888800 };
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text,
                      "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\","
                      "\"result\":[{\"metric\":{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\","
                      "%s,\"instance\":\"a1:9400\"},\"values\":[",
                      labels);
    for (int i = 0; i <= 60; i++)
        plume_text_printf(&text, "%s[%d,\"100\"]", i > 0 ? "," : "", START_S + 60 * i);
    plume_text_add(&text, "]},{\"metric\":{\"__name__\":"
                          "\"node_rapl_package_joules_total\",\"index\":\"0\","
                          "\"instance\":\"a1:9100\"},\"values\":[");
    for (int i = 0; i <= 60; i++)
        plume_text_printf(&text, "%s[%d,\"%d\"]", i > 0 ? "," : "", START_S + 60 * i,
                          3000 * i);
    plume_text_add(&text, "]}]}}");
    told_put(w, "answer.json", text.data);
    plume_text_dispose(&text);
}

/* What nvidia-smi logs beside it, by its index or its UUID, up to 11:00 or to 12:00. */
START_TEST(accelerators_in_a_log_of_processors_are_those_of_a_log_of_their_own)
{
    static const char *const labels[] = { "\"UUID\":\"GPU-1f\",\"gpu\":\"0\"",
                                          "\"gpu\":\"0\",\"device\":\"nvidia0\"" };
    bool uuid = (_i & 2) != 0, job = (_i & 4) != 0, longer = (_i & 8) != 0;
    told_world w = told_begin();
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "timestamp,%s,power.draw [W]\n", uuid ? "uuid" : "index");
    for (int at = 600; at <= (longer ? 720 : 660); at++)
        plume_text_printf(&text, "2026/05/04 %02d:%02d:00.000,%s,100 W\n", at / 60,
                          at % 60, uuid ? "GPU-1f" : "0");
    told_put(&w, "smi.csv", text.data);
    plume_text_dispose(&text);
    put_answer(&w, labels[_i & 1]);
    if (job)
        put_job(&w, "1");
    told_read(&w, NULL);
    ck_assert_double_eq_tol(w.energy_kwh, (longer && !job ? 0.25 : 0.15), 1e-9);
    if (job) {
        ck_assert_double_eq_tol(w.run[0].energy_kwh, 0.15, 1e-9);
    } else { /* what is left of the answer is of the package alone */
        size_t rest = w.run[0].energy_kwh < 0.06 ? 0 : 1;

        ck_assert_double_eq_tol(w.run[rest].energy_kwh, 0.05, 1e-9);
        ck_assert_double_eq(w.run[rest].duration_s, 3600.0);
        ck_assert_double_eq(w.run[rest].device_count, 1.0);
    }
    told_end(&w);
}
END_TEST

/* Without anybody saying whose it is; a run on a third host touches none of them. */
START_TEST(a_trace_of_several_hosts_gives_each_run_its_own)
{
    static const char trace[] = "host,timestamp,gpu,power_w\n"
                                "n1,2026-05-04T10:00:00Z,0,100\n"
                                "n2,2026-05-04T10:00:00Z,0,200\n"
                                "n1,2026-05-04T11:00:00Z,0,100\n"
                                "n2,2026-05-04T11:00:00Z,0,200\n";
    static const char *const jobs[] = {
        "1|t|COMPLETED|2026-05-04T10:00:00|2026-05-04T11:00:00|3600|gres/gpu=1|n1\n"
        "2|t|COMPLETED|2026-05-04T10:00:00|2026-05-04T11:00:00|3600|gres/gpu=1|n2\n",
        "3|t|COMPLETED|2026-05-04T10:00:00|2026-05-04T11:00:00|3600|gres/gpu=1|n3\n",
    };
    told_world w = told_begin();
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, JOBS "%s", jobs[_i]);
    told_put(&w, "jobs.psv", text.data);
    told_put(&w, "gpu.csv", trace);
    plume_text_dispose(&text);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_uint_eq(w.others, 0);
    ck_assert_double_eq_tol(w.energy_kwh, 0.3, 1e-9);
    if (_i == 0)
        ck_assert_double_eq_tol(fabs(w.run[1].energy_kwh - w.run[0].energy_kwh), 0.1,
                                1e-9);
    told_end(&w);
}
END_TEST

/* A run that says of no host, from 10:00 to 11:00, and one that was on a1 before it. */
static void put_runs(const told_world *w, const char *count, bool other)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text,
                      "run_id,start,end,device,device_count,host\n"
                      "x,2026-05-04T10:00:00Z,2026-05-04T11:00:00Z,,%s,\n%s",
                      count,
                      other ? "y,2026-05-04T09:00:00Z,2026-05-04T10:00:00Z,,2,a1\n" : "");
    told_put(w, "runs.csv", text.data);
    plume_text_dispose(&text);
}

static const traced of_a1 = { "a.csv", "a1", "gpu_power_w", 0, 2, 540, 660, 100 };
static const traced of_a2 = { "b.csv", "a2", "gpu_power_w", 0, 2, 540, 660, 300 };

START_TEST(a_run_of_no_host_gets_nothing_of_traces_of_two)
{
    told_world w = told_begin();

    put_runs(&w, "2", false);
    put_trace(&w, &of_a1);
    put_trace(&w, &of_a2);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_nan(w.run[0].energy_kwh);
    ck_assert_uint_eq(w.others, 0);
    told_end(&w);
}
END_TEST

START_TEST(a_run_of_no_host_with_the_devices_of_two_has_both)
{
    told_world w = told_begin();

    put_runs(&w, "4", false);
    put_trace(&w, &of_a1);
    put_trace(&w, &of_a2);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 0.8, 1e-9);
    ck_assert(!told_note(&w, "partly-measured"));
    told_end(&w);
}
END_TEST

/* The trace of a1 covers y; what it drew in the time of x is told by nobody. */
/* Rows of other hours, of no host, overlap on as many devices: nobody knows where they
 * ran. The job is on the host of the trace. */
START_TEST(a_trace_of_a_host_is_of_the_run_that_names_it)
{
    static const traced smi = { "gpu.csv", "a1", "power_w", 0, 2, 600, 660, 300 };
    told_world w = told_begin();

    put_job(&w, "2");
    put_trace(&w, &smi);
    told_put(&w, "runs.csv",
             "run_id,state,start,end,device_count\n"
             "p,complete,2026-05-04T10:10:00Z,2026-05-04T12:30:00Z,2\n"
             "q,complete,2026-05-04T10:20:00Z,2026-05-04T13:30:00Z,2\n");
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 3);
    ck_assert_double_eq_tol(w.energy_kwh, 0.6, 1e-9);
    ck_assert(!told_note(&w, "trace-ambiguous"));
    told_end(&w);
}
END_TEST

START_TEST(what_was_drawn_in_the_time_of_a_run_of_no_host_is_not_idle)
{
    told_world w = told_begin();

    put_runs(&w, "2", true);
    put_trace(&w, &of_a1);
    put_trace(&w, &of_a2);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_double_eq_tol(w.energy_kwh, 0.2, 1e-9);
    ck_assert_uint_eq(w.others, 0);
    told_end(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_run_of_no_host_gets_nothing_of_traces_of_two);
    tcase_add_test(tcase, a_run_of_no_host_with_the_devices_of_two_has_both);
    tcase_add_test(tcase, a_trace_of_a_host_is_of_the_run_that_names_it);
    tcase_add_test(tcase, what_was_drawn_in_the_time_of_a_run_of_no_host_is_not_idle);
    tcase_add_test(tcase, the_meter_of_a_machine_holds_its_accelerators);
    tcase_add_test(
        tcase, what_a_machine_drew_before_its_meter_began_is_idle_of_its_accelerators);
    tcase_add_loop_test(
        tcase, traces_of_different_devices_add_and_a_run_has_no_more_than_it_used, 0, 2);
    tcase_add_test(tcase, each_trace_tells_of_the_run_that_it_measured);
    tcase_add_loop_test(tcase, samples_for_which_another_trace_speaks_are_told_again, 0,
                        2);
    tcase_add_loop_test(tcase, traces_of_the_same_devices_are_one, 0, 2);
    tcase_add_test(tcase,
                   traces_of_the_same_devices_that_follow_each_other_speak_in_turn);
    tcase_add_test(tcase, without_runs_a_trace_that_another_tells_is_no_run_of_its_own);
    tcase_add_loop_test(tcase, a_trace_of_several_hosts_gives_each_run_its_own, 0, 2);
    tcase_add_test(tcase, processors_are_a_part_beside_accelerators);
    tcase_add_loop_test(
        tcase, accelerators_in_a_log_of_processors_are_those_of_a_log_of_their_own, 0,
        16);
}

int main(void)
{
    return test_main("covers", add);
}
