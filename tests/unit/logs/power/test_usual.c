/* Rows that are taken many at a time, by any number of threads, give what they give one
 * by one: a row whose first cell stands in quotes says the same, and is never usual. */
#include "support/support.h"

#include <plume/threads.h>

#include "core/number/short.h"
#include "logs/read_log.h"
#include "readers/registry.h"

static uint64_t state = 20240513;

static uint64_t below(uint64_t most)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 33) % most;
}

/* --- what is told of a log --- */

static plume_status put_run(void *out, const plume_run *run, plume_error *error)
{
    plume_value *map = plume_value_map();

    (void)error;
    plume_run_to_value(map, run);
    plume_json_print(out, map, true);
    plume_value_free(map);
    plume_text_printf(out, "%a %a %s\n", run->energy.total_kwh, run->energy.coverage,
                      run->note);
    return PLUME_OK;
}

static void tell(plume_text *out, const plume_reader *reader, const plume_text *log)
{
    plume_log_bytes bytes = { "a.csv", log->data, log->length };
    plume_run_sink sink = { put_run, out };
    plume_records records = { 0 };
    plume_notes *notes;
    plume_error error;
    plume_status status;

    memset(&error, 0, sizeof error);
    ck_ok(plume_notes_new(&notes, &error), error);
    status = plume_log_read_bytes(reader, bytes, sink, notes, &records, &error);
    plume_text_printf(out, "%d %s %llu %llu %llu of %llu\n", (int)status, error.message,
                      (unsigned long long)error.line, (unsigned long long)records.used,
                      (unsigned long long)records.rejected,
                      (unsigned long long)records.read);
    for (size_t i = 0; i < plume_notes_count(notes); i++) {
        const plume_note *note = plume_notes_at(notes, i);

        plume_text_printf(out, "%llu: %s [%s] %llu\n", (unsigned long long)note->line,
                          note->message, note->code,
                          (unsigned long long)plume_notes_tally(notes, note->code));
    }
    plume_notes_free(notes);
}

/* --- the same rows, none of them usual --- */

static size_t first_cell(const char *line, size_t length)
{
    size_t at = 0;

    while (at < length && line[at] != ',' && line[at] != '\r')
        at++;
    while (at > 0 && line[at - 1] == ' ')
        at--;
    return at;
}

static void quote_rows(plume_text *out, const plume_text *log)
{
    const char *line = log->data, *last = log->data + log->length;

    while (line < last) {
        const char *end = memchr(line, '\n', (size_t)(last - line));
        size_t length = end != NULL ? (size_t)(end - line) + 1 : (size_t)(last - line);
        size_t cell = first_cell(line, length);

        if (line[0] >= '0' && line[0] <= '9' && cell < length)
            plume_text_printf(out, "\"%.*s\"%.*s", (int)cell, line, (int)(length - cell),
                              line + cell);
        else
            plume_text_printf(out, "%.*s", (int)length, line);
        line += length;
    }
}

static void compare(const plume_reader *reader, const plume_text *log, const char *name)
{
    static const size_t threads[] = { 1, 2, 3, 8 };
    plume_text quoted, one_by_one, together;

    plume_text_init(&quoted);
    plume_text_init(&one_by_one);
    plume_text_init(&together);
    quote_rows(&quoted, log);
    tell(&one_by_one, reader, &quoted);
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        plume_threads_allow(threads[i]);
        plume_text_clear(&together);
        tell(&together, reader, log);
        if (strcmp(one_by_one.data, together.data) != 0)
            ck_abort_msg("%s, %zu threads: %.300s, one by one %.300s", name, threads[i],
                         together.data, one_by_one.data);
    }
    plume_threads_allow(0);
    ck_assert_int_eq(quoted.status, PLUME_OK);
    plume_text_dispose(&quoted);
    plume_text_dispose(&one_by_one);
    plume_text_dispose(&together);
}

/* --- random logs --- */

