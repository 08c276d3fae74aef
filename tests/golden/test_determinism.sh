#!/usr/bin/env bash
# The same inputs give the same bytes: twice, with any number of threads, and under another
# locale, time zone, working directory, home and umask.
set -eu
: "${PLUME_PROGRAM:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/logs" "$work/elsewhere"
cat > "$work/logs/runs.csv" <<'CSV'
run_id,role,state,hours,device,device_count,energy_kwh,energy_scope,location,start
a,final,complete,10,A100,1,4.125,it,DE,2024-03-31T02:30:00
b,search,complete,20,A100,1,12.5,it,FR,2024-10-27T02:30:00
c,search,failed,5.5,A100,2,4,it,US-VA,2024-01-01T00:00:00
d,search,complete,-5,A100,2,4,it,DE,
CSV
digest() {
    (cd "$1" && find . -type f | LC_ALL=C sort | xargs sha256sum)
}

cd "$work"
"$PLUME_PROGRAM" report logs -q -o one 2>/dev/null
digest one > one.txt
[ "$(wc -l < one.txt)" -ge 12 ] || { echo "FAILED: the report has too few files"; exit 1; }

mv one first
"$PLUME_PROGRAM" report logs -q -o one 2>/dev/null
digest one > two.txt
mv one second

other=$(locale -a 2>/dev/null | grep -i -m1 -E '^(de_DE|fr_FR|tr_TR)' || true)
(
    umask 077
    export TZ=America/St_Johns LANG="${other:-C}" LC_ALL="${other:-C}" HOME="$work/elsewhere"
    cd "$work" && "$PLUME_PROGRAM" report logs -q -o one 2>/dev/null
)
digest one > three.txt

# From another folder only the path that the author types differs; bytes follow it.
cp -r logs elsewhere/logs
(cd elsewhere && "$PLUME_PROGRAM" report logs -q -o one 2>/dev/null)
digest elsewhere/one > four.txt

# A trace that a thread unpacks: above the first MiB.
mkdir many
cp logs/runs.csv many/
awk 'BEGIN {
    print "timestamp, index, power.draw [W]"
    for (i = 0; i < 36000; i++)
        printf "2024/03/31 %02d:%02d:%02d.%03d, %d, %d.%02d W\n", i / 14400, i / 240 % 60, i / 4 % 60, i % 7,
            i % 4, 100 + i * 37 % 250, i * 13 % 100
}' | gzip -n > many/trace.csv.gz
for threads in 1 2 3 8; do
    rm -rf one
    "$PLUME_PROGRAM" report many -q --threads $threads -o one 2>/dev/null
    digest one > threads-$threads.txt
done

failures=0
for run in two three four; do
    cmp -s one.txt $run.txt || {
        echo "FAILED: run $run differs"
        diff one.txt $run.txt || true
        failures=1
    }
done
for threads in 2 3 8; do
    cmp -s threads-1.txt threads-$threads.txt || {
        echo "FAILED: $threads threads differ from one"
        diff threads-1.txt threads-$threads.txt || true
        failures=1
    }
done
[ "$(wc -l < threads-1.txt)" -ge 12 ] || { echo "FAILED: no report of the trace"; failures=1; }
[ -n "$other" ] || echo "note: no locale with a decimal comma is installed; C was used"
[ "$failures" -eq 0 ] && echo "the same bytes four times, and with four numbers of threads"
exit "$failures"
