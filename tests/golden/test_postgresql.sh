#!/usr/bin/env bash
# A server of its own on the loopback: Optuna's and MLflow's tables there give the same runs as in
# SQLite, the server's own sums agree with its rows, and a password is never printed.
set -euo pipefail

initdb=$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -1 || true)
if [ -z "$initdb" ]; then
  echo "*** initdb is not here: the test of PostgreSQL is SKIPPED (scripts/setup test installs it) ***"
  exit 0
fi
if [ ! -e "$(ls "$PLUME_BUILD_DIR"/lib*/plume/plume-postgresql.so "$PLUME_BUILD_DIR"/lib/*/plume/plume-postgresql.so 2>/dev/null | head -1)" ]; then
  echo "FAILED: PostgreSQL is here, but the module was not built (libpq-dev)"
  exit 1
fi
# initdb may be a link into the folder of the server's programs.
bin=$(dirname "$(readlink -f "$initdb")")
folder=$(mktemp -d)
secret='s3:cr@t/word'
escaped='s3%3Acr%40t%2Fword'

# The server refuses to run as root.
as_server() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  user=nobody
  ! id postgres >/dev/null 2>&1 || user=postgres
  as_server() { (cd "$folder" && runuser -u "$user" -- "$@"); }
  chmod 711 "$folder"
  mkdir "$folder/server"
  chown "$user" "$folder/server"
else
  mkdir "$folder/server"
fi
server=$folder/server
stop() {
  as_server "$bin/pg_ctl" -D "$server/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT

printf '%s' "$secret" >"$folder/password"
chmod 644 "$folder/password"
as_server "$bin/initdb" -D "$server/data" -U plume -A scram-sha-256 \
  --pwfile="$folder/password" --encoding=UTF8 --locale=C --no-sync >"$folder/initdb.log" 2>&1 ||
  { cat "$folder/initdb.log"; echo "FAILED: initdb"; exit 1; }
started=no
for attempt in 1 2 3 4 5; do
  port=$((20000 + (RANDOM + attempt) % 40000))
  if as_server "$bin/pg_ctl" -D "$server/data" -w -l "$server/log" \
    -o "-c listen_addresses=127.0.0.1 -p $port -k $server -c fsync=off" start >/dev/null 2>&1; then
    started=yes
    break
  fi
done
[ "$started" = yes ] || { cat "$server/log"; echo "FAILED: the server does not start"; exit 1; }

address=postgresql://plume:$escaped@127.0.0.1:$port
sql() { PGPASSWORD=$secret "$bin/psql" -q -X -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U plume "$@"; }
sql -d postgres -c 'CREATE DATABASE optuna' -c 'CREATE DATABASE mlflow' -c 'CREATE DATABASE other'

# --- the same rows in both: only the tables differ ---

optuna_rows() {
  echo "INSERT INTO studies (study_id, study_name) VALUES (1, 'séance'), (2, 'deep');"
  awk 'BEGIN {
    for (i = 1; i <= 2500; i++) {
      state = i % 10 == 0 ? "FAIL" : i % 3 == 0 ? "PRUNED" : "COMPLETE"
      minutes = i % 60; hour = int(i / 60) % 24; day = 1 + int(i / 1440)
      start = sprintf("2024-03-%02d %02d:%02d:%02d.%06d", day, hour, minutes, i % 60, (i * 7919) % 1000000)
      end = sprintf("2024-04-%02d %02d:%02d:%02d.%06d", day, hour, minutes, (i * 7) % 60, (i * 104729) % 1000000)
      printf "INSERT INTO trials (trial_id, number, study_id, state, datetime_start, datetime_complete) VALUES (%d, %d, %d, \x27%s\x27, \x27%s\x27, %s);\n",
        i, int(i / 2), 1 + i % 2, i % 500 == 0 ? "RUNNING" : state, start, i % 500 == 0 ? "NULL" : "\x27" end "\x27"
      if (i % 4 == 0) printf "INSERT INTO trial_values VALUES (%d, %d, 0, %d.5, \x27FINITE\x27);\n", i, i, i
      if (i % 7 == 0) printf "INSERT INTO trial_user_attributes VALUES (%d, %d, \x27energy_kwh\x27, \x27%d.25\x27);\n", i, i, i % 5
    } }'
  echo "INSERT INTO trial_heartbeats VALUES (1, 500, '2024-03-01 09:20:20.5');"
}

