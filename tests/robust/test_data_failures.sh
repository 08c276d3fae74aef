#!/usr/bin/env bash
# "Not there" and "failed" are two answers: where a table of factors or a font cannot be read this
# time, a command ends in an error and writes nothing, or it did not need it and nothing differs.
. "$PLUME_SOURCE_DIR/tests/robust/report_cases.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cp "$log" log.csv
share=$(dirname "$("$plume" --version >/dev/null; dirname "$plume")")/share/plume
[ -d "$share/datasets" ] || share=$PLUME_SOURCE_DIR
mkdir data
cp -r "$share/datasets" "$share/templates" data/
export PLUME_DATA=$work/data

# What each command prints and writes when all is well.
commands=("estimate log.csv --location DE --year 2024 --format json"
  "report log.csv --location DE --year 2024 -o out -q" "compare bert-base t5"
  "audit bert-base gpt-3" "reproduce strubell2019")
run() { # NUMBER: into got
  rm -rf out got
  # shellcheck disable=SC2086
  "$plume" ${commands[$1]} >got 2>said
}
declare -A right
for i in "${!commands[@]}"; do
  run "$i" || wrong "${commands[$i]}: $(cat said)"
  right[$i]="$(sha256sum <got) $(digest out)"
done
refused=0
for table in data/datasets/*.csv; do
  mv "$table" aside
  mkdir "$table" # cannot be read as a file, and is there
  for i in "${!commands[@]}"; do
    status=0
    run "$i" || status=$?
    if [ $status = 0 ]; then
      is "${commands[$i]} without ${table##*/}" "$(sha256sum <got) $(digest out)" "${right[$i]}"
    else
      refused=$((refused + 1))
      is "${commands[$i]} without ${table##*/}: status, output, folder" \
        "$status $(wc -c <got) $(digest out)" "1 0 none"
      grep -q "${table##*/}: error: " said && ok || wrong "${table##*/} is not named: $(cat said)"
    fi
  done
  rmdir "$table"
  mv aside "$table"
done
[ "$refused" -gt 20 ] && ok || wrong "only $refused commands needed a table"

# A font that is there and cannot be opened: never another face in its place.
if can_trace; then
  run 1
  strace -f -e trace=openat -o calls "$plume" report log.csv --location DE --year 2024 -o other -q
  grep -o '"[^"]*\.ttf"' calls | sort -u | tr -d '"' >fonts
  [ -s fonts ] && ok || wrong "no font is opened"
  while read -r font; do
    rm -rf failed
    status=0
    strace -f -o /dev/null -P "$font" -e trace=openat -e inject=openat:error=EIO \
      "$plume" report log.csv --location DE --year 2024 -o failed -q 2>said || status=$?
    case $status in
      0) is "$font: the report" "$(digest failed)" "$(digest other)" ;;
      1) is "$font: the report" "$(digest failed)" none ;;
      *) wrong "$font: status $status" ;;
    esac
  done <fonts
fi

finish "data that cannot be read"
