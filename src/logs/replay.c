/* Tells a log again, record by record, from the lines that its first reading came to. */
#include "logs/replay.h"

#include <stdlib.h>
#include <string.h>

#include "core/pool.h"
#include "logs/internal.h"
#include "logs/partial/record.h"
#include "logs/partial/run_record.h"
#include "logs/partial/samples_record.h"

enum { DEVICES_MOST = 1 << 20 };

/* Of a device as samples name it. */
typedef struct replayed_device {
    const char *id, *key, *host;
    size_t slot;
} replayed_device;

typedef struct replaying {
    plume_log *log;
    plume_record record;
    plume_pool *pool;
    replayed_device **device; /* each in the pool: slots do not move */
    size_t device_count, device_capacity;
    plume_run_record run;
    plume_text word[4]; /* of the record at hand */
    plume_samples samples;
    uint64_t base;   /* lines of the log before this part */
    size_t part;     /* from 0 */
    plume_map *told; /* notes that parts have told; NULL: the log is whole */
} replaying;

static uint64_t line_of(replaying *r)
{
    uint64_t line = plume_record_count(&r->record, UINT64_MAX / 2);

    return line > 0 ? r->base + line : 0;
}

static plume_status replay_run(replaying *r, plume_error *error)
{
    uint64_t line = line_of(r);
    plume_status status = plume_run_record_read(&r->run, &r->record, error);

    if (status != PLUME_OK)
        return status;
    return plume_log_run_recurring(r->log, &r->run.run, r->run.recurrence, line, error);
}

/* --- traces --- */

/* The text at hand, until the next record; NULL: out of memory. */
static const char *word_of(replaying *r, size_t number)
{
    plume_text *word = &r->word[number];

    plume_text_clear(word);
    plume_record_text(&r->record, word);
    return plume_text_status(word, NULL) == PLUME_OK ? word->data : NULL;
}

/* The same for as long as the log is told; NULL: out of memory. */
static const char *pooled(replaying *r)
{
    plume_text_clear(&r->record.text);
    plume_record_text(&r->record, &r->record.text);
    return plume_text_status(&r->record.text, NULL) == PLUME_OK
               ? plume_pool_copy(r->pool, r->record.text.data)
               : NULL;
}

/* False: the key is none of a trace. */
static bool take_about(replaying *r, plume_trace_about *about)
{
    plume_record *record = &r->record;

    if (plume_record_is(record, "device"))
        about->device = word_of(r, 0);
    else if (plume_record_is(record, "host"))
        about->host = word_of(r, 1);
    else if (plume_record_is(record, "name"))
        about->name = word_of(r, 2);
    else if (plume_record_is(record, "location"))
        about->location = word_of(r, 3);
    else if (plume_record_is(record, "logged_co2e_kg"))
        about->logged_co2e_kg = plume_record_number(record);
    else if (plume_record_is(record, "device_count"))
        about->device_count = plume_record_number(record);
    else if (plume_record_is(record, "scope"))
        about->scope = (plume_scope)plume_record_count(record, PLUME_SCOPE_COUNT - 1);
    else if (plume_record_is(record, "meter"))
        about->meter = (plume_meter)plume_record_count(record, PLUME_METER_WALL);
    else if (plume_record_is(record, "evidence"))
        about->evidence =
            (plume_evidence)plume_record_count(record, PLUME_EVIDENCE_COUNT - 1);
    else if (plume_record_is(record, "of_wandb"))
        about->of_wandb = plume_record_count(record, 1) == 1;
    else if (plume_record_is(record, "relative"))
        about->relative = plume_record_count(record, 1) == 1;
    else if (plume_record_is(record, "yearless"))
        about->yearless = plume_record_count(record, 1) == 1;
    else
        return false;
    return true;
}

static plume_status replay_trace(replaying *r, plume_error *error)
{
    plume_trace_about about;
    plume_status status;
    bool more = true;

    plume_trace_about_init(&about);
    while ((status = plume_record_next(&r->record, &more, error)) == PLUME_OK && more)
        if (!take_about(r, &about))
            return plume_record_unknown_key(&r->record, error);
    if (status == PLUME_OK)
        status = plume_record_fault(&r->record, error);
    if (status != PLUME_OK)
        return status;
    if (about.device == NULL || about.host == NULL || about.name == NULL ||
        about.location == NULL)
        return plume_fail_memory(error);
    return plume_log_trace(r->log, &about, error);
}

static plume_status add_device(replaying *r, replayed_device **out, plume_error *error)
{
    size_t capacity = r->device_capacity * 2 + 8;
    replayed_device **grown = r->device;

    if (r->device_count == r->device_capacity) {
        grown = realloc((void *)grown, capacity * sizeof *grown);
        if (grown == NULL)
            return plume_fail_memory(error);
        r->device = grown;
        r->device_capacity = capacity;
    }
    *out = plume_pool_take(r->pool, sizeof **out);
    if (*out == NULL)
        return plume_fail_memory(error);
    (*out)->id = (*out)->key = (*out)->host = "";
    r->device[r->device_count++] = *out;
    return PLUME_OK;
}

