#!/usr/bin/env bash
# CodeCarbon 3.3.2, EmissionsTracker without a network: the place that could not be found
# is written as Canada, quebec, latitude 46.8, longitude -71.2, and the emissions are
# energy x 3.94 g/kWh, a hundredth of what most grids emit. No column says that the place
# is a fallback. Seen: "Canada quebec -71.2 46.8 3.94".
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat >"$dir/track.py" <<'END'
import csv, os, sys, time
from codecarbon import EmissionsTracker
tracker = EmissionsTracker(output_dir=sys.argv[1], log_level="critical", allow_multiple_runs=True)
tracker.start()
time.sleep(2)
tracker.stop()
row = next(csv.DictReader(open(os.path.join(sys.argv[1], "emissions.csv"))))
grams = 1000 * float(row["emissions"]) / float(row["energy_consumed"])
print(row["codecarbon_version"], row["country_name"], row["region"], row["longitude"],
      row["latitude"], "%.2f" % grams)
END
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q install codecarbon==3.3.2
# A proxy that nobody listens at stands for a machine without a network.
http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 no_proxy='' \
  "$dir/venv/bin/python" "$dir/track.py" "$dir" | tee "$dir/out"
grep -qx '3.3.2 Canada quebec -71.2 46.8 3.94' "$dir/out"
echo "as found: no network is told as Quebec"
