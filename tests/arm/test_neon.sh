#!/usr/bin/env bash
# The bytes of a table that mean something are marked by the vectors of ARM as without them: built
# for aarch64 and run by an emulator, where both are here (scripts/test --arm installs them).
set -eu
: "${PLUME_SOURCE_DIR:?}"
for tool in aarch64-linux-gnu-gcc qemu-aarch64; do
  command -v $tool >/dev/null || { echo "SKIPPED: $tool is not installed"; exit 0; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$PLUME_SOURCE_DIR"
aarch64-linux-gnu-gcc -std=c11 -O2 -Wall -Wextra -Wconversion -Werror -static -Isrc -Iinclude \
  -o "$work/marks" tests/arm/marks.c src/core/data/csv_marks.c
qemu-aarch64 "$work/marks"
