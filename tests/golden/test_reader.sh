#!/usr/bin/env bash
# The documents speak to the reader of a paper: no option and no key of Plume, no study file, on any page
# of the PDF nor in LaTeX or Markdown; of thirty equal logs no more than six digests.
set -eu
: "${PLUME_PROGRAM:?}" "${PLUME_SOURCE_DIR:?}"
command -v pdftotext >/dev/null || { echo "SKIPPED: pdftotext is not installed"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
told='study file|plume\.yaml|(^|[ (])--[a-z]|\b(site|hardware|inference|uncertainty|search|inputs|include|report)\.[a-z]+_[a-z_]+|`plume '

# reader NAME PATH OPTION...
reader() {
  local text
  "$PLUME_PROGRAM" report "$2" -q -o "$work/$1" "${@:3}" 2>"$work/messages" || { cat "$work/messages"; exit 1; }
  pdftotext -layout "$work/$1/appendix.pdf" "$work/$1/page.md"
  for text in "$work/$1"/*.tex "$work/$1/statement.md" "$work/$1/report.md" "$work/$1/page.md"; do
    # Comments of LaTeX are for who types it.
    if grep -v '^%' "$text" | grep -nE -e "$told"; then
      echo "FAILED: $1: $(basename "$text") tells the reader what the author types"
      failures=$((failures + 1))
    fi
  done
}

reader lab "$PLUME_SOURCE_DIR/tests/latex/reports/lab.csv" -s "$PLUME_SOURCE_DIR/tests/latex/reports/lab.yaml"
mkdir "$work/logs"
for i in $(seq 30); do
  mkdir "$work/logs/$i"
  printf 'run_id,hours,device,host\nrun-%s,%s,A100,h%s\n' "$i" "$i" "$i" >"$work/logs/$i/runs.csv"
done
reader many "$work/logs"
digests=$(grep -cE '[0-9a-f]{64}' "$work/many/page.md")
[ "$digests" -le 6 ] || { echo "FAILED: $digests digests on the pages"; failures=$((failures + 1)); }
grep -q '25 more in results.json; all 30 digests together' "$work/many/page.md" || {
  echo "FAILED: what is left out is not said"
  failures=$((failures + 1))
}
[ "$failures" = 0 ] && echo "reader: the pages speak to the reader"
exit $((failures > 0))
