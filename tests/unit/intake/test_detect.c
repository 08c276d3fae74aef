#include "support/support.h"

#include "intake/detect.h"
#include "logs/read_log.h"

static plume_error error;

static int starts_with_a(const plume_head *head)
{
    return head->bytes[0] == 'a' ? 50 : 0;
}

static int ends_in_log(const plume_head *head)
{
    size_t length = strlen(head->name);

    return length > 4 && strcmp(head->name + length - 4, ".log") == 0 ? 50 : 0;
}

static int starts_with_ab(const plume_head *head)
{
    return strncmp(head->bytes, "ab", 2) == 0 ? 90 : 0;
}

static const plume_reader alpha = { .name = "alpha",
                                    .title = "Alpha logs",
                                    .confidence = starts_with_a };
static const plume_reader beta = { .name = "beta",
                                   .title = "Beta logs",
                                   .confidence = ends_in_log };
static const plume_reader gamma_reader = { .name = "gamma",
                                           .title = "Gamma logs",
                                           .confidence = starts_with_ab };
static const plume_reader *const readers[] = { &alpha, &beta, &gamma_reader };
static const plume_candidates candidates = { readers, 3 };

static plume_status detect(const plume_reader **found, const char *text, const char *path,
                           const plume_reader *forced, const char *wanted_reason)
{
    char *name = plume_head_name(path);
    plume_head head = { text, strlen(text), name, path, NULL };
    plume_detected detected;
    plume_text reason;
    plume_status status;

    memset(&error, 0, sizeof error);
    plume_text_init(&reason);
    status = plume_detect(&detected, candidates, &head, forced, &reason, &error);
    *found = detected.reader;
    ck_assert_str_eq(reason.data, wanted_reason);
    plume_text_dispose(&reason);
    free(name);
    return status;
}

START_TEST(the_surest_reader_takes_a_log)
{
    const plume_reader *found;

    ck_ok(
        detect(&found, "abc", "x/run.log.gz", NULL, "begins like Gamma logs (90 of 100)"),
        error);
    ck_assert_ptr_eq(found, &gamma_reader);
    ck_ok(detect(&found, "xyz", "run.log.zst", NULL, "begins like Beta logs (50 of 100)"),
          error);
    ck_assert_ptr_eq(found, &beta);
}
END_TEST

START_TEST(two_readers_that_are_equally_sure_are_an_error_that_names_both)
{
    const plume_reader *found;

    ck_assert_int_eq(detect(&found, "axe", "x/run.log", NULL, ""), PLUME_ERR_VALUE);
    ck_assert_ptr_null(found);
    ck_assert_str_eq(error.message,
                     "may be a log of 'alpha' or of 'beta', which are equally sure");
    ck_assert_str_eq(error.path, "x/run.log");
    ck_assert_str_eq(error.hint, "say which reader is to read it");
}
END_TEST

START_TEST(a_forced_reader_is_not_asked)
{
    const plume_reader *found;

    ck_ok(detect(&found, "axe", "run.log", &gamma_reader, "read as Gamma logs, as asked"),
          error);
    ck_assert_ptr_eq(found, &gamma_reader);
}
END_TEST

START_TEST(what_nobody_knows_and_what_is_empty_has_no_reader)
{
    const plume_reader *found;

    ck_ok(detect(&found, "xyz", "notes", NULL, "no reader knows its beginning"), error);
    ck_assert_ptr_null(found);
    ck_ok(detect(&found, "", "run.log", NULL, "it is empty"), error);
    ck_assert_ptr_null(found);
}
END_TEST

static void expect_name(const char *path, const char *wanted)
{
    char *name = plume_head_name(path);

    ck_assert_str_eq(name, wanted);
    free(name);
}

START_TEST(a_head_is_named_without_folder_and_packing)
{
    expect_name("a/b/run.csv.gz", "run.csv");
    expect_name("run.csv.xz", "run.csv");
    expect_name("run.csv", "run.csv");
    expect_name(".gz", ".gz");
    expect_name("-", "-");
}
END_TEST

START_TEST(a_head_has_at_most_16_kib)
{
    size_t length = 100000, got;
    char *text = malloc(length), *head = malloc(PLUME_HEAD_BYTES + 1);
    plume_source_stream *source;

    memset(text, 'x', length);
    ck_ok(plume_source_open_memory(&source, text, length, "a", &error), error);
    ck_ok(plume_head_read(source, head, &got, &error), error);
    ck_assert_uint_le(got, PLUME_HEAD_BYTES);
    ck_assert_uint_gt(got, PLUME_HEAD_BYTES - 64);
    ck_assert_int_eq(head[got], '\0');
    plume_source_close(source);
    free(head);
    free(text);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_surest_reader_takes_a_log);
    tcase_add_test(tcase, two_readers_that_are_equally_sure_are_an_error_that_names_both);
    tcase_add_test(tcase, a_forced_reader_is_not_asked);
    tcase_add_test(tcase, what_nobody_knows_and_what_is_empty_has_no_reader);
    tcase_add_test(tcase, a_head_is_named_without_folder_and_packing);
    tcase_add_test(tcase, a_head_has_at_most_16_kib);
}

int main(void)
{
    return test_main("detect", add);
}
