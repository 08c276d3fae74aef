#!/usr/bin/env bash
# What no study reaches is refused wherever it is said (an option, a key of a study file, a field of
# a log), with its place; just below it passes. Sums beyond are an error, not a figure.
. "$PLUME_SOURCE_DIR/tests/robust/report_cases.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cp "$log" log.csv

runs() { # ARGUMENT...: its status; what it says lies in said
  status=0
  "$plume" "$@" >said 2>&1 || status=$?
}

# --- options: NAME BELOW ABOVE ARGUMENT... ---
option() {
  local name=$1 below=$2 above=$3
  shift 3
  runs "$@" "$name" "$below"
  is "$name $below" "$status" 0
  runs "$@" "$name" "$above"
  is "$name $above" "$status" 2
  grep -q "expected no more than" said && ok || wrong "$name $above: $(cat said)"
}
figures="estimate --device V100"
# shellcheck disable=SC2086
{
  option --power 9.9e10 1.1e11 $figures --count 1 --hours 1e-3
  option --core-power 9.9e10 1.1e11 $figures --count 1 --hours 1
}
option --pue 9999 10001 estimate log.csv
option --intensity 9999 10001 estimate log.csv
option --intensity '9999 kg/kWh' '10001000 g/kWh' estimate log.csv
option --interval 3.5e11 3.7e11 estimate log.csv
for beyond in "$figures --count 1.1e7 --hours 1" "$figures --count 1 --hours 1.1e8" \
  "report log.csv --count 1.1e7 -o out"; do
  # shellcheck disable=SC2086
  runs $beyond
  is "$beyond" "$status" 1
done

# --- keys of a study file: SECTION KEY BELOW ABOVE ---
key() {
  printf '%s: {%s: %s}\ninputs: [{path: log.csv}]\n' "$1" "$2" "$3" >plume.yaml
  runs estimate -s plume.yaml
  is "$1.$2 $3" "$status" 0
  printf '%s: {%s: %s}\ninputs: [{path: log.csv}]\n' "$1" "$2" "$4" >plume.yaml
  runs estimate -s plume.yaml
  is "$1.$2 $4" "$status" 1
  grep -q "^plume.yaml:1:" said && ok || wrong "$1.$2 $4: no place: $(cat said)"
}
key site pue 9999 10001
key site intensity_kg_per_kwh 9999 10001
key site market_intensity_kg_per_kwh 9999 10001
key hardware count 9.9e6 1.1e7
key hardware host_power_w 9.9e10 1.1e11
key hardware core_power_w 9.9e10 1.1e11
key hardware cores 9.9e19 1.1e20
key hardware memory_gb 9.9e19 1.1e20
key hardware embodied_kg 9.9e12 1.1e13
key hardware idle_power_w 9.9e10 1.1e11
key hardware reserved_device_hours 9.9e14 1.1e15
key inference energy_per_query_kwh 9.9e11 1.1e12
key inference queries_per_day 9.9e19 1.1e20
key offsets tonnes 9.9e9 1.1e10
printf 'inputs: [{path: log.csv, count: 1.1e7}]\n' >plume.yaml
runs estimate -s plume.yaml
is "the count of an input" "$status" 1

# --- sums ---
cat >sums.csv <<'CSV'
run_id,hours,device_count,energy_kwh
a,1,1,6e11
b,1,1,5e11
CSV
for command in estimate "report -o sums"; do
  # shellcheck disable=SC2086
  runs $command sums.csv
  is "$command: a sum of energies" "$status" 1
  grep -q '^sums.csv:2: error: the energy in kWh of 2 runs adds up to 1.1e+12' said && ok ||
    wrong "$command: $(cat said)"
done
is "no report" "$(ls -d sums 2>&1 | grep -c '^sums$')" 0
printf 'run_id,hours,device_count,energy_kwh\na,1,1,6e11\n' >one.csv
runs estimate one.csv --intensity 9999
is "an emission" "$status" 1
grep -q 'the emission in kg of 1 runs adds up to' said && ok || wrong "an emission: $(cat said)"
head -1 "$log" >infinite.csv
sed -n 2p "$log" | awk -F, -v OFS=, '{ kwh = $14; for (i = 1; i < 4; i++) { $3 = "r" i
  $1 = "2026-03-1" i "T09:26:53"; $14 = i < 3 ? "1.7e308" : kwh; print } }' >>infinite.csv
runs report infinite.csv -o infinite -q --location DE --year 2024
is "an infinite sum" "$status" 0
is "its rows are rejected" "$(jq -c '[.inputs[0] | .used, .rejected]' infinite/results.json)" "[1,2]"
runs report one.csv -o one -q --location DE --year 2024
is "a report of 6e11 kWh" "$status" 0

finish "bounds"
