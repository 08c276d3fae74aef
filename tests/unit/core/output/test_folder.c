/* Folders: whole or not at all, and never over what somebody else wrote. */
#include "support/folder_fixture.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define LISTED "list\na\nfigures/a.svg\n"

static plume_error error;

static void put(plume_folder *folder, const char *name, const char *text)
{
    plume_output *output;

    ck_ok(plume_folder_file(folder, name, &output, &error), error);
    ck_ok(plume_output_write(output, text, strlen(text), &error), error);
    ck_ok(plume_output_finish(output, &error), error);
}

static plume_folder *start(const char *path, bool replace)
{
    plume_folder *folder;

    ck_ok(plume_folder_open(&folder, path, replace, &test_owner, &error), error);
    return folder;
}

static void fill(plume_folder *folder, const char *text)
{
    put(folder, "a", text);
    put(folder, "figures/a.svg", text);
    put(folder, "list", LISTED);
}

static void make(const char *path, bool replace, const char *text)
{
    plume_folder *folder = start(path, replace);

    fill(folder, text);
    test_expect_file(plume_folder_path(folder, "figures/a.svg"), text);
    ck_ok(plume_folder_finish(folder, &error), error);
}

/* The folder at path is whole, and of this text. */
static void expect(const char *path, const char *text)
{
    char *first = test_at(path, "a"), *second = test_at(path, "figures/a.svg"),
         *list = test_at(path, "list");

    test_expect_file(first, text);
    test_expect_file(second, text);
    test_expect_file(list, LISTED);
    free(list);
    free(second);
    free(first);
}

static void expect_refusal(const char *path, bool replace, const char *place,
                           const char *message, const char *hint)
{
    plume_folder *folder;

    memset(&error, 0, sizeof error);
    ck_assert_int_ne(plume_folder_open(&folder, path, replace, &test_owner, &error),
                     PLUME_OK);
    ck_assert_ptr_null(folder);
    ck_assert_str_eq(error.path, place);
    ck_assert_str_eq(error.message, message);
    ck_assert_str_eq(error.hint, hint);
}

/* folder/name is named as foreign, and all is as it was. */
static void expect_foreign(const char *path, const char *name)
{
    char *place = test_at(path, name);

    expect_refusal(path, true, place,
                   "was not written by plume, so the folder is not replaced",
                   "move it elsewhere, or choose another folder");
    free(place);
}

START_TEST(a_folder_appears_whole)
{
    char *folder = test_folder(), *path = test_at(folder, "report");
    plume_folder *made;
    struct stat status;

    umask(022);
    made = start(path, false);
    put(made, "a", "1");
    ck_assert_int_ne(access(path, F_OK), 0);
    plume_folder_abandon(made);
    plume_folder_abandon(NULL);
    ck_assert_uint_eq(test_entries(folder), 0);
    make(path, false, "one");
    expect(path, "one");
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(status.st_mode & 0777, 0755);
    free(path);
    free(folder);
}
END_TEST

START_TEST(an_existing_folder_is_replaced_only_when_asked)
{
    char *folder = test_folder(), *path = test_at(folder, "report");

    make(path, false, "one");
    expect_refusal(path, false, path, "exists already", "use --force to replace it");
    make(path, true, "two");
    expect(path, "two");
    ck_assert_uint_eq(test_entries(folder), 1);
    free(path);
    free(folder);
}
END_TEST

START_TEST(what_has_no_marker_is_not_replaced_and_an_empty_folder_is)
{
    char *folder = test_folder(), *file = test_file(folder, "thesis.tex", "x", 1);
    char *empty = test_folder();

    expect_refusal(folder, true, folder, "holds no list", "");
    expect_refusal(file, true, file, "is not a folder, and so is not replaced by one",
                   "");
    expect_refusal(empty, false, empty, "exists already", "use --force to replace it");
    make(empty, true, "one");
    expect(empty, "one");
    test_expect_file(file, "x");
    free(empty);
    free(file);
    free(folder);
}
END_TEST

START_TEST(a_marker_of_another_program_is_none)
{
    char *folder = test_folder(), *file = test_file(folder, "list", "mine\n", 5);

    expect_refusal(folder, true, folder, "is another program's", "");
    test_expect_file(file, "mine\n");
    free(file);
    free(folder);
}
END_TEST

START_TEST(a_foreign_file_a_folder_and_a_link_inside_refuse_with_their_name)
{
    char *folder = test_folder(), *path = test_at(folder, "report"), *inner, *file;

    make(path, false, "one");
    inner = test_at(path, "figures");
    file = test_file(inner, "photo.png", "x", 1);
    expect_foreign(path, "figures/photo.png");
    test_subfolder(path, "checkpoints");
    expect_foreign(path, "checkpoints"); /* the first by name, though empty */
    ck_assert_int_eq(unlink(file), 0);
    free(inner);
    inner = test_at(path, "checkpoints");
    ck_assert_int_eq(rmdir(inner), 0);
    free(file);
    file = test_at(path, "a");
    ck_assert_int_eq(unlink(file), 0);
    ck_assert_int_eq(symlink("/etc/passwd", file), 0);
    expect_foreign(path, "a");
    ck_assert_uint_eq(test_entries(folder), 1);
    ck_assert_uint_eq(test_entries(path), 3);
    free(file);
    free(inner);
    free(path);
    free(folder);
}
END_TEST

