/* The pairs of tools that people have over one work: what is counted, whose word it is,
 * and that neither a missing file nor another order counts anything twice.
 *
 * Real logs lie in ../shared/current. Where it has no such pair one log is written here
 * in the grammar of its tool: GPU rows, jobs and MLflow's files are constructed. */
#include "support/evidence_world.h"

#include <ftw.h>
#include <unistd.h>

enum { FILES_MAX = 96, SOURCES_MAX = 3 };

typedef struct pair {
    const char *name;
    const char *from[SOURCES_MAX];         /* real logs, below ../shared */
    void (*construct)(const char *folder); /* what stands beside them; NULL: nothing */
    size_t runs;
    double duration_s, device_hours, total_wh;
    double gpu_wh, cpu_wh, ram_wh; /* 0: not asked */
    double idle_wh, between_s;
    const char *told, *note; /* a relation, and the code of the sentence that tells it */
    double most_wh;          /* when any one file is missing; 0: total_wh */
    double most_s;           /* likewise: a trace alone lasts as long as it does */
    size_t more_runs;        /* then, of two processes that nothing else ties */
} pair;

/* --- logs made here --- */

static void put(const char *folder, const char *name, const char *text)
{
    free(test_file(folder, name, text, strlen(text)));
}

/* A day and a time, with what stands between them and after. */
static void put_clock(plume_text *out, const char *day, int second, const char *after)
{
    plume_text_printf(out, "%s%02d:%02d:%02d%s", day, second / 3600, second / 60 % 60,
                      second % 60, after);
}

#define CODECARBON_HEAD                                                                  \
    "timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate,cpu_" \
    "power,gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,water_"  \
    "consumed,country_name,country_iso_code,region,cloud_provider,cloud_region,os,"      \
    "python_version,codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,"         \
    "longitude,latitude,ram_total_size,tracking_mode,cpu_utilization_percent,gpu_"       \
    "utilization_percent,ram_utilization_percent,ram_used_gb,on_cloud,pue,wue\n"

/* CodeCarbon 3.3.2 beside two A100. */
static void put_tracker(const char *folder)
{
    put(folder, "emissions.csv",
        CODECARBON_HEAD
        "2026-05-04T10:59:58,x,P,e,3590,0.3,1e-4,100,782,20,0.1,0.78,0.02,0.9,0.0,"
        "Germany,DEU,,,,Linux,3.11.7,3.3.2,64,AMD EPYC,2,2 x NVIDIA A100-SXM4-80GB,,,"
        "503.5,machine,50,90,5,12,N,1.0,0.0\n");
}

/* nvidia-smi --query-gpu=timestamp,index,name,power.draw,utilization.gpu: 400 W each. */
static void put_smi(const char *folder)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text,
                   "timestamp, index, name, power.draw [W], utilization.gpu [%]\n");
    for (int s = 35700; s <= 39900; s += 10)
        for (int gpu = 0; gpu < 2; gpu++) {
            put_clock(&text, "2026/05/04 ", s, ".000, ");
            plume_text_printf(&text, "%d, NVIDIA A100-SXM4-80GB, 400.00 W, 97 %%\n", gpu);
        }
    put(folder, "gpu.csv", text.data);
    plume_text_dispose(&text);
}

static void put_node(const char *folder)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, "timestamp,ipmi_watts\n");
    for (int s = 35700; s <= 39900; s += 30) {
        put_clock(&text, "2026-05-04T", s, "Z,");
        plume_text_add(&text, "1200\n");
    }
    put(folder, "node.csv", text.data);
    plume_text_dispose(&text);
}

static void scheduler_tracker_and_smi(const char *folder)
{
    put(folder, "jobs.psv",
        "JobID|JobName|State|Start|End|ElapsedRaw|AllocTRES|NodeList|Partition\n"
        "501|train|COMPLETED|2026-05-04T10:00:00|2026-05-04T11:00:00|3600|billing=8,cpu="
        "8,gres/gpu:a100=2,gres/gpu=2,mem=64G,node=1|a1|gpu\n");
    put_tracker(folder);
    put_smi(folder);
}

static void node_gpus_and_tracker(const char *folder)
{
    put_tracker(folder);
    put_smi(folder);
    put_node(folder);
}

