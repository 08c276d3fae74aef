#!/usr/bin/env bash
# Walks through docs/extending.md: takes every file and line that the page names into a copy of the
# tree, builds the program, runs the page's commands, and compares what they print with the page.
# With ccache the build is of the kind that PLUME_BUILD_DIR is, and takes seconds.
set -euo pipefail
export LC_ALL=C TZ=UTC
unset PLUME_DATA SOURCE_DATE_EPOCH

page=$PLUME_SOURCE_DIR/docs/extending.md
built=$PLUME_BUILD_DIR
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree walks=$work/walks
mkdir "$tree" "$walks"
for part in CMakeLists.txt CMakePresets.json LICENSE NOTICE README.md cmake cli datasets docs examples \
  include modules src templates; do
  cp -r "$PLUME_SOURCE_DIR/$part" "$tree/"
done

# Each block behind "**One ...** `PATH`" is a file, or a line when that says behind or before which;
# a console block is a walk's commands and what they print. Writes the commands that apply them.
awk -v tree="$tree" -v walks="$walks" -v quote="'" '
/^## / { title = substr($0, 4) }
/^```/ && inside {
    close(out)
    if (kind == "line") print "put_line " quote path quote " " quote where quote " " quote anchor quote " " out
    if (kind == "console") print "walk " quote title quote " " out
    inside = 0; kind = ""
    next
}
/^```/ {
    inside = 1
    if (/^```console/) kind = "console"
    if (kind == "file") {
        out = tree "/" path
        folder = out
        sub(/\/[^\/]*$/, "", folder)
        system("mkdir -p " folder)
    } else
        out = walks "/" ++count
    printf "" >out
    next
}
inside { print >out; next }
/\*\*One / { paragraph = "" }
{ paragraph = paragraph " " $0 }
/^$/ { paragraph = "" }
/\*\*[Oo]ne / || paragraph ~ /\*\*[Oo]ne / {
    if (!match(paragraph, /\*\*[Oo]ne [a-z]+\*\*[^`]*`[^`]*`/)) next
    named = substr(paragraph, RSTART, RLENGTH)
    rest = substr(paragraph, RSTART + RLENGTH)
    path = named
    sub(/^[^`]*`/, "", path)
    sub(/`$/, "", path)
    kind = "file"
    if (named ~ /ne line\*\*/) {
        kind = "line"
        where = rest ~ /^, before/ ? "before" : "behind"
        match(rest, /`[^`]*`/)
        anchor = substr(rest, RSTART + 1, RLENGTH - 2)
    }
}' "$page" >"$work/steps"

put_line() { # PATH before|behind ANCHOR FILE
  grep -qF "$3" "$tree/$1" || { echo "docs/extending.md: $1 has no line '$3'"; exit 1; }
  awk -v where="$2" -v anchor="$3" -v line="$(cat "$4")" '
    index($0, anchor) == 1 && where == "before" { print line }
    { print }
    index($0, anchor) == 1 && where == "behind" { print line }' "$tree/$1" >"$work/registry"
  mv "$work/registry" "$tree/$1"
}

failed=0 walked=0
walk() { # TITLE FILE
  (cd "$tree" && grep '^\$ ' "$2" | sed 's/^\$ //' >"$work/commands" && bash "$work/commands") >"$work/got" 2>&1 || true
  grep -v '^\$ ' "$2" >"$work/wanted" || true
  echo "--- $1"
  cat "$work/got"
  walked=$((walked + 1))
  diff -u --label "docs/extending.md" --label "printed" "$work/wanted" "$work/got" || failed=$((failed + 1))
}

of_build() { sed -n "s/^$1:[A-Z]*=//p" "$built/CMakeCache.txt"; }
build() {
  local options=("-DCMAKE_C_COMPILER=$(of_build CMAKE_C_COMPILER)" "-DPLUME_WERROR=$(of_build PLUME_WERROR)")
  if command -v ccache >/dev/null; then # what stands in both trees is compiled already
    export CCACHE_BASEDIR=$tree CCACHE_NOHASHDIR=1
    options+=(-DCMAKE_C_COMPILER_LAUNCHER=ccache)
    for option in CMAKE_BUILD_TYPE CMAKE_C_FLAGS PLUME_SANITIZE; do
      options+=("-D$option=$(of_build "$option")")
    done
  else
    options+=(-DCMAKE_C_FLAGS=-O0)
  fi
  cmake -G Ninja -S "$tree" -B "$tree/build/walk" -DPLUME_TESTS=OFF "${options[@]}" >"$work/log" 2>&1 &&
    cmake --build "$tree/build/walk" >>"$work/log" 2>&1 || { tail -40 "$work/log"; exit 1; }
}

grep '^put_line' "$work/steps" >"$work/lines"
. "$work/lines"
build
export PATH=$tree/build/walk/bin:$PATH
grep '^walk' "$work/steps" >"$work/walk"
. "$work/walk"
echo "extending: $walked walks, $failed failed"
[ "$failed" = 0 ] && [ "$walked" = 8 ]
