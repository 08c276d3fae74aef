#!/usr/bin/env bash
# The properties of docs/evidence.md on a thousand folders each, in a build for release: at most three minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

cmake --preset release >/dev/null
cmake --build --preset release --target test_properties test_histories
timeout 180 build/release/tests/test_properties
timeout 180 build/release/tests/test_histories
