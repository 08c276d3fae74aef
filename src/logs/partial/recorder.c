/* Writes what a reader tells of its log, a line a record. */
#include "logs/partial/recorder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/pool.h"
#include "logs/partial/put.h"
#include "logs/partial/run_fields.h"
#include "logs/partial/samples.h"

/* The buffer goes out when it holds so much. */
#define FLUSH_BYTES ((size_t)64 << 10)

struct plume_recorder {
    plume_output *output;
    plume_text text; /* lines that are not out yet */
    plume_samples samples;
    plume_map *devices; /* by all that they are called, to their numbers */
    plume_text key;
    size_t current; /* device of the sample before */
    plume_text current_key;
    uint64_t lines;
    bool naive, minutes; /* as told */
    uint64_t passed;     /* lines of a header that another part has */
    bool part;
    plume_status failed;
    plume_error why;
};

plume_status plume_recorder_new(plume_recorder **out, plume_output *output,
                                plume_error *error)
{
    plume_recorder *recorder = calloc(1, sizeof *recorder);

    *out = NULL;
    if (recorder == NULL)
        return plume_fail_memory(error);
    recorder->output = output;
    plume_text_init(&recorder->text);
    plume_text_init(&recorder->key);
    plume_text_init(&recorder->current_key);
    *out = recorder;
    return PLUME_OK;
}

void plume_recorder_free(plume_recorder *recorder)
{
    if (recorder == NULL)
        return;
    plume_map_free(recorder->devices);
    plume_text_dispose(&recorder->text);
    plume_text_dispose(&recorder->key);
    plume_text_dispose(&recorder->current_key);
    free(recorder);
}

/* --- lines --- */

static void write_out(plume_recorder *recorder)
{
    plume_text *text = &recorder->text;
    plume_status status = plume_text_status(text, &recorder->why);

    if (status == PLUME_OK && recorder->failed == PLUME_OK)
        status = plume_output_write(recorder->output, text->data, text->length,
                                    &recorder->why);
    if (recorder->failed == PLUME_OK)
        recorder->failed = status;
    plume_text_clear(text);
}

static void put_samples(plume_recorder *recorder)
{
    if (recorder->samples.count == 0)
        return;
    plume_samples_put(&recorder->text, &recorder->samples);
    recorder->lines++;
    recorder->samples.count = 0;
    if (recorder->text.length >= FLUSH_BYTES)
        write_out(recorder);
}

/* A record in the order of the log: the samples before it come first. */
static plume_text *begin_line(plume_recorder *recorder, const char *lead)
{
    put_samples(recorder);
    plume_text_add(&recorder->text, lead);
    return &recorder->text;
}

static plume_status end_line(plume_recorder *recorder, plume_error *error)
{
    plume_text_add(&recorder->text, "}\n");
    recorder->lines++;
    if (recorder->text.length >= FLUSH_BYTES)
        write_out(recorder);
    if (recorder->failed != PLUME_OK && error != NULL)
        *error = recorder->why;
    return recorder->failed;
}

plume_status plume_recorder_put(plume_recorder *recorder, const plume_text *line,
                                plume_error *error)
{
    plume_status status = plume_text_status(line, error);

    if (status != PLUME_OK)
        return status;
    plume_text_add_n(&recorder->text, line->data, line->length);
    write_out(recorder);
    if (recorder->failed != PLUME_OK && error != NULL)
        *error = recorder->why;
    return recorder->failed;
}

void plume_recorder_begin(plume_recorder *recorder)
{
    plume_map_free(recorder->devices);
    recorder->devices = NULL;
    plume_text_clear(&recorder->current_key);
    recorder->lines = 0;
    recorder->naive = recorder->minutes = recorder->part = false;
    recorder->passed = 0;
}

plume_status plume_recorder_end(plume_recorder *recorder, uint64_t *lines,
                                plume_error *error)
{
    put_samples(recorder);
    write_out(recorder);
    *lines = recorder->lines;
    if (recorder->failed != PLUME_OK && error != NULL)
        *error = recorder->why;
    return recorder->failed;
}

