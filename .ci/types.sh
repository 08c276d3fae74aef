#!/usr/bin/env bash
# A type is defined once under its name, so that whoever needs two headers can have both; and what
# a header of src/ declares stands in the .c file of its stem. What a folder shares inside itself
# is declared in its internal.h, which has no stem.
set -euo pipefail
cd "$(dirname "$0")/.."

headers=$(git ls-files 'src/*.h' 'cli/*.h' 'include/*.h' 'include/*.h.in')
sources=$(git ls-files 'src/*.c' 'cli/*.c')
tags() {
  ctags --fields=+nKt --languages=C --langmap=C:+.h.in -I PLUME_API,PLUME_PRINTF+ \
    --c-kinds="$1" -f - "${@:2}"
}

{
  tags tsugpx $headers
  echo ==
  tags ftsug $sources
} | LC_ALL=C awk -F'\t' '
/^!/ { next }
$0 == "==" { in_sources = 1; next }
{
    kind = $4
    line = $5
    sub(/^line:/, "", line)
}
# typedef struct plume_x plume_x names what struct plume_x defines, as often as one likes.
kind == "typedef" || kind == "struct" || kind == "union" || kind == "enum" {
    if ($1 ~ /^__anon/ || (in_sources && $1 !~ /^plume_/)) next
    if (index($0, "typeref:struct:" $1) || index($0, "typeref:enum:" $1) ||
        index($0, "typeref:union:" $1)) next
    if ($1 in place) {
        print $2 ":" line ": " $1 " is defined in " place[$1] " too"
        bad++
    }
    place[$1] = $2 ":" line
    next
}
kind == "prototype" && $2 ~ /^src\// && $2 !~ /[\/_]internal\.h$/ { header[$1] = $2; at[$1] = line }
kind == "function" && in_sources { defined[$1] = $2 }
END {
    for (name in header) {
        own = header[name]
        sub(/\.h$/, ".c", own)
        if (name in defined && defined[name] != own)
            wrong[++count] = header[name] ":" at[name] ": " name " stands in " defined[name]
    }
    for (i = 2; i <= count; i++) {
        held = wrong[i]
        for (j = i - 1; j > 0 && wrong[j] > held; j--) wrong[j + 1] = wrong[j]
        wrong[j + 1] = held
    }
    for (i = 1; i <= count; i++) print wrong[i]
    if (bad + count) exit 1
    print "types: each has one meaning, and each header the functions of its own file"
}'
