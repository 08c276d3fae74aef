#!/usr/bin/env bash
# Two trainings that a scheduler, a tracker and a power log tell: the report of them, and the demo's, against
# the sums that the example's README works out by hand and that awk makes of the three logs.
set -euo pipefail
example=$PLUME_SOURCE_DIR/examples/transformers
logs=$example/seeds
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

wrong() {
  echo "$*"
  exit 1
}

# near NAME GOT WANTED BY_HAND
near() {
  awk -v a="$2" -v b="$3" -v c="$4" \
    'BEGIN { d = a - b; e = b - c; exit !(d < 1e-9 && d > -1e-9 && e < 1e-9 && e > -1e-9) }' ||
    wrong "$1: the report has $2, the logs $3, by hand it is $4"
}

# number KEY: the first of this name in results.json
number() {
  awk -F"\"$1\": " 'NF > 1 { print $2 + 0; exit }' "$folder/report/results.json"
}

"$PLUME_PROGRAM" report -q --timezone UTC --pue 1 --intensity 1 "$logs" -o "$folder/report"
jobs=$(awk -F'|' 'FNR > 1 && $1 !~ /\./ { match($8, /gres\/gpu=[0-9]+/)
  h += $7 / 3600 * substr($8, RSTART + 9, RLENGTH - 9) } END { print h }' "$logs/jobs.psv")
# Readings a minute apart, device by device: the mean of two for each minute.
gpu=$(awk -F', ' 'FNR > 1 { w = $5 + 0; if ($2 in last) j += (w + last[$2]) / 2 * 60; last[$2] = w }
  END { print j / 3.6e6 }' "$logs/gpu.csv")
rest=$(awk -F, 'FNR > 1 { e += $10 + $12 } END { print e }' "$logs/emissions.csv")

near device-hours "$(number device_hours)" "$jobs" 6
near "kWh of the GPUs" "$(number device_kwh)" "$gpu" 2.1
near "kWh of IT" "$(number it_kwh)" "$(awk "BEGIN { print $gpu + $rest }")" 2.46
[ "$(number told_again)" = 0 ] || wrong "the first log tells nothing again"
"$PLUME_PROGRAM" runs -q --timezone UTC --format csv "$logs" >"$folder/runs.csv"
[ "$(wc -l <"$folder/runs.csv")" = 3 ] || wrong "not two runs: $(cat "$folder/runs.csv")"

"$PLUME_PROGRAM" report -q -s "$example/plume.yaml" -o "$folder/demo"
for row in 'emissions.csv & codecarbon & 2 & 2 & 0 & 2' 'gpu.csv & nvidia\_smi & 2 & 2 & 0 & 2' \
  'jobs.psv & slurm & 2 & 2 & 2 & 0'; do
  grep -qF "$row" "$folder/demo/appendix.tex" || wrong "the demo's table Evidence lacks '$row'"
done
