#!/usr/bin/env bash
# Optuna 4.6.0 stores the start of a trial in local time, Optuna 5.0.0 in UTC: the same
# column of the same table, and nothing in the table tells which. A study that went on
# after an update holds both. Seen in America/New_York: 4.6.0 is 0 h from the local clock,
# 5.0.0 is 5 h (4 h in summer) from it. trial.datetime_start is local in both.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat >"$dir/study.py" <<'END'
import datetime, os, sqlite3, sys, time
os.environ["TZ"] = "America/New_York"
time.tzset()
import optuna
optuna.logging.set_verbosity(optuna.logging.ERROR)
path = sys.argv[1]
study = optuna.create_study(storage="sqlite:///" + path)
study.optimize(lambda trial: trial.suggest_float("x", 0, 1), n_trials=1)
stored = sqlite3.connect(path).execute("select datetime_start from trials").fetchone()[0]
off = datetime.datetime.fromisoformat(stored) - datetime.datetime.now()
shown = study.trials[0].datetime_start - datetime.datetime.now()
print(optuna.__version__, "stored", round(off.total_seconds() / 3600),
      "shown", round(shown.total_seconds() / 3600))
END
for version in 4.6.0 5.0.0; do
  python3 -m venv "$dir/$version"
  "$dir/$version/bin/pip" -q install "optuna==$version" "sqlalchemy<2.1"
  "$dir/$version/bin/python" "$dir/study.py" "$dir/$version.db" | tee -a "$dir/out"
done
grep -qx '4.6.0 stored 0 shown 0' "$dir/out"
grep -qxE '5.0.0 stored [45] shown 0' "$dir/out"
echo "as found: hours between the stored start and the local clock"
