#!/usr/bin/env bash
# How long Slipway's window takes from exec to its first picture and to its complete page on the tour's machine, how much
# processor time that costs, and how much memory it has 10 seconds later; beside the same program without Java's cache, a
# bare window of JavaFX on the same Java with the same flags and a cache of its own, and virt-manager where it is
# installed (apt-get install virt-manager dbus). One after the other in turns, medians. Then commands, then sizes.
#
#   installer/bench/startup.sh [ROUNDS]     9 rounds, about 5 minutes, of installer/target/app-image; a table for README.md
#
# Needs the app image (installer/from-source.sh package), JAVA_HOME (a JDK 25 or newer), xvfb, python3, libX11. A picture
# is looked at about every 3 ms (first-picture.py).
set -euo pipefail
rounds=${1:-9}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
image=$here/installer/target/app-image/slipway
[ -x "$image/bin/slipway" ] || { echo "startup: no app image; run installer/from-source.sh package" >&2; exit 3; }
: "${JAVA_HOME:?startup: set JAVA_HOME to a JDK 25 or newer}"
work=$(mktemp -d)
screen=
app=
clean() {
  [ -z "$app" ] || kill -- "-$app" 2>/dev/null || true
  [ -z "$screen" ] || kill "$screen" 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT TERM
Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
screen=$!
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY LC_ALL=C.UTF-8 SLIPWAY_HOME=$work/home DOCKER_HOST=unix://$work/none.sock
unset WAYLAND_DISPLAY JDK_JAVA_OPTIONS JAVA_TOOL_OPTIONS _JAVA_OPTIONS
hz=$(getconf CLK_TCK)

# The same launcher, but for the cache, and but for the program.
cp "$image/bin/slipway" "$image/bin/slipway.none" 2>/dev/null || { echo "startup: cannot write to $image/bin" >&2; exit 3; }
trap 'rm -f "$image/bin/slipway.none"; clean' EXIT
sed -i 's/^if \[ -r "\$cache" \]; then/if false; then/' "$image/bin/slipway.none"
mkdir "$work/bare"
modules=$(printf '%s:' "$here"/app/target/slipway/lib/javafx-*-linux*.jar)
"$JAVA_HOME/bin/javac" --module-path "$modules" --add-modules javafx.controls -d "$work/bare" "$here/installer/bench/Bare.java"
(cd "$work/bare" && "$JAVA_HOME/bin/jar" --create --file "$work/bare.jar" Bare*.class)
flags=$(sed -n 's/^exec .*\(--enable-native-access[^\\]*\)\\$/\1/p' "$image/bin/slipway")
# shellcheck disable=SC2086
"$image/lib/runtime/bin/slipway" $flags -XX:AOTMode=record -XX:AOTConfiguration="$work/bare.conf" -Dbare.ends=true \
  -cp "$work/bare.jar" Bare >"$work/log" 2>&1
# shellcheck disable=SC2086
"$image/lib/runtime/bin/slipway" $flags -XX:AOTMode=create -XX:AOTConfiguration="$work/bare.conf" \
  -XX:AOTCache="$work/bare.aot" -cp "$work/bare.jar" Bare >>"$work/log" 2>&1
printf '#!/bin/sh\nexec "%s" -XX:AOTCache="%s" %s -cp "%s" Bare\n' "$image/lib/runtime/bin/slipway" "$work/bare.aot" \
  "$flags" "$work/bare.jar" >"$work/bare.sh"
chmod +x "$work/bare.sh"

# family PID: the process and all below it
family() {
  echo "$1"
  local child
  for child in $(cat "/proc/$1/task/"*/children 2>/dev/null); do family "$child"; done
}
processor() {
  local pid sum=0
  for pid in $(family "$1"); do
    sum=$((sum + $(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | awk -v hz="$hz" '{ printf "%d", 1000 * ($12 + $13) / hz }')))
  done
  echo "$sum"
}
resident() {
  local pid
  for pid in $(family "$1"); do
    # The bus that virt-manager is given is no part of it.
    case $(cat "/proc/$pid/comm" 2>/dev/null) in dbus*) continue ;; esac
    sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status" 2>/dev/null
  done | awk '{ sum += $1 } END { printf "%d\n", sum / 1024 }'
}
# once ROUND NAME TITLE COMMAND...: the numbers of one start into files
once() {
  local round=$1 name=$2 title=$3 start first full=
  shift 3
  start=$(date +%s%N)
  setsid "$@" >"$work/log" 2>&1 &
  app=$!
  # The complete page has cards, graphs and a status line in many colours; the frame alone has few.
  python3 "$here/installer/bench/first-picture.py" "$title" "$start" $([ "$title" != Slipway ] || echo full) >"$work/seen" ||
    { echo "startup: the window of $name did not come" >&2; tail "$work/log" >&2; exit 1; }
  read -r first full <"$work/seen" || true
  echo "$first" >>"$work/$name.first"
  [ -z "$full" ] || echo "$full" >>"$work/$name.full"
  processor "$app" >>"$work/$name.cpu"
  if [ "$round" -le 3 ]; then
    sleep 10
    resident "$app" >>"$work/$name.resident"
  fi
  kill -- "-$app" 2>/dev/null || true
  wait "$app" 2>/dev/null || true
  app=
}
median() { [ -s "$1" ] && sort -n "$1" | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }' || echo '-'; }