START_TEST(a_file_that_is_gone_does_not_make_the_rest_foreign)
{
    char *folder = test_folder(), *path = test_at(folder, "report"), *file;

    make(path, false, "one");
    file = test_at(path, "a");
    ck_assert_int_eq(unlink(file), 0);
    make(path, true, "two");
    expect(path, "two");
    free(file);
    free(path);
    free(folder);
}
END_TEST

START_TEST(a_list_that_names_files_elsewhere_removes_none)
{
    static const char list[] = "list\n../precious\na/../../precious\n";
    char *folder = test_folder(), *path = test_at(folder, "report"), *marker;
    char *precious = test_file(folder, "precious", "x", 1);

    test_subfolder(folder, "report");
    marker = test_file(path, "list", list, sizeof list - 1);
    make(path, true, "two");
    expect(path, "two");
    test_expect_file(precious, "x");
    ck_assert_uint_eq(test_entries(folder), 2);
    free(marker);
    free(precious);
    free(path);
    free(folder);
}
END_TEST

START_TEST(what_is_put_into_the_old_folder_meanwhile_refuses_and_both_stay)
{
    char *folder = test_folder(), *path = test_at(folder, "report"), *late;
    plume_folder *made;

    make(path, false, "one");
    made = start(path, true);
    fill(made, "two");
    late = test_file(path, "late.log", "x", 1);
    ck_assert_int_eq(plume_folder_finish(made, &error), PLUME_ERR_VALUE);
    ck_assert_str_eq(error.path, late);
    expect(path, "one");
    test_expect_file(late, "x");
    ck_assert_uint_eq(test_entries(folder), 1);
    free(late);
    free(path);
    free(folder);
}
END_TEST

START_TEST(a_folder_that_appears_meanwhile_is_not_overwritten)
{
    char *folder = test_folder(), *path = test_at(folder, "report");
    plume_folder *late = start(path, false);

    put(late, "list", "late");
    make(path, false, "early");
    ck_assert_int_eq(plume_folder_finish(late, &error), PLUME_ERR_IO);
    ck_assert_ptr_nonnull(strstr(error.message, "cannot be put in place: "));
    expect(path, "early");
    ck_assert_uint_eq(test_entries(folder), 1);
    free(path);
    free(folder);
}
END_TEST

/* --- what an earlier run left --- */

START_TEST(a_folder_that_was_set_aside_is_put_back_and_named)
{
    char *folder = test_folder(), *path = test_at(folder, "report"),
         *aside = test_at(folder, ".report.plume-100");

    make(path, false, "one");
    ck_assert_int_eq(rename(path, aside), 0);
    expect_refusal(path, false, path,
                   "exists already: an interrupted run had set it aside as "
                   "'.report.plume-100', and it was put back",
                   "use --force to replace it");
    expect(path, "one");
    ck_assert_int_eq(rename(path, aside), 0);
    make(path, true, "two");
    expect(path, "two");
    ck_assert_uint_eq(test_entries(folder), 1);
    free(aside);
    free(path);
    free(folder);
}
END_TEST

START_TEST(a_folder_that_was_set_aside_is_removed_only_behind_its_successor)
{
    char *folder = test_folder(), *path = test_at(folder, "report"),
         *aside = test_at(folder, ".report.plume-100"), *file;
    plume_output *output;

    make(aside, false, "one");
    file = test_file(folder, "report", "x", 1);
    ck_ok(plume_output_open(&output, path, &error), error); /* a file of that name */
    ck_ok(plume_output_finish(output, &error), error);
    expect_refusal(path, true, path, "is not a folder, and so is not replaced by one",
                   "");
    expect(aside, "one");
    ck_assert_int_eq(unlink(file), 0);
    make(path, true, "two"); /* puts "one" back and replaces it */
    make(aside, false, "one");
    make(path, true, "three");
    ck_assert_uint_eq(test_entries(folder), 1);
    expect(path, "three");
    free(file);
    free(aside);
    free(path);
    free(folder);
}
END_TEST

START_TEST(a_leftover_keeps_what_somebody_put_into_it)
{
    char *folder = test_folder(), *path = test_at(folder, "report"),
         *left = test_at(folder, ".report.plume-0"), *late;

    make(left, false, "one");
    late = test_file(left, "late.log", "x", 1);
    make(path, false, "two");
    test_expect_file(late, "x");
    ck_assert_int_eq(unlink(late), 0);
    make(path, true, "three");
    expect(path, "three");
    ck_assert_uint_eq(test_entries(folder), 1);
    free(late);
    free(left);
    free(path);
    free(folder);
}
END_TEST

/* --- what is being built --- */