/* Each part of a log names its devices from 0 on. */
static plume_status replay_device(replaying *r, plume_error *error)
{
    replayed_device *device;
    plume_status status;
    bool more = true;

    if (plume_record_count(&r->record, DEVICES_MOST) != r->device_count)
        return plume_fail(error, PLUME_ERR_SYNTAX, "a device is out of its turn");
    status = add_device(r, &device, error);
    while (status == PLUME_OK &&
           (status = plume_record_next(&r->record, &more, error)) == PLUME_OK && more) {
        if (plume_record_is(&r->record, "id"))
            device->id = pooled(r);
        else if (plume_record_is(&r->record, "key"))
            device->key = pooled(r);
        else if (plume_record_is(&r->record, "host"))
            device->host = pooled(r);
        else
            return plume_record_unknown_key(&r->record, error);
    }
    if (status == PLUME_OK)
        status = plume_record_fault(&r->record, error);
    if (status != PLUME_OK)
        return status;
    return device->id != NULL && device->key != NULL && device->host != NULL
               ? PLUME_OK
               : plume_fail_memory(error);
}

/* --- samples --- */

static plume_status give_samples(replaying *r, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < r->samples.count; i++) {
        plume_power_sample sample;
        replayed_device *device;
        uint64_t line = r->samples.line[i];

        if (r->samples.device[i] >= r->device_count)
            return plume_fail(error, PLUME_ERR_SYNTAX,
                              "a sample is of a device that nothing names");
        device = r->device[r->samples.device[i]];
        plume_power_sample_init(&sample);
        plume_samples_take_out(&r->samples, i, &sample);
        sample.device = device->id;
        sample.key = device->key;
        sample.host = device->host;
        sample.slot = &device->slot;
        sample.zoned = r->samples.zoned;
        sample.kind = (plume_counter_kind)r->samples.kind;
        status = plume_log_sample(r->log, &sample, line > 0 ? r->base + line : 0, error);
    }
    return status;
}

static plume_status replay_samples(replaying *r, plume_error *error)
{
    plume_status status = plume_samples_read(&r->samples, &r->record, error);

    return status == PLUME_OK ? give_samples(r, error) : status;
}

/* --- notes --- */

typedef struct message {
    const char *code, *text;
    uint64_t line;
} message;

static plume_status read_message(replaying *r, message *out, plume_error *error)
{
    plume_status status;
    bool more = true;

    *out = (message){ "", "", 0 };
    while ((status = plume_record_next(&r->record, &more, error)) == PLUME_OK && more) {
        if (plume_record_is(&r->record, "code"))
            out->code = word_of(r, 0);
        else if (plume_record_is(&r->record, "message"))
            out->text = word_of(r, 1);
        else if (plume_record_is(&r->record, "line"))
            out->line = line_of(r);
        else
            return plume_record_unknown_key(&r->record, error);
    }
    if (status == PLUME_OK)
        status = plume_record_fault(&r->record, error);
    if (status != PLUME_OK)
        return status;
    return out->code != NULL && out->text != NULL ? PLUME_OK : plume_fail_memory(error);
}

/* What a reader tells of a log once, and of each of its parts. */
static bool is_told_once(const message *told)
{
    static const char *const codes[] = { "naive-time", "unused-columns",
                                         "repeated-column", "device-count-assumed",
                                         "energy-without-pue" };

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(told->code, codes[i]) == 0)
            return true;
    return strcmp(told->code, "repeated-header") == 0 &&
           strstr(told->text, "files were joined") != NULL;
}

/* Whether a part before this one has told it. */
static plume_status was_told(replaying *r, const message *told, bool *was,
                             plume_error *error)
{
    size_t before;

    *was = false;
    if (r->told == NULL || !is_told_once(told))
        return PLUME_OK;
    plume_text_clear(&r->word[2]);
    plume_text_printf(&r->word[2], "%s\n%s", told->code, told->text);
    if (plume_text_status(&r->word[2], NULL) != PLUME_OK)
        return plume_fail_memory(error);
    before = plume_map_add(r->told, r->word[2].data, r->part);
    *was = before < r->part;
    return before != SIZE_MAX ? PLUME_OK : plume_fail_memory(error);
}

static plume_status replay_note(replaying *r, plume_error *error)
{
    plume_severity severity =
        (plume_severity)plume_record_count(&r->record, PLUME_REJECTED);
    message told;
    plume_status status = read_message(r, &told, error);
    bool was = false;

    if (status == PLUME_OK)
        status = was_told(r, &told, &was, error);
    if (status == PLUME_OK && !was)
        plume_log_note(r->log, severity, told.line, told.code, "%s", told.text);
    return status;
}

