#!/usr/bin/env bash
# docs/cluster.md is what scripts/test --cluster runs: each of its code blocks has a name, by which a script of
# this folder takes it out of the page, and no script asks for another. Its table of costs is computed from the
# rates of docs/performance.md. Needs no engine.
set -uo pipefail
export LC_ALL=C
cd "$PLUME_SOURCE_DIR" || exit 1
page=docs/cluster.md failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong() { failed=1; echo "FAILED: $*"; }

awk '/^```/ { inside = !inside; if (inside) print (NF > 1 ? $2 : "line " NR) }' $page | sort >"$work/blocks"
sed -nE 's/^ *(recipe|block) ([a-z.]+)( .*)?$/\2/p' tests/cluster/*.sh | sort -u >"$work/taken"
diff "$work/blocks" "$work/taken" >"$work/diff" ||
  wrong "blocks of $page (<) and those that the scripts of tests/cluster take (>) differ: $(cat "$work/diff")"
[ "$(wc -l <"$work/blocks")" -ge 10 ] || wrong "$page has hardly any blocks"
for engine in $(sed -n 's/^for engine in \(.*\); do/\1/p' tests/cluster/all.sh); do
  grep -q '^  *recipe \|^recipe ' "tests/cluster/$engine.sh" || wrong "$engine.sh runs no block of the page"
  grep -q "^compare $engine" "tests/cluster/$engine.sh" || wrong "$engine.sh compares no bytes"
done

# The shell understands each.
(
  source tests/cluster/support.sh
  for name in $(awk '/^```bash / { print $2 }' "$PLUME_SOURCE_DIR/$page"); do
    block "$name" >"$name"
    bash -n "$name" || exit 1
  done
  ! block nobody >/dev/null 2>&1 || exit 1
  rm -rf "$work"
) || wrong "a block of $page is not taken out, or is not bash"

if command -v python3 >/dev/null; then
  python3 bench/cost_model --check || wrong "the costs of $page are not of the rates of docs/performance.md: bench/cost_model writes them"
  # Another rate is another table.
  mkdir "$work/other"
  cp -r docs bench "$work/other/"
  sed -i 's/^\(| b, 73 MB | plume |[^0-9]*\)0\.[0-9]*/\1 9.9/' "$work/other/docs/performance.md"
  ! python3 "$work/other/bench/cost_model" --check >/dev/null 2>&1 || wrong "a rate was changed and the table still holds"
else
  echo "test_cluster_page: python3 is not here: the costs are not computed"
fi
[ $failed = 0 ] && echo "docs/cluster.md is what its tests run"
exit $failed
