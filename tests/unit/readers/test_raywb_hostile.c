/* Every sample of Ray Tune and W&B, cut at each sixteenth, with bytes flipped, empty,
 * under another name: read or refused, with balanced records, and never less without a
 * word. */
#include "support/support.h"

#include <dirent.h>
#include <sys/stat.h>

#include "logs/read_log.h"

#include "readers/registry.h"

enum { PARTS = 16, FLIPS = 48, FILES_MAX = 256 };

static const char *const readers[] = { "ray_progress", "ray_result", "ray_state",
                                       "wandb_csv",    "wandb_file", "wandb_folder" };

/* What the whole file gives. */
typedef struct outcome {
    double duration_s, energy_kwh;
    uint64_t runs, told; /* notes */
    plume_records records;
    plume_status status;
} outcome;

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    outcome *got = state;

    (void)error;
    got->runs++;
    got->duration_s += isnan(run->duration_s) ? 0.0 : run->duration_s;
    got->energy_kwh += isnan(run->energy.total_kwh) ? 0.0 : run->energy.total_kwh;
    return PLUME_OK;
}

static outcome read_bytes(const plume_reader *reader, const char *name, const void *bytes,
                          size_t length)
{
    outcome got = { .runs = 0 };
    plume_notes *notes;
    plume_error error = { 0 };

    ck_ok(plume_notes_new(&notes, &error), error);
    got.status =
        plume_log_read_bytes(reader, (plume_log_bytes){ name, bytes, length },
                             (plume_run_sink){ take, &got }, notes, &got.records, &error);
    got.told = plume_notes_count(notes);
    if (got.status == PLUME_OK) {
        ck_assert_msg(plume_records_balance(&got.records), "%s", name);
        ck_assert_uint_eq(got.records.used, got.runs);
    } else {
        ck_assert_msg(error.message[0] != '\0', "%s: refused without a reason", name);
    }
    plume_notes_free(notes);
    return got;
}

/* --- files below a folder --- */

typedef struct file_list {
    char *path[FILES_MAX];
    size_t count;
} file_list;

static bool ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);

    return length >= tail && strcmp(name + length - tail, ending) == 0;
}

static void collect(file_list *files, const char *folder)
{
    DIR *open = opendir(folder);
    const struct dirent *entry;

    ck_assert_msg(open != NULL, "%s", folder);
    while ((entry = readdir(open)) != NULL) {
        char path[4096];
        struct stat there;

        if (entry->d_name[0] == '.' || ends_in(entry->d_name, ".expected.json"))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        ck_assert_int_eq(stat(path, &there), 0);
        if (S_ISDIR(there.st_mode)) {
            collect(files, path);
            continue;
        }
        ck_assert_uint_lt(files->count, FILES_MAX);
        files->path[files->count] = strdup(path);
        ck_assert_ptr_nonnull(files->path[files->count++]);
    }
    closedir(open);
}

typedef void (*checker)(const plume_reader *reader, const char *path, const char *bytes,
                        size_t length);

static void for_each_file(const char *name, checker check)
{
    const plume_reader *reader = plume_readers_find(name);
    file_list files = { .count = 0 };
    char below[128], *folder;

    ck_assert_ptr_nonnull(reader);
    snprintf(below, sizeof below, "tests/samples/%s", name);
    folder = test_path(below);
    collect(&files, folder);
    ck_assert_uint_gt(files.count, 0);
    for (size_t i = 0; i < files.count; i++) {
        size_t length;
        char *bytes = test_slurp(files.path[i], &length);

        ck_assert_ptr_nonnull(bytes);
        check(reader, files.path[i], bytes, length);
        free(bytes);
        free(files.path[i]);
    }
    free(folder);
}

/* --- cut --- */

/* A table may end behind any row: nothing shows that there were more. */
static bool shows_its_end(const plume_reader *reader)
{
    return strcmp(reader->name, "wandb_csv") != 0;
}

static void check_cut(const plume_reader *reader, const char *path, const char *bytes,
                      size_t length)
{
    outcome whole = read_bytes(reader, path, bytes, length);

    for (size_t part = 0; part < PARTS; part++) {
        outcome got = read_bytes(reader, path, bytes, length * part / PARTS);
        bool less =
            got.duration_s < whole.duration_s || got.energy_kwh < whole.energy_kwh;

        if (got.status == PLUME_OK && got.runs > 0 && less && shows_its_end(reader))
            ck_assert_msg(got.told > 0, "%s: %zu/16 is read as if it were all", path,
                          part);
    }
}

START_TEST(a_sample_cut_anywhere_is_refused_or_told)
{
    for_each_file(readers[_i], check_cut);
}
END_TEST

/* --- flipped --- */

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static void check_flips(const plume_reader *reader, const char *path, const char *bytes,
                        size_t length)
{
    uint64_t state = length;
    char *changed = malloc(length + 1);

    ck_assert_ptr_nonnull(changed);
    for (int i = 0; i < FLIPS && length > 0; i++) {
        memcpy(changed, bytes, length);
        for (int flips = 0; flips <= i / 8; flips++)
            changed[next_random(&state) % length] ^=
                (char)(1u << (next_random(&state) % 8));
        (void)read_bytes(reader, path, changed, length);
    }
    free(changed);
}

START_TEST(a_sample_with_flipped_bits_is_read_or_refused)
{
    for_each_file(readers[_i], check_flips);
}
END_TEST

/* --- every reader on everything --- */

static const char *forced;

static void check_forced(const plume_reader *reader, const char *path, const char *bytes,
                         size_t length)
{
    (void)reader;
    (void)read_bytes(plume_readers_find(forced), path, bytes, length);
}

START_TEST(a_log_of_another_format_is_read_or_refused)
{
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        forced = readers[i];
        for_each_file(readers[_i], check_forced);
    }
}
END_TEST

START_TEST(an_empty_log_has_no_run)
{
    outcome got = read_bytes(plume_readers_find(readers[_i]), "empty", "", 0);

    ck_assert_uint_eq(got.runs, 0);
}
END_TEST

static void add(TCase *tcase)
{
    int count = (int)(sizeof readers / sizeof readers[0]);

    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, a_sample_cut_anywhere_is_refused_or_told, 0, count);
    tcase_add_loop_test(tcase, a_sample_with_flipped_bits_is_read_or_refused, 0, count);
    tcase_add_loop_test(tcase, a_log_of_another_format_is_read_or_refused, 0, count);
    tcase_add_loop_test(tcase, an_empty_log_has_no_run, 0, count);
}

int main(void)
{
    return test_main("hostile Ray Tune and W&B", add);
}
