#!/usr/bin/env bash
# exports/ of a report: each form and exchange format says what the study knows, in the unit that it
# prescribes, and nothing where the study knows nothing; JSON is what its schema asks for.
set -euo pipefail
export LC_ALL=C.UTF-8
unset SOURCE_DATE_EPOCH

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
status=0
fail() { echo "FAILED: $*"; status=1; }
plume() { "$PLUME_PROGRAM" "$@" 2>>warnings; }
is() { [ "$2" = "$3" ] || fail "$1: '$2', expected '$3'"; }
says() { sed "s/\xc2\xa0/ /g" "$1" | grep -F -- "$2" >/dev/null || fail "$1 does not say '$2': $(head -c 600 "$1")"; }
valid() {
  local got=0
  python3 "$here/exports.py" "$1/exports" || got=$?
  [ "$got" = 0 ] || [ "$got" = 77 ] || fail "$1: schemas"
}

# --- a study that knows its model: 48 kWh of the IT, PUE 1.2, 0.5 kg/kWh: 57.6 kWh and 28.8 kg ---

cat >runs.csv <<'CSV'
run_id,role,hours,device,device_count,energy_kwh,energy_scope,start,end
a,final,10,A100,8,32,it,2024-01-01T00:00:00Z,2024-01-01T10:00:00Z
b,search,5,A100,8,16,it,2024-02-01T00:00:00Z,2024-02-01T05:00:00Z
CSV
cat >study.yaml <<'YAML'
title: 'A "study" \ <b> of {{names}} & 5 % $x$ 汉字'
site: {location: DE, year: 2024, pue: 1.2, intensity_kg_per_kwh: 0.5, provider: google}
hardware: {memory_gb: 512}
model: {name: 'base "one" \', public: true, training_type: fine-tuning, task: translation, data: token,
  parameters: 6e8, active_parameters: 2e8, tokens: 1.5e9, flops: 1.7e18, flops_method: counted by the framework}
YAML
SOURCE_DATE_EPOCH=1700000000 plume report -q -s study.yaml runs.csv -o whole
valid whole
e=whole/exports
is "kWh of SPDX" "$(jq -r '.["@graph"][] | .ai_energyConsumption? // empty |
  .ai_finetuningEnergyConsumption[0] | .ai_energyQuantity + .ai_energyUnit' $e/spdx.json)" 57.6kilowattHour
is "the date of SPDX" "$(jq -r '.["@graph"][0].created' $e/spdx.json)" 2023-11-14T22:13:20Z
is "CycloneDX" "$(jq -c '.components[0].modelCard.considerations.environmentalConsiderations.energyConsumptions[0] |
  [.activity, .activityEnergyCost.value, .activityEnergyCost.unit, .co2CostEquivalent.unit]' $e/cyclonedx.json)" \
  '["fine-tuning",57.6,"kWh","tCO2eq"]'
is "its name" "$(jq -r '.components[0].name' $e/cyclonedx.json)" 'base "one" \'
# Two figures, for its interval is wide: 0.0288 t are 0.029.
is "t of CycloneDX" "$(jq '[.. | .co2CostEquivalent? // empty][0].value' $e/cyclonedx.json)" 0.029
is "BoAmps" "$(jq -c '[.task.taskStage, .task.algorithms[0].parametersNumber, .task.dataset[0].dataQuantity,
  .measures[0].powerConsumption, .measures[0].measurementDuration, .infrastructure.components[0].nbComponent,
  .environment.powerSourceCarbonIntensity, .header.reportDatetime]' $e/boamps.json)" \
  '["finetuning",0.6,1500000000,48,54000,8,500,"2023-11-14 22:13:20"]'
says whole/model-card.yaml 'training_type: "fine-tuning"'
says whole/model-card.yaml 'emissions: 29000'
# 28.8 kg over 1.7 of 10^18 FLOP, 1.5 million times 1,000 tokens, 0.6 and 0.2 of 10^9 parameters.
for score in '16.9 kg' '19.2 mg' '48.0 kg' '144 kg'; do says $e/sci-ai.md "| $score"; done
says $e/sci-ai.md 'the score is of O alone'
# 31 days and 5 hours; 8 devices for 15 hours.
for row in '| Training time, range | 1-3 months |' '31.2 wall-clock days' '5.00 hardware days' '1.70e18 FLOP' \
  'counted by the framework' '0.0576 MWh' '0.0480 MWh' '600 million parameters, of which 200 million'; do
  says $e/eu-ai-act.md "$row"
