#!/usr/bin/env bash
# `report --force` replaces what a report wrote, and nothing else: each refusal names what is in the
# way, ends 1 and touches nothing.
. "$PLUME_SOURCE_DIR/tests/robust/report_cases.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

force() { # DIR ARGUMENT...: what it says, then its status
  local folder=$1
  shift
  "$plume" report "$@" -o "$folder" --force -q 2>&1
  echo "exit $?"
}

refuses() { # WHAT DIR MESSAGE ARGUMENT...
  local what=$1 folder=$2 message=$3 before said
  shift 3
  before=$(digest "$folder")
  said=$(force "$folder" "$@")
  case $said in
    *"$message"*"exit 1") ok ;;
    *) wrong "$what: said '$said', expected '$message'" ;;
  esac
  is "$what: the folder" "$(digest "$folder")" "$before"
  is "$what: hidden" "$(hidden .)" ""
}

# --- folders of others ---
mkdir eval
echo '{"accuracy": 0.9}' >eval/results.json
echo weights >eval/model.safetensors
refuses "a results.json of an evaluation" eval \
  "eval/results.json: error: is not the results.json of a report" "$log"
printf '{"loss": 1}\n{"loss": 2}\n' >eval/results.json
refuses "lines of JSON" eval "eval/results.json:2:2: error: this is no JSON" "$log"
echo '{"about": "a plume.report/1"}' >eval/results.json
refuses "the marker in a text" eval "is not the results.json of a report" "$log"
echo '{"schema": "plume.report/2"}' >eval/results.json
refuses "a schema of the future" eval "is not the results.json of a report" "$log"
mkdir thesis
echo mine >thesis/thesis.tex
refuses "no results.json" thesis "thesis: error: holds no results.json" "$log"
is "the thesis" "$(cat thesis/thesis.tex)" mine

# --- a report, and what somebody put into it ---
"$plume" report "$log" -o out -q --title Earlier
is "files[] lists all files" "$(jq -r '.files[]' out/results.json | sort)" \
  "$(cd out && find . -type f | cut -c3- | sort)"
echo notes >out/notes.txt
refuses "a file" out "out/notes.txt: error: was not written by plume" "$log"
rm out/notes.txt
echo loss >out/figures/loss.png
refuses "a file among the figures" out "out/figures/loss.png: error: was not written" "$log"
rm out/figures/loss.png
mkdir -p out/checkpoints/1
refuses "a folder" out "out/checkpoints: error: was not written by plume" "$log"
rmdir -p out/checkpoints/1 2>/dev/null
cp "$log" out/emissions.csv
refuses "an input" out "out/emissions.csv: error: was not written by plume" out/emissions.csv
rm out/emissions.csv
ln -sf "$log" out/runs.csv
refuses "a link under a listed name" out "out/runs.csv: error: was not written by plume" "$log"
cp --remove-destination "$log" out/runs.csv
refuses "an input under a listed name" out "out/runs.csv: error: is read for this report" \
  out/runs.csv
refuses "the report as its own input" out "out/runs.csv: error: is read for this report" out
ln -s out/runs.csv link.csv
refuses "an input that a link leads to" out "link.csv: error: is read for this report" link.csv
is "a report without --force" "$("$plume" report "$log" -o out -q 2>&1 | head -1)" \
  "out: error: exists already"
is "a whole report" "$(force out "$log")" "exit 0"
is "hidden" "$(hidden .)" ""

# --- reports of before there was a list ---
jq 'del(.files)' out/results.json >old.json && cp old.json out/results.json
rm -r out/exports out/report.html out/figures/*-wide.pdf out/report.md # which they did not write
echo notes >out/notes.txt
refuses "an old report with a file" out "out/notes.txt: error: was not written by plume" "$log"
rm out/notes.txt
is "an old report" "$(force out "$log")" "exit 0"
is "it is of today" "$(jq '.files | length > 9' out/results.json)" true

# --- a list that lies ---
echo precious >precious
jq '.files += ["../precious", "figures/../../precious"]' out/results.json >lie.json
cp lie.json out/results.json
is "a list that points outside" "$(force out "$log")" "exit 0"
is "what it pointed to" "$(cat precious)" precious

finish "ownership of a report"
