#!/usr/bin/env bash
# appendix.pdf of several reports: its pages are full, numbers stand on their points, every table and figure is
# referred to (pdf_layout.py), and who does not see it hears it all in order (pdf_tags.py).
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "$0")" && pwd)
for tool in python3 qpdf pdftotext pdfinfo; do
  command -v $tool >/dev/null || { echo "SKIPPED: $tool is not installed"; exit 0; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
reports=$PLUME_SOURCE_DIR/tests/latex/reports
cd "$work"
status=0
fail() { echo "FAILED: $*"; status=1; }
report() { "$PLUME_PROGRAM" report "${@:2}" -q -o "$1" 2>>warnings || fail "no report $1"; }

report transformers -s "$PLUME_SOURCE_DIR/examples/transformers/plume.yaml"
report lab "$reports/lab.csv" -s "$reports/lab.yaml" --method green-algorithms
mkdir names
cp "$reports/hostile.csv" "names/模型_50%_\\input{x}&\$y.csv"
report hostile names -s "$reports/hostile.yaml"

for name in transformers lab hostile; do
  python3 "$here/pdf_layout.py" $name/appendix.pdf || fail "the pages of $name"
  python3 "$here/pdf_tags.py" $name/appendix.pdf || fail "the elements of $name"
done

# --- they would find it ---
if python3 "$here/pdf_tags.py" lab/figures/models.pdf >found; then fail "a page without elements is let pass"; fi
grep -q 'it is not marked' found || fail "no word of a document that is not marked: $(cat found)"

# --- every reference is a link inside the document ---
qpdf --qdf --object-streams=disable lab/appendix.pdf plain.pdf
[ "$(grep -ac '/Dest ' plain.pdf)" -ge 45 ] || fail "few links inside the document"

exit $status
