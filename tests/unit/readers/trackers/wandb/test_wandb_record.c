/* Checksums, framing, protobuf, and every message of a .wandb file that is read. */
#include "support/support.h"

#include "core/input/crc.h"
#include "logs/framed/block_log.h"
#include "readers/trackers/wandb/identity.h"
#include "readers/trackers/wandb/record.h"
#include "readers/trackers/wandb/run.h"

static plume_bytes bytes_of(const plume_text *text)
{
    return (plume_bytes){ (const unsigned char *)text->data, text->length };
}

static plume_bytes literal(const char *text)
{
    return (plume_bytes){ (const unsigned char *)text, strlen(text) };
}

/* --- writing messages --- */

static void put_varint(plume_text *out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        plume_text_add_char(out, (char)(unsigned char)(value | 0x80));
    plume_text_add_char(out, (char)value);
}

static void put_number(plume_text *out, uint32_t field, uint64_t value)
{
    put_varint(out, (uint64_t)field << 3);
    put_varint(out, value);
}

static void put_bytes(plume_text *out, uint32_t field, const char *bytes, size_t length)
{
    put_varint(out, (uint64_t)field << 3 | 2);
    put_varint(out, length);
    plume_text_add_n(out, bytes, length);
}

static void put_string(plume_text *out, uint32_t field, const char *string)
{
    put_bytes(out, field, string, strlen(string));
}

static void put_time(plume_text *out, uint32_t field, uint64_t s, uint64_t ns)
{
    plume_text time;

    plume_text_init(&time);
    put_number(&time, 1, s);
    put_number(&time, 2, ns);
    put_bytes(out, field, time.data, time.length);
    plume_text_dispose(&time);
}

static void put_item(plume_text *out, uint32_t field, uint32_t key_field, const char *key,
                     const char *json)
{
    plume_text item;

    plume_text_init(&item);
    put_string(&item, key_field, key);
    put_string(&item, 16, json);
    put_bytes(out, field, item.data, item.length);
    plume_text_dispose(&item);
}

/* --- checksums --- */

START_TEST(the_checksum_is_that_of_zlib_and_goes_on)
{
    ck_assert_uint_eq(plume_crc32(0, "", 0), 0);
    ck_assert_uint_eq(plume_crc32(0, "123456789", 9), 0xcbf43926);
    ck_assert_uint_eq(plume_crc32(plume_crc32(0, "1234", 4), "56789", 5), 0xcbf43926);
}
END_TEST

/* --- protobuf --- */

START_TEST(fields_of_every_wire_are_walked)
{
    static const char message[] = "\x08\x96\x01"                         /* 1: 150 */
                                  "\x11\x01\x00\x00\x00\x00\x00\x00\x80" /* 2: fixed */
                                  "\x1a\x03"
                                  "abc"                   /* 3: bytes */
                                  "\x25\x02\x00\x00\x00"; /* 4: fixed */
    plume_bytes bytes = { (const unsigned char *)message, sizeof message - 1 };
    plume_proto proto = plume_proto_open(bytes);
    plume_proto_field field;

    ck_assert(plume_proto_next(&proto, &field));
    ck_assert_uint_eq(field.number, 1);
    ck_assert_uint_eq(field.value, 150);
    ck_assert(plume_proto_next(&proto, &field));
    ck_assert_int_eq(field.wire, PLUME_WIRE_FIXED64);
    ck_assert_uint_eq(field.value, 0x8000000000000001u);
    ck_assert(plume_proto_next(&proto, &field));
    ck_assert(plume_bytes_equal(field.bytes, "abc"));
    ck_assert(plume_proto_next(&proto, &field));
    ck_assert_uint_eq(field.value, 2);
    ck_assert(!plume_proto_next(&proto, &field));
    ck_assert(!proto.bad);
}
END_TEST

