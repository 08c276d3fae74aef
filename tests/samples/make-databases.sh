#!/usr/bin/env bash
# usage: tests/samples/make-databases.sh [NAME...]
# Makes the databases among the samples anew, from the SQL below, with the sqlite3 program. They are
# kept as files so that the tests need no such program; all content is invented.
set -euo pipefail
cd "$(dirname "$0")"

# database FILE: SQL from standard input, small pages.
database() {
  rm -f "$1" "$1-wal" "$1-shm"
  { echo 'PRAGMA page_size=512;'; cat; } | sqlite3 -bail "$1" >/dev/null
}

# The tables of Optuna since 3.0.
optuna_tables() {
  cat <<'SQL'
CREATE TABLE studies (study_id INTEGER NOT NULL, study_name VARCHAR(512) NOT NULL, PRIMARY KEY (study_id));
CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
CREATE TABLE version_info (version_info_id INTEGER NOT NULL, schema_version INTEGER, library_version VARCHAR(256), PRIMARY KEY (version_info_id));
CREATE TABLE trials (trial_id INTEGER NOT NULL, number INTEGER, study_id INTEGER, state VARCHAR(8) NOT NULL, datetime_start DATETIME, datetime_complete DATETIME, PRIMARY KEY (trial_id), FOREIGN KEY(study_id) REFERENCES studies (study_id));
CREATE INDEX ix_trials_study_id ON trials (study_id);
CREATE TABLE trial_user_attributes (trial_user_attribute_id INTEGER NOT NULL, trial_id INTEGER, "key" VARCHAR(512), value_json TEXT, PRIMARY KEY (trial_user_attribute_id), UNIQUE (trial_id, "key"));
CREATE TABLE trial_system_attributes (trial_system_attribute_id INTEGER NOT NULL, trial_id INTEGER, "key" VARCHAR(512), value_json TEXT, PRIMARY KEY (trial_system_attribute_id), UNIQUE (trial_id, "key"));
CREATE TABLE trial_params (param_id INTEGER NOT NULL, trial_id INTEGER, param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT, PRIMARY KEY (param_id), UNIQUE (trial_id, param_name));
CREATE TABLE trial_values (trial_value_id INTEGER NOT NULL, trial_id INTEGER NOT NULL, objective INTEGER NOT NULL, value FLOAT, value_type VARCHAR(7) NOT NULL, PRIMARY KEY (trial_value_id), UNIQUE (trial_id, objective));
CREATE TABLE trial_intermediate_values (trial_intermediate_value_id INTEGER NOT NULL, trial_id INTEGER NOT NULL, step INTEGER NOT NULL, intermediate_value FLOAT, intermediate_value_type VARCHAR(7) NOT NULL, PRIMARY KEY (trial_intermediate_value_id), UNIQUE (trial_id, step));
CREATE TABLE trial_heartbeats (trial_heartbeat_id INTEGER NOT NULL, trial_id INTEGER NOT NULL, heartbeat DATETIME NOT NULL, PRIMARY KEY (trial_heartbeat_id), UNIQUE (trial_id));
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, PRIMARY KEY (version_num));
INSERT INTO version_info VALUES (1, 12, '4.1.0');
INSERT INTO alembic_version VALUES ('v3.2.0.a');
SQL
}

optuna_states() {
  { optuna_tables; cat <<'SQL'; } | database optuna/states.db
INSERT INTO studies VALUES (1, 'adapter-lr'), (2, 'adapter-depth');
INSERT INTO trials VALUES
  (1, 0, 1, 'COMPLETE', '2024-03-04 09:00:00.000001', '2024-03-04 10:30:00.000004'),
  (2, 1, 1, 'PRUNED',   '2024-03-04 10:30:01.500000', '2024-03-04 10:42:13.750000'),
  (3, 0, 2, 'FAIL',     '2024-03-04 10:43:00.250000', '2024-03-04 10:43:00.300000'),
  (4, 2, 1, 'RUNNING',  '2024-03-04 10:45:00.000000', NULL),
  (5, 3, 1, 'WAITING',  NULL, NULL),
  (6, 1, 2, 'COMPLETE', '2024-03-04 11:00:00.000000', '2024-03-04 11:00:00.000000');
INSERT INTO trial_values VALUES (1, 1, 0, 0.875, 'FINITE'), (2, 1, 1, 12.0, 'FINITE'), (3, 2, 0, NULL, 'INF_POS'), (4, 6, 0, 0.5, 'FINITE');
INSERT INTO trial_heartbeats VALUES (1, 4, '2024-03-04 11:15:00.000000');
INSERT INTO trial_user_attributes VALUES
  (1, 1, 'gpu_name', '"NVIDIA A100-SXM4-80GB"'), (2, 1, 'n_gpus', '2'), (3, 1, 'energy_kwh', '0.75'),
  (4, 2, 'hostname', '"node07"'), (5, 2, 'remark', '"a \u00e9 b"'), (6, 2, 'gpu', '0'), (7, 9, 'n_gpus', '4');
INSERT INTO trial_system_attributes VALUES (1, 4, 'failed_trial', '1'), (2, 4, 'retry_history', '[0, 1]');
SQL
}

