/* Every trial of Ray Tune and every W&B run of third parties gives the totals that were
 * computed apart from Plume; the folders' SOURCES.md have the tables that these figures
 * are typed from. */
#include "support/support.h"

#include "logs/framed/block_log.h"
#include "logs/power/boards.h"
#include "readers/trackers/wandb/record.h"

enum { RUNS_MAX = 32 };

typedef struct seen_run {
    char id[64], name[128], reader[32], machine[128], host[64], device[64], note[512];
    plume_state state;
    plume_role role;
    double duration_s, device_count, start_s, end_s, energy_kwh, coverage;
} seen_run;

typedef struct seen {
    seen_run run[RUNS_MAX];
    size_t count;
    plume_records records;
} seen;

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    seen *all = state;
    seen_run *kept = &all->run[all->count++];

    (void)error;
    ck_assert_uint_le(all->count, RUNS_MAX);
    snprintf(kept->id, sizeof kept->id, "%s", run->id);
    snprintf(kept->name, sizeof kept->name, "%s", run->name);
    snprintf(kept->reader, sizeof kept->reader, "%s", run->origin.reader);
    snprintf(kept->machine, sizeof kept->machine, "%s", run->machine);
    snprintf(kept->note, sizeof kept->note, "%s", run->note);
    snprintf(kept->host, sizeof kept->host, "%s", run->host);
    snprintf(kept->device, sizeof kept->device, "%s", run->device);
    kept->state = run->state;
    kept->role = run->role;
    kept->duration_s = run->duration_s;
    kept->device_count = run->device_count;
    kept->start_s = run->start_s;
    kept->end_s = run->end_s;
    kept->energy_kwh = run->energy.total_kwh;
    kept->coverage = run->energy.coverage;
    return PLUME_OK;
}

/* False: the samples are not there. */
static bool read_samples(seen *all, const char *below)
{
    char *path = test_samples(below);
    plume_intake *intake;
    plume_error error = { 0 };

    memset(all, 0, sizeof *all);
    if (path == NULL)
        return false;
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    ck_ok(plume_intake_add(intake, path, NULL, &error), error);
    ck_ok(plume_intake_read(intake, (plume_run_sink){ take, all }, &error), error);
    all->records = plume_intake_records(intake);
    plume_intake_free(intake);
    free(path);
    return true;
}

/* --- Ray Tune --- */

static const struct {
    const char *name;
    double total_s, device_count, first_s, last_s, first_iteration_s;
} trials[] = {
    { "A2C_BeamRider", 419.727, 1, 1534819438, 1534819838, 20.1 },
    { "A2C_Breakout", 420.673, 1, 1534819438, 1534819839, 20.0 },
    { "A2C_Qbert", 420.085, 1, 1534819438, 1534819838, 20.0 },
    { "A2C_SpaceInvaders", 419.082, 1, 1534819438, 1534819837, 20.2 },
    { "IMPALA_PongNoFrameskip-v4_0_2018-11-10_00-17-22", 248.549, 2, 1541809092,
      1541809330, 11.0 },
    { "IMPALA_PongNoFrameskip-v4_0_2018-11-10_03-45-30", 509.372, 2, 1541821573,
      1541822073, 10.6 },
};

static const seen_run *find_run(const seen *all, const char *name, const char *reader)
{
    for (size_t i = 0; i < all->count; i++)
        if (strncmp(all->run[i].name, name, strlen(name)) == 0 &&
            strcmp(all->run[i].reader, reader) == 0)
            return &all->run[i];
    ck_abort_msg("%s: no such run by %s", name, reader);
    return NULL;
}

static void check_trial(const seen_run *run, int i)
{
    ck_assert_msg(fabs(run->duration_s - trials[i].total_s) <= 0.0005,
                  "%s: %.6f s, not %.3f", run->name, run->duration_s, trials[i].total_s);
    ck_assert_double_eq(run->device_count, trials[i].device_count);
    ck_assert_double_eq(run->end_s, trials[i].last_s);
    ck_assert(fabs(run->start_s - (trials[i].first_s - trials[i].first_iteration_s)) <=
              0.05);
    ck_assert_int_eq(run->state, PLUME_STATE_UNKNOWN);
    ck_assert_int_eq(run->role, PLUME_ROLE_SEARCH);
}

