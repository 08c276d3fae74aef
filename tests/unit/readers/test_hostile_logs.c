/* Every sample of the readers below, cut at each sixteenth, with bits flipped, and empty:
 * whatever is read must add up, and whatever is not must say why. */
#include "support/support.h"

#include <dirent.h>
#include <sys/stat.h>

#include "logs/read_log.h"

#include "readers/registry.h"

static const char *const names[] = {
    "autogluon", "carbontracker", "codecarbon",     "codecarbon_json", "darts",
    "eco2ai",    "hf_trainer",    "impact_tracker", "keras_tuner",     "lightning",
    "nasbench",  "slurm",         "smac",           "tensorboard",     "tidy",
};
enum { CUTS = 16, FLIPS = 64 };

static size_t tried;

static plume_status count(void *state, const plume_run *run, plume_error *error)
{
    (void)error;
    ck_assert(!(run->duration_s < 0) && !(run->energy.total_kwh < 0));
    ++*(uint64_t *)state;
    return PLUME_OK;
}

static void read_bytes(const plume_reader *reader, const char *name, const char *bytes,
                       size_t length)
{
    uint64_t runs = 0;
    plume_records records = { 0 };
    plume_error error = { 0 };
    plume_status status =
        plume_log_read_bytes(reader, (plume_log_bytes){ name, bytes, length },
                             (plume_run_sink){ count, &runs }, NULL, &records, &error);

    tried++;
    if (status != PLUME_OK) {
        ck_assert_msg(error.message[0] != '\0', "%s: refused without a reason", name);
        return;
    }
    ck_assert(plume_records_balance(&records));
    ck_assert_uint_eq(records.used, runs);
}

/* The same bytes for every run of the test. */
static uint64_t next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static void read_damaged(const plume_reader *reader, const char *name, char *bytes,
                         size_t length)
{
    uint64_t state = length;

    read_bytes(reader, name, "", 0);
    read_bytes(reader, name, bytes, length);
    for (size_t i = 1; i < CUTS; i++)
        read_bytes(reader, name, bytes, length * i / CUTS);
    for (size_t i = 0; i < FLIPS && length > 0; i++) {
        size_t at = next(&state) % length;
        char before = bytes[at];

        bytes[at] = (char)(before ^ (1 << next(&state) % 8));
        read_bytes(reader, name, bytes, length);
        bytes[at] = before;
    }
}

static void walk(const plume_reader *reader, const char *folder)
{
    DIR *open = opendir(folder);
    const struct dirent *entry;

    ck_assert_msg(open != NULL, "%s is missing", folder);
    while ((entry = readdir(open)) != NULL) {
        char path[4096];
        struct stat there;

        if (entry->d_name[0] == '.' || strstr(entry->d_name, ".expected.") != NULL)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        ck_assert_int_eq(stat(path, &there), 0);
        if (S_ISDIR(there.st_mode)) {
            walk(reader, path);
        } else {
            size_t length;
            char *bytes = test_slurp(path, &length);

            ck_assert_ptr_nonnull(bytes);
            read_damaged(reader, entry->d_name, bytes, length);
            free(bytes);
        }
    }
    closedir(open);
}

START_TEST(a_damaged_log_is_refused_with_a_reason_or_adds_up)
{
    const plume_reader *reader = plume_readers_find(names[_i]);
    char below[128], *folder;

    ck_assert_ptr_nonnull(reader);
    snprintf(below, sizeof below, "tests/samples/%s", names[_i]);
    folder = test_path(below);
    tried = 0;
    walk(reader, folder);
    ck_assert_uint_gt(tried, CUTS + FLIPS);
    free(folder);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, a_damaged_log_is_refused_with_a_reason_or_adds_up, 0,
                        (int)(sizeof names / sizeof names[0]));
}

int main(void)
{
    return test_main("hostile logs", add);
}
