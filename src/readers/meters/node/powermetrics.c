/* macOS's powermetrics, as text or as property lists one after the other: a block a
 * sample, with the mean power of processor, graphics and neural engine over the time that
 * ends at its stamp. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/ascii.h"
#include "core/number/units.h"
#include "logs/power/line.h"
#include "logs/power_trace.h"
#include "logs/whole_document.h"
#include <plume/number.h>

enum { LINE_BYTES = 512, KEY_BYTES = 48, DEPTH_MAX = 16, NANOSECONDS = 1000000000 };

static const char block_head[] = "*** Sampled system activity (";

static int confidence(const plume_head *head)
{
    if (plume_power_head_has(head, block_head))
        return 92;
    return plume_power_head_has(head, "<plist") &&
                   plume_power_head_has(head, "<key>elapsed_ns</key>")
               ? 92
               : 0;
}

/* In watts; NAN: the sample has none. */
typedef struct sample {
    double t_s, elapsed_s;
    double cpu_w, gpu_w, ane_w, dram_w;
    double combined_w; /* of the three first */
    double package_w;  /* of all */
    uint64_t line;
} sample;

typedef struct reading {
    plume_log *log;
    sample now;
    uint64_t samples;
    bool told;
    /* of a property list */
    size_t depth;
    char key[KEY_BYTES], within[KEY_BYTES]; /* within: the map at the second level */
} reading;

static sample empty(void)
{
    return (sample){ NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0 };
}

/* --- a sample ends --- */

/* A part below 0 makes the whole what cannot be, which is told. */
static double sum(const double *part, size_t count)
{
    double total = NAN;

    for (size_t i = 0; i < count; i++)
        if (part[i] < 0.0)
            return part[i];
    for (size_t i = 0; i < count; i++)
        if (!isnan(part[i]))
            total = isnan(total) ? part[i] : total + part[i];
    return total;
}

/* A package holds all; what is combined lacks the memory. */
static double watts_of(const sample *now)
{
    double beside[] = { now->combined_w, now->dram_w };
    double parts[] = { now->cpu_w, now->gpu_w, now->ane_w, now->dram_w };

    if (!isnan(now->package_w))
        return now->package_w;
    return !isnan(now->combined_w) ? sum(beside, 2) : sum(parts, 4);
}

static plume_status describe(reading *own, plume_error *error)
{
    plume_trace_about about;

    if (!own->told)
        plume_log_note(own->log, PLUME_INFO, 0, "chip-alone",
                       "powermetrics measures the chip: not the display, the drive, the "
                       "supply, and on most machines not the memory");
    own->told = true;
    plume_trace_about_init(&about);
    about.scope = PLUME_SCOPE_IT;
    about.meter = PLUME_METER_PART;
    about.device_count = 1.0;
    about.evidence = PLUME_EVIDENCE_SAMPLED;
    return plume_log_trace(own->log, &about, error);
}

static plume_status flush(reading *own, plume_error *error)
{
    sample now = own->now;
    plume_power_sample out;
    plume_status status;

    own->now = empty();
    if (now.line == 0)
        return PLUME_OK;
    plume_power_sample_init(&out);
    own->samples++;
    out.t_s = now.t_s;
    if (!isnan(now.elapsed_s)) {
        out.from_s = now.t_s - now.elapsed_s;
        out.interval_j = watts_of(&now) * now.elapsed_s;
    }
    status = describe(own, error);
    return status == PLUME_OK ? plume_log_sample(own->log, &out, now.line, error)
                              : status;
}

/* --- text --- */

/* "Sat Mar  4 10:00:00 2023 +0100". */
static double stamp_of(reading *own, const char *text, size_t length)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    plume_line_words word;
    char iso[64], name[4] = "";
    const char *month;

    plume_line_words_split(&word, text, length, false);
    if (word.count != 6 || word.length[1] != 3 || word.length[2] > 2 ||
        word.length[3] != 8 || word.length[4] != 4 || word.length[5] != 5)
        return NAN;
    memcpy(name, word.at[1], 3);
    month = strstr(months, name);
    if (month == NULL)
        return NAN;
    snprintf(iso, sizeof iso, "%.4s-%02d-%s%.*sT%.8s%.3s:%.2s", word.at[4],
             (int)(month - months) / 3 + 1, word.length[2] == 1 ? "0" : "",
             (int)word.length[2], word.at[2], word.at[3], word.at[5], word.at[5] + 3);
    return plume_log_time(own->log, iso, strlen(iso));
}

/* "*** Sampled system activity (STAMP) (1005.14ms elapsed) ***". */
static void begin_block(reading *own, const char *text, uint64_t line)
{
    const char *stamp = text + sizeof block_head - 1, *close = strchr(stamp, ')');
    const char *open = close != NULL ? strchr(close, '(') : NULL;
    const char *unit = open != NULL ? strstr(open, "ms elapsed") : NULL;
    double elapsed_ms;

    own->now = empty();
    own->now.line = line;
    if (close != NULL)
        own->now.t_s = stamp_of(own, stamp, (size_t)(close - stamp));
    if (unit != NULL &&
        plume_number_parse(&elapsed_ms, open + 1, (size_t)(unit - open - 1)))
        own->now.elapsed_s = elapsed_ms / MILLISECONDS_PER_SECOND;
}

