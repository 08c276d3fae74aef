#!/usr/bin/env bash
# Tables and cards whose truth is known, 60 % of them sound, the others with one planted slip: no sound
# one is accused, 95 % of the slips are found, 90 % named right. Another language makes them.
#   PLUME_LINT_SEEDS="1 2"   which studies are made (any others must hold as well)
#   PLUME_LINT_TABLE=1       prints the tables of docs/lint.md
set -euo pipefail
command -v python3 >/dev/null || { echo "test_planted: SKIPPED, there is no python3 to make the tables"; exit 0; }
here=$PLUME_SOURCE_DIR/tests/lint
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for seed in ${PLUME_LINT_SEEDS:-1 2}; do
  mkdir "$work/$seed"
  python3 -B "$here/generate.py" "$work/$seed" "$seed" 400 "$PLUME_SOURCE_DIR"
  (cd "$work/$seed" && "$PLUME_PROGRAM" audit --lint *[0-9].* --format json) >"$work/$seed.json"
  echo "seed $seed"
  python3 -B "$here/judge.py" "$work/$seed/truth.json" "$work/$seed.json" ${PLUME_LINT_TABLE:+--table} --all
done
