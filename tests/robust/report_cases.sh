# What the tests of this folder share: a log, reports of it, and ways to compare and to interrupt
# them. Sourced; the caller's shell ends 1 when any case failed.
set -uo pipefail
export LC_ALL=C TZ=UTC
export ASAN_OPTIONS=detect_leaks=0 # LeakSanitizer cannot run below a tracer
unset PLUME_DATA SOURCE_DATE_EPOCH
plume=$PLUME_PROGRAM
log=$PLUME_SOURCE_DIR/tests/robust/emissions.csv
passed=0 failed=0

ok() { passed=$((passed + 1)); }
wrong() { # WHAT
  failed=$((failed + 1))
  echo "WRONG: $1"
}
is() { # WHAT GOT WANTED
  if [ "$2" = "$3" ]; then ok; else wrong "$1: got '$2', expected '$3'"; fi
}

# Names and bytes of all that lies below DIR, in one line; "none" when it is not there.
digest() { # DIR
  [ -d "$1" ] || { echo none; return; }
  (cd "$1" && find . ! -type d -print0 | sort -z | xargs -0 -r sha256sum | sha256sum | cut -c1-16)
}

hidden() { # DIR: names of what is hidden in it
  (cd "$1" && find . -mindepth 1 -maxdepth 1 -name '.*' -printf '%f\n' | sort | tr '\n' ' ')
}

# Whether strace can inject here (a container may forbid ptrace).
can_trace() {
  command -v strace >/dev/null && strace -f -o /dev/null -e inject=getpid:error=ENOSYS true 2>/dev/null
}

# Runs the program while strace injects what (":signal=KILL:when=2") into the calls named.
inject() { # CALLS WHAT ARGUMENT...
  local calls=$1 what=$2
  shift 2
  strace -f -o /dev/null -e trace="$calls" -e inject="$calls$what" "$plume" "$@"
}

finish() { # NAME
  echo "$1: $passed passed, $failed failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}
