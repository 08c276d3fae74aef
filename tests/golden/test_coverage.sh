#!/usr/bin/env bash
# With the energy of some runs unknown every file that prints a total says "at least" and of how
# many runs it is known; with little known the short statement and the model card give no figure.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
status=0

table() { # KNOWN UNKNOWN: a table with so many runs of each
  echo run_id,hours,device_count,energy_kwh,energy_scope
  for i in $(seq "$1"); do echo "known-$i,1,1,0.3,it"; done
  for i in $(seq "$2"); do echo "unknown-$i,1,1,,"; done
}

says() { # FILE PATTERN: prints the sentence that has it
  local text=$1
  if [ "${1##*.}" = pdf ]; then pdftotext -layout "$1" pdf.txt && text=pdf.txt; fi
  if found=$(tr '\n' ' ' <"$text" | tr -s ' ' | grep -oE "[^.;]{0,60}$2[^.;]{0,20}" | head -1); then
    echo "  $1: $found"
  else
    echo "FAILED: $1 does not say '$2'"
    status=1
  fi
}

files=(appendix.pdf appendix.tex statement.tex statement.md short.tex macros.tex checklist.md model-card.yaml)

echo "energy known for 19 of 20 runs:"
table 19 1 >most.csv
"$PLUME_PROGRAM" report most.csv -l DE --year 2023 -q -o most >/dev/null
for file in "${files[@]}"; do says "most/$file" '19 of 20 runs'; says "most/$file" 'at least'; done
grep -q '"known_runs": 19' most/results.json && grep -q '"runs": 20' most/results.json ||
  { echo "FAILED: results.json does not say 19 of 20"; status=1; }
grep -q '^  emissions: ' most/model-card.yaml || { echo "FAILED: the model card has no figure"; status=1; }

echo "energy known for 1 of 3 runs:"
table 1 2 >few.csv
"$PLUME_PROGRAM" report few.csv -l DE --year 2023 -o few >summary 2>/dev/null
for file in "${files[@]}"; do says "few/$file" '1 of 3 runs'; done
says few/short.tex 'not available'
says few/model-card.yaml 'emissions: not available'
says summary 'plume init'
if grep -q '^  emissions: ' few/model-card.yaml; then echo "FAILED: a third of the runs is no total"; status=1; fi
exit "$status"
