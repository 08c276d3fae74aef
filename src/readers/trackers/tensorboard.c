/* TensorBoard's event files: nothing but the times of the events is of use here. The
 * first and the last give a span; what lies outside of it nobody wrote down. */
#include "logs/path.h"
#include "logs/reader.h"
#include "logs/trial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/input/crc32c.h"
#include <plume/number.h>

enum { HEADER = 12, FOOTER = 4, CHUNK = 16384, RECORD_MAX = 64 << 20 };
static const char prefix[] = "events.out.tfevents.";

/* What was read of the file and not used yet. */
typedef struct window {
    plume_source_stream *source;
    unsigned char *bytes;
    size_t length, used, capacity;
    bool ended;
} window;

typedef struct span {
    double first_s, last_s;
    uint64_t events, record; /* record: the number of the one that is read */
    uint64_t last_step;
    bool cut, steps; /* steps: of more than one step */
} span;

static uint32_t number32(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
           (uint32_t)at[3] << 24;
}

static uint64_t number64(const unsigned char *at)
{
    return number32(at) | (uint64_t)number32(at + 4) << 32;
}

/* As TFRecord stores it: rotated and shifted, since it may itself be checked. */
static bool is_crc(const unsigned char *stored, const unsigned char *bytes, size_t length)
{
    uint32_t crc = plume_crc32c(bytes, length);

    return number32(stored) == (crc >> 15 | crc << 17) + UINT32_C(0xa282ead8);
}

/* --- recognising --- */

/* Past the lengths the first event begins with its time, and soon names its version. */
static int confidence(const plume_head *head)
{
    const unsigned char *bytes = (const unsigned char *)head->bytes;
    bool named = strncmp(head->name, prefix, sizeof prefix - 1) == 0;

    if (head->length < HEADER + 9 || bytes[HEADER] != 0x09 || number64(bytes) >= 1024 ||
        !is_crc(bytes + 8, bytes, 8))
        return named ? 40 : 0;
    return named ? 98 : 85;
}

/* --- records --- */

/* Makes wanted bytes available, if the file has them. */
static plume_status want(window *in, size_t wanted, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (in->length - in->used >= wanted || in->ended)
        return PLUME_OK;
    if (in->used > 0)
        memmove(in->bytes, in->bytes + in->used, in->length - in->used);
    in->length -= in->used;
    in->used = 0;
    if (in->capacity < wanted + CHUNK) {
        unsigned char *grown = realloc(in->bytes, wanted + CHUNK);

        if (grown == NULL)
            return plume_fail_memory(error);
        in->bytes = grown;
        in->capacity = wanted + CHUNK;
    }
    while (status == PLUME_OK && in->length < wanted && !in->ended) {
        size_t got = 0;

        status = plume_source_read(in->source, in->bytes + in->length,
                                   in->capacity - in->length, &got, error);
        in->length += got;
        in->ended = got == 0;
    }
    return status;
}

static size_t left(const window *in)
{
    return in->length - in->used;
}

/* Its second field; 0 where there is none. */
static uint64_t step_of(const unsigned char *data, uint64_t length)
{
    uint64_t step = 0;

    if (length < 11 || data[9] != 0x10)
        return 0;
    for (uint64_t i = 10, shift = 0; i < length && shift < 63; i++, shift += 7) {
        step |= (uint64_t)(data[i] & 0x7F) << shift;
        if ((data[i] & 0x80) == 0)
            break;
    }
    return step;
}

/* wall_time is the first field of an event, a double. */
static void take_event(span *seen, const unsigned char *data, uint64_t length)
{
    uint64_t bits;
    double time_s;

    if (length < 9 || data[0] != 0x09)
        return;
    bits = number64(data + 1);
    memcpy(&time_s, &bits, sizeof time_s);
    if (!(time_s > 0) || !isfinite(time_s))
        return;
    seen->first_s = fmin(seen->first_s, time_s);
    seen->last_s = fmax(seen->last_s, time_s);
    bits = step_of(data, length);
    seen->steps =
        seen->steps || (seen->last_step > 0 && bits > 0 && bits != seen->last_step);
    seen->last_step = bits > 0 ? bits : seen->last_step;
    seen->events++;
}

static void reject(plume_log *log, const span *seen, const char *what)
{
    plume_log_reject(log, seen->record, 0, "bad-checksum",
                     "event %llu: %s has not its checksum",
                     (unsigned long long)seen->record, what);
}

