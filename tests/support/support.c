#include "support/support.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

int test_main(const char *suite_name, test_adder add)
{
    Suite *suite = suite_create(suite_name);
    TCase *tcase = tcase_create(suite_name);
    SRunner *runner;
    int failed;

    tcase_set_timeout(tcase, 120);
    add(tcase);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static char *joined(const char *folder, const char *name)
{
    size_t length = strlen(folder) + strlen(name) + 2;
    char *path = malloc(length);

    ck_assert_ptr_nonnull(path);
    snprintf(path, length, "%s/%s", folder, name);
    return path;
}

char *test_path(const char *below)
{
    return joined(PLUME_SOURCE_DIR, below);
}

char *test_samples(const char *below)
{
    const char *given = getenv("PLUME_SAMPLES"), *shared = getenv("PLUME_SHARED");
    char *root = given != NULL    ? strdup(given)
                 : shared != NULL ? joined(shared, "samples")
                                  : joined(PLUME_SOURCE_DIR, "../shared/samples");
    char *path = joined(root, below);
    struct stat status;

    free(root);
    if (stat(path, &status) == 0)
        return path;
    fprintf(stderr, "\n*** SKIPPED: no samples at %s (set PLUME_SHARED) ***\n\n", path);
    free(path);
    return NULL;
}

char *test_folder(void)
{
    char *path = strdup("/tmp/plume-test-XXXXXX");

    ck_assert_ptr_nonnull(mkdtemp(path));
    return path;
}

char *test_file(const char *folder, const char *name, const void *bytes, size_t length)
{
    char *path = joined(folder, name);
    FILE *file = fopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
    return path;
}

char *test_slurp(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    size_t used = 0, got = 1;

    if (file == NULL)
        return NULL;
    while (got > 0) {
        bytes = realloc(bytes, used + 65537);
        ck_assert_ptr_nonnull(bytes);
        got = fread(bytes + used, 1, 65536, file);
        used += got;
    }
    fclose(file);
    bytes[used] = '\0';
    if (length != NULL)
        *length = used;
    return bytes;
}

void test_each_file(const char *path, void (*use)(const char *file))
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    char below[1024];

    if (folder == NULL) {
        use(path);
        return;
    }
    while ((entry = readdir(folder)) != NULL) {
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.')
            test_each_file(below, use);
    }
    closedir(folder);
}
