/* Every reader of the registry on every sample: cut, with bits flipped, emptied, and on
 * the samples of all others. Whatever is read adds up and can be; whatever is not says
 * why; and a part is never taken for the whole without a word. A new reader is here by
 * its samples. */
#include "support/support.h"

#include <dirent.h>
#include <sys/stat.h>

#include "logs/read_log.h"
#include "readers/registry.h"

enum { PARTS = 16, FLIPS = 48, DATABASE_FLIPS = 250, FILES_MAX = 512 };
#define ENERGY_MOST_KWH 1e15

/* --- one log --- */

typedef struct outcome {
    plume_status status;
    plume_error error;
    double duration_s, energy_kwh;
    uint64_t runs, notes;
    plume_records records;
} outcome;

static const char *file; /* named in every failure */

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    outcome *got = state;
    double energy_kwh = run->energy.total_kwh;

    (void)error;
    ck_assert_msg(!(run->duration_s < 0.0), "%s: a negative time", file);
    ck_assert_msg(isnan(energy_kwh) ||
                      (energy_kwh >= 0.0 && energy_kwh < ENERGY_MOST_KWH),
                  "%s: an energy that cannot be", file);
    ck_assert_msg(!(run->energy.coverage < 0.0 || run->energy.coverage > 1.0),
                  "%s: a coverage that cannot be", file);
    got->runs++;
    got->duration_s += isnan(run->duration_s) ? 0.0 : run->duration_s;
    got->energy_kwh += isnan(energy_kwh) ? 0.0 : energy_kwh;
    return PLUME_OK;
}

static void look_at(const plume_reader *reader, const void *bytes, size_t length)
{
    char *text = malloc(PLUME_HEAD_BYTES + 1);
    plume_source_stream *source;
    plume_error error;
    plume_head head;
    int sure;

    ck_assert_ptr_nonnull(text);
    memset(&head, 0, sizeof head);
    ck_ok(plume_source_open_memory(&source, bytes, length, file, &error), error);
    plume_head_read(source, text, &head.length, NULL);
    plume_source_close(source);
    head.bytes = text;
    head.name = head.path = file;
    sure = reader->confidence(&head);
    ck_assert(sure >= 0 && sure <= 100);
    free(text);
}

static bool is_one_of(const plume_reader *reader, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], reader->name) == 0)
            return true;
    return false;
}

/* One run for each record that is used; the samples of a trace are one run, and so are
 * the domains of one perf stat. */
static bool adds_up(const plume_reader *reader, const outcome *got)
{
    static const char *const joining[] = { "perf_stat" };

    return plume_records_balance(&got->records) &&
           (got->records.used == got->runs ||
            (got->records.used > got->runs &&
             (got->runs == 1 || is_one_of(reader, joining, 1))));
}

/* bytes are exactly as long as length, so that a sanitizer sees one read too many. */
static outcome read_bytes(const plume_reader *reader, const char *bytes, size_t length)
{
    outcome got = { .status = PLUME_OK };
    char *copy = malloc(length + (length == 0));
    plume_notes *notes;
    plume_error error;

    ck_assert_ptr_nonnull(copy);
    memcpy(copy, bytes, length);
    look_at(reader, copy, length);
    ck_ok(plume_notes_new(&notes, &error), error);
    got.status = plume_log_read_bytes(reader, (plume_log_bytes){ file, copy, length },
                                      (plume_run_sink){ take, &got }, notes, &got.records,
                                      &got.error);
    got.notes = plume_notes_count(notes);
    if (got.status == PLUME_OK) {
        ck_assert_msg(adds_up(reader, &got), "%s: %llu records used are %llu runs", file,
                      (unsigned long long)got.records.used, (unsigned long long)got.runs);
    } else {
        ck_assert_msg(got.error.message[0] != '\0', "%s: refused without a reason", file);
    }
    plume_notes_free(notes);
    free(copy);
    return got;
}

/* --- the samples of a reader --- */

typedef struct file_list {
    char *path[FILES_MAX];
    size_t count;
} file_list;

static void collect(file_list *files, const char *folder)
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
            collect(files, path);
            continue;
        }
        ck_assert_uint_lt(files->count, FILES_MAX);
        files->path[files->count] = strdup(path);
        ck_assert_ptr_nonnull(files->path[files->count++]);
    }
    closedir(open);
}

typedef void (*checker)(const plume_reader *reader, char *bytes, size_t length);

/* Calls check with reader and each sample of the one that is called name. */
static void for_each_sample(const plume_reader *reader, const char *name, checker check)
{
    file_list files = { .count = 0 };
    char below[128], *folder;

    snprintf(below, sizeof below, "tests/samples/%s", name);
    folder = test_path(below);
    collect(&files, folder);
    ck_assert_msg(files.count > 0, "%s: no samples", folder);
    for (size_t i = 0; i < files.count; i++) {
        size_t length;
        char *bytes = test_slurp(files.path[i], &length);

        ck_assert_ptr_nonnull(bytes);
        file = files.path[i];
        check(reader, bytes, length);
        free(bytes);
        free(files.path[i]);
    }
    free(folder);
}

