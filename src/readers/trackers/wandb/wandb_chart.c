/* A chart of W&B's page, exported as CSV: a column of times, and of each run the power of
 * a GPU with its bounds beside it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/csv_header.h"
#include "logs/whole_document.h"
#include "logs/power/boards.h"
#include "logs/reader.h"

/* What stands before the times, and whether these are of the clock. */
typedef enum chart_axis { AXIS_NONE, AXIS_STEP, AXIS_RELATIVE, AXIS_WALL } chart_axis;

static const struct {
    const char *name;
    chart_axis axis;
} axes[] = {
    { "Step", AXIS_STEP },
    { "Relative Time (Process)", AXIS_RELATIVE },
    { "Relative Time (Wall)", AXIS_RELATIVE },
    { "Wall Time", AXIS_WALL },
};

static chart_axis axis_of(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof axes / sizeof axes[0]; i++)
        if (strlen(axes[i].name) == length && strncmp(text, axes[i].name, length) == 0)
            return axes[i].axis;
    return AXIS_NONE;
}

static int confidence(const plume_head *head)
{
    const char *text = head->bytes + (head->bytes[0] == '"');
    size_t length = strcspn(text, "\",;\t\n");

    return axis_of(text, length) != AXIS_NONE && strstr(head->bytes, "__MAX\"") != NULL &&
                   strstr(head->bytes, "powerWatts") != NULL
               ? 94
               : 0;
}

/* --- columns --- */

typedef struct series {
    size_t column, run;
    char board[8];
} series;

typedef struct chart_run {
    char *name;
    double first_s, last_s;
    plume_boards *boards;
} chart_run;

typedef struct reading {
    plume_log *log;
    chart_axis axis;
    series *series;
    chart_run *runs;
    size_t series_count, run_count;
} reading;

/* "RUN - system/gpu.0.powerWatts": the name ends at the last " - " before a key. */
static const char *key_of(const char *column, size_t *name)
{
    const char *key = NULL;

    for (const char *at = strstr(column, " - "); at != NULL; at = strstr(at + 1, " - "))
        key = at;
    if (key == NULL)
        return NULL;
    *name = (size_t)(key - column);
    key += 3;
    if (strncmp(key, "system/gpu.", 11) != 0 && strncmp(key, "system.gpu.", 11) != 0)
        return NULL;
    return key + 11;
}

static bool board_of(char board[8], const char *key)
{
    size_t length = strspn(key, "0123456789");

    if (length == 0 || length > 4 || strcmp(key + length, ".powerWatts") != 0)
        return false;
    memcpy(board, key, length);
    board[length] = '\0';
    return true;
}

/* SIZE_MAX: out of memory. */
static size_t find_run(reading *r, const char *name, size_t length)
{
    chart_run *one;

    for (size_t i = 0; i < r->run_count; i++)
        if (strlen(r->runs[i].name) == length &&
            strncmp(r->runs[i].name, name, length) == 0)
            return i;
    one = &r->runs[r->run_count];
    *one = (chart_run){ malloc(length + 1), NAN, NAN,
                        plume_boards_new(plume_log_options(r->log)) };
    if (one->name == NULL || one->boards == NULL) {
        free(one->name);
        plume_boards_free(one->boards);
        return SIZE_MAX;
    }
    memcpy(one->name, name, length);
    one->name[length] = '\0';
    return r->run_count++;
}

/* Grouped runs are a mean over them, which is no run's power. */
static plume_status find_columns(reading *r, const plume_row *row, plume_error *error)
{
    r->axis = axis_of(row->field[0].text, row->field[0].length);
    r->series = calloc(row->count, sizeof *r->series);
    r->runs = calloc(row->count, sizeof *r->runs);
    if (r->series == NULL || r->runs == NULL)
        return plume_fail_memory(error);
    for (size_t i = 1; i < row->count; i++) {
        size_t name = 0;
        const char *column = row->field[i].text, *key = key_of(column, &name);
        series *one = &r->series[r->series_count];

        if (key == NULL || !board_of(one->board, key))
            continue;
        if (strncmp(column, "Group: ", 7) == 0)
            return plume_fail_at(
                error, PLUME_ERR_VALUE, plume_log_path(r->log), 1, i + 1,
                "'%.60s' is a mean over the runs of a group, which is no "
                "run's power: export the chart without groups",
                column);
        one->column = i;
        one->run = find_run(r, column, name);
        if (one->run == SIZE_MAX)
            return plume_fail_memory(error);
        r->series_count++;
    }
    if (r->series_count == 0)
        return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(r->log), 1, 0,
                             "no column is of a GPU's powerWatts");
    return PLUME_OK;
}

/* --- rows --- */

