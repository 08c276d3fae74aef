#!/usr/bin/env bash
# PySpark 4.3.0: RDD.pipe runs its command without any environment, so without the user's PATH (in Scala
# the command has the worker's), and takes no notice of its exit status unless checkCode=True: the command
# below prints one line and fails, the job succeeds with that line. Needs Java 17.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat >"$dir/job.py" <<'END'
from pyspark import SparkContext

context = SparkContext("local[1]", "pipe")
context.setLogLevel("OFF")
lines = context.parallelize([1], 1)
print("status 3 unchecked:", lines.pipe("bash -c 'cat; exit 3'").collect())
print("home:", lines.pipe("bash -c 'cat >/dev/null; echo ${HOME-none}'").collect())
END
if [ -n "${SPARK_VENV:-}" ]; then # one that has this version
  venv=$SPARK_VENV
else
  venv=$dir/venv
  python3 -m venv "$venv"
  "$venv/bin/pip" -q install pyspark==4.3.0
fi
"$venv/bin/python" -c 'import pyspark; assert pyspark.__version__ == "4.3.0"'
SPARK_LOCAL_IP=127.0.0.1 PYSPARK_PYTHON=$venv/bin/python HOME=$dir "$venv/bin/python" "$dir/job.py" 2>/dev/null | tee "$dir/seen"
grep -qx "status 3 unchecked: \['1'\]" "$dir/seen"
grep -qx "home: \['none'\]" "$dir/seen"
echo "as found: PySpark 4.3.0 passes no environment and ignores the status"
