#include "../../support/intake_world.h"

/* --- walking --- */

START_TEST(folders_are_read_in_the_order_of_bytes)
{
    world w = begin();

    put(&w, "b.csv", "run_id,hours,state\n4,1,complete\n");
    put(&w, "B.csv", "run_id,hours,state\n2,1,complete\n");
    put(&w, "a.csv", "run_id,hours,state\n3,1,complete\n");
    put_folder(&w, "A");
    put(&w, "A/z.csv", "run_id,hours,state\n1,1,complete\n");
    add_path(&w, "", NULL);
    expect_runs(&w, "1 2 3 4 ");
    expect_runs(&w, "1 2 3 4 ");
    expect_records(&w, 4, 4, 0, 0, 0);
    finish(&w);
}
END_TEST

START_TEST(what_is_no_log_is_named_with_its_reason)
{
    world w = begin();
    char pipe[300];

    put(&w, "a.csv", A);
    put(&w, "empty.csv", "");
    put(&w, "notes.txt", "buy milk");
    put(&w, ".hidden.csv", B);
    put_folder(&w, ".cache");
    put(&w, ".cache/b.csv", B);
    put(&w, "broken.gz", "\x1f\x8b\x08 this is no gzip");
    snprintf(pipe, sizeof pipe, "%s/pipe.csv", w.folder);
    ck_assert_int_eq(mkfifo(pipe, 0600), 0);
    put_folder(&w, "report");
    put(&w, "report/results.json", "{\n  \"schema\": \"plume.report/1\"\n}\n");
    put(&w, "report/runs.csv", B);
    add_path(&w, "", NULL);
    expect_runs(&w, "a ");
    expect_no_log(&w, "empty.csv", "it is empty");
    expect_no_log(&w, "notes.txt", "no reader knows its beginning");
    expect_no_log(&w, ".hidden.csv", "hidden");
    expect_no_log(&w, ".cache", "hidden");
    expect_no_log(&w, "pipe.csv", "a pipe");
    expect_no_log(&w, "report", "a report that plume wrote");
    ck_assert_int_eq(input(&w, "broken.gz")->verdict, PLUME_INPUT_NOT_A_LOG);
    ck_assert_str_eq(input(&w, "a.csv")->reader, "tidy");
    ck_assert_str_eq(input(&w, "a.csv")->reason, "begins like a table of runs (runs.csv) "
                                                 "(80 of 100)");
    ck_assert_uint_eq(input(&w, "a.csv")->bytes, strlen(A));
    ck_assert_uint_eq(strlen(input(&w, "a.csv")->sha256), 64);
    finish(&w);
}
END_TEST

START_TEST(links_lead_neither_around_nor_out)
{
    world w = begin(), outside = begin();
    char path[300];

    put(&outside, "b.csv", B);
    put_folder(&w, "sub");
    put(&w, "sub/a.csv", A);
    put_link(&w, "loop", ".");
    put_link(&w, "sub/up", "..");
    put_link(&w, "gone", "nowhere");
    put_link(&w, "way-out", outside.folder);
    snprintf(path, sizeof path, "%s/b.csv", outside.folder);
    put_link(&w, "out.csv", path);
    put_link(&w, "alias.csv", "sub/a.csv");
    put_link(&w, "device", "/dev/null");
    add_path(&w, "", NULL);
    expect_runs(&w, "a ");
    expect_no_log(&w, "loop", "a link to a folder");
    expect_no_log(&w, "sub/up", "a link to a folder");
    expect_no_log(&w, "gone", "a link that leads nowhere");
    expect_no_log(&w, "way-out", "a link that leads out of the folder");
    expect_no_log(&w, "out.csv", "a link that leads out of the folder");
    ck_assert_int_eq(input(&w, "alias.csv")->verdict, PLUME_INPUT_READ);
    ck_assert_int_eq(input(&w, "sub/a.csv")->verdict, PLUME_INPUT_REPEATED);
    finish(&outside);
    finish(&w);
}
END_TEST

START_TEST(a_link_that_is_named_is_followed)
{
    world w = begin(), outside = begin();
    char path[300];

    put(&outside, "b.csv", B);
    snprintf(path, sizeof path, "%s/b.csv", outside.folder);
    put_link(&w, "out.csv", path);
    put_link(&w, "folder", outside.folder);
    add_path(&w, "out.csv", NULL);
    add_path(&w, "folder", NULL);
    expect_runs(&w, "b ");
    finish(&outside);
    finish(&w);
}
END_TEST

