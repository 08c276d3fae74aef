/* Optuna's storage in SQLite (or on a server): one row a trial. Schemas of every age are
 * told apart by their columns. */
#include "readers/hpo/optuna/clock.h"
#include "readers/hpo/optuna/studies.h"
#include "readers/hpo/optuna/trial.h"

#include <math.h>
#include <string.h>

#include "logs/database/database_log.h"
#include "core/number/units.h"
#include "logs/database/database_sum.h"
#include "logs/database/joined_rows.h"
#include "logs/pass/wanted.h"
#include <plume/time.h>

static const char *const telling[] = { "studies", "trials", NULL };
static const plume_stored_table read_tables[] = {
    { .name = "trials", .in_order = true }, /* of their ids, which are SQLite's own */
    { .name = "studies" },
    { .name = "trial_heartbeats" },
    { .name = "version_info", .in_order = true },
    { .name = NULL },
};

/* Columns of the query for trials. */
enum {
    COL_ID,
    COL_NUMBER,
    COL_STUDY,
    COL_STATE,
    COL_START,
    COL_END,
    COL_LAST,
    COL_VALUE,
    COL_VALUE_TYPE
};

static int confidence(const plume_head *head)
{
    static const char *const all[] = { "studies", "trials", "trial_params", NULL };

    if (plume_head_has_tables(head, all))
        return 95;
    return plume_head_has_tables(head, telling) ? 80 : 0;
}

typedef struct reading {
    plume_log *log;
    plume_stored stored;
    plume_query *trials;
    plume_joined_rows user, system; /* attributes, in the order of trials */
    plume_attributes attributes;
    plume_optuna_studies studies;
    plume_text study; /* of a trial, where these are not whole */
    plume_optuna_stamps stamps;
    plume_optuna_clock clock;
    plume_optuna optuna;
    plume_stored_sum ended; /* in microseconds */
    bool beats, values;     /* stand in the rows */
} reading;

/* --- queries --- */

static bool has(const reading *r, const char *table, const char *column)
{
    return plume_database_has_column(r->stored.database, table, column);
}

/* Studies that are known by their ids need not be joined. Since 3.0 values of objectives
 * are rows; before, one value is a column of the trial. They are found one by one, which
 * takes longer than all else. */
static void print_query(plume_text *sql, reading *r)
{
    bool rows = has(r, "trial_values", "objective") && plume_log_wants_details(r->log);
    bool types = rows && has(r, "trial_values", "value_type");
    bool beats = has(r, "trial_heartbeats", "heartbeat");

    r->beats = beats;
    r->values = rows || has(r, "trials", "value");
    plume_text_printf(sql,
                      "SELECT t.trial_id, %s, %s, t.state, t.datetime_start, "
                      "t.datetime_complete, %s, %s, %s FROM trials t ",
                      has(r, "trials", "number") ? "t.number" : "NULL",
                      r->studies.whole ? "t.study_id" : "s.study_name",
                      beats ? "h.heartbeat" : "NULL",
                      rows                        ? "v.value"
                      : has(r, "trials", "value") ? "t.value"
                                                  : "NULL",
                      types ? "v.value_type" : "NULL");
    if (!r->studies.whole)
        plume_text_add(sql, "LEFT JOIN studies s ON s.study_id = t.study_id ");
    if (beats)
        plume_text_add(sql, "LEFT JOIN trial_heartbeats h ON h.trial_id = t.trial_id ");
    if (rows)
        plume_text_add(sql, "LEFT JOIN trial_values v ON v.trial_id = t.trial_id AND "
                            "v.objective = 0 ");
    plume_text_add(sql, "ORDER BY t.trial_id");
}

static plume_status open_trials(reading *r, plume_error *error)
{
    static const char *const needed[] = { "trial_id", "study_id", "state",
                                          "datetime_start", "datetime_complete" };
    plume_status status;
    plume_text sql;

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!has(r, "trials", needed[i]) || !has(r, "studies", "study_name"))
            return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(r->log), 0, 0,
                                 "this database has no table 'trials' with a column '%s' "
                                 "beside a table 'studies'",
                                 needed[i]);
    plume_text_init(&sql);
    status = plume_optuna_studies_read(&r->studies, r->stored.database, error);
    print_query(&sql, r);
    if (status == PLUME_OK)
        status = plume_text_status(&sql, error);
    if (status == PLUME_OK)
        status = plume_query_open(&r->trials, r->stored.database, sql.data, error);
    plume_text_dispose(&sql);
    return status;
}

static plume_status open_attributes(reading *r, plume_joined_rows *stream,
                                    const char *table, const char *sql,
                                    plume_error *error)
{
    if (!has(r, table, "value_json") || !has(r, table, "trial_id") ||
        !has(r, table, "key"))
        return PLUME_OK;
    return plume_joined_rows_open(stream, r->stored.database, sql, error);
}

