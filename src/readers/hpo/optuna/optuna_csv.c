/* What study.trials_dataframe().to_csv() writes: one row a trial. */
#include "logs/run_table.h"

#include <math.h>
#include <string.h>

#include "readers/hpo/optuna/trial.h"
#include <plume/number.h>
#include <plume/time.h>

static const plume_run_column columns[] = {
    { "number", PLUME_FIELD_ID, 1, PLUME_REQUIRED },
    { "state", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "value", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "values_0", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "datetime_start", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "datetime_complete", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "duration", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { NULL, PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
};

/* Attributes stand in columns of their own, with this before their names. */
static const char *const prefixes[] = { "user_attrs_", "system_attrs_" };

typedef struct reading {
    plume_log *log;
    plume_run_table *table;
    plume_attributes attributes;
    plume_text start, end, state;
    plume_optuna optuna;
} reading;

static int confidence(const plume_head *head)
{
    static const char *const timed[] = { "number", "datetime_start", "state", NULL };
    static const char *const lasting[] = { "number", "duration", "state", NULL };

    if (plume_head_has_columns(head, ',', timed))
        return 90;
    return plume_head_has_columns(head, ',', lasting) ? 60 : 0;
}

/* --- cells --- */

/* "1 days 02:03:04.5" is a duration of pandas; so are "02:03:04.5" and "1-02:03:04.5". */
static bool read_duration(double *out_s, plume_field cell)
{
    const char *days = strstr(cell.text, " days ");
    double whole_days = 0.0;

    *out_s = NAN;
    if (cell.length == 0)
        return true;
    if (days == NULL)
        return plume_duration_parse(out_s, cell.text, cell.length);
    if (!plume_number_parse(&whole_days, cell.text, (size_t)(days - cell.text)) ||
        whole_days != floor(whole_days))
        return false;
    days += strlen(" days ");
    days += *days == '+';
    if (!plume_duration_parse(out_s, days, strlen(days)))
        return false;
    *out_s = round((whole_days * 86400.0 + *out_s) * 1e6) / 1e6;
    return true;
}

static const char *keep(plume_text *into, plume_field cell)
{
    plume_text_clear(into);
    plume_text_add_n(into, cell.text, cell.length);
    return into->data;
}

/* Old versions wrote "TrialState.COMPLETE". */
static const char *state_of(plume_field cell)
{
    static const char prefix[] = "TrialState.";
    size_t length = sizeof prefix - 1;

    return strncmp(cell.text, prefix, length) == 0 ? cell.text + length : cell.text;
}

/* A cell becomes a value as it would stand in the database's JSON, so that one table
 * of names serves all forms of Optuna's storage. */
static void take_attribute(reading *r, const char *column, plume_error *error)
{
    plume_field cell = plume_run_table_cell(r->table, column);
    plume_value *list;
    double number;

    if (cell.length == 0)
        return;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strncmp(column, prefixes[i], strlen(prefixes[i])) == 0)
            column += strlen(prefixes[i]);
    list = plume_value_list();
    if (plume_number_parse(&number, cell.text, cell.length))
        plume_value_set_number(list, NULL, number);
    else
        plume_value_set_string(list, NULL, cell.text);
    if (plume_value_status(list, error) == PLUME_OK)
        (void)plume_attributes_take(&r->attributes, column, plume_value_at(list, 0));
    plume_value_free(list);
}

/* The names of pandas' export (study.trials_dataframe), which puts user_attrs_ before
 * each; they are looked up by name, since any other attribute has a column there too. */
static void take_attributes(reading *r, plume_error *error)
{
    static const char *const names[] = {
        "user_attrs_gpu",           "user_attrs_gpu_name",
        "user_attrs_gpu_model",     "user_attrs_device_name",
        "user_attrs_gpu_count",     "user_attrs_n_gpus",
        "user_attrs_num_gpus",      "user_attrs_gpus",
        "user_attrs_device_count",  "user_attrs_hostname",
        "user_attrs_host",          "user_attrs_node",
        "user_attrs_energy_kwh",    "user_attrs_energy_consumed",
        "user_attrs_energy_j",      "user_attrs_energy_wh",
        "user_attrs_co2e_kg",       "user_attrs_emissions_kg",
        "system_attrs_failed_trial"
    };

    plume_attributes_clear(&r->attributes);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        take_attribute(r, names[i], error);
}

/* --- rows --- */

static double value_of(const plume_run_table *table)
{
    plume_field cell = plume_run_table_cell(table, "value");
    double value;

    if (cell.length == 0)
        cell = plume_run_table_cell(table, "values_0");
    return plume_number_parse(&value, cell.text, cell.length) ? value : NAN;
}

/* trials_dataframe has the duration as a timedelta of pandas: "0 days 00:01:02". */
static plume_status take_row(reading *r, const char *id, uint64_t line,
                             plume_error *error)
{
    plume_optuna_trial trial = { .attributes = &r->attributes, .line = line };
    plume_field state = plume_run_table_cell(r->table, "state");

    trial.study = trial.last_sign = "";
    if (!plume_count_parse(&trial.number, id, strlen(id)))
        plume_run_table_reject(r->table, "number", "torn-row",
                               "number is '%s', expected a whole number", id);
    else if (!read_duration(&trial.duration_s,
                            plume_run_table_cell(r->table, "duration")))
        plume_run_table_reject(r->table, "duration", "torn-row",
                               "duration is '%s', expected 'D days HH:MM:SS'",
                               plume_run_table_cell(r->table, "duration").text);
    else {
        trial.state =
            keep(&r->state, (plume_field){ state_of(state), strlen(state_of(state)) });
        trial.start = keep(&r->start, plume_run_table_cell(r->table, "datetime_start"));
        trial.end = keep(&r->end, plume_run_table_cell(r->table, "datetime_complete"));
        trial.value = value_of(r->table);
        take_attributes(r, error);
        return plume_optuna_push(&r->optuna, &trial, error);
    }
    return PLUME_OK;
}

static plume_status read_rows(reading *r, plume_error *error)
{
    uint64_t line = 1;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && line > 0) {
        plume_run run;

        status = plume_run_table_next(r->table, &run, &line, error);
        if (status == PLUME_OK && line > 0)
            status = take_row(r, run.id, line, error);
    }
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log };
    plume_status status = plume_run_table_open(&r.table, log, columns, ',', error);

    if (status != PLUME_OK)
        return status;
    plume_attributes_init(&r.attributes);
    plume_text_init(&r.start);
    plume_text_init(&r.end);
    plume_text_init(&r.state);
    plume_optuna_begin(&r.optuna, log);
    status = read_rows(&r, error);
    plume_optuna_end(&r.optuna, status);
    plume_attributes_dispose(&r.attributes);
    plume_text_dispose(&r.start);
    plume_text_dispose(&r.end);
    plume_text_dispose(&r.state);
    plume_run_table_close(r.table);
    return status;
}

const plume_reader plume_reader_optuna_csv = {
    .name = "optuna_csv",
    .title = "Optuna trials_dataframe as CSV",
    .confidence = confidence,
    .marks = { "number" },
    .read = read,
};
