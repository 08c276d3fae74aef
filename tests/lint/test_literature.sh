#!/usr/bin/env bash
# Each published training of the shared list: as printed it gives no contradiction, its name is known and its
# figures are its own, and each of them stands in datasets/.
set -euo pipefail
list=${PLUME_SHARED:-$PLUME_SOURCE_DIR/../shared}/literature/published.csv
command -v python3 >/dev/null || { echo "test_literature: SKIPPED, there is no python3"; exit 0; }
[ -f "$list" ] || { echo "test_literature: SKIPPED, there is no $list"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
literature=$PLUME_SOURCE_DIR/tests/lint/literature.py
python3 -B "$literature" write "$list" "$work"
(cd "$work" && "$PLUME_PROGRAM" audit --lint ./*.csv --format json) >"$work/found.json"
count=$(ls "$work"/*.csv | wc -l)
[ "$count" -ge 37 ] || { echo "only $count rows were written"; exit 1; }
(cd "$work" && cp "$list" whole.csv && "$PLUME_PROGRAM" audit --lint whole.csv --format csv) >"$work/whole"
! grep ',contradiction,\|^contradiction' "$work/whole" || { echo "the list as one table is accused"; exit 1; }
python3 -B "$literature" judge "$list" "$work" "$PLUME_SOURCE_DIR"
