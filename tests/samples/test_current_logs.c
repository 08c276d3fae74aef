/* Logs of the releases of today, as their tools wrote them, against what SOURCES.md
 * beside each says of them; each is taken by the reader that its head asks for. */
#include "support/support.h"

#include "core/number/units.h"
#include "logs/read_log.h"
#include "readers/registry.h"

typedef struct truth {
    const char *log; /* in the shared folder */
    const char *reader;
    size_t runs;
    double duration_s, joules, device_s; /* sums; device_s 0: no devices are told */
} truth;

static const truth truths[] = {
    { "cases/perf-table.txt", "perf_table", 1, 10.5, 1358.01, 0 },
    { "cases/sacct.json", "sacct_json", 1, 36000, 15 * JOULES_PER_KWH, 288000 },
#define SUBMITIT "current/crossed-submitit/six-jobs/"
    { SUBMITIT "29415/29415_0_log.out", "submitit", 1, 6.086, 0, 0 },
    { SUBMITIT "29466/29466_0_log.out", "submitit", 1, 4.018, 0, 0 },
    { SUBMITIT "29481/29481_0_log.out", "submitit", 1, 5.025, 0, 0 },
    { SUBMITIT "29481/29481_1_log.out", "submitit", 1, 5.032, 0, 0 },
    { SUBMITIT "29483/29483_0_log.out", "submitit", 1, 28.945, 0, 0 },
    /* 29.3, 29.9 and 16.5 s, less what its end took */
    { SUBMITIT "29508/29508_0_log.out", "submitit", 1, 75.691, 0, 0 },
    { SUBMITIT "29524/29524_0_log.out", "submitit", 1, 0, 0, 0 },
    /* jobs 3 (twice), 1, 7, 17 (12 s of 42), 19 (four steps at once) */
    { "current/slurm-22.05.8/sacct.json", "sacct_json", 6, 132, 54339, 249 },
    /* jobs 1, 3 (twice), 7, 10, 18 (four steps at once), 20 (with .extern) */
    { "current/slurm-26.05.5/sacct.json", "sacct_json", 7, 157, 69572, 298 },
};

typedef struct sums {
    size_t runs;
    double duration_s, joules, device_s;
} sums;

static void add(double *sum, double more)
{
    *sum += isnan(more) ? 0.0 : more;
}

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    sums *got = state;

    (void)error;
    got->runs++;
    add(&got->duration_s, run->duration_s);
    add(&got->joules, run->energy.total_kwh * JOULES_PER_KWH);
    add(&got->device_s, run->duration_s * run->device_count);
    return PLUME_OK;
}

static const plume_reader *reader_of(const char *path, const char *text, size_t length)
{
    plume_head head = { .bytes = text, .length = length, .path = path };
    const plume_reader *best = NULL;
    char *name = plume_head_name(path);
    int surest = 0;

    head.name = name;
    for (size_t i = 0; i < plume_readers_count(); i++) {
        int sure = plume_readers_at(i)->confidence(&head);

        if (sure > surest) {
            surest = sure;
            best = plume_readers_at(i);
        }
    }
    free(name);
    return best;
}

/* NULL when it is not there, which has been said. */
static char *shared(const char *below)
{
    char path[300];

    snprintf(path, sizeof path, "../%s", below);
    return test_samples(path);
}

START_TEST(a_log_of_today_gives_its_truth)
{
    const truth *wanted = &truths[_i];
    char *path = shared(wanted->log), *text;
    const plume_reader *reader;
    sums got = { 0 };
    plume_error error = { 0 };
    size_t length;

    if (path == NULL)
        return;
    text = test_slurp(path, &length);
    ck_assert_ptr_nonnull(text);
    reader = reader_of(path, text, length);
    ck_assert_msg(reader != NULL && strcmp(reader->name, wanted->reader) == 0,
                  "%s is taken by %s", wanted->log,
                  reader != NULL ? reader->name : "none");
    ck_ok(plume_log_read_bytes(reader, (plume_log_bytes){ path, text, length },
                               (plume_run_sink){ take, &got }, NULL, NULL, &error),
          error);
    ck_assert_msg(got.runs == wanted->runs, "%s: %zu runs", wanted->log, got.runs);
    ck_assert_msg(fabs(got.duration_s - wanted->duration_s) < 0.05, "%s: %g s",
                  wanted->log, got.duration_s);
    ck_assert_msg(fabs(got.joules - wanted->joules) <= 1e-3 * wanted->joules, "%s: %g J",
                  wanted->log, got.joules);
    ck_assert_msg(wanted->device_s == 0 || fabs(got.device_s - wanted->device_s) < 0.05,
                  "%s: %g device-seconds", wanted->log, got.device_s);
    free(text);
    free(path);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_log_of_today_gives_its_truth, 0,
                        (int)(sizeof truths / sizeof truths[0]));
}

int main(void)
{
    return test_main("current_logs", add_tests);
}
