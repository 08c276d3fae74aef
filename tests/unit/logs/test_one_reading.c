/* A trace that is read once gives what it gives when it is read twice. */
#include "support/support.h"

#include "logs/read_log.h"
#include "readers/registry.h"

static plume_error error;
static size_t spared;

/* --- one log, both ways --- */

static plume_status put_run(void *state, const plume_run *run, plume_error *failure)
{
    plume_text *out = state;
    plume_value *map = plume_value_map();

    (void)failure;
    plume_run_to_value(map, run);
    plume_json_print(out, map, true);
    plume_value_free(map);
    plume_text_printf(out, "%a %a %s\n", run->energy.total_kwh, run->energy.coverage,
                      run->note);
    return PLUME_OK;
}

static void put_notes(plume_text *out, const plume_notes *notes)
{
    for (size_t i = 0; i < plume_notes_count(notes); i++) {
        const plume_note *note = plume_notes_at(notes, i);

        plume_text_printf(out, "%s:%llu: %s: %s [%s] %llu\n", note->path,
                          (unsigned long long)note->line,
                          plume_severity_name(note->severity), note->message, note->code,
                          (unsigned long long)plume_notes_tally(notes, note->code));
    }
    plume_text_printf(out, "%llu more\n",
                      (unsigned long long)plume_notes_tally(notes, ""));
}

typedef struct log_text {
    const char *bytes;
    size_t length;
} log_text;

static plume_status pass(plume_log_setting *setting, log_text log,
                         plume_log_result *result)
{
    plume_status status = plume_source_open_memory(&setting->source, log.bytes,
                                                   log.length, "a.csv", &error);

    if (status == PLUME_OK)
        status = plume_log_read(setting, result, &error);
    plume_source_close(setting->source);
    return status;
}

/* Everything that is told of the log. */
static void read_log(plume_text *out, const plume_reader *reader, log_text log,
                     plume_gaps gaps, plume_log_once *once)
{
    plume_trace *trace = NULL;
    plume_input_options options;
    plume_log_result result;
    plume_notes *notes;
    plume_log_setting setting = { .reader = reader, .trace = &trace, .once = once };
    plume_status status;

    memset(&error, 0, sizeof error);
    plume_input_options_init(&options);
    options.interval_s = 1.0;
    options.gaps = gaps;
    setting.options = &options;
    setting.sink = (plume_run_sink){ put_run, out };
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_identities_new(&setting.identities, &error), error);
    do
        status = pass(&setting, log, &result);
    while (status == PLUME_OK && result.again);
    if (status == PLUME_OK && result.is_trace)
        status = plume_identities_add(setting.identities, &result.sighting, &error);
    setting.pass = PLUME_PASS_READ;
    setting.notes = notes;
    if (status == PLUME_OK)
        status = pass(&setting, log, &result);
    spared += status == PLUME_OK && result.spared;
    plume_text_printf(out, "%d %s %llu %llu %llu of %llu\n", (int)status, error.message,
                      (unsigned long long)error.line,
                      (unsigned long long)result.records.used,
                      (unsigned long long)result.records.rejected,
                      (unsigned long long)result.records.read);
    put_notes(out, notes);
    plume_notes_free(notes);
    plume_trace_free(trace);
    plume_identities_free(setting.identities);
}

static void compare(const plume_reader *reader, log_text log, const char *name,
                    plume_gaps gaps)
{
    plume_log_once once = { .notes = NULL };
    plume_text one, two;

    plume_text_init(&one);
    plume_text_init(&two);
    read_log(&one, reader, log, gaps, &once);
    read_log(&two, reader, log, gaps, NULL);
    ck_assert_msg(strcmp(one.data, two.data) == 0, "%s by %s: once '%s', twice '%s'",
                  name, reader->name, one.data, two.data);
    plume_log_once_forget(&once);
    plume_text_dispose(&one);
    plume_text_dispose(&two);
}

/* --- traces as they go wrong --- */

/* Lines of two devices, a second apart. */
static void put_rows(plume_text *out, int from_s, int count)
{
    for (int i = from_s; i < from_s + count; i++)
        plume_text_printf(out,
                          "2024/03/01 %02d:%02d:%02d.025, 0, %d.%02d W\n"
                          "2024/03/01 %02d:%02d:%02d.025, 1, %d.07 W\n",
                          i / 3600, i / 60 % 60, i % 60, 200 + i % 7, i % 100, i / 3600,
                          i / 60 % 60, i % 60, 300 + i % 5);
}

