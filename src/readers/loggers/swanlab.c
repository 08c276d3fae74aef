/* SwanLab's run-ID.swanlab: records framed as W&B's are, with start, finish and figures,
 * among them the power of the GPUs. */
#include <math.h>
#include <string.h>

#include "logs/framed/block_log.h"
#include "logs/path.h"
#include "logs/power/boards.h"
#include "logs/reader.h"
#include "logs/whole_document.h"

enum { HEAD_BYTES = 7, BYTES_MAX = 4 << 20 };

/* ":SWL", a magic number, a version. */
static const unsigned char head_bytes[] = { 0x3a, 0x53, 0x57, 0x4c };

/* Fields of the client's own schema. */
enum {
    RECORD_TIME = 2,
    RECORD_START = 10,
    RECORD_FINISH = 11,
    RECORD_FIGURE = 13,
    START_PROJECT = 1,
    START_NAME = 4,
    START_GROUP = 7,
    START_ID = 10,
    START_AT = 12,
    FINISH_STATE = 1,
    FINISH_AT = 3,
    FIGURE_KEY = 1,
    FIGURE_AT = 4,
    FIGURE_VALUE = 5
};

/* The client writes nothing in its first seconds: a run that was killed in them leaves an
 * empty file. */
static int confidence(const plume_head *head)
{
    if (head->length == 0)
        return strncmp(head->name, "run-", 4) == 0 &&
                       strstr(head->name, ".swanlab") != NULL
                   ? 95
                   : 0;
    return head->length >= sizeof head_bytes &&
                   memcmp(head->bytes, head_bytes, sizeof head_bytes) == 0
               ? 100
               : 0;
}

typedef struct reading {
    plume_log *log;
    plume_text id, name, project, group, host, device, identity;
    double start_s, finish_s, last_s, pid;
    plume_state state;
    plume_boards *boards;
} reading;

static void set_text(plume_text *text, plume_bytes told)
{
    plume_text_clear(text);
    plume_text_add_n(text, (const char *)told.data, told.length);
}

/* --- records --- */

static bool take_start(reading *r, plume_bytes message)
{
    plume_proto proto = plume_proto_open(message);
    plume_proto_field field;

    while (plume_proto_next(&proto, &field)) {
        if (field.wire != PLUME_WIRE_BYTES)
            continue;
        if (field.number == START_PROJECT)
            set_text(&r->project, field.bytes);
        else if (field.number == START_NAME)
            set_text(&r->name, field.bytes);
        else if (field.number == START_GROUP)
            set_text(&r->group, field.bytes);
        else if (field.number == START_ID)
            set_text(&r->id, field.bytes);
        else if (field.number == START_AT)
            r->start_s = plume_proto_time(field.bytes);
    }
    return !proto.bad;
}

static bool take_finish(reading *r, plume_bytes message)
{
    static const plume_state states[] = { PLUME_STATE_RUNNING, PLUME_STATE_COMPLETE,
                                          PLUME_STATE_FAILED, PLUME_STATE_CANCELLED };
    plume_proto proto = plume_proto_open(message);
    plume_proto_field field;
    uint64_t state = 0;

    while (plume_proto_next(&proto, &field)) {
        if (field.number == FINISH_STATE && field.wire == PLUME_WIRE_VARINT)
            state = field.value;
        else if (field.number == FINISH_AT && field.wire == PLUME_WIRE_BYTES)
            r->finish_s = plume_proto_time(field.bytes);
    }
    r->state = state < 4 ? states[state] : PLUME_STATE_UNKNOWN;
    return !proto.bad;
}

static bool board_of(plume_board_reading *out, char board[8], plume_bytes key)
{
    static const char before[] = "__swanlab__.gpu.";
    plume_bytes after;
    const char *text = (const char *)key.data;
    size_t length = 0, start = sizeof before - 1;

    if (key.length < start || memcmp(text, before, start) != 0)
        return false;
    while (start + length < key.length && text[start + length] >= '0' &&
           text[start + length] <= '9')
        length++;
    if (length == 0 || length > 4)
        return false;
    after = (plume_bytes){ key.data + start + length, key.length - start - length };
    memcpy(board, text + start, length);
    board[length] = '\0';
    out->figure =
        plume_bytes_equal(after, ".power") ? PLUME_BOARD_WATTS : PLUME_BOARD_PERCENT;
    return out->figure == PLUME_BOARD_WATTS || plume_bytes_equal(after, ".pct");
}