START_TEST(a_trial_of_ray_gives_its_independent_totals)
{
    seen all;

    if (!read_samples(&all, "ray-tune"))
        return;
    ck_assert_uint_eq(all.count, 10);
    check_trial(find_run(&all, trials[_i].name, "ray_result"), _i);
}
END_TEST

START_TEST(an_experiment_state_gives_its_four_trials)
{
    seen all;

    if (!read_samples(&all, "ray-tune/atari-ppo-2018-09"))
        return;
    ck_assert_uint_eq(all.count, 4);
    ck_assert_str_eq(all.run[0].id, "51f92a76");
    ck_assert_int_eq(all.run[0].state, PLUME_STATE_FAILED);
    ck_close(all.run[0].duration_s, 27360.813094854355, 1e-15);
    ck_close(all.run[0].start_s, 1579524579.0623226, 1e-15);
    ck_assert_int_eq(all.run[1].state, PLUME_STATE_RUNNING);
    ck_close(all.run[1].start_s, 1579551979.0979192, 1e-15);
    for (size_t i = 1; i < all.count; i++)
        ck_assert(isnan(all.run[i].duration_s));
    for (size_t i = 0; i < all.count; i++)
        ck_assert_double_eq(all.run[i].device_count, 1.0);
    ck_assert_int_eq(all.run[2].state, PLUME_STATE_WAITING);
    ck_assert_int_eq(all.run[3].state, PLUME_STATE_WAITING);
}
END_TEST

/* progress.csv alone, as a file of its own, tells what result.json tells. */
START_TEST(a_progress_file_alone_gives_the_same_trial)
{
    static const char below[] =
        "ray-tune/pong-speedrun/pong-impala-lowlatency-32/"
        "IMPALA_PongNoFrameskip-v4_0_2018-11-10_03-45-30PllGMK/progress.csv";
    seen all;

    if (!read_samples(&all, below))
        return;
    ck_assert_uint_eq(all.count, 1);
    ck_assert_str_eq(all.run[0].reader, "ray_progress");
    check_trial(&all.run[0], 5);
}
END_TEST

/* --- Weights & Biases --- */

/* Whole traces as SOURCES.md has them, to the digits printed there; the energy of a run
 * is that of its own time, which ends with its last record of output, or with its exit
 * record, whose runtime is cut to whole seconds and no less than the records before it.
 */
static const struct {
    const char *id, *trace;
    plume_state state;
    double energy_j; /* of the run; NAN: no two samples lie in its time */
    double duration_s;
} wandb_runs[] = {
    { "ysa65ot4", "6 samples, 24,101.726 J over 150.014 s", PLUME_STATE_UNKNOWN, NAN,
      33.734 },
    { "ncynrli8", "6 samples, 25,260.695 J over 143.568 s", PLUME_STATE_FAILED, 25260.695,
      204.0 },
    { "ih4nnsnj", NULL, PLUME_STATE_FAILED, NAN, 4.794 },
    { "t9nlj7ce", "187 samples, 958,521.009 J over 5,610.501 s", PLUME_STATE_UNKNOWN,
      360292.022, 2148.113 },
    { "lhtpv4zw", "106 samples, 542,028.876 J over 3,180.279 s", PLUME_STATE_UNKNOWN,
      440518.824, 2619.673 },
};

static const seen_run *find_id(const seen *all, const char *id)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->run[i].id, id) == 0)
            return &all->run[i];
    ck_abort_msg("no run %s", id);
    return NULL;
}

START_TEST(a_wandb_file_gives_its_independent_totals)
{
    const seen_run *run;
    seen all;

    if (!read_samples(&all, "wandb/wandb"))
        return;
    ck_assert_uint_eq(all.count, 5);
    ck_assert_uint_eq(all.records.rejected, 0);
    run = find_id(&all, wandb_runs[_i].id);
    if (wandb_runs[_i].trace != NULL)
        ck_assert_msg(strstr(run->note, wandb_runs[_i].trace) != NULL, "%s: %s", run->id,
                      run->note);
    ck_assert_int_eq(run->state, wandb_runs[_i].state);
    ck_assert(fabs(run->duration_s - wandb_runs[_i].duration_s) <= 0.0005);
    ck_assert_str_eq(run->host, "zeuslecco");
    ck_assert_str_eq(run->device, "NVIDIA A40");
    ck_assert_double_eq(run->device_count, 1.0);
    if (isnan(wandb_runs[_i].energy_j))
        ck_assert(isnan(run->energy_kwh));
    else
        ck_assert(fabs(run->energy_kwh * 3.6e6 - wandb_runs[_i].energy_j) <= 0.0005);
}
END_TEST