START_TEST(a_message_that_is_no_message_is_bad_and_ends)
{
    static const struct {
        const char *bytes;
        size_t length;
    } bad[] = {
        { "\x08", 1 },                                          /* no value */
        { "\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 11 }, /* above 64 bits */
        { "\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 12 },
        { "\x0a\x05"
          "abc",
          5 },                                                  /* shorter than it says */
        { "\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11 }, /* longer than memory */
        { "\x0b", 1 },                                          /* a group */
        { "\x00\x01", 2 },                                      /* field 0 */
        { "\x11\x01\x02", 3 },                                  /* a cut fixed one */
        { "\x25\x01", 2 },
    };

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        plume_bytes bytes = { (const unsigned char *)bad[i].bytes, bad[i].length };
        plume_proto proto = plume_proto_open(bytes);
        plume_proto_field field;

        ck_assert_msg(!plume_proto_next(&proto, &field), "message %zu", i);
        ck_assert_msg(proto.bad, "message %zu", i);
        ck_assert(!plume_proto_next(&proto, &field));
    }
}
END_TEST

START_TEST(a_varint_may_be_negative)
{
    ck_assert_int_eq(plume_proto_signed(5), 5);
    ck_assert_int_eq(plume_proto_signed(UINT64_MAX), -1);
    ck_assert_int_eq(plume_proto_signed((uint64_t)1 << 63), INT64_MIN);
}
END_TEST

START_TEST(times_have_nanoseconds_and_bounds)
{
    plume_text text;

    plume_text_init(&text);
    put_number(&text, 1, 1700000000);
    put_number(&text, 2, 250000000);
    ck_assert_double_eq(plume_proto_time(bytes_of(&text)), 1700000000.25);
    plume_text_clear(&text);
    put_number(&text, 1, 1700000000);
    put_number(&text, 2, 1000000000);
    ck_assert(isnan(plume_proto_time(bytes_of(&text))));
    plume_text_clear(&text);
    put_number(&text, 1, UINT64_MAX);
    ck_assert(isnan(plume_proto_time(bytes_of(&text))));
    ck_assert(isnan(plume_proto_time(literal(""))));
    plume_text_dispose(&text);
}
END_TEST

/* --- messages --- */

START_TEST(a_record_tells_its_message)
{
    static const struct {
        uint32_t field;
        plume_wandb_kind kind;
    } kinds[] = { { 2, PLUME_WANDB_HISTORY }, { 3, PLUME_WANDB_OTHER },
                  { 4, PLUME_WANDB_OUTPUT },  { 7, PLUME_WANDB_STATS },
                  { 13, PLUME_WANDB_OUTPUT }, { 17, PLUME_WANDB_RUN },
                  { 18, PLUME_WANDB_EXIT },   { 20, PLUME_WANDB_OTHER } };

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        plume_wandb_kind kind;
        plume_bytes message;
        plume_text text;

        plume_text_init(&text);
        put_number(&text, 1, 7);
        put_string(&text, kinds[i].field, "m");
        put_string(&text, 16, "");
        ck_assert(plume_wandb_record_open(bytes_of(&text), &kind, &message));
        ck_assert_int_eq(kind, kinds[i].kind);
        if (kind != PLUME_WANDB_OTHER)
            ck_assert(plume_bytes_equal(message, "m"));
        ck_assert(!plume_wandb_record_open((plume_bytes){ bytes_of(&text).data, 3 },
                                           &kind, &message));
        plume_text_dispose(&text);
    }
}
END_TEST

START_TEST(a_run_is_read_without_its_owner)
{
    plume_wandb_run_message run;
    plume_text text;

    plume_text_init(&text);
    put_string(&text, 1, "abc12345");
    put_string(&text, 2, "ada-lovelace");
    put_string(&text, 3, "cats");
    put_string(&text, 6, "group");
    put_string(&text, 7, "train");
    put_string(&text, 8, "sun-1");
    put_string(&text, 12, "sweep");
    put_string(&text, 13, "host");
    put_time(&text, 17, 1700000000, 500000000);
    put_number(&text, 18, 1);
    put_number(&text, 20, 130);
    ck_assert(plume_wandb_run_read(&run, bytes_of(&text)));
    ck_assert(plume_bytes_equal(run.id, "abc12345"));
    ck_assert(plume_bytes_equal(run.project, "cats"));
    ck_assert(plume_bytes_equal(run.group, "group"));
    ck_assert(plume_bytes_equal(run.job_type, "train"));
    ck_assert(plume_bytes_equal(run.name, "sun-1"));
    ck_assert(plume_bytes_equal(run.sweep, "sweep"));
    ck_assert(plume_bytes_equal(run.host, "host"));
    ck_assert_double_eq(run.start_s, 1700000000.5);
    ck_assert(run.resumed);
    ck_assert_double_eq(run.runtime_s, 130.0);
    plume_text_dispose(&text);
}
END_TEST

START_TEST(an_exit_without_a_code_is_a_success)
{
    plume_wandb_exit exit;
    plume_text text;

    plume_text_init(&text);
    put_number(&text, 2, 203);
    ck_assert(plume_wandb_exit_read(&exit, bytes_of(&text)));
    ck_assert_int_eq(exit.code, 0);
    ck_assert_double_eq(exit.runtime_s, 203.0);
    plume_text_clear(&text);
    put_number(&text, 1, UINT64_MAX);
    ck_assert(plume_wandb_exit_read(&exit, bytes_of(&text)));
    ck_assert_int_eq(exit.code, -1);
    ck_assert(isnan(exit.runtime_s));
    plume_text_dispose(&text);
}
END_TEST

START_TEST(history_has_its_time_under_plain_and_nested_keys)
{
    for (uint32_t key_field = 1; key_field <= 2; key_field++) {
        plume_wandb_history history;
        plume_text text;

        plume_text_init(&text);
        put_item(&text, 1, key_field, "loss", "NaN");
        put_item(&text, 1, key_field, "_timestamp", "1700000000.75");
        put_item(&text, 1, key_field, "_runtime", "99.5");
        ck_assert(plume_wandb_history_read(&history, bytes_of(&text)));
        ck_assert_double_eq(history.t_s, 1700000000.75);
        ck_assert_double_eq(history.runtime_s, 99.5);
        plume_text_dispose(&text);
    }
}
END_TEST

START_TEST(output_has_a_time)
{
    plume_text text;

    plume_text_init(&text);
    put_number(&text, 1, 1);
    put_time(&text, 2, 1700000000, 0);
    put_string(&text, 3, "a secret line");
    ck_assert_double_eq(plume_wandb_output_time(bytes_of(&text)), 1700000000.0);
    plume_text_dispose(&text);
    ck_assert(isnan(plume_wandb_output_time(literal(""))));
}
END_TEST

START_TEST(stats_give_power_and_use_of_each_gpu)
{
    plume_wandb_reading reading;
    plume_proto proto;
    plume_text text;

    plume_text_init(&text);
    put_time(&text, 2, 1700000000, 0);
    put_item(&text, 3, 1, "cpu", "3.5");
    put_item(&text, 3, 1, "gpu.0.powerWatts", "183.28");
    put_item(&text, 3, 1, "gpu.process.1.memory", "12");
    put_item(&text, 3, 1, "gpu.11.powerWatts", "\"N/A\"");
    ck_assert_double_eq(plume_wandb_stats_time(bytes_of(&text)), 1700000000.0);
    proto = plume_proto_open(bytes_of(&text));
    ck_assert(plume_wandb_stats_next(&proto, &reading));
    ck_assert(reading.is_power && plume_bytes_equal(reading.device, "0"));
    ck_assert_double_eq(reading.value, 183.28);
    ck_assert(plume_wandb_stats_next(&proto, &reading));
    ck_assert(reading.of_process && plume_bytes_equal(reading.device, "1"));
    ck_assert(plume_wandb_stats_next(&proto, &reading));
    ck_assert(reading.is_power && plume_bytes_equal(reading.device, "11"));
    ck_assert(isnan(reading.value));
    ck_assert(!plume_wandb_stats_next(&proto, &reading));
    ck_assert(!proto.bad);
    plume_text_dispose(&text);
}
END_TEST

START_TEST(only_power_and_use_are_keys)
{
    static const struct {
        const char *key;
        bool known, power;
        const char *device, *label;
    } keys[] = {
        { "gpu.0.powerWatts", true, true, "0", "" },
        { "system.gpu.3.powerWatts", true, true, "3", "" },
        { "gpu.0.powerWatts/l:node-b", true, true, "0", "/l:node-b" },
        { "gpu.process.2.powerWatts", true, false, "2", "" },
        { "gpu.0.powerPercent", false, false, "", "" },
        { "gpu.0.enforcedPowerLimitWatts", false, false, "", "" },
        { "gpu.powerWatts", false, false, "", "" },
        { "gpu.123456.powerWatts", false, false, "", "" },
        { "gpu.0", false, false, "", "" },
        { "cpu.0.powerWatts", false, false, "", "" },
        { "", false, false, "", "" },
    };

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        plume_wandb_reading reading;

        ck_assert_msg(plume_wandb_key(&reading, literal(keys[i].key)) == keys[i].known,
                      "%s", keys[i].key);
        if (!keys[i].known)
            continue;
        ck_assert(reading.is_power == keys[i].power);
        ck_assert(plume_bytes_equal(reading.device, keys[i].device));
        ck_assert(plume_bytes_equal(reading.label, keys[i].label));
    }
}
END_TEST

