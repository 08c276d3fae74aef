#include "../../support/intake_world.h"

#include <zstd.h>

/* --- failures, and going on --- */

START_TEST(a_path_that_does_not_exist_is_told_when_it_is_added)
{
    world w = begin();

    ck_assert_int_eq(plume_intake_add(w.intake, "/no/such.csv", NULL, &error),
                     PLUME_ERR_IO);
    ck_assert_str_eq(error.message, "cannot be read: No such file or directory");
    ck_assert_str_eq(error.path, "/no/such.csv");
    finish(&w);
}
END_TEST

START_TEST(a_named_file_that_is_no_log_is_an_error)
{
    world w = begin();

    put(&w, "notes.txt", "buy milk");
    add_path(&w, "notes.txt", NULL);
    expect_failure(&w, "this is no log: no reader knows its beginning");
    ck_assert_str_eq(error.hint, "plume runs --readers lists the formats that are known");
    finish(&w);
}
END_TEST

START_TEST(a_named_folder_without_a_log_is_an_error)
{
    world w = begin();

    put(&w, "notes.txt", "buy milk");
    add_path(&w, "", NULL);
    expect_failure(&w, "there is no log with a run in this folder");
    ck_assert_str_eq(error.path, w.folder);
    finish(&w);
}
END_TEST

START_TEST(a_named_log_without_a_run_is_an_error)
{
    world w = begin();

    put(&w, "a.csv", "run_id,hours\n");
    add_path(&w, "a.csv", NULL);
    expect_failure(&w, "there is no run in this log");
    finish(&w);
}
END_TEST

START_TEST(a_log_of_damaged_records_tells_the_first)
{
    world w = begin();
    char hint[300];

    put(&w, "a.csv", "run_id,hours\na,x\nb,y\n");
    add_path(&w, "a.csv", NULL);
    expect_failure(&w, "every record was rejected");
    snprintf(
        hint, sizeof hint,
        "the first: %s/a.csv:2: column 2: hours is 'x', expected hours, as a number or "
        "as H:MM:SS",
        w.folder);
    ck_assert_str_eq(error.hint, hint);
    finish(&w);
}
END_TEST

START_TEST(a_log_that_cannot_be_read_is_an_error_or_is_refused)
{
    world w = begin();

    put(&w, "1.csv", AB);
    put(&w, "2.csv", "run_id,hours\na,\"1\nb,2\n");
    add_path(&w, "1.csv", NULL);
    add_path(&w, "2.csv", NULL);
    expect_failure(&w, "unclosed quote from line 2");
    ck_assert_uint_eq(error.line, 2);
    finish(&w);

    w = begin();
    put(&w, "1.csv", AB);
    put(&w, "2.csv", "run_id,hours\na,\"1\nb,2\n");
    plume_intake_keep_going(w.intake, true);
    add_path(&w, "1.csv", NULL);
    add_path(&w, "2.csv", NULL);
    expect_runs(&w, "a b ");
    ck_assert_int_eq(input(&w, "2.csv")->verdict, PLUME_INPUT_REFUSED);
    ck_assert_str_eq(input(&w, "2.csv")->reason,
                     "begins like a table of runs (runs.csv) (80 of 100), but line 2: "
                     "unclosed quote from line 2");
    ck_assert_str_eq(note(&w, "refused-input"),
                     "not read: begins like a table of runs (runs.csv) (80 of 100), but "
                     "line 2: unclosed quote from line 2");
    finish(&w);
}
END_TEST

/* The log that is refused came first and held a run that another log holds too. */
START_TEST(a_refused_log_takes_no_run_with_it)
{
    world w = begin();

    put(&w, "1.csv", "run_id,hours,state\na,1,complete\nc,1,complete\nx,\"1\n");
    put(&w, "2.csv", AB);
    plume_intake_keep_going(w.intake, true);
    add_path(&w, "", NULL);
    expect_runs(&w, "a b ");
    expect_records(&w, 2, 2, 0, 0, 0);
    finish(&w);
}
END_TEST