/* MLflow's file store, as its client and the Trainer's callback leave it. */
static void mlflow_of_trainer(const char *folder)
{
    static const char *const below[] = { "mlruns", "mlruns/1", "mlruns/1/abc",
                                         "mlruns/1/abc/params" };

    for (size_t i = 0; i < sizeof below / sizeof below[0]; i++) {
        char path[300];

        snprintf(path, sizeof path, "%s/%s", folder, below[i]);
        ck_assert_int_eq(mkdir(path, 0700), 0);
    }
    put(folder, "mlruns/1/meta.yaml",
        "artifact_location: x\nexperiment_id: '1'\nlifecycle_stage: active\nname: toy\n");
    put(folder, "mlruns/1/abc/meta.yaml",
        "end_time: 1795991702900\nexperiment_id: '1'\nlifecycle_stage: active\nrun_id: "
        "abc\n"
        "run_name: t\nstart_time: 1795991670900\nstatus: 3\n");
    put(folder, "mlruns/1/abc/params/output_dir", "out");
}

/* The boards that W&B sampled, by nvidia-smi: 250 W and 60 W. */
static void smi_of_wandb(const char *folder)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, "timestamp, index, name, power.draw [W]\n");
    for (int s = 82200; s <= 82320; s += 2)
        for (int gpu = 0; gpu < 2; gpu++) {
            put_clock(&text, "2026/11/29 ", s, ".000, ");
            plume_text_printf(&text, "%d, NVIDIA A100-SXM4-40GB, %d.00 W\n", gpu,
                              gpu == 0 ? 250 : 60);
        }
    put(folder, "gpu.csv", text.data);
    plume_text_dispose(&text);
}

#define LIGHTNING "current/crossed-lightning-optuna/pruned"
#define TORCHRUN  "current/crossed-torchrun"

