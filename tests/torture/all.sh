#!/usr/bin/env bash
# scripts/test --torture: each call of each command fails in turn, for two hours at most.
set -euo pipefail
exec timeout 7200 bash "$PLUME_SOURCE_DIR/tests/torture/torture.sh" --full \
  --table "$PLUME_BUILD_DIR/torture.md"
