#!/usr/bin/env bash
# One folder may hold logs of every reader there is: all are read, and their records balance.
set -uo pipefail
export PATH="$(dirname "$PLUME_PROGRAM"):$PATH" LC_ALL=C TZ=UTC
unset PLUME_DATA SOURCE_DATE_EPOCH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

is() { # WHAT WANTED GOT
  [ "$2" = "$3" ] && return
  echo "FAILED: $1: wanted $2, got $3"
  head -3 "$work/stderr" | cut -c 1-300
  failed=1
}

plume runs "$PLUME_SOURCE_DIR/tests/samples" --keep-going -q --format json >"$work/runs.json" 2>"$work/stderr"
is "the exit status" 0 $?
is "more than 64 readers tell of runs" true \
  "$(jq '[.runs[].told_by[].reader] | unique | length > 64' "$work/runs.json")"
is "what becomes of records adds up" true \
  "$(jq '.records | .read == .used + .superseded + .duplicate + .told_again + .rejected' "$work/runs.json")"
[ "$failed" = 0 ] && echo "every reader at once: $(jq -c .records "$work/runs.json")"
exit "$failed"
