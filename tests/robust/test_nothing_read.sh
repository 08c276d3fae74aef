#!/usr/bin/env bash
# --keep-going goes on without what cannot be read; when that is everything, nothing was done.
. "$PLUME_SOURCE_DIR/tests/robust/report_cases.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir empty
echo "no log" >notes.txt

for paths in nosuch.csv "nosuch.csv empty" notes.txt "--strict nosuch.csv"; do
  # shellcheck disable=SC2086
  "$plume" report $paths -o out --keep-going -q 2>said
  is "report $paths" "$? $(ls -A | grep -c out)" "1 0"
  grep -q "error: none of the paths gave a run" said && ok || wrong "$paths: $(cat said)"
done
for command in runs "runs --format json" "runs --format csv" estimate init \
  "chart phases -o c.svg"; do
  # shellcheck disable=SC2086
  $plume $command nosuch.csv --keep-going -q >listed 2>said
  is "$command" "$?" 1
done
"$plume" report nosuch.csv "$log" -o one -q --keep-going
is "one of two" "$? $(jq .runs.count one/results.json)" "0 1"

finish "nothing read"
