#!/usr/bin/env bash
# A study file, which a stranger may have written, opens no connection: only an address on the
# command line does, or a host that it allows. No output holds a password. Nothing listens on
# port 1 of this machine: that a connection is refused tells that it was tried.
. "$PLUME_SOURCE_DIR/tests/robust/report_cases.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cp "$log" emissions.csv

study() { # ADDRESS
  printf 'title: t\ninputs:\n  - path: emissions.csv\n  - path: "%s"\n' "$1" >plume.yaml
}
says() { # WHAT STATUS TEXT ARGUMENT...: its status, its words, and no password in them
  local what=$1 wanted=$2 text=$3 status=0
  shift 3
  "$plume" "$@" >said 2>&1 || status=$?
  is "$what: status" "$status" "$wanted"
  grep -qF -- "$text" said && ok || wrong "$what: said '$(cat said)', expected '$text'"
  ! grep -q s3cret said && ok || wrong "$what: the password is shown"
}
# Without libpq there is no module, and a connection that is tried fails earlier.
tried='Connection refused'
[ -e "$PLUME_BUILD_DIR/lib/plume/plume-postgresql.so" ] || tried='the module for PostgreSQL'

study postgresql://me:s3cret@127.0.0.1:1/optuna
for command in runs estimate report; do
  says "$command" 1 "postgresql://me@127.0.0.1:1/optuna: error: the study file names this server" \
    $command -s plume.yaml
done
says "the hint" 1 "hint: if you trust it, --allow-connect 127.0.0.1" runs -s plume.yaml
says "also when it goes on without what fails" 1 "the study file names" runs -s plume.yaml --keep-going
says "another host is allowed" 1 "the study file names" runs -s plume.yaml --allow-connect example.org
says "allowed" 1 "$tried" runs -s plume.yaml --allow-connect 127.0.0.1
says "and told before" 1 "plume: connects to postgresql://me@127.0.0.1:1/optuna, which the study file names" \
  runs -q -s plume.yaml --allow-connect example.org,127.0.0.1
says "named on the command line" 1 "$tried" runs postgresql://me:s3cret@127.0.0.1:1/optuna
says "named there too" 1 "$tried" runs -s plume.yaml postgresql://127.0.0.1:1/other
says "the command in a report" 1 "$tried" report postgresql://me:s3cret@127.0.0.1:1/optuna
for parameters in '?host=127.0.0.2' '?sslmode=disable&hostaddr=127.0.0.2' '?service=x'; do
  study "postgresql://127.0.0.1:1/optuna$parameters"
  says "$parameters" 1 "by several hosts or by parameters" runs -s plume.yaml --allow-connect 127.0.0.1
done
study "postgresql://127.0.0.1:1,127.0.0.2:1/optuna"
says "two hosts" 1 "by several hosts" runs -s plume.yaml --allow-connect 127.0.0.1
study "postgresql://127.0.0.1:1/optuna?sslmode=disable"
says "a harmless parameter" 1 "$tried" runs -s plume.yaml --allow-connect 127.0.0.1
printf 'inputs:\n  - {path: "postgresql://me:s3cret@127.0.0.1/x", rool: final}\n' >plume.yaml
says "a mistake beside an address" 1 "rool" runs -s plume.yaml

if can_trace; then
  study postgresql://127.0.0.1:1/optuna
  strace -f -e trace=network -o calls "$plume" runs -s plume.yaml >/dev/null 2>&1
  is "calls of the network" "$(grep -c '(' calls)" 0
fi

finish "connections"
