#!/usr/bin/env bash
# Each folder of cli/ holds a `command`; its standard output, standard error and exit status must be
# those in `stdout`, `stderr` (absent: empty) and `status` (absent: 0). PLUME_GOLDEN_UPDATE=1 writes them
# anew: read the difference before you commit it.
set -uo pipefail
export PATH="$(dirname "$PLUME_PROGRAM"):$PATH" LC_ALL=C TZ=UTC
unset PLUME_DATA SOURCE_DATE_EPOCH
golden=$PLUME_SOURCE_DIR/tests/golden/cli
passed=0 failed=0

differs() { # NAME EXPECTED GOT
  if [ -n "${PLUME_GOLDEN_UPDATE:-}" ]; then
    if [ -s "$3" ]; then cp "$3" "$2"; else rm -f "$2"; fi
    return 1
  fi
  [ -f "$2" ] || set -- "$1" /dev/null "$3"
  ! diff -u --label "expected $1" --label "got $1" "$2" "$3"
}

for command in "$golden"/*/command; do
  case=$(dirname "$command")
  name=$(basename "$case")
  work=$(mktemp -d) got=$(mktemp -d)
  cp -r "$case/." "$work"
  rm -f "$work/command" "$work/stdout" "$work/stderr" "$work/status"
  status=0
  (cd "$work" && EXAMPLES=$PLUME_SOURCE_DIR/examples && export EXAMPLES && bash "$case/command") \
    >"$got/stdout" 2>"$got/stderr" || status=$?
  sed -i "s|$work|WORK|g; s|$PLUME_SOURCE_DIR|SOURCE|g" "$got/stdout" "$got/stderr"
  if [ "$status" = 0 ]; then : >"$got/status"; else echo "$status" >"$got/status"; fi
  bad=0
  for part in stdout stderr status; do
    if differs "$name/$part" "$case/$part" "$got/$part"; then bad=1; fi
  done
  if [ "$bad" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  rm -rf "$work" "$got"
done
echo "golden: $passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
