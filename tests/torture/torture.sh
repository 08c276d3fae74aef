#!/usr/bin/env bash
# usage: torture.sh [--full] [--first N] [--seed N] [--table FILE]
# One call after the other fails (memory, open, read, write, rename, fsync, close) in commands that
# read and write. Each time the output is right and the status 0, or nothing changed and the status
# is 1 with a true reason. Without --full a sample, drawn by the seed, which is printed; with it every
# call up to the 2,000th (--first), the first of each call stack, and one in 200 of the others.
# Prints a table; ends 1 when anything was wrong in Plume's own code. Finds the program by PLUME_PROGRAM
# and the source by PLUME_SOURCE_DIR.
. "$PLUME_SOURCE_DIR/tests/robust/report_cases.sh"
full=no first=2000 seed=${PLUME_TORTURE_SEED:-$(($(date +%s) / 60))} table=
while [ $# -gt 0 ]; do
  case $1 in
    --full) full=yes ;;
    --first) first=$2; shift ;;
    --seed) seed=$2; shift ;;
    --table) table=$(realpath -m "$2"); shift ;;
    *) sed -n 2p "$0" >&2; exit 2 ;;
  esac
  shift
done
RANDOM=$((seed % 32768))
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
shim=$work/fail_call.so
${CC:-cc} -O1 -shared -fPIC -o "$shim" "$PLUME_SOURCE_DIR/tests/torture/fail_call.c" -ldl -lpthread ||
  exit 1
cd "$work" || exit 1
cp "$log" log.csv
"$plume" runs log.csv --format partial -o one.partial || exit 1
sed 's/,FRA,/,DEU,/' "$log" | head -3 >other.csv
"$plume" runs other.csv --format partial -o two.partial || exit 1

names=(runs estimate audit report merge)
runs=(runs log.csv --format json)
estimate=(estimate log.csv --location DE --year 2024 --format json)
audit=(audit bert-base gpt-3 --format json)
report=(report log.csv --location DE --year 2024 -o out --force -q)
merge=(merge one.partial two.partial)
calls=(malloc open read write rename fsync close)

prepare() { # COMMAND: an earlier report stands
  rm -rf out .out.plume-* got said crash
  [ "$1" != report ] || cp -r earlier out
}
preload() { # VARIABLE=VALUE... -- ARGUMENT...
  local settings=()
  while [ "$1" != -- ]; do settings+=("$1"); shift; done
  shift
  env "${settings[@]}" LD_PRELOAD="$shim" "$plume" "$@" >got 2>said
}

# The numbers of calls to fail, of what the list says.
points() { # LIST
  awk -v full=$full -v seed="$seed" -v most="$2" -v least="$first" '
    BEGIN { srand(seed) }
    $1 == "calls" { n = $2; next }
    { first[$1] = 1 }
    END {
      for (i in first) distinct++
      if (full == "yes") {
        for (i = 1; i <= n; i++) if (i <= least || i in first || rand() < 0.005) print i
      } else {
        for (i = 1; i <= most && i <= n; i++) print 1 + int(rand() * n)
        for (i in first) if (rand() * distinct < most) print i
      }
    }' "$1" | sort -nu
}

# Of a crash, whether its first frame outside of the C library is Plume's.
is_own_crash() {
  grep -v -e fail_call -e 'libc\.so' -e 'linux-vdso' -e '\[0x' crash 2>/dev/null | head -1 |
    grep -q -e 'plume' && ! grep -q -e libcrypto -e fontconfig -e libhpdf -e libharu crash
}

reason() { # CALL: what a message must hold
  [ "$1" = malloc ] && echo 'emory' || echo 'Input/output error'
}

declare -A sum
judge() { # NAME CALL NUMBER STATUS
  local now
  now="$(sha256sum <got) $(digest out)"
  if [ "$4" = 0 ]; then
    if [ "$now" = "$right" ]; then sum[right]=$((sum[right] + 1)); return; fi
    sum[silent]=$((sum[silent] + 1))
    wrong "$1: $2 $3: other output, status 0"
  elif [ "$4" = 1 ]; then
    if [ "$1" = report ] && [ "$(digest out)" != "$before" ] && ! grep -q 'synced\|removed' said; then
      sum[changed]=$((sum[changed] + 1))
      wrong "$1: $2 $3: the earlier report is changed: $(tail -1 said)"
    elif grep -q "$(reason "$2")" said; then
      sum[refused]=$((sum[refused] + 1))
    else
      sum[untrue]=$((sum[untrue] + 1))
      untrue+="$1 $2 $3: $(tail -1 said)"$'\n'
    fi
  elif [ "$4" -ge 126 ]; then
    if [ "$4" != 127 ] && is_own_crash; then
      sum[crash]=$((sum[crash] + 1))
      wrong "$1: $2 $3: crash, status $4: $(head -3 crash | tr '\n' ' ')"
    else
      sum[foreign]=$((sum[foreign] + 1))
    fi
  else
    sum[untrue]=$((sum[untrue] + 1))
    wrong "$1: $2 $3: status $4"
  fi
}

untrue=
{
  echo "seed $seed, $(date -u +%Y-%m-%d), $([ $full = yes ] && echo "the first $first of each call, the first of each stack, one in 200 of the others" || echo "a sample")"
  echo
  echo "| command | call | calls | stacks | tried | right | refused | reason unsaid | other output | report changed | crash | crash of a library |"
  echo "|---|---|---|---|---|---|---|---|---|---|---|---|"
} >rows
"$plume" report log.csv -o earlier -q --title Earlier || exit 1
before=$(digest earlier)
for name in "${names[@]}"; do
  declare -n arguments=$name
  prepare "$name"
  preload PLUME_TORTURE_CALL=none -- "${arguments[@]}" || { cat said; exit 1; }
  right="$(sha256sum <got) $(digest out)"
  for call in "${calls[@]}"; do
    prepare "$name"
    rm -f list
    preload PLUME_TORTURE_CALL=$call PLUME_TORTURE_LIST=list -- "${arguments[@]}"
    most=6
    [ "$name" != report ] || most=2
    points list $most >numbers
    sum=([right]=0 [refused]=0 [untrue]=0 [silent]=0 [changed]=0 [crash]=0 [foreign]=0)
    while read -r number; do
      prepare "$name"
      status=0
      preload PLUME_TORTURE_CALL=$call PLUME_TORTURE_AT="$number" PLUME_TORTURE_CRASH=crash -- \
        "${arguments[@]}" 2>/dev/null || status=$?
      judge "$name" $call "$number" $status
    done <numbers
    echo "| $name | $call | $(sed -n 's/^calls //p' list) | $(grep -vc calls list) | $(wc -l <numbers) |" \
      "${sum[right]} | ${sum[refused]} | ${sum[untrue]} | ${sum[silent]} | ${sum[changed]} |" \
      "${sum[crash]} | ${sum[foreign]} |" >>rows
  done
done
cat rows
[ -z "$untrue" ] || printf 'ended 1 without the reason itself:\n%s' "$untrue"
[ -z "$table" ] || cp rows "$table"
passed=$((passed + 1))
finish "torture (seed $seed)"
