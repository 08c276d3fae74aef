/* MLflow's tracking store in SQLite (or on a server): one row a run, and its metrics. */
#include "readers/trackers/mlflow/run.h"
#include "logs/database/database_log.h"

#include <math.h>
#include <string.h>

#include <plume/number.h>

#include "core/number/units.h"
#include "logs/database/database_sum.h"
#include "logs/database/joined_rows.h"

static const char *const telling[] = { "runs", "latest_metrics", NULL };
static const plume_stored_table read_tables[] = {
    { .name = "runs" },   { .name = "experiments" }, { .name = "tags" },
    { .name = "params" }, { .name = "metrics" },     { .name = NULL },
};

enum {
    COL_ID,
    COL_NAME,
    COL_STATUS,
    COL_START,
    COL_END,
    COL_STAGE,
    COL_EXPERIMENT,
    COL_PARENT,
    COL_CHILDREN,
    COL_TAG_NAME,
    COL_TRIAL,  /* Ray Tune's callback: <trainable>_<trial id> */
    COL_FOLDER, /* Trainer's output_dir */
    COL_LOGGED  /* the tags of Optuna's callback */
};

static int confidence(const plume_head *head)
{
    return plume_head_has_tables(head, telling) ? 95 : 0;
}

typedef struct reading {
    plume_log *log;
    plume_stored stored;
    plume_query *runs;
    plume_joined_rows metrics[2]; /* the same twice: power is taken twice */
    size_t turn;                  /* of which */
    plume_joined_rows signs;      /* times of the last figures */
    plume_joined_rows times;      /* of all figures */
    plume_joined_rows tagged;     /* what its user says of it */
    plume_text id, name, status, experiment, device, parent, trial, folder, metric, tags;
    plume_logged_trial logged;
    plume_mlflow mlflow;
    plume_stored_sum ended; /* in milliseconds */
} reading;

/* --- queries --- */

static bool has(const reading *r, const char *table, const char *column)
{
    return plume_database_has_column(r->stored.database, table, column);
}

/* A run is a parent when a child of it took time. */
static const char TAGS[] =
    "LEFT JOIN tags p ON p.run_uuid = r.run_uuid AND p.\"key\" = 'mlflow.parentRunId' "
    "LEFT JOIN (SELECT DISTINCT t.value AS id FROM tags t "
    "JOIN runs c ON c.run_uuid = t.run_uuid "
    "WHERE t.\"key\" = 'mlflow.parentRunId' AND c.end_time > c.start_time) k "
    "ON k.id = r.run_uuid "
    "LEFT JOIN tags n ON n.run_uuid = r.run_uuid AND n.\"key\" = 'mlflow.runName' "
    "LEFT JOIN tags tn ON tn.run_uuid = r.run_uuid AND tn.\"key\" = 'trial_name' ";

static const char PARAMETERS[] =
    "LEFT JOIN params o ON o.run_uuid = r.run_uuid AND o.\"key\" = 'output_dir' ";

/* Versions of MLflow differ in tables and columns. What a database lacks is selected
 * as NULL, so that the cells keep their places; only what makes a run is required. */
static plume_status open_runs(reading *r, plume_error *error)
{
    bool tags =
        has(r, "tags", "key") && has(r, "tags", "value") && has(r, "tags", "run_uuid");
    bool experiments = has(r, "experiments", "name");
    bool parameters = has(r, "params", "key") && has(r, "params", "value") &&
                      has(r, "params", "run_uuid");
    plume_status status;
    plume_text sql;

    if (!has(r, "runs", "run_uuid") || !has(r, "runs", "status") ||
        !has(r, "runs", "start_time") || !has(r, "runs", "end_time"))
        return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(r->log), 0, 0,
                             "this database has no table 'runs' with the columns "
                             "run_uuid, status, start_time and end_time");
    plume_text_init(&sql);
    plume_text_printf(&sql,
                      "SELECT r.run_uuid, %s, r.status, r.start_time, r.end_time, %s, "
                      "%s, %s, %s",
                      has(r, "runs", "name") ? "r.name" : "NULL",
                      has(r, "runs", "lifecycle_stage") ? "r.lifecycle_stage" : "NULL",
                      experiments ? "e.name" : "NULL",
                      tags ? "p.value, k.id, n.value, tn.value"
                           : "NULL, NULL, NULL, NULL",
                      parameters ? "o.value" : "NULL");
    for (int i = 0; i < PLUME_LOGGED_TRIAL_TAGS; i++)
        if (tags)
            plume_text_printf(&sql, ", o%d.value", i);
        else
            plume_text_add(&sql, ", NULL");
    plume_text_add(&sql, " FROM runs r ");
    if (experiments)
        plume_text_add(&sql, "LEFT JOIN experiments e "
                             "ON e.experiment_id = r.experiment_id ");
    plume_text_add(&sql, tags ? TAGS : "");
    for (int i = 0; tags && i < PLUME_LOGGED_TRIAL_TAGS; i++)
        plume_text_printf(&sql,
                          "LEFT JOIN tags o%d ON o%d.run_uuid = r.run_uuid AND "
                          "o%d.\"key\" = '%s' ",
                          i, i, i, plume_logged_trial_tags[i]);
    plume_text_add(&sql, parameters ? PARAMETERS : "");
    plume_text_add(&sql, "ORDER BY r.run_uuid");
    status = plume_text_status(&sql, error);
    if (status == PLUME_OK)
        status = plume_query_open(&r->runs, r->stored.database, sql.data, error);
    plume_text_dispose(&sql);
    return status;
}

