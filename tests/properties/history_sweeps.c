/* Trials that were tried again: Optuna's store with its heartbeats, Ray Tune's results of
 * trials that were restored. */
#include "properties/histories.h"

#include "properties/logs.h"
#include "support/support.h"

#include <sqlite3.h>

/* --- Optuna --- */

static const char tables[] =
    "CREATE TABLE studies (study_id INTEGER NOT NULL, study_name VARCHAR(512) NOT NULL, "
    "PRIMARY KEY (study_id));"
    "CREATE TABLE version_info (version_info_id INTEGER NOT NULL, schema_version "
    "INTEGER, library_version VARCHAR(256), PRIMARY KEY (version_info_id));"
    "CREATE TABLE trials (trial_id INTEGER NOT NULL, number INTEGER, study_id INTEGER, "
    "state VARCHAR(8) NOT NULL, datetime_start DATETIME, datetime_complete DATETIME, "
    "PRIMARY KEY (trial_id));"
    "CREATE TABLE trial_user_attributes (trial_user_attribute_id INTEGER NOT NULL, "
    "trial_id INTEGER, \"key\" VARCHAR(512), value_json TEXT, PRIMARY KEY "
    "(trial_user_attribute_id));"
    "CREATE TABLE trial_system_attributes (trial_system_attribute_id INTEGER NOT NULL, "
    "trial_id INTEGER, \"key\" VARCHAR(512), value_json TEXT, PRIMARY KEY "
    "(trial_system_attribute_id));"
    "CREATE TABLE trial_params (param_id INTEGER NOT NULL, trial_id INTEGER, param_name "
    "VARCHAR(512), param_value FLOAT, distribution_json TEXT, PRIMARY KEY (param_id));"
    "CREATE TABLE trial_values (trial_value_id INTEGER NOT NULL, trial_id INTEGER NOT "
    "NULL, objective INTEGER NOT NULL, value FLOAT, value_type VARCHAR(7) NOT NULL, "
    "PRIMARY KEY (trial_value_id));"
    "CREATE TABLE trial_intermediate_values (trial_intermediate_value_id INTEGER NOT "
    "NULL, trial_id INTEGER NOT NULL, step INTEGER NOT NULL, intermediate_value FLOAT, "
    "intermediate_value_type VARCHAR(7) NOT NULL, PRIMARY KEY "
    "(trial_intermediate_value_id));"
    "CREATE TABLE trial_heartbeats (trial_heartbeat_id INTEGER NOT NULL, trial_id "
    "INTEGER NOT NULL, heartbeat DATETIME NOT NULL, PRIMARY KEY (trial_heartbeat_id));"
    "INSERT INTO version_info VALUES (1, 12, '4.5.0');"
    "INSERT INTO studies VALUES (1, 'history');";

static void add_fine(plume_text *text, double time_s)
{
    plume_text_add(text, "'");
    logs_stamp(text, time_s, ' ');
    plume_text_printf(text, ".%03d000'",
                      (int)((time_s - (double)(int64_t)time_s) * 1000.0));
}

/* Of a killed trial the end is missing, or is when another worker noticed; a heartbeat,
 * which is kept by the second, tells more. */
static void add_trial(plume_text *sql, const session *one, int number, span *all,
                      chance *by)
{
    static const char *const states[ENDING_COUNT] = { "COMPLETE", "FAIL", "RUNNING" };
    bool noticed = one->how == ENDING_KILLED && chance_is(by, 0.5);

    plume_text_printf(sql, "INSERT INTO trials VALUES (%d, %d, 1, '%s', ", number + 1,
                      number, noticed ? "FAIL" : states[one->how]);
    add_fine(sql, one->start_s);
    plume_text_add(sql, ", ");
    if (noticed)
        add_fine(sql, one->start_s + one->length_s + chance_between(by, 60.0, 900.0));
    else if (one->how == ENDING_KILLED)
        plume_text_add(sql, "NULL");
    else
        add_fine(sql, one->start_s + one->length_s);
    plume_text_add(sql, ");");
    all->most_s += one->length_s + 0.002;
    if (one->how != ENDING_KILLED) {
        all->least_s += one->length_s - 0.002;
        return;
    }
    plume_text_printf(sql, "INSERT INTO trial_heartbeats VALUES (%d, %d, '", number + 1,
                      number + 1);
    logs_stamp(sql, one->start_s + one->seen_s, ' ');
    plume_text_add(sql, "');");
    all->least_s += one->seen_s - 1.0;
}

