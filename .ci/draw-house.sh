#!/usr/bin/env bash
# usage: .ci/draw-house.sh [REVISION] >house.svg
# Draws the house from its own calls: a box for each room (first-level folder of src/, and cli/), a
# square for each .c file, those of one sub-folder together; red, when files call each other in a
# circle. An arrow goes from a room to a room that it calls; where a chain of other arrows leads
# there too, none is drawn. The same revision gives the same bytes. Without a revision: as it stands.
set -euo pipefail
cd "$(dirname "$0")/.."

house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT
if [ $# -gt 0 ]; then
  git archive "$1" src cli | tar -x -C "$house"
else
  cp -r src cli "$house/"
fi
program=$PWD/.ci
cd "$house"
find src cli -name '*.c' | LC_ALL=C sort >files
ctags --fields=+f --languages=C --c-kinds=f -o - -L files >functions
LC_ALL=C xargs awk -f "$program/calls.awk" functions <files >calls
LC_ALL=C awk -f "$program/house.awk" files calls
