#!/usr/bin/env bash
# What writes one file (runs, partials, merge, estimate, charts, audit, init, roles --write) is killed
# (SIGKILL) or told to end (SIGTERM) at its system calls: under the name stands what was there or what was
# asked for, whole; after SIGTERM nothing hidden is left. Two that write at once end in one whole result.
# A sample; with PLUME_ROBUST=all each call. On the disk, on tmpfs and on an overlay.
. "$PLUME_SOURCE_DIR/tests/robust/report_cases.sh"
all=${PLUME_ROBUST:-}

if ! can_trace; then
  echo "*** strace cannot trace here: the loop over the system calls of writers is SKIPPED ***"
  exit 0
fi

# NAME FILE ARGUMENT...: what writes; FILE is what it writes. @ stands for another argument the second time,
# so that what was there differs from what is asked for.
writers=(
  "runs out.csv runs log.csv --format @csv,json@ -o out.csv"
  "partial out.partial runs @log.csv,other.csv@ --format partial -o out.partial"
  "merge out.merged merge one.partial @one.partial,two.partial@ -o out.merged"
  "chart out.svg chart methods log.csv --location @DE,FR@ -q -o out.svg"
  "pdf out.pdf chart methods log.csv --location @DE,FR@ -q -o out.pdf"
  "audit out.json audit @bert-base,t5-11b@ gpt-3 --format json -o out.json"
  "init out.yaml init @log.csv,other.csv@ -o out.yaml"
  "roles plume.yaml roles @log.csv,other.csv@ -s plume.yaml --write"
)

prepare() { # DIR
  cp "$log" "$1/log.csv"
  sed 's/,FRA,/,DEU,/' "$log" | head -3 >"$1/other.csv"
  printf 'title: A study\ninputs: [{path: log.csv}]\n' >"$1/study.yaml"
  (cd "$1" && "$plume" runs log.csv --format partial -o one.partial &&
    "$plume" runs other.csv --format partial -o two.partial)
}

# The words of a writer: of its first form or its second.
words() { # FORM WRITER
  sed -E "s/@([^,@]*),([^@]*)@/\\$1/g" <<<"$2" | cut -d' ' -f3-
}

write() { # FORM WRITER
  # shellcheck disable=SC2046
  "$plume" $(words "$1" "$2") >/dev/null 2>&1
}

state() { # FILE
  if [ -e "$1" ]; then sha256sum <"$1" | cut -c1-16; else echo none; fi
}

# Which calls it makes and how often, then at which to strike: each that changes a name, and some others.
strikes() { # WRITER
  # shellcheck disable=SC2046
  strace -f -c -o calls "$plume" $(words 2 "$1") >/dev/null 2>&1
  awk -v all="$all" '$1 ~ /^[0-9.]+$/ && $NF != "total" && $NF !~ /^(execve|exit_group|brk|mmap)$/ {
      whole = all == "all" || $NF ~ /^(rename|renameat|renameat2|linkat|fsync|fchmod|unlink|unlinkat)$/
      n = whole ? $4 : $NF ~ /^(write|close|openat)$/ ? 2 : 0
      if (n > $4) n = $4
      for (i = 1; i <= n; i++) { at = int(i * $4 / n); print $NF, at, "KILL"; if (whole && i % 2) print $NF, at, "TERM" }
    }' calls
}

strike() { # WRITER FILE CALL NUMBER SIGNAL
  local got status=0
  rm -f "$2"
  cp before "$2"
  # shellcheck disable=SC2046
  strace -f -o /dev/null -e trace="$3" -e inject="$3:signal=$5:when=$4" \
    "$plume" $(words 2 "$1") >/dev/null 2>&1 || status=$?
  got=$(state "$2")
  [ "$got" = "$earlier" ] || [ "$got" = "$later" ] || { wrong "$at: neither what was there nor what was asked for"; return; }
  [ "$status" != 0 ] || [ "$got" = "$later" ] || { wrong "$at: status 0 and not written"; return; }
  [ "$5" = KILL ] || [ -z "$(hidden .)" ] || { wrong "$at: left $(hidden .)"; return; }
  [ "$5" = TERM ] || find . -maxdepth 1 -name '.*plume*' -delete
  ok
}

# Both are done, or one says why not, and one whole file stands.
both_at_once() { # WRITER FILE
  local got first=0 second=0
  rm -f "$2"
  cp before "$2"
  write 1 "$1" &
  write 2 "$1" || second=$?
  wait $! || first=$?
  got=$(state "$2")
  at="${1%% *}: two at once"
  { [ "$got" = "$earlier" ] || [ "$got" = "$later" ]; } && [ "$first" != 0 -o "$second" != 0 -o "$got" != none ] &&
    [ -z "$(hidden .)" ] && ok || wrong "$at: $got of $earlier and $later, $first, $second, $(hidden .)"
}

try() { # WRITER
  local file
  file=$(cut -d' ' -f2 <<<"$1")
  rm -f "$file"
  [ "$file" != plume.yaml ] || cp study.yaml plume.yaml
  write 1 "$1" || wrong "$1: cannot be written"
  cp "$file" before
  earlier=$(state "$file")
  [ "$file" != plume.yaml ] || cp before plume.yaml
  write 2 "$1" || wrong "$1: cannot be written again"
  later=$(state "$file")
  cp before "$file"
  while read -r call number signal; do
    at="${1%% *}: SIG$signal at $call $number"
    strike "$1" "$file" "$call" "$number" "$signal" 2>/dev/null # the shell tells of who was killed
  done < <(strikes "$1")
  [ "$file" = plume.yaml ] || both_at_once "$1" "$file"
}

run_on() { # PARENT
  local work
  work=$(mktemp -d -p "$1") || return
  pushd "$work" >/dev/null || return
  prepare .
  for writer in "${writers[@]}"; do try "$writer"; done
  echo "$(stat -f -c %T .): $passed strikes and pairs so far"
  popd >/dev/null || return
  rm -rf "$work"
}

run_on_overlay() {
  local under
  under=$(mktemp -d -p "${PLUME_BUILD_DIR:-/tmp}")
  mkdir "$under/lower" "$under/upper" "$under/work" "$under/merged"
  if mount -t overlay overlay -o "lowerdir=$under/lower,upperdir=$under/upper,workdir=$under/work" \
    "$under/merged" 2>/dev/null; then
    run_on "$under/merged"
    umount "$under/merged"
  else
    echo "*** an overlay cannot be mounted here: SKIPPED ***"
  fi
  rm -rf "$under"
}

run_on "${PLUME_BUILD_DIR:-/tmp}"
if [ -w /dev/shm ]; then run_on /dev/shm; else echo "*** no tmpfs at /dev/shm: SKIPPED ***"; fi
[ "$all" != all ] || run_on_overlay
finish "killed writers"
