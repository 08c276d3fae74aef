#!/usr/bin/env bash
# Snakemake's record of an output is of the last attempt: those before it add their hours, and the job ended as the last.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
state=$folder/.snakemake
mkdir -p "$state/log" "$state/metadata"
cat >"$state/log/2026-01-01T090000.000000.snakemake.log" <<'E'
  Host: node7
Building DAG of jobs...
Job stats:
[Thu Jan  1 09:00:00 2026]
localrule train:
    output: r.txt
    jobid: 1
[Thu Jan  1 09:10:00 2026]
Error in rule train:
    jobid: 1
Trying to restart job 1.
[Thu Jan  1 09:10:00 2026]
localrule train:
    output: r.txt
    jobid: 1
[Thu Jan  1 09:20:00 2026]
Error in rule train:
    jobid: 1
Trying to restart job 1.
[Thu Jan  1 09:20:00 2026]
localrule train:
    output: r.txt
    jobid: 1
[Thu Jan  1 09:30:00 2026]
Finished jobid: 1 (Rule: train)
E
# 09:20:00.5 to 09:30:00.25
printf '%s' '{"rule": "train", "shellcmd": "train", "job_hash": 17, "starttime": 1767259200.5, "endtime": 1767259800.25, "incomplete": false}' \
  >"$state/metadata/$(printf r.txt | base64)"
got=$("$PLUME_PROGRAM" runs -q --timezone UTC --format json "$folder" | jq -c '[.runs[] | [.state, .duration_s, .start]]')
[ "$got" = '[["complete",1799.75,"2026-01-01T09:00:00Z"]]' ] || { echo "not one run of three attempts: $got"; exit 1; }
