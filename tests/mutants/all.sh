#!/usr/bin/env bash
# scripts/test --mutants: 300 small changes of the source, each of which some test must notice.
# PLUME_MUTANTS_SEED repeats a run; the day is the seed otherwise.
set -euo pipefail
exec python3 "$PLUME_SOURCE_DIR/tests/mutants/mutate.py" "$PLUME_BUILD_DIR" --table "$PLUME_BUILD_DIR/mutants.md" \
  ${PLUME_MUTANTS_SEED:+--seed "$PLUME_MUTANTS_SEED"}
