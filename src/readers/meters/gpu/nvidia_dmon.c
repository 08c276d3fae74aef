/* nvidia-smi dmon: a table of blanks, its header repeated every so often; without -o T or
 * -o DT its rows have no time. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/number/units.h"
#include "logs/power/line.h"
#include "logs/power/rounds.h"
#include "logs/power/timestamp.h"
#include "logs/power/cell.h"
#include "logs/power_trace.h"
#include <plume/time.h>

static const char recommended[] = "log with `nvidia-smi dmon -s pu -o DT`";

enum { WORDS_MAX = 64 };

/* Words of a line, apart by blanks or commas. */
typedef struct words {
    const char *at[WORDS_MAX];
    size_t length[WORDS_MAX];
    size_t count;
} words;

static void split(words *out, const char *text, size_t length)
{
    static const char between[] = " \t,\r";
    const char *end = text + length;

    out->count = 0;
    while (text < end && out->count < WORDS_MAX) {
        const char *begin;

        while (text < end && strchr(between, *text) != NULL)
            text++;
        for (begin = text; text < end && strchr(between, *text) == NULL; text++)
            continue;
        if (text == begin)
            break;
        out->at[out->count] = begin;
        out->length[out->count++] = (size_t)(text - begin);
    }
}

static bool is_word(const words *line, size_t i, const char *word)
{
    return i < line->count && strlen(word) == line->length[i] &&
           strncasecmp(line->at[i], word, line->length[i]) == 0;
}

static size_t find_word(const words *line, const char *word)
{
    for (size_t i = 0; i < line->count; i++)
        if (is_word(line, i, word))
            return i;
    return SIZE_MAX;
}

/* "# gpu   pwr gtemp": names, where the next line has units. */
static bool is_names(const words *line)
{
    return find_word(line, "gpu") != SIZE_MAX && find_word(line, "idx") == SIZE_MAX;
}

/* How many words are names of dmon's columns: the prose of a README has others. */
static size_t count_counters(const words *line)
{
    static const char *const known[] = { "gpu",  "date",  "time",  "sm",    "mem",
                                         "enc",  "dec",   "gtemp", "mtemp", "mclk",
                                         "pclk", "fb",    "bar1",  "jpg",   "ofa",
                                         "ccpm", "rxpci", "txpci", "sbecc", "dbecc",
                                         "pci",  "pviol", "tviol", "pwr" };
    size_t found = 0;

    for (size_t i = 0; i < line->count; i++)
        for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
            found += is_word(line, i, known[k]);
    return found;
}

static int confidence(const plume_head *head)
{
    const char *line;
    size_t at = 0, length;

    for (int i = 0; i < 16 && plume_head_line(head, &at, &line, &length); i++) {
        words found;

        if (length > 0 && line[0] == '#') {
            size_t counters;

            split(&found, line + 1, length - 1);
            counters = is_names(&found) ? count_counters(&found) : 0;
            if (counters * 2 > found.count && find_word(&found, "pwr") != SIZE_MAX)
                return 95;
            if (counters > 1 && counters == found.count)
                return 80; /* dmon without -s p: it says so when it is named */
        }
    }
    return 0;
}

/* --- reading --- */

typedef struct reading {
    plume_log *log;
    size_t gpu, watts, sm, date, time, count; /* of columns; SIZE_MAX: not there */
    bool bound;
    double day_s, last_s; /* of rows with a clock and no date */
    plume_power_rounds rounds;
} reading;

/* Without times the interval must be said: dmon's own default may have been changed
 * by -d. */
static plume_status bind(reading *dmon, const words *names, uint64_t line,
                         plume_error *error)
{
    dmon->gpu = find_word(names, "gpu");
    dmon->watts = find_word(names, "pwr");
    dmon->sm = find_word(names, "sm");
    dmon->date = find_word(names, "date");
    dmon->time = find_word(names, "time");
    dmon->count = names->count;
    dmon->bound = true;
    if (dmon->watts == SIZE_MAX) {
        plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(dmon->log), line, 0,
                      "there is no column pwr");
    } else if (dmon->time == SIZE_MAX &&
               isnan(plume_log_options(dmon->log)->interval_s)) {
        plume_fail_at(
            error, PLUME_ERR_MISSING, plume_log_path(dmon->log), line, 0,
            "there is no column Time: when the samples were taken is not known");
        plume_hint(error, "%s, or say --interval SECONDS (dmon takes 1 by itself)",
                   recommended);
        return PLUME_ERR_MISSING;
    } else {
        return PLUME_OK;
    }
    plume_hint(error, "%s", recommended);
    return PLUME_ERR_MISSING;
}

