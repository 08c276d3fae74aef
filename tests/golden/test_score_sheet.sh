#!/usr/bin/env bash
# The score sheet of a reviewer on reports from logs, a place and a PUE alone: at least 19 of 20, in the
# Markdown and on the pages; a section that is left out takes its point along.
set -euo pipefail
export LC_ALL=C.UTF-8

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
status=0
fail() { echo "FAILED: $*"; status=1; }
report() { "$PLUME_PROGRAM" report -q "$@" 2>>warnings; }
sum() { head -1 <<<"$1" | cut -d' ' -f1; }

for_papers() { # NAME: the logs of a paper are in logs/NAME
  report "logs/$1" --location DE --year 2024 --pue 1.2 --timezone UTC -o "$1"
  pdftotext "$1/appendix.pdf" "$1.txt"
  for text in "$1" "$1.txt"; do
    sheet=$("$PLUME_SCORE_OF" "$text")
    echo "$text: $(head -1 <<<"$sheet")"
    [ "$(sum "$sheet")" -ge 19 ] || fail "$text has $(grep -c '	missing	' <<<"$sheet") points too few: $sheet"
  done
  awk -F'\t' 'NR > 1 && $3 == "got" && $4 == "p. 0" { exit 1 }' <<<"$sheet" || fail "$1: a point has no page"
}

mkdir -p logs/own
cat >logs/own/runs.csv <<'CSV'
run_id,study,role,state,start,end,device,device_count,energy_kwh,energy_scope,evidence
main,model,final,complete,2024-06-02T08:00:00Z,2024-06-03T20:00:00Z,A100,8,100,it,sampled
tune,sweep,search,complete,2024-05-10T08:00:00Z,2024-05-11T08:00:00Z,A100,8,60,it,sampled
lost,sweep,search,failed,2024-05-12T08:00:00Z,2024-05-12T10:00:00Z,A100,8,4,it,sampled
CSV
for_papers own

# --- in Chinese as in English ---
report logs/own --location DE --year 2024 --pue 1.2 --timezone UTC --language zh -o own-zh
pdftotext own-zh/appendix.pdf own-zh.txt
for text in own-zh own-zh.txt; do
  sheet=$("$PLUME_SCORE_OF" "$text")
  echo "$text: $(head -1 <<<"$sheet")"
  [ "$(sum "$sheet")" -ge 19 ] || fail "$text has too few points: $sheet"
done
samples=${PLUME_SHARED:-$PLUME_SOURCE_DIR/../shared}/samples
if [ -d "$samples" ]; then
  mkdir -p logs/{i,ii,iii,v}
  cp "$samples/codecarbon/green-ml-bench_v3.2.csv" logs/i
  cp "$samples/optuna/flow-matching-mnist.db" "$samples/power/nvidia-smi/rtx4090-1s-part1.csv" \
    "$samples"/carbontracker/rtx3060*.log logs/ii
  cp -r "$samples"/nas/{darts,nni,nasbench} "$samples/slurm/kabre-sacct-part1.psv" logs/iii
  cp -r "$samples"/impact-tracker/*_seed_* "$samples"/ray-tune/*/ logs/v
  for paper in i ii iii v; do for_papers $paper; done
else
  echo "no third-party samples at $samples: four papers SKIPPED"
fi

# --- a section that is left out takes its point along ---
without() { # SECTION POINT
  sections=$(printf '%s\n' scope energy uncertainty comparison limitations inventory quality | grep -v "^$1$" | paste -sd,)
  printf 'report: {sections: [%s], formats: [markdown]}\n' "$sections" >study.yaml
  report logs/own -s study.yaml --location DE --year 2024 --pue 1.2 -o "without-$1"
  "$PLUME_SCORE_OF" "without-$1" | awk -F'\t' -v point="$2" '$2 == point { exit $3 != "missing" }' ||
    fail "without $1 the point '$2' is still there"
}
without scope "functional unit"
without energy "coverage"
without uncertainty "budget"
without comparison "comparators"
exit $status
