#!/usr/bin/env bash
# Tables and cards as people write them, each with the findings that are right: all of them and no others.
set -euo pipefail
cases=$PLUME_SOURCE_DIR/tests/lint/cases
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$cases" && "$PLUME_PROGRAM" audit --lint [!e]*.* --format csv) >"$work/found"
grep -v '^#' "$cases/expected" >"$work/expected"
bad=0
while read -r file severity code words; do
  awk -F, -v file="$file" -v code="$code" -v severity="$severity" -v words="$words" \
    '$1 == file && $2 == code && $3 == severity && index($0, words) { found = 1 } END { exit !found }' \
    "$work/found" || { echo "$file: no $severity $code with '$words'"; bad=1; }
done <"$work/expected"
while IFS=, read -r file code severity rest; do
  case $code in code | R9 | R10) continue ;; esac
  grep -q "^$file $severity $code " "$work/expected" || { echo "$file: $severity $code is not expected: $rest"; bad=1; }
done <"$work/found"
echo "lint: $(ls "$cases" | grep -vc expected) files, $(wc -l <"$work/expected") findings expected"
exit "$bad"