# Before 3.0: the value is a column, trial_values are those of steps, no heartbeats, no numbers.
optuna_old() {
  database optuna/old.db <<'SQL'
CREATE TABLE studies (study_id INTEGER NOT NULL, study_name VARCHAR(512) NOT NULL, direction VARCHAR(8) NOT NULL, PRIMARY KEY (study_id));
CREATE TABLE trials (trial_id INTEGER NOT NULL, study_id INTEGER, state VARCHAR(8) NOT NULL, value FLOAT, datetime_start DATETIME, datetime_complete DATETIME, PRIMARY KEY (trial_id));
CREATE TABLE trial_params (param_id INTEGER NOT NULL, trial_id INTEGER, param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT, PRIMARY KEY (param_id));
CREATE TABLE trial_values (trial_value_id INTEGER NOT NULL, trial_id INTEGER, step INTEGER, value FLOAT, PRIMARY KEY (trial_value_id));
CREATE TABLE version_info (version_info_id INTEGER NOT NULL, schema_version INTEGER, library_version VARCHAR(256), PRIMARY KEY (version_info_id));
INSERT INTO version_info VALUES (1, 1, '0.14.0');
INSERT INTO studies VALUES (1, 'grid', 'MINIMIZE');
INSERT INTO trials VALUES (1, 1, 'COMPLETE', 1.5, '2019-08-01 12:00:00', '2019-08-01 13:00:00'), (2, 1, 'PRUNED', 2.5, '2019-08-01 13:00:00.5', '2019-08-01 13:15:00.5');
INSERT INTO trial_values VALUES (1, 1, 1, 3.0), (2, 1, 2, 1.5), (3, 2, 1, 2.5);
SQL
}

# Studies under ids that are no numbers, one of them twice: they are found by the database alone.
optuna_loose_ids() {
  database optuna/loose_ids.db <<'SQL'
CREATE TABLE studies (study_id TEXT, study_name VARCHAR(512) NOT NULL);
CREATE TABLE trials (trial_id INTEGER NOT NULL, number INTEGER, study_id TEXT, state VARCHAR(8) NOT NULL, datetime_start DATETIME, datetime_complete DATETIME, PRIMARY KEY (trial_id));
CREATE TABLE trial_params (param_id INTEGER NOT NULL, trial_id INTEGER, param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT, PRIMARY KEY (param_id));
INSERT INTO studies VALUES ('a', 'width'), ('b', 'depth'), ('b', 'depth');
INSERT INTO trials VALUES
  (1, 0, 'b', 'COMPLETE', '2024-03-04 09:00:00', '2024-03-04 10:00:00'),
  (2, 0, 'a', 'COMPLETE', '2024-03-04 10:00:00', '2024-03-04 10:30:00'),
  (3, 1, 'c', 'COMPLETE', '2024-03-04 10:30:00', '2024-03-04 10:45:00');
SQL
}

# Rows that cannot be: an end before its start, a day that is none, a number for a time, no state.
optuna_impossible() {
  { optuna_tables; cat <<'SQL'; } | database optuna/impossible.db
INSERT INTO studies VALUES (1, 's');
INSERT INTO trials VALUES
  (1, 0, 1, 'COMPLETE', '2024-05-01 10:00:00.000000', '2024-05-01 09:00:00.000000'),
  (2, 1, 1, 'COMPLETE', '2024-02-30 10:00:00.000000', '2024-03-01 09:00:00.000000'),
  (3, 2, 1, 'COMPLETE', 1714550400, '2024-05-01 09:00:00.000000'),
  (4, 3, 1, '', '2024-05-01 08:00:00.000000', '2024-05-01 09:00:00.000000'),
  (5, 4, 1, 'STOPPED', '2024-05-01 08:00:00.000000', '2024-05-01 08:30:00.000000');
SQL
}

