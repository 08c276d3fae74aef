#include "support/support.h"

#include <math.h>

#include "logs/read_log.h"

#include "readers/registry.h"

static const char header[] =
    "JobID|State|Start|ElapsedRaw|NNodes|AllocTRES|ConsumedEnergyRaw\n";

/* What came of a log of so many lines. */
typedef struct outcome {
    plume_status status;
    plume_error error;
    plume_records records;
    plume_notes *notes;
} outcome;

static outcome read_text(const char *text)
{
    const plume_reader *reader = plume_readers_find("slurm");
    outcome got = { .status = PLUME_OK };

    ck_assert_ptr_nonnull(reader);
    ck_ok(plume_notes_new(&got.notes, &got.error), got.error);
    got.status = plume_log_read_bytes(
        reader, (plume_log_bytes){ "jobs.psv", text, strlen(text) },
        (plume_run_sink){ NULL, NULL }, got.notes, &got.records, &got.error);
    return got;
}

static outcome read_rows(const char *rows)
{
    char text[4096];

    snprintf(text, sizeof text, "%s%s", header, rows);
    return read_text(text);
}

static const char *message_of(const outcome *got, const char *code)
{
    for (size_t i = 0; i < plume_notes_count(got->notes); i++)
        if (strcmp(plume_notes_at(got->notes, i)->code, code) == 0)
            return plume_notes_at(got->notes, i)->message;
    return "";
}

static int confidence_in(const char *text)
{
    plume_head head = { text, strlen(text), "jobs", "jobs", NULL };

    return plume_readers_find("slurm")->confidence(&head);
}

static void expect_note(const char *rows, const char *code, const char *wanted)
{
    outcome got = read_rows(rows);

    ck_ok(got.status, got.error);
    ck_assert_msg(strcmp(message_of(&got, code), wanted) == 0, "%s: '%s', not '%s'", code,
                  message_of(&got, code), wanted);
    plume_notes_free(got.notes);
}

START_TEST(headers_with_names_of_fields_are_recognised)
{
    ck_assert_int_eq(confidence_in("JobID|State\n1|FAILED\n"), 95);
    ck_assert_int_eq(confidence_in("jobid|elapsed|\n"), 95);
    ck_assert_int_eq(confidence_in("State\tElapsedRaw\tNCPUS\n"), 88);
    ck_assert_int_eq(confidence_in("JobID,State,Elapsed\n"), 88);
    ck_assert_int_eq(confidence_in("       JobID    State \n------- ----- \n"), 90);
}
END_TEST

START_TEST(other_tables_are_not)
{
    ck_assert_int_eq(confidence_in(""), 0);
    ck_assert_int_eq(confidence_in("Start|End|Comment\n"), 0);
    ck_assert_int_eq(confidence_in("number,value,State,JobID\n"), 0);
    ck_assert_int_eq(confidence_in("| JobID | what it means |\n|---|---|\n"), 0);
    ck_assert_int_eq(confidence_in("JobID and State are columns\nof sacct\n"), 0);
}
END_TEST

START_TEST(a_row_that_cannot_be_read_says_what_was_expected)
{
    expect_note("x|FAILED|Unknown|5|1||\n", "bad-value",
                "column 1: JobID is 'x', expected a job such as 123, 123_4 or 123.batch");
    expect_note("1|FAILED|Unknown|soon|1||\n", "bad-value",
                "column 4: ElapsedRaw is 'soon', expected [D-]HH:MM:SS or a number of "
                "seconds");
    expect_note("1|FAILED|Unknown|5|-1||\n", "bad-value",
                "column 5: NNodes is '-1', expected a number that is not negative");
    expect_note("1|FAILED|Unknown|5|1|gres/gpu=|\n", "bad-value",
                "column 6: AllocTRES is 'gres/gpu=', expected resources with their "
                "counts");
    expect_note("1|FAILED|Unknown|5|1||1.2.3\n", "bad-value",
                "column 7: ConsumedEnergyRaw is '1.2.3', expected joules, as a number or "
                "with K, M, G, T or P");
    expect_note("1|FAILED\n", "torn-row", "the row has 2 cells, expected 7");
    expect_note("1|FAILED|Unknown|5|1|||8\n", "torn-row",
                "the row has 8 cells, expected 7; a name may hold the delimiter: export "
                "with --delimiter=$'\\t'");
}
END_TEST

