/* Which columns of watts a table is read by, where their names alone mislead. */
#include "logs/power/choice.h"

#include <math.h>
#include <string.h>

#include "core/data/csv_header.h"
#include "logs/log.h"
#include "logs/power/cell.h"
#include <plume/number.h>

/* By how much a total that has all its parts may seem to hold more than they do. */
#define TOTAL_SLACK 1.05

/* What is kept in the memory of the log: the words columns in the first four counts. */
enum { COLUMNS_OF_A_COUNT = 64, KEPT_TOTAL = 4, KEPT_RATIO = 5 };

static bool is_words(const plume_trace_memory *memory, size_t column)
{
    return (memory->counts[column / COLUMNS_OF_A_COUNT] >> column % COLUMNS_OF_A_COUNT &
            1) != 0;
}

/* --- what was chosen --- */

/* A column called "power" may hold "on" and "off". */
static void drop_words(plume_power_layout *layout, const plume_trace_memory *memory,
                       const plume_header *header, plume_log *log)
{
    size_t kept = 0;

    for (size_t i = 0; i < layout->watts_count; i++) {
        size_t at = layout->watts[i];

        if (!is_words(memory, at))
            layout->watts[kept++] = at;
        else
            plume_log_note(log, PLUME_INFO, 1, "words-left-out",
                           "column '%s' holds words and no power, and is left out",
                           plume_header_at(header, at));
    }
    layout->watts_count = kept;
}

/* A total that is larger than its parts measures more than they: fans, drives, the
 * supply's loss. */
static void take_total(plume_power_layout *layout, const plume_trace_memory *memory,
                       const plume_header *header, plume_log *log)
{
    size_t total = (size_t)memory->counts[KEPT_TOTAL] - 1;
    plume_text ratio;

    layout->watts[0] = total;
    layout->watts_count = 1;
    if (layout->column[total].scope != PLUME_SCOPE_DEVICE)
        layout->scope = PLUME_SCOPE_IT;
    plume_text_init(&ratio);
    plume_number_significant(&ratio, (double)memory->counts[KEPT_RATIO] / 1000.0, 3);
    plume_log_note(log, PLUME_WARNING, 1, "total-above-parts",
                   "column '%s' holds %s times what the columns of its parts hold "
                   "together: it is read, and they are left out",
                   plume_header_at(header, total), ratio.data);
    plume_text_dispose(&ratio);
}

/* What was seen in the survey decides in the reading: both passes must take the same
 * columns. */
plume_status plume_power_choice_start(plume_power_choice *choice, plume_log *log,
                                      plume_power_layout *layout,
                                      const plume_header *header, plume_error *error)
{
    const plume_trace_memory *memory = plume_log_memory(log);
    plume_status status;

    memset(choice, 0, sizeof *choice);
    choice->log = log;
    if (memory == NULL)
        return plume_fail_memory(error);
    choice->seeing = plume_log_is_survey(log) && !memory->learned;
    choice->meters = memory->meters;
    if (memory->learned)
        drop_words(layout, memory, header, log);
    status = plume_power_layout_exclude(layout, header, error);
    if (status == PLUME_OK && memory->learned && memory->counts[KEPT_TOTAL] > 0)
        take_total(layout, memory, header, log);
    return status;
}

/* --- rows --- */

static double watts_of(plume_power_choice *choice, const plume_power_layout *layout,
                       const plume_row *row, size_t at)
{
    double watts = NAN;

    if (at >= row->count || row->field[at].length == 0)
        return NAN;
    if (!plume_power_cell_in(&watts, row->field[at].text, row->field[at].length,
                             layout->column[at].watts_per_unit))
        choice->words[at]++;
    if (!isnan(watts))
        choice->numbers[at]++;
    return watts;
}

static const char *cell_of(const plume_row *row, size_t column)
{
    return column < row->count ? row->field[column].text : "";
}

static plume_status see_sensor(plume_power_choice *choice,
                               const plume_power_layout *layout, const plume_row *row,
                               plume_error *error)
{
    if (choice->meters == NULL)
        choice->meters = plume_meters_new();
    if (choice->meters == NULL)
        return plume_fail_memory(error);
    return plume_meters_add(choice->meters, cell_of(row, layout->host),
                            cell_of(row, layout->sensor), error);
}

/* Which meter is the best is known only when all rows were seen: the first pass
 * collects, the second leaves out. */
