#!/usr/bin/env bash
# Runs each command that README.md and the pages of docs/ show behind "$ ", in the order in which a page has them
# and beside a copy of the examples, and compares what it prints with what stands below it.
# docs/extending.md and docs/tour.md have tests of their own. The other commands of the pages need logs of the reader's: their options are
# tried. The examples of --help are run on a folder of logs.
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

for page in README.md $(cd "$PLUME_SOURCE_DIR" && find docs -name '*.md' ! -name extending.md ! -name tour.md | sort); do
  check "$page"
done
# Options of the indented commands without a prompt; what stands behind two blanks explains.
understood() {
  local command
  while read -r command; do
    (eval "$command --help") >/dev/null 2>"$work/stderr" && continue
    echo "$1: $command"
    cat "$work/stderr"
    failed=$((failed + 1))
  done < <(sed -n '/^    plume [^[]*$/s/^    \(plume .*\)$/\1/p' "$PLUME_SOURCE_DIR/$1" | sed 's/ >.*//; s/   *[a-z].*//')
}

for page in README.md $(cd "$PLUME_SOURCE_DIR" && find docs -name '*.md' ! -name tour.md | sort); do
  understood "$page"
done

# helped COMMAND: each of its examples ends well; a check that does not hold (3) is an answer.
helped() {
  local command status
  while read -r command; do
    status=0
    (eval "$command") >/dev/null 2>"$work/stderr" || status=$?
    ran=$((ran + 1))
    [ "$status" = 0 ] || [ "$status" = 3 ] && continue
    echo "plume $1 --help: $command: exit status $status"
    cat "$work/stderr"
    failed=$((failed + 1))
  done < <(plume "$1" --help | sed -n 's/^ *\$ //p')
}

mkdir "$work/helped" && cd "$work/helped" || exit 1
cp -r "$PLUME_SOURCE_DIR/examples/transformers/seeds" logs
cp logs/emissions.csv .
echo 'energy: 100 kWh' >claim.yaml
printf '| energy (kWh) | CO2e (kg) |\n|---|---|\n| 10 | 4 |\n' >README.md
echo 'inputs: [{path: logs}]' >plume.yaml
plume report logs/ --location DE --pue 1.2 -q -o kept 2>/dev/null
cp kept/appendix.pdf .
cp -r kept old
for command in $(plume --help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  rm -rf report
  case $command in verify | diff | check) cp -r kept report ;; esac
  helped "$command"
done
echo "pages: $ran commands run, $failed print something else"
[ "$failed" = 0 ] && [ "$ran" -gt 0 ]
