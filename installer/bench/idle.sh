#!/usr/bin/env bash
# What Slipway costs while nobody touches it: the CPU seconds its process used (user and system, all threads, compiling
# included) on a page of the tour, and minimised. CPU seconds, not wall time, so that a busy computer tells the same.
#
#   installer/bench/idle.sh LAUNCHER [SECONDS [WARM-UP]]     45 seconds a page, after half of that to warm up
#
# A tick of the processor's clock is 10 ms: 0.3 % of a core is 6 of them in 20 seconds, so measure a minute or more.
#
# Needs xvfb, openbox (a window is minimised by its window manager), xdotool. Also prints the resident memory.
set -euo pipefail
launcher=${1:?usage: idle.sh LAUNCHER [SECONDS [WARM-UP]]}
seconds=${2:-45}
warmup=${3:-$((seconds / 2))}
# shellcheck source=installer/common/virtual-screen.sh
. "$(dirname "${BASH_SOURCE[0]}")/../common/virtual-screen.sh"

open_tour "$launcher"
window=
for _ in $(seq 300); do
  window=$(xdotool search --onlyvisible --name '^Slipway$' 2>/dev/null | head -n 1 || true)
  [ -n "$window" ] && break
  kill -0 "$app" 2>/dev/null || fail "the program ended before its window came"
  sleep 0.2
done
[ -n "$window" ] || fail "no window within a minute"
sleep 10
echo "resident after 10 s: $(awk '/^VmRSS/ { printf "%d MiB", $2 / 1024 }' "/proc/$app/status")"

ticks() { sed 's/.*) //' "/proc/$app/stat" | awk '{ print $12 + $13 }'; }
# Java compiles what it runs often, which is soon over; it is told apart.
compiling() {
  local task sum=0
  for task in "/proc/$app/task"/*; do
    case $(cat "$task/comm" 2>/dev/null) in
      C[12]\ Compiler*) sum=$((sum + $(sed 's/.*) //' "$task/stat" | awk '{ print $12 + $13 }'))) ;;
    esac
  done
  echo "$sum"
}
measure() {
  local before after start end compiled
  sleep "$warmup"
  compiled=$(compiling) before=$(ticks) start=$(date +%s%N)
  sleep "$seconds"
  after=$(ticks) end=$(date +%s%N) compiled=$(($(compiling) - compiled))
  awk -v page="$1" -v used=$((after - before)) -v made=$compiled -v hz="$(getconf CLK_TCK)" -v span=$((end - start)) \
    'BEGIN { s = span / 1e9; printf "%-14s %5.2f CPU s in %4.1f s: %5.2f %% of a core, %5.2f %% without compiling\n",
      page, used / hz, s, 100 * used / hz / s, 100 * (used - made) / hz / s }'
}
page() { xdotool windowfocus --sync "$window" key --window "$window" "ctrl+$1"; }

measure "This machine"
page 4
measure Monitor
page 5
measure Doctor
page 1
sleep 1
xdotool windowminimize --sync "$window" || true
measure Minimised
echo "resident at the end: $(awk '/^VmRSS/ { printf "%d MiB", $2 / 1024 }' "/proc/$app/status")"