optuna_tables() { # TIME STATE TYPE: names of types
  cat <<SQL
CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name VARCHAR(512) NOT NULL);
CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, number INTEGER, study_id INTEGER, state $2 NOT NULL, datetime_start $1, datetime_complete $1);
CREATE TABLE trial_params (param_id INTEGER PRIMARY KEY, trial_id INTEGER, param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT);
CREATE TABLE trial_user_attributes (trial_user_attribute_id INTEGER PRIMARY KEY, trial_id INTEGER, key VARCHAR(512), value_json TEXT, UNIQUE (trial_id, key));
CREATE TABLE trial_values (trial_value_id INTEGER PRIMARY KEY, trial_id INTEGER NOT NULL, objective INTEGER NOT NULL, value FLOAT, value_type $3 NOT NULL, UNIQUE (trial_id, objective));
CREATE TABLE trial_heartbeats (trial_heartbeat_id INTEGER PRIMARY KEY, trial_id INTEGER NOT NULL, heartbeat $1 NOT NULL, UNIQUE (trial_id));
SQL
}

mlflow_tables() { # BOOLEAN
  cat <<SQL
CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name VARCHAR(256) NOT NULL);
CREATE TABLE runs (run_uuid VARCHAR(32) PRIMARY KEY, name VARCHAR(250), status VARCHAR(9), start_time BIGINT, end_time BIGINT, lifecycle_stage VARCHAR(20), experiment_id INTEGER);
CREATE TABLE tags (key VARCHAR(250) NOT NULL, value VARCHAR(5000), run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));
CREATE TABLE metrics (key VARCHAR(250) NOT NULL, value DOUBLE PRECISION NOT NULL, timestamp BIGINT NOT NULL, run_uuid VARCHAR(32) NOT NULL, step BIGINT NOT NULL, is_nan $1 NOT NULL);
CREATE TABLE latest_metrics (key VARCHAR(250) NOT NULL, value DOUBLE PRECISION, run_uuid VARCHAR(32) NOT NULL);
SQL
}

mlflow_rows() {
  echo "INSERT INTO experiments VALUES (1, 'nightly');"
  awk 'BEGIN {
    split("FINISHED FAILED KILLED RUNNING", word, " ")
    for (i = 1; i <= 1200; i++) {
      id = sprintf("%08x%024x", (i * 2654435) % 4294967, i)
      status = word[1 + i % 4]
      start = 1700000000000 + i * 60000
      printf "INSERT INTO runs VALUES (\x27%s\x27, \x27run %d\x27, \x27%s\x27, %.0f, %s, \x27%s\x27, 1);\n", id, i, status, start,
        status == "RUNNING" ? "NULL" : sprintf("%.0f", start + (i * 7919) % 90001), i % 9 == 0 ? "deleted" : "active"
      if (i % 50 == 1) parent = id
      else if (i % 5 == 0) printf "INSERT INTO tags VALUES (\x27mlflow.parentRunId\x27, \x27%s\x27, \x27%s\x27);\n", parent, id
      if (i % 100 == 0)
        for (gpu = 0; gpu < 2; gpu++)
          for (k = 0; k < 5; k++)
            printf "INSERT INTO metrics VALUES (\x27system/gpu_%d_power_usage_watts\x27, %d, %.0f, \x27%s\x27, %d, %s);\n",
              gpu, 100 + 10 * k + gpu, start + k * 10000, id, k, k == 3 ? "TRUE" : "FALSE"
    } }'
}

{ echo 'PRAGMA synchronous=OFF; BEGIN;'; optuna_tables DATETIME 'VARCHAR(8)' 'VARCHAR(7)'; optuna_rows; echo 'COMMIT;'; } |
  sqlite3 -bail "$folder/optuna.db"
{ echo "CREATE TYPE trialstate AS ENUM ('RUNNING', 'COMPLETE', 'PRUNED', 'FAIL', 'WAITING');"
  echo "CREATE TYPE trialvaluetype AS ENUM ('FINITE', 'INF_POS', 'INF_NEG'); BEGIN;"
  optuna_tables 'TIMESTAMP WITHOUT TIME ZONE' trialstate trialvaluetype; optuna_rows; echo 'COMMIT;'; } | sql -d optuna
{ echo 'PRAGMA synchronous=OFF; BEGIN;'; mlflow_tables BOOLEAN; mlflow_rows; echo 'COMMIT;'; } | sqlite3 -bail "$folder/mlflow.db"
{ echo 'BEGIN;'; mlflow_tables BOOLEAN; mlflow_rows; echo 'COMMIT;'; } | sql -d mlflow
sql -d other -c 'CREATE TABLE invoices (id INTEGER, amount FLOAT)'

