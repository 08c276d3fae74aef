#!/usr/bin/env bash
# The default report in papers of IEEEtran and llncs, with each class's own bibliography style and
# neither hyperref nor url loaded; with PLUME_LATEX=all (scripts/test --latex) in those of article,
# elsarticle, acmart and biblatex too. No error, nothing undefined, no line into the margin.
set -eu
: "${PLUME_PROGRAM:?}"
for tool in pdflatex bibtex kpsewhich; do
  command -v $tool >/dev/null || { echo "SKIPPED: $tool is not installed"; exit 0; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}

# paper FOLDER CLASS STYLE: a paper with the whole report; STYLE of biblatex begins with a dash.
paper() {
  local options= class=$2 style=$3
  case $class in *:*) options=${class#*:} class=${class%%:*} ;; esac
  echo "\\documentclass[$options]{$class}"
  echo '\usepackage[T1]{fontenc}'
  echo '\usepackage{booktabs,graphicx}'
  case $style in -*) echo "\\usepackage[style=${style#-}]{biblatex}\\addbibresource{plume/references.bib}"
    # As biblatex's manual advises against addresses in the margin.
    echo '\setcounter{biburllcpenalty}{9000}\setcounter{biburlucpenalty}{9000}' ;; esac
  cat <<'TEX'
\newcommand{\plumedir}{plume}
\input{plume/macros}
\begin{document}
\title{A paper}
\author{An author}
TEX
  case $class in
    llncs) echo '\institute{A place}\maketitle' ;;
    acmart) echo '\affiliation{\institution{A place}\country{A country}}\maketitle' ;;
    elsarticle) echo '\begin{frontmatter}\begin{abstract}None.\end{abstract}\end{frontmatter}' ;;
    *) echo '\maketitle' ;;
  esac
  cat <<'TEX'
\section{Impact}
\input{plume/statement}

\input{plume/short}

All of it took \plumeDeviceHours{} hours and \plumeEnergyKWh{} kWh.
\appendix
\input{plume/appendix}
TEX
  case $style in
    -*) echo '\printbibliography' ;;
    *) echo "\\bibliographystyle{$style}\\bibliography{plume/references}" ;;
  esac
  echo '\end{document}'
}

# compile REPORT CLASS STYLE
compile() {
  local name folder bibliography=bibtex run
  name="$2, $3, $(basename "$1")"
  folder=$work/$(tr -c 'a-zA-Z0-9\n' _ <<<"$name")
  case $3 in -*) bibliography=biber ;; esac
  mkdir "$folder"
  cp -r "$1" "$folder/plume"
  paper "$folder" "$2" "$3" >"$folder/paper.tex"
  run="pdflatex -no-shell-escape -interaction=nonstopmode -halt-on-error paper.tex"
  (cd "$folder" && $run && $bibliography paper && $run && $run) >"$folder/said" 2>&1 || {
    fail "$name does not compile"
    grep -A4 -h '^!' "$folder/said" || tail -20 "$folder/said"
    return 0
  }
  if grep -E 'undefined (references|citations)|(Citation|Reference).*undefined' "$folder/paper.log"; then
    fail "$name: something is undefined"
  fi
  if grep -E '^(Warning--|WARN|ERROR)' "$folder/paper.blg"; then
    fail "$name: $bibliography warns"
  fi
  margin "$folder/paper.log" "$name"
}

# Boxes that are more than two points too wide, with what stands in them; heads and feet of pages are
# the class's own ("while \output is active").
margin() {
  if awk '/^Overfull .hbox \(/ && !/output is active/ { split($2 $3, part, /[(p]/); wide = part[2] + 0 > 2 } wide && /^$/ { wide = 0 }
      wide { print; found = 1 } END { exit !found }' "$1"; then
    fail "$2: lines run into the margin"
  fi
}

# An American site cites the tables of eGRID, and every report the model cards of its comparators.
cat >"$work/runs.csv" <<'CSV'
run_id,role,state,start,hours,device,device_count,energy_kwh,energy_scope,location
a,final,complete,2024-02-01T00:00:00Z,10,A100,1,4,it,US-VA
b,search,complete,2024-02-02T00:00:00Z,20,A100,1,12,it,US-CA
c,search,failed,2024-02-03T00:00:00Z,5,A100,2,4,it,US-VA
CSV
# And what a full study cites besides.
cat >"$work/study.yaml" <<'YAML'
title: A study
compare: [bert-base, elmo, t5, bloom, glam, opt, gpt-3, gemma, llama-2-7b, llama-3-8b, llama-3.1-8b,
  llama-3.2-1b, llama-3.3-70b, llama-4-scout, covid-research-explorer]
include: {embodied: true, water: true}
YAML
plume() {
  "$PLUME_PROGRAM" report "$work/runs.csv" -q -o "$work/$1" "${@:2}" 2>"$work/messages" || {
    cat "$work/messages"
    echo "FAILED: no report"
    exit 1
  }
}
plume default
plume full -s "$work/study.yaml" --method green-algorithms

# Addresses are plain text where neither hyperref nor url is loaded, and biber takes the dotless i
# with an accent apart.
for report in default full; do
  if grep -nE 'url *= *\{[^}]*[][_%#&~^\\$ ]' "$work/$report/references.bib"; then
    fail "$report: an address with a character that TeX takes for its own"
  fi
  if grep -nF '{\i}' "$work/$report/references.bib"; then
    fail "$report: an accent on a dotless i"
  fi
done
grep -q 'url *=' "$work/full/references.bib" || fail "no address in references.bib"

for pair in IEEEtran:conference/IEEEtran llncs/splncs04; do
  class=${pair%/*} style=${pair#*/}
  if kpsewhich "${class%%:*}.cls" "$style.bst" >/dev/null; then
    compile "$work/default" "$class" "$style"
  else
    echo "*** ${class%%:*} is not installed: its papers are SKIPPED (scripts/setup test installs it) ***"
  fi
done
if [ "${PLUME_LATEX:-}" = all ]; then
  for class in IEEEtran.cls llncs.cls article.cls elsarticle.cls acmart.cls biblatex.sty; do
    kpsewhich $class >/dev/null || fail "$class is not installed: scripts/setup latex"
  done
  compile "$work/full" IEEEtran:conference IEEEtran
  compile "$work/full" llncs splncs04
  for report in default full; do
    compile "$work/$report" article plain
    compile "$work/$report" elsarticle elsarticle-num
    compile "$work/$report" elsarticle:5p elsarticle-num
    # Its package balance loses floats of the last page.
    compile "$work/$report" acmart:sigconf,nonacm,balance=false ACM-Reference-Format
    compile "$work/$report" article -numeric
    compile "$work/$report" article -authoryear
  done
fi

[ "$failures" = 0 ] && echo "classes: all compile, nothing undefined, nothing in the margin"
exit $((failures > 0))
