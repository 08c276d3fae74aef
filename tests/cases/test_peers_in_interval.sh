#!/usr/bin/env bash
# What other tables of intensities take for a country lies in the 95 % interval, in at least nine
# cases of ten; where the tables agree the interval stays narrow.
set -uo pipefail
export PATH="$(dirname "$PLUME_PROGRAM"):$PATH" LC_ALL=C TZ=UTC
unset PLUME_DATA SOURCE_DATE_EPOCH
shared=$(cd "$PLUME_SOURCE_DIR" && realpath -m "${PLUME_SHARED:-../shared}")
peers=$shared/facts/2026-11/peers_grid.csv
if [ ! -e "$peers" ]; then
  echo "SKIPPED: there is no $peers: set PLUME_SHARED"
  exit 0
fi
# A country's kilograms of 100 kWh at a PUE of 1.1: mean and interval.
bounds() { # ISO3
  plume estimate --quiet -p 10000 -t 10 --pue 1.1 --location "$1" --year 2025 --format json |
    jq -r --arg place "$1" '.estimates[] | select(.method == "patterson2021" and .basis != "market") |
      [$place, .co2e_kg, .interval95_kg[]] | @tsv' | head -1
}
for place in $(tail -n +2 "$peers" | cut -d, -f1); do bounds "$place"; done |
  awk -F'[\t,]' '
    NF == 4 { mean[$1] = $2; low[$1] = $3; high[$1] = $4; next }
    FNR == 1 { for (i = 3; i <= NF; i++) if ($i ~ /g_per_kwh$/ && $i !~ /^plume/) peer[i] = 1; next }
    ($1 in mean) { places++
      for (i in peer) if ($i != "") { asked++; kg = $i * 110 / 1000; held += kg >= low[$1] && kg <= high[$1] } }
    END {
      printf "%d places, %d values of peers, %d in the interval (%.1f %%)\n", places, asked, held, 100 * held / asked
      n = split("JPN USA ZAF FIN AUT FRA", named, " ")
      for (i = 1; i <= n; i++) printf "%s: %.2f to %.2f of the mean\n", named[i], low[named[i]] / mean[named[i]], high[named[i]] / mean[named[i]]
      for (i = 1; i <= 3; i++) narrow += high[named[i]] / low[named[i]] < 2.5
      exit !(places > 200 && held >= 0.9 * asked && narrow == 3 && high["FIN"] / low["FIN"] > 4)
    }' - <(sed 's/"[^"]*"/quoted/g' "$peers")
