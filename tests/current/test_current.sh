#!/usr/bin/env bash
# The logs of the newest releases against the truth that stands beside them (README.md here).
set -uo pipefail
export PATH="$(dirname "$PLUME_PROGRAM"):$PATH" LC_ALL=C
unset PLUME_DATA SOURCE_DATE_EPOCH
here=$PLUME_SOURCE_DIR/tests/current
shared=$(cd "$PLUME_SOURCE_DIR" && realpath -m "${PLUME_SHARED:-../shared}")/current
if [ ! -d "$shared" ]; then
  echo "SKIPPED: there is no folder of current logs: set PLUME_SHARED"
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
zones='UTC America/New_York Asia/Kolkata'
passed=0 failed=0
short='
def sum(f): [.runs[] | f // 0] | add // 0;
def count: .runs | length;
def seconds: sum(.duration_s);
def kwh: sum(.energy_kwh);
def joules: kwh * 3600000;
def device_s: sum((.duration_s // 0) * (.device_count // 0));
def named(n): [.runs[] | select(.name == n or .run_id == n)];
def state(s): [.runs[] | select(.state == s)] | length;
def noted(c): [.notes[].code] | index(c) != null;
def first: .runs[0];
'

fail() { # WHERE WHAT
  failed=$((failed + 1))
  echo "FAILED: $1: $2"
}

# What SOURCES.md says: the one group of a pattern that is found on one line.
truth() { # PAGE PATTERN
  local pattern=$2 found mark=$'\001'
  case $pattern in "= "*) printf '%s\n' "${pattern#= }"; return ;; esac
  case $pattern in '^'*) ;; *) pattern=".*$pattern" ;; esac
  case $pattern in *'$') ;; *) pattern="$pattern.*" ;; esac
  found=$(sed -nE "s${mark}${pattern}${mark}\\1${mark}p" "$1")
  case $found in
  '') echo "nothing is found by $2" ;;
  *$'\n'*) echo "several lines are found by $2" ;;
  *) printf '%s\n' "$found" ;;
  esac
}

agree() { # WANTED BY WITHIN GOT
  awk -v wanted="$1" -v by="$2" -v within="$3" -v got="$4" 'BEGIN {
    number = "^-?[0-9]+([.][0-9]*)?([eE][-+]?[0-9]+)?$"
    gsub(/,/, "", wanted)
    if (within == "exact") exit wanted != got && !(by != 1 && wanted ~ number && wanted * by == got)
    if (wanted !~ number || got !~ number) exit 1
    if (within == "digits") {
      n = index(wanted, ".") ? length(wanted) - index(wanted, ".") : 0
      within = 0.5000001 * by * 10 ^ -n " abs"
    }
    wanted *= by
    split(within, limit, " ")
    off = got > wanted ? got - wanted : wanted - got
    exit !(off <= (limit[2] == "abs" ? limit[1] : limit[1] * (wanted < 0 ? -wanted : wanted))) }'
}

# All that is asked of one log shares its three readings.
read_log() { # FOLDER LOG
  local zone path=${2%% *} options=
  [ "$2" = "$path" ] || options=${2#* }
  [ "$1 $2" = "${read_last-}" ] && return
  read_last="$1 $2"
  for zone in $zones; do
    # shellcheck disable=SC2086 # options are words
    (cd "$shared/$1" && TZ=$zone plume runs --format json $options "$path") \
      >"$work/${zone//\//-}.json" 2>"$work/stderr"
    echo $? >"$work/${zone//\//-}.status"
    [ -s "$work/${zone//\//-}.json" ] ||
      jq -Rs '{refused: .}' <"$work/stderr" >"$work/${zone//\//-}.json"
  done
  jq -r '.runs[].told_by[].reader' "$work/UTC.json" 2>/dev/null | sort -u >"$work/readers"
}

hold() { # FOLDER LOG OF ASKED WANTED BY WITHIN
  local wanted zone got bad=
  read_log "$1" "$2"
  wanted=$(truth "$shared/$1/SOURCES.md" "$5")
  for zone in $zones; do
    got=$(jq -r "$short $4" "$work/${zone//\//-}.json" 2>&1 | head -1)
    if ! agree "$wanted" "$6" "$7" "$got"; then
      bad="$zone: $4: wanted $wanted x $6, got '$got'"
      break
    fi
  done
  if [ -n "$bad" ]; then
    fail "$1/$2" "$bad"
    head -3 "$work/stderr" | cut -c 1-300 | sed 's/^/  /'
  else
    passed=$((passed + 1))
    sed "s/\$/ $3/" "$work/readers" >>"$work/proved"
  fi
}

: >"$work/proved"
for expect in "$here"/*.expect; do
  folder=$(basename "$expect" .expect)
  if [ ! -e "$shared/$folder/SOURCES.md" ]; then
    fail "$folder" "there is no SOURCES.md"
    continue
  fi
  while IFS=$'\t' read -r log of asked wanted by within rest; do
    case $log in '' | '#'*) continue ;; esac
    if [ -z "$within" ] || [ -n "$rest" ]; then
      fail "$expect" "a line has not six columns: $log $of $asked"
      continue
    fi
    hold "$folder" "$log" "$of" "$asked" "$wanted" "$by" "$within"
  done <"$expect"
done

echo "reader x what a real log of today proves of it (lines that hold)"
sort "$work/proved" | uniq -c | awk '
  BEGIN { n = split("runs states clock seconds energy pue killed resumed devices carbon told", kind)
          printf "%-16s", ""; for (i = 1; i <= n; i++) printf "%9s", kind[i]; print "" }
  { held[$2, $3] = $1; if (!($2 in seen)) { seen[$2] = 1; reader[++m] = $2 } }
  END { for (r = 1; r <= m; r++) { printf "%-16s", reader[r]
          for (i = 1; i <= n; i++) printf "%9s", held[reader[r], kind[i]]; print "" } }'
without=
for folder in "$shared"/*/; do
  [ -e "$here/$(basename "$folder").expect" ] || without="$without $(basename "$folder")"
done
[ -z "$without" ] || echo "folders that nothing is asked of:$without"
echo "current logs: $passed held, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
