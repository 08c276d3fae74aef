#!/usr/bin/env bash
# No reader lacks its fuzz target, its page, its samples, or its reading from a folder: what a file tells when it is named, it
# tells when its folder is named.
set -uo pipefail
export LC_ALL=C TZ=UTC
cd "$PLUME_SOURCE_DIR"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
lacks() { echo "$1: $2"; failed=1; }
used() { "$PLUME_PROGRAM" runs --format json "$@" 2>/dev/null | jq -r '"\(.records.used) of \(.records.read)"' 2>/dev/null; }
readers=$(sed -n 's/^READER(\(.*\))$/\1/p' src/readers/readers.def)
asked=0
for reader in $readers; do
  [ -e "tests/fuzz/fuzz_$reader.c" ] || lacks "$reader" "there is no tests/fuzz/fuzz_$reader.c"
  grep -qF "\`$reader\`" docs/formats/*.md || lacks "$reader" "no page of docs/formats names it"
  set -- tests/samples/"$reader"/*.expected.json
  [ -e "$1" ] || lacks "$reader" "it has no sample"
  for expected; do
    # Notebooks that somebody works in are documents, and read when they are named.
    case $expected in */notebook/by_hand.* | */notebook/damaged.*) continue ;; esac
    jq -e '.error or (.options.reader == true) or (.options.interval != null) or (.options.columns != null) or .records.used == 0' "$expected" >/dev/null && continue
    stem=${expected%.expected.json}
    for sample in "$stem" "$stem".*; do
      [ -f "$sample" ] && [ "$sample" != "$expected" ] || continue
      named=$(used "$sample")
      rm -rf "$folder/logs"
      mkdir "$folder/logs"
      cp "$sample" "$folder/logs/"
      below=$(used "$folder/logs")
      [ "$named" = "$below" ] && asked=$((asked + 1)) && continue 3
      lacks "$reader" "$sample named: $named records used, its folder named: ${below:-no log}"
      continue 3
    done
  done
done
[ "$asked" -ge 60 ] || lacks "all" "only $asked readers were asked for a folder"
echo "$(wc -w <<<"$readers") readers, $asked of them asked for a file and for its folder"
exit $failed
