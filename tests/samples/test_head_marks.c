/* Every log that we have: a reader that knows its head has a mark there, and few other
 * readers have. */
#include "support/support.h"

#include <dirent.h>
#include <sys/stat.h>

#include "core/database/sqlite.h"
#include "intake/head_marks.h"
#include "readers/registry.h"

/* Those that know a log by no word, and those of one word that the log has too. */
enum { ASKED_MOST = 16, ASKED_USUALLY = 8 };

static plume_error error;
static size_t heads, asked, most;

static void check_head(const plume_head *head)
{
    bool may[PLUME_CANDIDATES_MOST];
    size_t here = 0;

    plume_head_marks_find(may, plume_candidates_all(), head);
    for (size_t i = 0; i < plume_readers_count(); i++) {
        const plume_reader *reader = plume_readers_at(i);

        here += may[i];
        ck_assert_msg(may[i] || reader->of_database || reader->confidence(head) == 0,
                      "%s: %s knows it and is not asked", head->path, reader->name);
        ck_assert_msg(reader->at_most == 0 || reader->confidence(head) <= reader->at_most,
                      "%s: %s is surer than it says", head->path, reader->name);
    }
    most = here > most ? here : most;
    heads++;
    asked += here;
}

static void check_file(const char *path)
{
    static char bytes[PLUME_HEAD_BYTES + 1];
    plume_source_stream *source;
    plume_head head = { .bytes = bytes, .path = path };
    char *name;

    if (plume_source_open(&source, path, &error) != PLUME_OK)
        return;
    (void)plume_head_read(source, bytes, &head.length, &error); /* it may be damaged */
    plume_source_close(source);
    if (plume_database_begins(bytes, head.length))
        return;
    name = plume_head_name(path);
    head.name = name;
    check_head(&head);
    free(name);
}

/* A script that makes samples has the words of many logs and is none. */
static bool is_script(const char *name)
{
    size_t length = strlen(name);

    return length > 3 && strcmp(name + length - 3, ".sh") == 0;
}

static void check_below(const char *folder)
{
    DIR *open = opendir(folder);
    const struct dirent *entry;

    ck_assert_msg(open != NULL, "%s is missing", folder);
    while ((entry = readdir(open)) != NULL) {
        char path[4096];
        struct stat there;

        if (entry->d_name[0] == '.' || is_script(entry->d_name))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (lstat(path, &there) != 0)
            continue;
        if (S_ISDIR(there.st_mode))
            check_below(path);
        else if (S_ISREG(there.st_mode))
            check_file(path);
    }
    closedir(open);
}

START_TEST(a_reader_that_knows_a_head_is_asked_and_few_others_are)
{
    static const char *const shared[] = { ".", "../current", "../cases" };
    char *folder = test_path("tests/samples");

    check_below(folder);
    free(folder);
    ck_assert_uint_gt(heads, 50);
    ck_assert_msg(most <= ASKED_MOST && asked <= heads * ASKED_USUALLY,
                  "%zu of %zu heads, %zu of one", asked, heads, most);
    for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++) {
        folder = test_samples(shared[i]);
        if (folder != NULL)
            check_below(folder);
        free(folder);
    }
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_set_timeout(tcase, 240);
    tcase_add_test(tcase, a_reader_that_knows_a_head_is_asked_and_few_others_are);
}

int main(void)
{
    return test_main("head_marks", add_tests);
}
