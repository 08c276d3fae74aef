/* Four times as many accounts are held against each other four times as often. */
#include "support/support.h"

#include "evidence/accounts/order.h"
#include "evidence/groups/twins.h"
#include "evidence/rules/rules.h"

static plume_error error;
static plume_book *book;
static plume_groups *groups;
static uint64_t seed;

static unsigned below(unsigned bound)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % bound;
}

static void tell(plume_run *run, const char *reader, double start_s, double end_s,
                 uint32_t input)
{
    run->origin.reader = reader;
    run->origin.path = reader;
    run->start_s = start_s;
    run->end_s = end_s;
    run->duration_s = end_s - start_s;
    ck_ok(plume_book_add(book, run, reader, input, false, &error), error);
}

static void tell_length(plume_run *run, const char *reader, double length_s,
                        uint32_t input)
{
    run->origin.reader = reader;
    run->origin.path = reader;
    run->start_s = run->end_s = (double)NAN;
    run->duration_s = length_s;
    ck_ok(plume_book_add(book, run, reader, input, false, &error), error);
}

/* Jobs on one kind of device, and rows of a tracker on another within their hours. */
static void add_devices(unsigned i, unsigned count)
{
    plume_run run;

    (void)count;
    plume_run_init(&run);
    run.energy.scope = PLUME_SCOPE_DEVICE;
    run.device = "V100";
    run.device_count = 1 + i % 8;
    tell(&run, "slurm", 0.0, 3700.0, 0);
    run.device = "NVIDIA A100-SXM4-80GB";
    tell(&run, "codecarbon", 60.0, 3600.0, 1);
}

/* The same on a host each. */
static void add_hosts(unsigned i, unsigned count)
{
    char host[16];
    plume_run run;

    (void)count;
    snprintf(host, sizeof host, "n%u", i);
    plume_run_init(&run);
    run.host = host;
    tell(&run, "slurm", 0.0, 3700.0, 0);
    snprintf(host, sizeof host, "m%u", i);
    tell(&run, "codecarbon", 60.0, 3600.0, 1);
}

/* Logs of two readers with three runs each, whose clocks have no zone, and whose times no
 * other log has. */
static void add_logs(unsigned i, unsigned count)
{
    static const char *const readers[] = { "codecarbon", "eco2ai" };
    plume_run run;

    plume_run_init(&run);
    run.keys.clock = PLUME_CLOCK_NAIVE;
    for (unsigned k = 0; k < 6; k++) {
        double start_s = 1e6 + below(1500 * count), length_s = 300.0 + below(2700);

        tell(&run, readers[k / 3], start_s, start_s + length_s, 2 * i + k / 3);
    }
}

/* One folder, in which one run after the other was told by two readers. */
static void add_sessions(unsigned i, unsigned count)
{
    char folder[16];
    plume_run run;

    (void)count;
    snprintf(folder, sizeof folder, "/runs/out");
    plume_run_init(&run);
    run.keys.folder = folder;
    tell(&run, "wandb", 100.0 * i, 100.0 * i + 80.0, 0);
    tell(&run, "tensorboard", 100.0 * i + 1.0, 100.0 * i + 79.0, 1);
}

typedef struct shape {
    const char *name;
    void (*add)(unsigned i, unsigned count);
} shape;

static const shape shapes[] = { { "devices", add_devices },
                                { "hosts", add_hosts },
                                { "sessions", add_sessions },
                                { "logs", add_logs } };

static size_t looks(const shape *of, unsigned count)
{
    plume_relating relating = { 0 };
    size_t looked;

    seed = 7;
    ck_ok(plume_book_new(&book, &error), error);
    for (unsigned i = 0; i < count; i++)
        of->add(i, count);
    ck_ok(plume_book_ready(book, &error), error);
    ck_ok(plume_groups_new(&groups, book, (plume_apart){ NULL, NULL, NULL }, &error),
          error);
    relating.book = book;
    relating.groups = groups;
    ck_ok(plume_relate(&relating, &error), error);
    looked = relating.looked;
    free(relating.doubt);
    plume_groups_free(groups);
    plume_book_free(book);
    return looked;
}

/* Where nobody is looked at, nobody is. */
START_TEST(what_is_held_against_each_other_grows_with_the_accounts)
{
    size_t few = looks(&shapes[_i], 250), many = looks(&shapes[_i], 1000);

    ck_assert_msg((double)many <= 4.3 * (double)few + 100.0,
                  "%s: %zu of 250, %zu of 1,000", shapes[_i].name, few, many);
}
END_TEST

/* Runs of a table, and of a log, without times, with them in the log alone, and all of
 * them at one time, where each finds another. */
static size_t looks_for_same(unsigned count, int kind)
{
    uint8_t *bits = calloc(2 * count / 8 + 1, 1);
    plume_twins twins;
    size_t looked;
    plume_run run;

    ck_assert_ptr_nonnull(bits);
    seed = 9;
    ck_ok(plume_book_new(&book, &error), error);
    plume_run_init(&run);
    for (unsigned i = 0; i < count; i++) {
        double start_s = below(1000000);

        if (kind == 2)
            tell(&run, "tidy", 0.0, 60.0, 0);
        else
            tell_length(&run, "tidy", 60.0 + below(500), 0);
        if (kind == 2)
            tell(&run, "wandb", 9000.0, 9060.0, 1);
        else if (kind == 1)
            tell(&run, "wandb", start_s, start_s + 60.0 + below(500), 1);
        else
            tell_length(&run, "wandb", 60.0 + below(500), 1);
    }
    ck_ok(plume_book_ready(book, &error), error);
    ck_ok(plume_groups_new(&groups, book, (plume_apart){ NULL, NULL, NULL }, &error),
          error);
    for (uint32_t i = 0; i < book->count; i++)
        if (strcmp(book->reader[book->account[i].reader], "wandb") == 0)
            bits[i / 8] |= (uint8_t)(1u << i % 8);
    ck_assert(plume_twins_init(&twins, groups, bits));
    if (kind == 2)
        ck_assert(plume_twins_pass_taken(&twins));
    for (uint32_t i = 0; i < book->count; i++) {
        uint32_t right = PLUME_NOBODY;

        if ((bits[i / 8] >> i % 8 & 1) == 0)
            right = plume_twins_nearest(&twins, i);
        if (kind == 2 && (bits[i / 8] >> i % 8 & 1) == 0)
            ck_assert(plume_groups_join(groups, i, right, PLUME_RULE_USER));
    }
    looked = twins.looked;
    plume_twins_dispose(&twins);
    plume_groups_free(groups);
    plume_book_free(book);
    free(bits);
    return looked;
}

START_TEST(two_logs_that_are_the_same_are_not_held_each_against_each)
{
    size_t few = looks_for_same(300, _i), many = looks_for_same(1200, _i);

    ck_assert_msg((double)many <= 4.3 * (double)few, "%zu of 300, %zu of 1,200", few,
                  many);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, two_logs_that_are_the_same_are_not_held_each_against_each,
                        0, 3);
    tcase_add_loop_test(tcase, what_is_held_against_each_other_grows_with_the_accounts, 0,
                        sizeof shapes / sizeof shapes[0]);
}

int main(void)
{
    return test_main("growth", add);
}
