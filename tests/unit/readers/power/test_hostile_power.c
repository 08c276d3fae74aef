/* Samples of power logs that were cut, or whose bytes were changed: read or refused with
 * a reason, never a crash, and never an energy that cannot be. */
#include "support/support.h"

#include <dirent.h>

#include "core/hash.h"
#include "logs/read_log.h"
#include "readers/registry.h"

enum { CUTS = 16, FLIPS = 60, BYTES_MAX = 1 << 20 };

static const char *const names[] = {
    "dcgm_dmon", "dcgm_exporter", "ipmi_dcmi",  "nvidia_dmon", "nvidia_smi",
    "perf_stat", "power_csv",     "powercap",   "prometheus",  "ptdaemon",
    "redfish",   "rocm_smi",      "scaphandre", "turbostat",   "zeus",
};

typedef struct outcome {
    uint64_t runs;
    bool impossible;
} outcome;

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    outcome *got = state;
    double energy_kwh = run->energy.total_kwh;

    (void)error;
    got->runs++;
    if (!isnan(energy_kwh) && !(energy_kwh >= 0.0 && energy_kwh < 1e15))
        got->impossible = true;
    if (run->energy.coverage < 0.0 || run->energy.coverage > 1.0)
        got->impossible = true;
    return PLUME_OK;
}

static void read_bytes(const plume_reader *reader, const char *name, const char *bytes,
                       size_t length)
{
    outcome got = { 0, false };
    plume_records records = { 0, 0, 0, 0, 0 };
    plume_error error = { 0 };
    plume_status status =
        plume_log_read_bytes(reader, (plume_log_bytes){ name, bytes, length },
                             (plume_run_sink){ take, &got }, NULL, &records, &error);

    ck_assert_msg(!got.impossible, "%s: an energy that cannot be", name);
    if (status == PLUME_OK) {
        ck_assert_msg(plume_records_balance(&records), "%s: records do not balance",
                      name);
        ck_assert_msg(records.used >= got.runs, "%s: more runs than records", name);
    } else {
        ck_assert_msg(error.message[0] != '\0', "%s: refused without a reason", name);
    }
}

static void look_at(const plume_reader *reader, const char *name, const char *bytes,
                    size_t length)
{
    char *text = malloc(PLUME_HEAD_BYTES + 1);
    plume_source_stream *source;
    plume_error error;
    plume_head head;
    int sure;

    ck_assert_ptr_nonnull(text);
    memset(&head, 0, sizeof head);
    ck_ok(plume_source_open_memory(&source, bytes, length, name, &error), error);
    plume_head_read(source, text, &head.length, NULL);
    plume_source_close(source);
    head.bytes = text;
    head.name = head.path = name;
    sure = reader->confidence(&head);
    ck_assert(sure >= 0 && sure <= 100);
    free(text);
}

static void try_out(const plume_reader *reader, const char *name, const char *bytes,
                    size_t length)
{
    look_at(reader, name, bytes, length);
    read_bytes(reader, name, bytes, length);
}

/* What is exactly as long as its bytes, so that a sanitizer sees one read too many. */
static void try_copy(const plume_reader *reader, const char *name, const char *bytes,
                     size_t length)
{
    char *copy = malloc(length + (length == 0));

    ck_assert_ptr_nonnull(copy);
    memcpy(copy, bytes, length);
    try_out(reader, name, copy, length);
    free(copy);
}

static void try_flips(const plume_reader *reader, const char *name, char *bytes,
                      size_t length)
{
    for (uint64_t i = 0; i < FLIPS && length > 0; i++) {
        uint64_t at = plume_hash64(&i, sizeof i, length), was;

        was = (unsigned char)bytes[at % length];
        bytes[at % length] = (char)(was ^ (1 + (at >> 32) % 255));
        try_out(reader, name, bytes, length);
        bytes[at % length] = (char)was;
    }
}

static void try_file(const plume_reader *reader, const char *folder, const char *name)
{
    char path[4096];
    size_t length;
    char *bytes;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    bytes = test_slurp(path, &length);
    if (bytes == NULL) /* a folder */
        return;
    ck_assert_uint_lt(length, BYTES_MAX);
    for (size_t cut = 0; cut <= CUTS; cut++)
        try_copy(reader, name, bytes, length * cut / CUTS);
    try_flips(reader, name, bytes, length);
    free(bytes);
}

/* Also the samples of the other readers: a wrong ending, or a reader that was forced. */
static void try_folder(const plume_reader *reader, const char *name)
{
    char below[128], *folder;
    struct dirent *entry;
    size_t files = 0;
    DIR *open;

    snprintf(below, sizeof below, "tests/samples/%s", name);
    folder = test_path(below);
    open = opendir(folder);
    ck_assert_msg(open != NULL, "%s: no folder", folder);
    while ((entry = readdir(open)) != NULL)
        if (entry->d_name[0] != '.' && strstr(entry->d_name, ".expected.json") == NULL) {
            try_file(reader, folder, entry->d_name);
            files++;
        }
    closedir(open);
    ck_assert_msg(files > 0, "%s: no samples", folder);
    free(folder);
}

START_TEST(a_damaged_log_is_read_or_refused)
{
    const plume_reader *reader = plume_readers_find(names[_i]);

    ck_assert_ptr_nonnull(reader);
    try_folder(reader, names[_i]);
}
END_TEST

START_TEST(a_log_of_another_format_is_read_or_refused)
{
    const size_t count = sizeof names / sizeof names[0];

    try_folder(plume_readers_find(names[_i]), names[((size_t)_i + 1) % count]);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, a_damaged_log_is_read_or_refused, 0,
                        (int)(sizeof names / sizeof names[0]));
    tcase_add_loop_test(tcase, a_log_of_another_format_is_read_or_refused, 0,
                        (int)(sizeof names / sizeof names[0]));
}

int main(void)
{
    return test_main("hostile power logs", add);
}