START_TEST(a_folder_that_cannot_be_listed_is_an_error)
{
    world w = begin();
    char path[300];

    put(&w, "a.csv", A);
    put_folder(&w, "locked");
    snprintf(path, sizeof path, "%s/locked", w.folder);
    ck_assert_int_eq(chmod(path, 0), 0);
    ck_assert_int_eq(chmod(w.folder, 0755), 0);
    if (geteuid() == 0) /* root may list anything */
        ck_assert_int_eq(setuid(65534), 0);
    add_path(&w, "", NULL);
    expect_failure(&w, "this folder cannot be listed: Permission denied");
    ck_assert_str_eq(error.path, path);
    finish(&w);
}
END_TEST

START_TEST(folders_that_lie_too_deep_are_an_error)
{
    world w = begin();
    char name[600] = "";

    for (int i = 0; i < 130; i++) {
        strcat(name, i > 0 ? "/d" : "d");
        put_folder(&w, name);
    }
    add_path(&w, "", NULL);
    expect_failure(&w, "folders lie more than 128 deep");
    finish(&w);
}
END_TEST

/* --- repeats --- */

START_TEST(the_same_file_named_twice_is_read_once)
{
    world w = begin();

    put(&w, "a.csv", A);
    put_folder(&w, "sub");
    add_path(&w, "a.csv", NULL);
    add_path(&w, "sub/../a.csv", NULL);
    expect_runs(&w, "a ");
    ck_assert_int_eq(plume_intake_at(w.intake, 1)->verdict, PLUME_INPUT_REPEATED);
    ck_assert_str_eq(note(&w, "repeated-input"),
                     "the same file as one before: read once");
    expect_records(&w, 1, 1, 0, 0, 0);
    finish(&w);
}
END_TEST

START_TEST(the_same_run_in_two_files_is_used_once)
{
    world w = begin();

    put(&w, "1.csv", AB);
    put(&w, "2.csv", "hours,run_id,state\n1.0,a,complete\n3,c,complete\n");
    add_path(&w, "", NULL);
    expect_runs(&w, "a b c ");
    ck_assert(w.hours == 6.0);
    expect_records(&w, 4, 3, 0, 1, 0);
    ck_assert_uint_eq(input(&w, "2.csv")->records.duplicate, 1);
    finish(&w);
}
END_TEST

/* --- what the user says --- */

START_TEST(options_fill_or_override)
{
    world w = begin();
    plume_input_options options;

    plume_input_options_init(&options);
    options.role = PLUME_ROLE_SEARCH;
    options.device = "A100";
    options.device_count = 8;
    options.study = "sweep";
    put(&w, "a.csv", "run_id,hours,role,device,state\na,1,final,,complete\n");
    put(&w, "b.csv",
        "run_id,hours,device,device_count,study,state\nb,1,V100,2,s,complete\n");
    add_path(&w, "a.csv", &options);
    expect_runs(&w, "a ");
    ck_assert_int_eq(w.role, PLUME_ROLE_SEARCH);
    ck_assert_str_eq(w.device, "A100");
    ck_assert_str_eq(w.study, "sweep");
    ck_assert(w.device_count == 8.0);
    ck_assert_uint_eq(w.line, 2);
    ck_assert_ptr_nonnull(strstr(w.path, "/a.csv"));
    finish(&w);

    w = begin();
    put(&w, "b.csv",
        "run_id,hours,device,device_count,study,state\nb,1,V100,2,s,complete\n");
    add_path(&w, "b.csv", &options);
    expect_runs(&w, "b ");
    ck_assert_str_eq(w.device, "V100");
    ck_assert_str_eq(w.study, "s");
    ck_assert(w.device_count == 2.0);
    finish(&w);
}
END_TEST

