#!/usr/bin/env bash
# report.html and report.md: whole pages that say what the appendix says, and on which nothing that a
# log holds does anything.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
status=0
fail() { echo "FAILED: $*"; status=1; }
plume() { "$PLUME_PROGRAM" "$@" 2>>warnings; }

# --- names that would act if they were not escaped ---
cat >hostile.csv <<'CSV'
run_id,study,role,state,hours,device,device_count,energy_kwh,energy_scope,location
"<script>canary()</script>",s,final,complete,1,"<img src=x onerror=canary()>",1,1,it,DE
"""><a href='javascript:canary()'>",s,search,complete,1,"A100 -->",2,1,it,"</td></table>"
"] | *b* `c` [x](y) # <b>",s,search,failed,1,Zürich 中文 ½,1,1,it,FR
CSV
plume report hostile.csv -q --title "</title><script>canary()</script> & 5 kg CO2e" -o hostile
python3 "$here/html_page.py" hostile/report.html >headings || fail "the page of hostile names"
grep -q '&lt;script&gt;canary()&lt;/script&gt;' hostile/report.html || fail "the name of a run is not there"
grep -q '&amp; 5 kg CO₂e' hostile/report.html || fail "the title is not there"
# In Markdown no raw tag is left, and a row of a table keeps its cells.
if grep -nE '(^|[^\\])<[a-z/]' hostile/report.md | grep -v '<https://'; then
  fail "report.md has a tag"
fi
awk -F'\\|' '/^\|/ { gsub(/\\\\\|/, ""); if (before && NF != before) exit 1; before = NF } !/^\|/ { before = 0 }' \
  hostile/report.md || fail "a row of report.md has other cells than its head"

# --- what it says, and in which order ---
while read -r heading; do
  case $heading in [0-9]*) ;; *) continue ;; esac
  [ "$heading" = "$(echo "$heading" | grep -F '. References')" ] ||
    grep -qF "\\subsection{${heading#*. }}" hostile/appendix.tex || fail "the appendix has no '$heading'"
  grep -qF "## $heading" hostile/report.md || fail "report.md has no '$heading'"
done <headings
[ "$(grep -c '^[0-9]' headings)" = "$(grep -c '^## [0-9]' hostile/report.md)" ] ||
  fail "report.html and report.md have not the same sections"

# --- the table of runs: all of few, the largest of many ---
[ "$(sed -n '/<section id="runs">/,/<\/section>/p' hostile/report.html | grep -c '<tr><th scope="row">')" = 3 ] ||
  fail "not every run has its row"
{
  echo run_id,role,hours,device,device_count,energy_kwh,energy_scope,location
  for i in $(seq 250); do echo "r$i,search,1,A100,1,$((i * 7 % 251)),it,DE"; done
} >many.csv
plume report many.csv -q -o many
python3 "$here/html_page.py" many/report.html >/dev/null || fail "the page of many runs"
sed -n '/<section id="runs">/,/<\/section>/p' many/report.html >runs.html
[ "$(grep -c '<tr><th scope="row">' runs.html)" = 200 ] || fail "many runs are not 200 rows"
grep -q 'The 200 runs that took the most energy, of 250' runs.html || fail "the rest is not told"
# 7 i modulo 251 takes each value from 1 to 250 once: the largest 200 are 250 to 51.
awk -F'data-value="' '/<tr><th scope="row/ { sub(/".*/, "", $3); print $3 }' runs.html >energies
seq 250 -1 51 | diff - energies >/dev/null || fail "the rows are not the largest, largest first"

# --- without a study, a place or any energy it is a page all the same ---
printf 'run_id,hours,device\na,1,A100\n' >bare.csv
plume report bare.csv -q -o bare || true
if [ -d bare ]; then
  python3 "$here/html_page.py" bare/report.html >/dev/null || fail "the page of a bare table"
fi
exit $status
