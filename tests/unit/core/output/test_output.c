#include "support/folder_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/output/staging.h"

static plume_error error;

static void write_file(const char *path, const char *text)
{
    plume_output *output;

    ck_ok(plume_output_open(&output, path, &error), error);
    ck_ok(plume_output_write(output, text, strlen(text), &error), error);
    ck_ok(plume_output_finish(output, &error), error);
}

START_TEST(a_file_appears_only_when_it_is_finished)
{
    char *folder = test_folder(), *path = test_at(folder, "a.csv");
    plume_output *output;
    struct stat status;

    umask(022);
    ck_ok(plume_output_open(&output, path, &error), error);
    ck_ok(plume_output_write(output, "one\n", 4, &error), error);
    ck_assert_int_ne(access(path, F_OK), 0);
    ck_ok(plume_output_finish(output, &error), error);
    test_expect_file(path, "one\n");
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(status.st_mode & 0777, 0644);
    ck_assert_uint_eq(test_entries(folder), 1);
    free(path);
    free(folder);
}
END_TEST

START_TEST(an_abandoned_file_leaves_the_old_one_alone)
{
    char *folder = test_folder(), *path = test_at(folder, "a.csv");
    plume_output *output;

    write_file(path, "old\n");
    ck_ok(plume_output_open(&output, path, &error), error);
    ck_ok(plume_output_write(output, "new\n", 4, &error), error);
    plume_output_abandon(output);
    plume_output_abandon(NULL);
    test_expect_file(path, "old\n");
    ck_assert_uint_eq(test_entries(folder), 1);
    free(path);
    free(folder);
}
END_TEST

START_TEST(what_is_larger_than_the_buffer_is_written_in_order)
{
    char *folder = test_folder(), *path = test_at(folder, "a.csv"), *text;
    char big[100000];
    plume_output *output;
    size_t length;

    memset(big, 'x', sizeof big);
    ck_ok(plume_output_open(&output, path, &error), error);
    ck_ok(plume_output_write(output, "<", 1, &error), error);
    ck_ok(plume_output_write(output, big, sizeof big, &error), error);
    for (int i = 0; i < 100; i++)
        ck_ok(plume_output_write(output, big, 1000, &error), error);
    ck_ok(plume_output_write(output, ">", 1, &error), error);
    ck_ok(plume_output_finish(output, &error), error);
    text = test_slurp(path, &length);
    ck_assert_uint_eq(length, 200002);
    ck_assert(text[0] == '<' && text[200001] == '>' && text[1] == 'x');
    free(text);
    free(path);
    free(folder);
}
END_TEST

START_TEST(what_was_written_may_be_taken_back)
{
    char *folder = test_folder(), *path = test_at(folder, "a.csv");
    char *long_text = calloc(1, 100001);
    plume_output *output;

    memset(long_text, 'x', 100000); /* more than waits to be written */
    ck_ok(plume_output_open(&output, path, &error), error);
    ck_ok(plume_output_write(output, long_text, 100000, &error), error);
    ck_ok(plume_output_write(output, "one\n", 4, &error), error);
    ck_ok(plume_output_restart(output, &error), error);
    ck_ok(plume_output_write(output, "two\n", 4, &error), error);
    ck_ok(plume_output_finish(output, &error), error);
    test_expect_file(path, "two\n");
    ck_ok(plume_output_open(&output, "/dev/null", &error), error);
    ck_assert_int_eq(plume_output_restart(output, &error), PLUME_ERR_VALUE);
    ck_assert_int_eq(plume_output_finish(output, &error), PLUME_ERR_VALUE);
    free(long_text);
    free(path);
    free(folder);
}
END_TEST