enum { FEW_BYTES = 400000 };

static const char *const headers[] = {
    "timestamp, index, power.draw [W]",
    "timestamp, power.draw [W], uuid, utilization.gpu [%]",
    "index, timestamp, name, power.draw.average [W], power.draw [W]",
    "timestamp, host, index, name, power.draw [W]",
    "timestamp, power.draw [W]",
    "timestamp,index,temperature.gpu,utilization.gpu,power.draw.instant",
};

typedef struct making {
    size_t header;
    unsigned devices, oddness; /* of a thousand rows so many are odd */
    double t_s;
    bool unit, crlf;
} making;

static void put_time(plume_text *out, const making *log)
{
    int ms = (int)(log->t_s * 1000.0) % 1000, s = (int)log->t_s;
    const char *zone = below(1000) < log->oddness / 4 ? "Z" : "";

    plume_text_printf(out, "2024/03/%02d %02d:%02d:%02d", 1 + s / 86400, s / 3600 % 24,
                      s / 60 % 60, s % 60);
    if (below(1000) >= log->oddness / 4)
        plume_text_printf(out, ".%03d", ms);
    plume_text_add(out, zone);
}

static void put_power(plume_text *out, const making *log)
{
    static const char *const odd[] = { "[N/A]", "0.00 W", "1.5 kW", "-3.00",   "nan",
                                       "",      "x12 W",  "9e99",   "12345678" };

    if (below(1000) < log->oddness)
        plume_text_add(out, odd[below(9)]);
    else
        plume_text_printf(out, "%d.%02d%s", (int)below(500), (int)below(100),
                          log->unit ? " W" : "");
}

static void put_row(plume_text *out, const making *log, unsigned device)
{
    const char *blank = below(1000) < log->oddness ? "  " : " ";

    switch (log->header) {
    case 1:
        put_time(out, log);
        plume_text_add(out, ", ");
        put_power(out, log);
        plume_text_printf(out, ",%sGPU-8f3a1c52-0000-4711-8000-%012u, %d %%", blank,
                          device, (int)below(102));
        return;
    case 2:
        plume_text_printf(out, "%u,%s", device, blank);
        put_time(out, log);
        plume_text_add(out, ", NVIDIA A100-SXM4-40GB, ");
        put_power(out, log);
        plume_text_add(out, ", ");
        put_power(out, log);
        return;
    case 3:
        put_time(out, log);
        plume_text_printf(out, ",%snode%u, %u, NVIDIA H100, ", blank, device / 4,
                          device % 4);
        put_power(out, log);
        return;
    case 4:
        put_time(out, log);
        plume_text_printf(out, ",%s", blank);
        put_power(out, log);
        return;
    case 5:
        put_time(out, log);
        plume_text_printf(out, ",%u,%d,%d,", device, (int)below(90), (int)below(100));
        put_power(out, log);
        return;
    default:
        put_time(out, log);
        plume_text_printf(out, ",%s%u, ", blank, device);
        put_power(out, log);
    }
}

/* Between two rows. */
static void put_oddity(plume_text *out, making *log)
{
    static const char *const lines[] = {
        "Unable to determine the device handle for GPU 0000:03\n",
        "\n",
        "2024/03/01 00:0\n",
        "2024/03/01 00:00:00.015, 0, \"250\n.00 W\"\n",
        "a \"quote\" in a sentence, and more\n",
        ",,,\n",
        "2024/03/01 10:00, 0, 12.00\r",
    };

    switch (below(6)) {
    case 0:
        log->t_s += 5000.0;
        break;
    case 1:
        log->t_s -= (double)below(60);
        break;
    case 2:
        if (below(4) == 0)
            log->header = below(3) == 0 ? below(6) : log->header;
        plume_text_printf(out, "%s\n", headers[log->header]);
        break;
    case 3:
        log->devices += log->devices < 40;
        break;
    default:
        plume_text_add(out, lines[below(sizeof lines / sizeof *lines)]);
    }
}

