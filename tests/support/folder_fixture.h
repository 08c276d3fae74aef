/* support/folder_fixture.h -- folders that tests look into. */
#ifndef PLUME_TESTS_FOLDER_FIXTURE_H
#define PLUME_TESTS_FOLDER_FIXTURE_H

#include "support/support.h"

#include <dirent.h>
#include <sys/stat.h>

/* folder/name; freed by the caller. */
static inline char *test_at(const char *folder, const char *name)
{
    char *path = malloc(strlen(folder) + strlen(name) + 2);

    ck_assert_ptr_nonnull(path);
    sprintf(path, "%s/%s", folder, name);
    return path;
}

/* How many it holds. */
static inline size_t test_entries(const char *folder)
{
    DIR *open = opendir(folder);
    size_t count = 0;

    ck_assert_ptr_nonnull(open);
    while (readdir(open) != NULL)
        count++;
    closedir(open);
    return count - 2;
}

static inline void test_expect_file(const char *path, const char *wanted)
{
    char *text = test_slurp(path, NULL);

    ck_assert_ptr_nonnull(text);
    ck_assert_str_eq(text, wanted);
    free(text);
}

/* Of a folder whose file "list" has the names of all files, one a line: a
 * plume_folder_owner's files. */
static inline plume_status test_owned_files(plume_value **out, const char *path,
                                            const char *shown, plume_error *error)
{
    char *marker = test_at(path, "list"), *text = test_slurp(marker, NULL);

    *out = NULL;
    free(marker);
    if (text == NULL)
        return plume_fail_at(error, PLUME_ERR_MISSING, shown, 0, 0, "holds no list");
    if (strncmp(text, "list\n", 5) != 0) {
        free(text);
        return plume_fail_at(error, PLUME_ERR_VALUE, shown, 0, 0, "is another program's");
    }
    *out = plume_value_list();
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n"))
        plume_value_set_string(*out, NULL, line);
    free(text);
    return PLUME_OK;
}

static const plume_folder_owner test_owner = { .marker = "list",
                                               .files = test_owned_files };

/* Makes folder/name. */
static inline void test_subfolder(const char *folder, const char *name)
{
    char *path = test_at(folder, name);

    ck_assert_int_eq(mkdir(path, 0777), 0);
    free(path);
}

#endif