/* The column is in the message already. */
static plume_status replay_reject(replaying *r, plume_error *error)
{
    message told;
    plume_status status = read_message(r, &told, error);

    if (status == PLUME_OK)
        plume_log_reject(r->log, told.line, 0, told.code, "%s", told.text);
    return status;
}

/* --- lines --- */

static plume_status replay_clock(replaying *r)
{
    unsigned told = (unsigned)plume_record_count(&r->record, 3);

    r->log->naive = (told & 1) != 0;
    r->log->minutes = (told & 2) != 0;
    return PLUME_OK;
}

static plume_status replay_within(replaying *r)
{
    uint64_t count = plume_record_count(&r->record, UINT32_MAX);

    if (r->record.fault == NULL)
        plume_log_told_within(r->log, count);
    return PLUME_OK;
}

/* By the first key of the line. */
static plume_status replay_record(replaying *r, plume_error *error)
{
    plume_record *record = &r->record;

    if (plume_record_is(record, "samples"))
        return replay_samples(r, error);
    if (plume_record_is(record, "run"))
        return replay_run(r, error);
    if (plume_record_is(record, "device"))
        return replay_device(r, error);
    if (plume_record_is(record, "trace"))
        return replay_trace(r, error);
    if (plume_record_is(record, "note"))
        return replay_note(r, error);
    if (plume_record_is(record, "reject"))
        return replay_reject(r, error);
    if (plume_record_is(record, "clock"))
        return replay_clock(r);
    if (plume_record_is(record, "told_within"))
        return replay_within(r);
    return plume_record_unknown_key(&r->record, error);
}

static plume_status replay_line(replaying *r, const char *text, size_t length,
                                plume_error *error)
{
    bool more = false;
    plume_status status = plume_record_open(&r->record, text, length, "", error);

    if (status == PLUME_OK)
        status = plume_record_next(&r->record, &more, error);
    if (status == PLUME_OK && !more)
        return plume_fail(error, PLUME_ERR_SYNTAX, "a record is empty");
    if (status == PLUME_OK)
        status = replay_record(r, error);
    return status == PLUME_OK ? plume_record_fault(&r->record, error) : status;
}

/* What is wrong in a line is told with its place in the partial, what is wrong with the
 * log in its own words. */
static void place_error(const plume_partial_lines *lines, plume_status status,
                        plume_error *error)
{
    plume_error why;

    if (status != PLUME_ERR_SYNTAX || error == NULL)
        return;
    why = *error;
    plume_fail_at(error, status, lines->of->path, lines->line, 0, "%s", why.message);
}

static plume_status replay_block(replaying *r, const plume_partial_block *block,
                                 plume_error *error)
{
    plume_partial_lines lines;
    plume_status status =
        plume_partial_lines_open(&lines, block->file, block->offset, block->line, error);

    r->device_count = 0;
    for (uint64_t i = 0; status == PLUME_OK && i < block->lines; i++) {
        const char *text;
        size_t length;

        status = plume_partial_lines_next(&lines, &text, &length, error);
        if (status == PLUME_OK && text == NULL)
            status =
                plume_partial_lines_refuse(&lines, "changed while it was read", error);
        if (status == PLUME_OK) {
            status = replay_line(r, text, length, error);
            place_error(&lines, status, error);
        }
    }
    plume_partial_lines_close(&lines);
    return status;
}

plume_status plume_replay_read(plume_log *log, const plume_replay *replay,
                               plume_error *error)
{
    replaying *r = calloc(1, sizeof *r);
    plume_status status = PLUME_OK;

    if (r == NULL)
        return plume_fail_memory(error);
    r->log = log;
    r->pool = plume_pool_new();
    plume_record_init(&r->record);
    for (size_t i = 0; i < 4; i++)
        plume_text_init(&r->word[i]);
    status = r->pool != NULL ? plume_run_record_init(&r->run, error)
                             : plume_fail_memory(error);
    if (status == PLUME_OK && replay->count > 1) {
        r->told = plume_map_new();
        status = r->told != NULL ? PLUME_OK : plume_fail_memory(error);
    }
    for (size_t i = 0; status == PLUME_OK && i < replay->count; i++) {
        r->part = i;
        status = replay_block(r, &replay->block[i], error);
        r->base += replay->block[i].log_lines;
    }
    plume_record_dispose(&r->record);
    for (size_t i = 0; i < 4; i++)
        plume_text_dispose(&r->word[i]);
    plume_pool_free(r->pool);
    plume_map_free(r->told);
    free((void *)r->device);
    plume_run_record_dispose(&r->run);
    free(r);
    return status;
}
