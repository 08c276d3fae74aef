#!/usr/bin/env bash
# carbontracker 2.4.7 names its logs by the local time with a Z behind it, which says UTC
# (ISO 8601): "PID_2026-11-30T233615Z_carbontracker.log" in India at 18:06 UTC. The lines
# inside have the same local time and no zone.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat >"$dir/track.py" <<'END'
import datetime, glob, os, re, sys
from carbontracker.tracker import CarbonTracker
tracker = CarbonTracker(epochs=1, epochs_before_pred=0, log_dir=sys.argv[1], components="cpu",
                        sim_cpu="x", sim_cpu_tdp=100, verbose=0)
tracker.epoch_start(); tracker.epoch_end(); tracker.stop()
name = glob.glob(os.path.join(sys.argv[1], "*_carbontracker.log"))[0]
stamp = re.search(r"_(\d{4}-\d\d-\d\dT\d{6})Z_", name).group(1)
named = datetime.datetime.strptime(stamp, "%Y-%m-%dT%H%M%S").replace(tzinfo=datetime.timezone.utc)
ahead = named - datetime.datetime.now(datetime.timezone.utc)
print("named %.1f h ahead of UTC" % (round(ahead.total_seconds() / 360) / 10))
END
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q install carbontracker==2.4.7
TZ=Asia/Kolkata "$dir/venv/bin/python" "$dir/track.py" "$dir" 2>/dev/null | tee "$dir/seen"
grep -qx 'named 5.5 h ahead of UTC' "$dir/seen"
echo "as found: the name of a log says Z and is local"
