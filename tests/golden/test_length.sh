#!/usr/bin/env bash
# The length of reports: two pages when two are asked for, at most four of 400 logs when four are, the least number
# where it cannot be; what had to go is told, and what there is room for stays.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "$0")" && pwd)
for tool in python3 pdfinfo pdftotext; do
  command -v $tool >/dev/null || { echo "SKIPPED: $tool is not installed"; exit 0; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
status=0
fail() { echo "FAILED: $*"; status=1; }
pages() { pdfinfo "$1/appendix.pdf" | awk '/^Pages:/ { print $2 }'; }
report() {
  "$PLUME_PROGRAM" report "${@:2}" -o "$1" >"$1.out" 2>"$1.err" || { fail "no report $1"; cat "$1.err"; }
  pdftotext -layout "$1/appendix.pdf" "$1.txt"
}
at_most() { [ "$(pages "$2")" -le "$1" ] || fail "$2 has $(pages "$2") pages, wanted at most $1"; }
says() { grep -q "$2" "$1.txt" || fail "$1 does not say '$2'"; }

# As CodeCarbon 3 writes them: one row a run, a file each, hours and kilowatt-hours.
python3 - <<'PY'
import os
head = ("timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate,cpu_power,gpu_power,ram_power,"
        "cpu_energy,gpu_energy,ram_energy,energy_consumed,country_name,country_iso_code,region,codecarbon_version,"
        "gpu_count,gpu_model,tracking_mode,pue")
os.mkdir("logs")
whole = [head]
for i in range(400):
    hours = 0.2 + (i % 7) / 10
    cpu, gpu, ram = 0.0425 * hours, (0.12 + i % 5 / 50) * hours, 0.01 * hours
    row = (f"2026-05-{1 + i // 24 % 28:02d}T{i % 24:02d}:30:00,bench,run-{i:03d},e1,{hours * 3600},"
           f"{(cpu + gpu + ram) * 0.35},1e-6,42.5,140,10,{cpu},{gpu},{ram},{cpu + gpu + ram},Germany,DEU,bavaria,3.2.3,"
           "1,1 x NVIDIA GeForce RTX 4070,machine,1.0")
    with open(f"logs/run_{i:03d}.csv", "w") as out:
        out.write(head + "\n" + row + "\n")
    whole.append(row)
with open("emissions.csv", "w") as out:
    out.write("\n".join(whole) + "\n")
PY
cat >paper.yaml <<'YAML'
title: A small study
authors: [A. Author]
site: {location: DE, year: 2025, pue: 1.0}
inputs: [{path: emissions.csv, timezone: Europe/Berlin}]
compare: [bert-base, t5, gpt-3]
include: {embodied: true, water: true, inference_queries: 0}
YAML

# --- a paper's appendix of two pages has what a reviewer looks at first ---
report two -s paper.yaml --pages 2
[ "$(pages two)" = 2 ] || fail "two pages were asked for, there are $(pages two)"
for part in Statement 'Functional unit' 'Compute inventory' 'Energy chain' Carbon 'Uncertainty' Provenance; do
  says two "$part"
done
grep -q '^Left out   for length: ' two.out || fail "what was left out is not told"
python3 "$here/pdf_layout.py" two/appendix.pdf || fail "the pages of two"

# --- and one that cannot be names the least ---
if "$PLUME_PROGRAM" report -q -s paper.yaml --pages 1 -o one 2>one.err; then
  [ "$(pages one)" = 1 ] || fail "one page was asked for, there are $(pages one)"
else
  grep -q 'the least is [0-9]' one.err || fail "the least number is not told: $(cat one.err)"
fi

# --- 400 logs: no page of them ---
report many logs --location DE --year 2025 --pue 1.2 --timezone UTC
at_most 5 many
says many '400 files'
report four logs --location DE --year 2025 --pue 1.2 --timezone UTC --pages 4
at_most 4 four
for part in 'Check by hand' 'Compute inventory' 'Energy chain' 'Search\|Limitations'; do says four "$part"; done
for name in many four; do
  python3 "$here/pdf_layout.py" $name/appendix.pdf || fail "the pages of $name"
done

exit $status
