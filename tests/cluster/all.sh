#!/usr/bin/env bash
# scripts/test --cluster: the recipes of docs/cluster.md on their engines, each on this machine's loopback,
# started and stopped by its script, and held against a single pass. What is not installed is a failure here.
set -uo pipefail
failed=0
for engine in parallel mpi slurm spark postgresql; do
  echo "== $engine"
  bash "$PLUME_SOURCE_DIR/tests/cluster/$engine.sh" || { echo "FAILED: $engine"; failed=1; }
done
[ $failed = 0 ] && echo "all engines give the bytes of the single pass"
exit $failed