static void put_trace(plume_text *out, int kind)
{
    plume_text_add(out, "timestamp, index, power.draw [W]\n");
    put_rows(out, 0, 50);
    switch (kind) {
    case 0: /* sound */
        break;
    case 1: /* a gap, a torn row, missing readings, a header again */
        plume_text_add(out, "2024/03/01 00:00:50.025, 0, [N/A]\n"
                            "Unable to determine the device handle for GPU 0000:03\n"
                            "2024/03/01 00:00:50.025, 1, 0.00 W\n"
                            "timestamp, index, power.draw [W]\n");
        put_rows(out, 4000, 50);
        break;
    case 2: /* the clock is set back */
        put_rows(out, 30, 50);
        break;
    case 3: /* the log is appended to itself, and goes on */
        put_rows(out, 0, 50);
        put_rows(out, 50, 20);
        break;
    case 4: /* the end of summer time, perhaps */
        put_rows(out, 7000, 50);
        put_rows(out, 3450, 50);
        break;
    case 5: /* more rejected rows than are kept */
        for (int i = 0; i < 1500; i++)
            plume_text_printf(out, "2024/03/01 00:00:51.025, 0, x%d W\n", i);
        break;
    case 6: /* seldom read: no interval is a gap */
        plume_text_clear(out);
        plume_text_add(out, "timestamp, index, power.draw [W]\n");
        for (int i = 1; i < 40; i++)
            for (int k = 0; k < 2; k++)
                plume_text_printf(out, "2024/03/01 %02d:%02d:00.025, %d, 250.5 W\n",
                                  i / 2, i % 2 * 30, k);
        break;
    case 7: /* cut in its last line */
        plume_text_add(out, "2024/03/01 00:00:50.025, 0, 25");
        break;
    case 8: /* a day that comes first, as only a later row shows */
        plume_text_clear(out);
        plume_text_add(out, "timestamp, index, power.draw [W]\n"
                            "01/02/2024 10:00:00, 0, 100 W\n"
                            "02/02/2024 10:00:00, 0, 100 W\n"
                            "13/02/2024 10:00:00, 0, 100 W\n");
        break;
    default: /* many short gaps */
        for (int i = 0; i < 4500; i++)
            put_rows(out, 100 + 15 * i, 1);
        break;
    }
}

START_TEST(traces_as_they_go_wrong_are_read_once_as_twice)
{
    static const plume_gaps gaps[] = { PLUME_GAPS_BRIDGE, PLUME_GAPS_EXCLUDE,
                                       PLUME_GAPS_HOLD, PLUME_GAPS_FAIL };
    const plume_reader *reader = plume_readers_find("nvidia_smi");
    plume_text text;
    char name[16];

    snprintf(name, sizeof name, "trace %d", _i);
    for (size_t i = 0; i < 4; i++) {
        plume_text_init(&text);
        put_trace(&text, _i);
        ck_ok(plume_text_status(&text, &error), error);
        compare(reader, (log_text){ text.data, text.length }, name, gaps[i]);
        plume_text_dispose(&text);
    }
    if (_i < 6)
        ck_assert_uint_ge(spared, 3);
    if (_i == 6 || _i > 7)
        ck_assert_uint_eq(spared, 0);
}
END_TEST

/* --- samples --- */

static void compare_file(const char *path)
{
    size_t length;
    char *bytes = test_slurp(path, &length);
    plume_head head = { bytes, length, path, path, NULL };
    char *begin;

    if (bytes == NULL)
        return;
    begin = calloc(1, PLUME_HEAD_BYTES + 1);
    ck_assert_ptr_nonnull(begin);
    head.length = length < PLUME_HEAD_BYTES ? length : PLUME_HEAD_BYTES;
    memcpy(begin, bytes, head.length);
    head.bytes = begin;
    for (size_t i = 0; i < plume_readers_count() && length < 1000000; i++)
        if (plume_readers_at(i)->confidence(&head) > 0)
            compare(plume_readers_at(i), (log_text){ bytes, length }, path,
                    PLUME_GAPS_BRIDGE);
    free(begin);
    free(bytes);
}

START_TEST(samples_are_read_once_as_twice)
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

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, traces_as_they_go_wrong_are_read_once_as_twice, 0, 10);
    tcase_add_test(tcase, samples_are_read_once_as_twice);
}

int main(void)
{
    return test_main("one_reading", add);
}
