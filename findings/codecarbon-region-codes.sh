#!/usr/bin/env bash
# CodeCarbon 3.3.2 knows the regions of a country by their English names alone: a postal or ISO code
# ("WA", "QC") is answered with the country's mean, and the row keeps the code, in small letters, as its region. A row
# of region qc used 170 g/kWh and one of region quebec 3.9, 43 times less; WA used 369.5, washington 120.9.
# The only trace is an error in the log that nobody keeps. Whoever reads the row must divide its kilograms
# by its kWh before believing its region.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q install "codecarbon==3.3.2"
cat >"$dir/track.py" <<'END'
import csv, os, sys, time
from codecarbon import OfflineEmissionsTracker

country, region, folder = sys.argv[1:]
os.makedirs(folder)
tracker = OfflineEmissionsTracker(country_iso_code=country, region=region, output_dir=folder, measure_power_secs=1,
                                  force_cpu_power=100, log_level="critical", allow_multiple_runs=True)
tracker.start()
time.sleep(2)
tracker.stop()
row = list(csv.DictReader(open(folder + "/emissions.csv")))[-1]
grams = 1000 * float(row["emissions"]) / float(row["energy_consumed"])
print(row["country_iso_code"], row["region"], "%.1f" % grams)
END
cd "$dir"
for place in "USA washington" "USA WA" "CAN quebec" "CAN QC"; do
  # shellcheck disable=SC2086 # two words
  venv/bin/python track.py $place "rows-${place// /-}" 2>/dev/null | tail -1 | tee -a found
done
diff found - <<'END'
USA washington 120.9
USA wa 369.5
CAN quebec 3.9
CAN qc 170.0
END
echo "as found: a region's code takes the country's mean, and stays in the row"
