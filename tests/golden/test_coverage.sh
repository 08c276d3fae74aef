#!/usr/bin/env bash
# Every file that plume writes of logs, one a line, with the words in which it tells what its totals
# cover when the energy of some runs is not known. A file, a command, a chart or a format that is not
# in these lists fails the test, so that nothing new prints a total without saying so.
set -euo pipefail
export LC_ALL=C.UTF-8 # a thin space is one character

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
status=0
plume() { "$PLUME_PROGRAM" "$@" 2>>warnings; }
fail() { echo "FAILED: $*"; status=1; }

table() { # KNOWN UNKNOWN: a table with so many runs of each; the roles and states take turns
  local roles=(final search ablation) states=(complete failed cancelled complete timeout)
  echo run_id,role,state,start,hours,device_count,energy_kwh,energy_scope,location
  for i in $(seq "$1"); do
    echo "known-$i,${roles[i % 3]},${states[i % 5]},2023-05-0$((i % 9 + 1))T00:00:00Z,1,1,0.3,it,DE"
  done
  for i in $(seq "$2"); do echo "unknown-$i,search,complete,2023-05-03T00:00:00Z,1,1,,,DE"; done
}

words() { # FILE: its text in one line, and for a picture its title and description
  case $1 in
  *.pdf) pdfinfo "$1" && pdftotext -layout "$1" - ;;
  *) cat "$1" ;;
  esac | tr '\n' ' ' | tr -s ' '
}

says() { # FILE PATTERN...: prints the first sentence that has each
  local file=$1 found pattern
  shift
  words "$file" >words
  for pattern; do
    if found=$(grep -oE "[^.;,>]{0,60}$pattern[^.;<]{0,30}" words | sed -n 1p | grep .); then
      echo "  $file: $found"
    else
      fail "$file does not say '$pattern'"
    fi
  done
}

tells() { # FILE HOW: sentence, columns, keys, or none: that it prints no total
  case $2 in
  sentence) says "$1" "$some" "$bound" ;;
  low) says "$1" "$some" 'not available' ;;
  columns) says "$1" 'known_runs,(claim_)?runs,(claim_)?at_most_runs' "$counts" ;;
  keys)
    says "$1" "\"known_runs\": ${counts%%,*}\b" "\"runs\": $all\b" \
      "\"at_most_runs\": ${counts##*,}\b"
    ;;
  none) echo "  $1: no total" ;;
  *) fail "$1: '$2' is no way to tell it" ;;
  esac
}

# --- the files of a report, in every format that a study file may ask for ---

report_files="
appendix.pdf sentence
appendix.tex sentence
checklist.md sentence
exports/acl.tex sentence
exports/boamps.json sentence
exports/climate-card.md sentence
exports/climate-card.tex sentence
exports/cyclonedx.json sentence
exports/eu-ai-act.md sentence
exports/iclr.tex none
exports/icml.tex sentence
exports/model-card.md sentence
exports/neurips.tex none
macros.tex sentence
model-card.yaml sentence
references.bib none
rejected.csv none
results.json keys
runs.csv none
short.tex sentence
report.html sentence
report.md sentence
statement.md sentence
statement.tex sentence
"
figures=$(for kind in methods models phases tornado; do
  printf 'figures/%s.csv columns\nfigures/%s.pdf sentence\nfigures/%s-wide.pdf sentence\nfigures/%s.svg sentence\n' $kind $kind $kind $kind
done)

listed() { grep -E "^$1 " <<<"$report_files$figures" | cut -d' ' -f2; }

check_report() { # FOLDER: each of its files is listed, and each listed one is there and tells it
  while read -r file; do
    how=$(listed "${file#./}")
    if [ -z "$how" ]; then
      fail "$1/$file is in no list of $(basename "$0"): say how it tells what its totals cover"
    else
      tells "$1/${file#./}" "$how"
    fi
  done < <(cd "$1" && find . -type f | LC_ALL=C sort)
  while read -r file how; do
    [ "$file" = exports/boamps.json ] && continue # only where the devices are known
    if [ -n "$file" ] && [ ! -e "$1/$file" ]; then fail "$1/$file is listed and not written"; fi
  done <<<"$report_files$figures"
}

bound='at least|At least'
some='19 of 20 runs' all=20 counts=19,20,0
echo "energy known for $some:"
table 19 1 >most.csv
echo 'negative,final,complete,,-1,1,0.3,it,DE' >>most.csv # for rejected.csv
plume report most.csv -o most >summary
check_report most
tells summary sentence

# --- what the other commands print, in each format ---

