#!/usr/bin/env bash
# Small folders and files on which Plume once gave a wrong number, each with the right one: a row of
# the tables below is a case, its command, what is asked of the output, and what must come.
set -uo pipefail
export PATH="$(dirname "$PLUME_PROGRAM"):$PATH" LC_ALL=C TZ=UTC
unset PLUME_DATA SOURCE_DATE_EPOCH
cases=$PLUME_SOURCE_DIR/tests/cases
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# Numbers are equal where they agree to the digits that are stated, in half a unit of the last.
agree() { # WANTED GOT
  awk -v wanted="$1" -v got="$2" 'BEGIN {
    if (wanted == got) exit 0
    if (wanted !~ /^-?[0-9]+([.][0-9]+)?$/ || got !~ /^-?[0-9]+([.][0-9]+)?(e-?[0-9]+)?$/) exit 1
    n = index(wanted, ".") ? length(wanted) - index(wanted, ".") : 0
    exit !((wanted - got) ^ 2 <= (0.5000001 * 10 ^ -n) ^ 2) }'
}

told() { # CASE WHAT WANTED GOT
  if agree "$3" "$4"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $1: $2: wanted $3, got $4"
    sed 's/^/  /' "$work/stderr" | head -5
  fi
}

# Reads CASE by COMMAND (a subcommand of plume and its arguments, in the folder of cases), and asks
# the JSON that comes, each `FILTER = WANTED` in turn.
is() { # CASE COMMAND [FILTER WANTED]...
  local name=$1 command=$2 status=0
  shift 2
  (cd "$cases" && eval "plume $command --format json") >"$work/got" 2>"$work/stderr" || status=$?
  told "$name" "exit status of plume $command" 0 "$status"
  while [ $# -gt 0 ]; do
    told "$name" "$1" "$2" "$(jq -r "$1" "$work/got" 2>&1)"
    shift 2
  done
}

energy='[.runs[].energy_kwh] | add'
warned='[.notes[] | select(.severity == "warning") | .code] | index("implausible-power") != null'
facility='.estimates[] | select(.method == "patterson2021") | .energy_kwh'
carbon='.estimates[] | select(.method == "patterson2021") | .co2e_kg'

# --- what was wrong, and not told ---

is smi-constant-index.csv 'runs smi-constant-index.csv' \
  '.runs[0].device_count' 3 "$energy" 0.010000
is total-above-parts.csv 'runs total-above-parts.csv' "$energy" 0.025000
is codecarbon-tasks 'runs codecarbon-tasks' \
  '.runs | length' 1 "$energy" 0.060000 '.runs[0].duration_s' 35.000
is hf-last-checkpoint 'runs hf-last-checkpoint' \
  '.runs | length' 1 '.runs[0].duration_s' 3605.000 '.records.superseded' 1
echo 'hardware: {device: NVIDIA A100-SXM4-80GB, count: 1}' >"$work/one-a100.yaml"
is hf-with-tensorboard "estimate hf-with-tensorboard -s $work/one-a100.yaml" \
  '.workload.runs' 1 '.workload.device_hours' 1.0 '.workload.it_kwh' 0.40
is codecarbon-negative-gpu.csv 'runs codecarbon-negative-gpu.csv' \
  '.runs | length' 2 '[.runs[].duration_s] | add' 7200.000 '.runs[0].energy_kwh' 0.060000 \
  '.runs[0].energy_gpu_kwh' null
is eco2ai-implausible.csv 'runs eco2ai-implausible.csv' \
  "$energy" 1.5 "$warned" true
is amd-smi-watch.csv 'runs --strict amd-smi-watch.csv' \
  '.records.read' 22 '.records.used' 22 "$energy" 0.200000

# --- what was refused, and is valid ---

for name in project-readme project-css; do
  is $name "runs $name" '.runs | length' 1 "$energy" 0.310000 '[.inputs[] | select(.used > 0)] | length' 1
  (cd "$cases" && plume report "$name" -l DE -q -o "$work/$name") >/dev/null 2>"$work/stderr"
  told $name "exit status of plume report $name -l DE" 0 $?
done

# --- a job on a share of a device ---

is slurm-mig.psv 'runs slurm-mig.psv' '.runs[0].device_count' 1 '.runs[1].device_count' 0.142857 \
  '[.runs[] | .device_count * .duration_s / 3600] | add' 11.428571

for device in 'A100 MIG 1g.5gb:1.428571' 'GRID A100-10C:2.500000' 'NVIDIA A40-48Q:10.0000' 'A30 MIG 2g.12gb:5.0000'; do
  is "${device%:*}" "estimate -d '${device%:*}' -t 10 -l DE" '.workload.device_hours' "${device#*:}"
done

# --- figures that cannot be, on the command line and in what several logs tell together ---

implausible='[.notes[] | select(.severity == "warning" and (.code | startswith("implausible"))) | .message] | join("; ")'
is '--power of kilowatts' 'estimate -d A100 -t 10 -l DE --power 400000' "$implausible" \
  '4,000 kWh in 36,000 s is 400,000 W for each node, 20.0 times the 20,000 W that it may draw at most, as of milliwatts under a head of watts'
is '--intensity of grams' 'estimate -d A100 -t 10 -l DE --intensity 480' "$implausible" \
  'an intensity of 480 kg/kWh is above the 2.5 of any grid, as of grams under a head of kilograms'
is '--pue without its point' 'estimate -d A100 -t 10 -l DE --pue 15' "$implausible" \
  'a PUE of 15.0 is above the 4 of any building, as of a decimal point that was lost'
for beyond in '-n 1e8 -t 1' '-t 1e9'; do
  status=0
  plume estimate -d A100 $beyond >"$work/got" 2>"$work/stderr" || status=$?
  told "$beyond" 'exit status' 1 "$status"
done
mkdir "$work/together"
printf 'JobID|JobName|State|Start|End|ElapsedRaw|NCPUS|NNodes|AllocTRES\n%s\n' \
  '71|a|COMPLETED|2024-05-01T00:00:00|2024-05-01T10:00:00|36000|8|1|cpu=8,gres/gpu:a100=8,node=1' \
  >"$work/together/jobs.psv"
printf '%s\n' run_id,start,end,energy_kwh,energy_scope \
  a,2024-05-01T00:00:01Z,2024-05-01T09:59:59Z,0.3,device >"$work/together/runs.csv"
is 'watts of a run that two logs tell' "runs $work/together" '.runs | length' 1 "$implausible" \
  '0.300 kWh in 36,000 s is 3.75 W for each device, 1.60 times below the 6.00 W that it draws at least'

cat >"$work/impossible.yaml" <<'YAML'
site: {location: DE, pue: 15, intensity_kg_per_kwh: 480}
hardware: {device: A100, count: 1, host_power_w: 0.6, idle_power_w: 60000}
inference: {energy_per_query_kwh: 0.001, queries_per_day: 10, pue: 11, intensity_kg_per_kwh: 300}
YAML
printf 'run_id,hours\na,10\n' >"$work/plain.csv"
is 'keys of the study file' "estimate $work/plain.csv -s $work/impossible.yaml" \
  '[.notes[] | select(.severity == "warning") | .code] | sort | group_by(.) | map("\(.[0]) \(length)") | join(", ")' \
  'implausible-intensity 2, implausible-power 2, implausible-pue 2'

# A table of factors whose grams stand under a head of kilograms.
mkdir "$work/data"
cp -r "$PLUME_SOURCE_DIR/datasets" "$PLUME_SOURCE_DIR/templates" "$work/data"
sed -i.bak 's/^DE,Germany,2024,0.33638/DE,Germany,2024,2.6/' "$work/data/datasets/grid_intensity.csv"
export PLUME_DATA=$work/data
is 'a row of grid_intensity.csv' 'estimate -d A100 -t 10 -l DE --year 2024 --pue 1.1' "$implausible" \
  'the table of factors on Germany (ember_owid_2026): an intensity of 2.60 kg/kWh is above the 2.5 of any grid'
unset PLUME_DATA

# --- arithmetic and accounting ---

for name in two-pue two-pue-reversed; do
  is numbers/$name.csv "estimate numbers/$name.csv -m patterson2021" "$facility" 21.6 "$carbon" 7.2658
done
is numbers/tracker-beside-trace 'estimate numbers/tracker-beside-trace --pue 1 --intensity 1' \
  '.workload.runs' 1 '.workload.it_kwh' 0.400000 "$carbon" 0.400000
for order in '--trace numbers/trace-two-hosts.csv numbers/runs-two-hosts.csv' \
  'numbers/runs-two-hosts.csv --trace numbers/trace-two-hosts.csv' \
  'numbers/trace-two-hosts.csv numbers/runs-two-hosts.csv'; do
  is numbers/trace-two-hosts.csv "estimate $order --pue 1 --intensity 1" '.workload.it_kwh' 0.020667
  is numbers/runs-two-hosts.csv "runs $order" '.runs[] | select(.run_id == "a") | .energy_kwh' 0.003500 \
    '.runs[] | select(.run_id == "b") | .energy_kwh' 0.005250
done
is numbers/host-power-of-eight.csv \
  'estimate numbers/host-power-of-eight.csv -s numbers/host-power-of-eight.yaml' \
  '.workload.it_kwh' 30.000 \
  '[.notes[].message | select(test("1 host.*6.000 kWh, counted as assumed"))] | length' 1
is 'a PUE of AWS' 'estimate -d T4 -t 1 -l aws:eu-west-1 --year 2024 -m patterson2021' '.estimates[0].pue' 1.11
is numbers/codecarbon-quebec.csv 'estimate numbers/codecarbon-quebec.csv --pue 1.2 -m patterson2021' \
  '.estimates[0].intensity_kg_per_kwh' 0.0017 "$carbon" 0.01632
for zone in '' '--timezone Europe/Berlin'; do
  is numbers/summer-time-ends-50s.csv "runs $zone numbers/summer-time-ends-50s.csv" \
    "$energy" 0.70233 '.runs[0].duration_s' 8400 '.runs[0].coverage' 1
done
(cd "$cases" && plume runs numbers/codecarbon-pue.csv --format csv) >"$work/runs.csv" 2>"$work/stderr"
for log in numbers/codecarbon-pue.csv "$work/runs.csv"; do
  is numbers/codecarbon-pue.csv "estimate $log -m patterson2021" '.estimates[0].pue' 1.25 "$carbon" 2.6910
done
is numbers/hf-flops 'estimate numbers/hf-flops -s numbers/hf-flops.yaml -m patterson2021' \
  '.workload.device_hours' 81.65 '.workload.it_kwh' 20.41

# The final models have one figure, in the table, the statement and the check-list.
(cd "$cases" && plume report numbers/final-and-failed.csv -q -o "$work/final") >/dev/null 2>"$work/stderr"
told numbers/final-and-failed.csv 'exit status of plume report' 0 $?
says() { # FILE PATTERN
  told numbers/final-and-failed.csv "$1 says '$2'" yes "$(sed 's/\xc2\xa0/ /g' "$work/final/$1" | grep -- "$2" >/dev/null && echo yes || echo no)"
}
says checklist.md 'CO2e of the final models | 31.6 kg CO2e'
says statement.md 'The final models account for 4 % of the energy'
says appendix.tex '31.6'
told numbers/final-and-failed.csv 'appendix.tex has no 65 %' no \
  "$(grep -q 'took 65' "$work/final/appendix.tex" && echo yes || echo no)"

echo "cases: $passed checks passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
