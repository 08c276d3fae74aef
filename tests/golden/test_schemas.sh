#!/usr/bin/env bash
# Each JSON that a command prints is as docs/schemas says, and each study file, too.
set -euo pipefail
: "${PLUME_PROGRAM:?}" "${PLUME_SOURCE_DIR:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cp -r "$PLUME_SOURCE_DIR/examples/transformers" logs
plume() { "$PLUME_PROGRAM" "$@" 2>/dev/null; }
plume report -q -s logs/plume.yaml -o one
plume report -q logs/seeds --location DE --pue 1.2 -o two
cp one/results.json one.json
cp two/results.json two.json
plume report -q logs/seeds --by project --anonymous -o three
cp three/results.json three.json
cat >around.yaml <<'YAML'
measures: [Stopped early, "Ran at night."]
benefits: [The weights are published]
include: {embodied: true, equivalents: true}
hardware: {reserved_device_hours: 500, idle_power_w: 60}
YAML
plume report -q logs/seeds -s around.yaml --location DE --pue 1.2 -o four
cp four/results.json four.json
for words in 'Stopped early; Ran at night\.' 'weights are published' 'everyday amounts' 'Dynamic, idle and embodied'; do
  grep -q "$words" four/report.md || { echo "FAILED: the appendix does not say '$words'"; exit 1; }
done
plume estimate logs/seeds --by month --format json >months.json
plume runs logs/seeds --format json >runs.json
plume estimate logs/seeds --format json >estimate.json
plume estimate --device V100 --count 64 --hours 79.2 --format json >figures.json
plume compare bert-base t5 logs/seeds --format json >comparison.json
plume audit strubell-nas evolved-transformer-nas --format json >audit.json || [ $? = 3 ]
printf '| energy (kWh) | CO2e (kg) |\n|---|---|\n| 10 | 4 |\n' >README.md
cp README.md second.md
plume audit --lint README.md --format json >lint.json || [ $? = 3 ]
plume audit --lint README.md second.md --format json >lint-set.json || [ $? = 3 ]
plume reproduce --format json >reproduction.json
plume diff one two --format json >difference.json
plume verify one --format json >verification.json
plume runs --format partial logs --host n7 >whole.partial
plume runs --format partial --part 2/3 logs/seeds/gpu.csv >part.partial
sed -i 's/[1-8]/9/' one/macros.tex
plume verify one --format json >changed.json || [ $? = 3 ]
python3 "$PLUME_SOURCE_DIR/tests/golden/schemas.py" "$PLUME_SOURCE_DIR" "$work"/*.json
