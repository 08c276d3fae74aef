#!/usr/bin/env bash
# Each published training of the shared list, as printed, gives no contradiction.
set -euo pipefail
list=${PLUME_SHARED:-$PLUME_SOURCE_DIR/../shared}/literature/published.csv
command -v python3 >/dev/null || { echo "test_literature: SKIPPED, there is no python3"; exit 0; }
[ -f "$list" ] || { echo "test_literature: SKIPPED, there is no $list"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -B "$PLUME_SOURCE_DIR/tests/lint/literature.py" "$list" "$work"
(cd "$work" && "$PLUME_PROGRAM" audit --lint ./*.csv --format csv) >"$work/found"
count=$(ls "$work"/*.csv | wc -l)
[ "$count" -ge 37 ] || { echo "only $count rows were written"; exit 1; }
! grep ',contradiction,' "$work/found"
echo "literature: $count published trainings, none accused"
