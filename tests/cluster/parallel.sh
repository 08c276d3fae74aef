#!/usr/bin/env bash
# GNU parallel: the recipe of docs/cluster.md, and what a reader does with its result.
source "$PLUME_SOURCE_DIR/tests/cluster/support.sh"
trap 'rm -rf "$work"' EXIT
export PARALLEL_HOME=$work/.parallel
mkdir "$PARALLEL_HOME"
touch "$PARALLEL_HOME/will-cite"
parallel --version | head -n 1

make_logs
recipe parallel.sh
compare parallel
recipe use >/dev/null 2>use.told
[ -s report/appendix.pdf ] || { echo "FAILED: the commands of 'use' wrote no report"; exit 1; }