static void put_store(const char *folder, const char *name, const char *sql)
{
    sqlite3 *store;
    sqlite3_int64 length;
    unsigned char *bytes;

    ck_assert_int_eq(sqlite3_open(":memory:", &store), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(store, sql, NULL, NULL, NULL), SQLITE_OK);
    bytes = sqlite3_serialize(store, "main", &length, 0);
    ck_assert_ptr_nonnull(bytes);
    logs_put(folder, name, bytes, (size_t)length);
    sqlite3_free(bytes);
    sqlite3_close(store);
}

/* Each session is a trial of its own: a trial that died is enqueued again. */
span history_optuna(const histories *from, chance *by, const char *folder)
{
    span all = { 0.0, 0.0 };
    plume_text sql;
    int number = 0;

    plume_text_init(&sql);
    plume_text_add(&sql, tables);
    for (int run = 0; run < from->runs; run++)
        for (int i = 0; i < from->run[run].sessions; i++)
            add_trial(&sql, &from->run[run].session[i], number++, &all, by);
    put_store(folder, "study.db", sql.data);
    plume_text_dispose(&sql);
    return all;
}

/* --- Ray Tune --- */

typedef struct restored {
    double total_s; /* of the checkpoint */
    int iteration;
} restored;

static void add_result(plume_text *text, const session *one, const restored *begin,
                       int iteration, double step_s, int run)
{
    double since_s = step_s * iteration;
    bool done = one->how == ENDING_COMPLETE && since_s >= one->seen_s - 0.001;

    plume_text_printf(text,
                      "{\"training_iteration\": %d, \"time_this_iter_s\": %.6f, "
                      "\"time_total_s\": %.6f, \"time_since_restore\": %.6f, "
                      "\"iterations_since_restore\": %d, \"timestamp\": %.0f, "
                      "\"done\": %s, \"trial_id\": \"ab_%05d\", \"pid\": %d, "
                      "\"loss\": 0.5}\n",
                      begin->iteration + iteration, step_s, begin->total_s + since_s,
                      since_s, iteration, (double)(int64_t)(one->start_s + since_s),
                      done ? "true" : "false", run, 100 + run);
}

/* Results come at the ends of iterations, and a restored trial begins again at its
 * checkpoint, the last of them or the one before. */
static void add_results(plume_text *text, const history *of, int run, span *all,
                        chance *by)
{
    restored begin = { 0.0, 0 };

    for (int i = 0; i < of->sessions; i++) {
        const session *one = &of->session[i];
        int iterations = 1 + chance_of(by, 6);
        double step_s = one->seen_s / iterations;
        int lost = iterations > 1 ? chance_of(by, 2) : 0;

        for (int k = 1; k <= iterations; k++)
            add_result(text, one, &begin, k, step_s, run);
        begin.total_s += step_s * (iterations - lost);
        begin.iteration += iterations - lost;
        all->least_s += one->seen_s - 0.001;
        all->most_s += one->length_s + 0.001;
    }
}

span history_ray(const histories *from, chance *by, const char *folder)
{
    span all = { 0.0, 0.0 };

    for (int run = 0; run < from->runs; run++) {
        char name[64];
        plume_text text;

        plume_text_init(&text);
        add_results(&text, &from->run[run], run, &all, by);
        snprintf(name, sizeof name, "ray/tune/train_ab_%05d/result.json", run);
        logs_put(folder, name, text.data, text.length);
        plume_text_dispose(&text);
    }
    return all;
}
