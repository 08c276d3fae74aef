/* Every sample beside its expectation; README.md has the schema. */
#include "support/support.h"

#include <dirent.h>
#include <sys/stat.h>

#include "readers/registry.h"

static const char ENDING[] = ".expected.json";
enum { CODES_MAX = 200 };

/* What was read. */
typedef struct outcome {
    double runs, energy_kwh, logged_kwh, co2e_kg, hours;
    size_t energy_runs, logged_runs, co2e_runs, timed_runs;
    plume_value *each; /* a list of maps */
} outcome;

static const char *sample; /* named in every failure */

static void add_known(double *sum, size_t *known, double value, double repeat)
{
    if (isnan(value))
        return;
    *sum += value * repeat;
    ++*known;
}

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    outcome *got = state;

    (void)error;
    got->runs += run->repeat;
    add_known(&got->energy_kwh, &got->energy_runs, run->energy.total_kwh, run->repeat);
    add_known(&got->logged_kwh, &got->logged_runs, run->energy.logged_kwh, run->repeat);
    add_known(&got->co2e_kg, &got->co2e_runs, run->logged_co2e_kg, run->repeat);
    add_known(&got->hours, &got->timed_runs, run->duration_s / 3600.0, run->repeat);
    plume_run_to_value(plume_value_set_map(got->each, NULL), run);
    return PLUME_OK;
}

/* --- comparing --- */

static void expect_number(const char *key, double got, double wanted)
{
    ck_assert_msg(fabs(got - wanted) <= 1e-9 * fabs(wanted), "%s: %s is %.17g, not %.17g",
                  sample, key, got, wanted);
}

static void expect_sum(const plume_value *wanted, const char *key, double got,
                       size_t known)
{
    const plume_value *value = plume_value_get(wanted, key);

    if (value == NULL)
        return;
    if (plume_value_kind(value) == PLUME_NULL)
        ck_assert_msg(known == 0, "%s: %zu runs have a figure for %s", sample, known,
                      key);
    else
        expect_number(key, known > 0 ? got : NAN, plume_value_number(value));
}

static void expect_count(const plume_value *records, const char *key, uint64_t got)
{
    const plume_value *value = plume_value_get(records, key);

    if (value != NULL)
        ck_assert_msg((double)got == plume_value_number(value), "%s: %s is %llu, not %g",
                      sample, key, (unsigned long long)got, plume_value_number(value));
}

static void expect_records(const plume_value *wanted, plume_records got)
{
    ck_assert_msg(plume_value_kind(wanted) == PLUME_MAP, "%s: records are missing",
                  sample);
    expect_count(wanted, "read", got.read);
    expect_count(wanted, "used", got.used);
    expect_count(wanted, "superseded", got.superseded);
    expect_count(wanted, "duplicate", got.duplicate);
    expect_count(wanted, "rejected", got.rejected);
}

static void expect_field(size_t run, const char *key, const plume_value *got,
                         const plume_value *wanted)
{
    ck_assert_msg(plume_value_kind(got) == plume_value_kind(wanted),
                  "%s: run %zu: %s has another type", sample, run, key);
    if (plume_value_kind(wanted) == PLUME_NUMBER)
        expect_number(key, plume_value_number(got), plume_value_number(wanted));
    else
        ck_assert_msg(strcmp(plume_value_string(got), plume_value_string(wanted)) == 0,
                      "%s: run %zu: %s is '%s', not '%s'", sample, run, key,
                      plume_value_string(got), plume_value_string(wanted));
}

