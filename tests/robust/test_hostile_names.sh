#!/usr/bin/env bash
# Whoever names a file may put what a terminal obeys into its name (ESC, BEL, CR, C1, a mark that
# turns the direction): none of it reaches an output, and the file is read all the same.
. "$PLUME_SOURCE_DIR/tests/robust/report_cases.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir logs
name=$(printf 'a\033]0;probe\007\033[31mred\r\302\23331m\342\200\256b.csv')
cp "$log" "logs/$name"
cp "$log" "$(printf 'logs/bad\377utf.csv')"
cp "$log" "logs/=HYPERLINK(1).csv"
obeyed='\x1b|\x07|\r|\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]'

silent() { # WHAT FILE...: none of the bytes in any
  local what=$1
  shift
  if grep -aqP "$obeyed" "$@"; then wrong "$what: raw control bytes"; else ok; fi
}
said() { # WHAT ARGUMENT...: what the program says and writes, and that it succeeds
  local what=$1 status=0
  shift
  "$plume" "$@" >said 2>&1 || status=$?
  is "$what: status" "$status" 0
  silent "$what" said
}

said "runs" runs logs
said "runs --why" runs logs --why
said "runs as CSV" runs logs --format csv
said "runs as JSON" runs logs --format json
said "estimate" estimate "logs/$name" --location DE --year 2024
said "a chart's data" chart phases logs --data -o data.csv
rm "$(printf 'logs/bad\377utf.csv')" # which no YAML can name
said "init" init logs -o plume.yaml
said "init on a terminal" init logs
silent "the study file" plume.yaml
said "the study file reads back" runs -s plume.yaml --format csv
is "the study file names each log" "$(grep -c . said)" "$("$plume" runs logs --format csv 2>&1 | grep -c .)"
said "report" report logs -o out --location DE --year 2024 \
  --title "$(printf 'T\033[2J\302\233\342\200\256x')"
find out -type f ! -name '*.pdf' ! -name '*.png' -print0 | xargs -0 grep -alP "$obeyed" >found
is "files of a report with such a byte" "$(tr '\n' ' ' <found)" ""
if command -v pdfinfo >/dev/null; then
  pdfinfo out/appendix.pdf >info
  is "the title of the PDF" "$(sed -n 's/^Title: *//p' info)" "T[2Jx"
fi
grep -q "^logs/a.x1b]0;probe" <("$plume" runs logs --why 2>/dev/null) && ok ||
  wrong "the name is spelled: $("$plume" runs logs --why 2>/dev/null | head -1)"

finish "hostile names"
