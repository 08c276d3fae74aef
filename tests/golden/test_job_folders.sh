#!/usr/bin/env bash
# A tracker's row in the folder of a job of Hydra is of that job, though jobs ran at the same time.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$PLUME_SOURCE_DIR/tests/samples/hydra/multirun" "$folder/multirun"
jobs=$folder/multirun/08-00-00
for i in 0 1; do
  mkdir "$jobs/$i/tracker"
  printf '%s\n' 'timestamp,project_name,run_id,duration,emissions,energy_consumed' \
    "2026-01-01T09:00:0$i,toy,run-$i,3600,0.1,0.$((i + 1))" >"$jobs/$i/tracker/emissions.csv"
done
"$PLUME_PROGRAM" runs -q --timezone UTC --format csv "$folder/multirun" >"$folder/runs.csv"
got=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
  NR > 1 && /lr=0/ { n++; if (/search/) s++ } END { print NR - 1, n, s }' "$folder/runs.csv")
[ "$got" = "2 2 2" ] || { echo "not two runs with role and parameters: $got"; cat "$folder/runs.csv"; exit 1; }
for i in 0 1; do
  grep "lr=0.$((i + 1))" "$folder/runs.csv" | grep -q ",0\.$((i + 1))," ||
    { echo "the energy of job $i is not its own"; cat "$folder/runs.csv"; exit 1; }
done
