#!/usr/bin/env bash
# Each .c file opens with a sentence that says what it is.
set -euo pipefail
cd "$(dirname "$0")/.."

bad=0
while read -r file; do
  read -r first <"$file" || true
  case $first in
    '/* '?*) ;;
    *) echo "$file:1: does not open with a sentence that says what it is"; bad=1 ;;
  esac
done < <(git ls-files 'src/*.c' 'cli/*.c' 'modules/*.c')
[ "$bad" = 0 ] && echo "heads: every .c file says what it is"
exit "$bad"