START_TEST(runs_on_one_board_have_one_machine)
{
    seen all;

    if (!read_samples(&all, "wandb/wandb"))
        return;
    ck_assert_str_eq(find_id(&all, "t9nlj7ce")->machine, "zeuslecco GPU 0");
    ck_assert_str_eq(find_id(&all, "lhtpv4zw")->machine, "zeuslecco GPU 0");
}
END_TEST

static void take_all(plume_boards *power, plume_bytes record)
{
    plume_wandb_kind kind;
    plume_bytes message;
    plume_wandb_reading reading;
    plume_proto proto;
    plume_error error;

    ck_assert(plume_wandb_record_open(record, &kind, &message));
    if (kind != PLUME_WANDB_STATS)
        return;
    proto = plume_proto_open(message);
    while (plume_wandb_stats_next(&proto, &reading)) {
        plume_board_reading taken = {
            "0", reading.is_power ? PLUME_BOARD_WATTS : PLUME_BOARD_USED, reading.value
        };

        if (reading.device.length > 0)
            ck_ok(
                plume_boards_take(power, plume_wandb_stats_time(message), taken, &error),
                error);
    }
}

/* The samples of a file up to end_s. False: the file is not there. */
static bool sum_window(plume_board_energy *energy, const char *below, double end_s)
{
    char *path = test_samples(below);
    plume_input_options options;
    plume_boards *power;
    plume_source_stream *source;
    plume_block_log *blocks;
    plume_block_record record = { .event = PLUME_BLOCK_RECORD };
    plume_error error;
    bool found = path != NULL;

    plume_input_options_init(&options);
    power = plume_boards_new(&options);
    ck_assert_ptr_nonnull(power);
    if (found) {
        ck_ok(plume_source_open(&source, path, &error), error);
        ck_ok(plume_block_log_open(&blocks, source, 7, &error), error);
        while (record.event == PLUME_BLOCK_RECORD) {
            ck_ok(plume_block_log_next(blocks, &record, &error), error);
            if (record.event == PLUME_BLOCK_RECORD)
                take_all(power, record.bytes);
        }
        ck_ok(plume_boards_sum(energy, power, -INFINITY, end_s, &error), error);
        plume_block_log_close(blocks);
        plume_source_close(source);
    }
    plume_boards_free(power);
    free(path);
    return found;
}

/* The training windows of SOURCES.md end with the last line of output.log, one line
 * before the last record of output. */
START_TEST(a_window_holds_the_joules_that_were_computed_for_it)
{
    static const struct {
        const char *file;
        double end_s, energy_j;
        uint64_t samples;
    } windows[] = {
        { "wandb/wandb/run-20240531_135228-t9nlj7ce/run-t9nlj7ce.wandb",
          1717165665.610956, 355261, 69 },
        { "wandb/wandb/run-20240531_143251-lhtpv4zw/run-lhtpv4zw.wandb",
          1717168560.880875, 435482, 85 },
    };

    for (size_t i = 0; i < 2; i++) {
        plume_board_energy energy;

        if (!sum_window(&energy, windows[i].file, windows[i].end_s))
            return;
        ck_assert(fabs(energy.energy_j - windows[i].energy_j) <= 0.5);
        ck_assert_uint_eq(energy.samples, windows[i].samples);
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_trial_of_ray_gives_its_independent_totals, 0,
                        (int)(sizeof trials / sizeof *trials));
    tcase_add_test(tcase, an_experiment_state_gives_its_four_trials);
    tcase_add_test(tcase, a_progress_file_alone_gives_the_same_trial);
    tcase_add_loop_test(tcase, a_wandb_file_gives_its_independent_totals, 0,
                        (int)(sizeof wandb_runs / sizeof *wandb_runs));
    tcase_add_test(tcase, runs_on_one_board_have_one_machine);
    tcase_add_test(tcase, a_window_holds_the_joules_that_were_computed_for_it);
}

int main(void)
{
    return test_main("third-party Ray Tune and W&B", add);
}
