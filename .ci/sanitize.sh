#!/usr/bin/env bash
# All tests under AddressSanitizer and UndefinedBehaviorSanitizer, then under valgrind.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/test --no-install --asan
scripts/test --no-install --valgrind