/* clang-format off */
static const pair pairs[] = {
    { .name = "1: scheduler, tracker, nvidia-smi (constructed)",
      .construct = scheduler_tracker_and_smi, .runs = 1, .duration_s = 3600,
      .device_hours = 2.0, .gpu_wh = 800, .cpu_wh = 100, .ram_wh = 20, .total_wh = 920,
      .idle_wh = 133.3333, .told = "same/times/codecarbon covers/trace/nvidia_smi",
      .note = "same-by-times", .most_wh = 933.3334, .most_s = 4200 },
    { .name = "2: tracker and its tasks",
      .from = { "current/codecarbon-3.3.2/tasks-pue" },
      .runs = 1, .duration_s = 12.0179, .device_hours = 0.0033383, .total_wh = 0.4006,
      .told = "part of/parent/codecarbon", .most_wh = 0.551 },
    { .name = "3: Optuna and MLflow", .from = { "current/mlflow-3.17.2/optuna-callback" },
      .runs = 5, .duration_s = 7.316, .told = "same/key/mlflow" },
    { .name = "3: Optuna and W&B, a run a trial",
      .from = { "current/crossed-optuna-wandb/tracked-runs" }, .runs = 5,
      .duration_s = 18.684, .told = "same/key/wandb_file" },
    { .name = "3: Optuna and W&B, one run",
      .from = { "current/crossed-optuna-wandb/one-run" }, .runs = 5, .duration_s = 17.275,
      .between_s = 0.744076, .told = "part of/inside/wandb_file",
      .note = "part-by-times" },
    { .name = "3: Optuna and its table", .from = { "current/optuna-5.0.0/pair" },
      .runs = 8, .duration_s = 15.154, /* the table ends one trial when it was found dead */
      .most_s = 36.178, .told = "same/key/optuna_csv",
      .note = "zone-shifted" },
    { .name = "4: Ray Tune and MLflow", .from = { "current/ray-2.60.0/mlflow" },
      .runs = 3, .duration_s = 10.005, .told = "same/key/mlflow" },
    { .name = "4: Ray Tune and W&B", .from = { "current/crossed-ray-wandb/one-failed" },
      .runs = 4, .duration_s = 17.132, .told = "same/key/wandb_file" },
    /* 250 W for 38.43 s, though W&B sampled 30 s of them, and CodeCarbon's 0.289 Wh. */
    { .name = "5: Trainer, TensorBoard, CodeCarbon, W&B, MLflow (constructed)",
      .from = { "current/transformers-5.23.0/four-logs-of-one-training" },
      .construct = mlflow_of_trainer, .runs = 1, .duration_s = 38.426,
      .device_hours = 0.010674, .gpu_wh = 2.6685, .total_wh = 2.9573,
      .told = "same/key/wandb_file same/key/mlflow_files same/times/codecarbon",
      .note = "same-by-times" },
    { .name = "6: Lightning's table, events and hyperparameters",
      .from = { LIGHTNING "/logs" }, .runs = 5, .duration_s = 16.0302,
      .told = "same/layout/lightning" },
    { .name = "7: W&B and a trace (constructed)",
      .from = { "current/wandb-0.31.0/finished" },
      .construct = smi_of_wandb, .runs = 1, .duration_s = 28, .device_hours = 0.015556,
      .gpu_wh = 2.4111, .total_wh = 2.4111, .idle_wh = 7.922,
      .told = "covers/trace/nvidia_smi", .most_wh = 10.334, .most_s = 120 },
    { .name = "8: node, GPUs, tracker (constructed)", .construct = node_gpus_and_tracker,
      .runs = 1, .duration_s = 3590, .device_hours = 1.99444, .total_wh = 1196.6667,
      .idle_wh = 203.3333, .told = "covers/trace/redfish covers/trace/nvidia_smi",
      .note = "accounts-disagree", .most_wh = 1400.1, .most_s = 4200 },
    { .name = "9: ranks of torchrun", .from = { TORCHRUN "/two-ranks" }, .runs = 1,
      .duration_s = 26.362, .device_hours = 0.0073228, .cpu_wh = 0.05288,
      .ram_wh = 0.13279, .total_wh = 0.18567,
      .told = "same/key/carbontracker same/ranks/wandb_file same/times/codecarbon",
      .note = "accounts-disagree", .most_wh = 0.334 },
    { .name = "9: ranks of torchrun, restarted", .from = { TORCHRUN "/elastic-restart" },
      .runs = 1, .duration_s = 36.927, .device_hours = 0.010257, .total_wh = 0.51552,
      .told = "same/key/carbontracker same/ranks/wandb_file same/times/codecarbon",
      /* an empty .wandb file, of a rank that was killed at once, is a run where nothing
         began beside it */
      .more_runs = 1, .note = "same-by-times", .most_wh = 0.5161 },
    { .name = "9: ranks of the Trainer",
      .from = { "current/crossed-transformers-torchrun/two-ranks" }, .runs = 1,
      .duration_s = 15.2048, .device_hours = 0.0042236, .total_wh = 0.10753,
      .told = "same/key/hf_trainer same/key/wandb_file", .note = "same-by-times" },
    { .name = "10: Lightning, Optuna, CodeCarbon", .from = { LIGHTNING }, .runs = 5,
      .duration_s = 21.47, .device_hours = 0.00525, .total_wh = 0.11365,
      .told = "same/layout/lightning same/times/optuna same/times/codecarbon",
      .note = "same-by-times" },
    { .name = "11: two trackers of two processes at once",
      .from = { TORCHRUN "/two-ranks/emissions.csv", TORCHRUN "/two-ranks/ct" },
      .runs = 1, .duration_s = 23.907, .device_hours = 0.0066410, .cpu_wh = 0.05288,
      .ram_wh = 0.13279, .total_wh = 0.18567, .told = "same/times/carbontracker",
      .note = "same-by-times", .most_wh = 0.6677, .most_s = 48, .more_runs = 1 },
    { .name = "accelerate: TensorBoard and W&B",
      .from = { "current/crossed-accelerate/two-trackers" }, .runs = 1,
      .duration_s = 7.163, .told = "part of/layout/tensorboard",
      .note = "same-by-times" },
    { .name = "W&B resumed", .from = { "current/wandb-0.31.0/resumed" }, .runs = 1,
      /* the exit records say 6 and 8 s, the records before them 0.42 s more; 3,503 J over
         14.0 s by the board's counter, filled up to the runs */
      .duration_s = 14.4243, .device_hours = 0.0040067, .total_wh = 1.00203,
      .told = "continues/continues/wandb_file" },
    { .name = "CodeCarbon's limits: five processes, one after the other",
      .from = { "current/crossed-codecarbon-limits" }, .runs = 5, .duration_s = 60.271,
      .device_hours = 0.016742, .total_wh = 0.34629 },
};
/* clang-format on */

/* --- a folder with all of it --- */

/* False, with a loud word, where there are no real logs. */
static bool fill(const char *folder, const pair *one)
{
    for (size_t i = 0; i < SOURCES_MAX && one->from[i] != NULL; i++) {
        char path[300], command[700];

        if (told_shared(path, one->from[i]) == NULL)
            return false;
        if (one->from[i + 1 < SOURCES_MAX ? i + 1 : i] == NULL && i == 0)
            snprintf(command, sizeof command, "cp -R '%s/.' '%s/'", path, folder);
        else
            snprintf(command, sizeof command, "cp -R '%s' '%s/'", path, folder);
        ck_assert_int_eq(system(command), 0);
    }
    if (one->construct != NULL)
        one->construct(folder);
    return true;
}

