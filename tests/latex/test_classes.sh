#!/usr/bin/env bash
# Papers with a whole report in them, one for each file of papers/: no error, nothing undefined and no line
# more than two points into the margin. Eight by pdflatex; with PLUME_LATEX=all (scripts/test --latex) every
# paper by pdflatex, xelatex and lualatex with the report of three runs, that of a laboratory and one whose
# names are hostile. Prints a line for each: paper, engine, report, the widest line into the margin.
set -eu
: "${PLUME_PROGRAM:?}"
here=$(cd "$(dirname "$0")" && pwd)
for tool in pdflatex bibtex kpsewhich; do
  command -v $tool >/dev/null || { echo "SKIPPED: $tool is not installed"; exit 0; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# report NAME INPUT OPTION...
report() {
  "$PLUME_PROGRAM" report "$2" -q -o "$work/reports/$1" "${@:3}" 2>"$work/messages" || {
    cat "$work/messages"
    echo "FAILED: no report"
    exit 1
  }
}
mkdir "$work/reports" "$work/cells"
report small "$here/reports/small.csv"
report lab "$here/reports/lab.csv" -s "$here/reports/lab.yaml" --method green-algorithms
mkdir "$work/names"
cp "$here/reports/hostile.csv" "$work/names/模型_50%_\\input{x}&\$y.csv"
[ "${PLUME_LATEX:-}" != all ] || report hostile "$work/names" -s "$here/reports/hostile.yaml"

# What a paper of papers/ takes in: the report, and what only one kind of engine has.
cat >"$work/given.tex" <<'TEX'
\newcommand{\plumedir}{plume}
\input{plume/macros}
TEX
cat >"$work/body.tex" <<'TEX'
\section{Impact}
\input{plume/statement}

\input{plume/short}

All of it took \plumeDeviceHours{} hours and \plumeEnergyKWh{} kWh.
\appendix
\input{plume/appendix}
TEX
touch "$work/nothing.tex"
echo '\usepackage[T1]{fontenc}' >"$work/t1.tex"
echo '\usepackage{times}' >"$work/times.tex"

# cell PAPER ENGINE REPORT: compiles it in a folder of its own and prints its line.
cell() {
  local folder=$work/cells/$1-$2-$3 bibliography=bibtex wrong= widest engine=t1 times=times run
  mkdir "$folder"
  ln -s "$work/reports/$3" "$folder/plume"
  case $2 in pdflatex) ;; *) engine=nothing times=nothing ;; esac
  cp "$here/papers/$1.tex" "$folder/paper.tex"
  cp "$work/given.tex" "$work/body.tex" "$folder"
  cp "$work/$engine.tex" "$folder/engine.tex"
  cp "$work/$times.tex" "$folder/times.tex"
  grep -q '^% biber' "$folder/paper.tex" && bibliography=biber
  run="$2 -no-shell-escape -interaction=nonstopmode -halt-on-error paper.tex"
  (cd "$folder" && $run && $bibliography paper && $run && $run) >"$folder/said" 2>&1 </dev/null || {
    wrong=" does not compile"
    { grep -A4 -h '^!' "$folder/said" || tail -20 "$folder/said"; } >>"$folder/why"
  }
  if grep -aE 'undefined (references|citations)|(Citation|Reference).*undefined' "$folder/paper.log" >>"$folder/why"; then
    wrong+=" something is undefined"
  fi
  if grep -aE 'Missing character: There is no' "$folder/paper.log" >>"$folder/why"; then
    wrong+=" a letter is missing"
  fi
  if grep -aE '^(Warning--|WARN|ERROR)' "$folder/paper.blg" >>"$folder/why" 2>&1; then
    wrong+=" $bibliography warns"
  fi
  widest=$(margin "$folder/paper.log" "$folder/why")
  awk "BEGIN { exit !($widest > 2) }" && wrong+=" lines run into the margin"
  printf '%-19s %-8s %-7s %5s pt%s\n' "$1" "$2" "$3" "$widest" "${wrong:+  FAILED:$wrong}"
  [ -z "$wrong" ] || sed 's/^/    /' "$folder/why"
}

# The widest box into the margin, and what stands in those above two points; heads and feet of pages are
# the class's own ("while \output is active").
margin() {
  awk -v why="$2" '/^Overfull .hbox \(/ && !/output is active/ {
      split($2 $3, part, /[(p]/); points = part[2] + 0; wide = points > 2; if (points > most) most = points }
    wide && /^$/ { wide = 0 }
    wide { print >>why }
    END { printf "%.1f", most }' "$1"
}

# Addresses are plain text where neither hyperref nor url is loaded, and biber takes the dotless i
# with an accent apart.
failed() { echo "FAILED: $*"; touch "$work/failed"; }
for name in small lab; do
  if grep -nE 'url *= *\{[^}]*[][_%#&~^\\$ ]' "$work/reports/$name/references.bib"; then
    failed "$name: an address with a character that TeX takes for its own"
  fi
  if grep -nF '{\i}' "$work/reports/$name/references.bib"; then
    failed "$name: an accent on a dotless i"
  fi
done
grep -q 'url *=' "$work/reports/lab/references.bib" || failed "no address in references.bib"

# The classes and packages that a paper loads and this machine lacks.
missing() {
  local name
  for name in $(sed -nE 's/.*\\documentclass(\[[^]]*\])?\{([^}]*)\}.*/\2.cls/p; s/.*\\usepackage(\[[^]]*\])?\{([^}]*)\}.*/\2/p' \
    "$here/papers/$1.tex" | tr ',' '\n'); do
    case $name in *.cls) ;; *) name=$name.sty ;; esac
    kpsewhich "$name" >/dev/null || echo "$name"
  done
}

cells=()
if [ "${PLUME_LATEX:-}" = all ]; then
  for paper in "$here"/papers/*.tex; do
    for engine in pdflatex xelatex lualatex; do
      for name in "$work"/reports/*; do
        cells+=("$(basename "$paper" .tex) $engine $(basename "$name")")
      done
    done
  done
else
  cells=("ieee pdflatex small" "lncs pdflatex small" "article pdflatex small" "elsevier-5p pdflatex small"
    "ieee pdflatex lab" "neurips pdflatex lab" "icml pdflatex lab" "lncs pdflatex lab")
fi
declare -A lacking_of
ready=()
for one in "${cells[@]}"; do
  set -- $one
  [ -n "${lacking_of[$1]+known}" ] || lacking_of[$1]=$(missing "$1")
  lacking=${lacking_of[$1]}
  command -v "$2" >/dev/null || lacking+=" $2"
  if [ -z "$lacking" ]; then
    ready+=("$one")
  elif [ "${PLUME_LATEX:-}" = all ]; then
    failed "$one:" $lacking "not installed: scripts/setup latex"
  else
    echo "*** $one:" $lacking "not installed: SKIPPED (scripts/setup test installs it) ***"
  fi
done
export -f cell margin
export work here
[ -z "${PLUME_CELLS:-}" ] || mapfile -t ready < <(printf "%s\n" "${ready[@]}" | grep -E "$PLUME_CELLS")
[ "${#ready[@]}" = 0 ] || printf '%s\n' "${ready[@]}" | xargs -P 2 -I{} bash -c 'cell {}' | tee "$work/lines"
if grep -q FAILED "$work/lines" 2>/dev/null || [ -e "$work/failed" ]; then
  exit 1
fi
echo "classes: ${#ready[@]} papers compile, nothing undefined, nothing in the margin"
