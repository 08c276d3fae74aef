#!/usr/bin/env bash
# Each public header compiles alone, in C and in C++, without a warning.
set -euo pipefail
cd "$PLUME_SOURCE_DIR"
count=0
for header in include/plume/*.h; do
  name=plume/$(basename "$header")
  for language in c c++; do
    standard=c11
    [ "$language" = c ] || standard=c++17
    printf '#include <%s>\ntypedef int not_empty;\n' "$name" | "${CC:-cc}" -x "$language" -std=$standard -Wall -Wextra -Wpedantic \
      -Werror -Iinclude -I"$PLUME_BUILD_DIR/include" -fsyntax-only - ||
      { echo "$name does not compile alone in $language"; exit 1; }
  done
  count=$((count + 1))
done
[ "$count" -gt 10 ]
echo "headers: $count compile alone in C and C++"
