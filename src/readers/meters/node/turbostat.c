/* turbostat: a table whose columns differ by machine and options; the summary rows, with
 * "-" for the processor, have the sums. Watts are averages over the interval that ends.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "logs/power/timestamp.h"
#include "logs/power/cell.h"
#include "logs/power/line.h"
#include "logs/power/rapl.h"
#include <plume/number.h>

enum { WATTS_COUNT = 5 };
static const char *const watts_names[WATTS_COUNT] = { "SysWatt", "PkgWatt", "CorWatt",
                                                      "GFXWatt", "RAMWatt" };

static bool is_names(const plume_line_words *row)
{
    for (size_t i = 0; i < WATTS_COUNT; i++)
        if (plume_line_words_find(row, watts_names[i]) != SIZE_MAX)
            return true;
    return false;
}

/* A line of names, and below it one of as many words: a sentence that names a column is
 * none. */
static int confidence(const plume_head *head)
{
    const char *text;
    size_t at = 0, length, names = 0;

    while (plume_head_line(head, &at, &text, &length)) {
        plume_line_words row;

        plume_line_words_split(&row, text, length, memchr(text, '\t', length) != NULL);
        if (names > 0 && row.count == names)
            return 95;
        if (row.count > 0)
            names = is_names(&row) ? row.count : 0;
    }
    return names > 0 && head->length < PLUME_HEAD_BYTES / 2 ? 30 : 0;
}

/* --- reading --- */

typedef struct reading {
    plume_log *log;
    size_t watts[WATTS_COUNT], time, processor, busy; /* SIZE_MAX: not there */
    size_t count;
    bool bound, tabs;
    uint64_t summaries, rows;
    double last_s; /* NAN before the first */
    plume_rapl_batch batch;
} reading;

static plume_status bind(reading *stat, const plume_line_words *names, uint64_t line,
                         plume_error *error)
{
    static const char *const processors[] = { "CPU", "Core", "Package", "Node", "Die" };

    for (size_t i = 0; i < WATTS_COUNT; i++)
        stat->watts[i] = plume_line_words_find(names, watts_names[i]);
    stat->time = plume_line_words_find(names, "Time_Of_Day_Seconds");
    stat->busy = plume_line_words_find(names, "Busy%");
    stat->processor = SIZE_MAX;
    for (size_t i = 0; i < 5 && stat->processor == SIZE_MAX; i++)
        stat->processor = plume_line_words_find(names, processors[i]);
    stat->count = names->count;
    stat->bound = true;
    if (stat->time != SIZE_MAX)
        return PLUME_OK;
    return plume_power_need_interval(
        stat->log, line, "log with `turbostat --enable Time_Of_Day_Seconds`", error);
}

/* When the row's interval began and ended; false when it has no time. */
static bool take_time(reading *stat, const plume_line_words *row,
                      plume_power_sample *sample)
{
    double interval_s = plume_log_options(stat->log)->interval_s;

    if (stat->time == SIZE_MAX) {
        sample->from_s = (double)stat->rows * interval_s;
        sample->t_s = (double)(stat->rows + 1) * interval_s;
        return true;
    }
    if (!plume_number_parse(&sample->t_s, row->at[stat->time], row->length[stat->time]))
        return false;
    if (stat->last_s < sample->t_s)
        sample->from_s = stat->last_s;
    stat->last_s = sample->t_s;
    return true;
}

static plume_status take_watts(reading *stat, const plume_line_words *row, size_t i,
                               plume_power_sample *sample, uint64_t line,
                               plume_error *error)
{
    size_t at = stat->watts[i];

    if (at >= row->count)
        return PLUME_OK;
    sample->device = watts_names[i];
    if (!plume_power_cell_watts(&sample->watts, row->at[at], row->length[at])) {
        plume_power_bad_value(stat->log, (plume_power_place){ line, at + 1 }, row->at[at],
                              row->length[at], "power in watts");
        return PLUME_OK;
    }
    sample->interval_j = sample->watts * (sample->t_s - sample->from_s);
    return plume_rapl_batch_add(
        &stat->batch, plume_rapl_domain_of(watts_names[i], strlen(watts_names[i])),
        sample, line, error);
}

static plume_status take_summary(reading *stat, const plume_line_words *row,
                                 uint64_t line, plume_error *error)
{
    plume_status status = PLUME_OK;
    plume_power_sample sample;

    plume_power_sample_init(&sample);
    if (!take_time(stat, row, &sample)) {
        plume_power_bad_value(stat->log, (plume_power_place){ line, stat->time + 1 },
                              row->at[stat->time], row->length[stat->time], "time");
        return PLUME_OK;
    }
    stat->rows++;
    if (stat->busy < row->count)
        sample.utilization =
            plume_power_cell_share(row->at[stat->busy], row->length[stat->busy]);
    for (size_t i = 0; i < WATTS_COUNT && status == PLUME_OK; i++)
        status = take_watts(stat, row, i, &sample, line, error);
    if (status == PLUME_OK)
        status = plume_rapl_tell(stat->log, stat->time == SIZE_MAX, error);
    return status == PLUME_OK ? plume_rapl_batch_flush(&stat->batch, stat->log, error)
                              : status;
}

/* The time that a command took which turbostat ran: "20.005 sec". */
static bool is_elapsed(const plume_line_words *row)
{
    double seconds;

    return row->count == 2 && plume_line_words_is(row, 1, "sec") &&
           plume_number_parse(&seconds, row->at[0], row->length[0]);
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *stat = state;
    plume_line_words row;

    plume_line_words_split(&row, text, length, false);
    if (row.count == 0 || is_elapsed(&row))
        return PLUME_OK;
    if (is_names(&row)) {
        stat->tabs = memchr(text, '\t', length) != NULL;
        plume_line_words_split(&row, text, length, stat->tabs);
        return bind(stat, &row, line, error);
    }
    if (!stat->bound)
        return PLUME_OK; /* turbostat says much about the machine first */
    if (stat->tabs)
        plume_line_words_split(&row, text, length, true);
    if (stat->processor < row.count && row.at[stat->processor][0] != '-' &&
        row.length[stat->processor] > 0)
        return PLUME_OK;
    if (row.count != stat->count || row.count > PLUME_WORDS_MAX) {
        plume_power_torn(stat->log, line, text, length, "row of turbostat");
        return PLUME_OK;
    }
    stat->summaries++;
    return take_summary(stat, &row, line, error);
}

static plume_status finish(const reading *stat, plume_error *error)
{
    if (stat->summaries > 0)
        return PLUME_OK;
    plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(stat->log), 0, 0,
                  "there is no summary row, which has '-' for its processor");
    plume_hint(error, "log with `turbostat --Summary`");
    return PLUME_ERR_MISSING;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading *stat = calloc(1, sizeof *stat);
    plume_status status;

    if (stat == NULL)
        return plume_fail_memory(error);
    stat->log = log;
    stat->last_s = NAN;
    status = plume_log_lines(log, take_line, stat, error);
    if (status == PLUME_OK)
        status = finish(stat, error);
    plume_rapl_batch_dispose(&stat->batch);
    free(stat);
    return status;
}

const plume_reader plume_reader_turbostat = {
    .name = "turbostat",
    .title = "turbostat",
    .confidence = confidence,
    .marks = { "SysWatt", "PkgWatt", "CorWatt", "GFXWatt", "RAMWatt" },
    .read = read,
};
