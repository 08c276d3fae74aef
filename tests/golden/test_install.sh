#!/usr/bin/env bash
# An installed Plume works after it was moved, and serves C programs by pkg-config and by CMake.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

DESTDIR= cmake --install "$PLUME_BUILD_DIR" --prefix "$folder/first" >/dev/null
mv "$folder/first" "$folder/moved"
prefix=$folder/moved
[ -x "$prefix/bin/plume" ] && [ -f "$prefix/share/man/man1/plume-report.1" ]
[ -f "$prefix/share/plume/templates/references.yaml" ]

env -u PLUME_DATA "$prefix/bin/plume" estimate --device V100 --count 64 --hours 79.2 \
  --power 12041.51 --method strubell2019 --quiet | grep -q '1506.83'

# What draws and what digests is found in the moved tree, too; without it all else works.
printf 'run_id,hours,device,energy_kwh\na,2,V100,3\n' >"$folder/runs.csv"
"$prefix/bin/plume" report "$folder/runs.csv" -q -o "$folder/report"
[ -s "$folder/report/appendix.pdf" ] && grep -q '"sha256": "[0-9a-f]\{64\}"' "$folder/report/results.json"
modules=$(dirname "$(find "$prefix" -name plume-drawing.so)")
mv "$modules" "$modules.away"
if "$prefix/bin/plume" chart tornado "$folder/runs.csv" -q -o "$folder/a.pdf" 2>"$folder/error"; then
  echo "a missing module was not noticed"; exit 1
fi
grep -q 'error: the module plume-drawing.so cannot be opened' "$folder/error"
"$prefix/bin/plume" estimate "$folder/runs.csv" -q >/dev/null
mv "$modules.away" "$modules"

# PLUME_DATA wins over what lies beside the program.
if PLUME_DATA=$folder/nowhere "$prefix/bin/plume" factors grid DE 2>"$folder/error"; then
  echo "a wrong PLUME_DATA was not noticed"; exit 1
fi
grep -q 'nowhere/datasets: error: the data of Plume is not there' "$folder/error"

cat >"$folder/user.c" <<'C'
#include <stdio.h>
#include <plume/plume.h>

int main(void)
{
    puts(plume_method_find("strubell2019")->title);
    return 0;
}
C
flags=()
case $(cmake -LA -N "$PLUME_BUILD_DIR" | grep -E 'PLUME_(SANITIZE|COVERAGE):BOOL=ON' || true) in
  *SANITIZE*) flags=(-fsanitize=address,undefined) ;;
  *COVERAGE*) flags=(--coverage) ;;
esac
library=$(dirname "$(find "$prefix" -name 'libplume.so' -o -name 'libplume.dylib' | head -1)")
"${CC:-cc}" "${flags[@]}" "$folder/user.c" -o "$folder/user" \
  $(PKG_CONFIG_PATH=$library/pkgconfig pkg-config --cflags --libs plume)
LD_LIBRARY_PATH=$library "$folder/user" | grep -q 'Strubell et al. 2019'

# The example of the library, and what it prints.
"${CC:-cc}" -Wall -Wextra -Werror "${flags[@]}" "$PLUME_SOURCE_DIR/examples/totals/totals.c" -o "$folder/totals" \
  $(PKG_CONFIG_PATH=$library/pkgconfig pkg-config --cflags --libs plume)
LD_LIBRARY_PATH=$library PLUME_MODULES=$library/plume "$folder/totals" "$PLUME_SOURCE_DIR/examples/transformers/seeds" \
  >"$folder/printed"
kwh=$("$prefix/bin/plume" estimate "$PLUME_SOURCE_DIR/examples/transformers/seeds" -q --format json | jq '.workload.it_kwh')
grep -q "^IT energy  *$(printf '%.3f' "$kwh") kWh$" "$folder/printed" || { cat "$folder/printed"; echo "not $kwh kWh"; exit 1; }
if "$folder/totals" "$folder/nowhere" 2>/dev/null; then echo "the example does not fail"; exit 1; fi

# The recipes of pipelines are YAML, and the command in them is one that the program understands.
for recipe in github gitlab; do
  file=$PLUME_SOURCE_DIR/examples/pipelines/$recipe.yml
  ! python3 -c 'import yaml' 2>/dev/null || python3 -c 'import sys, yaml; yaml.safe_load(open(sys.argv[1]))' "$file"
  command=$(grep -o 'plume check logs/ [^|]*' "$file" | sed 's/ *$//')
  mkdir -p "$folder/pipeline/report"
  cp -r "$PLUME_SOURCE_DIR/examples/transformers/seeds" "$folder/pipeline/logs"
  cp "$folder/report/results.json" "$folder/pipeline/report/"
  (cd "$folder/pipeline" && PATH=$prefix/bin:$PATH && eval "$command" >said) || [ $? = 3 ]
  grep -q '^\*\*Plume' "$folder/pipeline/said"
  rm -r "$folder/pipeline"
done

mkdir "$folder/project"
mv "$folder/user.c" "$folder/project/"
cat >"$folder/project/CMakeLists.txt" <<'C'
cmake_minimum_required(VERSION 3.25)
project(user LANGUAGES C)
find_package(plume 0.1 REQUIRED)
add_executable(user user.c)
target_link_libraries(user PRIVATE plume::plume)
C
cmake -S "$folder/project" -B "$folder/project/build" -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_C_FLAGS="${flags[*]:-}" >/dev/null
cmake --build "$folder/project/build" >/dev/null
"$folder/project/build/user" | grep -q 'Strubell et al. 2019'
echo "install: moved tree, pkg-config and CMake package work"
