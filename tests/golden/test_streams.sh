#!/usr/bin/env bash
# Standard input, pipes and process substitutions are read as the files whose names --as gives them;
# --host says where a log was written that does not say it.
set -uo pipefail
export LC_ALL=C SOURCE_DATE_EPOCH=1700000000
plume=$PLUME_PROGRAM
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0

wrong() {
  failed=1
  echo "FAILED: $*"
}

# same WHAT FILE: standard input has the bytes of a file
same() { cmp -s - "$2" || wrong "$1"; }

trace() { # DAY ROWS
  awk -v day="$1" -v rows="$2" 'BEGIN {
    print "timestamp, index, power.draw [W]"
    for (t = 0; t < rows; t++) for (g = 0; g < 2; g++)
      printf "2024/05/%d 10:%02d:%02d.000, %d, %.2f W\n", day, int(t / 60) % 60, t % 60, g, 100 + (t * 37 + g * 11) % 200
  }'
}
mkdir nodes
trace 14 200 >nodes/seven.csv
trace 15 300 >nodes/eight.csv
cp "$PLUME_SOURCE_DIR/examples/transformers/seeds/emissions.csv" .
"$plume" runs nodes/seven.csv --format csv >seven 2>seven.told
"$plume" runs nodes/seven.csv nodes/eight.csv --format csv >both 2>both.told
"$plume" runs emissions.csv --format json >tracked 2>/dev/null
[ -s both ] && [ -s tracked ] || wrong 'nothing to compare'

# One pipe, by each of its names.
"$plume" runs - --as nodes/seven.csv --format csv <nodes/seven.csv 2>told | same 'standard input differs' seven
cmp -s told seven.told || wrong 'standard input is told otherwise'
"$plume" runs /dev/stdin --as nodes/seven.csv --format csv < <(cat nodes/seven.csv) 2>&1 | same '/dev/stdin differs' \
  <(cat seven.told seven)
"$plume" runs -q <(cat nodes/seven.csv) --as nodes/seven.csv --format csv | same 'a substitution differs' seven
mkfifo pipe
cat nodes/seven.csv >pipe &
"$plume" runs -q pipe --as nodes/seven.csv --format csv | same 'a named pipe differs' seven
wait
"$plume" runs -q <(gzip -c nodes/seven.csv) --as nodes/seven.csv --format csv | same 'a packed pipe differs' seven
"$plume" runs -q - --as emissions.csv --format json <emissions.csv 2>/dev/null | same 'a table differs' tracked

# Several; a file beside a pipe; one pipe named twice is one log.
"$plume" runs <(cat nodes/seven.csv) <(cat nodes/eight.csv) --as nodes/seven.csv,nodes/eight.csv --format csv 2>told |
  same 'two pipes differ' both
cmp -s told both.told || wrong 'two pipes are told otherwise'
"$plume" runs -q nodes/eight.csv - --as nodes/seven.csv --format csv <nodes/seven.csv | same 'a pipe beside a file differs' both
"$plume" runs -q - - --format csv <nodes/seven.csv >twice
"$plume" runs -q - --format csv <nodes/seven.csv | same 'one pipe named twice counts twice' twice
"$plume" runs -q nodes/seven.csv --as cluster/n7.csv --format csv >renamed
cut -d, -f1 renamed | grep -qx n7.csv || wrong 'a file keeps its own name'
grep -q cluster/n7.csv renamed || wrong 'a file keeps its own path'
"$plume" estimate -q - --as nodes/seven.csv --location DE --year 2023 <nodes/seven.csv 2>&1 |
  same 'an estimate of a pipe differs' <("$plume" estimate -q nodes/seven.csv --location DE --year 2023 2>&1)

# Where it was written: of runs and of traces, unless they say it; told by their partials too.
"$plume" runs -q nodes/seven.csv --host n7 --format json | grep -q '"host":"n7"' || wrong '--host is lost for a trace'
"$plume" runs -q emissions.csv --host n7 --format json | grep -q '"host":"n7"' || wrong '--host is lost for a table'
sed 's/^timestamp/hostname, timestamp/; 2,$s/^/own, /' nodes/seven.csv >own.csv
"$plume" runs -q own.csv --host n7 --format json | grep -q '"host":"own"' || wrong '--host stands above the log'
"$plume" runs -q --format partial --host n7 - --as nodes/seven.csv <nodes/seven.csv -o 1.p || wrong 'no partial of a pipe'
"$plume" runs -q --format partial --host n8 <(cat nodes/eight.csv) --as nodes/eight.csv -o 2.p || wrong 'no partial of a pipe'
"$plume" merge <(cat 2.p) <(cat 1.p) -o all.p || wrong 'partials of pipes are not merged'
"$plume" runs -q all.p --format csv >hosts
grep -q ',n7,' hosts && grep -q ',n8,' hosts || wrong '--host is lost in partials'
"$plume" runs -q <(cat 1.p) 2.p --format csv | same 'a partial through a pipe differs' hosts

# refused WORDS ARGUMENT...: with these words
refused() {
  local words=$1
  shift
  if "$plume" runs "$@" >out 2>err; then wrong "$* is taken"; fi
  grep -q "$words" err || wrong "$*: $(cat err)"
}
refused 'gives 2 names to 1 path' nodes/seven.csv --as a,b
printf 'inputs:\n  - path: pipe\n' >plume.yaml
refused 'this is a pipe' --study plume.yaml
"$plume" runs -q . --format csv >/dev/null || wrong 'a pipe in a folder stops the walk'
[ $failed = 0 ] && echo "pipes are read as files are"
exit $failed