/* One record; *more is false at the end, or where its length cannot be trusted. */
static plume_status take_record(plume_log *log, window *in, span *seen, bool *more,
                                plume_error *error)
{
    const unsigned char *at;
    uint64_t length;
    plume_status status = want(in, HEADER, error);

    *more = false;
    if (status != PLUME_OK || left(in) == 0)
        return status;
    seen->record++;
    seen->cut = left(in) < HEADER;
    if (seen->cut)
        return PLUME_OK;
    at = in->bytes + in->used;
    length = number64(at);
    if (!is_crc(at + 8, at, 8) || length > RECORD_MAX) {
        reject(log, seen, "the length");
        return PLUME_OK;
    }
    status = want(in, HEADER + (size_t)length + FOOTER, error);
    if (status != PLUME_OK)
        return status;
    seen->cut = left(in) < HEADER + length + FOOTER;
    if (seen->cut)
        return PLUME_OK;
    at = in->bytes + in->used + HEADER;
    in->used += HEADER + (size_t)length + FOOTER;
    *more = true;
    if (!is_crc(at + length, at, (size_t)length)) {
        reject(log, seen, "the event");
        return PLUME_OK;
    }
    take_event(seen, at, length);
    return PLUME_OK;
}

static plume_status take_records(plume_log *log, span *seen, plume_error *error)
{
    window in = { .source = plume_log_source(log) };
    bool more = true;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && more)
        status = take_record(log, &in, seen, &more, error);
    free(in.bytes);
    return status;
}

/* --- the run --- */

/* "events.out.tfevents.<seconds>.<host>.<process>.<count>[.v2]": without the count, the
 * files that one process opened in one second. */
static void identify(plume_text *identity, plume_text *process, const char *path,
                     double first_s)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path, *end, *at;

    plume_text_add(identity, "tensorboard ");
    if (strncmp(name, prefix, sizeof prefix - 1) != 0) {
        plume_number_print(identity, first_s);
        return;
    }
    name += sizeof prefix - 1;
    end = name + strlen(name);
    for (at = strstr(name, ".v2"); at != NULL; at = strstr(at + 1, ".v2"))
        end = at;
    for (at = end; at > name && at[-1] != '.'; at--)
        ;
    if (at > name && strspn(at, "0123456789") >= (size_t)(end - at))
        end = at - 1;
    plume_text_add_n(identity, name, (size_t)(end - name));
    at = memchr(name, '.', (size_t)(end - name));
    if (at != NULL)
        plume_text_add_n(process, at + 1, (size_t)(end - at - 1));
}

/* "host.pid" of the writer, as the file's name has it; host may have dots of its own. */
static void take_writer(plume_run *run, plume_text *host, const char *process)
{
    const char *dot = strrchr(process, '.');
    double pid;

    if (dot == NULL || !plume_count_parse(&pid, dot + 1, strlen(dot + 1))) {
        plume_text_add(host, process);
    } else {
        plume_text_add_n(host, process, (size_t)(dot - process));
        run->keys.pid = pid;
    }
    run->host = host->data;
}

static void add_notes(plume_log *log, const span *seen)
{
    if (seen->cut)
        plume_log_note(log, PLUME_WARNING, 0, "cut-record",
                       "the last event is cut: the program was killed, or still runs");
    plume_log_note(log, PLUME_ASSUMED, 0, "span-of-events",
                   "the duration is the time from the first to the last of %llu events: "
                   "what came before, after, and any pause between is not known",
                   (unsigned long long)seen->events);
}

static plume_status push_run(plume_log *log, const span *seen, plume_error *error)
{
    plume_text id, identity, process, host;
    plume_run run;
    plume_status status;

    plume_text_init(&host);
    plume_text_init(&id);
    plume_text_init(&identity);
    plume_text_init(&process);
    plume_path_name(&id, plume_log_path(log), 1);
    identify(&identity, &process, plume_log_path(log), seen->first_s);
    plume_run_init(&run);
    run.id = id.data;
    run.identity = identity.data;
    run.machine = process.data;
    take_writer(&run, &host, process.data);
    run.keys.folder = "."; /* its log lies in it */
    run.keys.clock = PLUME_CLOCK_ZONED;
    run.keys.resolution_s = 0.0;
    run.start_s = seen->first_s;
    run.end_s = seen->last_s;
    run.duration_s = seen->last_s - seen->first_s;
    run.warnings = seen->cut ? PLUME_RUN_SPAN " cut-record" : PLUME_RUN_SPAN;
    if (!seen->steps || !plume_settle_written_at_once(&run, log))
        add_notes(log, seen);
    status = plume_text_status(&id, error);
    if (status == PLUME_OK)
        status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_text_status(&process, error);
    if (status == PLUME_OK)
        status = plume_text_status(&host, error);
    if (status == PLUME_OK)
        status = plume_log_run(log, &run, 0, error);
    plume_text_dispose(&id);
    plume_text_dispose(&identity);
    plume_text_dispose(&process);
    plume_text_dispose(&host);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    span seen = { .first_s = NAN, .last_s = NAN };
    plume_status status = take_records(log, &seen, error);

    if (status != PLUME_OK)
        return status;
    if (seen.events > 1)
        return push_run(log, &seen, error);
    plume_log_note(log, PLUME_INFO, 0, "no-events",
                   "no event but the one that names the version%s: there is no duration",
                   seen.cut ? ", and a cut one" : "");
    return PLUME_OK;
}

const plume_reader plume_reader_tensorboard = {
    .name = "tensorboard",
    .title = "an event file of TensorBoard",
    .confidence = confidence,
    .read = read,
};
