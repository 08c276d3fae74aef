/* The main job with each of our allocations failing once: it says "out of memory",
 * crashes nowhere, leaks nothing (a sanitizer's build sees that), and leaves no folder
 * behind.
 *
 * The linker hands our calls of malloc and its like to the functions here; those of
 * libraries are left alone. All of the first calls fail in turn, then every so many of
 * the later ones. */
#include "logs/read_log.h"
#include "readers/registry.h"
#include "support/support.h"

#include <dirent.h>
#include <unistd.h>

enum { EACH = 400, THEN_EVERY = 97 };

static long calls, failing = -1;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);

static bool fails(void)
{
    return calls++ == failing;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}

char *__wrap_strdup(const char *text)
{
    return fails() ? NULL : __real_strdup(text);
}

/* What one run of the main job needs. */
typedef struct main_job {
    char *folder, *logs, *report, *datasets, *templates, *study;
} main_job;

static plume_status run_with(const main_job *job, plume_factors *factors,
                             plume_study *study, plume_notes *notes, plume_intake *intake,
                             plume_error *error)
{
    plume_report_options options = { .directory = job->report,
                                     .templates = job->templates,
                                     .command = "plume report",
                                     .creation_s = NAN };
    plume_text summary;
    plume_status status;

    plume_text_init(&summary);
    status = plume_intake_add(intake, job->logs, NULL, error);
    if (status == PLUME_OK)
        status =
            plume_report_write(intake, study, factors, notes, &options, &summary, error);
    plume_text_dispose(&summary);
    return status;
}

static plume_status run_job(const main_job *job, plume_error *error)
{
    plume_factors *factors = NULL;
    plume_study *study = NULL;
    plume_notes *notes = NULL;
    plume_intake *intake = NULL;
    plume_status status = plume_factors_open(&factors, job->datasets, error);

    if (status == PLUME_OK)
        status = plume_study_load(&study, job->study, factors, error);
    if (status == PLUME_OK)
        status = plume_notes_new(&notes, error);
    if (status == PLUME_OK)
        status = plume_intake_new(&intake, notes, error);
    if (status == PLUME_OK)
        status = run_with(job, factors, study, notes, intake, error);
    plume_intake_free(intake);
    plume_notes_free(notes);
    plume_study_free(study);
    plume_factors_free(factors);
    return status;
}

static size_t entries(const char *folder)
{
    DIR *opened = opendir(folder);
    size_t count = 0;

    ck_assert_ptr_nonnull(opened);
    while (readdir(opened) != NULL)
        count++;
    closedir(opened);
    return count;
}

static void remove_tree(const char *path)
{
    char command[4200];

    snprintf(command, sizeof command, "rm -rf '%s'", path);
    ck_assert_int_eq(system(command), 0);
}

static char *below(const char *folder, const char *name)
{
    size_t length = strlen(folder) + strlen(name) + 2;
    char *path = malloc(length);

    ck_assert_ptr_nonnull(path);
    snprintf(path, length, "%s/%s", folder, name);
    return path;
}

static void prepare(main_job *job)
{
    static const char study[] =
        "title: Memory\nsite: {location: DE, year: 2023, pue: 1.2}\n"
        "compare: [bert-base, t5]\n";

    job->folder = test_folder();
    job->report = below(job->folder, "report");
    job->logs = test_path("tests/samples/codecarbon");
    job->datasets = test_path("datasets");
    job->templates = test_path("templates");
    job->study = test_file(job->folder, "plume.yaml", study, sizeof study - 1);
}

static void clear(main_job *job)
{
    remove_tree(job->folder);
    free(job->folder);
    free(job->report);
    free(job->logs);
    free(job->datasets);
    free(job->templates);
    free(job->study);
}

/* Under valgrind a run takes a minute: a few must do. */
static long step(long k)
{
    if (getenv("PLUME_VALGRIND") != NULL)
        return 3989;
    return k < EACH ? 4 : THEN_EVERY;
}