/* Joined to the runs, so that both come in one order whatever the server's is. */
static plume_status open_metrics(reading *r, plume_error *error)
{
    bool marked = has(r, "metrics", "is_nan");
    plume_status status = PLUME_OK;
    plume_text sql;

    if (!has(r, "metrics", "key") || !has(r, "metrics", "timestamp") ||
        !has(r, "metrics", "value") || !has(r, "metrics", "run_uuid"))
        return PLUME_OK;
    plume_text_init(&sql);
    plume_text_printf(&sql,
                      "SELECT r.run_uuid, m.\"key\", m.timestamp, m.value, %s "
                      "FROM metrics m JOIN runs r ON r.run_uuid = m.run_uuid "
                      "WHERE m.\"key\" >= 'system/' AND m.\"key\" < 'system0' "
                      "ORDER BY r.run_uuid, m.\"key\", m.timestamp",
                      marked ? "m.is_nan" : "NULL");
    status = plume_text_status(&sql, error);
    for (size_t i = 0; i < 2 && status == PLUME_OK; i++)
        status =
            plume_joined_rows_open(&r->metrics[i], r->stored.database, sql.data, error);
    plume_text_dispose(&sql);
    return status;
}

/* The last figure of each key, whatever it is: a sign of life. */
static plume_status open_signs(reading *r, plume_error *error)
{
    if (!has(r, "latest_metrics", "timestamp") || !has(r, "latest_metrics", "run_uuid"))
        return PLUME_OK;
    return plume_joined_rows_open(
        &r->signs, r->stored.database,
        "SELECT r.run_uuid, l.timestamp FROM latest_metrics l "
        "JOIN runs r ON r.run_uuid = l.run_uuid ORDER BY r.run_uuid",
        error);
}

static plume_status last_sign(reading *r, double *last_ms, plume_error *error)
{
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && r->signs.row &&
           strcmp(plume_query_cell(r->signs.query, 0).text, r->id.data) == 0) {
        *last_ms = fmax(*last_ms, plume_query_cell(r->signs.query, 1).number);
        status = plume_joined_rows_next(&r->signs, error);
    }
    return status;
}

static plume_status open_tags(reading *r, plume_error *error)
{
    if (!has(r, "tags", "key") || !has(r, "tags", "value") || !has(r, "tags", "run_uuid"))
        return PLUME_OK;
    return plume_joined_rows_open(&r->tagged, r->stored.database,
                                  "SELECT r.run_uuid, t.\"key\", t.value FROM tags t "
                                  "JOIN runs r ON r.run_uuid = t.run_uuid "
                                  "WHERE t.\"key\" < 'mlflow.' OR t.\"key\" >= 'mlflow/' "
                                  "ORDER BY r.run_uuid, t.\"key\"",
                                  error);
}

static plume_status take_tags(reading *r, plume_error *error)
{
    plume_status status = PLUME_OK;

    plume_text_clear(&r->tags);
    while (status == PLUME_OK && r->tagged.row &&
           strcmp(plume_query_cell(r->tagged.query, 0).text, r->id.data) == 0) {
        plume_database_cell value = plume_query_cell(r->tagged.query, 2);

        plume_mlflow_add_tag(&r->tags, plume_query_cell(r->tagged.query, 1).text,
                             value.text, value.length);
        status = plume_joined_rows_next(&r->tagged, error);
    }
    return status;
}