START_TEST(a_link_stays_a_link)
{
    char *folder = test_folder(), *path = test_at(folder, "real.csv"),
         *link = test_at(folder, "link");
    struct stat status;

    write_file(path, "old\n");
    ck_assert_int_eq(symlink("real.csv", link), 0);
    write_file(link, "new\n");
    test_expect_file(path, "new\n");
    ck_assert_int_eq(lstat(link, &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
    free(link);
    free(path);
    free(folder);
}
END_TEST

START_TEST(a_full_disk_is_told_and_sticks)
{
    static const char big[100000];
    plume_output *output;

    ck_ok(plume_output_open(&output, "/dev/full", &error), error);
    ck_assert_int_eq(plume_output_write(output, big, sizeof big, &error), PLUME_ERR_IO);
    ck_assert_str_eq(error.message, "cannot be written: No space left on device");
    ck_assert_str_eq(error.path, "/dev/full");
    ck_assert_int_eq(plume_output_write(output, "x", 1, NULL), PLUME_ERR_IO);
    memset(&error, 0, sizeof error);
    ck_assert_int_eq(plume_output_finish(output, &error), PLUME_ERR_IO);
    ck_assert_str_eq(error.message, "cannot be written: No space left on device");
    ck_assert_int_eq(access("/dev/full", F_OK), 0);
}
END_TEST

START_TEST(a_full_standard_output_is_told)
{
    plume_output *output;

    fflush(stdout);
    ck_assert_int_ge(dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO), 0);
    ck_ok(plume_output_open(&output, "-", &error), error);
    ck_ok(plume_output_write(output, "x", 1, &error), error);
    ck_assert_int_eq(plume_output_finish(output, &error), PLUME_ERR_IO);
    ck_assert_str_eq(error.path, "standard output");
    ck_assert_str_eq(error.message, "cannot be written: No space left on device");
}
END_TEST

static void expect_open_failure(const char *path, const char *message)
{
    plume_output *output;

    memset(&error, 0, sizeof error);
    ck_assert_int_ne(plume_output_open(&output, path, &error), PLUME_OK);
    ck_assert_ptr_null(output);
    ck_assert_str_eq(error.message, message);
}

START_TEST(a_place_that_cannot_be_written_is_told)
{
    char *folder = test_folder();
    char *sub = test_at(folder, "no/such");

    expect_open_failure(folder, "this is a folder, expected the name of a file");
    expect_open_failure(sub, "cannot be written here: No such file or directory");
    ck_assert_str_eq(error.path, sub);
    expect_open_failure("", "this is no name that can be written to");
    free(sub);
    free(folder);
}
END_TEST

/* A child is killed while it writes. */
static void leave(const char *path, bool is_folder)
{
    pid_t child = fork();
    int ended;

    ck_assert_int_ge(child, 0);
    if (child == 0) {
        plume_output *output;
        plume_folder *folder;

        if (is_folder &&
            plume_folder_open(&folder, path, false, &test_owner, NULL) == PLUME_OK &&
            plume_folder_file(folder, "sub/x", &output, NULL) == PLUME_OK)
            raise(SIGKILL);
        if (!is_folder && plume_output_open(&output, path, NULL) == PLUME_OK)
            raise(SIGKILL);
        _exit(1);
    }
    ck_assert_int_eq(waitpid(child, &ended, 0), child);
    ck_assert(WIFSIGNALED(ended));
}

START_TEST(what_a_killed_run_left_is_removed_by_the_next)
{
    char *folder = test_folder(), *path = test_at(folder, "a.csv"),
         *other = test_at(folder, "b.csv");
    plume_folder *made;

    leave(path, false);
    leave(other, false);
    ck_assert_uint_eq(test_entries(folder), 2);
    write_file(path, "one\n");
    ck_assert_uint_eq(test_entries(folder), 2); /* a.csv, and what belongs to b.csv */
    write_file(other, "two\n");
    ck_assert_uint_eq(test_entries(folder), 2);
    free(other);
    other = test_at(folder, "report");
    leave(other, true);
    ck_assert_uint_eq(test_entries(folder), 3);
    ck_ok(plume_folder_open(&made, other, false, &test_owner, &error), error);
    ck_ok(plume_folder_finish(made, &error), error);
    ck_assert_uint_eq(test_entries(folder), 3);
    ck_assert_uint_eq(test_entries(other), 0);
    free(other);
    free(path);
    free(folder);
}
END_TEST

START_TEST(two_living_runs_do_not_disturb_each_other)
{
    char *folder = test_folder(), *path = test_at(folder, "a.csv");
    plume_output *first, *second;

    ck_ok(plume_output_open(&first, path, &error), error);
    ck_ok(plume_output_open(&second, path, &error), error);
    ck_ok(plume_output_write(first, "first", 5, &error), error);
    ck_ok(plume_output_write(second, "second", 6, &error), error);
    ck_ok(plume_output_finish(first, &error), error);
    test_expect_file(path, "first");
    ck_ok(plume_output_finish(second, &error), error);
    test_expect_file(path, "second");
    ck_assert_uint_eq(test_entries(folder), 1);
    free(path);
    free(folder);
}
END_TEST

START_TEST(a_foreign_file_with_such_a_name_is_left)
{
    char *folder = test_folder(), *path = test_at(folder, "a");
    char *foreign = test_file(folder, ".a.plume-notes", "x", 1);

    write_file(path, "one\n");
    test_expect_file(foreign, "x");
    free(foreign);
    free(path);
    free(folder);
}
END_TEST

START_TEST(a_name_of_the_longest_length_can_be_written)
{
    char *folder = test_folder(), name[256], *path;

    memset(name, 'n', 255);
    name[255] = '\0';
    path = test_at(folder, name);
    write_file(path, "one\n");
    test_expect_file(path, "one\n");
    free(path);
    free(folder);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_file_appears_only_when_it_is_finished);
    tcase_add_test(tcase, an_abandoned_file_leaves_the_old_one_alone);
    tcase_add_test(tcase, what_is_larger_than_the_buffer_is_written_in_order);
    tcase_add_test(tcase, what_was_written_may_be_taken_back);
    tcase_add_test(tcase, a_link_stays_a_link);
    tcase_add_test(tcase, a_full_disk_is_told_and_sticks);
    tcase_add_test(tcase, a_full_standard_output_is_told);
    tcase_add_test(tcase, a_place_that_cannot_be_written_is_told);
    tcase_add_test(tcase, what_a_killed_run_left_is_removed_by_the_next);
    tcase_add_test(tcase, two_living_runs_do_not_disturb_each_other);
    tcase_add_test(tcase, a_foreign_file_with_such_a_name_is_left);
    tcase_add_test(tcase, a_name_of_the_longest_length_can_be_written);
}

int main(void)
{
    return test_main("output", add);
}