START_TEST(each_failing_allocation_is_told_and_leaves_nothing)
{
    plume_error error = { 0 };
    long total;
    main_job job;

    prepare(&job);
    calls = 0;
    failing = -1;
    ck_ok(run_job(&job, &error), error);
    total = calls;
    ck_assert_int_gt(total, EACH);
    remove_tree(job.report);
    for (long k = _i; k < total; k += step(k)) {
        plume_status status;
        size_t before = entries(job.folder);

        memset(&error, 0, sizeof error);
        calls = 0;
        failing = k;
        status = run_job(&job, &error);
        failing = -1;
        if (status == PLUME_OK) { /* what failed was not needed */
            remove_tree(job.report);
            continue;
        }
        ck_assert_msg(status == PLUME_ERR_MEMORY, "call %ld: %s", k, error.message);
        ck_assert_str_eq(error.message, "out of memory");
        ck_assert_msg(entries(job.folder) == before, "call %ld left something behind", k);
    }
    clear(&job);
}
END_TEST

/* Logs whose records are rejected: each reject needs memory for its words. */
static const struct {
    const char *reader, *text;
} rejected[] = {
    { "codecarbon", "timestamp,run_id,duration,emissions,energy_consumed\n"
                    "2021-01-01T00:00:00,a,x,1,1\n,,,,\n" },
    { "nvidia_smi", "timestamp, index, power.draw [W]\n"
                    "2024/01/01 00:00:00.000, 0, odd\nUnable to determine\n" },
    { "optuna_csv", "number,value,datetime_start,datetime_complete,duration,state\n"
                    "x,1,2021-01-01,2021-01-02,0 days 00:00:01,COMPLETE\n" },
    { "slurm", "JobID|Elapsed|State\n1|x|COMPLETED\n2|3\n" },
    { "tidy", "run_id,hours\na,x\nb,1,2\nc,-1\n" },
};

static size_t count_rejected(const plume_notes *notes)
{
    size_t count = 0;

    for (size_t i = 0; i < plume_notes_count(notes); i++)
        count += plume_notes_at(notes, i)->severity == PLUME_REJECTED;
    return count;
}

START_TEST(a_reject_for_which_there_is_no_memory_fails_its_log_with_words)
{
    plume_log_bytes log = { rejected[_i].reader, rejected[_i].text,
                            strlen(rejected[_i].text) };
    const plume_reader *reader = plume_readers_find(rejected[_i].reader);
    plume_error error = { 0 };
    long total = 1;

    ck_assert_ptr_nonnull(reader);
    for (long k = 0; k < total; k++) {
        plume_records records = { 0 };
        plume_notes *notes = NULL;
        plume_status status;

        ck_ok(plume_notes_new(&notes, &error), error);
        calls = 0;
        failing = k == 0 ? -1 : k - 1; /* at first none, to count them */
        status = plume_log_read_bytes(reader, log, (plume_run_sink){ NULL, NULL }, notes,
                                      &records, &error);
        failing = -1;
        if (k == 0) {
            ck_ok(status, error);
            total = calls + 1;
            ck_assert_uint_gt(records.rejected, 0);
        }
        if (status != PLUME_OK) {
            ck_assert_msg(status == PLUME_ERR_MEMORY, "call %ld: %s", k, error.message);
            ck_assert_str_eq(error.message, "out of memory");
        } else {
            ck_assert_uint_eq(count_rejected(notes), records.rejected);
        }
        plume_notes_free(notes);
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_set_timeout(tcase, 600);
    tcase_add_loop_test(tcase,
                        a_reject_for_which_there_is_no_memory_fails_its_log_with_words, 0,
                        sizeof rejected / sizeof rejected[0]);
    tcase_add_loop_test(tcase, each_failing_allocation_is_told_and_leaves_nothing, 0, 4);
}

int main(void)
{
    return test_main("memory", add);
}