START_TEST(going_on_lists_each_path_that_gives_nothing)
{
    world w = begin();

    put(&w, "a.csv", A);
    put(&w, "notes.txt", "buy milk");
    put_folder(&w, "empty");
    plume_intake_keep_going(w.intake, true);
    add_path(&w, "a.csv", NULL);
    add_path(&w, "notes.txt", NULL);
    add_path(&w, "empty", NULL);
    add_path(&w, "missing.csv", NULL);
    expect_runs(&w, "a ");
    ck_assert_int_eq(input(&w, "empty")->verdict, PLUME_INPUT_REFUSED);
    ck_assert_str_eq(input(&w, "empty")->reason,
                     "there is no log with a run in this folder");
    ck_assert_int_eq(input(&w, "missing.csv")->verdict, PLUME_INPUT_REFUSED);
    ck_assert_str_eq(input(&w, "missing.csv")->reason,
                     "cannot be read: No such file or directory");
    finish(&w);
}
END_TEST

static const char certain_log[] =
    "run_id,energy_scope,pue_included,reader,line,hours\na,,,tidy,1,\"1\n";

START_TEST(of_the_files_that_were_found_only_a_certain_log_stops_a_report)
{
    world w = begin();

    put(&w, "1.csv", AB);
    put(&w, "2.csv", certain_log);
    add_path(&w, "", NULL);
    expect_failure(&w, "unclosed quote from line 2");
    finish(&w);

    w = begin();
    put(&w, "1.csv", AB);
    put(&w, "likely.csv", "run_id,hours\na,\"1\nb,2\n");
    put(&w, "weak.csv", "Run ID,hours\na,\"1\nb,2\n");
    add_path(&w, "", NULL);
    expect_runs(&w, "a b ");
    ck_assert_int_eq(input(&w, "likely.csv")->verdict, PLUME_INPUT_REFUSED);
    ck_assert_int_eq(input(&w, "weak.csv")->verdict, PLUME_INPUT_NOT_A_LOG);
    ck_assert_ptr_nonnull(strstr(note(&w, "refused-input"), "unclosed quote"));
    finish(&w);
}
END_TEST

START_TEST(a_table_that_was_found_and_states_no_time_energy_or_work_is_no_log)
{
    world w = begin();

    put(&w, "1.csv", AB);
    put(&w, "2.csv", "run_id,hours,device\na,,V100\nb,,V100\n");
    add_path(&w, "", NULL);
    expect_runs(&w, "a b ");
    ck_assert_int_eq(input(&w, "2.csv")->verdict, PLUME_INPUT_NOT_A_LOG);
    ck_assert_ptr_nonnull(
        strstr(input(&w, "2.csv")->reason, "no record states a time, an energy or work"));
    ck_assert_str_eq(input(&w, "2.csv")->sha256, "");
    ck_assert_str_eq(note(&w, "refused-input"), "");
    finish(&w);
}
END_TEST

#define SMI_HEAD  "timestamp, index, power.draw [W]\n"
#define DMON_HEAD "# gpu   pwr gtemp\n# Idx     W     C\n"

START_TEST(what_a_document_quotes_is_no_log)
{
    static const char *const names[] = { "README.md", "README", "notes.rst", "train.py" };
    world w = begin();

    put(&w, "1.csv", AB);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        put(&w, names[i], DMON_HEAD SMI_HEAD);
    put(&w, "quoted.html", "run_id,hours\nx,1\n");
    add_path(&w, "", NULL);
    expect_runs(&w, "a b ");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ck_assert_int_eq(input(&w, names[i])->verdict, PLUME_INPUT_NOT_A_LOG);
    expect_no_log(&w, "README.md", "a document, which may quote logs and is none");
    expect_no_log(&w, "train.py", "the source of a program");
    finish(&w);
}
END_TEST

/* Words that a log has too, in files that are none: none stops a folder or gives a run.
 */