# Autumn: an hour is repeated between start and end.
optuna_summer_time() {
  { optuna_tables; cat <<'SQL'; } | database optuna/summer_time.db
INSERT INTO studies VALUES (1, 'night');
INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', '2023-10-29 01:30:00.000000', '2023-10-29 04:30:00.000000');
SQL
}

# The same study, copied while a trial was running and once more when it was done.
optuna_copied_twice() {
  mkdir -p optuna/copied_twice
  { optuna_tables; cat <<'SQL'; } | database optuna/copied_twice/monday.db
INSERT INTO studies VALUES (1, 'week');
INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', '2024-06-03 08:00:00.125000', '2024-06-03 09:00:00.125000'), (2, 1, 1, 'RUNNING', '2024-06-03 09:00:01.000000', NULL);
SQL
  { optuna_tables; cat <<'SQL'; } | database optuna/copied_twice/tuesday.db
INSERT INTO studies VALUES (1, 'week');
INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', '2024-06-03 08:00:00.125000', '2024-06-03 09:00:00.125000'), (2, 1, 1, 'COMPLETE', '2024-06-03 09:00:01.000000', '2024-06-03 09:30:01.000000');
SQL
}

# The second trial stands only in the write-ahead log.
optuna_write_ahead() {
  mkdir -p optuna/write_ahead
  { optuna_tables; cat <<'SQL'; } | database optuna/write_ahead/study.db
INSERT INTO studies VALUES (1, 'live');
INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', '2024-07-01 08:00:00.000000', '2024-07-01 08:20:00.000000');
SQL
  sqlite3 -bail optuna/write_ahead/study.db >/dev/null <<'SQL'
PRAGMA journal_mode=WAL;
PRAGMA wal_autocheckpoint=0;
INSERT INTO trials VALUES (2, 1, 1, 'COMPLETE', '2024-07-01 08:20:00.500000', '2024-07-01 08:50:00.500000');
.shell cp optuna/write_ahead/study.db optuna/write_ahead/kept.db
.shell cp optuna/write_ahead/study.db-wal optuna/write_ahead/kept.db-wal
SQL
  mv optuna/write_ahead/kept.db optuna/write_ahead/study.db
  mv optuna/write_ahead/kept.db-wal optuna/write_ahead/study.db-wal
}

optuna_cut() {
  optuna_states
  head -c 5000 optuna/states.db >optuna/cut.db
}

# Begun with Optuna 4 in New York, gone on by Optuna 5: local times, then UTC; heartbeats are UTC always. The
# third trial was killed under 4 and found dead by 5, eleven hours later.
optuna_two_clocks() {
  { optuna_tables; cat <<'SQL'; } | database optuna/two_clocks.db
UPDATE version_info SET library_version = '4.6.0';
INSERT INTO studies VALUES (1, 'depth');
INSERT INTO trials VALUES
  (1, 0, 1, 'COMPLETE', '2026-10-05 09:00:00.000000', '2026-10-05 09:30:00.000000'),
  (2, 1, 1, 'FAIL',     '2026-10-05 09:30:01.000000', '2026-10-05 09:40:01.000000'),
  (3, 2, 1, 'FAIL',     '2026-10-05 09:41:00.000000', '2026-10-06 00:45:00.000000'),
  (4, 3, 1, 'COMPLETE', '2026-10-06 00:46:00.000000', '2026-10-06 01:16:00.000000'),
  (5, 4, 1, 'RUNNING',  '2026-10-06 01:17:00.000000', NULL),
  (6, 5, 1, 'PRUNED',   '2026-10-06 01:30:00.000000', '2026-10-06 01:40:00.000000');
INSERT INTO trial_heartbeats VALUES
  (1, 1, '2026-10-05 13:29:30.000000'), (2, 2, '2026-10-05 13:39:31'), (3, 3, '2026-10-05 13:55:00.000000'),
  (4, 4, '2026-10-06 01:15:40.000000'), (5, 5, '2026-10-06 01:27:00.000000');
SQL
}