void plume_recorder_pass_header(plume_recorder *recorder, uint64_t lines)
{
    recorder->passed = lines;
}

void plume_recorder_of_part(plume_recorder *recorder)
{
    recorder->part = true;
}

static uint64_t line_of(const plume_recorder *recorder, uint64_t line)
{
    return line > recorder->passed ? line - recorder->passed : 0;
}

void plume_recorder_clock(plume_recorder *recorder, bool naive, bool minutes)
{
    plume_text *out;

    if (recorder->naive == naive && recorder->minutes == minutes)
        return;
    recorder->naive = naive;
    recorder->minutes = minutes;
    out = begin_line(recorder, "{\"clock\":");
    plume_text_printf(out, "%d", (naive ? 1 : 0) + (minutes ? 2 : 0));
    (void)end_line(recorder, NULL);
}

/* --- runs --- */

static bool same_number(double a, double b)
{
    return (isnan(a) && isnan(b)) || memcmp(&a, &b, sizeof a) == 0;
}

/* What a run is before anything is known of it is not written. */
static void put_field(plume_text *out, const plume_partial_field *field,
                      const plume_run *run, const plume_run *empty)
{
    const char *here = (const char *)run + field->at;
    const char *there = (const char *)empty + field->at;

    switch (field->kind) {
    case PLUME_PARTIAL_TEXT: {
        const char *text = *(const char *const *)(const void *)here;

        if (text[0] != '\0')
            plume_put_text(out, field->name, text);
        break;
    }
    case PLUME_PARTIAL_NUMBER: {
        double value, plain;

        memcpy(&value, here, sizeof value);
        memcpy(&plain, there, sizeof plain);
        if (!same_number(value, plain))
            plume_put_number(out, field->name, value);
        break;
    }
    case PLUME_PARTIAL_CHOICE: {
        unsigned value;

        memcpy(&value, here, sizeof value);
        if (value != 0)
            plume_put_count(out, field->name, value);
        break;
    }
    }
}

plume_status plume_recorder_run(plume_recorder *recorder, const plume_run *run,
                                plume_recurrence recurrence, uint64_t line,
                                plume_error *error)
{
    plume_text *out = begin_line(recorder, "{\"run\":");
    plume_run empty;

    plume_run_init(&empty);
    plume_text_printf(out, "%llu", (unsigned long long)line_of(recorder, line));
    if (recurrence != PLUME_RECURS_OFTEN)
        plume_put_count(out, "recurs", (uint64_t)recurrence);
    for (size_t i = 0; i < plume_partial_field_count; i++)
        put_field(out, &plume_partial_field_list[i], run, &empty);
    return end_line(recorder, error);
}

void plume_recorder_told_within(plume_recorder *recorder, uint64_t count)
{
    plume_text *out = begin_line(recorder, "{\"told_within\":");

    plume_text_printf(out, "%llu", (unsigned long long)count);
    (void)end_line(recorder, NULL);
}

/* --- traces --- */

plume_status plume_recorder_trace(plume_recorder *recorder,
                                  const plume_trace_about *about, plume_error *error)
{
    plume_text *out = begin_line(recorder, "{\"trace\":1");

    plume_put_text(out, "device", about->device);
    plume_put_text(out, "host", about->host);
    plume_put_text(out, "name", about->name);
    plume_put_text(out, "location", about->location);
    plume_put_number(out, "logged_co2e_kg", about->logged_co2e_kg);
    plume_put_number(out, "device_count", about->device_count);
    plume_put_count(out, "scope", about->scope);
    plume_put_count(out, "meter", about->meter);
    plume_put_count(out, "evidence", about->evidence);
    plume_put_count(out, "of_wandb", about->of_wandb);
    plume_put_count(out, "relative", about->relative);
    plume_put_count(out, "yearless", about->yearless);
    return end_line(recorder, error);
}

/* No name of a device holds a line feed. */
static void print_key(plume_text *out, const plume_power_sample *sample)
{
    plume_text_clear(out);
    plume_text_add(out, sample->device);
    plume_text_add_char(out, '\n');
    plume_text_add(out, sample->key);
    plume_text_add_char(out, '\n');
    plume_text_add(out, sample->host);
}

