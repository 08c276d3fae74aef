/* gpustat in a loop: the objects of --json, or its table as printed with -P. Watts are
 * whole, and cut off. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "logs/power/cell.h"
#include "logs/power/json.h"
#include "logs/power/timestamp.h"
#include "logs/power_trace.h"
#include <plume/number.h>

/* "[0] NVIDIA A100 | 61°C,  97 %,  251 / 400 W |". */
static bool is_row(const char *text, size_t length)
{
    return length > 8 && text[0] == '[' && text[1] >= '0' && text[1] <= '9' &&
           memchr(text, '|', length) != NULL;
}

static int confidence(const plume_head *head)
{
    size_t at = 0, length;
    const char *text;

    if (plume_power_head_has(head, "\"query_time\"") &&
        plume_power_head_has(head, "\"enforced.power.limit\""))
        return 95;
    while (plume_head_line(head, &at, &text, &length)) {
        const char *share = is_row(text, length) ? memchr(text, '%', length) : NULL;

        if (share != NULL &&
            memchr(share, 'W', (size_t)(text + length - share)) != NULL &&
            memchr(share, '|', (size_t)(text + length - share)) != NULL)
            return 85;
    }
    return 0;
}

typedef struct reading {
    plume_log *log;
    double t_s;
    char host[96];
    char device[160];
    uint64_t samples;
} reading;

static plume_status describe(const reading *own, const char *model, plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.device = model;
    about.host = own->host;
    about.scope = PLUME_SCOPE_DEVICE;
    about.evidence = PLUME_EVIDENCE_SAMPLED;
    return plume_log_trace(own->log, &about, error);
}

static plume_status take(reading *own, plume_power_sample *sample, const char *model,
                         uint64_t line, plume_error *error)
{
    plume_status status = describe(own, model, error);

    sample->t_s = own->t_s;
    sample->host = own->host;
    own->samples++;
    return status == PLUME_OK ? plume_log_sample(own->log, sample, line, error) : status;
}

/* --- objects --- */

static plume_status take_gpu(reading *own, const plume_value *gpu, uint64_t line,
                             plume_error *error)
{
    const char *uuid = plume_value_string(plume_value_get(gpu, "uuid"));
    plume_power_sample sample;

    plume_power_sample_init(&sample);
    snprintf(own->device, sizeof own->device, "%.60s%s%.0f", own->host,
             own->host[0] != '\0' ? " " : "",
             plume_value_number(plume_value_get(gpu, "index")));
    sample.device = own->device;
    sample.key = uuid;
    sample.watts = plume_value_number(plume_value_get(gpu, "power.draw"));
    sample.utilization =
        plume_value_number(plume_value_get(gpu, "utilization.gpu")) / 100.0;
    return take(own, &sample, plume_value_string(plume_value_get(gpu, "name")), line,
                error);
}

/* query_time is local, without a zone. */
static plume_status take_object(void *state, const plume_value *object, uint64_t line,
                                plume_error *error)
{
    reading *own = state;
    const plume_value *gpus = plume_value_get(object, "gpus");
    const char *time = plume_value_string(plume_value_get(object, "query_time"));
    plume_status status = PLUME_OK;

    own->t_s = plume_log_time(own->log, time, strlen(time));
    snprintf(own->host, sizeof own->host, "%s",
             plume_value_string(plume_value_get(object, "hostname")));
    if (isnan(own->t_s)) {
        plume_power_bad_value(own->log, (plume_power_place){ line, 0 }, time,
                              strlen(time), "time");
        return PLUME_OK;
    }
    for (size_t i = 0; i < plume_value_count(gpus) && status == PLUME_OK; i++)
        status = take_gpu(own, plume_value_at(gpus, i), line, error);
    return status;
}

/* --- the table --- */

/* "gpu01                Sun Nov 29 22:59:25 2026  580.65.06": host, time, driver. */
static void take_heading(reading *own, const char *text, size_t length)
{
    plume_line_words word;
    double t_s;

    plume_line_words_split(&word, text, length, false);
    if (word.count < 6 || word.count > 8)
        return;
    t_s = plume_power_calendar(own->log, word.at[1],
                               (size_t)(word.at[5] + word.length[5] - word.at[1]));
    if (isnan(t_s))
        return;
    own->t_s = t_s;
    snprintf(own->host, sizeof own->host, "%.*s", (int)word.length[0], word.at[0]);
}

/* "251 / 400 W": what is drawn before what may be. */
static double watts_of(const char *text, size_t length)
{
    plume_line_words word;
    double watts;

    plume_line_words_split(&word, text, length, false);
    return word.count >= 2 && plume_line_words_is(&word, word.count - 1, "W") &&
                   plume_number_parse(&watts, word.at[0], word.length[0])
               ? watts
               : NAN;
}

static void take_cells(plume_power_sample *sample, const char *text, size_t length)
{
    const char *end = text + length;

    while (text < end) {
        const char *comma = memchr(text, ',', (size_t)(end - text));
        const char *to = comma != NULL ? comma : end;
        size_t cell = (size_t)(to - text);

        if (memchr(text, '%', cell) != NULL)
            sample->utilization = plume_power_cell_share(text + strspn(text, " "),
                                                         cell - strspn(text, " "));
        if (!isnan(watts_of(text, cell)))
            sample->watts = watts_of(text, cell);
        text = to + 1;
    }
}

static plume_status take_row(reading *own, const char *text, size_t length, uint64_t line,
                             plume_error *error)
{
    const char *bar = memchr(text, '|', length), *close = memchr(text, ']', length);
    const char *next = memchr(bar + 1, '|', (size_t)(text + length - bar - 1));
    plume_power_sample sample;
    char model[96];

    if (isnan(own->t_s) || next == NULL || close == NULL || close > bar) {
        plume_power_torn(own->log, line, text, length, "row of gpustat below its time");
        return PLUME_OK;
    }
    plume_power_sample_init(&sample);
    snprintf(own->device, sizeof own->device, "%.60s %.*s", own->host,
             (int)(close - text - 1), text + 1);
    for (close++; *close == ' ';)
        close++;
    snprintf(model, sizeof model, "%.*s", (int)(bar > close ? bar - close : 0), close);
    for (size_t last = strlen(model); last > 0 && model[last - 1] == ' '; last--)
        model[last - 1] = '\0';
    sample.device = own->device;
    take_cells(&sample, bar + 1, (size_t)(next - bar - 1));
    return take(own, &sample, model, line, error);
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *own = state;

    if (is_row(text, length))
        return take_row(own, text, length, line, error);
    take_heading(own, text, length);
    return PLUME_OK;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading own = { .log = log, .t_s = NAN };
    plume_status status = plume_power_json_loop(log, take_object, take_line, &own, error);

    if (status == PLUME_OK && own.samples == 0)
        status = plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 1, 0,
                               "there is no GPU with a time");
    return status == PLUME_OK ? plume_timestamp_settle(log, error) : status;
}

const plume_reader plume_reader_gpustat = {
    .name = "gpustat",
    .title = "gpustat --json, and as printed",
    .confidence = confidence,
    .marks = { "query_time", "°C, ", "[0] NVIDIA", "[0] GeForce", "[0] Tesla",
               "[0] Quadro", "[0] TITAN", "[0] RTX", "[0] GTX" },
    .read = read,
};
