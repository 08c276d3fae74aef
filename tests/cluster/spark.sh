#!/usr/bin/env bash
# Spark (pyspark of PyPI, in a virtual environment below build/): the recipe of docs/cluster.md.
source "$PLUME_SOURCE_DIR/tests/cluster/support.sh"
trap 'rm -rf "$work"' EXIT
pinned=4.3.0
if ! [ -x "$cluster_venv/bin/spark-submit" ]; then
  python3 -m venv "$cluster_venv"
  "$cluster_venv/bin/pip" -q install "pyspark==$pinned"
fi
export PATH=$cluster_venv/bin:$PATH PYSPARK_PYTHON=$cluster_venv/bin/python SPARK_LOCAL_IP=127.0.0.1
export SPARK_CONF_DIR=$work/conf SPARK_LOCAL_DIRS=$work
mkdir conf
echo 'spark.ui.enabled false' >conf/spark-defaults.conf
"$cluster_venv/bin/python" -c 'import pyspark; print("Spark", pyspark.__version__)'

make_logs
block shares.py >shares.py
recipe spark.sh 2>spark.log || { tail -n 30 spark.log; echo "FAILED: the recipe"; exit 1; }
[ "$(ls shares/part-* | wc -l)" = 8 ] || { echo "FAILED: not eight shares"; exit 1; }
compare spark