# Without heartbeats, in Kolkata: the clock of the fourth trial jumps back by the offset.
optuna_clock_jumps() {
  { optuna_tables; cat <<'SQL'; } | database optuna/clock_jumps.db
UPDATE version_info SET library_version = '4.6.0';
INSERT INTO studies VALUES (1, 'width');
INSERT INTO trials VALUES
  (1, 0, 1, 'COMPLETE', '2026-10-05 15:00:00.000000', '2026-10-05 15:30:00.000000'),
  (2, 1, 1, 'COMPLETE', '2026-10-05 15:30:00.000000', '2026-10-05 16:00:00.000000'),
  (3, 2, 1, 'COMPLETE', '2026-10-05 10:31:00.000000', '2026-10-05 11:01:00.000000'),
  (4, 3, 1, 'COMPLETE', '2026-10-05 11:01:00.000000', '2026-10-05 11:31:00.000000');
SQL
}

# A pause of a night, which may hide the change: nothing tells.
optuna_clock_hidden() {
  { optuna_tables; cat <<'SQL'; } | database optuna/clock_hidden.db
UPDATE version_info SET library_version = '4.6.0';
INSERT INTO studies VALUES (1, 'heads');
INSERT INTO trials VALUES
  (1, 0, 1, 'COMPLETE', '2026-10-05 15:00:00.000000', '2026-10-05 15:30:00.000000'),
  (2, 1, 1, 'COMPLETE', '2026-10-06 08:00:00.000000', '2026-10-06 08:30:00.000000');
SQL
}

# Made by Optuna 5, whose times are UTC wherever it ran; no zone needs to be told.
optuna_of_five() {
  { optuna_tables; cat <<'SQL'; } | database optuna/of_five.db
UPDATE version_info SET library_version = '5.0.0';
INSERT INTO studies VALUES (1, 'five');
INSERT INTO trials VALUES
  (1, 0, 1, 'COMPLETE', '2026-10-05 15:00:00.000000', '2026-10-05 15:30:00.000000'),
  (2, 1, 1, 'FAIL', '2026-10-05 15:31:00.000000', '2026-10-05 18:00:00.000000');
INSERT INTO trial_heartbeats VALUES (1, 1, '2026-10-05 15:29:00'), (2, 2, '2026-10-05 15:41:00');
SQL
}

# A table in the place of trials that is a view: never evaluated, not seen as a table.
optuna_view() {
  database optuna/view.db <<'SQL'
CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name TEXT);
CREATE VIEW trials AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS trial_id, 1 AS study_id, 'COMPLETE' AS state, '2024-01-01 00:00:00' AS datetime_start, '2024-01-01 01:00:00' AS datetime_complete FROM n;
SQL
}

mlflow_tables() {
  cat <<'SQL'
CREATE TABLE experiments (experiment_id INTEGER NOT NULL, name VARCHAR(256) NOT NULL, lifecycle_stage VARCHAR(32), PRIMARY KEY (experiment_id));
CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL, name VARCHAR(250), status VARCHAR(9), start_time BIGINT, end_time BIGINT, lifecycle_stage VARCHAR(20), experiment_id INTEGER, deleted_time BIGINT, PRIMARY KEY (run_uuid));
CREATE TABLE tags (key VARCHAR(250) NOT NULL, value VARCHAR(5000), run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));
CREATE TABLE metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL, run_uuid VARCHAR(32) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, is_nan BOOLEAN DEFAULT '0' NOT NULL, PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan));
CREATE TABLE latest_metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT, step BIGINT NOT NULL, is_nan BOOLEAN NOT NULL, run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));
SQL
}

# A parent over two children, a deleted run, one that never ended, times that cannot be.
mlflow_nested() {
  { mlflow_tables; cat <<'SQL'; } | database mlflow/nested.db
INSERT INTO experiments VALUES (1, 'depth', 'active'), (2, 'gone', 'deleted');
INSERT INTO runs VALUES
  ('a0', 'sweep', 'FINISHED', 1700000000000, 1700003600000, 'active', 1, NULL),
  ('a1', '', 'FINISHED', 1700000000500, 1700001800500, 'active', 1, NULL),
  ('a2', 'leaf-2', 'FAILED', 1700001801000, 1700003500250, 'active', 1, NULL),
  ('b0', 'alone', 'KILLED', 1700010000000, 1700010060000, 'deleted', 2, 1700020000000),
  ('b1', 'left', 'RUNNING', 1700011000000, NULL, 'active', 2, NULL),
  ('b2', 'queued', 'SCHEDULED', NULL, NULL, 'active', 2, NULL),
  ('b3', 'back', 'FINISHED', 1700011000000, 1700010000000, 'active', 2, NULL);
INSERT INTO tags VALUES ('mlflow.parentRunId', 'a0', 'a1'), ('mlflow.parentRunId', 'a0', 'a2'), ('mlflow.runName', 'leaf-1', 'a1');
SQL
}