START_TEST(what_is_odd_is_told)
{
    expect_note("1|MELTED|Unknown|5|1||\n", "unknown-state",
                "Slurm has no state 'MELTED' that Plume knows");
    expect_note("1|FAILED|12 May 20:24|5|1||\n", "no-such-time",
                "Start '12 May 20:24' is no time of which the day is known");
    expect_note("1|FAILED|Unknown|3600|2||7200\n", "energy-implausible",
                "7200 J in 3600 s on 2 nodes are not between 20 and 20000 W a node: "
                "taken as not measured");
    expect_note("1|RUNNING|Unknown|3600|2||\n", "still-running",
                "1 jobs were running when this was exported, for 1.000 h so far: their "
                "hours and energy are lower bounds");
    expect_note(
        "1|FAILED|Unknown||2||\n", "hours-unknown",
        "1 jobs have neither Elapsed nor Start and End nor CPUTimeRAW with NCPUS: "
        "their hours are not known; export with: sacct -P --duplicates "
        "--format=JobIDRaw,JobID,JobName,Partition,State,Start,End,ElapsedRaw,"
        "NCPUS,NNodes,AllocTRES,ReqMem,TotalCPU,ConsumedEnergyRaw,NodeList");
    expect_note(
        "1|FAILED|Unknown|3600|2||0\n2|FAILED|Unknown|3600|2||360000\n",
        "energy-not-measured",
        "1 of 2 jobs have no measured energy (0 empty, 1 zero or no value, 0 "
        "implausible): it is not taken as 0, but told by another log, or computed "
        "from hours and devices, where these are known");
    expect_note(
        "1|COMPLETED|Unknown|3600|1|gres/gpu=1|360000\n", "node-energy",
        "the measured energy of a job is that of its whole nodes: what other jobs "
        "drew there is in it; whether GPUs are in it depends on the cluster's "
        "plugin (ipmi, xcc and pm_counters count them, rapl does not)");
}
END_TEST

START_TEST(requested_devices_are_told_to_be_so)
{
    outcome got = read_text("JobID|State|Elapsed|ReqTRES\n"
                            "1|COMPLETED|01:00:00|cpu=1,gres/gpu:t4=1\n");

    ck_ok(got.status, got.error);
    ck_assert_str_eq(message_of(&got, "devices-requested"),
                     "the devices of 1 jobs are those that were asked for");
    plume_notes_free(got.notes);
}
END_TEST

START_TEST(steps_apart_from_their_job_refuse_the_log)
{
    outcome got = read_rows("1|COMPLETED|2024-01-01T00:00:00|5|1||\n"
                            "2|COMPLETED|2024-01-01T00:00:00|5|1||\n"
                            "1.0|COMPLETED|2024-01-01T00:00:01|4|1||\n");

    ck_assert_int_eq(got.status, PLUME_ERR_VALUE);
    ck_assert_str_eq(got.error.message,
                     "steps of job 1 stand apart from the row of their job");
    ck_assert_ptr_nonnull(strstr(got.error.hint, "sacct -X"));
    plume_notes_free(got.notes);
    got = read_rows("1.0|COMPLETED|2024-01-01T00:00:01|4|1||\n"
                    "2|COMPLETED|2024-01-01T00:00:00|5|1||\n"
                    "1|COMPLETED|2024-01-01T00:00:00|5|1||\n");
    ck_assert_int_eq(got.status, PLUME_ERR_VALUE);
    plume_notes_free(got.notes);
}
END_TEST

