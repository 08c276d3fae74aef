#!/usr/bin/env bash
# report --anonymous: no name of a person, machine, file or project in any byte that it writes.
set -euo pipefail
export LC_ALL=C.UTF-8

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
status=0
fail() { echo "FAILED: $*"; status=1; }

# --- names are planted wherever logs and study files have them ---
logs=home/zebrowski/wombatlab
mkdir -p $logs/quokkasweep
cat >$logs/quokkasweep/emissions.csv <<'CSV'
timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_power,gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,country_name,country_iso_code,region,cloud_provider,cloud_region,os,python_version,codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude,ram_total_size,tracking_mode,on_cloud,pue
2024-05-17T10:00:00,wombatlab-tuning,narwhal-0001,7200.0,0.0487,6.7e-06,60.5,210.0,11.8,0.025,0.125,0.0125,0.1625,Portugal,PRT,lisbon,,,Linux-6.1.0-x86_64,3.11.2,2.4.1,16,Example CPU 9000,2,2 x Tesla V100-SXM2-16GB,-9.13,38.72,64.0,machine,N,1.0
2024-05-17T14:00:00,wombatlab-tuning,narwhal-0002,-5,0.0487,6.7e-06,60.5,210.0,11.8,0.025,0.125,0.0125,0.1625,Portugal,PRT,lisbon,,,Linux-6.1.0-x86_64,3.11.2,2.4.1,16,Example CPU 9000,2,2 x Tesla V100-SXM2-16GB,-9.13,38.72,64.0,machine,N,1.0
CSV
cat >$logs/wombatjobs.psv <<'PSV'
JobIDRaw|JobID|JobName|User|Account|State|Start|End|ElapsedRaw|AllocTRES|NodeList
900|900|wombat-train|zebrowski|wombatlab|COMPLETED|2024-05-17T10:00:00|2024-05-17T11:00:00|3600|cpu=8,gres/gpu:a100=2,node=1|quokkanode7
901|901|wombat-eval|zebrowski|wombatlab|RUNNING|2024-05-18T10:00:00|Unknown|3600|cpu=8,gres/gpu:a100=2,node=1|quokkanode8
PSV
cat >$logs/narwhal-table.csv <<'CSV'
run_id,study,name,role,state,start,end,hours,device,device_count,devices,host,energy_kwh,energy_scope,note
narwhal-a,wombatlab-main,wombat final,final,complete,2024-05-20T10:00:00Z,2024-05-20T12:00:00Z,2,A100,1,quokkanode7:0,quokkanode7,1.5,it,by zebrowski
narwhal-b,wombatlab-main,wombat other,search,failed,2024-05-20T11:00:00Z,2024-05-20T13:00:00Z,2,A100,1,quokkanode7:0,quokkanode7,1.1,it,
narwhal-c,wombatlab-side,,search,complete,,,,A100,,,,,,
CSV
cat >wombatlab.yaml <<'YAML'
title: A study of models
authors: [Ada Zebrowski, Wanda Okapi]
site: {location: PT, pue: 1.2}
inputs: [{path: home/zebrowski/wombatlab, timezone: UTC}]
report: {anonymous: true}
YAML
planted='zebrowski|okapi|quokka|wombat|narwhal'

bytes_of() { # DIR: all that is in its files, streams of PDFs and what they carry too
  find "$1" -type f | sort | while read -r file; do
    echo "$file"
    case $file in
      *.pdf)
        qpdf --qdf --object-streams=disable "$file" - 2>/dev/null || cat "$file"
        pdftotext "$file" -
        pdfinfo -meta "$file"
        pdfinfo "$file"
        ;;
      *) cat "$file" ;;
    esac
  done | tr -d '\0'
}

# With their names all of them are there: the test would see one that stayed.
sed -i 's/anonymous: true/anonymous: false/' wombatlab.yaml
"$PLUME_PROGRAM" report -q -s wombatlab.yaml -o named 2>warnings
bytes_of named >told
for name in ${planted//|/ }; do
  [ "$(grep -aci "$name" told)" -gt 0 ] || fail "'$name' is nowhere when names are told"
done

sed -i 's/anonymous: false/anonymous: true/' wombatlab.yaml
"$PLUME_PROGRAM" report -q -s wombatlab.yaml -o by-file 2>warnings
"$PLUME_PROGRAM" report -q $logs --location PT --pue=1.2 --timezone UTC --anonymous -o by-option 2>warnings
for report in by-file by-option; do
  bytes_of $report >all
  if grep -aniE "$planted" all | cut -c1-200 | head -20 | grep .; then fail "$report tells names"; fi
  [ "$(wc -c <all)" -gt 100000 ] || fail "$report is too short to be read"
done

# --- what is counted stays, and the twin can be read again ---
figures() { jq -c '[.runs.count, .energy.it_kwh, .device_hours, .records]' "$1/results.json"; }
[ "$(figures named)" = "$(figures by-file)" ] || fail "figures differ: $(figures named) $(figures by-file)"
[ "$(jq '.study.anonymous, (.study.authors | length)' by-file/results.json | tr '\n' ' ')" = "true 0 " ] ||
  fail "the twin does not say that it is anonymous"
[ "$("$PLUME_PROGRAM" runs --format json by-file/runs.csv 2>/dev/null | jq '.runs | length')" = \
  "$("$PLUME_PROGRAM" runs --format json named/runs.csv 2>/dev/null | jq '.runs | length')" ] ||
  fail "runs.csv cannot be read again"
grep -q 'host-1' by-file/runs.csv || fail "machines have no numbers"

# Authors are printed otherwise.
pdftotext named/appendix.pdf page.txt
for file in ../page.txt report.html report.md; do
  grep -q 'Ada Zebrowski, Wanda Okapi' "named/$file" || fail "no authors in $file"
done
exit $status