static plume_status open_queries(reading *r, plume_error *error)
{
    plume_status status = open_trials(r, error);

    if (status == PLUME_OK)
        status = open_attributes(
            r, &r->user, "trial_user_attributes",
            "SELECT trial_id, \"key\", value_json FROM trial_user_attributes "
            "WHERE \"key\" IN (" PLUME_ATTRIBUTE_NAMES ") ORDER BY trial_id",
            error);
    if (status == PLUME_OK)
        status = open_attributes(
            r, &r->system, "trial_system_attributes",
            "SELECT trial_id, \"key\", value_json FROM trial_system_attributes "
            "WHERE \"key\" IN (" PLUME_RETRY_NAMES ") ORDER BY trial_id",
            error);
    return status;
}

/* --- attributes --- */

static plume_status take_attribute(reading *r, const plume_query *query,
                                   plume_error *error)
{
    plume_database_cell name = plume_query_cell(query, 1),
                        json = plume_query_cell(query, 2);
    plume_value *value = NULL;
    plume_status status =
        plume_json_parse(&value, json.text, json.length, "", NULL, error);

    if (status == PLUME_ERR_MEMORY)
        return status;
    if (status == PLUME_OK)
        (void)plume_attributes_take(&r->attributes, name.text, value);
    plume_value_free(value);
    return PLUME_OK;
}

/* Takes all of this trial; those of trials that are not there are passed over. */
static plume_status advance(reading *r, plume_joined_rows *stream, int64_t trial,
                            plume_error *error)
{
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && stream->row) {
        plume_database_cell id = plume_query_cell(stream->query, 0);

        if (id.whole > trial)
            break;
        if (id.whole == trial && id.is_whole)
            status = take_attribute(r, stream->query, error);
        if (status == PLUME_OK)
            status = plume_joined_rows_next(stream, error);
    }
    return status;
}

/* --- trials --- */

static const char *keep(plume_text *into, plume_database_cell cell)
{
    plume_text_clear(into);
    plume_text_add_n(into, cell.text, cell.length);
    return into->data;
}

static void find_study(plume_optuna_trial *trial, reading *r)
{
    plume_database_cell cell = plume_query_cell(r->trials, COL_STUDY);

    if (!r->studies.whole) {
        trial->study = keep(&r->study, cell);
        return;
    }
    trial->study = plume_optuna_study_name(&r->studies, cell);
    trial->better = plume_optuna_study_better(&r->studies, cell);
    if (cell.is_whole && cell.whole >= 0)
        trial->study_kind = (uint64_t)cell.whole + 1;
}

static double value_of(const plume_query *query)
{
    plume_database_cell type = plume_query_cell(query, COL_VALUE_TYPE);

    if (type.kind == PLUME_CELL_TEXT && strcmp(type.text, "FINITE") != 0)
        return NAN;
    return plume_query_cell(query, COL_VALUE).number;
}

/* What stands where a time belongs and is no text is as wrong as text that is no time. */
static bool is_time(plume_database_cell cell)
{
    return cell.kind == PLUME_CELL_NULL || cell.kind == PLUME_CELL_TEXT;
}

/* As the server does it: without a zone. */
static void add_ended(reading *r, const plume_optuna_trial *trial)
{
    plume_stamp start, end;

    if (!plume_time_parse(&start, trial->start, strlen(trial->start), NULL) ||
        !plume_time_parse(&end, trial->end, strlen(trial->end), NULL) ||
        end.unix_s < start.unix_s)
        return;
    r->ended.rows++;
    r->ended.units += round((end.unix_s - start.unix_s) * 1e6);
}

static const char SERVER_SUM[] =
    "SELECT COUNT(*), SUM(CAST(ROUND(EXTRACT(EPOCH FROM (datetime_complete - "
    "datetime_start)) * 1000000) AS bigint)) FROM trials WHERE datetime_complete >= "
    "datetime_start AND isfinite(datetime_start) AND isfinite(datetime_complete)";

/* Attributes of a trial come from queries of their own, which are at this trial now. */
static plume_status push(reading *r, int64_t id, plume_error *error)
{
    const plume_query *query = r->trials;
    plume_database_cell number = plume_query_cell(query, COL_NUMBER);
    plume_database_cell start = plume_query_cell(query, COL_START);
    plume_database_cell end = plume_query_cell(query, COL_END);
    plume_optuna_trial trial = { .attributes = &r->attributes, .duration_s = NAN };

    if (!is_time(start) || !is_time(end)) {
        plume_log_reject(r->log, (uint64_t)id, 0, "no-such-time",
                         "trial id %lld has a time that is no text", (long long)id);
        return PLUME_OK;
    }
    find_study(&trial, r);
    trial.number = number.is_whole ? number.number : (double)id;
    trial.state = plume_query_cell(query, COL_STATE).text;
    trial.start = keep(&r->stamps.start, start);
    trial.end = keep(&r->stamps.end, end);
    plume_text_clear(&r->stamps.beat);
    if (r->beats)
        trial.last_sign = keep(&r->stamps.beat, plume_query_cell(query, COL_LAST));
    trial.value = r->values ? value_of(query) : (double)NAN;
    trial.line = (uint64_t)id;
    if (plume_log_server(r->log) != NULL)
        add_ended(r, &trial);
    plume_optuna_clock_mark(&r->clock, &r->stamps);
    trial.start = r->stamps.start.data;
    trial.end = r->stamps.end.data;
    trial.last_sign = r->stamps.beat.data;
    plume_attributes_clear(&r->attributes);
    if (advance(r, &r->user, id, error) != PLUME_OK)
        return error->status;
    if (advance(r, &r->system, id, error) != PLUME_OK)
        return error->status;
    return plume_optuna_push(&r->optuna, &trial, error);
}

