#!/usr/bin/env bash
# Runs each command that README.md and the pages of docs/ show behind "$ ", in the order in which a page has them
# and beside a copy of the examples, and compares what it prints with what stands below it.
# docs/extending.md has a test of its own.
set -uo pipefail
export PATH="$(dirname "$PLUME_PROGRAM"):$PATH" LC_ALL=C TZ=UTC
unset PLUME_DATA SOURCE_DATE_EPOCH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ran=0 failed=0

# split PAGE FOLDER: FOLDER/N.command and FOLDER/N.wanted of each command.
split() {
  mkdir -p "$2"
  awk -v folder="$2" '
    function close_all() { if (open) { close(command); close(wanted) }; open = more = blank = 0 }
    /^    \$ / && !more {
      close_all()
      command = sprintf("%s/%03d.command", folder, ++n); wanted = sprintf("%s/%03d.wanted", folder, n)
      printf "" >wanted
      open = 1
      print substr($0, 7) >command
      more = /\\$/
      next
    }
    more { print substr($0, 5) >command; more = /\\$/; next }
    open && /^    / { for (; blank > 0; blank--) print "" >wanted; print substr($0, 5) >wanted; next }
    open && /^$/ { blank++; next }
    { close_all() }' "$1"
}

# check PAGE: one shell for a page, so that `cd` holds for what follows.
check() {
  local steps=$work/steps/$1 place=$work/place command
  rm -rf "$place"
  mkdir -p "$place"
  cp -r "$PLUME_SOURCE_DIR/examples" "$place/"
  split "$PLUME_SOURCE_DIR/$1" "$steps"
  cd "$place"
  for command in "$steps"/*.command; do
    [ -e "$command" ] || continue
    . "$command" >"${command%command}got" 2>"${command%command}stderr"
    ran=$((ran + 1))
    diff -u --label "$1" --label printed "${command%command}wanted" "${command%command}got" && continue
    cat "$command" "${command%command}stderr"
    failed=$((failed + 1))
  done
  cd "$work"
}

for page in README.md $(cd "$PLUME_SOURCE_DIR" && find docs -name '*.md' ! -name extending.md | sort); do
  check "$page"
done
echo "pages: $ran commands run, $failed print something else"
[ "$failed" = 0 ] && [ "$ran" -gt 0 ]
