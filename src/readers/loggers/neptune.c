/* Neptune's offline queue (data-*.log): one operation a line, with the time at which it
 * was put there. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "logs/framed/json_lines.h"
#include "logs/path.h"
#include "logs/power/boards.h"
#include "logs/reader.h"
#include "logs/trial.h"
#include "logs/whole_document.h"

enum { BYTES_MAX = 1 << 20, SERIES_MAX = 64 };

/* The queue is written when its buffer is full, or the run ends: one that was killed
 * before leaves an empty file. */
static bool is_unwritten(const plume_head *head)
{
    return head->length == 0 && strncmp(head->name, "data-", 5) == 0 &&
           strstr(head->path, "/run__") != NULL;
}

static int confidence(const plume_head *head)
{
    if (is_unwritten(head))
        return 92;
    return strncmp(head->bytes, "{\"obj\": {\"type\": \"", 18) == 0 ? 95 : 0;
}

/* A series of the monitor and its unit, which its configuration tells before its values.
 */
typedef struct reading {
    plume_log *log;
    plume_text id, name, host, identity;
    char watts[SERIES_MAX][64];
    size_t series;
    double first_s, last_s, created_s;
    plume_boards *boards;
} reading;

/* The last part of a path: "gpu_power", or "gpu_power_0". */
static const char *leaf_of(const plume_value *operation)
{
    const plume_value *path = plume_value_get(operation, "path");
    size_t count = plume_value_count(path);

    return count == 0 ? "" : plume_value_string(plume_value_at(path, count - 1));
}

static bool is_watts(const reading *r, const char *leaf)
{
    for (size_t i = 0; i < r->series; i++)
        if (strcmp(r->watts[i], leaf) == 0)
            return true;
    return false;
}

static void take_unit(reading *r, const plume_value *operation)
{
    const char *leaf = leaf_of(operation);

    if (strcmp(plume_value_string(plume_value_get(operation, "unit")), "W") != 0 ||
        strncmp(leaf, "gpu", 3) != 0 || is_watts(r, leaf) || r->series == SERIES_MAX ||
        strlen(leaf) >= sizeof r->watts[0])
        return;
    memcpy(r->watts[r->series++], leaf, strlen(leaf) + 1);
}

/* How busy the board of "gpu_power_0" is stands under "gpu_0"; of one board alone under
 * "gpu". */
static bool use_of(char board[32], const char *leaf)
{
    const char *number = leaf + 3;
    size_t digits;

    if (strncmp(leaf, "gpu", 3) != 0 || (*number != '\0' && *number != '_'))
        return false;
    digits = *number == '_' ? strspn(number + 1, "0123456789") : 0;
    if (digits > 4 || strlen(number) != digits + (*number == '_'))
        return false;
    snprintf(board, 32, "gpu_power%s", number);
    return true;
}

static plume_status take_values(reading *r, const plume_value *operation,
                                plume_error *error)
{
    const plume_value *values = plume_value_get(operation, "values");
    const char *leaf = leaf_of(operation);
    char board[32];
    bool is_use = use_of(board, leaf);
    plume_status status = PLUME_OK;

    if (!is_use && !is_watts(r, leaf))
        return PLUME_OK;
    for (size_t i = 0; i < plume_value_count(values) && status == PLUME_OK; i++) {
        const plume_value *one = plume_value_at(values, i);
        plume_board_reading taken = { is_use ? board : leaf,
                                      is_use ? PLUME_BOARD_PERCENT : PLUME_BOARD_WATTS,
                                      plume_value_number(plume_value_get(one, "value")) };
        double t_s = plume_value_number(plume_value_get(one, "ts"));

        if (!isnan(t_s))
            status = plume_boards_take(r->boards, t_s, taken, error);
    }
    return status;
}

static void take_text(reading *r, const plume_value *operation)
{
    const char *leaf = leaf_of(operation);
    const char *value = plume_value_string(plume_value_get(operation, "value"));
    plume_text *into = strcmp(leaf, "hostname") == 0 ? &r->host
                       : strcmp(leaf, "name") == 0   ? &r->name
                                                     : NULL;

    if (into == NULL)
        return;
    plume_text_clear(into);
    plume_text_add(into, value);
}

