#!/usr/bin/env bash
# An honest report is as it was written, by its digests and computed anew; and a change of
# any one place is found and named.
set -euo pipefail
: "${PLUME_PROGRAM:?}" "${PLUME_SOURCE_DIR:?}"
plume=$PLUME_PROGRAM
cd "$PLUME_SOURCE_DIR"
for tool in qpdf pdftotext; do
  command -v "$tool" >/dev/null || { echo "SKIPPED: $tool is not installed"; exit 0; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1764547200
bad=0

"$plume" report -q -s examples/transformers/plume.yaml -o "$work/report"
report=$work/report copy=$work/copy pdf=$work/appendix.pdf

fails() { echo "FAILED: $*" >&2; bad=1; }

# says WHAT STATUS PATTERN ARGUMENT...: exit status, and a line on standard error.
says() {
  local what=$1 status=$2 pattern=$3 got=0
  shift 3
  "$plume" verify "$@" >"$work/out" 2>"$work/err" || got=$?
  [ "$got" = "$status" ] || fails "$what: exit $got, expected $status: $(cat "$work/err")"
  [ -z "$pattern" ] || grep -Eq "$pattern" "$work/err" ||
    fails "$what: no line like '$pattern': $(cat "$work/err")"
}

says "an honest report" 0 '' "$report"
grep -q 'computed anew from its inputs' "$work/out" || fails "the study file was not used"
[ ! -s "$work/err" ] || fails "an honest report is told of: $(cat "$work/err")"
(cd "$work" && "$plume" verify report >out 2>err) || fails "a report without its inputs"
"$plume" report -q -s examples/transformers/plume.yaml --anonymous -o "$work/nobody"
says "a report that names nobody" 0 '' "$work/nobody" -s examples/transformers/plume.yaml
grep -q 'computed anew from its inputs' "$work/out" || fails "the study file was not used"
# With the options that it was made with; by another path to the study file; and beside a file of its name that is
# another one.
seeds=examples/transformers/seeds
"$plume" report -q "$seeds" --language zh --venue icml --by model -o "$work/options" 2>/dev/null
says "a report with options" 0 '' "$work/options" "$seeds" --language zh --venue icml --by model
says "a report without its options" 3 '^report.html: line 2 .*zh' "$work/options" "$seeds"
says "another path to the study file" 0 '' "$report" -s "$PWD/examples/transformers/plume.yaml"
mkdir -p "$work/beside/examples/transformers"
echo 'title: another' >"$work/beside/examples/transformers/plume.yaml"
(cd "$work/beside" && says "another study file" 0 '' "$report")
says "a PDF with inputs" 2 'name the report' "$report/appendix.pdf" "$seeds"

says "an honest PDF" 0 '' "$report/appendix.pdf"

# The code on the pages is that of the results, and another program can compute it.
code=$(sed -n 's/^Code *//p' "$work/out")
pdftotext -l 1 "$report/appendix.pdf" - | grep -q "$code" || fails "no code on the page"
stated=$(tail -2 "$report/results.json" | sed -n 's/^  "digest": "\(.*\)"$/\1/p')
head -n -2 "$report/results.json" | sed '$s/,$//' >"$work/body"
echo '}' >>"$work/body"
[ "$(sha256sum <"$work/body" | cut -d' ' -f1)" = "$stated" ] || fails "the canonical digest"

# edit FILE SED PATTERN: one place of a text; found with the folder, without the inputs.
edit() {
  rm -rf "$copy"
  cp -r "$report" "$copy"
  sed -i "$2" "$copy/$1"
  ! cmp -s "$report/$1" "$copy/$1" || fails "$1: '$2' changed nothing"
  (cd "$work" && says "$1" 3 "$3" copy)
}
digit='0,/[1-8]/s/[1-8]/9/'
for file in macros.tex appendix.tex statement.tex short.tex statement.md checklist.md model-card.yaml \
  references.bib report.html report.md figures/phases.svg figures/phases.csv figures/phases.pdf; do
  edit "$file" "$digit" "^$file: it was changed"
done
edit runs.csv '3s/[1-8]/9/' '^runs.csv: line 3 '
edit results.json 's/"co2e_kg": [0-9]/"co2e_kg": 77/' '^results.json: line [0-9]+ .*"co2e_kg": 77'
edit results.json '$d' '^results.json: line [0-9]+ it is no whole JSON'

rm -rf "$copy"; cp -r "$report" "$copy"; rm "$copy/short.tex"
(cd "$work" && says "a file that is gone" 3 '^short.tex: it is not there' copy)
rm -rf "$copy"; cp -r "$report" "$copy"; rm "$copy/appendix.pdf"
(cd "$work" && says "pages that are gone" 3 '^appendix.pdf: it is not there' copy)

# With the inputs, the line of a text is named, and the page of a PDF.
rm -rf "$copy"; cp -r "$report" "$copy"; sed -i '12s/[0-9]/x/' "$copy/statement.md" "$copy/macros.tex"
says "a line" 3 '^macros.tex: line 12 .*computed anew' "$copy"

# pdf SED PATTERN: one place of the PDF, which stays a sound one.
qpdf --qdf --object-streams=disable --normalize-content=n "$report/appendix.pdf" "$work/plain.pdf"
pdf() {
  LC_ALL=C sed "$1" "$work/plain.pdf" >"$work/edited.qdf"
  ! cmp -s "$work/plain.pdf" "$work/edited.qdf" || fails "the PDF: '$1' changed nothing"
  fix-qdf <"$work/edited.qdf" >"$pdf"
  qpdf --check "$pdf" >/dev/null || fails "the PDF: '$1' damaged it"
  says "the PDF: $1" 3 "$2" "$pdf"
}
pdf '0,/ Td$/{/ Td$/s/^[0-9.]* /1.5 /}' '^appendix.pdf: page 1 its text or drawing was changed'
pdf '0,/ rg$/{/ rg$/s/^[0-9.]* /0.5 /}' '^appendix.pdf: page [0-9]+ its text or drawing was changed'
pdf 's|/Title <feff00..|/Title <feff0041|' '^appendix.pdf: metadata its title'
pdf 's|/Creator <feff0050|/Creator <feff0051|' '^appendix.pdf: it was changed beside its pages'
pdf 's|/PLUM_SHA256 (.|/PLUM_SHA256 (x|' '^appendix.pdf: page 1 its text'
pdf 's|/PLUM_CODE (.|/PLUM_CODE (9|' '^appendix.pdf: page 1 its code is 9'

# attached NAME SED PATTERN: one place of a twin that the PDF carries.
attached() {
  sed "$2" "$report/$1" >"$work/$1"
  qpdf "$report/appendix.pdf" --remove-attachment="$1" -- "$work/without.pdf"
  qpdf "$work/without.pdf" --add-attachment "$work/$1" --key="$1" --filename="$1" -- -- "$pdf"
  says "attached $1" 3 "$3" "$pdf"
}
attached results.json 's/"co2e_kg": [0-9]/"co2e_kg": 77/' '^appendix.pdf: .*changed: its digest'
attached runs.csv '3s/[1-8]/9/' '^appendix.pdf: runs.csv the attached table was changed'
qpdf "$report/appendix.pdf" --remove-attachment=runs.csv -- "$pdf"
says "a twin that is gone" 3 '^appendix.pdf: runs.csv it is not attached' "$pdf"
qpdf "$report/appendix.pdf" "$pdf"
says "written anew by another program" 3 '^appendix.pdf: it was changed beside' "$pdf"

# Whoever seals an edit anew is found by the code on the pages, and by the inputs.
rm -rf "$copy"; cp -r "$report" "$copy"
sed 's/"co2e_kg": [0-9]/"co2e_kg": 77/' "$work/body" >"$work/forged"
digest=$(sha256sum <"$work/forged" | cut -d' ' -f1)
{ head -n -1 "$work/forged" | sed '$s/$/,/'; printf '  "digest": "%s"\n}\n' "$digest"; } >"$copy/results.json"
(cd "$work" && says "a seal of another's" 3 '^results.json: line ' copy)

says "no report" 1 'no such report' "$work/nothing"
mkdir "$work/nothing"
says "a folder of something else" 1 'hint: plume verify takes the folder' "$work/nothing"
echo 'no PDF' >"$work/no.pdf"
says "no PDF" 1 'no.pdf' "$work/no.pdf"
exit $bad
