/* Every name of a device that others' logs and lists have: it resolves, or is told with
 * the nearest that are known. What is suggested is accepted. */
#include "support/support.h"

#include "core/data/csv.h"
#include "core/data/csv_header.h"
#include "core/input/source.h"
#include "core/pool.h"
#include "factors/datasets.h"

static plume_factors *factors;
static plume_error error;
static plume_map *seen;
static size_t asked, resolved, told, untold;
static bool of_logs; /* each that is told is listed */

static void open_all(void)
{
    char *path = test_path("datasets");

    ck_ok(plume_factors_open(&factors, path, &error), error);
    free(path);
    seen = plume_map_new();
    asked = resolved = told = untold = 0;
}

static void close_all(void)
{
    plume_map_free(seen);
    plume_factors_free(factors);
}

/* The names in quotes of "did you mean 'a', 'b' or 'c'?" are names that work. */
static void ck_suggestions(const char *name, const char *hint)
{
    const char *open = strchr(hint, '\'');
    plume_device device;

    while (open != NULL && strchr(open + 1, '\'') != NULL) {
        const char *close = strchr(open + 1, '\'');
        char *suggested = strndup(open + 1, (size_t)(close - open - 1));

        ck_assert_msg(plume_factors_device(factors, suggested, &device, NULL, NULL) ==
                          PLUME_OK,
                      "'%s': '%s' is suggested and not known", name, suggested);
        free(suggested);
        open = strchr(close + 1, '\'');
    }
}

static void ask(const char *name)
{
    plume_device device;
    plume_status status;

    if (name[0] == '\0' || plume_map_find(seen, name) != SIZE_MAX)
        return;
    ck_assert(plume_map_set(seen, name, 1));
    memset(&error, 0, sizeof error);
    status = plume_factors_device(factors, name, &device, NULL, &error);
    asked++;
    if (status == PLUME_OK) {
        resolved++;
    } else if (status == PLUME_ERR_UNKNOWN && error.hint[0] != '\0') {
        told++;
        if (of_logs)
            printf("'%s' is told: %s\n", name, error.hint);
        ck_suggestions(name, error.hint);
    } else {
        untold++;
        printf("'%s' neither resolves nor is told\n", name);
    }
}

static void finish(const char *what)
{
    printf("%s: asked %zu, resolved %zu, told %zu\n", what, asked, resolved, told);
    fflush(stdout);
    ck_assert_uint_gt(asked, 0);
    ck_assert_uint_eq(untold, 0);
}

static plume_status take(void *state, const plume_run *run, plume_error *unused)
{
    (void)state;
    (void)unused;
    ask(run->device);
    ask(run->compute.processor);
    return PLUME_OK;
}

/* Every log below a folder, each run as its reader pushed it; what cannot be read is
 * passed over. */
static void read_logs(const char *below)
{
    char *path = test_samples(below);
    plume_intake *intake;

    if (path == NULL) /* said so */
        return;
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    plume_intake_keep_going(intake, true);
    plume_intake_allow_nothing(intake);
    ck_ok(plume_intake_add(intake, path, NULL, &error), error);
    of_logs = true;
    ck_ok(plume_intake_read(intake, (plume_run_sink){ take, NULL }, &error), error);
    of_logs = false;
    plume_intake_free(intake);
    finish(path);
    free(path);
}

START_TEST(devices_of_the_samples_resolve_or_are_told)
{
    read_logs("");
}
END_TEST

START_TEST(devices_of_current_logs_resolve_or_are_told)
{
    read_logs("../current");
}
END_TEST

START_TEST(devices_of_the_reduced_cases_resolve_or_are_told)
{
    read_logs("../cases");
}
END_TEST

/* A column of names, each perhaps a list with bars. */
static void read_list(const char *below, const char *column)
{
    char *path = test_samples(below);
    plume_source_stream *source;
    plume_header *header;
    plume_csv *csv;
    plume_row row;
    size_t at;

    if (path == NULL)
        return;
    ck_ok(plume_source_open(&source, path, &error), error);
    ck_ok(plume_csv_open(&csv, source, ',', &error), error);
    ck_ok(plume_csv_next(csv, &row, &error), error);
    ck_ok(plume_header_new(&header, &row, &error), error);
    at = plume_header_find(header, column);
    ck_assert_uint_ne(at, SIZE_MAX);
    for (;;) {
        ck_ok(plume_csv_next(csv, &row, &error), error);
        if (row.count == 0)
            break;
        if (at < row.count) {
            char *names = strdup(row.field[at].text);

            for (char *name = strtok(names, "|"); name != NULL; name = strtok(NULL, "|"))
                ask(name);
            free(names);
        }
    }
    plume_header_free(header);
    plume_csv_close(csv);
    plume_source_close(source);
    finish(path);
    free(path);
}

START_TEST(devices_of_the_facts_resolve_or_are_told)
{
    read_list("../facts/accelerators.csv", "name");
    read_list("../facts/accelerators.csv", "aliases");
    read_list("../facts/2026-11/add_accelerators.csv", "name");
    read_list("../facts/2026-11/add_accelerators.csv", "aliases");
    read_list("../facts/2026-11/accelerators_peaks_by_precision.csv", "name");
}
END_TEST

START_TEST(processors_of_the_facts_resolve_or_are_told)
{
    read_list("../facts/processors.csv", "name");
    read_list("../facts/2026-11/add_processors.csv", "name");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_set_timeout(tcase, 300);
    tcase_add_test(tcase, devices_of_the_samples_resolve_or_are_told);
    tcase_add_test(tcase, devices_of_current_logs_resolve_or_are_told);
    tcase_add_test(tcase, devices_of_the_reduced_cases_resolve_or_are_told);
    tcase_add_test(tcase, devices_of_the_facts_resolve_or_are_told);
    tcase_add_test(tcase, processors_of_the_facts_resolve_or_are_told);
}

int main(void)
{
    return test_main("device names", add);
}
