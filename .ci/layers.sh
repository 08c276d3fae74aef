#!/usr/bin/env bash
# Includes point down, by the ranks below, as docs/style.md draws them: never up, never across
# rooms of one rank. The program includes only
# the public headers; third-party headers stay where they belong.
set -euo pipefail
cd "$(dirname "$0")/.."

git ls-files 'src/*.c' 'src/*.h' 'cli/*.c' 'cli/*.h' | xargs awk '
BEGIN {
    split("core records factors uncertainty scene traces methods canvas logs readers intake evidence study ledger footprint comparison audit verification chart documents cli", name)
    split("0 1 1 1 1 2 2 2 3 4 5 6 7 8 9 9 9 10 10 11 12", rank)
    for (i in name) level[name[i]] = rank[i]

    # Public headers belong to the layer that implements them.
    belongs("core", "api status notes names text number time value verdict output version threads modules precision memory")
    belongs("records", "run run_columns keys series")
    belongs("traces", "power")
    belongs("factors", "factors")
    belongs("methods", "method lifecycle")
    belongs("logs", "input")
    belongs("intake", "intake partial")
    belongs("evidence", "evidence")
    belongs("study", "study")
    belongs("uncertainty", "uncertainty")
    belongs("ledger", "ledger search market")
    belongs("footprint", "footprint")
    belongs("comparison", "compare")
    belongs("audit", "audit reproduce")
    belongs("verification", "verify")
    belongs("chart", "chart")
    belongs("documents", "report difference init score plume")

    # Where each third-party header may be met.
    home["csv.h"] = "core"; home["cairo"] = "canvas"; home["jansson.h"] = "none"
    home["yaml.h"] = "core"; home["zlib.h"] = "core"; home["zstd.h"] = "core"
    home["lzma.h"] = "core"; home["openssl/"] = "core"; home["utf8proc.h"] = "core"
    home["libsmartcols/"] = "cli"; home["fontconfig/"] = "canvas documents"
    home["sqlite3.h"] = "core"; home["dlfcn.h"] = "core verification"; home["libpq-fe.h"] = "modules"
    home["hpdf"] = "canvas documents"; home["gmp.h"] = "audit"
}
function belongs(room, headers,   names, i) {
    split(headers, names)
    for (i in names) layer[names[i]] = room
}
function wrong(why) { printf "%s:%d: %s\n", FILENAME, FNR, why; bad++ }
FNR == 1 {
    own = FILENAME
    sub(/^src\//, "", own)
    sub(/\/.*/, "", own)
}
/^#include/ {
    match($0, /[<"][^>"]*[>"]/)
    path = substr($0, RSTART + 1, RLENGTH - 2)
    if (path ~ /^plume\//) {
        stem = path
        sub(/^plume\//, "", stem)
        sub(/\.h$/, "", stem)
        if (!(stem in layer))
            wrong("public header " path " has no layer in .ci/layers.sh")
        else if (own != "cli" && layer[stem] != own && level[layer[stem]] >= level[own])
            wrong(own " includes " path ", which belongs to " layer[stem])
    } else if ($0 ~ /"/) {
        to = path
        if (sub(/\/.*/, "", to)) {
            if (!(to in level)) wrong("unknown layer in " path)
            else if (own == "cli") wrong("the program includes " path)
            else if (to != own && level[to] >= level[own]) wrong(own " includes " path)
        } else if (own != "cli") {
            if (path !~ /\.def$/) wrong("include by layer, not " path)
        }
    } else {
        for (third in home)
            if (index(path, third) == 1 && index(home[third], own) == 0)
                wrong(path " belongs in " home[third])
    }
}
END {
    if (bad) exit 1
    print "layers: every include points down"
}'