static void expect_each(const plume_value *wanted, const plume_value *got)
{
    if (wanted == NULL)
        return;
    ck_assert_msg(plume_value_count(wanted) == plume_value_count(got),
                  "%s: %zu runs were handed out, not %zu", sample, plume_value_count(got),
                  plume_value_count(wanted));
    for (size_t i = 0; i < plume_value_count(wanted); i++) {
        const plume_value *fields = plume_value_at(wanted, i);

        for (size_t j = 0; j < plume_value_count(fields); j++) {
            const char *key = plume_value_key_at(fields, j);
            const plume_value *value = plume_value_get(plume_value_at(got, i), key);

            ck_assert_msg(value != NULL, "%s: runs have no field '%s'", sample, key);
            expect_field(i, key, value, plume_value_at(fields, j));
        }
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void expect_notes(const plume_value *wanted, const plume_notes *notes)
{
    const char *code[CODES_MAX];
    char got[8192] = "", listed[8192] = "";
    size_t count = 0;

    if (wanted == NULL)
        return;
    for (size_t i = 0; i < plume_notes_count(notes) && count < CODES_MAX; i++)
        code[count++] = plume_notes_at(notes, i)->code;
    qsort(code, count, sizeof code[0], by_name);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || strcmp(code[i], code[i - 1]) != 0)
            snprintf(got + strlen(got), sizeof got - strlen(got), " %s", code[i]);
    for (size_t i = 0; i < plume_value_count(wanted); i++)
        snprintf(listed + strlen(listed), sizeof listed - strlen(listed), " %s",
                 plume_value_string(plume_value_at(wanted, i)));
    ck_assert_msg(strcmp(got, listed) == 0, "%s: notes are%s, not%s", sample, got,
                  listed);
}

static void expect_known_keys(const plume_value *wanted)
{
    static const char *const known[] = {
        "records", "runs", "energy_kwh", "logged_energy_kwh", "co2e_kg", "hours",
        "notes",   "each", "error",      "error_line",        "options", "why"
    };

    for (size_t i = 0; i < plume_value_count(wanted); i++) {
        bool found = false;

        for (size_t j = 0; j < sizeof known / sizeof known[0]; j++)
            found = found || strcmp(plume_value_key_at(wanted, i), known[j]) == 0;
        ck_assert_msg(found, "%s: unknown key '%s'", sample,
                      plume_value_key_at(wanted, i));
    }
}

static void expect_error(const plume_value *wanted, plume_status status,
                         const plume_error *error)
{
    const plume_value *line = plume_value_get(wanted, "error_line");
    const char *message = plume_value_string(plume_value_get(wanted, "error"));

    ck_assert_msg(status != PLUME_OK, "%s: it was read", sample);
    ck_assert_msg(strstr(error->message, message) != NULL, "%s: the message is '%s'",
                  sample, error->message);
    if (line != NULL)
        expect_count(wanted, "error_line", error->line);
}

/* --- reading --- */

static plume_value *read_json(const char *path)
{
    plume_value *value;
    plume_error error;
    size_t length;
    char *text = test_slurp(path, &length);

    ck_assert_ptr_nonnull(text);
    ck_ok(plume_json_parse(&value, text, length, path, NULL, &error), error);
    free(text);
    return value;
}

static void set_power_options(plume_input_options *options, const plume_value *said)
{
    const char *gaps = plume_value_string(plume_value_get(said, "gaps"));
    const char *dates = plume_value_string(plume_value_get(said, "dates"));

    if (gaps[0] != '\0')
        ck_assert(plume_gaps_find(&options->gaps, gaps));
    if (dates[0] != '\0')
        ck_assert(plume_day_order_find(&options->days, dates));
    options->interval_s = plume_value_number(plume_value_get(said, "interval"));
    options->columns = plume_value_string(plume_value_get(said, "columns"));
}

/* A reader, and the zone that is said in place of that of the sample; NULL: none is. */
typedef struct asking {
    const char *reader, *zone;
} asking;

static void set_options(plume_input_options *options, plume_zone **zone,
                        const plume_value *said, asking by)
{
    const char *timezone =
        by.zone != NULL ? by.zone : plume_value_string(plume_value_get(said, "timezone"));
    const char *role = plume_value_string(plume_value_get(said, "role"));
    plume_error error;

    plume_input_options_init(options);
    *zone = NULL;
    if (timezone[0] != '\0')
        ck_ok(plume_zone_load(zone, timezone, &error), error);
    if (role[0] != '\0')
        ck_assert(plume_role_find(&options->role, role));
    options->zone = *zone;
    options->reader = plume_value_bool(plume_value_get(said, "reader")) ? by.reader : "";
    options->study = plume_value_string(plume_value_get(said, "study"));
    options->device = plume_value_string(plume_value_get(said, "device"));
    options->device_count = plume_value_number(plume_value_get(said, "device_count"));
    set_power_options(options, said);
    options->assume_running_hours =
        plume_value_number(plume_value_get(said, "assume_running"));
}

/* Each log of the sample must have been taken by the reader whose folder it is in. */
static void expect_reader(const plume_intake *intake, const char *reader)
{
    for (size_t i = 0; i < plume_intake_count(intake); i++) {
        const plume_input *input = plume_intake_at(intake, i);

        if (input->verdict == PLUME_INPUT_READ)
            ck_assert_msg(strcmp(input->reader, reader) == 0, "%s: was taken by '%s'",
                          input->path, input->reader);
    }
}

static void compare(const plume_value *wanted, const plume_intake *intake,
                    const plume_notes *notes, const outcome *got)
{
    expect_records(plume_value_get(wanted, "records"), plume_intake_records(intake));
    if (plume_value_get(wanted, "runs") != NULL)
        expect_number("runs", got->runs,
                      plume_value_number(plume_value_get(wanted, "runs")));
    expect_sum(wanted, "energy_kwh", got->energy_kwh, got->energy_runs);
    expect_sum(wanted, "logged_energy_kwh", got->logged_kwh, got->logged_runs);
    expect_sum(wanted, "co2e_kg", got->co2e_kg, got->co2e_runs);
    expect_sum(wanted, "hours", got->hours, got->timed_runs);
    expect_each(plume_value_get(wanted, "each"), got->each);
    expect_notes(plume_value_get(wanted, "notes"), notes);
}

static void check_sample(const char *path, const plume_value *wanted, asking by)
{
    plume_input_options options;
    plume_intake *intake;
    plume_notes *notes;
    plume_error error;
    plume_zone *zone;
    plume_status status;
    outcome got = { .each = plume_value_list() };

    sample = path;
    memset(&error, 0, sizeof error);
    expect_known_keys(wanted);
    set_options(&options, &zone, plume_value_get(wanted, "options"), by);
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_intake_new(&intake, notes, &error), error);
    ck_ok(plume_intake_add(intake, path, &options, &error), error);
    status = plume_intake_read(intake, (plume_run_sink){ take, &got }, &error);
    if (plume_value_get(wanted, "error") != NULL) {
        expect_error(wanted, status, &error);
    } else {
        ck_assert_msg(status == PLUME_OK, "%s:%llu: %s", error.path,
                      (unsigned long long)error.line, error.message);
        expect_reader(intake, by.reader);
        compare(wanted, intake, notes, &got);
    }
    plume_value_free(got.each);
    plume_intake_free(intake);
    plume_notes_free(notes);
    plume_zone_free(zone);
}

