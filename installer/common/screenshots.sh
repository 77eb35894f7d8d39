#!/bin/sh
# Draws every page headless (simulated machines) and keeps the README's pictures in app/screenshots.
# usage: installer/common/screenshots.sh        needs: Maven, a JDK 25, fonts with Chinese
set -eu
cd "$(dirname "$0")/../.."
mvn -q -B test -Dtest='Pictures,PagesLookTest' -Dsurefire.failIfNoSpecifiedTests=false
from=app/target/pictures
to=app/screenshots
mkdir -p "$to"
for page in machine images environments monitor settings; do
    cp "$from/$page-light-en-1200.png" "$to/$page.png"
done
cp "$from/monitor-dark-en-1200.png" "$to/monitor-dark.png"
cp "$from/machine-light-zh-1200.png" "$to/machine-zh.png"
cp "$from/images-light-zh-1200.png" "$to/images-zh.png"
cp "$from/trouble-doctor-light-en-1000.png" "$to/doctor.png"
cp "$from/launch-LIGHT-en-876.png" "$to/launch.png"
ls "$to"
