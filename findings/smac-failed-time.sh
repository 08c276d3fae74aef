#!/usr/bin/env bash
# SMAC 2.4.1: a trial that raises after a second of work is stored with "time": 0.0 (and
# status 2), while starttime and endtime beside it are a second apart. Whoever adds up
# "time" loses every failed trial. Seen: "2 0.0 1.0" for each of two trials.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat >"$dir/search.py" <<'END'
import json, sys, time
from pathlib import Path
from ConfigSpace import ConfigurationSpace
from smac import HyperparameterOptimizationFacade, Scenario

def train(config, seed=0):
    time.sleep(1.0)
    raise ValueError("the loss is nan")

if __name__ == "__main__":
    scenario = Scenario(ConfigurationSpace({"x": (0.0, 1.0)}), n_trials=2,
                        output_directory=Path(sys.argv[1]))
    try:
        HyperparameterOptimizationFacade(scenario, train, overwrite=True, logging_level=50).optimize()
    except Exception:
        pass  # that all trials failed
    history = json.load(open(next(Path(sys.argv[1]).rglob("runhistory.json"))))
    for trial in history["data"]:
        print(trial["status"], trial["time"], round(trial["endtime"] - trial["starttime"], 1))
END
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q install smac==2.4.1
"$dir/venv/bin/python" "$dir/search.py" "$dir/out" 2>/dev/null | tee "$dir/seen"
[ "$(sort -u "$dir/seen")" = '2 0.0 1.0' ]
echo "as found: status, time, endtime - starttime"
