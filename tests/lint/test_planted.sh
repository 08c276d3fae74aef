#!/usr/bin/env bash
# Tables and cards whose truth is known, 60 % of them sound, the others with one planted slip: no sound
# one is accused, 95 % of the slips are found, 90 % named right. Another language makes them.
#   PLUME_LINT_SEEDS="1 2"    which studies are made (any others must hold as well)
#   PLUME_LINT_UPDATE=1       writes the tables of docs/lint.md, which must be those of the first two
set -euo pipefail
command -v python3 >/dev/null || { echo "test_planted: SKIPPED, there is no python3 to make the tables"; exit 0; }
here=$PLUME_SOURCE_DIR/tests/lint docs=$PLUME_SOURCE_DIR/docs/lint.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
studies=()
for seed in ${PLUME_LINT_SEEDS:-1 2}; do
  study=$work/seed-$seed
  mkdir "$study"
  python3 -B "$here/generate.py" "$study" "$seed" 400 "$PLUME_SOURCE_DIR"
  (cd "$study" && "$PLUME_PROGRAM" audit --lint *[0-9].* --format json >found.json)
  studies+=("$study")
done
python3 -B "$here/judge.py" "${studies[@]}"
[ -z "${PLUME_LINT_SEEDS:-}" ] || exit 0
python3 -B "$here/judge.py" "${studies[@]}" --table >"$work/tables"
awk -v tables="$work/tables" '
  /^<!-- end of planted slips -->/ { inside = 0 }
  !inside
  /^<!-- planted slips:/ { inside = 1; while ((getline line < tables) > 0) print line }
' "$docs" >"$work/docs"
[ -z "${PLUME_LINT_UPDATE:-}" ] || cp "$work/docs" "$docs"
diff -u "$docs" "$work/docs" || { echo "docs/lint.md: PLUME_LINT_UPDATE=1 writes its tables anew"; exit 1; }
