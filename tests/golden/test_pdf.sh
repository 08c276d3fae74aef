#!/usr/bin/env bash
# A document with every kind of block, looked at from outside: sound for qpdf, all fonts embedded
# as subsets, the text readable, nothing that runs, no path of this machine, the same bytes
# wherever it is made.
set -eu

fixture=$PLUME_SOURCE_DIR/tests/golden/pdf
renderer=$PLUME_BUILD_DIR/tests/test_flow
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0

fail() {
  echo "FAILED: $*" >&2
  failures=$((failures + 1))
}

for tool in qpdf pdffonts pdftotext pdfinfo pdfdetach; do
  command -v $tool >/dev/null || { echo "SKIPPED: $tool is not installed"; exit 0; }
done

# The table of all runs has a thousand rows.
rows=$(awk 'BEGIN { for (i = 1; i <= 1000; i++)
  printf "%s{\"cells\": [\"trial_%04d\", \"complete\", \"%d.%d\"]}", (i > 1 ? "," : ""), i, i / 7, i % 10 }')
awk -v rows="$rows" '{ sub(/"rows": \[\]/, "\"rows\": [" rows "]"); print }' \
  "$fixture/appendix.json" > "$folder/appendix.json"
cp "$fixture/appendix.flow" "$folder/appendix.flow"

"$renderer" "$folder/appendix.flow" "$folder/appendix.json" "$folder/a.pdf" > "$folder/notes" ||
  fail "the document cannot be made"
grep -q 'U+1F331' "$folder/notes" || fail "no note about the character that no font has"

# --- where Liberation and DejaVu are the only fonts, the note names what lacks and what helps ---
cat > "$folder/fonts.conf" <<XML
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<selectfont>
<rejectfont><glob>/*.*</glob></rejectfont>
<acceptfont><glob>/*Liberation*</glob><glob>/*DejaVu*</glob></acceptfont>
</selectfont>
</fontconfig>
XML
FONTCONFIG_FILE=$folder/fonts.conf "$renderer" "$folder/appendix.flow" "$folder/appendix.json" \
  "$folder/few.pdf" > "$folder/few.notes" || fail "no document with few fonts"
for words in '東 (U+6771), 京 (U+4EAC)' 'fonts-droid-fallback' 'no installed font draws 3 characters'; do
  grep -qF "$words" "$folder/few.notes" || fail "few fonts: no '$words' in $(cat "$folder/few.notes")"
done

# --- sound ---
qpdf --check "$folder/a.pdf" > "$folder/check" 2>&1 || fail "qpdf: $(cat "$folder/check")"
grep -q 'No syntax or stream encoding errors' "$folder/check" || fail "qpdf: $(cat "$folder/check")"

pdffonts "$folder/a.pdf" > "$folder/fonts" 2> "$folder/errors" || fail "pdffonts"
[ ! -s "$folder/errors" ] || fail "pdffonts: $(cat "$folder/errors")"
[ "$(tail -n +3 "$folder/fonts" | wc -l)" -ge 5 ] || fail "too few fonts: $(cat "$folder/fonts")"
if tail -n +3 "$folder/fonts" | grep -vE 'yes +yes +yes +[0-9]+ +[0-9]+$'; then
  fail "a font is not embedded as a subset with its map to Unicode"
fi

# --- readable ---
pdftotext "$folder/a.pdf" "$folder/text" 2> "$folder/errors"
[ ! -s "$folder/errors" ] || fail "pdftotext: $(cat "$folder/errors")"
tr '\n' ' ' < "$folder/text" > "$folder/line"
for words in 'Compute, energy and emissions' 'Heron: an invented study' '412 kWh' 'B.1' \
    'not available' 'Ελλάδα, Москва, 東京, ≥ 3' '\input{x} (unbalanced \ (((' \
    'endstream endobj' 'Strubell and others' 'Hyperparameter search, over three' \
    'GPT-3' 'Table 2. All runs of the search.' 'trial_1000' \
    '120 read = 120 used + 0 superseded' 'factors 2026.1' '1 / '; do
  grep -qF -- "$words" "$folder/line" || fail "the text lacks '$words'"
done
[ "$(tr -d '\f' < "$folder/text" | grep -cx 'Run')" -ge 20 ] || fail "the head of the table is not repeated"

pages=$(pdfinfo "$folder/a.pdf" | awk '/^Pages:/ { print $2 }')
grep -qF "$pages / $pages" "$folder/line" || fail "the last page does not say $pages / $pages"
pdfinfo "$folder/a.pdf" > "$folder/info"
grep -q '^Title: *Compute, energy and emissions α$' "$folder/info" || fail "title"
grep -q '^Author: *A. Author, B. Écrivain$' "$folder/info" || fail "authors"
grep -q '^Page size: *595.276 x 841.89 pts (A4)' "$folder/info" || fail "page size"
! grep -q CreationDate "$folder/info" || fail "a date that nobody gave"

pdfdetach -list "$folder/a.pdf" > "$folder/attached"
printf '2 embedded files\n1: results.json\n2: runs.csv\n' | cmp -s - "$folder/attached" ||
  fail "attachments: $(cat "$folder/attached")"
pdfdetach -save 1 -o "$folder/out.json" "$folder/a.pdf"
cmp -s "$folder/out.json" "$folder/appendix.json" || fail "an attachment is not what was attached"

# --- harmless and private ---
qpdf --qdf --object-streams=disable "$folder/a.pdf" "$folder/plain.pdf"
if grep -aE '/(JS|JavaScript|Launch|GoToE|GoToR|RichMedia|OpenAction|AA|SubmitForm)\b' "$folder/plain.pdf"; then
  fail "something that runs"
fi
grep -aq '/URI (https://doi.org/10.48550/arXiv.1906.02243)' "$folder/plain.pdf" || fail "no link"
[ "$(grep -ac '/S /URI' "$folder/plain.pdf")" = 2 ] || fail "not two links"
[ "$(grep -ac '/Dest ' "$folder/plain.pdf")" -ge 5 ] || fail "no bookmarks"
if grep -aF -e "$folder" -e "$PLUME_SOURCE_DIR" -e /usr/share "$folder/plain.pdf"; then
  fail "a path of this machine"
fi

# --- the same bytes from another folder, zone and language ---
mkdir -p "$folder/elsewhere/b"
cp "$folder/appendix.flow" "$folder/appendix.json" "$folder/elsewhere/b"
(cd "$folder/elsewhere" && TZ=Asia/Tokyo LC_ALL=de_DE.UTF-8 HOME=/nonexistent \
  "$renderer" b/appendix.flow b/appendix.json again.pdf > /dev/null)
cmp "$folder/a.pdf" "$folder/elsewhere/again.pdf" || fail "other bytes"

[ $failures -eq 0 ] && echo "pdf: all as wanted, $pages pages"
exit $((failures > 0))