# Two devices for the first 20 seconds of a run of 40; one reading is not a number.
mlflow_power() {
  { mlflow_tables; cat <<'SQL'; } | database mlflow/power.db
INSERT INTO experiments VALUES (1, 'watts', 'active');
INSERT INTO runs VALUES ('c0', 'traced', 'FINISHED', 1700000000000, 1700000040000, 'active', 1, NULL), ('c1', 'untraced', 'FINISHED', 1700000100000, 1700000200000, 'active', 1, NULL);
INSERT INTO metrics VALUES
  ('system/gpu_0_power_usage_watts', 100, 1700000000000, 'c0', 0, 0), ('system/gpu_0_power_usage_watts', 200, 1700000010000, 'c0', 1, 0), ('system/gpu_0_power_usage_watts', 300, 1700000020000, 'c0', 2, 0),
  ('system/gpu_1_power_usage_watts', 50, 1700000000000, 'c0', 0, 0), ('system/gpu_1_power_usage_watts', 0, 1700000010000, 'c0', 1, 1), ('system/gpu_1_power_usage_watts', 50, 1700000020000, 'c0', 2, 0),
  ('system/gpu_0_utilization_percentage', 90, 1700000010000, 'c0', 1, 0), ('loss', 0.5, 1700000010000, 'c0', 1, 0);
SQL
}

# Written down when it was over: a run that mlflow-export-import copied with its source
# tags, and a trial that Optuna's callback logged a day later.
mlflow_written_later() {
  { mlflow_tables; cat <<'SQL'; } | database mlflow/written_later.db
INSERT INTO experiments VALUES (1, 'sweep', 'active');
INSERT INTO runs VALUES
  ('d0', 'copied', 'FINISHED', 1700500000000, 1700500000420, 'active', 1, NULL),
  ('d1', 'trial', 'FINISHED', 1700500000500, 1700500000600, 'active', 1, NULL),
  ('d2', 'own', 'FINISHED', 1700500001000, 1700500003000, 'active', 1, NULL);
INSERT INTO tags VALUES
  ('mlflow_exim.run_info.run_id', 'c9', 'd0'), ('mlflow_exim.run_info.start_time', '1700000000000', 'd0'), ('mlflow_exim.run_info.end_time', '1700003600000', 'd0'),
  ('number', '0', 'd1'), ('datetime_start', '2023-11-19 08:00:00.250000', 'd1'), ('datetime_complete', '2023-11-19 08:10:00.750000', 'd1'), ('state', 'COMPLETE', 'd1');
SQL
}

nni_trials() {
  database nni/trials.sqlite <<'SQL'
CREATE TABLE TrialJobEvent (timestamp integer, trialJobId text, event text, data text, logPath text, sequenceId integer, message text);
CREATE INDEX TrialJobEvent_trialJobId on TrialJobEvent(trialJobId);
CREATE INDEX TrialJobEvent_event on TrialJobEvent(event);
CREATE TABLE MetricData (timestamp integer, trialJobId text, parameterId text, type text, sequence integer, data text);
CREATE TABLE ExperimentProfile (params text, id text, execDuration integer, startTime integer, endTime integer, logDir text, nextSequenceId integer, revision integer);
INSERT INTO ExperimentProfile VALUES
  ('{"experimentName": "old name", "trialGpuNumber": 1}', 'xq9', 0, 1700000000000, NULL, '', 0, 1),
  ('{"experimentName": "cells", "trialGpuNumber": 2, "trialConcurrency": 1}', 'xq9', 900, 1700000000000, NULL, '', 4, 2);
INSERT INTO TrialJobEvent VALUES
  (1700000000000, 'aB1', 'WAITING', '', '', 0, ''), (1700000030000, 'aB1', 'RUNNING', '', '', 0, ''), (1700000630500, 'aB1', 'SUCCEEDED', '', '', 0, ''),
  (1700000640000, 'aB2', 'WAITING', '', '', 1, ''), (1700000650000, 'aB2', 'RUNNING', '', '', 1, ''), (1700000700000, 'aB2', 'EARLY_STOPPED', '', '', 1, ''),
  (1700000710000, 'aB3', 'RUNNING', '', '', 2, ''), (1700000720000, 'aB3', 'FAILED', '', '', 2, ''), (1700000730000, 'aB3', 'RUNNING', '', '', 2, ''), (1700000750000, 'aB3', 'USER_CANCELED', '', '', 2, ''),
  (1700000760000, 'aB4', 'RUNNING', '', '', 3, ''),
  (1700000770000, 'aB5', 'WAITING', '', '', 4, ''),
  (1700000780000, 'aB6', 'WAITING', '', '', 5, ''), (1700000790000, 'aB6', 'SYS_CANCELED', '', '', 5, ''),
  (1700000000000, '', 'ADD_CUSTOMIZED', '{}', '', 0, '');
SQL
}

