#!/usr/bin/env bash
# PostgreSQL: a server of its own on the loopback, the tables and totals of docs/cluster.md against what
# Plume says of the same logs, and Plume's own reading of a store of Optuna there.
source "$PLUME_SOURCE_DIR/tests/cluster/support.sh"
initdb=$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb | tail -1)
bin=$(dirname "$(readlink -f "$initdb")")

# The server refuses to run as root.
as_server() { "$@"; }
mkdir server
if [ "$(id -u)" = 0 ]; then
  user=nobody
  ! id postgres >/dev/null 2>&1 || user=postgres
  as_server() { (cd "$work" && runuser -u "$user" -- "$@"); }
  chmod 711 "$work"
  chown "$user" server
fi
stop() {
  as_server "$bin/pg_ctl" -D "$work/server/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap stop EXIT
export PGHOST=127.0.0.1 PGPORT PGUSER=plume PGDATABASE=plume PGPASSWORD=loopback
PGPORT=$(free_port)
echo $PGPASSWORD >password
chmod 644 password
as_server "$bin/initdb" -D "$work/server/data" -U plume -A scram-sha-256 --pwfile="$work/password" \
  --encoding=UTF8 --locale=C --no-sync >initdb.log 2>&1 || { cat initdb.log; exit 1; }
as_server "$bin/pg_ctl" -D "$work/server/data" -w -l "$work/server/log" \
  -o "-c listen_addresses=127.0.0.1 -p $PGPORT -k $work/server -c fsync=off" start >/dev/null
export PATH=$bin:$PATH
psql -q -d postgres -c 'create database plume' -c 'create database optuna'
psql -A -t -c 'show server_version' | sed 's/^/PostgreSQL /'

make_logs
recipe parallel.sh 2>/dev/null
compare postgresql

# agree NAME DIGITS A B
agree() {
  awk -v name="$1" -v digits="$2" -v a="$3" -v b="$4" 'BEGIN {
    off = a / b - 1; off = off < 0 ? -off : off
    printf "%s: the server %s, Plume %s, off by %.0e, at most 1e-%d\n", name, a, b, off, digits
    exit !(a + 0 > 0 && off <= 10 ^ -digits) }' || { echo "FAILED: $1"; exit 1; }
}
asked() { psql -q -A -t -F ' ' -v ON_ERROR_STOP=1 -f "$1"; }

# What the page says of runs; of a trace without a gap; of a store.
recipe tables.sh
block runs.sql >runs.sql
block trace.sql >trace.sql
read -r kwh hours < <(asked runs.sql)
agree 'energy of runs' 15 "$kwh" "$(plume estimate all.partial -q --format json | jq .workload.it_kwh)"
agree 'device-hours of runs' 15 "$hours" "$(plume estimate all.partial -q --format json | jq .workload.device_hours)"
agree 'energy of a trace' 12 "$(asked trace.sql)" \
  "$(plume runs logs/trace.csv -q --format json | jq '.runs[0].energy_kwh')"

{
  cat "$PLUME_SOURCE_DIR/tests/cluster/optuna.sql"
  for table in studies trials trial_values; do
    echo "copy $table from stdin csv;"
    columns='*' # and numbers with all digits
    [ $table != trial_values ] || columns="trial_value_id, trial_id, objective, printf('%!.17g', value), value_type"
    sqlite3 -csv logs/trials.db "select $columns from $table"
    echo '\.'
  done
} | psql -q -v ON_ERROR_STOP=1 -d optuna
recipe store.sh 2>/dev/null >store.hours
agree 'hours of a store' 12 "$(cat store.hours)" "$(jq '[.runs[].duration_s // 0] | add / 3600' store.json)"
plume runs -q --timezone UTC --format json logs/trials.db | jq -c '.runs[] | del(.path, .line, .told_by)' >file
plume runs -q --timezone UTC --format json "postgresql://$PGUSER@$PGHOST:$PGPORT/optuna" | jq -c '.runs[] | del(.path, .line, .told_by)' >served
diff file served >store.diff || { head -c 2000 store.diff; echo "FAILED: the runs of the store differ from those of its file"; exit 1; }
echo "a store of Optuna: $(wc -l <served) runs are those of its file"