/* All that the run logged, metric by metric. */
static plume_status open_times(reading *r, plume_error *error)
{
    plume_status status;
    plume_text sql;

    if (!has(r, "metrics", "key") || !has(r, "metrics", "timestamp") ||
        !has(r, "metrics", "run_uuid"))
        return PLUME_OK;
    plume_text_init(&sql);
    plume_text_printf(&sql,
                      "SELECT r.run_uuid, m.\"key\", m.timestamp, %s FROM metrics m "
                      "JOIN runs r ON r.run_uuid = m.run_uuid "
                      "ORDER BY r.run_uuid, m.\"key\"",
                      has(r, "metrics", "step") ? "m.step" : "0");
    status = plume_text_status(&sql, error);
    if (status == PLUME_OK)
        status = plume_joined_rows_open(&r->times, r->stored.database, sql.data, error);
    plume_text_dispose(&sql);
    return status;
}

static plume_status take_time(reading *r, plume_error *error)
{
    plume_database_cell metric = plume_query_cell(r->times.query, 1);
    bool another = strcmp(metric.text, r->metric.data) != 0;
    plume_status status = PLUME_OK;

    if (another || r->mlflow.times.metrics == 0) {
        plume_text_clear(&r->metric);
        plume_text_add_n(&r->metric, metric.text, metric.length);
        status = plume_figure_times_begin(&r->mlflow.times,
                                          strncmp(metric.text, "system/", 7) == 0, error);
    }
    return status == PLUME_OK
               ? plume_figure_times_take(
                     &r->mlflow.times, plume_query_cell(r->times.query, 2).number,
                     plume_query_cell(r->times.query, 3).number, error)
               : status;
}

static plume_status find_pauses(reading *r, const plume_mlflow_run *run,
                                plume_error *error)
{
    plume_status status = PLUME_OK;

    plume_figure_times_clear(&r->mlflow.times);
    while (status == PLUME_OK && r->times.row &&
           strcmp(plume_query_cell(r->times.query, 0).text, r->id.data) == 0) {
        status = take_time(r, error);
        if (status == PLUME_OK)
            status = plume_joined_rows_next(&r->times, error);
    }
    return status == PLUME_OK ? plume_mlflow_find_pauses(&r->mlflow, run, error) : status;
}

/* --- power --- */

/* All samples of the run whose turn it is. */
static plume_status feed(void *state, plume_power *power, plume_error *error)
{
    reading *r = state;
    plume_joined_rows *stream = &r->metrics[r->turn++ % 2];
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && stream->row) {
        double watts = NAN;
        plume_mlflow_figure figure;

        if (strcmp(plume_query_cell(stream->query, 0).text, r->id.data) != 0)
            break;
        if (plume_query_cell(stream->query, 4).whole == 0)
            watts = plume_query_cell(stream->query, 3).number;
        figure = plume_mlflow_device(&r->device, plume_query_cell(stream->query, 1).text);
        if (figure != PLUME_MLFLOW_OTHER)
            status = plume_mlflow_take(&r->mlflow, power, r->device.data, figure,
                                       plume_query_cell(stream->query, 2).number, watts,
                                       error);
        if (status == PLUME_OK)
            status = plume_joined_rows_next(stream, error);
    }
    return status;
}

/* --- runs --- */

static const char *keep(plume_text *into, plume_database_cell cell)
{
    plume_text_clear(into);
    plume_text_add_n(into, cell.text, cell.length);
    if (cell.kind == PLUME_CELL_NUMBER)
        plume_number_print(into, cell.number);
    return into->data;
}

/* A run with an end before its start is left out of the sum that the server is asked
 * for, as it is rejected later on. */
