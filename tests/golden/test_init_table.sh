#!/usr/bin/env bash
# `plume init --table` prints a table that reads back without a terminal, and asks four questions on
# one, whose answers come to a sentence and a table.
set -euo pipefail
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
plume() { "$PLUME_PROGRAM" "$@"; }
fail() { echo "FAILED: $*"; exit 1; }

plume init --table </dev/null >table.csv 2>told
head -1 table.csv | grep -qx 'experiment,gpu,gpus,hours,energy,location,role' || fail "$(head -1 table.csv)"
grep -q 'plume report runs.csv' told || fail "the next command is not named"
plume runs table.csv -q >read 2>&1 || true
grep -q 'needs one of hours' read || fail "a row to be filled in is not told: $(cat read)"
sed -i 's/^final training,,,,,,/final training,V100,8,12.5,,DE,/; /^hyper/d' table.csv
plume check table.csv --budget 17kg -q | grep -q '16.3 kg CO2e' || fail "$(plume check table.csv)"
plume init --table table.csv </dev/null 2>told && fail "--table took a path"
[ ! -e runs.csv ] || fail "a table was written where nobody asked"

cat >terminal.py <<'EOF'
# terminal.py ANSWERS COMMAND...: runs it on a terminal of its own, types the answers, prints what it shows.
import os, pty, sys
child, terminal = pty.fork()
if child == 0:
    os.execv(sys.argv[2], sys.argv[2:])
os.write(terminal, sys.argv[1].encode() + b"\x04")
shown = b""
try:
    while True:
        part = os.read(terminal, 4096)
        if not part:
            break
        shown += part
except OSError:
    pass  # Linux says so when the other side has closed
os.waitpid(child, 0)
sys.stdout.write(shown.decode().replace("\r", ""))
EOF
if ! python3 -c 'import pty; pty.openpty()' 2>/dev/null; then
  echo "SKIPPED: no terminal can be made here: the questions are NOT TRIED"
  exit 0
fi
ask() { python3 terminal.py "$1" "$PLUME_PROGRAM" init --table "${@:2}" >asked; }

ask $'V10000\nV100\neight\n8\n12:30:00\nDE\n'
grep -q "did you mean 'V100'" asked || fail "a wrong device is not asked again: $(cat asked)"
grep -q "'eight' is no number" asked || fail "a wrong count is not asked again: $(cat asked)"
grep -q '^This work used 100 device-hours, .* 16.3 kg CO2e (95 %: ' asked || fail "$(cat asked)"
grep -q 'next: plume report runs.csv' asked || fail "the next command is not named"
cmp runs.csv - <<'EOF' || fail "the answers are not in the table"
experiment,gpu,gpus,hours,energy,location,role
all runs,"V100","8",12.5,,"DE",
EOF
plume check runs.csv -q | grep -q '16.3 kg CO2e' || fail "the table says something else than the sentence"
ask $'V100\n' -o other.csv
[ ! -e other.csv ] || fail "half of the answers made a table"
ask $'V100\n'
grep -q 'is there already' asked || fail "a table was overwritten: $(cat asked)"
echo "init --table: all held"