static bool is_database(const char *bytes, size_t length)
{
    static const char magic[] = "SQLite format 3";

    return length >= sizeof magic && memcmp(bytes, magic, sizeof magic) == 0;
}

/* --- cut --- */

/* Formats in which nothing shows that there was more: a table or a log may end behind any
 * line. A format that can tell is not listed, and must. */
static bool ends_anywhere(const plume_reader *reader)
{
    static const char *const names[] = {
        "autogluon",    "dvclive",     "hpbandster", "wandb_chart", "ipmi_dcmi",
        "mlflow_files", "nvidia_dmon", "nvidia_smi", "optuna_csv",  "powercap",
        "redfish",      "tidy",        "turbostat",  "wandb_csv",   "zeus",
    };

    return is_one_of(reader, names, sizeof names / sizeof names[0]);
}

static void check_cuts(const plume_reader *reader, char *bytes, size_t length)
{
    outcome whole = read_bytes(reader, bytes, length);

    for (size_t part = 0; part < PARTS; part++) {
        outcome got = read_bytes(reader, bytes, length * part / PARTS);
        bool less =
            got.duration_s < whole.duration_s || got.energy_kwh < whole.energy_kwh;

        if (is_database(bytes, length))
            ck_assert_msg(got.status != PLUME_OK, "%s: %zu/%d is read", file, part,
                          PARTS);
        if (got.status == PLUME_OK && got.runs > 0 && less && !ends_anywhere(reader))
            ck_assert_msg(got.notes > 0, "%s: %zu/%d is read as if it were all", file,
                          part, PARTS);
    }
}

START_TEST(a_sample_cut_anywhere_is_refused_or_told)
{
    const plume_reader *reader = plume_readers_at((size_t)_i);

    for_each_sample(reader, reader->name, check_cuts);
}
END_TEST

START_TEST(an_empty_log_has_no_run)
{
    file = "empty";
    ck_assert_uint_eq(read_bytes(plume_readers_at((size_t)_i), "", 0).runs, 0);
}
END_TEST

/* --- flipped --- */

/* The same bytes for every run of the test. */
static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static void flip(char *bytes, size_t length, uint64_t *state)
{
    size_t at = next_random(state) % length;

    bytes[at] = (char)(bytes[at] ^ (1 << next_random(state) % 8));
}

static void check_flips(const plume_reader *reader, char *bytes, size_t length)
{
    bool database = is_database(bytes, length);
    int flips = length == 0 ? 0 : database ? DATABASE_FLIPS : FLIPS;
    uint64_t whole = read_bytes(reader, bytes, length).records.read, state = length;
    char *changed = malloc(length + 1);

    ck_assert_ptr_nonnull(changed);
    for (int i = 0; i < flips; i++) {
        outcome got;

        memcpy(changed, bytes, length);
        for (int k = 0; k <= (database ? 0 : i / 8); k++)
            flip(changed, length, &state);
        got = read_bytes(reader, changed, length);
        if (database && got.status == PLUME_OK)
            ck_assert_msg(got.records.read == whole, "%s: a flipped bit hides a record",
                          file);
    }
    free(changed);
}

START_TEST(a_sample_with_flipped_bits_is_read_or_refused)
{
    const plume_reader *reader = plume_readers_at((size_t)_i);

    for_each_sample(reader, reader->name, check_flips);
}
END_TEST

/* --- every reader on everything: a wrong ending, or a reader that was forced --- */

static void check_whole(const plume_reader *reader, char *bytes, size_t length)
{
    (void)read_bytes(reader, bytes, length);
}

START_TEST(a_log_of_another_format_is_read_or_refused)
{
    for (size_t i = 0; i < plume_readers_count(); i++)
        for_each_sample(plume_readers_at((size_t)_i), plume_readers_at(i)->name,
                        check_whole);
}
END_TEST

static void check_database(const plume_reader *reader, char *bytes, size_t length)
{
    static const char other[] = "SQLite format 3\0and then nothing of the kind";

    if (is_database(bytes, length))
        ck_assert_str_eq(read_bytes(reader, other, sizeof other).error.message,
                         "this database is cut off: it has 45 bytes, fewer than its own "
                         "header says, or no whole number of pages");
}

START_TEST(what_only_begins_like_a_database_is_refused)
{
    const plume_reader *reader = plume_readers_at((size_t)_i);

    for_each_sample(reader, reader->name, check_database);
}
END_TEST

static void add(TCase *tcase)
{
    int count = (int)plume_readers_count();

    tcase_set_timeout(tcase, 240);
    tcase_add_loop_test(tcase, a_sample_cut_anywhere_is_refused_or_told, 0, count);
    tcase_add_loop_test(tcase, an_empty_log_has_no_run, 0, count);
    tcase_add_loop_test(tcase, a_sample_with_flipped_bits_is_read_or_refused, 0, count);
    tcase_add_loop_test(tcase, a_log_of_another_format_is_read_or_refused, 0, count);
    tcase_add_loop_test(tcase, what_only_begins_like_a_database_is_refused, 0, count);
}

int main(void)
{
    return test_main("hostile logs", add);
}