/* --- framing --- */

static void put_piece(plume_text *out, int kind, const char *bytes, size_t length)
{
    plume_text body;
    uint32_t crc;

    plume_text_init(&body);
    plume_text_add_char(&body, (char)kind);
    plume_text_add_n(&body, bytes, length);
    crc = plume_crc32(0, body.data, body.length);
    for (int i = 0; i < 4; i++)
        plume_text_add_char(out, (char)(unsigned char)(crc >> (8 * i)));
    plume_text_add_char(out, (char)(unsigned char)length);
    plume_text_add_char(out, (char)(unsigned char)(length >> 8));
    plume_text_add_n(out, body.data, body.length);
    plume_text_dispose(&body);
}

static void pad_block(plume_text *out)
{
    while (out->length % PLUME_BLOCK_BYTES != 0)
        plume_text_add_char(out, '\0');
}

/* What comes out, one letter an event: R and the record, D and why, C, E. */
static void expect_events(const plume_text *file, const char *wanted)
{
    plume_source_stream *source;
    plume_block_log *log;
    plume_block_record record = { .event = PLUME_BLOCK_RECORD };
    plume_text got;
    plume_error error;

    plume_text_init(&got);
    ck_ok(plume_source_open_memory(&source, file->data, file->length, "x.wandb", &error),
          error);
    ck_ok(plume_block_log_open(&log, source, 7, &error), error);
    while (record.event == PLUME_BLOCK_RECORD || record.event == PLUME_BLOCK_DAMAGED) {
        ck_ok(plume_block_log_next(log, &record, &error), error);
        if (record.event == PLUME_BLOCK_RECORD)
            plume_text_printf(&got, "R%.*s ", (int)record.bytes.length,
                              (const char *)record.bytes.data);
        else if (record.event == PLUME_BLOCK_DAMAGED)
            plume_text_printf(&got, "D(%s) ", record.why);
        else
            plume_text_add_char(&got, record.event == PLUME_BLOCK_CUT ? 'C' : 'E');
    }
    ck_assert_str_eq(got.data, wanted);
    plume_block_log_close(log);
    plume_source_close(source);
    plume_text_dispose(&got);
}

