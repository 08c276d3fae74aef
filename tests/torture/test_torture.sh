#!/usr/bin/env bash
# A sample of calls that fail, by another seed each minute; PLUME_TORTURE_SEED repeats one.
# torture.sh says the rest.
case ${PLUME_SANITIZED:-}$(ldd "$PLUME_PROGRAM" 2>/dev/null) in
  *asan*) echo "*** a sanitizer stands between the program and the system already: SKIPPED ***"; exit 0 ;;
esac
exec bash "$PLUME_SOURCE_DIR/tests/torture/torture.sh"