/* Rows come in the order of trials, so that a trial which a join gave twice follows
 * itself. */
static plume_status read_trials(reading *r, plume_error *error)
{
    int64_t before = INT64_MIN;
    bool row = true;

    for (;;) {
        plume_status status = plume_query_next(r->trials, &row, error);
        plume_database_cell id;

        if (status != PLUME_OK || !row)
            return status;
        id = plume_query_cell(r->trials, COL_ID);
        if (id.is_whole && id.whole == before)
            continue; /* joined twice, to two heartbeats or two values */
        before = id.whole;
        if (id.is_whole && id.whole >= 0)
            status = push(r, id.whole, error);
        else
            plume_log_reject(r->log, 0, 0, "missing-value", "a trial has no id");
        if (status != PLUME_OK)
            return status;
    }
}

/* --- the clock --- */

/* The release that made the storage. */
static plume_status begin_clock(reading *r, plume_error *error)
{
    plume_query *query = NULL;
    plume_status status = PLUME_OK;
    bool row = false;

    if (has(r, "version_info", "library_version"))
        status = plume_query_open(&query, r->stored.database,
                                  "SELECT library_version FROM version_info", error);
    if (status == PLUME_OK && query != NULL)
        status = plume_query_next(query, &row, error);
    plume_optuna_clock_begin(&r->clock, plume_log_options(r->log)->zone,
                             row ? plume_query_cell(query, 0).text : "");
    r->clock.utc_beats = plume_log_server(r->log) == NULL;
    plume_query_close(query);
    return status;
}

/* Heartbeats of trials that ended by themselves tell how long one may be silent. */
static plume_status learn_beats(reading *r, plume_error *error)
{
    plume_query *query = NULL;
    plume_status status = PLUME_OK;
    bool row = has(r, "trial_heartbeats", "heartbeat");

    if (row)
        status =
            plume_query_open(&query, r->stored.database,
                             "SELECT t.datetime_start, t.datetime_complete, h.heartbeat "
                             "FROM trials t "
                             "JOIN trial_heartbeats h ON h.trial_id = t.trial_id "
                             "WHERE t.state IN ('COMPLETE', 'PRUNED')",
                             error);
    while (status == PLUME_OK && row) {
        status = plume_query_next(query, &row, error);
        if (status == PLUME_OK && row)
            plume_optuna_clock_learn(
                &r->clock, (plume_optuna_beat){ plume_query_cell(query, 0).text,
                                                plume_query_cell(query, 1).text,
                                                plume_query_cell(query, 2).text });
    }
    r->optuna.silence_s = plume_optuna_clock_silence_s(&r->clock);
    plume_query_close(query);
    return status;
}

/* --- the whole --- */

static void begin(reading *r, plume_log *log)
{
    memset(r, 0, sizeof *r);
    r->log = log;
    plume_attributes_init(&r->attributes);
    plume_text_init(&r->study);
    plume_optuna_stamps_init(&r->stamps);
    plume_optuna_begin(&r->optuna, log);
}

static void finish(reading *r, plume_status status)
{
    plume_optuna_end(&r->optuna, status);
    plume_joined_rows_close(&r->user);
    plume_joined_rows_close(&r->system);
    plume_query_close(r->trials);
    plume_stored_close(&r->stored);
    plume_attributes_dispose(&r->attributes);
    plume_optuna_studies_dispose(&r->studies);
    plume_text_dispose(&r->study);
    plume_optuna_stamps_dispose(&r->stamps);
}

static plume_status read(plume_log *log, plume_error *error)
{
    plume_error own;
    plume_status status;
    reading r;

    if (error == NULL)
        error = &own;
    begin(&r, log);
    status = plume_stored_open(&r.stored, log, read_tables, error);
    if (status == PLUME_OK)
        status = begin_clock(&r, error);
    if (status == PLUME_OK)
        status = open_queries(&r, error);
    if (status == PLUME_OK)
        status = learn_beats(&r, error);
    if (status == PLUME_OK)
        status = read_trials(&r, error);
    if (status == PLUME_OK)
        status = plume_stored_check_sum(&r.stored, log, SERVER_SUM, r.ended,
                                        SECONDS_PER_HOUR * 1e6, error);
    if (status == PLUME_OK)
        plume_optuna_clock_describe(&r.clock, log);
    finish(&r, status);
    return status;
}

const plume_reader plume_reader_optuna = {
    .name = "optuna",
    .title = "Optuna storage (SQLite, PostgreSQL)",
    .confidence = confidence,
    .of_database = true,
    .read = read,
};