static const struct {
    const char *name, *text;
} words[] = {
    { "monitor.json",
      "{\"cmd\": \"nvidia-smi --query-gpu=index,power.draw,uuid -l 1\", \"n\": 5}\n" },
    { "fields.txt", "We log:\ntimestamp, index, power.draw [W]\nJobID|State|Elapsed\n" },
    { "notes.txt", "# gpu   pwr  is what we want\nrun it with dmon\n" },
    { "turbo.txt", "PkgWatt is a column of turbostat\n" },
    { "grid.csv", "date,price_eur,load_mw\n2024-05-13 00:00,80,50\n2024-05-13 "
                  "01:00,78,48\n" },
    { "plant.csv", "DATE_TIME,PLANT_ID,DC_POWER,AC_POWER,DAILY_YIELD\n"
                   "15-05-2020 12:00,4135001,1000,950,10\n"
                   "15-05-2020 13:00,4135001,1100,990,11\n" },
    { "turbine.csv", "Date/Time,LV ActivePower (kW),Wind Speed (m/s)\n"
                     "01 01 2018 00:00,380.0,5.3\n01 01 2018 00:10,453.7,5.6\n" },
    { "household.csv", "Date;Time;Global_active_power;Global_reactive_power;Voltage\n"
                       "16/12/2006;17:24:00;4.216;0.418;234.840\n"
                       "16/12/2006;17:25:00;5.360;0.436;233.630\n" },
};

START_TEST(words_of_a_log_make_no_log)
{
    world w = begin();

    put(&w, "1.csv", AB);
    put(&w, words[_i].name, words[_i].text);
    add_path(&w, "", NULL);
    expect_runs(&w, "a b ");
    ck_assert_int_eq(input(&w, words[_i].name)->verdict, PLUME_INPUT_NOT_A_LOG);
    ck_assert_str_eq(note(&w, "refused-input"), "");
    finish(&w);
}
END_TEST

START_TEST(what_two_readers_know_equally_well_stops_no_folder)
{
    world w = begin();

    put(&w, "1.csv", AB);
    put(&w, "notes.txt", DMON_HEAD SMI_HEAD);
    add_path(&w, "", NULL);
    expect_runs(&w, "a b ");
    ck_assert_int_eq(input(&w, "notes.txt")->verdict, PLUME_INPUT_REFUSED);
    ck_assert_ptr_nonnull(strstr(note(&w, "refused-input"), "equally sure"));
    finish(&w);

    w = begin();
    put(&w, "notes.txt", DMON_HEAD SMI_HEAD);
    add_path(&w, "notes.txt", NULL);
    ck_assert_int_ne(read_runs(&w), PLUME_OK);
    ck_assert_ptr_nonnull(strstr(error.message, "equally sure"));
    finish(&w);
}
END_TEST

START_TEST(what_git_lfs_left_behind_is_told_and_a_program_s_folder_is_not_entered)
{
    world w = begin();

    put(&w, "1.csv", AB);
    put(&w, "2.csv",
        "version https://git-lfs.github.com/spec/v1\n"
        "oid sha256:0123\nsize 5\n");
    put_folder(&w, "venv");
    put_folder(&w, "site-packages");
    put_folder(&w, "old");
    put(&w, "venv/pyvenv.cfg", "home = /usr/bin\n");
    put(&w, "venv/3.csv", "run_id,hours\nc,1\n");
    put(&w, "site-packages/4.csv", "run_id,hours\nd,1\n");
    put_folder(&w, "CMakeFiles"); /* its build folder has no cache */
    put(&w, "CMakeFiles/6.csv", "run_id,hours\nf,1\n");
    put(&w, "old/5.csv", "run_id,hours\ne,1\n");
    ck_ok(plume_intake_ignore(w.intake, "old", &error), error);
    add_path(&w, "", NULL);
    expect_runs(&w, "a b ");
    ck_assert_ptr_nonnull(strstr(note(&w, "lfs-pointer"), "a Git LFS pointer"));
    ck_assert_str_eq(input(&w, "venv")->reason, "a virtual environment of Python");
    ck_assert_str_eq(input(&w, "site-packages")->reason, "packages of Python");
    ck_assert_str_eq(input(&w, "CMakeFiles")->reason, "a build folder");
    ck_assert_str_eq(input(&w, "old")->reason, "ignored, as asked");
    finish(&w);
}
END_TEST