/* The first rows of a log may be the last steps of a job that was cut off. */
START_TEST(steps_at_the_head_of_a_cut_log_are_a_job)
{
    outcome got = read_rows("1.0|COMPLETED|2024-01-01T00:00:01|4|1||\n"
                            "2|COMPLETED|2024-01-01T00:00:00|5|1||\n");

    ck_ok(got.status, got.error);
    ck_assert_uint_eq(got.records.used, 2);
    plume_notes_free(got.notes);
}
END_TEST

START_TEST(a_log_without_a_header_is_refused)
{
    outcome got = read_text("1|COMPLETED|2024-01-01T00:00:01|4|1||\n");

    ck_assert_int_eq(got.status, PLUME_ERR_SYNTAX);
    ck_assert_str_eq(got.error.message,
                     "there is no header with names of sacct's fields");
    ck_assert_ptr_nonnull(strstr(got.error.hint, "--noheader"));
    plume_notes_free(got.notes);
}
END_TEST

static plume_status keep_hours(void *state, const plume_run *run, plume_error *error)
{
    (void)error;
    *(double *)state += run->duration_s / 3600;
    return PLUME_OK;
}

START_TEST(columns_that_the_user_names_stand_for_a_header)
{
    static const char rows[] = "1|COMPLETED|01:00:00\n2|FAILED|00:30:00\n";
    char *folder = test_folder();
    char *path = test_file(folder, "jobs.txt", rows, sizeof rows - 1);
    plume_input_options options;
    plume_intake *intake;
    plume_error error = { 0 };
    double hours = 0;

    plume_input_options_init(&options);
    options.reader = "slurm";
    options.columns = "JobID,State,Elapsed";
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    ck_ok(plume_intake_add(intake, path, &options, &error), error);
    ck_ok(plume_intake_read(intake, (plume_run_sink){ keep_hours, &hours }, &error),
          error);
    ck_assert_uint_eq(plume_intake_records(intake).used, 2);
    ck_close(hours, 1.5, 1e-12);
    plume_intake_free(intake);
    free(path);
    free(folder);
}
END_TEST

/* --- processors and memory --- */

enum { KEPT = 16 };

typedef struct kept {
    plume_compute compute[KEPT];
    size_t count;
} kept;

static plume_status keep(void *state, const plume_run *run, plume_error *error)
{
    kept *all = state;

    (void)error;
    ck_assert_uint_lt(all->count, KEPT);
    all->compute[all->count++] = run->compute;
    return PLUME_OK;
}

static kept read_compute(const char *text, plume_notes **notes)
{
    kept all = { .count = 0 };
    plume_records records;
    plume_error error;

    ck_ok(plume_notes_new(notes, &error), error);
    ck_ok(plume_log_read_bytes(plume_readers_find("slurm"),
                               (plume_log_bytes){ "jobs.psv", text, strlen(text) },
                               (plume_run_sink){ keep, &all }, *notes, &records, &error),
          error);
    return all;
}

/* As older and newer versions print it: of each core, of each node, of the job. */
START_TEST(memory_is_that_of_the_whole_job_in_each_notation)
{
    static const struct {
        const char *cells; /* NNodes|AllocCPUS|AllocTRES|ReqMem */
        double memory_gb;
    } cases[] = {
        { "2|16||4096Mc", 64.0 },
        { "2|16||250Gn", 500.0 },
        { "2|16||512M", 0.5 },
        { "2|16||2T", 2048.0 },
        { "2|16|cpu=16,mem=96G,node=2|250Gn", 96.0 },
        { "|16||1Gn", NAN }, /* on how many nodes? */
        { "2|16||0n", NAN }, /* the whole node, however large */
        { "2|16||?", NAN },
        { "2|16||", NAN },
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[512];
        plume_notes *notes;
        kept all;

        snprintf(text, sizeof text,
                 "JobID|State|ElapsedRaw|NNodes|AllocCPUS|AllocTRES|ReqMem\n"
                 "7|COMPLETED|3600|%s\n",
                 cases[i].cells);
        all = read_compute(text, &notes);
        ck_assert_uint_eq(all.count, 1);
        ck_assert_double_eq(all.compute[0].cores, 16.0);
        if (isnan(cases[i].memory_gb))
            ck_assert_double_nan(all.compute[0].memory_gb);
        else
            ck_assert_double_eq(all.compute[0].memory_gb, cases[i].memory_gb);
        plume_notes_free(notes);
    }
}
END_TEST

