#!/usr/bin/env bash
# One log that is cut into parts gives the bytes of the log as a whole, whatever stands at the cuts; shares
# that are missing or came twice are told.
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

# parts FILE N: the partials of N parts
parts() {
  local i
  rm -f ./*.partial
  for i in $(seq "$2"); do
    "$plume" runs -q --format partial --part "$i/$2" "$1" -o "$i.partial" || wrong "$1: part $i of $2"
  done
}

shuffled() { ls ./*.partial | sort -R --random-source=<(yes); }

# is_cut FILE N: the file really is in N parts
is_cut() {
  [ "$(grep -l '"of":[0-9]*}$' ./*.partial | wc -l)" = "$2" ] || wrong "$1 is not cut into $2 parts"
}

# same FILE N: runs and estimate of N parts, in any order, and merged in two steps
same() {
  local what
  parts "$1" "$2"
  is_cut "$1" "$2"
  # shellcheck disable=SC2046 # names without blanks
  "$plume" merge $(shuffled) -o all 2>told || wrong "$1: $2 parts are not merged"
  [ ! -s told ] || wrong "$1: merging $2 parts tells $(cat told)"
  if [ "$2" -ge 3 ]; then
    "$plume" merge 1.partial 3.partial -o some 2>/dev/null
    # shellcheck disable=SC2046
    "$plume" merge 2.partial some $(ls ./*.partial | grep -v '^./[123].partial') 2>/dev/null | cmp -s - all ||
      wrong "$1: $2 parts merged in two steps are another partial"
  fi
  rm -rf one two
  mkdir one two
  "$plume" runs "$1" --format json >one/runs 2>one/told
  "$plume" runs all --format json >two/runs 2>two/told
  "$plume" estimate "$1" --location DE >one/estimate 2>&1
  # shellcheck disable=SC2046
  "$plume" estimate $(shuffled) --location DE >two/estimate 2>&1
  for what in runs told estimate; do
    cmp -s "one/$what" "two/$what" || {
      wrong "$1: $2 parts, $what differs"
      diff "one/$what" "two/$what" | cut -c1-300 | head -4
    }
  done
  grep -q run_id one/runs || wrong "$1: no run, so nothing was compared"
}

# Two devices a second; a gap of two minutes in the middle; rows that are none; a header again.
awk 'BEGIN {
  print "timestamp, index, uuid, power.draw [W]"
  for (t = 0; t < 1500; t++) if (t < 690 || t >= 810) {
    for (g = 0; g < 2; g++)
      printf "2024/05/14 10:%02d:%02d.000, %d, GPU-%d, %s\n", int(t / 60), t % 60, g, g,
        (t * 37 + g) % 101 == 0 ? "[N/A]" : sprintf("%.2f W", 100 + (t * 37 + g * 11) % 200)
    if (t % 400 == 7) print "Unable to determine the device handle for GPU 0000:3B:00.0"
    if (t == 1000) print "timestamp, index, uuid, power.draw [W]"
  }
}' >power.csv
for n in 1 2 7 64; do same power.csv "$n"; done
sed 's/$/\r/' power.csv >dos.csv
same dos.csv 7

# The two halves have as many bytes, so that the cut of two parts lies in the gap between them.
awk 'BEGIN {
  print "timestamp, index, uuid, power.draw [W]"
  for (t = 0; t < 1320; t++) if (t < 600 || t >= 720)
    printf "2024/05/14 10:%02d:%02d.000, 0, GPU-0, %d W\n", int(t / 60), t % 60, 100 + (t * 37) % 200
}' >gap.csv
same gap.csv 2
[ "$(sed -n 's/.*"from":\([0-9]*\),.*/\1/p' 2.partial)" = "$(head -n 601 gap.csv | wc -c)" ] || wrong 'the cut is not in the gap'

# Cells with quotes, delimiters and ends of lines in them, blank rows, rows that are rejected; notes that are told once.
awk 'BEGIN {
  print "run_id,name,hours,energy_kwh,pue_included,colour,start"
  for (i = 0; i < 700; i++) {
    name = i % 3 == 0 ? "\"of two, " i "\nlines \"\"and quotes\"\"\"" : "plain-" i
    printf "r%d,%s,%s,%s,1.2,red,2024-05-%02dT10:00:00\n", i, name, i % 50 == 9 ? "many" : 1 + i % 7, 1 + i % 13, 1 + i % 28
    if (i % 90 == 5) print ""
    if (i == 300) print "run_id,name,hours,energy_kwh,pue_included,colour,start"
  }
}' >table.csv
for n in 2 7 64; do same table.csv "$n"; done
printf 'r,1' >>table.csv
same table.csv 7

