/* MLPerf's spl.txt, written by PTDaemon: what an analyser read at the wall, one line a
 * second, each with the mark of its phase. What was drawn in the phase that only finds
 * the range of the instrument is no part of the test. */
#include <math.h>
#include <string.h>

#include "core/data/csv.h"
#include "logs/power/timestamp.h"
#include "logs/power/line.h"
#include "logs/power_trace.h"
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

/* A date with the day first, and with the month first: the time of the line before in
 * either reading, and how often a line was no continuation of it. */
typedef struct date_readings {
    double last_s[2];
    uint64_t lines, breaks[2];
} date_readings;

typedef struct reading {
    plume_log *log;
    date_readings dates;
    uint64_t others, first_other_line; /* of lines of other phases */
    plume_text mark;
} reading;

/* --- the order of day and month --- */

static double both_digits(const char *text, size_t at)
{
    return (text[at] - '0') * 10.0 + (text[at + 1] - '0');
}

/* The third and last resort: the order in which a line follows the one before within a
 * day, where the other does not. */
static void watch_dates(date_readings *dates, const char *text, size_t length)
{
    static const char shape[] = "00-00-0000 00:00:00";
    double year, clock_s;

    for (size_t i = 0; i < sizeof shape - 1; i++)
        if (length < sizeof shape - 1 || (shape[i] == '0' ? text[i] < '0' || text[i] > '9'
                                                          : i == 10 && text[i] != ' '))
            return;
    year = both_digits(text, 6) * 100.0 + both_digits(text, 8);
    clock_s = (both_digits(text, 11) * 60.0 + both_digits(text, 14)) * 60.0 +
              both_digits(text, 17);
    for (size_t k = 0; k < 2; k++) {
        int day = (int)both_digits(text, k == 0 ? 0 : 3);
        int month = (int)both_digits(text, k == 0 ? 3 : 0);
        double t_s = plume_time_civil((int)year, month, day, clock_s);

        if (dates->lines > 0 && !(fabs(t_s - dates->last_s[k]) <= 86400.0))
            dates->breaks[k]++;
        dates->last_s[k] = t_s;
    }
    dates->lines++;
}

static plume_status settle_dates(const reading *spl, plume_error *error)
{
    plume_trace_memory *memory = plume_log_memory(spl->log);
    const uint64_t *breaks = spl->dates.breaks;

    if (memory == NULL)
        return plume_fail_memory(error);
    if (plume_log_is_survey(spl->log) && !memory->first_is_day &&
        !memory->second_is_day) {
        memory->first_is_day = breaks[0] == 0 && breaks[1] > 0;
        memory->second_is_day = breaks[1] == 0 && breaks[0] > 0;
    }
    return plume_timestamp_settle(spl->log, error);
}

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

static plume_status describe(plume_log *log, plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.scope = PLUME_SCOPE_IT;
    about.evidence = PLUME_EVIDENCE_METERED;
    about.device_count = 1.0;
    return plume_log_trace(log, &about, error);
}

/* Each mark is a stretch of its own: what lies between two tests is no part of either. */
static plume_status take_sample(reading *spl, const plume_field *value, double t_s,
                                double watts, uint64_t line, plume_error *error)
{
    plume_power_sample sample;
    plume_status status;

    plume_power_sample_init(&sample);
    plume_text_clear(&spl->mark);
    plume_text_add_n(&spl->mark, value->text, value->length);
    sample.device = spl->mark.data;
    sample.t_s = t_s;
    sample.watts = watts < 0.0 ? (double)NAN : watts; /* -1: the reading is invalid */
    status = plume_text_status(&spl->mark, error);
    if (status == PLUME_OK)
        status = describe(spl->log, error);
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
    if (plume_log_is_survey(spl->log))
        watch_dates(&spl->dates, time.text, time.length);
    if (!is_of_test(spl, mark)) {
        spl->first_other_line = spl->others++ == 0 ? line : spl->first_other_line;
        return PLUME_OK;
    }
    moment = plume_timestamp_read(spl->log, time.text, time.length, line);
    if (isnan(moment.t_s) || moment.relative) {
        plume_power_bad_value(spl->log, (plume_power_place){ line, 2 }, time.text,
                              time.length, "time");
        return PLUME_OK;
    }
    if (!plume_number_parse(&watts, power.text, power.length)) {
        plume_power_bad_value(spl->log, (plume_power_place){ line, 4 }, power.text,
                              power.length, "power in watts");
        return PLUME_OK;
    }
    return take_sample(spl, &mark, moment.t_s, watts, line, error);
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading spl = { .log = log };
    plume_status status;

    plume_text_init(&spl.mark);
    status = plume_power_lines(log, take_line, &spl, error);
    if (status == PLUME_OK && spl.others > 0)
        plume_log_note(log, PLUME_INFO, spl.first_other_line, "phases-left-out",
                       "%llu lines of other phases than testing are left out",
                       (unsigned long long)spl.others);
    plume_text_dispose(&spl.mark);
    return status == PLUME_OK ? settle_dates(&spl, error) : status;
}

const plume_reader plume_reader_ptdaemon = {
    .name = "ptdaemon",
    .title = "MLPerf power log of PTDaemon (spl.txt)",
    .confidence = confidence,
    .read = read,
};