START_TEST(names_stay_below_the_folder)
{
    static const char *const names[] = { "",    "/a", "../a", "a/../b", "a//b",
                                         "./a", "a/", "a/..", "..",     "a/./b" };
    char *folder = test_folder(), *path = test_at(folder, "report");
    plume_folder *made = start(path, false);
    plume_output *output;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ck_assert_int_eq(plume_folder_file(made, names[i], &output, &error),
                         PLUME_ERR_VALUE);
        ck_assert_ptr_null(output);
        ck_assert_ptr_nonnull(
            strstr(error.message, "is no name of a file below its folder"));
    }
    put(made, "..a", "1");
    ck_assert_int_eq(plume_folder_file(made, "..a", &output, &error), PLUME_ERR_IO);
    ck_assert_str_eq(error.message, "cannot be created: File exists");
    ck_assert_int_eq(plume_folder_file(made, "..a/b", &output, &error), PLUME_ERR_IO);
    plume_folder_abandon(made);
    ck_assert_uint_eq(test_entries(folder), 0);
    free(path);
    free(folder);
}
END_TEST

START_TEST(an_abandoned_file_in_a_folder_is_not_there)
{
    char *folder = test_folder(), *path = test_at(folder, "report");
    plume_folder *made = start(path, false);
    plume_output *output;

    ck_ok(plume_folder_file(made, "a", &output, &error), error);
    plume_output_abandon(output);
    ck_ok(plume_folder_finish(made, &error), error);
    ck_assert_uint_eq(test_entries(path), 0);
    free(path);
    free(folder);
}
END_TEST

START_TEST(what_is_unfinished_can_be_removed_at_any_moment_and_nothing_else)
{
    char *folder = test_folder(), *path = test_at(folder, "report"),
         *kept = test_at(folder, "kept");
    pid_t child;
    int ended;

    make(kept, false, "one");
    child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        plume_output *file, *inner;

        fill(start(path, false), "two");
        fill(start(kept, true), "two");
        if (plume_folder_file(start(path, false), "sub/x", &inner, NULL) != PLUME_OK ||
            plume_output_open(&file, path, NULL) != PLUME_OK)
            _exit(1);
        plume_unfinished_remove();
        _exit(test_entries(folder) == 1 ? 0 : 2);
    }
    ck_assert_int_eq(waitpid(child, &ended, 0), child);
    ck_assert(WIFEXITED(ended) && WEXITSTATUS(ended) == 0);
    expect(kept, "one");
    free(kept);
    free(path);
    free(folder);
}
END_TEST

START_TEST(without_a_descriptor_nothing_is_left)
{
    char *folder = test_folder(), *path = test_at(folder, "report");
    struct rlimit limit;
    plume_folder *made;
    rlim_t before;
    int first;

    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
    before = limit.rlim_cur;
    made = start(path, false);
    fill(made, "one");
    first = dup(STDERR_FILENO);
    close(first);
    limit.rlim_cur = (rlim_t)first;
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
    plume_folder_abandon(made);
    limit.rlim_cur = (rlim_t)(first - 1); /* what it had held is free again */
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
    ck_assert_int_eq(plume_folder_open(&made, path, false, &test_owner, &error),
                     PLUME_ERR_IO);
    limit.rlim_cur = before;
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
    ck_assert_str_eq(error.message, "cannot be written here: Too many open files");
    ck_assert_uint_eq(test_entries(folder), 0);
    free(path);
    free(folder);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_folder_appears_whole);
    tcase_add_test(tcase, an_existing_folder_is_replaced_only_when_asked);
    tcase_add_test(tcase, what_has_no_marker_is_not_replaced_and_an_empty_folder_is);
    tcase_add_test(tcase, a_marker_of_another_program_is_none);
    tcase_add_test(tcase,
                   a_foreign_file_a_folder_and_a_link_inside_refuse_with_their_name);
    tcase_add_test(tcase, a_file_that_is_gone_does_not_make_the_rest_foreign);
    tcase_add_test(tcase, a_list_that_names_files_elsewhere_removes_none);
    tcase_add_test(tcase,
                   what_is_put_into_the_old_folder_meanwhile_refuses_and_both_stay);
    tcase_add_test(tcase, a_folder_that_appears_meanwhile_is_not_overwritten);
    tcase_add_test(tcase, a_folder_that_was_set_aside_is_put_back_and_named);
    tcase_add_test(tcase,
                   a_folder_that_was_set_aside_is_removed_only_behind_its_successor);
    tcase_add_test(tcase, a_leftover_keeps_what_somebody_put_into_it);
    tcase_add_test(tcase, names_stay_below_the_folder);
    tcase_add_test(tcase, an_abandoned_file_in_a_folder_is_not_there);
    tcase_add_test(tcase,
                   what_is_unfinished_can_be_removed_at_any_moment_and_nothing_else);
    tcase_add_test(tcase, without_a_descriptor_nothing_is_left);
}

int main(void)
{
    return test_main("folder", add);
}
