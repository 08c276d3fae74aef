#!/usr/bin/env bash
# All tests under AddressSanitizer and UndefinedBehaviorSanitizer; the program's main jobs under
# valgrind (scripts/test --valgrind runs every test under it).
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/test --no-install --asan
scripts/under-valgrind build/debug program
