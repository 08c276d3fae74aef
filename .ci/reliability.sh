#!/usr/bin/env bash
# usage: .ci/reliability.sh WHAT FILE...
# Puts what a long run said into its place of docs/reliability.md. WHAT is torture (the table that
# tests/torture/torture.sh --table wrote), mutants (that of tests/mutants/mutate.py --table), fuzz (the logs of
# scripts/fuzz, BUILD/fuzz_*.log), coverage (the summary of scripts/test --coverage) or writers (what
# tests/robust/test_report_killed_writers.sh said).
set -euo pipefail
page=$(dirname "$0")/../docs/reliability.md
[ $# -ge 2 ] || { sed -n '2,6p' "$0" >&2; exit 2; }
what=$1
shift

fuzz() {
  local log
  echo "$(date -u +%Y-%m-%d), $# targets, libFuzzer with ASan and UBSan"
  echo
  echo "| target | executions | seconds | edges reached | peak MB | findings |"
  echo "|---|---|---|---|---|---|"
  for log; do
    awk -v name="$(basename "$log" .log)" '
      match($0, / cov: [0-9]+/) { edges = substr($0, RSTART + 6, RLENGTH - 6) }
      /^stat::number_of_executed_units/ { runs = $2 }
      /^stat::peak_rss_mb/ { peak = $2 }
      /^Done [0-9]+ runs in/ { seconds = $5 }
      /^SUMMARY/ { found++ }
      END { printf "| %s | %d | %s | %d | %d | %d |\n", name, runs, seconds == "" ? "n/a" : seconds, edges, peak, found }' \
      <(tr -cd '[:print:]\n' <"$log")
  done
}

case $what in
  torture | mutants) text=$(cat "$@") ;;
  fuzz) text=$(fuzz "$@") ;;
  coverage | writers) text=$(echo '```' && cat "$@" && echo '```') ;;
  *) sed -n '2,6p' "$0" >&2; exit 2 ;;
esac
grep -q "^<!-- $what -->\$" "$page" || { echo "reliability: docs/reliability.md has no place for $what" >&2; exit 1; }
new=$(mktemp)
trap 'rm -f "$new"' EXIT
TEXT=$text awk -v what="$what" '
  $0 == "<!-- " what " -->" { print; print ""; print ENVIRON["TEXT"]; print ""; inside = 1; next }
  $0 == "<!-- /" what " -->" { inside = 0 }
  !inside' "$page" >"$new"
cat "$new" >"$page"
