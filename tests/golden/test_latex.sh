#!/usr/bin/env bash
# appendix.tex, statement.tex, short.tex and macros.tex compile in a one-column and in two two-column
# classes, without an error and without an undefined reference; text from logs and from the study
# file, however hostile, prints and does nothing else.
set -eu
: "${PLUME_PROGRAM:?}"
for tool in pdflatex bibtex pdftotext; do
    command -v $tool >/dev/null || { echo "SKIPPED: $tool is not installed"; exit 0; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# compile CLASS OPTIONS REPORT: paper.pdf in $work/CLASS
compile() {
    local folder=$work/$1$2.$(basename "$3")
    rm -rf "$folder"
    mkdir "$folder"
    cp -r "$3" "$folder/plume"
    cat > "$folder/paper.tex" <<TEX
\\documentclass[$2]{$1}
\\usepackage[T1]{fontenc}
\\usepackage{booktabs,graphicx,hyperref}
\\newcommand{\\plumedir}{plume}
\\input{plume/macros}
\\title{A paper}
\\author{An author}
\\begin{document}
\\maketitle
\\section{Impact}
\\input{plume/statement}

\\input{plume/short}

All of it took \\plumeDeviceHours{} hours, \\plumeEnergyMWh{} MWh and \\plumeCarbonTonnes{} t.
\\appendix
\\input{plume/appendix}
\\bibliographystyle{plain}
\\bibliography{plume/references}
\\end{document}
TEX
    local run="pdflatex -no-shell-escape -interaction=nonstopmode -halt-on-error paper.tex"
    (cd "$folder" && $run && bibtex paper && $run &&
        $run) > "$folder/log.txt" 2>&1 || {
        fail "$1 does not compile"
        grep -A4 '^!' "$folder/log.txt" || tail -20 "$folder/log.txt"
        return 0
    }
    if grep -E 'undefined (references|citations)|Citation.*undefined|Reference.*undefined' \
        "$folder/paper.log"; then
        fail "$1 has undefined references"
    fi
    if grep '^Warning--' "$folder/paper.blg"; then
        fail "$1: bibtex warns"
    fi
    pdftotext -layout "$folder/paper.pdf" "$folder/paper.txt"
}

# --- an ordinary study ---
cat > "$work/runs.csv" <<'CSV'
run_id,role,state,hours,device,device_count,energy_kwh,energy_scope,location
a,final,complete,10,A100,1,4,it,DE
b,search,complete,20,A100,1,12,it,FR
c,search,failed,5,A100,2,4,it,US-VA
d,search,complete,-5,A100,2,4,it,DE
CSV
"$PLUME_PROGRAM" report "$work/runs.csv" -q -o "$work/plain" 2>"$work/messages.txt" || {
    cat "$work/messages.txt"
    fail "no report"
    exit 1
}
compile article "" "$work/plain"
compile article twocolumn "$work/plain"
compile IEEEtran conference "$work/plain"
for paper in "$work"/*.plain/paper.log; do
    if grep 'Overfull .* in alignment' "$paper"; then
        fail "a table is wider than its column"
    fi
done

# --- a hostile one: the canary must not be read, run or set ---
echo 'CANARYWASREAD' > "$work/canary.tex"
cat > "$work/hostile.csv" <<CSV
run_id,study,role,state,hours,device,device_count,energy_kwh,energy_scope,location
"\\input{$work/canary}",s,final,complete,1,"\\input{$work/canary} {100% \$x^2_1\$ & #1 ~ ^^5cinput",1,1,it,"\\csname par\\endcsname"
"b} \\end{document} {",s,search,complete,1,"[x] *** \`\`q'' --- <<a>> \"b\" | \\verb|x|",1,1,it,"^^M^^@ \\\\ \\write18{touch $work/ran}"
c,s,search,failed,1,"Zürich 中文 ‮abc ½",1,1,it,%
CSV
cat > "$work/hostile.yaml" <<YAML
title: "\\\\input{$work/canary} }}} % \\\\end{document} \$\$ & _ ^ # ~ \\\\immediate\\\\write18{touch $work/ran}"
authors: ["{{{A}}} <<title>> \\\\newcommand"]
YAML
"$PLUME_PROGRAM" report "$work/hostile.csv" -s "$work/hostile.yaml" -q --title "$(sed -n 's/^title: "\(.*\)"/\1/p' "$work/hostile.yaml" | sed 's/\\\\/\\/g')" \
    -o "$work/hostile" 2>"$work/messages.txt" || {
    cat "$work/messages.txt"
    fail "no report of the hostile study"
    exit 1
}
compile article "" "$work/hostile"
compile IEEEtran conference "$work/hostile"
for folder in "$work"/*.hostile; do
    [ -f "$folder/paper.txt" ] || continue
    if grep -q CANARYWASREAD "$folder/paper.txt"; then
        fail "a file that a log names was read"
    fi
    grep -q 'Energy and [Pp]olicy\|policy considerations' "$folder/paper.txt" || fail "the document was cut short"
    grep -q 'end{document}' "$folder/paper.txt" || fail "the title is not printed as it is"
done
[ ! -e "$work/ran" ] || fail "a command that a log names was run"

[ "$failures" -eq 0 ] && echo "LaTeX: all compile, nothing undefined, nothing run"
exit "$failures"
