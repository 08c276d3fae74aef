/* MLPerf's spl.txt, written by PTDaemon: what an analyser read at the wall, one line a
 * second, each with the mark of its phase. What was drawn in the phase that only finds
 * the range of the instrument is no part of the test. */
#include <math.h>
#include <string.h>

#include "core/data/csv.h"
#include "logs/power/timestamp.h"
#include "logs/power/line.h"
#include "logs/power_trace.h"
#include "logs/unknown_time.h"
#include <plume/number.h>
#include <plume/time.h>

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");
    size_t length = strcspn(start, "\n");
    const char *watts = strstr(start, ",Watts,");

    return strncmp(start, "Time,", 5) == 0 && watts != NULL &&
                   (size_t)(watts - start) < length
               ? 95
               : 0;
}

typedef struct reading {
    plume_log *log;
    uint64_t others, first_other_line; /* of lines of other phases */
    plume_text mark;
} reading;

/* --- phases --- */

static bool ends_in(plume_field field, const char *ending)
{
    size_t length = strlen(ending);

    return field.length >= length &&
           memcmp(field.text + field.length - length, ending, length) == 0;
}

/* Where phases of testing are marked, they alone count; ranging never does. */
static bool is_of_test(const reading *spl, plume_field mark)
{
    plume_trace_memory *memory = plume_log_memory(spl->log);
    bool testing = ends_in(mark, "testing");

    if (memory != NULL && plume_log_is_survey(spl->log))
        memory->counts[0] += testing;
    if (ends_in(mark, "ranging"))
        return false;
    return testing || memory == NULL || memory->counts[0] == 0;
}

/* --- lines: Time,...,Watts,...,Mark,... --- */

/* The value behind a key; false when there is none. */
static bool find(plume_field *out, const char *key, const char *text, size_t length)
{
    const char *end = text + length;
    bool found = false;

    for (size_t i = 0; text <= end; i++) {
        const char *comma = text < end ? memchr(text, ',', (size_t)(end - text)) : NULL;
        const char *to = comma != NULL ? comma : end;

        if (found) {
            *out = (plume_field){ text, (size_t)(to - text) };
            return true;
        }
        found = i % 2 == 0 && (size_t)(to - text) == strlen(key) &&
                memcmp(text, key, strlen(key)) == 0;
        text = to + 1;
    }
    return false;
}

static plume_status describe(plume_log *log, bool relative, plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.scope = PLUME_SCOPE_IT;
    about.meter = PLUME_METER_WALL;
    about.evidence = PLUME_EVIDENCE_METERED;
    about.device_count = 1.0;
    about.relative = relative;
    return plume_log_trace(log, &about, error);
}

/* Each mark is a stretch of its own: what lies between two tests is no part of either. */
static plume_status take_sample(reading *spl, const plume_field *value,
                                plume_timestamp moment, double watts, uint64_t line,
                                plume_error *error)
{
    plume_power_sample sample;
    plume_status status;

    plume_power_sample_init(&sample);
    plume_text_clear(&spl->mark);
    plume_text_add_n(&spl->mark, value->text, value->length);
    sample.device = spl->mark.data;
    sample.t_s = moment.t_s;
    sample.watts = watts < 0.0 ? (double)NAN : watts; /* -1: the reading is invalid */
    status = plume_text_status(&spl->mark, error);
    if (status == PLUME_OK)
        status = describe(spl->log, moment.relative, error);
    return status == PLUME_OK ? plume_log_sample(spl->log, &sample, line, error) : status;
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    static const plume_field nothing = { "", 0 };
    reading *spl = state;
    plume_field time = nothing, power = nothing, mark = nothing;
    plume_timestamp moment;
    double watts;

    while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL)
        length--;
    if (length == 0)
        return PLUME_OK;
    find(&mark, "Mark", text, length);
    if (!find(&time, "Time", text, length) || !find(&power, "Watts", text, length)) {
        plume_power_torn(spl->log, line, text, length, "line of PTDaemon");
        return PLUME_OK;
    }
    if (!is_of_test(spl, mark)) {
        spl->first_other_line = spl->others++ == 0 ? line : spl->first_other_line;
        return PLUME_OK;
    }
    moment = plume_timestamp_read(spl->log, time.text, time.length, line);
    if (isnan(moment.t_s) ||
        (moment.relative && !plume_day_is_unknown(time.text, time.length))) {
        plume_power_bad_value(spl->log, (plume_power_place){ line, 2 }, time.text,
                              time.length, "time");
        return PLUME_OK;
    }
    if (!plume_number_parse(&watts, power.text, power.length)) {
        plume_power_bad_value(spl->log, (plume_power_place){ line, 4 }, power.text,
                              power.length, "power in watts");
        return PLUME_OK;
    }
    return take_sample(spl, &mark, moment, watts, line, error);
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading spl = { .log = log };
    plume_status status;

    plume_text_init(&spl.mark);
    status = plume_log_lines(log, take_line, &spl, error);
    if (status == PLUME_OK && spl.others > 0)
        plume_log_note(log, PLUME_INFO, spl.first_other_line, "phases-left-out",
                       "%llu lines of other phases than testing are left out",
                       (unsigned long long)spl.others);
    plume_text_dispose(&spl.mark);
    return status == PLUME_OK ? plume_timestamp_settle(log, error) : status;
}

const plume_reader plume_reader_ptdaemon = {
    .name = "ptdaemon",
    .title = "MLPerf power log of PTDaemon (spl.txt)",
    .confidence = confidence,
    .marks = { ",Watts," },
    .read = read,
};