START_TEST(going_on_when_nothing_at_all_was_read_is_an_error)
{
    world w = begin();

    plume_intake_keep_going(w.intake, true);
    add_path(&w, "missing.csv", NULL);
    expect_failure(&w, "none of the paths gave a run");
    finish(&w);
}
END_TEST

START_TEST(a_damaged_log_is_recognised_by_what_stands_before_the_damage)
{
    world w = begin();
    char path[300], row[64];
    struct stat status;
    gzFile file;

    snprintf(path, sizeof path, "%s/a.csv.gz", w.folder);
    file = gzopen(path, "wb9");
    gzputs(file, "run_id,hours\n");
    for (int i = 0; i < 5000; i++) {
        snprintf(row, sizeof row, "run-%d,%d\n", i * 7919, i);
        gzputs(file, row);
    }
    gzclose(file);
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(truncate(path, status.st_size - 5), 0);
    put(&w, "b.csv", B);
    add_path(&w, "", NULL);
    expect_runs(&w, "b ");
    ck_assert_ptr_nonnull(strstr(note(&w, "refused-input"), "the file is cut off"));
    finish(&w);
}
END_TEST

/* Times and watts, but two readings of one device at each moment, or times that nobody
 * reads; the last is a table of results. */
START_TEST(a_power_log_that_cannot_be_read_is_left_out_and_told)
{
    static const char *const logs[] = {
        "timestamp,gpu,power_w\n2024-05-13T10:00:00Z,0,300\n2024-05-13T10:00:00Z,0,200\n"
        "2024-05-13T10:01:00Z,0,300\n2024-05-13T10:01:00Z,0,210\n",
        "timestamp,room,rack,power_w\n2024-05-13T10:00:00Z,a,b,300\n"
        "2024-05-13T10:00:00Z,a,c,200\n2024-05-13T10:01:00Z,a,b,300\n"
        "2024-05-13T10:01:00Z,a,c,210\n",
        "timestamp,power_w\n13h05,300\n13h06,310\n",
        "name,time,power\nresnet,12 days,250\n"
    };
    static const char *const told[] = { "several readings of device",
                                        "several readings of one device",
                                        "every record was rejected", NULL };
    world w = begin();

    put(&w, "b.csv", B);
    put(&w, "power.csv", logs[_i]);
    add_path(&w, "", NULL);
    expect_runs(&w, "b ");
    if (told[_i] != NULL)
        ck_assert_ptr_nonnull(strstr(note(&w, "refused-input"), told[_i]));
    else
        ck_assert_int_eq(input(&w, "power.csv")->verdict, PLUME_INPUT_NOT_A_LOG);
    finish(&w);
}
END_TEST

/* Nothing of it can be known but its name. */
START_TEST(a_damaged_file_that_bears_the_name_of_a_log_is_told)
{
    static const char *const names[] = { "emissions.csv.gz",
                                         "events.out.tfevents.17.n1.gz", "photos.tar.gz",
                                         "weights.gz" };
    world w = begin();

    put(&w, names[_i], "\x1f\x8b\b");
    put(&w, "b.csv", B);
    add_path(&w, "", NULL);
    expect_runs(&w, "b ");
    if (_i < 2)
        ck_assert_ptr_nonnull(strstr(note(&w, "damaged-input"), "not read: damaged"));
    else
        ck_assert_uint_eq(plume_notes_count(w.notes), 0);
    finish(&w);
}
END_TEST

