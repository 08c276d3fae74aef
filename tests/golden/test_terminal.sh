#!/usr/bin/env bash
# In a terminal of 60, 80 or 200 columns no line is longer, but for a word that is; what is in a pipe is
# the same whatever the terminal. Colours are where a terminal is, and not where NO_COLOR is set.
set -uo pipefail
: "${PLUME_PROGRAM:?}" "${PLUME_SOURCE_DIR:?}"
export LC_ALL=C.UTF-8 TERM=xterm
unset COLUMNS NO_COLOR
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cp "$PLUME_SOURCE_DIR/tests/robust/emissions.csv" log.csv
cp -r "$PLUME_SOURCE_DIR/examples/transformers/seeds" seeds
failures=0
wrong() { echo "WRONG: $*"; failures=$((failures + 1)); }

# On a terminal so wide, without its line ends and colours.
on() { # COLUMNS ARGUMENT...
  local columns=$1
  shift
  printf '%q ' "$PLUME_PROGRAM" "$@" >command
  script -qec "stty cols $columns; $(cat command)" typescript </dev/null >/dev/null 2>&1
  sed '1d;$d' typescript | tr -d '\r'
}
plain() { sed 's/\x1b\[[0-9;]*m//g'; }
if ! command -v script >/dev/null || [ "$(on 80 --version)" != "$("$PLUME_PROGRAM" --version)" ]; then
  echo "*** no terminal can be had here: how lines fit it is NOT TESTED ***"
  exit 0
fi

try() { # ARGUMENT...
  for columns in 60 80 200; do
    on "$columns" "$@" | plain >shown
    [ -s shown ] || wrong "$* at $columns: nothing is shown"
    awk -v columns="$columns" -v what="$* at $columns" '
      /^\*\*|^ *#/ { next } # Markdown and YAML, to be copied
      length($0) > columns && $0 ~ /[^ ] +[^ ]/ { print "WRONG: " what ": " $0; bad = 1 }
      END { exit bad }' shown || failures=$((failures + 1))
  done
}
try estimate log.csv --location DE
try estimate log.csv --location US --by month
try runs log.csv
try runs seeds
try report log.csv -o out --force
try roles log.csv
try compare bert-base gpt-3
try check log.csv --location DE --budget 50kg
try estimate no/such/folder/with/a/very/long/name/that/is/one/word/and/goes/beyond/the/terminal/emissions.csv

# A path stays whole, for a terminal makes a link of it.
on 60 estimate no/such/folder/with/a/very/long/name/that/is/one/word/and/goes/beyond.csv | plain |
  grep -q '^no/such/folder/with/a/very/long/name/that/is/one/word/and/goes/beyond.csv:' || wrong "a path is broken"

# The words are those of a pipe.
"$PLUME_PROGRAM" runs seeds 2>&1 | tr -s ' \n' '\n' >piped
on 80 runs seeds | plain | tr -s ' \n' '\n' >shown
sort piped >piped.sorted
sort shown | cmp -s - piped.sorted || wrong "a terminal of 80 columns has other words than a pipe"

on 80 estimate none.csv | grep -q $'\x1b\[1;31merror:' || wrong "an error has no colour"
NO_COLOR=1 on 80 estimate none.csv | grep -q $'\x1b' && wrong "NO_COLOR does nothing"
on 80 estimate none.csv --color never | grep -q $'\x1b' && wrong "--color never does nothing"
("$PLUME_PROGRAM" estimate none.csv --color=always || true) 2>&1 | grep -q $'\x1b\[1;31merror:' || wrong "--color=always does nothing"
"$PLUME_PROGRAM" estimate none.csv --color red >/dev/null 2>&1
[ $? = 2 ] || wrong "--color red is taken"
"$PLUME_PROGRAM" estimate none.csv 2>&1 | grep -q $'\x1b' && wrong "a pipe gets colours"
echo "terminal: $failures failures"
[ "$failures" = 0 ]
