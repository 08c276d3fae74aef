#!/usr/bin/env bash
# usage: .ci/fresh.sh SUITE     SUITE: bookworm, trixie, ... (as root, on a Debian machine)
#        .ci/fresh.sh --check | --self-test
# Runs both commands of the README on a machine that has nothing: a bare Debian made by debootstrap,
# a clone of this commit, no third-party samples, only /proc mounted, only HOME, PATH and CI set.
# First root without sudo, then a plain user, given the clone with what was built, who may install
# nothing; then its Debian package alone, on another bare machine. Writes the suite's row of the
# table in docs/development.md. --check says whether that table is of the present scripts/, --self-test
# whether --check finds a change there.
# Packages come from this machine's own apt sources with the suite's name replaced; downloads are
# kept in PLUME_FRESH (/var/tmp/plume-fresh) for the next time.
set -euo pipefail
cd "$(dirname "$0")/.."
table=docs/development.md

# The tree of scripts/ and not a date or an ancestor: a rebase changes every commit's name, but a
# tree is named by what it holds.
check() {
  local suite tree failures=0
  tree=$(git rev-parse --short=12 HEAD:scripts 2>/dev/null) || {
    echo "*** no git repository is here: whether $table is fresh is NOT CHECKED ***"
    return 0
  }
  for suite in bookworm trixie; do
    if ! grep -q "^| $suite .*| $tree |\$" "$table"; then
      echo "$table: its row of $suite is not of scripts/ at $tree: run .ci/fresh.sh $suite"
      failures=1
    fi
  done
  [ $failures = 0 ] && echo "fresh: $table is of the present scripts/ ($tree)"
  return $failures
}

self_test() {
  local copy
  copy=$(mktemp -d)
  git clone -q . "$copy/plume"
  cd "$copy/plume"
  git config user.name test
  git config user.email test@example.org
  tree=$(git rev-parse --short=12 HEAD:scripts)
  printf '| suite |\n|---|\n| bookworm | x | %s |\n| trixie | x | %s |\n' "$tree" "$tree" >"$table"
  git commit -q --allow-empty -am fresh
  check >/dev/null || { echo "fresh: --check refuses a fresh table"; return 1; }
  echo '# changed' >>scripts/demo
  git commit -qam changed
  if check >/dev/null; then echo "fresh: --check does not see a change"; return 1; fi
  cd / && rm -rf "$copy"
  echo "fresh: --check sees a change in scripts/"
}

case ${1:-} in
  --check) check; exit ;;
  --self-test) self_test; exit ;;
  '' | -*) sed -n '2,4p' "$0" >&2; exit 2 ;;
esac

suite=$1
cache=${PLUME_FRESH:-/var/tmp/plume-fresh}
root=$cache/$suite.root log=$cache/$suite.log
[ "$(id -u)" = 0 ] || { echo "fresh: chroot needs root" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "fresh: debootstrap is not installed" >&2; exit 2; }
# The table alone may have changed: the suite before wrote its row.
[ -z "$(git status --porcelain -uno -- . ":!$table")" ] || { echo "fresh: there are changes without a commit" >&2; exit 2; }
commit=$(git rev-parse --short=12 HEAD) tree=$(git rev-parse --short=12 HEAD:scripts)
mkdir -p "$cache/$suite.debs"
exec 9>"$cache/$suite.lock"
flock -n 9 || { echo "fresh: $suite is already being tried" >&2; exit 2; }

# --- the bare machine ---