START_TEST(a_log_that_changes_while_it_is_read_is_an_error)
{
    world w = begin();

    put(&w, "a.csv", A);
    add_path(&w, "a.csv", NULL);
    ck_ok(plume_intake_survey(w.intake, &error), error);
    put(&w, "a.csv", B);
    expect_failure(&w, "changed while it was read");
    finish(&w);

    w = begin();
    put(&w, "a.csv", A);
    add_path(&w, "a.csv", NULL);
    ck_ok(plume_intake_survey(w.intake, &error), error);
    put(&w, "a.csv", "run_id,hours,state\na,1.00,complete\n");
    expect_failure(&w, "changed while it was read");
    finish(&w);
}
END_TEST

START_TEST(without_digests_a_log_that_changes_is_an_error_all_the_same)
{
    world w = begin();

    put(&w, "a.csv", A);
    add_path(&w, "a.csv", NULL);
    plume_intake_spare_digests(w.intake);
    ck_ok(plume_intake_survey(w.intake, &error), error);
    ck_assert_str_eq(input(&w, "a.csv")->sha256, "");
    put(&w, "a.csv", B);
    expect_failure(&w, "changed while it was read");
    finish(&w);
}
END_TEST

static void append(const world *w, const char *name, const void *bytes, size_t length)
{
    char path[300];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", w->folder, name);
    file = fopen(path, "ab");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

/* Lines, a document as a whole, a table as a spreadsheet saves it. */
static const struct {
    const char *name, *text, *more, *runs, *told;
} growing[] = {
    { "a.csv", AB, "c,3,complete\n", "a b ",
      "it grew while it was read: its first 45 bytes count" },
    { "a.csv", "run_id,hours,state\na,1,complete\nb,2,comp", "lete\n", "a ",
      "it grew while it was read: its first 40 bytes count, the last line of which may "
      "be "
      "cut off" },
    { "trainer_state.json",
      "{\"global_step\":2,\"max_steps\":2,\"log_history\":[{\"step\":2,"
      "\"train_runtime\":60.0,\"epoch\":1.0}]}\n",
      " \n", NULL, "it grew while it was read: its first 92 bytes count" },
    { "a.csv", "run_id;hours;state\na;1,5;complete\n", "c;3,5;complete\n", "a ",
      "it grew while it was read: its first 34 bytes count" },
};

static void expect_growth(world *w, int i)
{
    ck_ok(read_runs(w), error);
    if (growing[i].runs != NULL)
        ck_assert_str_eq(w->ids, growing[i].runs);
    ck_assert_str_eq(note(w, "growing-log"), growing[i].told);
}

START_TEST(a_log_that_grows_is_read_to_its_size_at_opening)
{
    world w = begin();

    put(&w, growing[_i].name, growing[_i].text);
    add_path(&w, growing[_i].name, NULL);
    ck_ok(plume_intake_survey(w.intake, &error), error);
    append(&w, growing[_i].name, growing[_i].more, strlen(growing[_i].more));
    expect_growth(&w, _i);
    finish(&w);

    w = begin();
    put(&w, growing[_i].name, growing[_i].text);
    add_path(&w, growing[_i].name, NULL);
    plume_intake_spare_digests(w.intake);
    ck_ok(plume_intake_survey(w.intake, &error), error);
    append(&w, growing[_i].name, growing[_i].more, strlen(growing[_i].more));
    expect_growth(&w, _i);
    finish(&w);
}
END_TEST

START_TEST(a_log_that_was_packed_without_a_checksum_is_told)
{
    world w = begin();
    char packed[1024];
    size_t length = ZSTD_compress(packed, sizeof packed, AB, strlen(AB), 3);

    ck_assert(!ZSTD_isError(length)); /* this call writes none */
    free(test_file(w.folder, "a.csv.zst", packed, length));
    add_path(&w, "a.csv.zst", NULL);
    expect_runs(&w, "a b ");
    ck_assert_str_eq(note(&w, "no-checksum"),
                     "it was packed without a checksum, so that damage to it cannot be "
                     "seen");
    ck_assert_uint_eq(plume_notes_count(w.notes), 1);
    finish(&w);
}
END_TEST

START_TEST(a_log_that_grows_and_is_written_anew_before_is_an_error)
{
    world w = begin();
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, A);
    for (int i = 0; i < 300; i++)
        plume_text_printf(&text, "r%d,1,complete\n", i);
    put(&w, "a.csv", text.data);
    add_path(&w, "a.csv", NULL);
    ck_ok(plume_intake_survey(w.intake, &error), error);
    text.data[21] = '2'; /* the hours of a, far before the end */
    plume_text_add(&text, "c,3,complete\n");
    put(&w, "a.csv", text.data);
    expect_failure(&w, "changed while it was read");
    plume_text_dispose(&text);
    finish(&w);
}
END_TEST