START_TEST(an_unknown_reader_is_answered_with_the_nearest)
{
    world w = begin();
    plume_input_options options;

    plume_input_options_init(&options);
    options.reader = "codecarbo";
    put(&w, "a.csv", A);
    ck_assert_int_eq(plume_intake_add(w.intake, w.folder, &options, &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "no reader is called 'codecarbo'");
    ck_assert_ptr_nonnull(strstr(error.hint, "codecarbon"));
    finish(&w);
}
END_TEST

START_TEST(a_forced_reader_reads_a_named_file_and_only_its_own_in_a_folder)
{
    world w = begin();
    plume_input_options options;

    plume_input_options_init(&options);
    options.reader = "tidy";
    put(&w, "a.csv", A);
    put(&w, "odd.csv", "name,value\n1,2\n");
    add_path(&w, "", &options);
    expect_runs(&w, "a ");
    expect_no_log(&w, "odd.csv", "the reader that was asked for does not know it");
    finish(&w);

    w = begin();
    put(&w, "odd.csv", "run-id,value\n1,2\n");
    add_path(&w, "odd.csv", &options);
    expect_failure(&w, "there is no column 'run_id'");
    ck_assert_str_eq(error.hint, "did you mean 'run-id'?");
    finish(&w);
}
END_TEST

START_TEST(naive_times_are_read_in_the_zone_given_else_with_a_note)
{
    const char *text =
        "run_id,start,end,state\na,2023-07-01T12:00:00,2023-07-01T13:00:00,ok\n";
    world w = begin();

    put(&w, "a.csv", text);
    add_path(&w, "a.csv", NULL);
    expect_runs(&w, "a ");
    ck_assert_str_eq(note(&w, "naive-time"), "times without a zone are read as UTC");
    finish(&w);

    w = begin();
    {
        plume_input_options options;
        plume_zone *zone;

        plume_input_options_init(&options);
        ck_ok(plume_zone_load(&zone, "+02:00", &error), error);
        options.zone = zone;
        put(&w, "a.csv", text);
        add_path(&w, "a.csv", &options);
        expect_runs(&w, "a ");
        ck_assert_str_eq(note(&w, "naive-time"), "");
        plume_zone_free(zone);
    }
    finish(&w);
}
END_TEST

/* --- standard input --- */

START_TEST(standard_input_is_read_as_often_as_needed)
{
    world w = begin();
    char *path = test_file(w.folder, "in", AB, strlen(AB));

    ck_assert_ptr_nonnull(freopen(path, "rb", stdin));
    ck_ok(plume_intake_add(w.intake, "-", NULL, &error), error);
    ck_ok(plume_intake_add(w.intake, "-", NULL, &error), error);
    expect_runs(&w, "a b ");
    expect_runs(&w, "a b ");
    ck_assert_str_eq(w.path, "-");
    ck_assert_int_eq(plume_intake_at(w.intake, 1)->verdict, PLUME_INPUT_REPEATED);
    free(path);
    finish(&w);
}
END_TEST

/* --- companions --- */

/* A run of the impact tracker: its log and the pickle that belongs to it. */
static void put_tracked(const world *w, const char *folder)
{
    static const char *const names[] = { "data.json", "info.pkl" };
    char below[300], name[100];

    put_folder(w, folder);
    for (size_t i = 0; i < 2; i++) {
        size_t length;
        char *from, *bytes;

        snprintf(below, sizeof below,
                 "tests/samples/impact_tracker/protocol_2/impacttracker/%s", names[i]);
        snprintf(name, sizeof name, "%s/%s", folder, names[i]);
        from = test_path(below);
        bytes = test_slurp(from, &length);
        ck_assert_ptr_nonnull(bytes);
        free(test_file(w->folder, name, bytes, length));
        free(bytes);
        free(from);
    }
}

START_TEST(a_companion_is_listed_with_its_log_and_digested)
{
    world w = begin();

    put_tracked(&w, "impacttracker");
    add_path(&w, "", NULL);
    ck_ok(read_runs(&w), error);
    ck_assert_int_eq(input(&w, "info.pkl")->verdict, PLUME_INPUT_COMPANION);
    ck_assert_str_eq(input(&w, "info.pkl")->reason, "belongs to the log beside it");
    ck_assert_str_eq(input(&w, "info.pkl")->reader, "impact_tracker");
    ck_assert_uint_eq(strlen(input(&w, "info.pkl")->sha256), 64);
    ck_assert_uint_eq(plume_intake_count(w.intake), 2);
    finish(&w);
}
END_TEST

START_TEST(a_companion_is_found_though_only_its_log_was_named)
{
    world w = begin();

    put_tracked(&w, "impacttracker");
    add_path(&w, "impacttracker/data.json", NULL);
    ck_ok(read_runs(&w), error);
    ck_assert_uint_eq(plume_intake_count(w.intake), 2);
    ck_assert_int_eq(input(&w, "info.pkl")->verdict, PLUME_INPUT_COMPANION);
    finish(&w);
}
END_TEST

START_TEST(a_companion_is_not_fetched_from_elsewhere)
{
    world w = begin(), outside = begin();
    char path[300], link[300];

    put_tracked(&w, "impacttracker");
    put_tracked(&outside, "impacttracker");
    snprintf(path, sizeof path, "%s/impacttracker/info.pkl", outside.folder);
    snprintf(link, sizeof link, "%s/impacttracker/info.pkl", w.folder);
    ck_assert_int_eq(unlink(link), 0);
    ck_assert_int_eq(symlink(path, link), 0);
    add_path(&w, "", NULL);
    ck_ok(read_runs(&w), error);
    expect_no_log(&w, "info.pkl", "a link that leads out of the folder");
    finish(&outside);
    finish(&w);
}
END_TEST

/* --- text from logs --- */

START_TEST(text_is_cleaned_at_the_door)
{
    world w = begin();

    put(&w, "a.csv",
        "run_id,hours,state,device\na\x1b[31m,1,complete,\xff\nb,1,complete,"
        "A\xe2\x80\xae\n");
    add_path(&w, "", NULL);
    ck_ok(read_runs(&w), error);
    ck_assert_ptr_null(strchr(w.ids, 0x1b));
    ck_assert_str_eq(w.device, "A");
    ck_assert_str_eq(note(&w, "text-cleaned"),
                     "control characters or invalid bytes were removed from text");
    finish(&w);
}
END_TEST

START_TEST(an_intake_without_notes_works)
{
    world w = begin();

    plume_intake_free(w.intake);
    ck_ok(plume_intake_new(&w.intake, NULL, &error), error);
    put(&w, "a.csv", "run_id,hours\na,1\nb,x\n");
    add_path(&w, "", NULL);
    expect_runs(&w, "a ");
    expect_records(&w, 2, 1, 0, 0, 1);
    finish(&w);
}
END_TEST

START_TEST(the_readers_are_listed_by_name)
{
    bool found = false;

    for (size_t i = 0; i < plume_reader_count(); i++)
        found = found || strcmp(plume_reader_at(i).name, "tidy") == 0;
    ck_assert(found);
    for (size_t i = 1; i < plume_reader_count(); i++)
        ck_assert_str_lt(plume_reader_at(i - 1).name, plume_reader_at(i).name);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, folders_are_read_in_the_order_of_bytes);
    tcase_add_test(tcase, what_is_no_log_is_named_with_its_reason);
    tcase_add_test(tcase, links_lead_neither_around_nor_out);
    tcase_add_test(tcase, a_link_that_is_named_is_followed);
    tcase_add_test(tcase, a_folder_that_cannot_be_listed_is_an_error);
    tcase_add_test(tcase, folders_that_lie_too_deep_are_an_error);
    tcase_add_test(tcase, the_same_file_named_twice_is_read_once);
    tcase_add_test(tcase, the_same_run_in_two_files_is_used_once);
    tcase_add_test(tcase, options_fill_or_override);
    tcase_add_test(tcase, an_unknown_reader_is_answered_with_the_nearest);
    tcase_add_test(tcase,
                   a_forced_reader_reads_a_named_file_and_only_its_own_in_a_folder);
    tcase_add_test(tcase, naive_times_are_read_in_the_zone_given_else_with_a_note);
    tcase_add_test(tcase, standard_input_is_read_as_often_as_needed);
    tcase_add_test(tcase, a_companion_is_listed_with_its_log_and_digested);
    tcase_add_test(tcase, a_companion_is_found_though_only_its_log_was_named);
    tcase_add_test(tcase, a_companion_is_not_fetched_from_elsewhere);
    tcase_add_test(tcase, text_is_cleaned_at_the_door);
    tcase_add_test(tcase, an_intake_without_notes_works);
    tcase_add_test(tcase, the_readers_are_listed_by_name);
}

int main(void)
{
    return test_main("intake", add);
}
