#!/usr/bin/env bash
# Every C file as clang-format writes it.
set -euo pipefail
cd "$(dirname "$0")/.."

git ls-files '*.c' '*.h' | xargs clang-format --dry-run --Werror
echo "format: $(git ls-files '*.c' '*.h' | wc -l) files are as clang-format writes them"