# A report of parts, which is called as the log is.
parts power.csv 7
mkdir here there
"$plume" report -q power.csv --location DE -o here/report 2>/dev/null || wrong 'there is no report'
"$plume" merge ./*.partial -o there/power.csv 2>/dev/null
(cd there && "$plume" report -q power.csv --location DE -o report 2>/dev/null) || wrong 'there is no report of parts'
diff -r here/report there/report || wrong 'the reports differ'

# What cannot be cut is the first part, and the others have nothing.
gzip -c power.csv >power.csv.gz
for file in power.csv.gz "$PLUME_SOURCE_DIR/examples/transformers/seeds/jobs.psv"; do
  parts "$file" 3
  "$plume" runs 3.partial 2.partial 1.partial --format json 2>/dev/null >two.json
  "$plume" runs "$file" --format json 2>/dev/null | cmp -s - two.json || wrong "$file in one part of three differs"
done
sed '900s/.*/timestamp, uuid, index, power.draw [W]/' power.csv >other.csv
"$plume" runs --format partial --part 1/1 other.csv >/dev/null 2>told && wrong 'another header is passed over'
grep -q 'another header' told || wrong "another header: $(cat told)"

sed 's|^2024/05/14|03-05-2024|' power.csv >days.csv
echo '13-05-2024 10:00:00.000, 0, GPU-0, 100 W' >>days.csv
parts days.csv 2
"$plume" runs -q 2.partial 1.partial --format json 2>/dev/null | cmp -s - <("$plume" runs -q days.csv --format json 2>/dev/null) ||
  wrong 'days that only the end tells are read otherwise in parts'

# Shares that are missing, or came twice.
parts power.csv 8
"$plume" merge [1-7].partial -o some 2>told || wrong 'seven of eight are not merged'
grep -q 'power.csv.*8 shares.*: 8' told || wrong "the eighth is missing: $(cat told)"
"$plume" estimate some --location DE >/dev/null 2>told && wrong 'a log with a hole is read'
grep -q 'in none of the partials' told || wrong "a hole: $(cat told)"
"$plume" merge some 8.partial -o all 2>told || wrong 'the eighth is not merged'
[ ! -s told ] || wrong "all eight are there, but $(cat told)"
"$plume" merge all 3.partial 2>told | cmp -s - all || wrong 'a part that is there already changes the partial'
grep -q 'share 3 of 8 was given 2 times' told || wrong "one came twice: $(cat told)"
mkdir logs
cp power.csv logs/a.csv
cp table.csv logs/b.csv
parts logs 3
"$plume" estimate 1.partial 3.partial --location DE >/dev/null 2>told || wrong 'two shares of three are not read'
grep -q 'logs.*3 shares.*: 2' told || wrong "a share of a folder is missing: $(cat told)"
"$plume" report -q 1.partial 3.partial --location DE -o missing 2>/dev/null || wrong 'there is no report of two shares'
grep -q missing-share missing/results.json || wrong 'a report says nothing of a missing share'

# Formats and ends.
sed '1s/1/7/' all >bad
"$plume" runs bad >/dev/null 2>told && wrong 'another format is read'
grep -q 'bad:1:18: error: .*format 7' told || wrong "another format: $(cat told)"
grep -q 'hint: a newer version' told || wrong "no hint: $(cat told)"
head -c -30 all >bad
"$plume" runs bad >/dev/null 2>told && wrong 'a partial that is cut off is read'
grep -q 'bad:[0-9]*:[0-9]*: error: .*cut off' told || wrong "cut off: $(cat told)"
grep -q '^hint: ' told || wrong "no hint for one that is cut off: $(cat told)"

# Columns that are empty keep their types.
if command -v sqlite3 >/dev/null; then
  "$plume" runs -q table.csv --format csv >rows.csv 2>/dev/null
  { "$plume" runs --schema sql && printf '.mode csv\n.import --skip 1 rows.csv runs\nselect count(*), sum(energy_kwh) from runs;\n'; } |
    sqlite3 >sums || wrong 'SQLite does not take the schema'
  grep -qx "$(("$(grep -c '^r[0-9]*,' rows.csv)")),[0-9.]*" sums || wrong "SQLite: $(cat sums)"
fi
[ "$("$plume" runs --schema duckdb | grep -c "': '")" = "$("$plume" runs -q power.csv --format csv 2>/dev/null | head -1 | tr ',' '\n' | wc -l)" ] ||
  wrong 'the schema has other columns'
"$plume" runs --schema duckdb | grep -q "'energy_kwh': 'DOUBLE'" || wrong 'the schema has other types'
if "$plume" runs --schema oracle 2>/dev/null; then wrong 'any dialect is taken'; fi
[ $failed = 0 ] && echo "parts of one log give the bytes of the whole"
exit $failed
