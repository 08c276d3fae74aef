#!/usr/bin/env bash
# docs/tour.md: each command of it, run in one folder, prints what stands behind it.
# PLUME_GOLDEN_UPDATE=1 writes the page anew: read the difference before you commit it.
set -uo pipefail
export PATH="$(dirname "$PLUME_PROGRAM"):$PATH" LC_ALL=C TZ=UTC
unset PLUME_DATA SOURCE_DATE_EPOCH
command -v qpdf >/dev/null || { echo "SKIPPED: qpdf is not installed, which edits a PDF"; exit 0; }
page=$PLUME_SOURCE_DIR/docs/tour.md
work=$(mktemp -d) got=$(mktemp)
trap 'rm -rf "$work" "$got"' EXIT
cp -r "$PLUME_SOURCE_DIR/tests/golden/tour/." "$work"

replay() { # the page with what its commands print now
  local line behind_command=
  while IFS= read -r line; do
    case $line in
    '    $ '*)
      pending=
      printf '%s\n' "$line"
      (cd "$work" && bash -c "set -o pipefail; ${line#    \$ }" 2>&1) >"$work.out"
      status=$?
      sed 's/^./    &/' "$work.out"
      [ "$status" = 0 ] || echo "    [exit $status]"
      behind_command=1
      ;;
    '    '*) [ -n "$behind_command" ] || printf '%s\n' "$line" ;;
    '')
      # a blank line inside an output is part of it: known by what follows
      [ -n "$behind_command" ] && pending=1 || echo
      ;;
    *)
      [ -n "${pending:-}" ] && echo
      pending= behind_command=
      printf '%s\n' "$line"
      ;;
    esac
  done <"$page"
  rm -f "$work.out"
}
replay >"$got"
if [ -n "${PLUME_GOLDEN_UPDATE:-}" ]; then
  cp "$got" "$page"
else
  diff -u --label 'docs/tour.md' --label 'what is printed' "$page" "$got" || exit 1
  echo "tour: $(grep -c '^    \$ ' "$page") commands print what docs/tour.md says"
fi
