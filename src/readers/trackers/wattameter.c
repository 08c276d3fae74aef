/* WattAMeter's logs: a line of names and units, then a line for each moment. Counters of
 * processors in microjoules, of NVIDIA's devices in millijoules; where there is no
 * counter, milliwatts. What follows in watts was worked out from these. */
#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/power/line.h"
#include "logs/power/rapl.h"
#include "logs/power_trace.h"
#include <plume/number.h>
#include <plume/text.h>

enum { COLUMNS_MAX = 256, STAMP_MAX = 64 };

static const char title_mark[] = "WattAMeter run";

static int confidence(const plume_head *head)
{
    return head->bytes[0] == '#' && plume_power_head_has(head, title_mark) &&
                   plume_power_head_has(head, "reading-time[ns]")
               ? 95
               : 0;
}

typedef enum unit { OTHER, MICROJOULES, MILLIJOULES, MILLIWATTS } unit;

typedef struct column {
    unit unit;
    size_t name; /* in names: "cpu-0" */
    plume_rapl_domain domain;
} column;

typedef struct reading {
    plume_log *log;
    column column[COLUMNS_MAX];
    size_t count;
    plume_text names, title;
    bool of_processor, has_counters;
    plume_rapl_batch batch;
} reading;

/* "cpu-0" is a package, what is named behind it a part of it or, for dram, beside it. */
static plume_rapl_domain domain_of(const char *name)
{
    return strstr(name, "dram") != NULL     ? PLUME_RAPL_MEMORY
           : strstr(name, "uncore") != NULL ? PLUME_RAPL_GRAPHICS
           : strstr(name, "core") != NULL   ? PLUME_RAPL_CORES
           : strncmp(name, "psys", 4) == 0  ? PLUME_RAPL_PLATFORM
           : strncmp(name, "cpu", 3) == 0   ? PLUME_RAPL_PACKAGE
                                            : PLUME_RAPL_OTHER;
}

static unit unit_of(const char *text, size_t length)
{
    static const struct {
        const char *text;
        unit unit;
    } units[] = { { "[uJ]", MICROJOULES },
                  { "[mJ]", MILLIJOULES },
                  { "[mW]", MILLIWATTS } };

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (length > 4 && memcmp(text + length - 4, units[i].text, 4) == 0)
            return units[i].unit;
    return OTHER;
}

/* The names stand behind the words "timestamp" and "reading-time[ns]"; a run that was
 * appended has a line of its own. */
static void take_names(reading *in, const plume_line_words *words)
{
    in->count = 0;
    in->has_counters = in->of_processor = false;
    plume_text_clear(&in->names);
    for (size_t i = 2; i < words->count && i < PLUME_WORDS_MAX && in->count < COLUMNS_MAX;
         i++) {
        unit of = unit_of(words->at[i], words->length[i]);
        size_t length = words->length[i] - (of == OTHER ? 0 : 4);

        in->column[in->count] = (column){ of, in->names.length, PLUME_RAPL_OTHER };
        plume_text_add_n(&in->names, words->at[i], length);
        plume_text_add_n(&in->names, "", 1);
        if (plume_text_status(&in->names, NULL) != PLUME_OK)
            return;
        in->column[in->count].domain =
            domain_of(in->names.data + in->column[in->count].name);
        in->has_counters = in->has_counters || of == MILLIJOULES || of == MICROJOULES;
        in->of_processor = in->of_processor || of == MICROJOULES;
        in->count++;
    }
}

/* "# STAMP - WattAMeter run NAME" and "# timestamp reading-time[ns] ...". */
static void take_comment(reading *in, const char *text, size_t length)
{
    plume_line_words words;
    size_t skip = 1 + strspn(text + 1, " ");

    plume_line_words_split(&words, text + skip, length - skip, false);
    if (words.count > 1 && plume_line_words_is(&words, 0, "timestamp")) {
        take_names(in, &words);
    } else if (in->title.length == 0 && words.count > 4 &&
               plume_line_words_is(&words, 2, "WattAMeter")) {
        plume_text_add_n(&in->title, words.at[4], (size_t)(text + length - words.at[4]));
    }
}