static plume_status push(reading *r, uint64_t line, plume_error *error)
{
    const plume_query *query = r->runs;
    plume_database_cell name = plume_query_cell(query, COL_NAME);
    plume_mlflow_run run = { .line = line };
    plume_status status = PLUME_OK;

    run.id = keep(&r->id, plume_query_cell(query, COL_ID));
    run.name =
        keep(&r->name, name.length > 0 ? name : plume_query_cell(query, COL_TAG_NAME));
    run.experiment = keep(&r->experiment, plume_query_cell(query, COL_EXPERIMENT));
    run.status = keep(&r->status, plume_query_cell(query, COL_STATUS));
    run.start_ms = plume_query_cell(query, COL_START).number;
    run.end_ms = plume_query_cell(query, COL_END).number;
    run.last_ms = NAN;
    status = last_sign(r, &run.last_ms, error);
    run.deleted = strcmp(plume_query_cell(query, COL_STAGE).text, "deleted") == 0;
    run.is_child = plume_query_cell(query, COL_PARENT).length > 0;
    run.parent = keep(&r->parent, plume_query_cell(query, COL_PARENT));
    run.trial = keep(&r->trial, plume_query_cell(query, COL_TRIAL));
    for (int i = 0; i < PLUME_LOGGED_TRIAL_TAGS; i++)
        keep(&r->logged.tag[i], plume_query_cell(query, (int)COL_LOGGED + i));
    run.logged = &r->logged;
    run.folder = keep(&r->folder, plume_query_cell(query, COL_FOLDER));
    run.has_children = plume_query_cell(query, COL_CHILDREN).length > 0;
    run.power.energy_j = run.power.end_s = NAN;
    if (run.end_ms >= run.start_ms) {
        r->ended.rows++;
        r->ended.units += run.end_ms - run.start_ms;
    }
    if (status == PLUME_OK)
        status = take_tags(r, error);
    run.tags = r->tags.data;
    if (status == PLUME_OK)
        status = find_pauses(r, &run, error);
    if (status == PLUME_OK && r->metrics[0].row)
        status = plume_mlflow_measure(&r->mlflow, &run, (plume_mlflow_feeder){ feed, r },
                                      error);
    return status == PLUME_OK ? plume_mlflow_push(&r->mlflow, &run, error) : status;
}

static const char SERVER_SUM[] =
    "SELECT COUNT(*), SUM(end_time - start_time) FROM runs WHERE end_time >= start_time";

static plume_status read_runs(reading *r, plume_error *error)
{
    uint64_t line = 0;
    bool row = true;

    for (;;) {
        plume_status status = plume_query_next(r->runs, &row, error);

        if (status != PLUME_OK || !row)
            return status;
        line++;
        if (plume_query_cell(r->runs, COL_ID).length > 0)
            status = push(r, line, error);
        else
            plume_log_reject(r->log, line, 0, "missing-value", "a run has no id");
        if (status != PLUME_OK)
            return status;
    }
}

/* The sum of all durations is asked of the database as well and compared at the end:
 * a query that lost rows in a join would otherwise look like a smaller project. */
static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log };
    plume_text *const text[] = { &r.id,     &r.name,  &r.status, &r.experiment, &r.device,
                                 &r.parent, &r.trial, &r.folder, &r.metric,     &r.tags };
    plume_status status;

    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        plume_text_init(text[i]);
    plume_logged_trial_init(&r.logged);
    plume_mlflow_begin(&r.mlflow, log);
    status = plume_stored_open(&r.stored, log, read_tables, error);
    if (status == PLUME_OK)
        status = open_runs(&r, error);
    if (status == PLUME_OK)
        status = open_metrics(&r, error);
    if (status == PLUME_OK)
        status = open_signs(&r, error);
    if (status == PLUME_OK)
        status = open_times(&r, error);
    if (status == PLUME_OK)
        status = open_tags(&r, error);
    if (status == PLUME_OK)
        status = read_runs(&r, error);
    if (status == PLUME_OK)
        status =
            plume_stored_check_sum(&r.stored, log, SERVER_SUM, r.ended,
                                   SECONDS_PER_HOUR * MILLISECONDS_PER_SECOND, error);
    plume_mlflow_end(&r.mlflow, status);
    for (size_t i = 0; i < 2; i++)
        plume_joined_rows_close(&r.metrics[i]);
    plume_joined_rows_close(&r.signs);
    plume_joined_rows_close(&r.times);
    plume_joined_rows_close(&r.tagged);
    plume_logged_trial_dispose(&r.logged);
    plume_query_close(r.runs);
    plume_stored_close(&r.stored);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        plume_text_dispose(text[i]);
    return status;
}

const plume_reader plume_reader_mlflow = {
    .name = "mlflow",
    .title = "MLflow tracking store (SQLite, PostgreSQL)",
    .confidence = confidence,
    .of_database = true,
    .read = read,
};