/* "250 mW", and "14.32W" of Intel's. */
static size_t figure_length(const char *text)
{
    size_t length = strspn(text, "-+0123456789.eE");

    return length > 0 ? length : strcspn(text, " ");
}

/* Each sampler prints what it knows, so that a figure may stand twice. */
static void take_text(reading *own, const char *text, uint64_t line)
{
    sample *now = &own->now;
    const struct {
        const char *label;
        double *watts;
        double factor;
    } figures[] = {
        { "CPU Power: ", &now->cpu_w, 1e-3 },
        { "GPU Power: ", &now->gpu_w, 1e-3 },
        { "ANE Power: ", &now->ane_w, 1e-3 },
        { "DRAM Power: ", &now->dram_w, 1e-3 },
        { "Package Power: ", &now->package_w, 1e-3 },
        { "Combined Power (CPU + GPU + ANE): ", &now->combined_w, 1e-3 },
        { "Intel energy model derived package power (CPUs+GT+SA): ", &now->package_w,
          1.0 },
    };

    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        size_t label = strlen(figures[i].label);
        const char *value = text + label;

        if (strncmp(text, figures[i].label, label) != 0)
            continue;
        *figures[i].watts =
            figures[i].factor * plume_document_word(own->log, line, figures[i].label,
                                                    value, figure_length(value));
    }
}

/* --- property lists --- */

/* What is inside of clusters is of one cluster alone: it lies deeper. */
static void take_figure(reading *own, const char *value, size_t length)
{
    sample *now = &own->now;
    bool top = own->depth == 1;
    bool processor = own->depth == 2 && strcmp(own->within, "processor") == 0;
    const struct {
        const char *key;
        double *out;
        double factor;
        bool here;
    } figures[] = {
        { "elapsed_ns", &now->elapsed_s, 1.0 / NANOSECONDS, top },
        { "cpu_power", &now->cpu_w, 1e-3, processor },
        { "gpu_power", &now->gpu_w, 1e-3, processor },
        { "ane_power", &now->ane_w, 1e-3, processor },
        { "dram_power", &now->dram_w, 1e-3, processor },
        { "combined_power", &now->combined_w, 1e-3, processor },
        { "package_watts", &now->package_w, 1.0, processor },
    };

    if (top && strcmp(own->key, "timestamp") == 0)
        now->t_s = plume_log_time(own->log, value, length);
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        if (figures[i].here && strcmp(own->key, figures[i].key) == 0)
            *figures[i].out =
                figures[i].factor *
                plume_document_word(own->log, now->line, own->key, value, length);
}

static void open_container(reading *own)
{
    own->depth++;
    if (own->depth == 2)
        snprintf(own->within, sizeof own->within, "%s", own->key);
}

/* "<key>cpu_power</key><real>125.3</real>": tags one after the other, and the text
 * between them. */
static void take_tags(reading *own, const char *text)
{
    while ((text = strchr(text, '<')) != NULL) {
        const char *close = strchr(text, '>');
        const char *next = close != NULL ? strchr(close, '<') : NULL;
        size_t length = next != NULL ? (size_t)(next - close - 1) : 0;

        if (close == NULL)
            return;
        if (strncmp(text, "<dict>", 6) == 0 || strncmp(text, "<array>", 7) == 0)
            open_container(own);
        else if (strncmp(text, "</dict>", 7) == 0 || strncmp(text, "</array>", 8) == 0)
            own->depth -= own->depth > 0;
        else if (strncmp(text, "<key>", 5) == 0)
            snprintf(own->key, sizeof own->key, "%.*s", (int)length, close + 1);
        else if (text[1] != '/' && length > 0)
            take_figure(own, close + 1, length);
        text = close + 1;
    }
}

static plume_status take_list_line(reading *own, const char *text, uint64_t line,
                                   plume_error *error)
{
    if (strstr(text, "<plist") != NULL) {
        plume_status status = flush(own, error);

        own->depth = 0;
        own->now.line = line;
        return status;
    }
    take_tags(own, text);
    return PLUME_OK;
}

/* --- lines --- */

/* Samples are parted by a byte of 0, which may stand in front of a line. */
static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *own = state;
    char copy[LINE_BYTES];

    while (length > 0 && (*text == '\0' || *text == ' ' || *text == '\t'))
        text++, length--;
    if (length == 0 || length >= sizeof copy)
        return PLUME_OK; /* blank, or a list of tasks */
    memcpy(copy, text, length);
    copy[length] = '\0';
    if (strncmp(copy, block_head, sizeof block_head - 1) == 0) {
        plume_status status = flush(own, error);

        begin_block(own, copy, line);
        return status;
    }
    if (copy[0] == '<')
        return take_list_line(own, copy, line, error);
    take_text(own, copy, line);
    return PLUME_OK;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading own = { .log = log, .now = empty() };
    plume_status status = plume_log_lines(log, take_line, &own, error);

    if (status == PLUME_OK)
        status = flush(&own, error);
    if (status == PLUME_OK && own.samples == 0)
        status = plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 1, 0,
                               "there is no sample of powermetrics");
    return status;
}

const plume_reader plume_reader_powermetrics = {
    .name = "powermetrics",
    .title = "macOS's powermetrics, text and plist",
    .confidence = confidence,
    .marks = { "Sampled system activity", "elapsed_ns" },
    .read = read,
};