START_TEST(memory_that_cannot_be_read_is_told_and_the_job_is_kept)
{
    plume_notes *notes;
    kept all = read_compute("JobID|State|ElapsedRaw|ReqMem\n7|FAILED|60|lots\n", &notes);

    ck_assert_uint_eq(all.count, 1);
    ck_assert_double_nan(all.compute[0].memory_gb);
    for (size_t i = 0; i < plume_notes_count(notes); i++)
        if (strcmp(plume_notes_at(notes, i)->code, "memory-unknown") == 0) {
            ck_assert_str_eq(plume_notes_at(notes, i)->message,
                             "ReqMem 'lots' is no memory such as 4000Mc, 250Gn or 96G");
            ck_assert_uint_eq(plume_notes_at(notes, i)->line, 2);
            plume_notes_free(notes);
            return;
        }
    ck_abort_msg("nothing was told");
}
END_TEST

START_TEST(processor_time_over_the_processors_is_their_use)
{
    plume_notes *notes;
    kept all = read_compute("JobID|State|ElapsedRaw|NCPUS|TotalCPU\n"
                            "1|COMPLETED|3600|4|02:00:00\n"
                            "2|COMPLETED|3600|4|12:53.010\n"
                            "3|COMPLETED|3600|4|00:00:00\n"
                            "4|COMPLETED|3600|4|05:00:00\n"
                            "5|COMPLETED|3600||01:00:00\n"
                            "6|COMPLETED|3600|4|much\n",
                            &notes);

    ck_assert_uint_eq(all.count, 6);
    ck_assert_double_eq(all.compute[0].core_utilization, 0.5);
    ck_close(all.compute[1].core_utilization, 773.01 / 14400.0, 1e-12);
    for (size_t i = 2; i < 6; i++) /* nothing counted; more than there was; unread */
        ck_assert_double_nan(all.compute[i].core_utilization);
    plume_notes_free(notes);
}
END_TEST

START_TEST(a_job_of_steps_has_what_its_largest_step_had)
{
    plume_notes *notes;
    kept all = read_compute("JobID|State|ElapsedRaw|NNodes|AllocCPUS|ReqMem\n"
                            "7.batch|COMPLETED|60|1|4|1Gc\n"
                            "7.0|COMPLETED|60|2|8|1Gc\n",
                            &notes);

    ck_assert_uint_eq(all.count, 1);
    ck_assert_double_eq(all.compute[0].cores, 8.0);
    ck_assert_double_eq(all.compute[0].memory_gb, 8.0);
    plume_notes_free(notes);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, memory_is_that_of_the_whole_job_in_each_notation);
    tcase_add_test(tcase, memory_that_cannot_be_read_is_told_and_the_job_is_kept);
    tcase_add_test(tcase, processor_time_over_the_processors_is_their_use);
    tcase_add_test(tcase, a_job_of_steps_has_what_its_largest_step_had);
    tcase_add_test(tcase, headers_with_names_of_fields_are_recognised);
    tcase_add_test(tcase, other_tables_are_not);
    tcase_add_test(tcase, a_row_that_cannot_be_read_says_what_was_expected);
    tcase_add_test(tcase, what_is_odd_is_told);
    tcase_add_test(tcase, requested_devices_are_told_to_be_so);
    tcase_add_test(tcase, steps_apart_from_their_job_refuse_the_log);
    tcase_add_test(tcase, steps_at_the_head_of_a_cut_log_are_a_job);
    tcase_add_test(tcase, a_log_without_a_header_is_refused);
    tcase_add_test(tcase, columns_that_the_user_names_stand_for_a_header);
}

int main(void)
{
    return test_main("slurm", add);
}