/* A device that comes for the first time has a line of its own. */
static size_t device_of(plume_recorder *recorder, const plume_power_sample *sample)
{
    size_t known, number;
    plume_text *out;

    if (recorder->devices == NULL)
        recorder->devices = plume_map_new();
    if (recorder->devices == NULL)
        return SIZE_MAX;
    print_key(&recorder->key, sample);
    known = plume_map_count(recorder->devices);
    number = plume_map_add(recorder->devices, recorder->key.data, known);
    if (number != known)
        return number;
    out = begin_line(recorder, "{\"device\":");
    plume_text_printf(out, "%zu", number);
    plume_put_text(out, "id", sample->device);
    plume_put_text(out, "key", sample->key);
    plume_put_text(out, "host", sample->host);
    (void)end_line(recorder, NULL);
    return number;
}

plume_status plume_recorder_sample(plume_recorder *recorder,
                                   const plume_power_sample *sample, uint64_t line,
                                   plume_error *error)
{
    plume_samples *samples = &recorder->samples;
    size_t device = device_of(recorder, sample);
    double figure[PLUME_SAMPLE_FIGURES];

    if (device == SIZE_MAX || plume_text_status(&recorder->key, error) != PLUME_OK)
        return plume_fail_memory(error);
    if (samples->count == PLUME_SAMPLES_MOST ||
        (samples->count > 0 &&
         (samples->zoned != sample->zoned || samples->kind != (unsigned)sample->kind)))
        put_samples(recorder);
    plume_samples_figures(figure, sample);
    for (size_t i = 0; i < PLUME_SAMPLE_FIGURES; i++)
        samples->figure[i][samples->count] = figure[i];
    samples->line[samples->count] = line_of(recorder, line);
    samples->device[samples->count] = (uint32_t)device;
    samples->zoned = sample->zoned;
    samples->kind = (unsigned)sample->kind;
    samples->count++;
    if (recorder->failed != PLUME_OK && error != NULL)
        *error = recorder->why;
    return recorder->failed;
}

/* --- notes --- */

static void put_message(plume_recorder *recorder, uint64_t line, const char *code,
                        const plume_text *message)
{
    plume_text *out = &recorder->text;

    plume_put_text(out, "code", code);
    plume_put_count(out, "line", line_of(recorder, line));
    plume_put_text(out, "message", message->data);
    (void)end_line(recorder, NULL);
    if (recorder->failed == PLUME_OK)
        recorder->failed = plume_text_status(message, &recorder->why);
}

void plume_recorder_need_whole(plume_recorder *recorder, const char *why,
                               const char *hint)
{
    if (!recorder->part || recorder->failed != PLUME_OK)
        return;
    recorder->failed = plume_fail(&recorder->why, PLUME_ERR_VALUE,
                                  "a log is not cut into parts when %s", why);
    plume_hint(&recorder->why, "%s", hint);
}

/* How many times of a log are unknown is counted at its end. */
static void refuse_part(plume_recorder *recorder, const char *code)
{
    if (strcmp(code, "time-unknown") == 0)
        plume_recorder_need_whole(
            recorder, "nobody knows some of its times",
            "name it among other files: one share then has the whole of it");
}

static bool is_of_header(const plume_recorder *recorder, uint64_t line)
{
    return line > 0 && line <= recorder->passed;
}

void plume_recorder_note(plume_recorder *recorder, plume_severity severity, uint64_t line,
                         const char *code, const plume_text *message)
{
    plume_text *out;

    if (is_of_header(recorder, line))
        return;
    refuse_part(recorder, code);
    out = begin_line(recorder, "{\"note\":");
    plume_text_printf(out, "%d", (int)severity);
    put_message(recorder, line, code, message);
}

void plume_recorder_reject(plume_recorder *recorder, uint64_t line, const char *code,
                           const plume_text *message)
{
    (void)begin_line(recorder, "{\"reject\":1");
    put_message(recorder, line, code, message);
}
