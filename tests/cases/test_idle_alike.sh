#!/usr/bin/env bash
# Logs of two nodes that idle alike for a while are two logs, and no copies of each other; a log that grew since it was copied
# counts once.
set -uo pipefail
export LC_ALL=C TZ=UTC
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# SAMPLES WATTS: 10 s apart, the first forty at 55 W.
log() {
  awk -v n="$1" -v watts="$2" 'BEGIN {
    print "timestamp, index, name, power.draw [W]"
    for (i = 0; i < n; i++) {
      s = i * 10
      printf "2026/11/29 10:%02d:%02d.000, 0, NVIDIA A100-SXM4-80GB, %.2f W\n", s / 60, s % 60, i < 40 ? 55 : watts
    } }'
}
counts() { "$PLUME_PROGRAM" runs --format json "$folder" 2>/dev/null | jq -c '[(.runs | length), .records.used]'; }
mkdir "$folder/n1" "$folder/n2"
log 60 200 >"$folder/n1/gpu.csv"
log 60 300 >"$folder/n2/gpu.csv"
got=$(counts)
[ "$got" = '[2,120]' ] || { echo "two nodes that idled alike: $got"; exit 1; }
log 45 200 >"$folder/n2/gpu.csv"
got=$(counts)
[ "$got" = '[1,60]' ] || { echo "a log and its copy from before: $got"; exit 1; }