/* "2026-11-29_22:47:14.012999", local. */
static double time_of(reading *in, const char *text, size_t length)
{
    char stamp[STAMP_MAX];

    if (length >= sizeof stamp || length < 11 || text[10] != '_')
        return (double)NAN;
    memcpy(stamp, text, length);
    stamp[10] = 'T';
    stamp[length] = '\0';
    return plume_log_time(in->log, stamp, length);
}

static plume_status take_figure(reading *in, const column *of, double t_s, double value,
                                uint64_t line, plume_error *error)
{
    plume_power_sample sample;

    plume_power_sample_init(&sample);
    sample.device = in->names.data + of->name;
    sample.t_s = t_s;
    if (of->unit == MICROJOULES) {
        sample.counter_j = value / MICROJOULES_PER_JOULE;
        sample.kind = plume_rapl_counter_kind(of->domain);
        return plume_rapl_batch_add(&in->batch, of->domain, &sample, line, error);
    }
    if (of->unit == MILLIJOULES)
        sample.counter_j = value / MILLIJOULES_PER_JOULE;
    else
        sample.watts = value / MILLIWATTS_PER_WATT;
    return plume_log_sample(in->log, &sample, line, error);
}

/* Rows at the end of a flush lack the columns that were worked out. */
static plume_status take_row(reading *in, const plume_line_words *words, uint64_t line,
                             plume_error *error)
{
    double t_s = time_of(in, words->at[0], words->length[0]);
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < in->count && i + 2 < words->count && status == PLUME_OK; i++) {
        const column *of = &in->column[i];
        double value;

        if (of->unit == OTHER || (of->unit == MILLIWATTS && in->has_counters))
            continue;
        if (!plume_number_parse(&value, words->at[i + 2], words->length[i + 2])) {
            plume_power_bad_value(in->log, (plume_power_place){ line, 0 },
                                  words->at[i + 2], words->length[i + 2],
                                  "energy or power");
            continue;
        }
        status = take_figure(in, of, t_s, value, line, error);
    }
    return status == PLUME_OK ? plume_rapl_batch_flush(&in->batch, in->log, error)
                              : status;
}

static plume_status describe(const reading *in, plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.name = in->title.data;
    if (in->of_processor) {
        about.scope = PLUME_SCOPE_IT;
        about.meter = PLUME_METER_PART;
        about.device_count = 1.0;
    }
    if (in->has_counters)
        about.evidence = PLUME_EVIDENCE_METERED;
    return plume_log_trace(in->log, &about, error);
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *in = state;
    plume_line_words words;
    plume_status status = PLUME_OK;

    if (length == 0)
        return PLUME_OK;
    if (text[0] == '#') {
        take_comment(in, text, length);
        status = plume_text_status(&in->names, error);
        if (status == PLUME_OK)
            status = plume_text_status(&in->title, error);
        return status == PLUME_OK && in->count > 0 ? describe(in, error) : status;
    }
    plume_line_words_split(&words, text, length, false);
    if (words.count == 0)
        return PLUME_OK;
    if (in->count == 0 || words.count < 3 ||
        isnan(time_of(in, words.at[0], words.length[0]))) {
        plume_power_torn(in->log, line, text, length, "time and figures");
        return PLUME_OK;
    }
    return take_row(in, &words, line, error);
}

/* The log without a prefix has only the line of the run. */
static plume_status claim_run(plume_log *log, plume_error *error)
{
    const char *path = plume_log_path(log), *slash = strrchr(path, '/');
    const char *name = strstr(slash != NULL ? slash : path, "wattameter");
    plume_source_stream *beside = NULL;
    plume_status status = PLUME_OK;

    if (name != NULL && name != path && name[-1] == '_')
        status = plume_log_companion(log, name, &beside, error);
    plume_source_close(beside);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log };
    plume_status status;

    plume_text_init(&in.names);
    plume_text_init(&in.title);
    status = claim_run(log, error);
    if (status == PLUME_OK)
        status = plume_log_lines(log, take_line, &in, error);
    plume_rapl_batch_dispose(&in.batch);
    plume_text_dispose(&in.title);
    plume_text_dispose(&in.names);
    return status;
}

const plume_reader plume_reader_wattameter = {
    .name = "wattameter",
    .title = "WattAMeter's logs",
    .confidence = confidence,
    .marks = { "WattAMeter run" },
    .read = read,
};