/* A number of 0 is left out of the record, as protobuf does. */
static double number_of(plume_bytes message)
{
    plume_proto proto = plume_proto_open(message);
    plume_proto_field field;
    double number = 0.0;

    while (plume_proto_next(&proto, &field))
        if (field.number == 1 && field.wire == PLUME_WIRE_FIXED64)
            memcpy(&number, &field.value, sizeof number);
    return proto.bad ? (double)NAN : number;
}

static plume_status take_figure(reading *r, plume_bytes message, bool *sound,
                                plume_error *error)
{
    plume_proto proto = plume_proto_open(message);
    plume_proto_field field;
    plume_bytes key = { message.data, 0 };
    double t_s = NAN;
    char board[8];
    plume_board_reading taken = { board, PLUME_BOARD_WATTS, 0.0 };

    while (plume_proto_next(&proto, &field)) {
        if (field.wire != PLUME_WIRE_BYTES)
            continue;
        if (field.number == FIGURE_KEY)
            key = field.bytes;
        else if (field.number == FIGURE_AT)
            t_s = plume_proto_time(field.bytes);
        else if (field.number == FIGURE_VALUE)
            taken.value = number_of(field.bytes);
    }
    *sound = !proto.bad;
    if (!*sound || isnan(t_s) || !board_of(&taken, board, key))
        return PLUME_OK;
    return plume_boards_take(r->boards, t_s, taken, error);
}

static plume_status take(reading *r, plume_bytes record, bool *sound, plume_error *error)
{
    plume_proto proto = plume_proto_open(record);
    plume_proto_field field;
    plume_status status = PLUME_OK;

    *sound = true;
    while (status == PLUME_OK && *sound && plume_proto_next(&proto, &field)) {
        if (field.wire != PLUME_WIRE_BYTES)
            continue;
        if (field.number == RECORD_TIME)
            r->last_s = fmax(r->last_s, plume_proto_time(field.bytes));
        else if (field.number == RECORD_START)
            *sound = take_start(r, field.bytes);
        else if (field.number == RECORD_FINISH)
            *sound = take_finish(r, field.bytes);
        else if (field.number == RECORD_FIGURE)
            status = take_figure(r, field.bytes, sound, error);
    }
    *sound = *sound && !proto.bad;
    return status;
}

static plume_status read_records(reading *r, plume_error *error)
{
    plume_block_record record = { .event = PLUME_BLOCK_RECORD };
    plume_block_log *blocks;
    plume_status status =
        plume_block_log_open(&blocks, plume_log_source(r->log), HEAD_BYTES, error);

    if (status != PLUME_OK)
        return status;
    while (status == PLUME_OK && record.event != PLUME_BLOCK_END &&
           record.event != PLUME_BLOCK_CUT) {
        bool sound = true;

        status = plume_block_log_next(blocks, &record, error);
        if (status == PLUME_OK && record.event == PLUME_BLOCK_RECORD)
            status = take(r, record.bytes, &sound, error);
        if (!sound || record.event == PLUME_BLOCK_DAMAGED)
            plume_log_reject(r->log, 0, 0, "damaged-record", "at byte %llu: %s",
                             (unsigned long long)record.offset,
                             sound ? record.why : "its message is damaged");
    }
    plume_block_log_close(blocks);
    return status;
}

/* --- the machine --- */

