/* Databases, journals and tables that were cut, flipped or emptied: refused, or read with
 * as many records as the sound one has; never a crash, never a part of the rows in
 * silence. */
#include "support/support.h"

#include "logs/read_log.h"

#include "readers/registry.h"

typedef struct sample {
    const char *reader, *file; /* below tests/samples/READER */
    bool is_database;
} sample;

static const sample samples[] = {
    { "optuna", "states.db", true },
    { "optuna", "old.db", true },
    { "optuna", "impossible.db", true },
    { "mlflow", "nested.db", true },
    { "mlflow", "power.db", true },
    { "nni", "trials.sqlite", true },
    { "optuna_journal", "whole.log", false },
    { "optuna_csv", "dataframe.csv", false },
    { "mlflow_files", "run_alone/2b/meta.yaml", false },
};
enum { SAMPLES = sizeof samples / sizeof *samples, PARTS = 16, FLIPS = 250 };

typedef struct outcome {
    plume_status status;
    plume_records records;
    plume_error error;
} outcome;

static char *load(const sample *of, size_t *length)
{
    char below[300], *path, *bytes;

    snprintf(below, sizeof below, "tests/samples/%s/%s", of->reader, of->file);
    path = test_path(below);
    bytes = test_slurp(path, length);
    ck_assert_ptr_nonnull(bytes);
    free(path);
    return bytes;
}

static outcome read_bytes(const sample *of, const char *bytes, size_t length)
{
    outcome got = { .status = PLUME_OK };
    plume_log_bytes log = { of->file, bytes, length };
    plume_run_sink sink = { NULL, NULL };

    got.status = plume_log_read_bytes(plume_readers_find(of->reader), log, sink, NULL,
                                      &got.records, &got.error);
    if (got.status == PLUME_OK)
        ck_assert(plume_records_balance(&got.records));
    else
        ck_assert_msg(got.error.message[0] != '\0', "%s: no message", of->file);
    return got;
}

START_TEST(the_sound_file_is_read)
{
    size_t length;
    char *bytes = load(&samples[_i], &length);
    outcome got = read_bytes(&samples[_i], bytes, length);

    ck_ok(got.status, got.error);
    ck_assert_uint_gt(got.records.used, 0);
    free(bytes);
}
END_TEST

START_TEST(a_file_cut_at_every_sixteenth_is_refused_or_told)
{
    const sample *of = &samples[_i];
    size_t length;
    char *bytes = load(of, &length);

    for (size_t part = 0; part < PARTS; part++) {
        /* A copy of its own, so that a sanitizer sees a read beyond the cut. */
        size_t cut = length * part / PARTS;
        char *copy = malloc(cut + 1);
        outcome got;

        ck_assert_ptr_nonnull(copy);
        memcpy(copy, bytes, cut);
        got = read_bytes(of, copy, cut);
        if (of->is_database)
            ck_assert_msg(got.status != PLUME_OK, "%s cut at %zu is read", of->file, cut);
        free(copy);
    }
    free(bytes);
}
END_TEST

START_TEST(a_flipped_bit_hides_no_record)
{
    const sample *of = &samples[_i];
    size_t length;
    char *bytes = load(of, &length);
    outcome sound = read_bytes(of, bytes, length);
    unsigned long random = 12345;

    for (size_t flip = 0; flip < FLIPS; flip++) {
        size_t at;
        char mask;
        outcome got;

        random = (random * 1103515245ul + 12345ul) & 0x7ffffffful;
        at = (random >> 3) % length;
        mask = (char)(1 << (random >> 20) % 8);
        bytes[at] ^= mask;
        got = read_bytes(of, bytes, length);
        if (of->is_database && got.status == PLUME_OK)
            ck_assert_msg(got.records.read == sound.records.read,
                          "%s: %llu records with byte %zu flipped", of->file,
                          (unsigned long long)got.records.read, at);
        bytes[at] ^= mask;
    }
    free(bytes);
}
END_TEST

START_TEST(another_formats_bytes_are_refused)
{
    static const char other[] = "SQLite format 3\0and then nothing of the kind";
    outcome got = read_bytes(&samples[_i], other, sizeof other);

    if (samples[_i].is_database)
        ck_assert_str_eq(got.error.message,
                         "this database is cut off: it has 45 bytes, fewer than its own "
                         "header says, or no whole number of pages");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, the_sound_file_is_read, 0, SAMPLES);
    tcase_add_loop_test(tcase, a_file_cut_at_every_sixteenth_is_refused_or_told, 0,
                        SAMPLES);
    tcase_add_loop_test(tcase, a_flipped_bit_hides_no_record, 0, SAMPLES);
    tcase_add_loop_test(tcase, another_formats_bytes_are_refused, 0, SAMPLES);
}

int main(void)
{
    return test_main("hostile databases", add);
}