START_TEST(whole_records_come_out_as_they_went_in)
{
    plume_text file;

    plume_text_init(&file);
    plume_text_add_n(&file, "1234567", 7);
    put_piece(&file, 1, "one", 3);
    put_piece(&file, 1, "two", 3);
    expect_events(&file, "Rone Rtwo E");
    put_piece(&file, 2, "th", 2);
    pad_block(&file);
    put_piece(&file, 3, "re", 2);
    put_piece(&file, 4, "e", 1);
    expect_events(&file, "Rone Rtwo Rthree E");
    pad_block(&file);
    expect_events(&file, "Rone Rtwo Rthree E");
    plume_text_dispose(&file);
}
END_TEST

START_TEST(a_file_that_is_cut_anywhere_says_so)
{
    plume_text file;
    size_t whole;

    plume_text_init(&file);
    plume_text_add_n(&file, "1234567", 7);
    put_piece(&file, 1, "one", 3);
    whole = file.length;
    put_piece(&file, 1, "two", 3);
    for (size_t length = whole + 1; length < whole + 10; length++) {
        plume_text cut = file;

        cut.length = length;
        expect_events(&cut, "Rone C");
    }
    plume_text_clear(&file);
    plume_text_add_n(&file, "1234567", 7);
    put_piece(&file, 2, "begun", 5);
    expect_events(&file, "C");
    plume_text_dispose(&file);
}
END_TEST

