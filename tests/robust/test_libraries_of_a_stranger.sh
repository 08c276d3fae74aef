#!/usr/bin/env bash
# A folder of logs may hold files that are named like the libraries that Plume needs: none of them is
# opened, neither by the program as it was built nor by what it opens for a report.
. "$PLUME_SOURCE_DIR/tests/robust/report_cases.sh"
[ "$(uname)" = Linux ] || { echo "*** libraries are named otherwise here: SKIPPED ***"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cp "$log" log.csv

# What they hold is no library: whoever opens one fails.
modules=$(find "$PLUME_BUILD_DIR" -name 'plume-*.so' | head -8)
# shellcheck disable=SC2086
for library in $(ldd "$plume" $modules | awk '/=>/ { print $1 }' | sort -u) libqpdf.so.29 \
  plume-drawing.so plume-digest.so plume-sqlite.so plume-postgresql.so; do
  echo "no library" >"$library"
done
[ "$(find . -name 'lib*.so*' | wc -l)" -ge 8 ] && ok || wrong "few names of libraries were found"

for command in --version "estimate log.csv" "runs log.csv --format json" "report log.csv -o out -q"; do
  status=0
  # shellcheck disable=SC2086
  "$plume" $command >got 2>said || status=$?
  is "plume $command" "$status" 0
  grep -q 'invalid ELF\|file too short\|cannot open shared' said && wrong "plume $command: $(head -c 300 said)"
done
[ -s out/appendix.pdf ] && ok || wrong "no appendix"
finish "libraries"
