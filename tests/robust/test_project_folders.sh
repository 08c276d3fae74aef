#!/usr/bin/env bash
# Twenty checked-out projects with one log each: from the folder comes the same report, byte for byte,
# as from the log alone in its place.
. "$PLUME_SOURCE_DIR/tests/robust/report_cases.sh"
. "$PLUME_SOURCE_DIR/tests/robust/project_files.sh"
samples=$PLUME_SOURCE_DIR/tests/samples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A log of the samples, and where it stands in its project.
logs=(
  "codecarbon/cumulative.csv results/emissions.csv"
  "codecarbon_json/lines.json results/emissions.json"
  "carbontracker/appended logs/carbontracker"
  "eco2ai/emission.csv emission.csv"
  "hf_trainer/checkpoints out"
  "impact_tracker/cpu_only logs/impact"
  "lightning/logs lightning_logs"
  "mlflow/nested.db mlflow.db"
  "mlflow_files/deleted mlruns"
  "nni/trials.sqlite experiment/nni.sqlite"
  "nvidia_smi/units_appended.csv logs/smi.csv"
  "optuna/states.db study.db"
  "optuna_journal/whole.log journal.log"
  "power_csv/long.csv data/power.csv"
  "prometheus/counter.json data/range.json"
  "ray_result/begun_anew ray_results"
  "slurm/array.psv jobs.psv"
  "tensorboard/runs runs"
  "tidy/unended.csv runs.csv"
  "wandb_folder/ended wandb"
)
families=(settings web notebooks tables cluster words binaries paper ignored other_languages)

# Each project has another choice of families: at least five of the ten.
surround() { # DIR N
  project_base "$1" "$2"
  for i in "${!families[@]}"; do
    if [ $((($2 * 7 + i * 3) % 10)) -lt 5 ] || [ "$i" = $(($2 % 10)) ]; then
      "project_${families[$i]}" "$1"
    fi
  done
}

report() { # HOME: reports the folder "project" in it
  (cd "$1" && "$plume" report project -o out -l DE --year 2024 --pue 1.2 -q) >"$1/said" 2>&1
}

for n in "${!logs[@]}"; do
  read -r sample place <<<"${logs[$n]}"
  for home in alone whole; do
    mkdir -p "$work/$n/$home/$(dirname "project/$place")"
    cp -r "$samples/$sample" "$work/$n/$home/project/$place"
  done
  surround "$work/$n/whole/project" "$n"
  report "$work/$n/alone"
  is "$sample alone" $? 0
  report "$work/$n/whole"
  is "$sample in its project" $? 0
  is "$sample: what is said" "$(diff "$work/$n/alone/said" "$work/$n/whole/said" | head -5)" ""
  is "$sample: the report" "$(diff -r "$work/$n/alone/out" "$work/$n/whole/out" | head -c 600)" ""
done

finish "project folders"