/* --- zones --- */

static plume_status ignore(void *state, const plume_run *run, plume_error *error)
{
    (void)state;
    (void)run;
    (void)error;
    return PLUME_OK;
}

/* Whether it says of all its times of what zone they are, or has none: without a zone
 * nothing had to be supposed or found out. */
static bool says_its_zone(const char *path, const plume_value *wanted, const char *reader)
{
    plume_input_options options;
    plume_intake *intake;
    plume_notes *notes;
    plume_error error;
    plume_zone *zone;
    bool says;

    set_options(&options, &zone, plume_value_get(wanted, "options"),
                (asking){ reader, "" });
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_intake_new(&intake, notes, &error), error);
    ck_ok(plume_intake_add(intake, path, &options, &error), error);
    says =
        plume_intake_read(intake, (plume_run_sink){ ignore, NULL }, &error) == PLUME_OK;
    for (size_t i = 0; i < plume_notes_count(notes); i++)
        says = says && strcmp(plume_notes_at(notes, i)->code, "naive-time") != 0 &&
               strcmp(plume_notes_at(notes, i)->code, "zone-inferred") != 0;
    plume_intake_free(intake);
    plume_notes_free(notes);
    plume_zone_free(zone);
    return says;
}

/* What says its zone is the same in any that a user may give. */
static void check_in_zones(const char *path, const plume_value *wanted,
                           const char *reader)
{
    static const char *const zones[] = { "UTC", "America/New_York", "Asia/Kolkata" };

    check_sample(path, wanted, (asking){ reader, NULL });
    if (!says_its_zone(path, wanted, reader))
        return;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        check_sample(path, wanted, (asking){ reader, zones[i] });
}