# r1: 40 s, a pause of a minute, 20 s; r2: figures alone.
trackio_demo() {
  mkdir -p trackio
  database trackio/demo.db <<'SQL'
CREATE TABLE metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, timestamp TEXT NOT NULL, run_name TEXT NOT NULL, step INTEGER NOT NULL, metrics TEXT NOT NULL);
CREATE TABLE configs (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, run_name TEXT NOT NULL, config TEXT NOT NULL, created_at TEXT NOT NULL, UNIQUE(run_id));
CREATE TABLE system_metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, timestamp TEXT NOT NULL, run_name TEXT NOT NULL, metrics TEXT NOT NULL);
CREATE INDEX idx_metrics_run_step ON metrics(run_id, step);
CREATE INDEX idx_metrics_run_timestamp ON metrics(run_id, timestamp);
CREATE INDEX idx_system_metrics_run_timestamp ON system_metrics(run_id, timestamp);
INSERT INTO configs VALUES
  (1, 'r1', 'g', CAST('{"lr":0.1,"_Username":null,"_Created":"2026-10-05T09:01:40+00:00","_Group":"grp"}' AS BLOB), '2026-10-05T09:01:41+00:00'),
  (2, 'r2', 'c', CAST('{"_Created":"2026-10-05T10:00:00+00:00","_Group":null}' AS BLOB), '2026-10-05T10:00:01+00:00');
INSERT INTO metrics VALUES
  (1, 'r1', '2026-10-05T09:00:05+00:00', 'g', 0, CAST('{"loss":1.0}' AS BLOB)),
  (2, 'r2', '2026-10-05T10:00:02.5+00:00', 'c', 0, CAST('{"loss":1.0}' AS BLOB)), (3, 'r2', '2026-10-05T10:00:10+00:00', 'c', 1, CAST('{"loss":0.5}' AS BLOB));
INSERT INTO system_metrics VALUES
  (1, 'r1', '2026-10-05T09:00:00+00:00', 'g', CAST('{"gpu/0/power":250.0,"gpu/0/energy_consumed":0.0,"gpu/0/power_limit":400.0,"gpu/total_power":250.0}' AS BLOB)),
  (2, 'r1', '2026-10-05T09:00:20+00:00', 'g', CAST('{"gpu/0/power":250.0,"gpu/0/energy_consumed":5000.0}' AS BLOB)),
  (3, 'r1', '2026-10-05T09:00:30+00:00', 'g', CAST('{"cpu/utilization":50.0}' AS BLOB)),
  (4, 'r1', '2026-10-05T09:00:40+00:00', 'g', CAST('{"gpu/0/power":250.0,"gpu/0/energy_consumed":10000.0}' AS BLOB)),
  (5, 'r1', '2026-10-05T09:01:40+00:00', 'g', CAST('{"gpu/0/power":250.0,"gpu/0/energy_consumed":0.0}' AS BLOB)),
  (6, 'r1', '2026-10-05T09:02:00+00:00', 'g', CAST('{"gpu/0/power":250.0,"gpu/0/energy_consumed":5000.0}' AS BLOB));
SQL
}

