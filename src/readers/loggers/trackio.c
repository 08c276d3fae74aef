/* trackio's database of a project: figures and samples of the machine by run, in SQLite.
 */
#include "logs/database/database_log.h"
#include "logs/trial.h"

#include <math.h>
#include <string.h>

#include "logs/database/joined_rows.h"
#include "logs/path.h"
#include "core/number/units.h"
#include "logs/power/boards.h"
#include "traces/stretches.h"
#include <plume/value.h>

static const char *const telling[] = { "system_metrics", "metrics", "configs", NULL };

enum { COL_RUN, COL_TIME, COL_NAME, COL_FIGURES, COL_STEP };

static int confidence(const plume_head *head)
{
    return plume_head_has_tables(head, telling) ? 90 : 0;
}

/* What rows are of: figures of the training, samples of GPUs, other samples. */
enum { ROW_FIGURES, ROW_GPUS, ROW_MACHINE, ROW_KINDS };

/* A run, of one session or several. pause_s: between them; a session ends with its last
 * row. Of the last one the beginning is told; earlier ones are found by their silences.
 */
typedef struct session {
    plume_text id, name, group;
    plume_text folder; /* Trainer's output_dir, whose callback logs its arguments */
    double created_s;  /* of the last session */
    double start_s, last_s, pause_s, doubtful_s;
    double paused_s; /* where the last session began behind its pause; NAN */
    uint64_t sessions;
    plume_boards *boards;
    plume_figure_times times;
} session;

typedef struct reading {
    plume_log *log;
    plume_stored stored;
    plume_query *rows;
    plume_joined_rows configs;
    plume_text study, identity;
    session run;
} reading;

/* --- one run --- */

static double time_of(plume_database_cell cell)
{
    plume_stamp stamp;

    return plume_time_parse(&stamp, cell.text, cell.length, NULL) ? stamp.unix_s
                                                                  : (double)NAN;
}

static double text_time(const char *text)
{
    plume_stamp stamp;

    return plume_time_parse(&stamp, text, strlen(text), NULL) ? stamp.unix_s
                                                              : (double)NAN;
}

/* What the user configured, with _Created and _Group among it. */
static plume_status take_config(reading *r, plume_error *error)
{
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && r->configs.row) {
        plume_database_cell id = plume_query_cell(r->configs.query, 0);
        plume_database_cell json = plume_query_cell(r->configs.query, 1);
        int order = strcmp(id.text, r->run.id.data);
        plume_value *value = NULL;

        if (order > 0)
            break;
        if (order == 0 && plume_json_parse(&value, json.text, json.length, "", NULL,
                                           NULL) == PLUME_OK) {
            r->run.created_s =
                text_time(plume_value_string(plume_value_get(value, "_Created")));
            plume_text_add(&r->run.group,
                           plume_value_string(plume_value_get(value, "_Group")));
            plume_path_beside(&r->run.folder, plume_log_path(r->log), "trackio",
                              plume_value_string(plume_value_get(value, "output_dir")));
        }
        plume_value_free(value);
        status = plume_joined_rows_next(&r->configs, error);
    }
    return status;
}

static plume_status begin_run(reading *r, const char *id, const char *name,
                              plume_error *error)
{
    session *run = &r->run;
    plume_status status = PLUME_OK;

    plume_text_clear(&run->id);
    plume_text_add(&run->id, id);
    plume_text_clear(&run->name);
    plume_text_add(&run->name, name);
    plume_text_clear(&run->group);
    plume_text_clear(&run->folder);
    run->created_s = run->start_s = run->last_s = NAN;
    run->pause_s = run->doubtful_s = 0.0;
    run->paused_s = NAN;
    run->sessions = 1;
    plume_figure_times_clear(&run->times);
    for (int kind = 0; kind < ROW_KINDS && status == PLUME_OK; kind++)
        status = plume_figure_times_begin(&run->times, kind != ROW_FIGURES, error);
    if (status != PLUME_OK)
        return status;
    plume_boards_free(run->boards);
    run->boards = plume_boards_new(plume_log_options(r->log));
    if (run->boards == NULL)
        return plume_fail_memory(error);
    plume_boards_count_sessions(run->boards);
    return take_config(r, error);
}

/* The pause before a row at which another session begins. */
static void break_before(session *run, double begun_s)
{
    if (!(begun_s > run->last_s))
        return;
    run->pause_s += begun_s - run->last_s;
    run->paused_s = run->last_s;
    run->sessions++;
    plume_boards_pause(run->boards, begun_s);
}

/* Rows in the order of their times. _Created is that of the last session: rows before it
 * are of earlier ones. */
static void take_time(session *run, double t_s)
{
    if (isnan(t_s))
        return;
    if (isnan(run->start_s))
        run->start_s = run->created_s <= t_s ? run->created_s : t_s;
    else if (run->last_s < run->created_s && t_s >= run->created_s)
        break_before(run, run->created_s);
    run->last_s = t_s;
}

