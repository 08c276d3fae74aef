/* The zip archive of an offline experiment of Comet: its times, and messages one a line,
 * among them the power of the GPUs in milliwatts. */
#include <math.h>
#include <string.h>

#include "core/input/zip.h"
#include "core/number/units.h"
#include "logs/framed/json_lines.h"
#include "logs/path.h"
#include "logs/power/boards.h"
#include "logs/reader.h"
#include <plume/value.h>

enum { KEY_LENGTH = 32 };

/* "cf9e549977074606abffc6e681a2f1e3.zip": the experiment's key. */
static bool is_key(const char *name)
{
    return strspn(name, "0123456789abcdef") == KEY_LENGTH &&
           strcmp(name + KEY_LENGTH, ".zip") == 0;
}

/* The client packs files as its folder lists them, which may begin with any of the
 * user's; a run that was killed leaves an archive of nothing. */
static int confidence(const plume_head *head)
{
    if (plume_zip_begins(head->bytes, head->length, "experiment.json"))
        return 95;
    if (!is_key(head->name))
        return 0;
    return plume_zip_is_empty(head->bytes, head->length) ? 92
           : memcmp(head->bytes, "PK\003\004", 4) == 0   ? 40
                                                         : 0;
}

typedef struct reading {
    plume_log *log;
    plume_zip *zip;
    plume_text experiment, messages, id, identity, name, study, host, device;
    double pid, start_ms, stop_ms, last_ms, gpus;
    plume_boards *boards;
} reading;

static const plume_value *get(const plume_value *map, const char *key)
{
    return plume_value_get(map, key);
}

/* --- messages --- */

/* Milliwatts, and percent. */
static bool board_of(plume_board_reading *out, char board[8], const char *metric)
{
    static const char before[] = "sys.gpu.";
    size_t length;

    if (strncmp(metric, before, sizeof before - 1) != 0)
        return false;
    metric += sizeof before - 1;
    length = strspn(metric, "0123456789");
    if (length == 0 || length > 4)
        return false;
    memcpy(board, metric, length);
    board[length] = '\0';
    out->figure = strcmp(metric + length, ".power_usage") == 0 ? PLUME_BOARD_WATTS
                                                               : PLUME_BOARD_PERCENT;
    return out->figure == PLUME_BOARD_WATTS ||
           strcmp(metric + length, ".gpu_utilization") == 0;
}

static plume_status take_metric(reading *r, const plume_value *payload,
                                plume_error *error)
{
    const plume_value *metric = get(payload, "metric");
    double t_ms = plume_value_number(get(payload, "local_timestamp"));
    char board[8];
    plume_board_reading taken = { board, PLUME_BOARD_WATTS, NAN };

    if (!board_of(&taken, board, plume_value_string(get(metric, "metricName"))) ||
        isnan(t_ms))
        return PLUME_OK;
    taken.value = plume_value_number(get(metric, "metricValue"));
    if (taken.figure == PLUME_BOARD_WATTS)
        taken.value /= 1000.0;
    return plume_boards_take(r->boards, t_ms / MILLISECONDS_PER_SECOND, taken, error);
}

static void set_text(plume_text *text, const plume_value *value)
{
    plume_text_clear(text);
    plume_text_add(text, plume_value_string(value));
}

static plume_status take_message(void *state, const plume_value *message, uint64_t number,
                                 plume_error *error)
{
    reading *r = state;
    const plume_value *payload = get(message, "payload");
    const char *type = plume_value_string(get(message, "type"));
    double t_ms = plume_value_number(get(payload, "local_timestamp"));

    (void)number;
    r->last_ms = fmax(r->last_ms, t_ms);
    if (strcmp(type, "metric_msg") == 0)
        return take_metric(r, payload, error);
    if (strcmp(type, "system_details") == 0) {
        set_text(&r->host, get(payload, "hostname"));
        r->pid = plume_value_number(get(payload, "pid"));
    } else if (strcmp(type, "gpu_static_info") == 0) {
        const plume_value *list = get(payload, "gpu_static_info");

        set_text(&r->device, get(plume_value_at(list, 0), "name"));
        r->gpus = (double)plume_value_count(list);
    } else if (strcmp(type, "log_other") == 0 &&
               strcmp(plume_value_string(get(payload, "key")), "Name") == 0) {
        set_text(&r->name, get(payload, "value"));
    }
    return PLUME_OK;
}

