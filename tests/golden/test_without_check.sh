#!/usr/bin/env bash
# Where Check is not installed, cmake configures the program, says that the tests are left out, and
# no test is there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The files of all of pkg-config's folders but Check's.
mkdir "$folder/pc"
for place in $(tr : ' ' <<<"${PKG_CONFIG_PATH:-}") $(pkg-config --variable pc_path pkg-config | tr : ' '); do
  [ ! -d "$place" ] || find "$place" -maxdepth 1 -name '*.pc' ! -name check.pc -exec ln -sf {} "$folder/pc/" ';'
done
without_check() { env -u PKG_CONFIG_PATH PKG_CONFIG_LIBDIR="$folder/pc" "$@"; }
if without_check pkg-config --exists check; then
  echo "FAILED: Check was not hidden"; exit 1
fi

without_check cmake -S "$PLUME_SOURCE_DIR" -B "$folder/b" >"$folder/said" 2>&1 || {
  cat "$folder/said"; echo "FAILED: cmake without Check"; exit 1
}
grep -q 'the tests are left out' "$folder/said" || {
  cat "$folder/said"; echo "FAILED: nothing is said of the tests"; exit 1
}
cmake --build "$folder/b" --target help >"$folder/targets"
grep -qw plume_program "$folder/targets" || { echo "FAILED: no program to build"; exit 1; }
if grep -q test_ "$folder/targets"; then
  echo "FAILED: tests to build"; exit 1
fi
echo "without Check: the program alone, and it is said"
