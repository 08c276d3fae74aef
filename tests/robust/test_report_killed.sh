#!/usr/bin/env bash
# `report --force` is killed (SIGKILL) or told to end (SIGTERM) at one system call after the other.
# Each time the earlier report or the new one stands under its name, byte for byte; after SIGTERM
# nothing hidden is left; and the next run succeeds and leaves nothing hidden.
# Each call that changes a name, and a sample of the others; with PLUME_ROBUST=all each call (an hour).
# On the disk and on tmpfs.
. "$PLUME_SOURCE_DIR/tests/robust/report_cases.sh"
all=${PLUME_ROBUST:-}
full="mkdir|mkdirat|rename|renameat|renameat2|rmdir|fchmod|flock|rt_sigprocmask" # sampled never
twice="fsync|write|openat|close|unlink|unlinkat|newfstatat|getdents64|read"

if ! can_trace; then
  echo "*** strace cannot trace here: the loop over the system calls of a report is SKIPPED ***"
  exit 0
fi

# Which calls a run makes, and how often: "fsync 27".
calls() { # DIR
  strace -f -c -o "$1/calls" "$plume" report "$log" -o "$1/out" -q --force --title Later
  awk '$1 ~ /^[0-9.]+$/ && $NF != "total" && $NF !~ /^(execve|exit_group)$/ { print $NF, $4 }' \
    "$1/calls" | sort
}

# At which of them to strike, and how: "fsync 5 KILL"; evenly, the last among them.
strikes() {
  awk -v all="$all" -v full="^($full)$" -v twice="^($twice)$" '{
    whole = all == "all" || $1 ~ full
    n = whole ? $2 : $1 ~ twice && $2 > 1 ? 2 : 1
    for (i = 1; i <= n; i++) {
      if (whole || i % 2 == 1) print $1, int(i * $2 / n), "KILL"
      if ($1 ~ full || n == 1 || i % (whole ? 5 : 2) == 0) print $1, int(i * $2 / n), "TERM"
    }
  }'
}

strike() { # DIR CALL NUMBER SIGNAL: one line when anything is wrong
  local at="SIG$4 at $2 $3" status=0 got
  rm -rf "$1/out" "$1"/.out.plume-*
  cp -r "$1/earlier" "$1/out"
  strace -f -o /dev/null -e trace="$2" -e inject="$2:signal=$4:when=$3" \
    "$plume" report "$log" -o "$1/out" --force -q --title Later >/dev/null 2>&1 || status=$?
  got=$(digest "$1/out")
  [ "$got" = "$earlier" ] || [ "$got" = "$later" ] || echo "$at: no whole report stands"
  case $status-$got in
    $((128 + $(kill -l "$4")))-*) ;;
    "0-$later") echo missed ;; # addresses differ from run to run, and with them the number of brk
    *) echo "$at: status $status" ;;
  esac
  [ "$4" = KILL ] || [ -z "$(hidden "$1")" ] || echo "$at: left $(hidden "$1")"
  [[ $2 =~ ^($full)$ ]] || [ $(($3 % 5)) = 0 ] || return
  "$plume" report "$log" -o "$1/out" --force -q --title Later || echo "$at: the next run fails"
  [ "$(digest "$1/out") $(hidden "$1")" = "$later " ] || echo "$at: the next run leaves something"
}

strike_all() { # DIR < strikes: what was wrong, then the count
  local count=0 said
  while read -r call number signal; do
    said=$(strike "$1" "$call" "$number" "$signal" 2>/dev/null)
    [ "$said" = missed ] || count=$((count + 1))
    [ -z "$said" ] || [ "$said" = missed ] || echo "$said"
  done
  echo "struck $count"
}

run_on() { # PARENT: two workers, each in a folder of its own
  local work file
  work=$(mktemp -d -p "$1") || return
  mkdir "$work/1" "$work/2"
  "$plume" report "$log" -o "$work/1/earlier" -q --title Earlier
  "$plume" report "$log" -o "$work/1/out" -q --title Later
  cp -r "$work/1/earlier" "$work/2"
  earlier=$(digest "$work/1/earlier") later=$(digest "$work/1/out")
  calls "$work/1" | strikes >"$work/strikes"
  sed -n 'p;n' "$work/strikes" | strike_all "$work/1" >"$work/said1" &
  sed -n 'n;p' "$work/strikes" | strike_all "$work/2" >"$work/said2"
  wait $!
  for file in "$work"/said*; do
    passed=$((passed + $(sed -n 's/^struck //p' "$file")))
    while read -r line; do wrong "$1: $line"; done < <(grep -v '^struck' "$file")
  done
  echo "$(stat -f -c %T "$1"): $(grep -c KILL "$work/strikes") times SIGKILL," \
    "$(grep -c TERM "$work/strikes") times SIGTERM, at" \
    "$(cut -d' ' -f1,2 "$work/strikes" | sort -u | wc -l) of" \
    "$(awk '$NF == "total" { print $4 }' "$work/1/calls") calls"
  rm -rf "$work"
}

run_on "${PLUME_BUILD_DIR:-$(dirname "$(dirname "$plume")")}"
if [ -w /dev/shm ]; then run_on /dev/shm; else echo "*** no tmpfs at /dev/shm: SKIPPED ***"; fi
finish "killed reports"
