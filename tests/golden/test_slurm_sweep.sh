#!/usr/bin/env bash
# The worked example of Slurm: the report of it, against sums that awk makes of the export.
set -euo pipefail
example=$PLUME_SOURCE_DIR/examples/slurm-sweep
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$PLUME_PROGRAM" report -s "$example/plume.yaml" -o "$folder/report" > "$folder/summary"
jobs=$(awk -F'|' 'FNR > 1 && $2 !~ /\./' "$example"/*.psv | wc -l)
seconds=$(awk -F'|' 'FNR > 1 && $2 !~ /\./ { s += $8 } END { print s }' "$example"/*.psv)
again=$((jobs - $(awk -F'|' 'FNR > 1 && $2 !~ /\./ { print $2 }' "$example"/*.psv | sort -u | wc -l)))
grep -q "= $((jobs - again)) used + $jobs superseded + 0 duplicate$" "$folder/summary" &&
  grep -q "+ $again told again + 0 rejected" "$folder/summary" ||
    { echo "not $jobs jobs:"; cat "$folder/summary"; exit 1; }
got=$(awk -F'"wall_hours": ' 'NF > 1 { print $2 + 0; exit }' "$folder/report/results.json")
awk -v got="$got" -v wanted="$seconds" 'BEGIN { d = got * 3600 - wanted; exit !(d < 0.01 && d > -0.01) }' ||
    { echo "wall_hours are $got, not those of $seconds s"; exit 1; }
test "$(head -c 5 "$folder/report/appendix.pdf")" = "%PDF-" || { echo "no appendix"; exit 1; }
grep -q '"energy-not-measured"' "$folder/report/results.json" ||
    { echo "that no energy was measured is not told"; exit 1; }