bool plume_power_choice_skips(plume_power_choice *choice,
                              const plume_power_layout *layout, const plume_row *row)
{
    const char *sensor = cell_of(row, layout->sensor);

    if (choice->seeing || choice->meters == NULL || sensor[0] == '\0' ||
        plume_meters_counts(choice->meters, cell_of(row, layout->host), sensor))
        return false;
    plume_log_note(choice->log, PLUME_INFO, row->line, "parts-left-out",
                   "'%s' is left out: another meter is of the whole machine", sensor);
    return true;
}

void plume_power_choice_dispose(plume_power_choice *choice)
{
    if (choice->seeing)
        plume_meters_free(choice->meters);
}

/* Totals are compared with the sum of their parts, row by row, where both are there. */
plume_status plume_power_choice_see(plume_power_choice *choice,
                                    const plume_power_layout *layout,
                                    const plume_row *row, plume_error *error)
{
    double parts_w = NAN;

    if (!choice->seeing)
        return PLUME_OK;
    if (layout->sensor < row->count && see_sensor(choice, layout, row, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    for (size_t i = 0; i < layout->watts_count; i++) {
        double watts = watts_of(choice, layout, row, layout->watts[i]);

        if (!isnan(watts))
            parts_w = isnan(parts_w) ? watts : parts_w + watts;
    }
    for (size_t i = 0; i < layout->count && !isnan(parts_w); i++) {
        double total_w;

        if (layout->column[i].kind != PLUME_POWER_COLUMN_TOTAL)
            continue;
        total_w = watts_of(choice, layout, row, i);
        if (isnan(total_w))
            continue;
        choice->rows[i]++;
        choice->above[i] += total_w > parts_w * TOTAL_SLACK ? 1 : 0;
        choice->total_w[i] += total_w;
        choice->parts_w[i] += parts_w;
    }
    return PLUME_OK;
}

/* --- the end --- */

/* Words are left out where other columns have numbers. */
static bool find_words(const plume_power_choice *choice, const plume_power_layout *layout,
                       plume_trace_memory *memory)
{
    uint64_t numbers = 0;
    bool any = false;

    for (size_t i = 0; i < layout->watts_count; i++)
        numbers += choice->numbers[layout->watts[i]];
    for (size_t i = 0; i < layout->watts_count && numbers > 0; i++) {
        size_t at = layout->watts[i];

        if (choice->numbers[at] > 0 || choice->words[at] == 0)
            continue;
        memory->counts[at / COLUMNS_OF_A_COUNT] |= UINT64_C(1) << at % COLUMNS_OF_A_COUNT;
        any = true;
    }
    return any;
}

/* Of several totals the largest stands. Where a part failed to answer now and then, its
 * total is above the others in those rows only. */
static bool find_total(const plume_power_choice *choice, const plume_power_layout *layout,
                       plume_trace_memory *memory)
{
    double most_w = 0.0;

    if (layout->watts_count == 0 ||
        layout->column[layout->watts[0]].kind == PLUME_POWER_COLUMN_TOTAL)
        return false;
    for (size_t i = 0; i < layout->count; i++) {
        double ratio = choice->total_w[i] / choice->parts_w[i];

        if (!(choice->total_w[i] > most_w) || !(ratio > TOTAL_SLACK) || ratio > 1e9 ||
            choice->above[i] * 10 < choice->rows[i] * 9)
            continue;
        most_w = choice->total_w[i];
        memory->counts[KEPT_TOTAL] = i + 1;
        memory->counts[KEPT_RATIO] = (uint64_t)llround(1000.0 * ratio);
    }
    return most_w > 0.0;
}

/* Another survey is needed when columns turn out to be others than were read. */
plume_status plume_power_choice_settle(plume_power_choice *choice,
                                       const plume_power_layout *layout,
                                       plume_error *error)
{
    plume_trace_memory *memory = plume_log_memory(choice->log);
    bool words, total;

    if (memory == NULL)
        return plume_fail_memory(error);
    if (!choice->seeing)
        return PLUME_OK;
    words = find_words(choice, layout, memory);
    total = find_total(choice, layout, memory);
    if (choice->meters != NULL) {
        plume_meters_free(memory->meters);
        memory->meters = choice->meters;
        choice->meters = NULL;
    }
    if (words || total || memory->meters != NULL)
        plume_log_survey_again(choice->log);
    return PLUME_OK;
}
