#!/usr/bin/env bash
# Every source file that the documents name is there: `logs/log.c` below src/, `step.c` anywhere in it,
# `.ci/sizes.sh` below the root. docs/extending.md adds its own files; its test looks after it.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=0 named=0
for page in README.md CONTRIBUTING.md docs/*.md docs/*/*.md src/*/README.md; do
  [ -e "$page" ] && [ "$page" != docs/extending.md ] || continue
  while read -r file; do
    named=$((named + 1))
    [ -e "$file" ] || [ -e "src/$file" ] || [ -e "include/$file" ] || [ -e "${page%/*}/$file" ] && continue
    case $file in
      */*) ;;
      *) [ -n "$(find src cli -name "$file" -print -quit)" ] && continue ;;
    esac
    echo "$page: there is no $file"
    missing=$((missing + 1))
  done < <(grep -oE '`[A-Za-z0-9_./-]+\.(c|h|def|sh|awk)`' "$page" | tr -d '`' | sort -u)
done
[ "$missing" = 0 ] || exit 1
echo "docs: all $named source files that documents name are there"
