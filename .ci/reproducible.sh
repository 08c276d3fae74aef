#!/usr/bin/env bash
# Two builds of this commit in different folders give the same bytes, and so do the release tarballs
# of two clones. Takes minutes, since both are built without a cache of objects.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The tarball is named by the version and made of the commit alone: no name, time or mode of a file
# of this machine is in it.
tarball() { # REPOSITORY OUTPUT
  local version
  version=$(git -C "$1" show HEAD:CMakeLists.txt | sed -n 's/^project(.*VERSION \([0-9.]*\).*/\1/p' | head -1)
  git -C "$1" -c tar.umask=0022 archive --format=tar --prefix="plume-${version:-0}/" HEAD |
    gzip -n -9 >"$2"
}
git clone -q . "$work/one"
git clone -q --bare . "$work/another"
tarball "$work/one" "$work/one.tar.gz"
(umask 077 && TZ=Asia/Tokyo tarball "$work/another" "$work/another.tar.gz")
cmp "$work/one.tar.gz" "$work/another.tar.gz"

build() { # FOLDER: of the unpacked tarball
  mkdir -p "$1"
  tar -xzf "$work/one.tar.gz" -C "$1" --strip-components=1
  env -u CMAKE_C_COMPILER_LAUNCHER cmake -S "$1" -B "$1/build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
    >/dev/null
  ninja -C "$1/build" plume_program plume plume_drawing plume_digest plume_sqlite >/dev/null
}
build "$work/here"
(umask 077 && TZ=Asia/Tokyo LC_ALL=C HOME=$work build "$work/a much longer path/to it")
count=0
cd "$work/here/build"
while read -r file; do
  cmp "$file" "$work/a much longer path/to it/build/$file"
  count=$((count + 1))
done < <(find bin lib* -type f -perm -u+x)
[ "$count" -ge 5 ] || { echo "reproducible: only $count files were compared"; exit 1; }
echo "reproducible: $count files of two builds and the tarballs of two clones are the same"
