#!/usr/bin/env bash
# Same inputs, same bytes: builds the jars and the packages twice, from copies of this project that lie in folders of
# different names and ages, and compares everything.
#
#   installer/common/check-reproducible.sh                 7 to 25 minutes on two cores
#
# Needs JAVA_HOME, a JDK 25 or newer, and what installer/from-source.sh package needs. Among the inputs of the second
# build are the notes that Java took during the first (see app-image.sh): they are packed beside the packages, so that
# anyone can make the same packages again. SLIPWAY_AOT=no compares packages without Java's caches, in half the time.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
: "${JAVA_HOME:?check-reproducible: set JAVA_HOME to a JDK 25 or newer}"
work=$(mktemp -d /tmp/slipway-twice.XXXXXX)
trap 'rm -rf "$work"' EXIT
folders=("$work/a" "$work/elsewhere/with a longer name")
for folder in "${folders[@]}"; do
  mkdir -p "$folder"
  (cd "$here" && git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- -cf -) | tar -C "$folder" -xf -
done
find "${folders[1]}" -exec touch -h -d '2001-02-03 04:05:06' {} +
build() {
  cd "$1"
  # Maven's archiver writes the modes of class files into the jar; from-source.sh sets the same mask.
  umask 022
  (mvn -q -B -ntp -Dmaven.test.skip=true package org.cyclonedx:cyclonedx-maven-plugin:makeBom)
  mkdir -p app/target/slipway/lib
  python3 installer/common/third-party.py app/target/slipway.cdx.json app/target/slipway/lib app/target/inside "$JAVA_HOME"
  installer/common/app-image.sh >/dev/null
  installer/linux/packages.sh
}
build "${folders[0]}"
if [ "${SLIPWAY_AOT:-yes}" = yes ]; then
  export SLIPWAY_AOT_NOTES=$work/notes
  mkdir "$SLIPWAY_AOT_NOTES"
  tar -C "$SLIPWAY_AOT_NOTES" -xf "${folders[0]}"/installer/target/slipway-*-aot-notes.tar.xz
fi
build "${folders[1]}"
status=0
same() {
  if cmp "${folders[0]}/$1" "${folders[1]}/$1"; then
    echo "same: $1 $(sha256sum <"${folders[0]}/$1" | cut -c1-64)"
  else
    status=1
  fi
}
same app/target/slipway.jar
same app/target/inside/slipway.cdx.json
same app/target/inside/THIRD-PARTY.txt
for package in "${folders[0]}"/installer/target/slipway[_-]*.*; do same "installer/target/$(basename "$package")"; done
# Where an archive differs, its files say which.
[ $status = 0 ] || diff -rq "${folders[0]}/installer/target/app-image" "${folders[1]}/installer/target/app-image" || true
exit $status