# --- comparing ---

failures=0
fail() { echo "FAILED: $*"; failures=$((failures + 1)); }
plume() { "$PLUME_PROGRAM" "$@"; }

# Every figure of every run but where it stands.
runs_of() {
  plume runs --quiet --timezone Europe/Berlin --format json "$1" |
    jq -c '.runs[] | del(.path, .line, .reader, .told_by)'
}

for kind in optuna mlflow; do
  runs_of "$folder/$kind.db" >"$folder/$kind.file" || fail "$kind: SQLite is not read"
  runs_of "$address/$kind" >"$folder/$kind.server" || fail "$kind: PostgreSQL is not read"
  cmp "$folder/$kind.file" "$folder/$kind.server" || fail "$kind: the runs differ"
  [ "$(wc -l <"$folder/$kind.file")" -gt 1000 ] || fail "$kind: runs are missing"
  plume runs --why "$address/$kind" >"$folder/$kind.why" 2>&1 || fail "$kind: --why"
  grep -q 'server-sum' "$folder/$kind.why" || fail "$kind: the server's sum is not told"
done

# The sum that the server was asked for by this test, and the sum of the runs.
asked=$(sql -d optuna -A -t -c "SELECT SUM(EXTRACT(EPOCH FROM datetime_complete - datetime_start)) FROM trials")
added=$(plume runs --quiet --format json "$address/optuna" | jq '[.runs[].duration_s // 0] | add')
awk -v a="$asked" -v b="$added" 'BEGIN { d = a - b; exit !(d < 1e-5 && d > -1e-5) }' ||
  fail "the server says $asked s, the runs add up to $added s"

# A driver in the scheme, as SQLAlchemy writes it; a study file; a report of a server.
plume runs --quiet "postgresql+psycopg2://plume:$escaped@127.0.0.1:$port/optuna" >"$folder/driver" ||
  fail "an address with a driver is not read"
printf 'inputs:\n  - {path: "%s/mlflow", role: final}\n' "$address" >"$folder/plume.yaml"
plume runs --quiet -s "$folder/plume.yaml" --allow-connect 127.0.0.1 >"$folder/study" || fail "a study file with a server"
grep -q ' final ' "$folder/study" || fail "the role of the study file is not used"
plume report -o "$folder/report" "$address/optuna" >"$folder/told" 2>&1 || fail "no report of a server"

# --- refusals ---

refuses() { # MESSAGE PATH
  if plume runs "$2" >"$folder/refused" 2>&1; then fail "$2 is read"; fi
  grep -q "$1" "$folder/refused" || { cat "$folder/refused"; fail "$2: expected '$1'"; }
  cat "$folder/refused" >>"$folder/refusals"
}
refuses 'the server says' "postgresql://plume:wr0ng-secret@127.0.0.1:$port/optuna"
refuses 'not well-formed' "postgresql://plume:$secret@127.0.0.1:$port/optuna"
refuses 'only PostgreSQL' "mysql://plume:$escaped@127.0.0.1/optuna"
refuses 'only PostgreSQL' "mysql+pymysql://plume:$escaped@127.0.0.1/optuna"
refuses 'its tables are invoices' "$address/other"
refuses 'the server says' "$address/nowhere"
PLUME_MODULES=$folder plume runs "$address/optuna" >"$folder/refused" 2>&1 && fail "a module out of nowhere"
grep -q 'module for PostgreSQL cannot be used' "$folder/refused" || fail "a missing module is not told"

# --- secrets ---

rm -f "$folder/password" "$folder/plume.yaml"
if grep -rla -e 's3:cr' -e 's3%3A' -e "wr0ng-secret" -e 't/word' -e 't%2Fword' "$folder" --exclude-dir=server; then
  fail "a password was written"
fi

[ "$failures" = 0 ] && echo "PostgreSQL and SQLite agree"