START_TEST(damage_costs_the_rest_of_its_block)
{
    plume_text file;
    size_t at;

    plume_text_init(&file);
    plume_text_add_n(&file, "1234567", 7);
    put_piece(&file, 1, "one", 3);
    at = file.length;
    put_piece(&file, 1, "two", 3);
    put_piece(&file, 1, "lost", 4);
    put_piece(&file, 2, "begins", 6);
    pad_block(&file);
    put_piece(&file, 4, "ends", 4);
    put_piece(&file, 1, "next", 4);
    file.data[at + 8] ^= 1;
    expect_events(&file, "Rone D(a checksum does not fit) Rnext E");
    file.data[at + 8] ^= 1;
    file.data[at + 6] = 9;
    expect_events(&file, "Rone D(a piece is of no known kind) Rnext E");
    file.data[at + 6] = 1;
    file.data[at + 5] = (char)0xff;
    expect_events(&file, "Rone D(a piece reaches over the end of its block) Rnext E");
    plume_text_dispose(&file);
}
END_TEST

START_TEST(pieces_that_do_not_belong_together_are_told)
{
    plume_text file;

    plume_text_init(&file);
    plume_text_add_n(&file, "1234567", 7);
    put_piece(&file, 2, "be", 2);
    put_piece(&file, 1, "one", 3);
    expect_events(&file, "D(a record has no end) Rone E");
    put_piece(&file, 4, "end", 3);
    expect_events(&file, "D(a record has no end) Rone D(a record has no beginning) E");
    plume_text_dispose(&file);
}
END_TEST

/* --- identity --- */

START_TEST(a_session_is_its_id_and_its_start_to_ten_seconds)
{
    plume_text text;

    plume_text_init(&text);
    plume_wandb_identity(&text, "abc", 1700000000.4);
    ck_assert_str_eq(text.data, "wandb run abc 170000000");
    plume_text_clear(&text);
    plume_wandb_identity(&text, "abc", NAN);
    ck_assert_str_eq(text.data, "wandb run abc");
    plume_text_clear(&text);
    plume_wandb_identity(&text, "", 1.0);
    ck_assert_str_eq(text.data, "");
    plume_text_dispose(&text);
}
END_TEST

/* --- the program --- */

static void put_variable(plume_text *out, const char *name, const char *value)
{
    plume_text pair;

    plume_text_init(&pair);
    put_string(&pair, 1, name);
    put_string(&pair, 2, value);
    put_bytes(out, 27, pair.data, pair.length);
    plume_text_dispose(&pair);
}

static void take_config(plume_wandb_program *program, const char *key, const char *json)
{
    plume_text config;

    plume_text_init(&config);
    put_item(&config, 1, 1, key, json);
    ck_assert(plume_wandb_program_config(program, bytes_of(&config)));
    plume_text_dispose(&config);
}

static void take_environment(plume_wandb_program *program)
{
    plume_text message;

    plume_text_init(&message);
    put_string(&message, 5, "--epochs");
    put_string(&message, 6, "train.py");
    put_string(&message, 11, "/work");
    put_variable(&message, "array_job_id", "501");
    put_variable(&message, "array_task_id", "3");
    put_variable(&message, "job_id", "504");
    ck_assert(plume_wandb_program_environment(program, bytes_of(&message)));
    plume_text_dispose(&message);
}

