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

# 399.75 W for 55 s.
is smi-decimal-comma.csv 'runs smi-decimal-comma.csv' '.runs[0].device_count' 2 "$energy" 0.00611 \
  "($energy) * 3600000 / 55" 399.75

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
  '0.300 kWh in 36,000 s is 3.75 W for each device, 1.60 times below the 6.00 W that it is assumed to draw at least'

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

# --- other inputs of the same kinds ---

# Devices that another column than the constant one tells apart.
long() { # HEAD ROW...: each row at six moments
  local at
  echo "time,$1,watts"
  for at in 00 10 20 30 40 50; do printf "2025-09-08T10:00:${at}Z,%s\n" "${@:2}"; done
}
long gpu_id,uuid 0,GPU-a,100 0,GPU-b,200 >"$work/uuid.csv"
long hostname,index n1,0,100 n2,0,200 >"$work/hosts.csv"
long sensor GPU0,100 GPU1,200 >"$work/sensors.csv"
for name in uuid hosts sensors; do
  is "several devices by $name" "runs $work/$name.csv" '.runs[0].device_count' 2 "$energy" 0.004167
done
long index 0,100 0,200 >"$work/nothing.csv"
status=0
plume runs "$work/nothing.csv" >"$work/got" 2>"$work/stderr" || status=$?
told 'several devices that no column tells apart' 'exit status' 1 "$status"

# The order of rows changes no total, whatever it is that differs.
rows='a,1,8,it,,2024-01-01T00:00:00Z,aws,eu-central-1,
b,1,8,it,DE,2023-01-01T00:00:00Z,,,1.5
c,1,8,it,,2024-01-01T00:00:00Z,gcp,europe-west3,
d,1,8,it,FR,2024-01-01T00:00:00Z,,,1.2
e,1,8,it,FR,2024-01-01T00:00:00Z,,,1.1'
head=run_id,hours,energy_kwh,energy_scope,location,start,provider,region,pue
{ echo "$head"; echo "$rows"; } >"$work/rows.csv"
{ echo "$head"; echo "$rows" | sort -r; } >"$work/reversed.csv"
# 8 kWh x (1.35 + 1.5 + 1.09 + 1.2 + 1.1)
for name in rows reversed; do
  is 'five sites in two orders' "estimate $work/$name.csv -m patterson2021" "$facility" 49.9200 \
    "$carbon" "$(cd "$cases" && plume estimate "$work/rows.csv" -m patterson2021 --format json 2>/dev/null | jq "$carbon")"
done

# Hosts are charged for the union of their hours.
printf '%s\n' run_id,start,end,device,device_count,energy_kwh,energy_scope,host \
  a,2024-01-01T00:00:00Z,2024-01-01T10:00:00Z,A100-SXM4-80GB,4,10,device,n1 \
  b,2024-01-01T05:00:00Z,2024-01-01T15:00:00Z,A100-SXM4-80GB,4,10,device,n1 \
  c,2024-01-01T00:00:00Z,2024-01-01T10:00:00Z,A100-SXM4-80GB,4,10,device,n2 >"$work/host-hours.csv"
is 'two hosts for 25 hours' "estimate $work/host-hours.csv -s numbers/host-power-of-eight.yaml" \
  '.workload.it_kwh' 45.000

# The repeated hour at other steps, with and without the zone.
for step in 7 60 600; do
  awk -v step=$step 'BEGIN {
    print "time,watts"
    for (t = 0; t <= 8400; t += step) {
      wall = 6600 + t
      if (wall >= 10800) wall -= 3600
      printf "2024-10-27 %02d:%02d:%02d,300\n", int(wall / 3600), int(wall % 3600 / 60), wall % 60
    } }' >"$work/autumn.csv"
  for zone in '' '--timezone Europe/Berlin'; do
    is "summer time ends, every $step s $zone" "runs $zone $work/autumn.csv" "$energy" 0.7000 '.runs[0].duration_s' 8400
  done
done

# What the user says of ./a is said of a.
is 'distinct from here' "runs ./hf-with-tensorboard --distinct hf-with-tensorboard/trainer_state.json,./hf-with-tensorboard/runs" \
  '.runs | length' 2

# Powers that no device draws, each with its explanation.
power() { # WHAT ROW WANTED
  printf '%s\n' run_id,hours,device,device_count,energy_kwh,energy_scope "$2" >"$work/power.csv"
  is "$1" "runs $work/power.csv" "$implausible" "$3"
}
power 'eight devices counted as one' b,10,A100-SXM4-80GB,1,32,device \
  '32.0 kWh in 36,000 s is 3,200 W for each device, 5.33 times the 600 W that it may draw at most, as of 8 devices counted as one'
power 'milliwatts' b,1,A100-SXM4-80GB,1,250,device \
  '250 kWh in 3,600 s is 250,000 W for each device, 417 times the 600 W that it may draw at most, as of milliwatts under a head of watts'
power 'a Jetson of 6.6 kW' 'd,1,NVIDIA Jetson AGX Orin 64GB,1,6.6,device' \
  '6.60 kWh in 3,600 s is 6,600 W for each device, 73.3 times the 90.0 W that it may draw at most'
power 'a V100 of 3.9 W' e,1,V100,1,0.0039,device \
  '0.00390 kWh in 3,600 s is 3.90 W for each device, 1.15 times below the 4.50 W that it is assumed to draw at least'
power 'a busy V100 of 0 W' f,1,V100,1,0,device '0 kWh in 3,600 s is 0 W for each device, though it was at work'
power 'a V100 at work' g,1,V100,1,0.25,device ''

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