gtk=
if command -v virt-manager >/dev/null 2>&1 && command -v dbus-run-session >/dev/null 2>&1; then
  gtk=yes
fi
for round in $(seq "$rounds"); do
  once "$round" slipway Slipway "$image/bin/slipway" --tour
  once "$round" none Slipway "$image/bin/slipway.none" --tour
  once "$round" bare Bare "$work/bare.sh"
  [ -z "$gtk" ] || once "$round" gtk 'Virtual Machine Manager' dbus-run-session -- virt-manager --no-fork
done
row() {
  echo "| $1 | $(median "$work/$2.first") ms | $(median "$work/$2.full") ms | $(median "$work/$2.cpu") ms | $(median "$work/$2.resident") MiB |"
}
echo "Load $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores, medians of $rounds (memory: of $((rounds < 3 ? rounds : 3)))"
echo
echo "| Window | first picture | complete page | processor time until then | resident 10 s later |"
echo "| --- | --- | --- | --- | --- |"
row "Slipway" slipway
row "Slipway without its cache" none
row "A bare JavaFX window, own cache" bare
if [ -n "$gtk" ]; then row "virt-manager" gtk; else echo "(virt-manager is not installed: apt-get install virt-manager dbus)"; fi
awk -v a="$(median "$work/slipway.first")" -v n="$(median "$work/none.first")" -v b="$(median "$work/bare.first")" \
  -v r="$(median "$work/slipway.resident")" -v s="$(median "$work/bare.resident")" \
  'BEGIN { printf "\n%.2f x the bare window (aim 1.4), %.2f of the time without the cache (aim 0.5), memory %.2f x (aim 1.25)\n", a / b, a / n, r / s }'

tested=pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime
echo
echo "| Command | time | processor time | without the cache |"
echo "| --- | --- | --- | --- |"
TIMEFORMAT='%R %U %S'
command_row() {
  local round words="$*"
  : >"$work/c.time"; : >"$work/c.cpu"; : >"$work/c.none"
  for round in $(seq "$rounds"); do
    { time "$image/bin/slipway" "$@" >/dev/null 2>&1 </dev/null || true; } 2>"$work/time"
    awk '{ printf "%d\n", 1000 * $1 }' "$work/time" >>"$work/c.time"
    awk '{ printf "%d\n", 1000 * ($2 + $3) }' "$work/time" >>"$work/c.cpu"
    { time "$image/bin/slipway.none" "$@" >/dev/null 2>&1 </dev/null || true; } 2>"$work/time"
    awk '{ printf "%d\n", 1000 * $1 }' "$work/time" >>"$work/c.none"
  done
  echo "| \`slipway ${words/$tested/IMAGE}\` | $(median "$work/c.time") ms | $(median "$work/c.cpu") ms | $(median "$work/c.none") ms |"
}
command_row --version
command_row check --offline "$tested"
command_row check "$tested"
echo
(cd "$here/installer/target" && du -smL app-image/slipway app-image/slipway/lib/runtime app-image/slipway/lib/app/*.aot *.deb *.rpm *.tar.gz 2>/dev/null |
  awk '{ printf "%s: %d MiB\n", $2, $1 }') || true