/* --- finding --- */

static bool is_expectation(const char *name)
{
    size_t length = strlen(name);

    return length > strlen(ENDING) && strcmp(name + length - strlen(ENDING), ENDING) == 0;
}

/* Whether name is stem, alone or with an ending. */
static bool is_named(const char *name, const char *stem)
{
    size_t length = strlen(stem);

    return strncmp(name, stem, length) == 0 &&
           (name[length] == '\0' || name[length] == '.');
}

static char *joined(const char *folder, const char *name)
{
    char *path = malloc(strlen(folder) + strlen(name) + 2);

    ck_assert_ptr_nonnull(path);
    sprintf(path, "%s/%s", folder, name);
    return path;
}

static char *sample_of(const char *folder, const char *stem)
{
    DIR *open = opendir(folder);
    const struct dirent *entry;
    char *found = NULL;

    while ((entry = readdir(open)) != NULL) {
        if (is_expectation(entry->d_name) || !is_named(entry->d_name, stem))
            continue;
        ck_assert_msg(found == NULL, "%s: two samples for '%s'", folder, stem);
        found = joined(folder, entry->d_name);
    }
    closedir(open);
    ck_assert_msg(found != NULL, "%s: no sample for '%s'", folder, stem);
    return found;
}

static bool is_claimed(const char *folder, const char *name)
{
    DIR *open = opendir(folder);
    const struct dirent *entry;
    bool claimed = strcmp(name, "README.md") == 0;

    while (!claimed && (entry = readdir(open)) != NULL) {
        char stem[256];

        if (!is_expectation(entry->d_name))
            continue;
        snprintf(stem, sizeof stem, "%.*s", (int)(strlen(entry->d_name) - strlen(ENDING)),
                 entry->d_name);
        claimed = is_named(name, stem);
    }
    closedir(open);
    return claimed;
}

static void check_entry(const char *folder, const char *reader, const char *name)
{
    char stem[256], *path, *expectation;
    plume_value *wanted;

    if (!is_expectation(name)) {
        ck_assert_msg(is_claimed(folder, name), "%s/%s: no expectation claims it", folder,
                      name);
        return;
    }
    snprintf(stem, sizeof stem, "%.*s", (int)(strlen(name) - strlen(ENDING)), name);
    path = sample_of(folder, stem);
    expectation = joined(folder, name);
    wanted = read_json(expectation);
    check_in_zones(path, wanted, reader);
    plume_value_free(wanted);
    free(expectation);
    free(path);
}

START_TEST(every_sample_is_read_as_expected)
{
    const char *reader = plume_readers_at((size_t)_i)->name;
    char below[300], *folder;
    const struct dirent *entry;
    size_t checked = 0;
    DIR *open;

    snprintf(below, sizeof below, "tests/samples/%s", reader);
    folder = test_path(below);
    open = opendir(folder);
    ck_assert_msg(open != NULL, "%s: a reader without a sample", folder);
    while ((entry = readdir(open)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        check_entry(folder, reader, entry->d_name);
        checked += is_expectation(entry->d_name);
    }
    closedir(open);
    ck_assert_msg(checked > 0, "%s: a reader without a sample", folder);
    free(folder);
}
END_TEST

START_TEST(every_folder_of_samples_has_its_reader)
{
    char *root = test_path("tests/samples");
    const struct dirent *entry;
    DIR *open = opendir(root);

    ck_assert_ptr_nonnull(open);
    while ((entry = readdir(open)) != NULL) {
        char *path = joined(root, entry->d_name);
        struct stat status;

        if (entry->d_name[0] != '.' && stat(path, &status) == 0 &&
            S_ISDIR(status.st_mode))
            ck_assert_msg(plume_readers_find(entry->d_name) != NULL,
                          "tests/samples/%s: no reader has this name", entry->d_name);
        free(path);
    }
    closedir(open);
    free(root);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, every_sample_is_read_as_expected, 0,
                        (int)plume_readers_count());
    tcase_add_test(tcase, every_folder_of_samples_has_its_reader);
}

int main(void)
{
    return test_main("samples", add);
}