/* A clock without a date: past midnight it begins again. */
static double clock_time(reading *dmon, const words *row)
{
    double clock_s;

    if (!plume_duration_parse(&clock_s, row->at[dmon->time], row->length[dmon->time]))
        return NAN;
    if (clock_s + dmon->day_s < dmon->last_s - SECONDS_PER_DAY / 2)
        dmon->day_s += SECONDS_PER_DAY;
    dmon->last_s = clock_s + dmon->day_s;
    return dmon->last_s;
}

static double row_time(reading *dmon, const words *row, uint64_t line)
{
    char text[48];

    if (dmon->date == SIZE_MAX)
        return clock_time(dmon, row);
    if (row->length[dmon->date] + row->length[dmon->time] > 40)
        return NAN;
    snprintf(text, sizeof text, "%.*s %.*s", (int)row->length[dmon->date],
             row->at[dmon->date], (int)row->length[dmon->time], row->at[dmon->time]);
    return plume_timestamp_read(dmon->log, text, strlen(text), line).t_s;
}

static void reject(const reading *dmon, uint64_t line, const words *row, size_t column,
                   const char *wanted)
{
    size_t length = row->length[column] < 40 ? row->length[column] : 40;

    plume_log_reject(dmon->log, line, column + 1, "bad-value", "'%.*s' is no %s",
                     (int)length, row->at[column], wanted);
}

static plume_status describe(const reading *dmon, plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.relative = dmon->date == SIZE_MAX;
    return plume_log_trace(dmon->log, &about, error);
}

/* Rows without times are counted in rounds: the n-th of a GPU is n intervals after
 * its first. */
static plume_status take_row(reading *dmon, const words *row, uint64_t line,
                             plume_error *error)
{
    plume_power_sample sample;
    plume_status status = PLUME_OK;
    char device[32];

    plume_power_sample_init(&sample);
    snprintf(device, sizeof device, "%.*s",
             (int)(row->length[dmon->gpu] < 31 ? row->length[dmon->gpu] : 31),
             row->at[dmon->gpu]);
    sample.device = device;
    if (!plume_power_cell_watts(&sample.watts, row->at[dmon->watts],
                                row->length[dmon->watts])) {
        reject(dmon, line, row, dmon->watts, "power in watts");
        return PLUME_OK;
    }
    if (dmon->sm != SIZE_MAX)
        sample.utilization =
            plume_power_cell_share(row->at[dmon->sm], row->length[dmon->sm]);
    if (dmon->time == SIZE_MAX)
        status = plume_power_rounds_next(&dmon->rounds, &sample,
                                         plume_log_options(dmon->log)->interval_s, error);
    else
        sample.t_s = row_time(dmon, row, line);
    if (status == PLUME_OK && isnan(sample.t_s)) {
        reject(dmon, line, row, dmon->time, "time");
        return PLUME_OK;
    }
    if (status == PLUME_OK)
        status = describe(dmon, error);
    return status == PLUME_OK ? plume_log_sample(dmon->log, &sample, line, error)
                              : status;
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *dmon = state;
    bool comment = length > 0 && text[0] == '#';
    words found;

    split(&found, text + comment, length - comment);
    if (found.count == 0)
        return PLUME_OK;
    if (comment)
        return is_names(&found) ? bind(dmon, &found, line, error) : PLUME_OK;
    if (dmon->bound && found.count == dmon->count)
        return take_row(dmon, &found, line, error);
    plume_log_reject(dmon->log, line, 0, "torn-row", "'%.*s' is no row of %zu columns",
                     (int)(length < 60 ? length : 60), text,
                     dmon->bound ? dmon->count : 0);
    return PLUME_OK;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading dmon = { .log = log };
    plume_status status = plume_log_pieces(log, take_line, &dmon, error);

    plume_power_rounds_dispose(&dmon.rounds);
    return status == PLUME_OK ? plume_timestamp_settle(log, error) : status;
}

const plume_reader plume_reader_nvidia_dmon = {
    .name = "nvidia_dmon",
    .title = "nvidia-smi dmon",
    .confidence = confidence,
    .read = read,
};
