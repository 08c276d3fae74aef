#!/usr/bin/env bash
# Partials of shares of logs, merged in any order and in two steps, against the single pass: the bytes
# of runs, estimate and report, and of what is told on standard error.
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

# write FOLDER N: the partials of N shares of a folder
write() {
  local i
  rm -f ./*.partial
  for i in $(seq "$2"); do
    "$plume" runs -q --keep-going --format partial --part "$i/$2" "$1" -o "$i.partial" || wrong "$1: share $i of $2"
  done
}

shuffled() { ls ./*.partial | sort -R --random-source=<(yes); }

# same FOLDER N: what all commands say of a folder, and of N shares of it
same() {
  local two=$1/merged
  rm -rf one two
  mkdir one two
  write "$1" "$2"
  # shellcheck disable=SC2046 # names without blanks
  "$plume" merge $(shuffled) -o two/merged || wrong "$1: $2 shares cannot be merged"
  if [ "$2" -ge 3 ]; then
    "$plume" merge 1.partial 3.partial -o some 2>/dev/null
    # shellcheck disable=SC2046
    "$plume" merge 2.partial some $(ls ./*.partial | grep -v '^./[123].partial') | cmp -s - two/merged ||
      wrong "$1: $2 shares merged in two steps are another partial"
  fi
  "$plume" merge two/merged | cmp -s - two/merged || wrong "$1: merging one partial changes it"
  "$plume" runs --keep-going "$1" --format json >one/runs 2>one/told
  "$plume" runs --keep-going two/merged --format json >two/runs 2>two/told
  "$plume" estimate --keep-going "$1" --location DE >one/estimate 2>&1
  "$plume" estimate --keep-going ./*.partial --location DE >two/estimate 2>&1
  for two in runs told estimate; do
    cmp -s "one/$two" "two/$two" || {
      wrong "$1: $2 shares, $two differs"
      diff "one/$two" "two/$two" | cut -c1-300 | head -4
    }
  done
  grep -q run_id one/runs || wrong "$1: no run, so nothing was compared"
}

# Logs of all formats, sound and damaged ones.
cp -r "$PLUME_SOURCE_DIR/tests/samples" all
same all 1
same all 7

# What takes all to see: a tracker, its job and the trace of its device; a log and its longer copy;
# a trace in two logs, cut inside of a gap; two studies of one name.
mkdir -p logs/copy logs/rotated
cp "$PLUME_SOURCE_DIR"/examples/transformers/seeds/*.* logs
trace() { # FROM TO: one line a second, but for a gap of two minutes from 600 on
  awk -v from="$1" -v to="$2" 'BEGIN {
    print "timestamp, index, uuid, power.draw [W]"
    for (t = from; t < to; t++) if (t < 600 || t >= 720) for (g = 0; g < 2; g++)
      printf "2024/05/14 %02d:%02d:%02d.000, %d, GPU-%d, %.2f W\n", int(t / 3600), int(t / 60) % 60, t % 60,
        g, g, 100 + (t * 37 + g * 11) % 200
  }'
}
trace 0 3000 >logs/copy/long.csv
head -n 2000 logs/copy/long.csv >logs/copy/short.csv
trace 3600 4300 >logs/rotated/a.csv
sed 's/05\/14 /05\/15 /' logs/copy/long.csv | awk 'NR < 1000' >logs/rotated/x1.csv
sed 's/05\/14 /05\/15 /' logs/copy/long.csv | awk 'NR == 1 || NR >= 1000' >logs/rotated/x2.csv
sed 's/05\/14 /05\/16 /' logs/copy/long.csv | awk 'NR <= 1201' >logs/rotated/y1.csv
sed 's/05\/14 /05\/16 /' logs/copy/long.csv | awk 'NR == 1 || NR > 1201' >logs/rotated/y2.csv
gzip -k logs/rotated/a.csv && rm logs/rotated/a.csv
for n in 1 2 7 64; do same logs "$n"; done

# A report holds its own command: the partial is called as the folder was.
write logs 3
mkdir here there there/logs_
"$plume" report -q logs --location DE -o here/report || wrong "there is no report"
"$plume" merge ./*.partial -o there/logs
(cd there && "$plume" report -q logs --location DE -o report) || wrong "there is no report of partials"
diff -r here/report there/report || wrong "the reports differ"

# Partials and logs together; a partial that is packed, or comes through a pipe.
"$plume" runs -q --format partial logs/copy -o copy.p
"$plume" runs -q logs --format csv >one/runs
rm -rf rest && cp -r logs rest && rm -r rest/copy
(cd rest && "$plume" runs -q --format partial rotated emissions.csv -o ../some.p)
gzip -c copy.p >copy.p.gz
"$plume" runs -q copy.p --format csv >one/copy
"$plume" runs -q copy.p.gz --format csv | cmp -s - one/copy || wrong "a packed partial reads otherwise"
"$plume" runs -q - --format csv <copy.p | cmp -s - one/copy || wrong "a partial of a pipe reads otherwise"
"$plume" merge - <copy.p | cmp -s - copy.p || wrong "a partial of a pipe merges otherwise"
"$plume" runs -q copy.p some.p --format json >/dev/null || wrong "two partials are not read together"

# A run a line, the same as those of the document.
"$plume" runs -q all --keep-going --format ndjson 2>/dev/null | jq -cS 'select(has("kind") | not)' >one/lines
"$plume" runs -q all --keep-going --format json 2>/dev/null | jq -cS '.runs[]' | cmp -s - one/lines || wrong "NDJSON has other runs"
[ -s one/lines ] || wrong "NDJSON has no runs"
seq 5 | xargs -P 2 -I % "$plume" runs -q --format partial --part %/5 logs -o x%.p
"$plume" merge x?.p -o x.p || wrong "shares that xargs started are not merged"
"$plume" runs -q x.p --format csv | cmp -s - <("$plume" runs -q logs --format csv) || wrong "xargs gives other runs"

# refused WHAT WORDS: of bad.p, with these words
refused() {
  if "$plume" runs bad.p >out 2>err; then wrong "$1 is read"; fi
  grep -q "$2" err || wrong "$1: $(cat err)"
  [ ! -s out ] || wrong "$1: something is printed"
  if "$plume" merge bad.p -o merged.p 2>err; then wrong "$1 is merged"; fi
  [ ! -e merged.p ] || wrong "$1: a merged partial was left"
}
head -c -20 copy.p >bad.p && refused 'a partial without its end' 'cut off\|right end'
sed '/"samples"/d' copy.p >bad.p && refused 'a partial that lacks lines' 'not as many records'
sed '1s/1/2/' copy.p >bad.p && refused 'a partial of another format' 'format 1'
{ cat copy.p && echo; } >bad.p && refused 'a partial with something behind it' 'follows the end'
sed 's/"nvidia_smi"/"nobody"/' copy.p >bad.p
if "$plume" runs bad.p 2>err; then wrong 'a partial of an unknown reader is read'; fi
grep -q "no reader is called 'nobody'" err || wrong "an unknown reader: $(cat err)"
sed 's/"w":\[[0-9.]*,/"w":[1e300,/' copy.p >other.p
if "$plume" merge copy.p other.p >/dev/null 2>err; then wrong 'two logs of one name are merged'; fi
grep -q 'tell different things' err || wrong "two logs of one name: $(cat err)"
if "$plume" runs logs/copy copy.p 2>err; then wrong 'a log counts in a partial too'; fi
grep -q 'in a partial too' err || wrong "a log and its partial: $(cat err)"
if "$plume" runs --format partial --gaps hold logs 2>err; then wrong '--gaps is lost'; fi
grep -q 'where partials are read' err || wrong "--gaps: $(cat err)"
if "$plume" runs --format partial --part 0/2 logs 2>err; then wrong '--part 0/2 is taken'; fi
grep -q "expected as 3/64" err || wrong "--part 0/2: $(cat err)"
[ $failed = 0 ] && echo "partials give the bytes of the single pass"
exit $failed
