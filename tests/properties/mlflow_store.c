/* MLflow's tracking store: the tables of runs, experiments and tags in SQLite. */
#include "properties/logs.h"

#include "support/support.h"

#include <sqlite3.h>

const char logs_mlflow_tables[] =
    "CREATE TABLE experiments (experiment_id INTEGER NOT NULL, name VARCHAR(256) NOT "
    "NULL, lifecycle_stage VARCHAR(32), PRIMARY KEY (experiment_id));"
    "CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL, name VARCHAR(250), status "
    "VARCHAR(9), start_time BIGINT, end_time BIGINT, lifecycle_stage VARCHAR(20), "
    "experiment_id INTEGER, PRIMARY KEY (run_uuid));"
    "CREATE TABLE tags (key VARCHAR(250) NOT NULL, value VARCHAR(5000), run_uuid "
    "VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));"
    "CREATE TABLE params (key VARCHAR(250) NOT NULL, value VARCHAR(8000) NOT NULL, "
    "run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));"
    "CREATE TABLE metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp "
    "BIGINT NOT NULL, run_uuid VARCHAR(32) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, "
    "is_nan BOOLEAN DEFAULT '0' NOT NULL, PRIMARY KEY (key, timestamp, step, run_uuid, "
    "value, is_nan));"
    "CREATE TABLE latest_metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, "
    "timestamp BIGINT, step BIGINT NOT NULL, is_nan BOOLEAN NOT NULL, run_uuid "
    "VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));"
    "INSERT INTO experiments VALUES (1, 'd', 'active');";

static void add_run(plume_text *sql, const world *from, const told *one)
{
    const true_run *run = &from->run[one->run];

    plume_text_printf(sql,
                      "INSERT INTO runs VALUES ('ml%02d-%d-%d', 'r%02d', '%s', %.0f, "
                      "%.0f, 'active', 1);",
                      one->run, one->rank, one->session, one->run,
                      run->failed ? "FAILED" : "FINISHED", one->start_s * 1000.0,
                      one->end_s * 1000.0);
    if (one->keyed && run->study >= 0)
        plume_text_printf(sql,
                          "INSERT INTO tags VALUES ('trial_name', 'train_%02d_%05d', "
                          "'ml%02d-%d-%d');",
                          run->study, run->number, one->run, one->rank, one->session);
}

/* As a file, since it lies in memory only until it is written. */
void logs_put_store(const char *folder, const char *name, const char *sql)
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

void write_mlflow_store(const world *from, const char *folder)
{
    const told *all[TOLD_MAX];

    for (int file = 0; file < 2; file++) {
        size_t count = world_of(from, TOOL_MLFLOW, file, all);
        plume_text sql;

        plume_text_init(&sql);
        plume_text_add(&sql, logs_mlflow_tables);
        for (size_t i = 0; i < count; i++)
            add_run(&sql, from, all[i]);
        if (count > 0)
            logs_put_store(folder, file == 0 ? "mlflow.db" : "mlflow-more.db", sql.data);
        plume_text_dispose(&sql);
    }
}