commands="
report most.csv -o again --force | summary sentence
estimate most.csv --format table | sentence
estimate most.csv --format json | keys
estimate most.csv --format csv | columns
compare most.csv bert-base --format table | sentence
compare most.csv bert-base --format json | keys
compare most.csv bert-base --format csv | columns
audit most.csv bert-base --format table | sentence
audit most.csv bert-base --format json | keys
audit most.csv bert-base --format csv | columns
audit bert-base most.csv --format table | sentence
init most.csv | sentence
roles most.csv | sentence
check most.csv | sentence
runs most.csv --format table | none
runs most.csv --format json | none
runs most.csv --format ndjson | none
runs most.csv --format partial | none
merge most.partial | none
runs most.csv --format csv | none
diff most most --format table | sentence
diff most most --format json | keys
diff most most --markdown | sentence
verify most --format table | none
verify most --format json | none
reproduce | none
factors grid DE | none
chart phases most.csv -o - | none
"
check_commands() { # each that is listed, of most.csv
  plume runs most.csv --format partial -o most.partial
  while IFS='|' read -r command how; do
    case $command in
    '' | chart* | report*) continue ;;
    esac
    # shellcheck disable=SC2086 # words of a command
    plume $command >"${command// /_}"
    tells "${command// /_}" "${how# }"
  done <<<"$commands"
}
check_commands
for command in $(plume --help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  grep -q "^$command" <<<"$commands" || fail "plume $command is in no list of $(basename "$0")"
  grep -q "^$command .*--format" <<<"$commands" || continue
  formats=$("$PLUME_PROGRAM" "$command" --format nothing most.csv 2>&1 |
    sed -n "s/.*--format is 'nothing', expected //p" | sed 's/,//g; s/ or / /' || true)
  [ -n "$formats" ] || fail "plume $command does not say which formats it has"
  for format in $formats; do
    grep -q "^$command .*--format $format |" <<<"$commands" ||
      fail "plume $command --format $format is in no list of $(basename "$0")"
  done
done

# --- charts, each with its twin and in each format that has words ---

charts='methods models phases regions tornado waterfall'
for kind in $(plume chart nothing most.csv -o nothing.svg; sed -n 's/^hint: known are //p' warnings | tr -d ,); do
  [[ " $charts " == *" $kind "* ]] || fail "chart $kind is in no list of $(basename "$0")"
done
check_charts() { # each, in each format, of most.csv
  for kind in $charts; do
    for ending in svg pdf outline; do
      if [ "$kind" = waterfall ]; then
        plume audit most.csv bert-base --chart "$kind.$ending" >audited
      else
        plume chart "$kind" most.csv -o "$kind.$ending"
      fi
      tells "$kind.$ending" sentence
    done
    if [ "$kind" != waterfall ]; then
      plume chart "$kind" most.csv --data -o "$kind.csv"
      tells "$kind.csv" columns
    fi
  done
}
check_charts

# --- with little known the short texts give no figure ---

some='1 of 3 runs' all=3
echo "energy known for $some:"
table 1 2 >few.csv
plume report few.csv -o few >few.summary
for file in short.tex model-card.yaml; do tells few/$file low; done
for file in appendix.pdf appendix.tex report.html report.md statement.tex statement.md macros.tex checklist.md; do
  tells few/$file sentence
done
says few.summary 'plume init'
if grep -q '^  emissions: ' few/model-card.yaml; then fail "a third of the runs is no total"; fi

# --- and where all is known, or nothing is, nobody speaks of a part ---

for known in '3 0' '1 0' '0 3'; do
  # shellcheck disable=SC2086 # two numbers
  table $known >whole.csv
  plume report whole.csv -o whole --force -q >whole.summary
  plume estimate whole.csv >whole.estimate
  for file in whole.summary whole.estimate $(find whole -type f ! -name '*.csv' ! -name results.json); do
    if words "$file" | grep -iqE 'at least|known for [0-9]'; then
      fail "$known: $file: $(words "$file" | grep -oiE '.{40}(at least|known for [0-9]).{20}' | head -1)"
    fi
  done
done
says whole/short.tex 'not available'
table 1 0 >one.csv
plume report one.csv -o one -q >one.summary
if grep -q 'search runs' one/short.tex; then fail "one run is no search: $(cat one/short.tex)"; fi

# --- a run that still ran when its log ended took at least what is known of it ---

table 3 0 | sed 's/,complete,/,running,/' >going.csv
plume report going.csv -o going --timezone UTC >going.summary
plume estimate going.csv >going.estimate
for file in going.summary going.estimate going/short.tex going/statement.md going/macros.tex going/checklist.md; do
  says "$file" 'at least'
  if [ "$file" != going/checklist.md ]; then says "$file" '3 of 3 runs, 1 in part'; fi
done

# --- what devices drew at most: at rated power for want of their load, or all of them for want of which ---

bound='at most'
some='2 of 3 runs' all=3 counts=3,3,2
echo "devices drew at most what is counted in $some:"
cat >most.csv <<'END'
run_id,role,state,start,hours,device,device_count,power_w,utilization,location
rated,final,complete,2023-05-01T00:00:00Z,1,A100,4,,,DE
rated-too,search,failed,2023-05-02T00:00:00Z,1,A100,4,,,DE
loaded,search,complete,2023-05-03T00:00:00Z,1,A100,4,,0.5,DE
negative,final,complete,,-1,A100,1,,,DE
END
plume report most.csv -o upper >summary
rm -rf most
cp -r upper most
check_report upper
tells summary sentence
check_commands
check_charts
printf 'hardware:\n  host_power_w: 400\n' >hosts.yaml
plume report most.csv --study hosts.yaml -o hosts >hosts.summary
for file in hosts/short.tex hosts/statement.md hosts/checklist.md hosts/macros.tex hosts/appendix.tex; do
  says "$file" 'at most [^.;]{0,20}[0-9]+(\.[0-9])?.?(k?g|kWh)'
done
says hosts.summary 'Emissions, at most'
if grep -q 'at most' one/statement.tex; then fail "no power was rated: $(cat one/statement.tex)"; fi
exit "$status"
