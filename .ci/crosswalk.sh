#!/usr/bin/env bash
# usage: .ci/crosswalk.sh [--write]
# docs/crosswalk.md is docs/crosswalk.csv as a page, and each field that this ledger names stands in the
# template of its form. --write makes the page anew.
set -euo pipefail
cd "$(dirname "$0")/.."

page() {
  cat <<'END'
# Crosswalk: each figure, and its field in every form

Made by `.ci/crosswalk.sh --write` from `docs/crosswalk.csv`; do not edit. An empty cell: the form has no place for it, or Plume
does not fill it. The files are those of [exports](report.md#exports).

END
  # Commas inside of quotes do not part cells.
  awk '{
    row = "|"; rest = $0
    while (rest != "" || more) {
      if (match(rest, /^"[^"]*"/)) { cell = substr(rest, 2, RLENGTH - 2); rest = substr(rest, RLENGTH + 1) }
      else { match(rest, /^[^,]*/); cell = substr(rest, 1, RLENGTH); rest = substr(rest, RLENGTH + 1) }
      more = rest ~ /^,/
      sub(/^,/, "", rest)
      row = row " " (NR > 1 && column && cell != "" ? "`" cell "`" : cell) " |"
      column++
    }
    gsub(/ ` \|/, "` |", row)
    print row
    if (NR == 1) { line = row; gsub(/[^|]+/, "---", line); print line }
    column = 0
  }' docs/crosswalk.csv
}

templates=("" "" "templates/checklist.md templates/exports/neurips.tex" "templates/exports/acl.tex" "templates/parts/climate-card.md"
  "templates/model-card.yaml templates/exports/model-card.md" templates/exports/boamps.json templates/exports/cyclonedx.json
  templates/exports/spdx.json templates/parts/eu-form.md templates/exports/sci-ai.md)
failed=0
for i in $(seq 2 10); do
  while read -r field; do
    # shellcheck disable=SC2086 # several files
    cat ${templates[i]} templates/sentences/{card,compute,energy,known,bound}*.txt | grep -F -- "$field" >/dev/null ||
      { echo "docs/crosswalk.csv: '$field' is not in ${templates[i]}"; failed=1; }
  done < <(page | sed -n '/^| figure/,$p' | sed 1,2d | awk -F' [|] ?' -v i="$((i + 1))" '{ sub(/^[|] /, ""); $0 = $0; gsub(/`/, "", $i); if ($i != "") print $i }')
done
if [ "${1:-}" = --write ]; then page >docs/crosswalk.md; else
  page | diff -u docs/crosswalk.md - || { echo "docs/crosswalk.md is not what .ci/crosswalk.sh --write makes"; failed=1; }
fi
exit $failed