# Three sessions of five seconds, 300 s apart, of which _Created tells the last; power without a counter.
trackio_sessions() {
  database trackio/sessions.db <<'SQL'
CREATE TABLE metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, timestamp TEXT NOT NULL, run_name TEXT NOT NULL, step INTEGER NOT NULL, metrics TEXT NOT NULL);
CREATE TABLE configs (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, run_name TEXT NOT NULL, config TEXT NOT NULL, created_at TEXT NOT NULL, UNIQUE(run_id));
CREATE TABLE system_metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, timestamp TEXT NOT NULL, run_name TEXT NOT NULL, metrics TEXT NOT NULL);
CREATE INDEX idx_metrics_run_step ON metrics(run_id, step);
CREATE INDEX idx_metrics_run_timestamp ON metrics(run_id, timestamp);
CREATE INDEX idx_system_metrics_run_timestamp ON system_metrics(run_id, timestamp);
INSERT INTO configs VALUES (1, 'r', 'g', CAST('{"_Created":"2026-10-05T09:10:00+00:00"}' AS BLOB), '2026-10-05T09:10:00+00:00');
INSERT INTO metrics VALUES
  (1, 'r', '2026-10-05T09:00:01+00:00', 'g', 0, CAST('{"loss":1.0}' AS BLOB)),
  (2, 'r', '2026-10-05T09:00:02+00:00', 'g', 1, CAST('{"loss":1.0}' AS BLOB)),
  (3, 'r', '2026-10-05T09:00:03+00:00', 'g', 2, CAST('{"loss":1.0}' AS BLOB)),
  (4, 'r', '2026-10-05T09:00:04+00:00', 'g', 3, CAST('{"loss":1.0}' AS BLOB)),
  (5, 'r', '2026-10-05T09:00:05+00:00', 'g', 4, CAST('{"loss":1.0}' AS BLOB)),
  (6, 'r', '2026-10-05T09:05:01+00:00', 'g', 5, CAST('{"loss":1.0}' AS BLOB)),
  (7, 'r', '2026-10-05T09:05:02+00:00', 'g', 6, CAST('{"loss":1.0}' AS BLOB)),
  (8, 'r', '2026-10-05T09:05:03+00:00', 'g', 7, CAST('{"loss":1.0}' AS BLOB)),
  (9, 'r', '2026-10-05T09:05:04+00:00', 'g', 8, CAST('{"loss":1.0}' AS BLOB)),
  (10, 'r', '2026-10-05T09:05:05+00:00', 'g', 9, CAST('{"loss":1.0}' AS BLOB)),
  (11, 'r', '2026-10-05T09:10:01+00:00', 'g', 10, CAST('{"loss":1.0}' AS BLOB)),
  (12, 'r', '2026-10-05T09:10:02+00:00', 'g', 11, CAST('{"loss":1.0}' AS BLOB)),
  (13, 'r', '2026-10-05T09:10:03+00:00', 'g', 12, CAST('{"loss":1.0}' AS BLOB)),
  (14, 'r', '2026-10-05T09:10:04+00:00', 'g', 13, CAST('{"loss":1.0}' AS BLOB)),
  (15, 'r', '2026-10-05T09:10:05+00:00', 'g', 14, CAST('{"loss":1.0}' AS BLOB));
INSERT INTO system_metrics VALUES
  (1, 'r', '2026-10-05T09:00:01+00:00', 'g', CAST('{"gpu/0/power":100.0,"gpu/0/utilization":50}' AS BLOB)),
  (2, 'r', '2026-10-05T09:00:05+00:00', 'g', CAST('{"gpu/0/power":100.0,"gpu/0/utilization":50}' AS BLOB)),
  (3, 'r', '2026-10-05T09:05:01+00:00', 'g', CAST('{"gpu/0/power":100.0,"gpu/0/utilization":50}' AS BLOB)),
  (4, 'r', '2026-10-05T09:05:05+00:00', 'g', CAST('{"gpu/0/power":100.0,"gpu/0/utilization":50}' AS BLOB)),
  (5, 'r', '2026-10-05T09:10:01+00:00', 'g', CAST('{"gpu/0/power":100.0,"gpu/0/utilization":50}' AS BLOB)),
  (6, 'r', '2026-10-05T09:10:05+00:00', 'g', CAST('{"gpu/0/power":100.0,"gpu/0/utilization":50}' AS BLOB));
SQL
}

if [ $# -eq 0 ]; then
  for name in $(declare -F | sed -n 's/^declare -f \(\(optuna\|mlflow\|nni\|trackio\)_.*\)/\1/p'); do
    case $name in *_tables) ;; *) "$name" ;; esac
  done
else
  for name in "$@"; do "$name"; done
fi