static plume_status take(void *state, const plume_value *line, uint64_t number,
                         plume_error *error)
{
    reading *r = state;
    const plume_value *operation = plume_value_get(line, "obj");
    const char *type = plume_value_string(plume_value_get(operation, "type"));
    double at_s = plume_value_number(plume_value_get(line, "at"));

    (void)number;
    r->first_s = fmin(r->first_s, at_s);
    r->last_s = fmax(r->last_s, at_s);
    if (strcmp(type, "ConfigFloatSeries") == 0)
        take_unit(r, operation);
    else if (strcmp(type, "AssignString") == 0)
        take_text(r, operation);
    else if (strcmp(type, "LogFloats") == 0)
        return take_values(r, operation, error);
    return PLUME_OK;
}

/* metadata.json beside it has the id; the folder's name has it, too. */
static plume_status read_metadata(reading *r, plume_error *error)
{
    plume_source_stream *source = NULL;
    plume_value *root = NULL;
    const char *created;
    plume_stamp stamp;
    plume_status status = plume_log_companion(r->log, "metadata.json", &source, error);

    if (status == PLUME_OK && source != NULL)
        status = plume_document_json(&root, source, BYTES_MAX, error);
    plume_source_close(source);
    plume_text_add(&r->id, plume_value_string(plume_value_get(root, "containerId")));
    created = plume_value_string(plume_value_get(root, "createdAt"));
    if (plume_time_parse(&stamp, created, strlen(created), NULL))
        r->created_s = stamp.unix_s;
    if (r->id.length == 0)
        plume_path_name(&r->id, plume_log_path(r->log), 1);
    plume_value_free(root);
    return status;
}

static void tell_span(const reading *r, plume_run *run)
{
    if (!isnan(run->duration_s)) {
        if (plume_settle_written_at_once(run, r->log))
            return;
        run->warnings = PLUME_RUN_LEAST;
        plume_log_note(
            r->log, PLUME_INFO, 0, "span-of-operations",
            "the duration is the time from the first to the last operation; how the "
            "run ended is not told");
        return;
    }
    run->warnings = "duration-unknown not-ended";
    plume_log_note(
        r->log, PLUME_WARNING, 0, "duration-unknown",
        "the run was killed before an operation was written: nothing tells how "
        "long it lasted");
}

static plume_status push(reading *r, plume_error *error)
{
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    plume_text_printf(&r->identity, "neptune %s", r->id.data);
    run.id = r->id.data;
    run.identity = r->identity.data;
    run.name = strcmp(r->name.data, "Untitled") == 0 ? "" : r->name.data;
    run.host = r->host.data;
    run.start_s = isnan(r->first_s) ? r->created_s : r->first_s;
    run.end_s = r->last_s;
    run.duration_s = r->last_s - r->first_s;
    run.keys.run = r->id.data;
    run.keys.run_tool = "neptune";
    run.keys.clock = PLUME_CLOCK_ZONED;
    tell_span(r, &run);
    status = plume_boards_settle(&run, r->boards, r->log, error);
    if (status == PLUME_OK)
        status = plume_text_status(&r->identity, error);
    return status == PLUME_OK ? plume_log_run(r->log, &run, 0, error) : status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log, .first_s = NAN, .last_s = NAN, .created_s = NAN };
    plume_json_lines lines = { take, &r,
                               "this line is no JSON: the run was killed, or goes on",
                               false };
    plume_status status;

    plume_text_init(&r.id);
    plume_text_init(&r.name);
    plume_text_init(&r.host);
    plume_text_init(&r.identity);
    r.boards = plume_boards_new(plume_log_options(log));
    status = r.boards != NULL ? read_metadata(&r, error) : plume_fail_memory(error);
    if (status == PLUME_OK)
        status = plume_json_lines_read(log, &lines, error);
    if (status == PLUME_OK && (!isnan(r.first_s) || !isnan(r.created_s)))
        status = push(&r, error);
    plume_boards_free(r.boards);
    plume_text_dispose(&r.id);
    plume_text_dispose(&r.name);
    plume_text_dispose(&r.host);
    plume_text_dispose(&r.identity);
    return status;
}

const plume_reader plume_reader_neptune = {
    .name = "neptune",
    .title = "Neptune's offline queue of operations",
    .confidence = confidence,
    .marks = { "{\"obj\":", "data-" },
    .read = read,
    .timeless = true, /* killed before its first operation was written */
};
