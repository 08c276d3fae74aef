#!/usr/bin/env bash
# No two files call each other in a circle, nor do two folders: a driver owns no helper, and any
# file or folder can be read without those that use it. Told by calls, not by includes (calls.awk).
#   circles.sh               the circles of this tree
#   circles.sh --self-test   plants a circle of files and one of folders in a copy, and finds them
set -euo pipefail
cd "$(dirname "$0")/.."

calls=$PWD/.ci/calls.awk
find_circles() { # in the folder $1
  (
    cd "$1"
    find src cli -name '*.c' | LC_ALL=C sort >"$scratch/files"
    ctags --fields=+f --languages=C --c-kinds=f -o - -L "$scratch/files" >"$scratch/functions"
    LC_ALL=C xargs awk -f "$calls" "$scratch/functions" <"$scratch/files" | LC_ALL=C awk "$program"
  )
}

program='
{ call("file", $1, $2, $3) }
END {
    for (edge in ties) {
        split(edge, part, SUBSEP)
        if (part[1] == "file") folders(part[2], part[3], ties[edge])
    }
    bad = circles("file") + circles("folder") + circles("room")
    if (bad) exit 1
    print "circles: no files and no folders call each other in a circle"
}

function folder(file) { sub(/\/[^\/]*$/, "", file); return file }
# A folder with its own files alone; and a room: what stands under one folder, with all below it.
function folders(from, to, names,   a, b, count, i, word) {
    count = split(names, word, " ")
    if (folder(from) != folder(to))
        for (i = 1; i <= count; i++) call("folder", folder(from), folder(to), word[i])
    split(folder(from), a, "/")
    split(folder(to), b, "/")
    from = to = ""
    for (i = 1; a[i] == b[i] && a[i] != ""; i++) from = to = from a[i] "/"
    if (a[i] == b[i]) return
    call("room", from (a[i] == "" ? "*" : a[i] "/"), to (b[i] == "" ? "*" : b[i] "/"), word[1])
}
function call(kind, from, to, name) {
    if ((kind, from, to) in ties) {
        if (!index(" " ties[kind, from, to] " ", " " name " "))
            ties[kind, from, to] = ties[kind, from, to] " " name
        return
    }
    ties[kind, from, to] = name
    callee[kind, from] = callee[kind, from] SUBSEP to
}
# Prints each set of nodes that reach one another, and what ties them; how many there are.
function circles(kind,   key, part, node, n, i, j, found, size, member) {
    n = 0
    for (key in callee) {
        split(key, part, SUBSEP)
        if (part[1] == kind) node[++n] = part[2]
    }
    sort(node, n)
    for (i = 1; i <= n; i++) reach(kind, node[i])
    for (i = 1; i <= n; i++) {
        if ((kind, node[i]) in told) continue
        size = 0
        for (j = 1; j <= n; j++)
            if ((kind, node[i], node[j]) in reached && (kind, node[j], node[i]) in reached)
                member[++size] = node[j]
        if (!size) continue
        found++
        print "a circle of " size " " kind "s:"
        for (j = 1; j <= size; j++) print_ties(kind, member, size, member[j])
    }
    return found + 0
}
function print_ties(kind, member, size, from,   i) {
    told[kind, from] = 1
    for (i = 1; i <= size; i++)
        if ((kind, from, member[i]) in ties)
            print "  " from " calls " member[i] ": " ties[kind, from, member[i]]
}
function reach(kind, from,   stack, top, part, count, at, i) {
    top = 1
    stack[1] = from
    while (top) {
        at = stack[top--]
        count = split(callee[kind, at], part, SUBSEP)
        for (i = 2; i <= count; i++)
            if (!((kind, from, part[i]) in reached)) {
                reached[kind, from, part[i]] = 1
                stack[++top] = part[i]
            }
    }
}
function sort(list, n,   i, j, held) {
    for (i = 2; i <= n; i++) {
        held = list[i]
        for (j = i - 1; j > 0 && list[j] > held; j--) list[j + 1] = list[j]
        list[j + 1] = held
    }
}
'

self_test() {
  cp -r src cli "$scratch/"
  find_circles "$scratch" >"$scratch/before" || true
  cat >>"$scratch/src/core/utf8.c" <<'C'
size_t planted_high(size_t n);
size_t planted_low(size_t n) { return planted_high(n); }
C
  cat >>"$scratch/src/core/time/time.c" <<'C'
size_t planted_low(size_t n);
size_t planted_high(size_t n) { return n ? planted_low(n - 1) : 0; }
C
  find_circles "$scratch" >"$scratch/after" && { echo "circles: the planted circle was not found"; exit 1; }
  for tie in 'src/core/utf8.c calls src/core/time/time.c: planted_high' \
    'src/core calls src/core/time: .*planted_high'; do
    grep -q "$tie" "$scratch/after" || { cat "$scratch/after"; echo "circles: not found: $tie"; exit 1; }
    ! grep -q "$tie" "$scratch/before" || { echo "circles: found before it was planted"; exit 1; }
  done
  echo "circles: a planted circle of files and of folders is found"
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
case "${1:-}" in
  --self-test) self_test ;;
  '') find_circles . ;;
  *) echo "usage: .ci/circles.sh [--self-test]" >&2; exit 2 ;;
esac