/* "gpu/0/power", "gpu/0/energy_consumed": watts, and joules since the session began. */
static bool figure_of(plume_board_reading *out, char board[8], const char *key)
{
    static const struct {
        const char *key;
        plume_board_figure figure;
    } figures[] = { { "power", PLUME_BOARD_WATTS },
                    { "energy_consumed", PLUME_BOARD_JOULES },
                    { "utilization", PLUME_BOARD_PERCENT } };
    size_t length;

    if (strncmp(key, "gpu/", 4) != 0)
        return false;
    length = strspn(key + 4, "0123456789");
    if (length == 0 || length > 4 || key[4 + length] != '/')
        return false;
    memcpy(board, key + 4, length);
    board[length] = '\0';
    out->board = board;
    key += 4 + length + 1;
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        out->figure = figures[i].figure;
        if (strcmp(key, figures[i].key) == 0)
            return true;
    }
    return false;
}

/* *kind becomes ROW_GPUS where any is of one. */
static plume_status take_figures(session *run, double t_s, const plume_value *figures,
                                 uint32_t *kind, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < plume_value_count(figures); i++) {
        char board[8];
        plume_board_reading taken;

        if (!figure_of(&taken, board, plume_value_key_at(figures, i)))
            continue;
        *kind = ROW_GPUS;
        taken.value = plume_value_number(plume_value_at(figures, i));
        status = plume_boards_take(run->boards, t_s, taken, error);
    }
    return status;
}

static plume_status take_row(reading *r, uint64_t line, plume_error *error)
{
    plume_database_cell json = plume_query_cell(r->rows, COL_FIGURES);
    double t_s = time_of(plume_query_cell(r->rows, COL_TIME));
    uint32_t kind = json.length > 0 ? ROW_MACHINE : ROW_FIGURES;
    plume_value *figures = NULL;
    plume_status status = PLUME_OK;

    if (isnan(t_s)) {
        plume_log_reject(r->log, line, 0, "no-such-time", "a row has no time");
        return PLUME_OK;
    }
    take_time(&r->run, t_s);
    if (json.length > 0 &&
        plume_json_parse(&figures, json.text, json.length, "", NULL, NULL) == PLUME_OK)
        status = take_figures(&r->run, t_s, figures, &kind, error);
    plume_value_free(figures);
    plume_figure_times_turn(&r->run.times, kind);
    return status == PLUME_OK
               ? plume_figure_times_take(&r->run.times, t_s * MILLISECONDS_PER_SECOND,
                                         plume_query_cell(r->rows, COL_STEP).number,
                                         error)
               : status;
}

/* --- its end --- */

/* Pauses before the one that is known: whatever lies around that is it. */
static plume_status find_pauses(session *run, plume_error *error)
{
    plume_pauses found;
    plume_status status = plume_figure_times_pauses(
        &found, &run->times, run->start_s * MILLISECONDS_PER_SECOND,
        run->last_s * MILLISECONDS_PER_SECOND, run->paused_s * MILLISECONDS_PER_SECOND,
        error);

    for (size_t i = 0; status == PLUME_OK && i < found.count; i++) {
        const plume_pause *one = &found.pause[i];
        double from_s = one->from_ms / MILLISECONDS_PER_SECOND;
        double to_s = one->to_ms / MILLISECONDS_PER_SECOND;

        if (from_s <= run->paused_s && run->paused_s <= to_s)
            continue;
        run->pause_s += to_s - from_s - one->paced_ms / MILLISECONDS_PER_SECOND;
        run->sessions++;
        plume_boards_pause(run->boards, to_s);
    }
    run->doubtful_s =
        status == PLUME_OK ? found.doubtful_ms / MILLISECONDS_PER_SECOND : 0.0;
    return status;
}

static void tell(const reading *r)
{
    if (r->run.sessions > 1)
        plume_log_note(r->log, PLUME_INFO, 0, "resumed",
                       "run %s has %llu sessions; the pauses between them do not count",
                       r->run.name.data, (unsigned long long)r->run.sessions);
    if (r->run.doubtful_s > 0.0)
        plume_log_note(r->log, PLUME_WARNING, 0, "resumed-perhaps",
                       "run %s logged nothing for far longer than between its other "
                       "figures, for %.4g s: it may have been stopped and resumed; this "
                       "time counts",
                       r->run.name.data, r->run.doubtful_s);
    if (plume_boards_devices(r->run.boards) > 1)
        plume_log_note(r->log, PLUME_WARNING, 0, PLUME_RUN_ALL_DEVICES,
                       "run %s: which of %zu GPUs it used is not told: all of them count",
                       r->run.name.data, plume_boards_devices(r->run.boards));
}