done
says $e/neurips.tex '\item[] Answer: \answerYes{}'
says $e/neurips.tex '120.0 device-hours on A100'
says $e/neurips.tex '512~GB of memory'
says whole/checklist.md '| Hyperparameter search | 1 | 5.00 | 40.0 | 40.0 |'
says $e/acl.tex '600~million parameters'
says $e/climate-card.md '| 1. Model publicly available | yes |'
says $e/climate-card.md '400 W a device'

# --- the same without a date, and a model that nobody describes: what is not known is not there ---

plume report -q runs.csv --location DE -o bare
valid bare
[ ! -e bare/exports/spdx.json ] || fail "spdx.json without a date"
[ ! -e bare/exports/sci-ai.md ] || fail "sci-ai.md without a unit"
is "no date" "$(jq .header bare/exports/boamps.json)" null
says bare/exports/eu-ai-act.md '| Amount of computation used for training | not available |'
says bare/model-card.yaml '# training_type: '
if grep -q training_type: bare/model-card.yaml && ! grep -q '# training_type:' bare/model-card.yaml; then
  fail "a type of training that nobody told"
fi

# --- operations that logs tell of a part are a lower bound, and make no score ---

sed '1s/$/,flops,parameters/; 2s/$/,2e18,7e9/; 3s/$/,,/' runs.csv >flops.csv
plume report -q flops.csv --location DE -o flops
says flops/exports/eu-ai-act.md 'at least 2.00e18 FLOP'
says flops/exports/eu-ai-act.md 'the sum over 1 of 2 runs'
says flops/exports/acl.tex '7.00~billion parameters in the largest logged model'
if grep -q FLOP flops/exports/sci-ai.md; then fail "a score of operations of some runs"; fi

# --- energy of little of the work is not stated where no word can stand beside it ---

cat >few.csv <<'CSV'
run_id,hours,device_count,energy_kwh,energy_scope,device
a,1,1,0.3,it,A100
b,1,1,,,
c,1,1,,,
CSV
SOURCE_DATE_EPOCH=0 plume report -q few.csv --location DE -o few
valid few
[ ! -e few/exports/boamps.json ] || fail "boamps.json with the energy of a third"
is "CycloneDX of a third" "$(jq '[.. | .energyConsumptions? // empty]' few/exports/cyclonedx.json)" '[]'
is "SPDX of a third" "$(jq '[.. | .ai_energyConsumption? // empty]' few/exports/spdx.json)" '[]'
says few/exports/spdx.json 'known for 1 of 3 runs'
says few/exports/icml.tex 'at least'

# --- a name that would act ---

printf 'run_id,hours,device,device_count,energy_kwh,energy_scope\na,1,"A\\input{x}$y$ %% ""q"" <b>|",1,1,it\n' >hostile.csv
SOURCE_DATE_EPOCH=0 plume report -q hostile.csv --location DE -o hostile
valid hostile
is "a name in JSON" "$(jq -r '.infrastructure.components[0].componentName' hostile/exports/boamps.json)" 'A\input{x}$y$ % "q" <b>|'
if grep -nF '\input' hostile/exports/*.tex; then fail "a name acts in LaTeX"; fi
if grep -nF '<b>' hostile/exports/*.md | grep -v '\\<b'; then fail "a name acts in Markdown"; fi

# --- none of it is written when the study file asks for others ---

echo 'report: {formats: [markdown]}' >markdown.yaml
plume report -q -s markdown.yaml runs.csv -o some
[ ! -e some/exports ] || fail "exports that nobody asked for"
echo 'report: {formats: [exports]}' >exports.yaml
plume report -q -s exports.yaml runs.csv -o only
[ -e only/exports/acl.tex ] && [ ! -e only/report.md ] || fail "not the exports alone"
echo 'model: {training_type: training}' >wrong.yaml
"$PLUME_PROGRAM" report -q -s wrong.yaml runs.csv -o wrong 2>said && fail "a type of training that is none" || true
says said "expected pre-training or fine-tuning"
"$PLUME_SOURCE_DIR/.ci/crosswalk.sh" || fail "docs/crosswalk.md is not of its ledger"
exit $status