/* A run that has no point here has an empty cell. */
static bool read_cell(reading *r, const plume_row *row, size_t column, double *watts)
{
    const plume_field *cell;

    if (column >= row->count || row->field[column].length == 0)
        return false;
    cell = &row->field[column];
    if (plume_field_number(watts, *cell) && !isnan(*watts))
        return true;
    plume_log_note(r->log, PLUME_WARNING, row->line, "no-number",
                   "'%.40s' is no number of watts: this point is left out", cell->text);
    return false;
}

static plume_status take_row(reading *r, const plume_row *row, plume_error *error)
{
    plume_status status = PLUME_OK;
    double t_s;

    if (!plume_field_number(&t_s, row->field[0]) || isnan(t_s)) {
        plume_log_note(r->log, PLUME_WARNING, row->line, "torn-row", "'%.40s' is no time",
                       row->field[0].text);
        return PLUME_OK;
    }
    for (size_t i = 0; i < r->series_count && status == PLUME_OK; i++) {
        series *one = &r->series[i];
        chart_run *run = &r->runs[one->run];
        plume_board_reading taken = { one->board, PLUME_BOARD_WATTS, NAN };

        if (!read_cell(r, row, one->column, &taken.value))
            continue;
        if (taken.value < 0.0)
            plume_log_note(r->log, PLUME_WARNING, row->line, "impossible-reading",
                           "a power of %.20s W is none", row->field[one->column].text);
        run->first_s = fmin(run->first_s, t_s);
        run->last_s = fmax(run->last_s, t_s);
        status = plume_boards_take(run->boards, t_s, taken, error);
    }
    return status;
}

static plume_status read_rows(reading *r, plume_error *error)
{
    plume_csv *csv = NULL;
    plume_row row;
    plume_status status = plume_csv_open(&csv, plume_log_source(r->log), '\0', error);

    if (status == PLUME_OK)
        status = plume_csv_next(csv, &row, error);
    if (status == PLUME_OK && row.count == 0)
        status = plume_fail_at(error, PLUME_ERR_SYNTAX, plume_log_path(r->log), 0, 0,
                               "this chart has no header");
    if (status == PLUME_OK)
        status = find_columns(r, &row, error);
    while (status == PLUME_OK) {
        status = plume_csv_next(csv, &row, error);
        if (status != PLUME_OK || row.count == 0)
            break;
        status = take_row(r, &row, error);
    }
    plume_csv_close(csv);
    return status;
}

/* --- runs --- */

/* Relative times count from the start of the run, which the chart does not tell. */
static plume_status push(reading *r, const chart_run *from, plume_error *error)
{
    plume_status status;
    plume_text identity;
    plume_run run;

    plume_run_init(&run);
    plume_text_init(&identity);
    plume_text_printf(&identity, "wandb chart %s %.3f %.3f", from->name, from->first_s,
                      from->last_s);
    run.id = run.name = from->name;
    run.identity = identity.data;
    run.duration_s = from->last_s - (r->axis == AXIS_WALL ? from->first_s : 0.0);
    if (r->axis == AXIS_WALL) {
        run.start_s = from->first_s;
        run.end_s = from->last_s;
    }
    run.warnings = "duration-least";
    status = plume_boards_settle(&run, from->boards, r->log, error);
    if (status == PLUME_OK)
        status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(r->log, &run, 0, error);
    plume_text_dispose(&identity);
    return status;
}

static plume_status push_all(reading *r, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (r->axis == AXIS_STEP)
        return plume_fail_at(
            error, PLUME_ERR_MISSING, plume_log_path(r->log), 1, 1,
            "this chart is over steps, which are no times: export it over "
            "'Relative Time (Process)' or 'Wall Time'");
    for (size_t i = 0; i < r->run_count && status == PLUME_OK; i++)
        if (!isnan(r->runs[i].first_s))
            status = push(r, &r->runs[i], error);
    if (status == PLUME_OK)
        plume_log_note(
            r->log, PLUME_ASSUMED, 0, "chart-of-means",
            "points of a chart are means where a run has more than are drawn; a "
            "run lasts until its last point, and may have lasted longer");
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log };
    plume_status status = read_rows(&r, error);

    if (status == PLUME_OK)
        status = push_all(&r, error);
    for (size_t i = 0; i < r.run_count; i++) {
        free(r.runs[i].name);
        plume_boards_free(r.runs[i].boards);
    }
    free(r.runs);
    free(r.series);
    return status;
}

const plume_reader plume_reader_wandb_chart = {
    .name = "wandb_chart",
    .title = "a chart of GPU power that W&B's page exports",
    .confidence = confidence,
    .marks = { "powerWatts" },
    .read = read,
};