static char files[FILES_MAX][400];
static size_t file_count;

static int note_file(const char *path, const struct stat *state, int kind,
                     struct FTW *where)
{
    (void)state;
    (void)where;
    if (kind == FTW_F && file_count < FILES_MAX)
        snprintf(files[file_count++], sizeof files[0], "%s", path);
    return 0;
}

/* --- what is asserted --- */

typedef struct sums {
    double duration_s, gpu_wh, cpu_wh, ram_wh, idle_wh, between_s;
} sums;

static double known(double kwh)
{
    return isnan(kwh) ? 0.0 : kwh * 1e3;
}

static sums sums_of(const told_world *w)
{
    sums all = { 0, 0, 0, 0, 0, 0 };

    for (size_t i = 0; i < w->runs; i++) {
        all.duration_s += isnan(w->run[i].duration_s) ? 0.0 : w->run[i].duration_s;
        all.gpu_wh += known(w->run[i].gpu_kwh);
        all.cpu_wh += known(w->run[i].cpu_kwh);
        all.ram_wh += known(w->run[i].ram_kwh);
    }
    for (size_t i = 0; i < w->others; i++) {
        if (w->other[i].other == PLUME_OTHER_IDLE)
            all.idle_wh += known(w->other[i].energy_kwh);
        else
            all.between_s += w->other[i].duration_s;
    }
    return all;
}

static void near(const pair *one, const char *what, double got, double right)
{
    ck_assert_msg(fabs(got - right) <= 1e-3 * fabs(right) + 1e-9,
                  "%s: %s is %.6g, not %.6g", one->name, what, got, right);
}

/* Each word of told, "relation/rule/reader", stands in some run. */
static void check_told(const told_world *w, const pair *one)
{
    char words[300];

    if (one->told == NULL)
        return;
    snprintf(words, sizeof words, "%s", one->told);
    for (char *word = words, *next; word != NULL; word = next) {
        bool found = false;

        next = strstr(word, " same/");
        next = next != NULL ? next : strstr(word, " covers/");
        if (next != NULL)
            *next++ = '\0';
        for (size_t i = 0; i < w->runs; i++)
            found = found || strstr(w->run[i].told_by, word) != NULL;
        ck_assert_msg(found, "%s: no '%s'", one->name, word);
    }
}

START_TEST(each_pair_is_counted_once)
{
    const pair *one = &pairs[_i];
    told_world w = told_begin();
    sums got;

    if (!fill(w.folder, one)) {
        told_end(&w);
        return;
    }
    told_read(&w, NULL);
    got = sums_of(&w);
    ck_assert_msg(w.runs == one->runs, "%s: %zu runs", one->name, w.runs);
    near(one, "seconds", got.duration_s, one->duration_s);
    near(one, "device-hours", w.device_hours, one->device_hours);
    if (one->gpu_wh > 0)
        near(one, "Wh of accelerators", got.gpu_wh, one->gpu_wh);
    if (one->cpu_wh > 0)
        near(one, "Wh of processors", got.cpu_wh, one->cpu_wh);
    if (one->ram_wh > 0)
        near(one, "Wh of memory", got.ram_wh, one->ram_wh);
    near(one, "Wh", w.energy_kwh * 1e3, one->total_wh);
    near(one, "Wh idle", got.idle_wh, one->idle_wh);
    near(one, "s between", got.between_s, one->between_s);
    check_told(&w, one);
    ck_assert_msg(one->note == NULL || told_note(&w, one->note), "%s: no %s", one->name,
                  one->note);
    told_end(&w);
}
END_TEST

/* With any one file less nothing is counted that was not counted before, but what another
 * log says of the same. */