static plume_status read_metadata(reading *r, plume_error *error)
{
    plume_source_stream *source = NULL;
    plume_value *root = NULL;
    const plume_value *runtime, *boards;
    plume_status status =
        plume_log_companion(r->log, "files/swanlab-metadata.json", &source, error);

    if (status == PLUME_OK && source != NULL)
        status = plume_document_json(&root, source, BYTES_MAX, error);
    plume_source_close(source);
    runtime = plume_value_get(root, "runtime");
    boards = plume_value_get(plume_value_get(root, "hardware"), "accelerators");
    boards = plume_value_get(plume_value_at(boards, 0), "devices");
    plume_text_add(&r->host, plume_value_string(plume_value_get(runtime, "hostname")));
    plume_text_add(&r->device, plume_value_string(
                                   plume_value_get(plume_value_at(boards, 0), "name")));
    r->pid = plume_value_number(plume_value_get(runtime, "pid"));
    plume_value_free(root);
    return status;
}

/* --- the run --- */

/* Its folder tells when a run began that was killed before it wrote a record. */
static void take_folder(reading *r)
{
    plume_text folder, start;

    plume_text_init(&folder);
    plume_text_init(&start);
    plume_path_folder(&folder, plume_log_path(r->log), 1);
    if (plume_path_run(&start, &r->id, folder.data))
        r->start_s = plume_log_time(r->log, start.data, start.length);
    plume_text_dispose(&folder);
    plume_text_dispose(&start);
}

static void settle_unwritten(reading *r, plume_run *run)
{
    run->start_s = r->start_s;
    run->warnings = "duration-unknown not-ended";
    plume_log_note(r->log, PLUME_WARNING, 0, "duration-unknown",
                   "nothing tells how long the run lasted, which was killed before its "
                   "first record");
}

static void settle(reading *r, plume_run *run)
{
    if (isnan(r->last_s)) {
        settle_unwritten(r, run);
        return;
    }
    run->start_s = r->start_s;
    run->state = r->state;
    run->end_s = isnan(r->finish_s) ? r->last_s : r->finish_s;
    run->duration_s = run->end_s - run->start_s;
    if (!isnan(r->finish_s))
        return;
    run->warnings = "not-ended";
    plume_log_note(r->log, PLUME_WARNING, 0, "not-ended",
                   "there is no record of its end: it was killed, or goes on; it counts "
                   "until its last record, and may have lasted 10 s more");
}

static plume_status push(reading *r, plume_error *error)
{
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    settle(r, &run);
    plume_text_printf(&r->identity, "swanlab %s", r->id.data);
    run.id = r->id.data;
    run.identity = r->id.length > 0 ? r->identity.data : "";
    run.name = r->name.data;
    run.study = r->group.length > 0 ? r->group.data : r->project.data;
    run.host = r->host.data;
    run.device = r->device.data;
    run.keys.run = r->id.data;
    run.keys.run_tool = "swanlab";
    run.keys.pid = r->pid;
    run.keys.clock = PLUME_CLOCK_ZONED;
    status = plume_boards_settle(&run, r->boards, r->log, error);
    if (status == PLUME_OK)
        status = plume_text_status(&r->identity, error);
    return status == PLUME_OK ? plume_log_run(r->log, &run, 0, error) : status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log,
                  .start_s = NAN,
                  .finish_s = NAN,
                  .last_s = NAN,
                  .pid = NAN,
                  .state = PLUME_STATE_UNKNOWN };
    plume_text *const text[] = { &r.id,   &r.name,   &r.project, &r.group,
                                 &r.host, &r.device, &r.identity };
    plume_status status;

    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        plume_text_init(text[i]);
    r.boards = plume_boards_new(plume_log_options(log));
    status = r.boards != NULL ? read_records(&r, error) : plume_fail_memory(error);
    if (status == PLUME_OK)
        status = read_metadata(&r, error);
    if (status == PLUME_OK && isnan(r.last_s))
        take_folder(&r);
    if (status == PLUME_OK && (!isnan(r.last_s) || !isnan(r.start_s)))
        status = push(&r, error);
    plume_boards_free(r.boards);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        plume_text_dispose(text[i]);
    return status;
}

const plume_reader plume_reader_swanlab = {
    .name = "swanlab",
    .title = "SwanLab's record of a run",
    .confidence = confidence,
    .marks = { ":SWL", ".swanlab" },
    .read = read,
    .timeless = true, /* killed before its first record */
};
