#!/usr/bin/env bash
# The pages of a report in another language: all that templates say is in it, with the same figures; forms
# and the terminal stay English. Lists what a language has not yet.
set -euo pipefail
export LC_ALL=C.UTF-8
unset SOURCE_DATE_EPOCH PLUME_DATA

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
status=0
fail() { echo "FAILED: $*"; status=1; }
plume() { "$PLUME_PROGRAM" "$@" 2>>warnings; }
has() { grep -qF -- "$2" "$1" || fail "$1 does not say '$2'"; }

# --- what a language has ---

templates=$PLUME_SOURCE_DIR/templates
for folder in "$templates"/*/words.yaml; do
  language=$(basename "$(dirname "$folder")")
  left=
  for file in "$templates"/sentences/*.txt "$templates"/sections/*.txt; do
    name=${file#"$templates"/}
    case $name in # what forms say, in English in every language
    sentences/card-* | sentences/*-answer.txt | sentences/*-method.txt | sentences/compute-* | sentences/coverage-comment.txt | sentences/cite.txt) continue ;;
    esac
    [ -e "$templates/$language/$name" ] || left="$left $name"
  done
  echo "$language: English yet:${left:- nothing}"
  for file in $(cd "$templates/$language" && find . -type f); do
    [ -e "$templates/$file" ] || fail "$language/$file stands over nothing"
  done
  # A tag that English has and the language has not would leave a figure out.
  for file in $(cd "$templates/$language" && ls sections/*.txt); do
    diff <(grep -oE '\{\{[>#][a-z.-]*\}\}' "$templates/$file" | sort -u) \
      <(grep -oE '\{\{[>#][a-z.-]*\}\}' "$templates/$language/$file" | sort -u) >/dev/null ||
      echo "$language/$file has other parts than in English"
  done
done

# --- a report in Chinese has the figures of the English one ---

{
  echo run_id,role,state,start,hours,device,device_count,energy_kwh,energy_scope,location
  for i in $(seq 19); do echo "known-$i,final,complete,2023-05-01T00:00:00Z,1,A100,1,0.3,it,DE"; done
  echo unknown,search,failed,2023-05-03T00:00:00Z,1,,1,,,DE
} >runs.csv
plume report runs.csv -o en >en.summary
plume report runs.csv --language zh -o zh >zh.summary
diff <(grep -v '^Wrote\|^Notes' en.summary) <(grep -v '^Wrote\|^Notes' zh.summary) >/dev/null || fail "the terminal speaks another language"
for form in checklist.md model-card.yaml exports/acl.tex exports/boamps.json; do
  cmp -s en/$form zh/$form || fail "$form is not the form of the English report"
done
cmp -s en/runs.csv zh/runs.csv || fail "runs.csv depends on the language"
has zh/report.html '<html lang="zh">'
has zh/report.md '# 计算、能耗与排放'
has zh/report.md '仅 19 / 20 次运行已知'
has zh/report.md '至少'
has zh/report.md '表 1'
has zh/short.tex 'char33267' # of "at least"
for word in Statement Table Figure References 'not available' 'at least' device-hours Emissions; do
  # Notes stay in English, and so do titles of papers.
  if grep -v '^|\|^[0-9]*\. ' zh/report.md | grep -nF "$word" >found; then fail "report.md says '$word': $(head -c 200 found)"; fi
done
numbers() { grep -oE '[0-9][0-9,.]* ?(kWh|kg|MWh|g)' "$1" | tr -d ' ' | sort -u; }
missing=$(comm -23 <(sed 's/ / /g' en/statement.md >e.md && numbers e.md) <(sed 's/ / /g' zh/statement.md >z.md && numbers z.md))
[ -z "$missing" ] || fail "the statement in Chinese has not: $missing"
[ "$(qpdf --json zh/appendix.pdf | grep -c '"/Lang": "u:zh"')" -ge 1 ] || fail "the PDF does not say that it is in Chinese"
pdftotext zh/appendix.pdf - | tr -d ' \n' | grep -q '本文记录的计算共20次运行' ||
  echo "*** no font with Chinese here: the text of the PDF is NOT CHECKED ***"

# --- by the study file; and a language that nobody wrote ---

printf 'report: {language: zh, formats: [markdown]}\n' >study.yaml
plume report -q -s study.yaml runs.csv -o study
has study/report.md '声明'
for language in de ../zh sections; do
  if "$PLUME_PROGRAM" report -q --language "$language" runs.csv -o none 2>said; then fail "language $language"; fi
  has said "there are no templates in the language '$language'"
  has said 'known are en, zh'
done
exit $status