START_TEST(a_missing_file_counts_nothing_twice)
{
    const pair *one = &pairs[_i];
    told_world w = told_begin();
    char *aside = test_folder(), parked[300];
    double most_wh = one->most_wh > 0 ? one->most_wh : one->total_wh;
    double most_s = one->most_s > 0 ? one->most_s : one->duration_s * 1.06;

    snprintf(parked, sizeof parked, "%s/parked", aside);
    file_count = 0;
    if (fill(w.folder, one))
        nftw(w.folder, note_file, 8, FTW_PHYS);
    for (size_t i = 0; i < file_count; i++) {
        told_world less = told_begin();
        plume_records records;

        ck_assert_int_eq(rename(files[i], parked), 0);
        ck_ok(plume_intake_add(less.intake, w.folder, NULL, &error), error);
        if (plume_intake_read(less.intake, (plume_run_sink){ told_take, &less },
                              &error) == PLUME_OK) {
            records = plume_intake_records(less.intake);
            ck_assert(plume_records_balance(&records));
            ck_assert_msg(less.runs <= one->runs + one->more_runs,
                          "%s without %s: %zu runs", one->name, files[i], less.runs);
            ck_assert_msg(sums_of(&less).duration_s <= most_s, "%s without %s: %g s",
                          one->name, files[i], sums_of(&less).duration_s);
            ck_assert_msg(less.energy_kwh * 1e3 <= most_wh * 1.001 + 1e-9,
                          "%s without %s: %g Wh", one->name, files[i],
                          less.energy_kwh * 1e3);
        }
        ck_assert_int_eq(rename(parked, files[i]), 0);
        told_end(&less);
    }
    free(aside);
    told_end(&w);
}
END_TEST

/* The totals of a folder whose logs are named one by one, the last one first. */
START_TEST(the_order_of_files_changes_no_total)
{
    const pair *one = &pairs[_i];
    told_world w = told_begin();
    plume_error unused = { .status = PLUME_OK };

    file_count = 0;
    if (one->from[0] == NULL && fill(w.folder, one))
        nftw(w.folder, note_file, 8, FTW_PHYS);
    for (size_t i = file_count; i-- > 0;)
        ck_ok(plume_intake_add(w.intake, files[i], NULL, &error), error);
    if (file_count > 0) {
        ck_ok(plume_intake_read(w.intake, (plume_run_sink){ told_take, &w }, &unused),
              unused);
        ck_assert_uint_eq(w.runs, one->runs);
        near(one, "Wh", w.energy_kwh * 1e3, one->total_wh);
        near(one, "device-hours", w.device_hours, one->device_hours);
        near(one, "Wh idle", sums_of(&w).idle_wh, one->idle_wh);
    }
    told_end(&w);
}
END_TEST

static plume_pair said;

/* The first pair, with one word of the user's. */
static told_world told_with(const char *left, const char *right, bool same)
{
    told_world w = { .folder = test_folder() };
    plume_evidence_options options = { .same = same ? &said : NULL,
                                       .same_count = same,
                                       .distinct = same ? NULL : &said,
                                       .distinct_count = !same };

    said = (plume_pair){ left, right };
    memset(&error, 0, sizeof error);
    ck_ok(plume_notes_new(&w.notes, &error), error);
    ck_ok(plume_intake_new(&w.intake, w.notes, &error), error);
    ck_ok(plume_evidence_attach(w.intake, &options, &error), error);
    scheduler_tracker_and_smi(w.folder);
    return w;
}

START_TEST(what_the_user_calls_distinct_is_not_doubted)
{
    told_world w = told_with("*emissions.csv:P", "*jobs.psv:5?1", false);

    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert(!told_note(&w, "may-be-inside") && !told_note(&w, "same-by-times"));
    told_end(&w);
}
END_TEST

START_TEST(a_trace_that_the_user_calls_distinct_covers_no_run)
{
    told_world w = told_with("*emissions.csv", "*gpu.csv", false);

    told_read(&w, NULL);
    ck_assert_uint_ge(w.runs, 1);
    ck_assert_double_eq_tol(w.run[0].gpu_kwh, 0.78, 1e-9);
    told_end(&w);
}
END_TEST

START_TEST(an_entry_that_stands_for_no_run_is_an_error)
{
    told_world w = told_with("*emissions.csv:X", "*jobs.psv", true);

    ck_ok(plume_intake_add(w.intake, w.folder, NULL, &error), error);
    ck_assert_int_eq(
        plume_intake_read(w.intake, (plume_run_sink){ told_take, &w }, &error),
        PLUME_ERR_VALUE);
    ck_assert_ptr_nonnull(strstr(error.message, "no run is '*emissions.csv:X'"));
    told_end(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, what_the_user_calls_distinct_is_not_doubted);
    tcase_add_test(tcase, a_trace_that_the_user_calls_distinct_covers_no_run);
    tcase_add_test(tcase, an_entry_that_stands_for_no_run_is_an_error);
    int count = (int)(sizeof pairs / sizeof pairs[0]);

    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, each_pair_is_counted_once, 0, count);
    tcase_add_loop_test(tcase, a_missing_file_counts_nothing_twice, 0, count);
    tcase_add_loop_test(tcase, the_order_of_files_changes_no_total, 0, count);
}

int main(void)
{
    return test_main("pairs", add);
}
