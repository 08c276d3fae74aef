# Sourced by the scripts of this folder, with a work folder of their own: the blocks of docs/cluster.md,
# logs, what a single pass says of them, and how a merged partial is held against that.
set -euo pipefail
export LC_ALL=C SOURCE_DATE_EPOCH=1700000000
PATH=$(dirname "$PLUME_PROGRAM"):$PATH
cluster_venv=$PLUME_SOURCE_DIR/build/cluster/venv
work=$(mktemp -d)
cd "$work"

# block NAME: the code block of docs/cluster.md with this name
block() {
  awk -v name="$1" '
    /^```/ && inside { exit }
    inside { print }
    /^```[a-z]+ / && $2 == name { inside = found = 1 }
    END { exit !found }' "$PLUME_SOURCE_DIR/docs/cluster.md" ||
    { echo "FAILED: docs/cluster.md has no block '$1'" >&2; return 1; }
}

# recipe NAME: runs a block where the logs are, by a shell that stops at the first error
recipe() {
  block "$1" >"$1"
  bash -euo pipefail "$1"
}

nodes() { # one trace a node, two devices, a sample a second; a gap in each
  local node
  for node in 1 2 3 4 5 6; do
    awk -v node="$node" 'BEGIN {
      print "timestamp, index, uuid, power.draw [W]"
      for (t = 0; t < 1500; t++) if (t < 600 || t >= 700 + node) for (g = 0; g < 2; g++)
        printf "2024/05/14 %02d:%02d:%02d.000, %d, GPU-%d-%d, %.2f W\n", int(t / 3600), int(t / 60) % 60, t % 60,
          g, node, g, 100 + (t * 37 + g * 11 + node) % 200
    }' >"logs/node-$node.csv"
  done
  head -n 1000 logs/node-1.csv >logs/copy.csv # node-1.csv is its longer copy
}

# A tracker, its jobs and their trace; traces of nodes, one of them twice; a table of runs; a database.
make_logs() {
  mkdir logs
  cp "$PLUME_SOURCE_DIR"/examples/transformers/seeds/*.* logs
  nodes
  cc -O1 -o inputs "$PLUME_SOURCE_DIR/bench/inputs.c" -lsqlite3 -lm
  ./inputs runs 1000 >logs/runs.csv
  ./inputs optuna 1000 logs/trials.db
  awk 'BEGIN {
    print "timestamp,index,power"
    for (t = 0; t < 3000; t++) for (g = 0; g < 4; g++)
      printf "2024-05-20 %02d:%02d:%02d,%d,%.2f\n", int(t / 3600), int(t / 60) % 60, t % 60, g, 90 + (t * 53 + g * 17) % 310
  }' >logs/trace.csv
}

# said FOLDER: in it, what all commands print of ./logs
said() {
  (
    cd "$1"
    plume runs logs --format csv -o runs.csv 2>runs.told
    plume runs logs --format json -o runs.json 2>/dev/null
    plume estimate logs --location DE >estimate 2>estimate.told
    plume report -q logs --location DE -o report
  )
}

# compare ENGINE: all.partial, under the name that the folder has in a report's command
compare() {
  local one=$work/one two=$work/two
  rm -rf "$one" "$two"
  mkdir "$one" "$two"
  cp -r logs "$one/logs"
  said "$one"
  cp all.partial "$two/logs"
  said "$two"
  rm -rf "$one/logs" "$two/logs"
  grep -q pdf <(ls "$one/report") || { echo "FAILED: $1: there is no report"; return 1; }
  diff -r "$one" "$two" || { echo "FAILED: $1: the bytes differ"; return 1; }
  echo "$1: runs, estimate and report have the bytes of the single pass: $(wc -l <"$one/runs.csv") lines of runs.csv," \
    "$(find "$one" -type f | wc -l) files, $(find "$one" -type f -exec cat {} + | wc -c) bytes"
}

# free_port: one of the loopback that nobody listens on
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}