START_TEST(replicas_differ_in_their_rank_alone)
{
    plume_wandb_program program[3];
    plume_text printed[3];

    for (int i = 0; i < 3; i++) {
        plume_wandb_program_init(&program[i]);
        plume_text_init(&printed[i]);
        take_environment(&program[i]);
        take_config(&program[i], "lr", i < 2 ? "0.1" : "0.2");
        take_config(&program[i], "rank", i == 0 ? "0" : "1");
        take_config(&program[i], "output_dir", "\"out\"");
        plume_wandb_program_print(&printed[i], &program[i]);
    }
    ck_assert_str_eq(printed[0].data, printed[1].data);
    ck_assert_str_ne(printed[0].data, printed[2].data);
    ck_assert_str_eq(program[0].job.data, "501_3");
    ck_assert_str_eq(program[0].folder.data, "out");
    ck_assert_double_eq(program[1].rank, 1);
    for (int i = 0; i < 3; i++) {
        plume_wandb_program_dispose(&program[i]);
        plume_text_dispose(&printed[i]);
    }
}
END_TEST

START_TEST(a_run_of_optuna_s_callback_names_its_trial)
{
    plume_wandb_program program;

    plume_wandb_program_init(&program);
    ck_assert_double_nan(plume_wandb_program_trial(&program, "trial/4/0.5"));
    plume_text_add(&program.tag, "sweep");
    ck_assert_double_eq(plume_wandb_program_trial(&program, "trial/4/0.5"), 4);
    ck_assert_double_nan(plume_wandb_program_trial(&program, "trial/x"));
    ck_assert_double_nan(plume_wandb_program_trial(&program, "dry-sun-4"));
    plume_wandb_program_dispose(&program);
}
END_TEST

START_TEST(all_tags_of_a_run_are_kept_but_what_names_a_person)
{
    plume_text message, tags;

    plume_text_init(&message);
    plume_text_init(&tags);
    put_string(&message, 1, "abc");
    put_string(&message, 10, "baseline");
    put_string(&message, 10, "ada@example.org");
    put_string(&message, 10, "lr, 0.1");
    plume_wandb_run_tags(&tags, bytes_of(&message));
    ck_assert_str_eq(tags.data, "baseline, lr  0.1");
    plume_text_dispose(&tags);
    plume_text_dispose(&message);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, all_tags_of_a_run_are_kept_but_what_names_a_person);
    tcase_add_test(tcase, replicas_differ_in_their_rank_alone);
    tcase_add_test(tcase, a_run_of_optuna_s_callback_names_its_trial);
    tcase_add_test(tcase, the_checksum_is_that_of_zlib_and_goes_on);
    tcase_add_test(tcase, fields_of_every_wire_are_walked);
    tcase_add_test(tcase, a_message_that_is_no_message_is_bad_and_ends);
    tcase_add_test(tcase, a_varint_may_be_negative);
    tcase_add_test(tcase, times_have_nanoseconds_and_bounds);
    tcase_add_test(tcase, a_record_tells_its_message);
    tcase_add_test(tcase, a_run_is_read_without_its_owner);
    tcase_add_test(tcase, an_exit_without_a_code_is_a_success);
    tcase_add_test(tcase, history_has_its_time_under_plain_and_nested_keys);
    tcase_add_test(tcase, output_has_a_time);
    tcase_add_test(tcase, stats_give_power_and_use_of_each_gpu);
    tcase_add_test(tcase, only_power_and_use_are_keys);
    tcase_add_test(tcase, whole_records_come_out_as_they_went_in);
    tcase_add_test(tcase, a_file_that_is_cut_anywhere_says_so);
    tcase_add_test(tcase, damage_costs_the_rest_of_its_block);
    tcase_add_test(tcase, pieces_that_do_not_belong_together_are_told);
    tcase_add_test(tcase, a_session_is_its_id_and_its_start_to_ten_seconds);
}

int main(void)
{
    return test_main("W&B records", add);
}