static void put_log(plume_text *out, making *log)
{
    plume_text_printf(out, "%s\n", headers[log->header]);
    while (out->length < FEW_BYTES) {
        for (unsigned i = 0; i < log->devices; i++) {
            if (below(1000) < log->oddness)
                continue;
            put_row(out, log, i);
            plume_text_add(out, log->crlf && below(50) > 0 ? "\r\n" : "\n");
            log->t_s += 0.001 * (double)below(3);
        }
        log->t_s += 1.0;
        if (below(1000) < log->oddness)
            put_oddity(out, log);
    }
    out->length -= below(30);
    out->data[out->length] = '\0';
}

/* As the log says: rare oddities, and many. */
START_TEST(rows_taken_together_give_what_they_give_one_by_one)
{
    static const unsigned oddness[] = { 1, 20 };
    making log = { .header = (size_t)_i % 6,
                   .devices = _i % 6 == 4 ? 1 : 1 + (unsigned)below(20),
                   .oddness = oddness[_i / 6],
                   .t_s = 80000.0,
                   .unit = below(2) == 0,
                   .crlf = below(3) == 0 };
    plume_text text;
    char name[40];

    state += (uint64_t)_i * 977;
    snprintf(name, sizeof name, "log %d", _i);
    plume_text_init(&text);
    put_log(&text, &log);
    ck_assert_int_eq(text.status, PLUME_OK);
    compare(plume_readers_find("nvidia_smi"), &text, name);
    plume_text_dispose(&text);
}
END_TEST

/* --- samples --- */

/* Again and again: a chunk is longer than most of them. */
static void compare_file(const char *path)
{
    const plume_reader *reader = plume_readers_find("nvidia_smi");
    size_t length;
    char *bytes = test_slurp(path, &length);
    plume_head head = { bytes, length, path, path, NULL };
    plume_text text;

    if (bytes == NULL || length < 20 || length > 200000 ||
        memchr(bytes, '\0', length) != NULL || reader->confidence(&head) <= 0) {
        free(bytes);
        return;
    }
    plume_text_init(&text);
    while (text.length < 3 * 65536)
        plume_text_printf(&text, "%s", bytes);
    compare(reader, &text, path);
    plume_text_dispose(&text);
    free(bytes);
}

START_TEST(samples_taken_together_give_what_they_give_one_by_one)
{
    char *own = test_path("tests/samples"), *seeds = test_path("tests/fuzz/seeds");
    char *others = test_samples(".");

    test_each_file(own, compare_file);
    test_each_file(seeds, compare_file);
    if (others != NULL)
        test_each_file(others, compare_file);
    free(own);
    free(seeds);
    free(others);
}
END_TEST

/* --- numbers --- */

START_TEST(eight_characters_at_once_are_read_as_one_by_one)
{
    static const char some[] = "0123456789.5-e ";

    for (int i = 0; i < 500000; i++) {
        char text[24] = "";
        size_t length = below(12);
        double fast = 1.0, slow = 1.0;

        for (size_t k = 0; k < sizeof text - 1; k++)
            text[k] = some[below(i % 2 == 0 ? 11 : sizeof some - 1)];
        if (plume_number_is_short_of_eight(&fast, text, length) !=
            plume_number_is_short(&slow, text, length))
            ck_abort_msg("'%.*s' is a number one way only", (int)length, text);
        if (plume_number_is_short(&slow, text, length) && fast != slow)
            ck_abort_msg("'%.*s' is %a and %a", (int)length, text, fast, slow);
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, rows_taken_together_give_what_they_give_one_by_one, 0, 12);
    tcase_add_test(tcase, samples_taken_together_give_what_they_give_one_by_one);
    tcase_add_test(tcase, eight_characters_at_once_are_read_as_one_by_one);
}

int main(void)
{
    return test_main("usual", add);
}
