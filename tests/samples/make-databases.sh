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

# A table in the place of trials that is a view: never evaluated, not seen as a table.
optuna_view() {
  database optuna/view.db <<'SQL'
CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name TEXT);
CREATE VIEW trials AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS trial_id, 1 AS study_id, 'COMPLETE' AS state, '2024-01-01 00:00:00' AS datetime_start, '2024-01-01 01:00:00' AS datetime_complete FROM n;
SQL
}

if [ $# -eq 0 ]; then
  for name in $(declare -F | sed -n 's/^declare -f \(\(optuna\|mlflow\|nni\)_.*\)/\1/p'); do
    case $name in *_tables) ;; *) "$name" ;; esac
  done
else
  for name in "$@"; do "$name"; done
fi