static plume_status refuse(void *state, const plume_run *run, plume_error *failure)
{
    (void)state;
    return plume_fail(failure, PLUME_ERR_VALUE, "no place for '%s'", run->id);
}

START_TEST(a_failure_of_the_sink_is_passed_up)
{
    world w = begin();
    plume_run_sink sink = { refuse, NULL };

    put(&w, "a.csv", A);
    add_path(&w, "a.csv", NULL);
    ck_assert_int_eq(plume_intake_read(w.intake, sink, &error), PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message, "no place for 'a'");
    finish(&w);
}
END_TEST

START_TEST(nothing_can_be_added_after_the_survey)
{
    world w = begin();

    put(&w, "a.csv", A);
    add_path(&w, "a.csv", NULL);
    ck_ok(plume_intake_survey(w.intake, &error), error);
    ck_assert_int_eq(plume_intake_add(w.intake, w.folder, NULL, &error), PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message, "cannot be added: the logs were surveyed already");
    finish(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_path_that_does_not_exist_is_told_when_it_is_added);
    tcase_add_test(tcase, a_named_file_that_is_no_log_is_an_error);
    tcase_add_test(tcase, a_named_folder_without_a_log_is_an_error);
    tcase_add_test(tcase, a_named_log_without_a_run_is_an_error);
    tcase_add_test(tcase, a_log_of_damaged_records_tells_the_first);
    tcase_add_test(tcase, a_log_that_cannot_be_read_is_an_error_or_is_refused);
    tcase_add_test(tcase, a_refused_log_takes_no_run_with_it);
    tcase_add_test(tcase, going_on_lists_each_path_that_gives_nothing);
    tcase_add_test(tcase, of_the_files_that_were_found_only_a_certain_log_stops_a_report);
    tcase_add_test(tcase,
                   a_table_that_was_found_and_states_no_time_energy_or_work_is_no_log);
    tcase_add_test(tcase, what_a_document_quotes_is_no_log);
    tcase_add_test(tcase, what_two_readers_know_equally_well_stops_no_folder);
    tcase_add_loop_test(tcase, words_of_a_log_make_no_log, 0,
                        (int)(sizeof words / sizeof *words));
    tcase_add_test(
        tcase, what_git_lfs_left_behind_is_told_and_a_program_s_folder_is_not_entered);
    tcase_add_test(tcase, going_on_when_nothing_at_all_was_read_is_an_error);
    tcase_add_test(tcase, a_damaged_log_is_recognised_by_what_stands_before_the_damage);
    tcase_add_loop_test(tcase, a_power_log_that_cannot_be_read_is_left_out_and_told, 0,
                        4);
    tcase_add_loop_test(tcase, a_damaged_file_that_bears_the_name_of_a_log_is_told, 0, 4);
    tcase_add_test(tcase, a_log_that_changes_while_it_is_read_is_an_error);
    tcase_add_loop_test(tcase, a_log_that_grows_is_read_to_its_size_at_opening, 0, 4);
    tcase_add_test(tcase, a_log_that_was_packed_without_a_checksum_is_told);
    tcase_add_test(tcase, a_log_that_grows_and_is_written_anew_before_is_an_error);
    tcase_add_test(tcase, without_digests_a_log_that_changes_is_an_error_all_the_same);
    tcase_add_test(tcase, a_failure_of_the_sink_is_passed_up);
    tcase_add_test(tcase, nothing_can_be_added_after_the_survey);
}

int main(void)
{
    return test_main("intake failures", add);
}
