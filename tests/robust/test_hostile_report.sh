#!/usr/bin/env bash
# A report that somebody makes of a stranger's folder is safe to open: no action and no script in the
# PDF, links to the sources of the bibliography alone, a page that loads nothing, drawings that refer
# to nothing. The words below are harmless by themselves; what is asked is that they stay words.
. "$PLUME_SOURCE_DIR/tests/robust/report_cases.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
words=('<script>probe()</script>' '"><img src=x onerror=probe()>' 'javascript:probe()' 'https://probe.invalid/x'
  '[a](https://probe.invalid/y)' '\href{https://probe.invalid/z}{a}' '\input{probe}' '(probe) Tj /JS (probe)'
  '</svg><a href="https://probe.invalid/w">' '{{title}}' '%PROBE%' '&#106;avascript:probe()')
mkdir logs
{
  echo 'run_id,name,study,device,device_count,hours,energy_kwh,location,role'
  for i in "${!words[@]}"; do
    word=${words[$i]//\"/\"\"}
    echo "\"$word $i\",\"$word\",\"$word\",\"$word\",1,$((i + 1)),1.5,DE,search"
  done
} >"logs/runs <img src=x onerror=probe()>.csv"
"$plume" report logs -o out -q --year 2024 --title "${words[0]} ${words[3]}" 2>said
is "the report" "$?" 0

# Links of the sources that Plume itself cites.
allowed=$(grep -hoE 'https?://[^ },"]*' "$PLUME_SOURCE_DIR/datasets/sources.csv" \
  "$PLUME_SOURCE_DIR"/templates/*.bib 2>/dev/null; grep -rhoE 'https?://[^ },"]*' \
  "$PLUME_SOURCE_DIR/templates" "$PLUME_SOURCE_DIR/datasets")
if command -v qpdf >/dev/null; then
  qpdf --qdf --object-streams=disable out/appendix.pdf plain.pdf
  grep -aoE '/(JS|JavaScript|Launch|GoToE|GoToR|RichMedia|OpenAction|AA|SubmitForm|ImportData|Movie|Sound)\b' \
    plain.pdf | sort -u >actions
  # As text the words may stand between parentheses; as a key they may not.
  is "actions of the PDF" "$(grep -acE '^ */(JS|JavaScript|Launch|OpenAction|AA) ' plain.pdf)" 0
  grep -aoE '/URI \([^)]*\)' plain.pdf | sed 's,^/URI (,,; s,)$,,' | sort -u >links
  while read -r link; do
    grep -qF -- "$(printf '%b' "${link//\\/\\0}")" <<<"$allowed" && ok || wrong "the PDF links to $link"
  done <links
  ! grep -q probe links && ok || wrong "a word became a link of the PDF"
fi
html=out/report.html
grep -q "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'" $html && ok || wrong "no policy"
is "scripts of the page" "$(grep -oi '<script' $html | wc -l)" "$(grep -oi "script-src 'sha256" $html | wc -l)"
is "handlers of events in tags" "$(grep -oiE '<[a-z]+( [a-z-]+="[^"]*")* on[a-z]+=' $html | wc -l)" 0
is "what the page loads" "$(grep -oiE '<(img|iframe|link|object|embed|base|form|meta http-equiv="refresh)[^>]*' $html | wc -l)" 0
grep -oE 'href="[^"#][^"]*"' $html | sed 's/^href="//; s/"$//' | sort -u >links
while read -r link; do
  case $link in
    http*) grep -qF -- "${link//&amp;/&}" <<<"$allowed" && ok || wrong "the page links to $link" ;;
    *) [ -e "out/$link" ] && ok || wrong "the page links to '$link', which is no file of the report" ;;
  esac
done <links
for drawing in $(find out -name '*.svg'); do
  is "$drawing" "$(grep -ciP '<script|<foreignObject|<image|<use|href=|url\((?!#)| on[a-z]+=|<!ENTITY|@import' "$drawing")" 0
done
for text in $(find out -name '*.tex' -o -name '*.bib'); do
  is "$text" "$(grep -cE '\\(input|href|write|openout|catcode)\{?(probe|https://probe)' "$text")" 0
done
finish "reports of hostile folders"