/* --- the run --- */

static plume_status take_experiment(reading *r, plume_error *error)
{
    plume_value *root = NULL;
    plume_status status =
        plume_json_parse(&root, r->experiment.data, r->experiment.length,
                         plume_log_path(r->log), NULL, error);

    if (status != PLUME_OK)
        return status;
    set_text(&r->id, get(root, "offline_id"));
    set_text(&r->study, get(root, "project_name"));
    r->start_ms = plume_value_number(get(root, "start_time"));
    r->stop_ms = plume_value_number(get(root, "stop_time"));
    plume_value_free(root);
    return PLUME_OK;
}

static plume_status push(reading *r, plume_error *error)
{
    double end_ms = isnan(r->stop_ms) ? r->last_ms : r->stop_ms;
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    plume_text_printf(&r->identity, "comet %s", r->id.data);
    run.id = r->id.data;
    run.identity = r->id.length > 0 ? r->identity.data : "";
    run.study = r->study.data;
    run.name = r->name.data;
    run.host = r->host.data;
    run.device = r->device.data;
    run.device_count = r->gpus;
    run.start_s = r->start_ms / MILLISECONDS_PER_SECOND;
    run.end_s = end_ms / MILLISECONDS_PER_SECOND;
    run.duration_s = (end_ms - r->start_ms) / MILLISECONDS_PER_SECOND;
    run.keys.run = r->id.data;
    run.keys.run_tool = "comet";
    run.keys.pid = r->pid;
    run.keys.clock = PLUME_CLOCK_ZONED;
    run.warnings = isnan(r->start_ms) ? "duration-unknown not-ended" : "";
    status = plume_boards_settle(&run, r->boards, r->log, error);
    if (status == PLUME_OK)
        status = plume_text_status(&r->identity, error);
    return status == PLUME_OK ? plume_log_run(r->log, &run, 0, error) : status;
}

/* Of a run that was killed its key is all there is. */
static void take_key(reading *r)
{
    plume_path_name(&r->id, plume_log_path(r->log), 0);
    plume_log_note(r->log, PLUME_WARNING, 0, "duration-unknown",
                   "this archive is empty, as one of a run that was killed is: nothing "
                   "tells how long it lasted");
}

static plume_status read_archive(reading *r, plume_error *error)
{
    plume_json_lines lines = { take_message, r, "a line of messages.json is no JSON",
                               false };
    bool found = false, also = false;
    plume_status status = plume_zip_open(&r->zip, plume_log_source(r->log), error);

    if (status == PLUME_OK && plume_zip_holds_nothing(r->zip)) {
        take_key(r);
        return PLUME_OK;
    }
    if (status == PLUME_OK)
        status = plume_zip_read(r->zip, "experiment.json", &r->experiment, &found, error);
    if (status == PLUME_OK && found)
        status = plume_zip_read(r->zip, "messages.json", &r->messages, &also, error);
    if (status == PLUME_OK && !(found && also))
        status = plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(r->log), 0, 0,
                               "this archive lacks experiment.json or messages.json, "
                               "which Comet's offline experiments have");
    if (status == PLUME_OK)
        status = take_experiment(r, error);
    return status == PLUME_OK ? plume_json_lines_text(r->log, &r->messages, &lines, error)
                              : status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log, .pid = NAN, .gpus = NAN };
    plume_text *const text[] = { &r.experiment, &r.messages, &r.id,   &r.identity,
                                 &r.name,       &r.study,    &r.host, &r.device };
    plume_status status;

    r.start_ms = r.stop_ms = r.last_ms = NAN;
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        plume_text_init(text[i]);
    r.boards = plume_boards_new(plume_log_options(log));
    status = r.boards != NULL ? read_archive(&r, error) : plume_fail_memory(error);
    if (status == PLUME_OK)
        status = push(&r, error);
    plume_boards_free(r.boards);
    plume_zip_close(r.zip);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        plume_text_dispose(text[i]);
    return status;
}

const plume_reader plume_reader_comet = {
    .name = "comet",
    .title = "Comet's archive of an offline experiment",
    .confidence = confidence,
    .marks = { "experiment.json", "PK\003\004", "PK\005\006" },
    .read = read,
    .timeless = true, /* killed: an archive of nothing */
};
