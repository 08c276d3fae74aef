#!/usr/bin/env bash
# Files of at most 500 lines, functions of at most 60, at most 6 parameters and an error, lines of
# at most 90 columns, folders of at most 35 files.
set -euo pipefail
cd "$(dirname "$0")/.."

files=$(git ls-files 'src/*.c' 'src/*.h' 'cli/*.c' 'cli/*.h' 'include/*.h')
bad=0

while read -r lines file; do
  [ "$file" = total ] || [ "$lines" -le 500 ] || { echo "$file: $lines lines, at most 500"; bad=1; }
done < <(wc -l $files)

while IFS=$'\t' read -r name file start end signature; do
  length=$((end - start + 1))
  [ "$length" -le 60 ] || { echo "$file:$start: $name has $length lines, at most 60"; bad=1; }
  commas=${signature//[^,]/}
  [ ${#commas} -le 6 ] || { echo "$file:$start: $name has too many parameters"; bad=1; }
done < <(ctags --fields=+neS --languages=C --c-kinds=f -o - $files | awk -F'\t' '{
    start = end = signature = ""
    for (i = 4; i <= NF; i++) {
        if ($i ~ /^line:/) start = substr($i, 6)
        if ($i ~ /^end:/) end = substr($i, 5)
        if ($i ~ /^signature:/) signature = substr($i, 11)
    }
    if (end != "") print $1 "\t" $2 "\t" start "\t" end "\t" signature }')

long=$(awk 'length($0) > 90 { print FILENAME ":" FNR ": more than 90 columns" }' $files)
[ -z "$long" ] || { echo "$long"; bad=1; }

while read -r count folder; do
  [ "$count" -le 35 ] || { echo "$folder: $count files, at most 35"; bad=1; }
done < <(git ls-files src tests/unit | sed 's#/[^/]*$##' | sort | uniq -c)

[ "$bad" = 0 ] && echo "sizes: $(echo "$files" | wc -l) files within the limits"
exit "$bad"
