#!/usr/bin/env bash
# An estimate of logs is the estimate of the runs.csv that is made of them, to the last digit: over all own samples
# and, where they are, the third-party ones (PLUME_SHARED, default ../shared).
set -uo pipefail
export PATH="$(dirname "$PLUME_PROGRAM"):$PATH" LC_ALL=C TZ=UTC
unset PLUME_DATA SOURCE_DATE_EPOCH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tried=0 failed=0

# By the two methods of every report, or by others that are asked for. Intervals are drawn, so they are left out.
estimate() {
  plume estimate "$@" --format csv -q 2>/dev/null | cut -d, -f1-6
}

compare() { # LOG
  plume runs "$1" --format csv -q -o "$work/runs.csv" >/dev/null 2>&1 || return 0
  [ "$(wc -l <"$work/runs.csv")" -gt 1 ] || return 0
  estimate "$1" >"$work/log.csv"
  estimate "$work/runs.csv" >"$work/again.csv"
  if [[ $1 == *codecarbon* ]]; then # this method asks which tool logged a run, and which version of it
    estimate "$1" -m codecarbon >>"$work/log.csv"
    estimate "$work/runs.csv" -m codecarbon >>"$work/again.csv"
  fi
  tried=$((tried + 1))
  if ! cmp -s "$work/log.csv" "$work/again.csv"; then
    failed=$((failed + 1))
    echo "$1: another estimate from its runs.csv"
    diff "$work/log.csv" "$work/again.csv"
  fi
}

while read -r log; do
  # Equal runs of one line are a product there and a sum here: the last bit differs.
  grep -q "^run_id.*,repeat" "$log" 2>/dev/null || compare "$log"
done < <(find "$PLUME_SOURCE_DIR/tests/samples" "$PLUME_SOURCE_DIR/examples" -type f ! -name '*.expected.json' ! -name '*.md' | sort)
echo "round trip: $tried own samples"
[ "$tried" -ge 100 ] || { echo "round trip: expected at least 100 samples"; exit 1; }

samples=${PLUME_SAMPLES:-${PLUME_SHARED:-$PLUME_SOURCE_DIR/../shared}/samples}
if [ -d "$samples" ]; then
  while read -r log; do
    compare "$log"
  done < <(find "$samples" -type f -size -300k ! -name '*.md' | sort)
  echo "round trip: $tried logs with those of others"
else
  echo "*** SKIPPED: no samples at $samples (set PLUME_SHARED) ***"
fi
[ "$failed" = 0 ]
