#!/usr/bin/env bash
# A folder that cannot be listed ends no walk under --keep-going, is told under -q too, and is an
# error without it.
set -euo pipefail

work=$(mktemp -d)
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir -p "$work"/logs/{a,aa,b,c}
for name in a b c; do
  printf 'run_id,hours,device\n%s,1,V100\n' "$name" >"$work/logs/$name/runs.csv"
done
chmod 0 "$work/logs/aa"
run=()
if [ "$(id -u)" = 0 ]; then run=(setpriv --reuid 65534 --clear-groups); fi
if "${run[@]}" ls "$work/logs/aa" >/dev/null 2>&1; then
  echo "SKIPPED: this user may list every folder"
  exit 0
fi

"${run[@]}" "$PLUME_PROGRAM" runs "$work/logs" --keep-going -q >"$work/out" 2>"$work/err"
tail -1 "$work/out" | grep -q '^3 records = 3 used' || { echo "FAILED: not all three were read"; cat "$work/out"; exit 1; }
grep -q 'aa: loss: not read: this folder cannot be listed' "$work/err" || { echo "FAILED: the folder is not told"; cat "$work/err"; exit 1; }
if "${run[@]}" "$PLUME_PROGRAM" runs "$work/logs" >/dev/null 2>"$work/err"; then
  echo "FAILED: without --keep-going it is no error"
  exit 1
fi
grep -q 'this folder cannot be listed' "$work/err"
echo "keep going: a folder that cannot be listed is told, and the rest is read"
