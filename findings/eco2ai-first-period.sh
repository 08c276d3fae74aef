#!/usr/bin/env bash
# Eco2AI 0.3.12 with the pandas that its plain install takes today (3): the row is written
# after the first measure_period, and each later write fails with a TypeError ('N/A' into
# a column of numbers) in the timer's thread, which the training does not see. The file
# stays sound, with the duration of the first period. Seen with measure_period=1 and 6 s
# of work: a duration below 3 s; stop() raises the same error.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat >"$dir/track.py" <<'END'
import csv, sys, time
import eco2ai, pandas
tracker = eco2ai.Tracker(project_name="p", experiment_description="e", file_name=sys.argv[1],
                         measure_period=1, alpha_2_code="DE", ignore_warnings=True)
tracker.start()
time.sleep(6)
stopped = "stopped"
try:
    tracker.stop()
except TypeError:
    stopped = "TypeError"
rows = list(csv.DictReader(open(sys.argv[1])))
seconds = float(rows[-1]["duration(s)"])
print("pandas", pandas.__version__.split(".")[0], "rows", len(rows), stopped,
      "first period only" if seconds < 3 else "%.1f s" % seconds)
END
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q install eco2ai==0.3.12 'pandas>=3,<4'
"$dir/venv/bin/python" "$dir/track.py" "$dir/emission.csv" 2>/dev/null | tee "$dir/seen"
grep -qx 'pandas 3 rows 1 TypeError first period only' "$dir/seen"
echo "as found: 6 s of work are told as the first period"
