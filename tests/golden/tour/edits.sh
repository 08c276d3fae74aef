#!/bin/sh
# usage: edits.sh REPORT: twenty copies of a report, each with one edit of another kind, and what plume verify says of it
# first: the file, and the place; a line is held against the one that was edited.
report=$1
copy=$(mktemp -d)/copy
number=0

told() { # KIND: of the copy, or of the PDF
  number=$((number + 1))
  said=$(plume verify "$2" -q 2>&1 >/dev/null)
  [ $? = 3 ] || echo "NOT FOUND: $1"
  line=$(printf '%s\n' "$said" | grep "^$3: line" || printf '%s\n' "$said" | grep "^$3:")
  printf '%2d %-17s %s\n' $number "$1" "$(printf '%s\n' "$line" | head -1 |
    sed "s/: line ${4:-none} .*/: the line that was edited/; s/: its digest is .*//")"
}
text() { # KIND FILE SED
  rm -rf "$copy" && cp -r "$report" "$copy"
  sed -i "$3" "$copy/$2"
  cmp -s "$report/$2" "$copy/$2" && echo "nothing was edited: $2"
  told "$1" "$copy" "$2" "$(cmp "$report/$2" "$copy/$2" | sed 's/.*line //')"
}
pdf() { # KIND SED
  LC_ALL=C sed "$2" "$plain" >"$plain.new"
  cmp -s "$plain" "$plain.new" && echo "nothing was edited: $1"
  fix-qdf <"$plain.new" >"$copy.dir/appendix.pdf"
  told "$1" "$copy.dir/appendix.pdf" appendix.pdf
}
twin() { # KIND NAME SED
  sed "$3" "$report/$2" >"$copy.dir/$2"
  qpdf "$report/appendix.pdf" --remove-attachment="$2" -- "$plain.new"
  qpdf "$plain.new" --add-attachment "$copy.dir/$2" --key="$2" --filename="$2" -- -- "$copy.dir/appendix.pdf"
  told "$1" "$copy.dir/appendix.pdf" appendix.pdf
}
digit='0,/[1-8]/s/[1-8]/9/'
text macro macros.tex "$digit"
text statement statement.tex "$digit"
text 'short statement' short.tex "$digit"
text 'LaTeX appendix' appendix.tex '/[1-8] *\\\\/{s/[1-8]/9/;:a;n;ba}'
text 'Markdown' statement.md "$digit"
text 'table of a page' report.md '/^|.*[1-8]/{s/[1-8]/9/;:a;n;ba}'
text 'web page' report.html '/<td>.*[1-8]/{s/\(<td>[^1-8]*\)[1-8]/\19/;:a;n;ba}'
text checklist checklist.md "$digit"
text 'model card' model-card.yaml "$digit"
text reference references.bib "$digit"
text 'figure' figures/phases.svg "$digit"
text "figure's data" figures/phases.csv "$digit"
text run runs.csv '3s/[1-8]/9/'
text result results.json 's/"co2e_kg": [0-9]/"co2e_kg": 77/'
text 'factor' results.json 's/"pue": 1/"pue": 2/'
rm -rf "$copy" && cp -r "$report" "$copy" && rm "$copy/short.tex"
told 'file gone' "$copy" short.tex
mkdir -p "$copy.dir"
plain=$copy.qdf
qpdf --qdf --object-streams=disable --normalize-content=n "$report/appendix.pdf" "$plain"
pdf 'page' '0,/ Td$/{/ Td$/s/^[0-9.]* /1.5 /}'
pdf 'metadata' 's|/Title <feff00..|/Title <feff0041|'
twin 'attached results' results.json 's/"co2e_kg": [0-9]/"co2e_kg": 77/'
twin 'attached runs' runs.csv '3s/[1-8]/9/'
rm -rf "$(dirname "$copy")"
