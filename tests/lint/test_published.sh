#!/usr/bin/env bash
# Every published table of datasets/, as its paper prints it: none is accused, but for those that contradict
# themselves, which give exactly the contradictions of datasets/printed_faults.csv.
set -euo pipefail
command -v python3 >/dev/null || { echo "test_published: SKIPPED, there is no python3 to write the tables"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -B "$PLUME_SOURCE_DIR/tests/lint/published.py" write "$work" "$PLUME_SOURCE_DIR"
(cd "$work" && "$PLUME_PROGRAM" audit --lint ./*.csv --format json) >"$work/found.json"
python3 -B "$PLUME_SOURCE_DIR/tests/lint/published.py" judge "$work"
