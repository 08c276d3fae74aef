#!/usr/bin/env bash
# Format, layers, circles, types, sizes, the files that documents name; a build for release without
# a warning by the second compiler, and its tests: optimisers find what debug builds hide.
set -euo pipefail
cd "$(dirname "$0")/.."

bash .ci/format.sh
bash .ci/layers.sh
bash .ci/circles.sh
bash .ci/circles.sh --self-test
bash .ci/types.sh
bash .ci/heads.sh
bash .ci/sizes.sh
bash .ci/docs.sh
bash .ci/fresh.sh --check
bash .ci/fresh.sh --self-test
CC=clang cmake -S . -B build/clang -G Ninja -DCMAKE_BUILD_TYPE=Release -DPLUME_WERROR=ON >/dev/null
cmake --build build/clang >build/clang.log || { tail -60 build/clang.log; exit 1; }
tail -1 build/clang.log
ctest --test-dir build/clang -j "$(nproc)" --output-on-failure >build/clang-tests.log || {
  tail -60 build/clang-tests.log
  exit 1
}
tail -3 build/clang-tests.log