/* There is no state: trackio does not write how a run ended. */
static plume_status push_run(reading *r, plume_error *error)
{
    session *from = &r->run;
    plume_status status;
    plume_run run;

    if (from->id.length == 0)
        return PLUME_OK;
    plume_run_init(&run);
    plume_text_clear(&r->identity);
    plume_text_printf(&r->identity, "trackio %s", from->id.data);
    run.id = from->id.data;
    run.identity = r->identity.data;
    run.name = from->name.data;
    run.study = from->group.length > 0 ? from->group.data : r->study.data;
    run.start_s = from->start_s;
    run.end_s = from->last_s;
    status = find_pauses(from, error);
    if (status != PLUME_OK)
        return status;
    run.duration_s = from->last_s - from->start_s - from->pause_s;
    run.keys.run = from->id.data;
    run.keys.run_tool = "trackio";
    run.keys.folder = from->folder.data;
    run.keys.clock = PLUME_CLOCK_ZONED;
    status = plume_boards_settle(&run, from->boards, r->log, error);
    (void)plume_settle_written_at_once(&run, r->log);
    if (status == PLUME_OK) {
        if (plume_boards_devices(from->boards) > 1)
            run.warnings = PLUME_RUN_ALL_DEVICES;
        tell(r);
        status = plume_text_status(&r->identity, error);
    }
    return status == PLUME_OK ? plume_log_run(r->log, &run, 0, error) : status;
}

/* --- the whole --- */

static plume_status read_rows(reading *r, plume_error *error)
{
    plume_status status = PLUME_OK;
    uint64_t line = 0;
    bool row = true;

    while (status == PLUME_OK) {
        plume_database_cell id;

        status = plume_query_next(r->rows, &row, error);
        if (status != PLUME_OK || !row)
            break;
        line++;
        id = plume_query_cell(r->rows, COL_RUN);
        if (r->run.id.length == 0 || strcmp(id.text, r->run.id.data) != 0) {
            status = push_run(r, error);
            if (status == PLUME_OK)
                status = begin_run(r, id.text, plume_query_cell(r->rows, COL_NAME).text,
                                   error);
        }
        if (status == PLUME_OK)
            status = take_row(r, line, error);
    }
    return status == PLUME_OK ? push_run(r, error) : status;
}

/* In the order of their times. */
static plume_status query_rows(reading *r, plume_error *error)
{
    plume_text sql;
    plume_status status;

    plume_text_init(&sql);
    plume_text_printf(
        &sql,
        "SELECT run_id, timestamp, run_name, CAST(metrics AS TEXT), 0 FROM "
        "system_metrics UNION ALL "
        "SELECT run_id, timestamp, run_name, NULL, %s FROM metrics ORDER BY 1, 2",
        plume_database_has_column(r->stored.database, "metrics", "step") ? "step" : "0");
    status = plume_text_status(&sql, error);
    if (status == PLUME_OK)
        status = plume_query_open(&r->rows, r->stored.database, sql.data, error);
    plume_text_dispose(&sql);
    return status;
}

static plume_status open_rows(reading *r, plume_error *error)
{
    static const plume_stored_table tables[] = {
        { .name = "metrics" },
        { .name = "system_metrics" },
        { .name = "configs" },
        { .name = NULL },
    };
    plume_status status = plume_stored_open(&r->stored, r->log, tables, error);

    if (status == PLUME_OK &&
        (!plume_database_has_column(r->stored.database, "metrics", "run_id") ||
         !plume_database_has_column(r->stored.database, "system_metrics", "run_id") ||
         !plume_database_has_column(r->stored.database, "configs", "run_id")))
        return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(r->log), 0, 0,
                             "its tables have no column 'run_id': a trackio before run "
                             "ids is not read");
    if (status == PLUME_OK)
        status = query_rows(r, error);
    return status == PLUME_OK
               ? plume_joined_rows_open(
                     &r->configs, r->stored.database,
                     "SELECT run_id, CAST(config AS TEXT) FROM configs ORDER BY run_id",
                     error)
               : status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log };
    plume_text *const text[] = { &r.study,    &r.identity,  &r.run.id,
                                 &r.run.name, &r.run.group, &r.run.folder };
    plume_status status;

    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        plume_text_init(text[i]);
    plume_path_name(&r.study, plume_log_path(log), 0);
    status = open_rows(&r, error);
    if (status == PLUME_OK)
        status = read_rows(&r, error);
    plume_boards_free(r.run.boards);
    plume_figure_times_dispose(&r.run.times);
    plume_joined_rows_close(&r.configs);
    plume_query_close(r.rows);
    plume_stored_close(&r.stored);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        plume_text_dispose(text[i]);
    return status;
}

const plume_reader plume_reader_trackio = {
    .name = "trackio",
    .title = "trackio's database of a project",
    .confidence = confidence,
    .of_database = true,
    .read = read,
};