# This machine's own sources in the one-line style, for the suite: of both styles of apt's lists.
sources() {
  local name
  name=$(. /etc/os-release && echo "$VERSION_CODENAME")
  set +o pipefail # a kind of list that this machine lacks is none
  {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | sed 's/#.*//; s/\[[^]]*\]//' |
      awk '$1 == "deb" { from = $2; $1 = $2 = ""; print from $0 }'
    for file in /etc/apt/sources.list.d/*.sources; do
      [ ! -e "$file" ] || { grep -v '^#' "$file"; echo; }
    done | awk -v RS= -F '\n' '{
      delete field
      for (i = 1; i <= NF; i++) { colon = index($i, ":"); field[substr($i, 1, colon - 1)] = substr($i, colon + 1) }
      if (field["Enabled"] ~ /no/ || field["Types"] !~ /deb( |$)/) next
      uris = split(field["URIs"], uri, " "); suites = split(field["Suites"], suite, " ")
      for (u = 1; u <= uris; u++) for (s = 1; s <= suites; s++) print uri[u], suite[s] field["Components"] }'
  } | awk -v name="$name" -v suite="$suite" '
    $2 == name || $2 == name "-updates" || $2 == name "-security" {
      $2 = suite substr($2, length(name) + 1); print "deb", $0 }' | sort -u
  set -o pipefail
}

# debootstrap's work is kept: the next run of this suite unpacks it.
bare_machine() {
  local mirror
  if [ ! -f "$cache/$suite.tar" ]; then
    mirror=$(sources | awk -v suite="$suite" '$3 == suite { print $2; exit }')
    debootstrap --variant=minbase "$suite" "$root" "$mirror"
    tar --numeric-owner -C "$root" -cf "$cache/$suite.tar.new" .
    mv "$cache/$suite.tar.new" "$cache/$suite.tar"
  else
    mkdir "$root"
    tar --numeric-owner -C "$root" -xf "$cache/$suite.tar"
  fi
}

# How this machine reaches its packages; no service starts in a chroot.
connect() {
  sources >"$root/etc/apt/sources.list"
  apt-config dump --format '%f "%v";%n' | grep -E '^Acquire::(Check-|https?::|Retries)' \
    >"$root/etc/apt/apt.conf.d/90machine" || true
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  cp -l "$cache/$suite.debs"/*.deb "$root/var/cache/apt/archives/" 2>/dev/null || true
  mount -t proc proc "$root/proc"
}

leave() {
  cp -ln "$root/var/cache/apt/archives"/*.deb "$cache/$suite.debs/" 2>/dev/null || true
  if mountpoint -q "$root/proc"; then umount "$root/proc"; fi
}

# --- the two commands ---

packages() { chroot "$root" dpkg-query -W -f '${db:Status-Status}\n' | grep -c '^installed'; }

# run WHO HOME PATH COMMAND: the seconds that it took stand in $seconds.
run() {
  local began=$SECONDS
  printf '\n== %s: %s ==\n' "$1" "$4"
  env -i HOME="$2" PATH="$3" CI=true "$(command -v chroot)" --userspec="$1:$1" "$root" \
    /bin/bash -c "cd /srv/plume && $4" </dev/null
  seconds=$((SECONDS - began))
}

both_users() {
  local sbin=/usr/local/sbin:/usr/sbin:/sbin bin=/usr/local/bin:/usr/bin:/bin
  bare=$(packages)
  cp -r "$cache/$suite.clone" "$root/srv/plume"
  run root /root $sbin:$bin scripts/demo
  root_demo_s=$seconds build=$(packages)
  run root /root $sbin:$bin scripts/test
  root_test_s=$seconds test=$(packages)
  chroot "$root" useradd --create-home --shell /bin/bash plain
  chroot "$root" chown -R plain:plain /srv/plume
  run plain /home/plain $bin scripts/demo
  user_demo_s=$seconds
  run plain /home/plain $bin scripts/test
  user_test_s=$seconds
}

# The Debian package of this release, made where the program was built, then installed on a machine that has
# nothing else, where it makes the demo's report.
debian_package() {
  local sbin=/usr/local/sbin:/usr/sbin:/sbin bin=/usr/local/bin:/usr/bin:/bin
  run root /root $sbin:$bin "apt-get install -y -q --no-install-recommends dpkg-dev file >/dev/null"
  run root /root $sbin:$bin "cmake -S . -B build/package -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_INSTALL_PREFIX=/usr -DPLUME_TESTS=OFF >/dev/null && cmake --build build/package && cd build/package && cpack"
  cp "$root/srv/plume/build/package/"plume_*.deb "$cache/$suite.plume.deb"
  leave
  rm -rf "$root"
  bare_machine
  connect
  mkdir "$root/srv/plume"
  cp "$cache/$suite.plume.deb" "$root/srv/plume/plume.deb"
  run root /root $sbin:$bin "apt-get update -q && apt-get install -y -q --no-install-recommends ./plume.deb qpdf"
  run root /root $sbin:$bin "cp -r /usr/share/doc/plume/examples . && plume report -s examples/transformers/plume.yaml &&
    plume verify report && ls report/appendix.pdf"
}

# Puts the suite's row into the table, in place of its earlier one.
record() {
  local row="| $suite | $bare | $((build - bare)) | $((test - build)) | $root_demo_s + $root_test_s"
  row+=" | $user_demo_s + $user_test_s | $commit | $tree |"
  exec 8>"$cache/table.lock"
  flock 8 # of another suite that ends now
  awk -v row="$row" -v suite="$suite" '
    /^\| *suite / { inside = 1 }
    inside && !/^\|/ { if (!done) print row; done = 1; inside = 0 }
    inside && $2 == suite { print row; done = 1; next }
    { print }
    END { if (inside && !done) print row }' "$table" >"$cache/table"
  cat "$cache/table" >"$table"
  echo "$row"
}

if mountpoint -q "$root/proc"; then umount "$root/proc"; fi
rm -rf "$root" "$cache/$suite.clone"
# Now, for a branch may move while this runs.
git -c advice.detachedHead=false clone -q --no-hardlinks . "$cache/$suite.clone"
trap leave EXIT
echo "fresh: $suite at $commit; the log is $log"
# A process of its own, for bash forgets errexit in a condition; the figures come back by a file.
set +e
(
  set -e
  bare_machine
  connect
  both_users
  debian_package
  declare -p bare build test root_demo_s root_test_s user_demo_s user_test_s >"$cache/$suite.figures"
) >"$log" 2>&1
status=$?
set -e
if [ $status != 0 ]; then
  tail -60 "$log"
  echo "fresh: $suite FAILED; its root is still at $root"
  exit 1
fi
grep -E '^== |tests passed|SKIPPED' "$log"
. "$cache/$suite.figures"
record
leave
rm -rf "$root"
echo "fresh: $suite is green"
