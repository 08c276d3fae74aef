/* powerstat's table: a row each interval with the mean power since the row before, of a
 * battery or, with -R, of the domains of the processors, which it adds up. */
#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/power/line.h"
#include "logs/power/rapl.h"
#include "logs/power_trace.h"
#include "logs/whole_document.h"
#include <plume/number.h>

/* With "User" before and "Watts" behind, of a line of its own. */
static bool is_header(const plume_line_words *word)
{
    return word->count >= 10 && plume_line_words_is(word, 0, "Time") &&
           plume_line_words_is(word, 1, "User") && plume_line_words_is(word, 3, "Sys") &&
           plume_line_words_is(word, word->count - 1, "Watts");
}

static int confidence(const plume_head *head)
{
    size_t at = 0, length;
    const char *text;

    while (plume_head_line(head, &at, &text, &length)) {
        plume_line_words word;

        plume_line_words_split(&word, text, length, false);
        if (is_header(&word))
            return 92;
    }
    return 0;
}

typedef struct reading {
    plume_log *log;
    size_t columns; /* 0: no table is open */
    double last_s, interval_s, days_s;
    unsigned domains; /* that were added up, as bits */
    bool battery;
    uint64_t rows;
} reading;

/* "22:57:27", of no day; NAN. */
static double clock_of(const char *text, size_t length)
{
    static const double units[] = { SECONDS_PER_HOUR, SECONDS_PER_MINUTE, 1.0 };
    double seconds = 0.0, part;

    if (length != 8 || text[2] != ':' || text[5] != ':')
        return NAN;
    for (size_t i = 0; i < 3; i++) {
        if (!plume_count_parse(&part, text + 3 * i, 2))
            return NAN;
        seconds += part * units[i];
    }
    return seconds;
}

/* A clock that falls went through midnight. What the row measured began an interval
 * before. */
static plume_status take_row(reading *own, const plume_line_words *word, uint64_t line,
                             plume_error *error)
{
    size_t last = word->count - 1;
    double t_s = clock_of(word->at[0], word->length[0]) + own->days_s, watts;
    plume_power_sample sample;

    if (!plume_number_parse(&watts, word->at[last], word->length[last])) {
        plume_power_bad_value(own->log, (plume_power_place){ line, last + 1 },
                              word->at[last], word->length[last], "power in watts");
        return PLUME_OK;
    }
    if (t_s < own->last_s) {
        own->days_s += SECONDS_PER_DAY;
        t_s += SECONDS_PER_DAY;
    }
    plume_power_sample_init(&sample);
    sample.from_s = isnan(own->last_s) ? t_s - own->interval_s : own->last_s;
    sample.t_s = t_s;
    if (!isnan(sample.from_s))
        sample.interval_j = watts * (t_s - sample.from_s);
    own->last_s = t_s;
    own->rows++;
    if (!isnan(sample.from_s))
        return plume_log_sample(own->log, &sample, line, error);
    plume_log_reject(own->log, line, 1, "no-interval", "%s",
                     "when what this row measured began is not told");
    return PLUME_OK;
}

/* "Running for 60.0 seconds (60 samples at 1.0 second intervals)." */
static void take_interval(reading *own, const plume_line_words *word, uint64_t line)
{
    double interval_s;

    if (word->count != 10 || !plume_line_words_is(word, 0, "Running"))
        return;
    interval_s =
        plume_document_word(own->log, line, "the interval", word->at[7], word->length[7]);
    if (interval_s > 0.0)
        own->interval_s = interval_s;
}

/* "Note: power read from RAPL domains: dram, pkg-1, core, pkg-0." */
static void take_domains(reading *own, const plume_line_words *word)
{
    if (word->count < 7 || !plume_line_words_is(word, 4, "RAPL"))
        return;
    for (size_t i = 6; i < word->count; i++)
        own->domains |= 1u << plume_rapl_domain_of(word->at[i], word->length[i]);
}

/* Below a header, which has as many. */
static plume_status take_cells(reading *own, const plume_line_words *word, uint64_t line,
                               plume_error *error)
{
    bool timed = !isnan(clock_of(word->at[0], word->length[0]));

    if (timed && word->count == own->columns)
        return take_row(own, word, line, error);
    if (timed)
        plume_power_torn(own->log, line, word->at[0], strcspn(word->at[0], "\r\n"),
                         "row of powerstat");
    else if (word->count == own->columns)
        plume_power_bad_value(own->log, (plume_power_place){ line, 1 }, word->at[0],
                              word->length[0], "time");
    return PLUME_OK;
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *own = state;
    plume_line_words word;

    plume_line_words_split(&word, text, length, false);
    if (word.count == 0)
        return PLUME_OK;
    if (is_header(&word)) {
        own->columns = word.count;
        return PLUME_OK;
    }
    if (word.at[0][0] == '-')
        own->columns = 0; /* sums and means follow */
    take_interval(own, &word, line);
    take_domains(own, &word);
    own->battery = own->battery || plume_line_words_is(&word, 0, "System:");
    if (own->columns == 0)
        return PLUME_OK;
    return take_cells(own, &word, line, error);
}

static bool is_double(unsigned domains)
{
    for (unsigned i = 0; i < PLUME_RAPL_DOMAIN_COUNT; i++)
        if ((domains & 1u << i) != 0 && !plume_rapl_counts((plume_rapl_domain)i, domains))
            return true;
    return false;
}

/* What is behind the table tells what the table measured. */
static plume_status finish(const reading *own, plume_error *error)
{
    plume_trace_about about;

    if (own->rows == 0)
        return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(own->log), 1, 0,
                             "there is no row of powerstat");
    if (is_double(own->domains))
        plume_log_note(own->log, PLUME_WARNING, 0, "parts-added",
                       "powerstat added up domains of processors that are inside each "
                       "other: the energy is an upper bound, and cannot be put right");
    plume_trace_about_init(&about);
    about.scope = PLUME_SCOPE_IT;
    about.meter = own->battery ? PLUME_METER_NODE : PLUME_METER_PART;
    about.evidence = own->battery ? PLUME_EVIDENCE_SAMPLED : PLUME_EVIDENCE_METERED;
    about.device_count = 1.0;
    about.relative = true;
    return plume_log_trace(own->log, &about, error);
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading own = { .log = log, .last_s = NAN, .interval_s = NAN };
    plume_status status = plume_log_lines(log, take_line, &own, error);

    return status == PLUME_OK ? finish(&own, error) : status;
}

const plume_reader plume_reader_powerstat = {
    .name = "powerstat",
    .title = "powerstat",
    .confidence = confidence,
    .marks = { "Ctxt/s" },
    .read = read,
};
