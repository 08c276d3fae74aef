/* support/support.h -- what tests share. Include it before anything of Check. */
#ifndef PLUME_TESTS_SUPPORT_H
#define PLUME_TESTS_SUPPORT_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <plume/plume.h>

/* Runs the cases of one suite and returns what main returns. */
typedef void (*test_adder)(TCase *tcase);
int test_main(const char *suite, test_adder add);

/* Fails with the error's own message. */
#define ck_ok(status, error)                                                             \
    ck_assert_msg((status) == PLUME_OK, "%s:%llu:%llu: %s", (error).path,                \
                  (unsigned long long)(error).line, (unsigned long long)(error).column,  \
                  (error).message)

/* |got - wanted| <= relative * |wanted|. */
#define ck_close(got, wanted, relative)                                                  \
    ck_assert_msg(fabs((got) - (wanted)) <= (relative)*fabs(wanted),                     \
                  "%s is %.17g, not %.17g", #got, (double)(got), (double)(wanted))

/* A path below the source folder; freed by the caller. */
char *test_path(const char *below);

/* The folder of third-party samples (PLUME_SAMPLES, else ../shared/samples), or NULL when
 * it is not there: then it prints, loudly, that the calling test is skipped. Freed by the
 * caller. */
char *test_samples(const char *below);

/* A fresh empty folder for this test; freed by the caller. */
char *test_folder(void);

/* Writes bytes to folder/name and returns its path; freed by the caller. */
char *test_file(const char *folder, const char *name, const void *bytes, size_t length);

/* A whole file, terminated; freed by the caller; NULL when it cannot be read. */
char *test_slurp(const char *path, size_t *length);

/* Every file at or below a path, but hidden ones. */
void test_each_file(const char *path, void (*use)(const char *file));

#endif
