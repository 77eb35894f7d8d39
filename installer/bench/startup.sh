#!/usr/bin/env bash
# How long Slipway takes from its start to a window with something painted in it, and how much memory it has 10 seconds
# later: each run's numbers, then the medians.
#
#   installer/bench/startup.sh LAUNCHER [RUNS] [ARGUMENT...]     5 runs of the tour, unless told otherwise
#
# Needs xvfb, xdotool, imagemagick. A picture is looked at about every 50 ms. Flags of Java can be tried by
# JDK_JAVA_OPTIONS.
set -euo pipefail
launcher=${1:?usage: startup.sh LAUNCHER [RUNS] [ARGUMENT...]}
runs=${2:-5}
shift $(($# < 2 ? $# : 2))
[ $# -gt 0 ] || set -- --tour
work=$(mktemp -d)
pids=()
clean() {
  local pid
  for pid in "${pids[@]}"; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap clean EXIT

Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
pids+=($!)
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY
median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
# The brand's corner: one colour while nothing is painted.
painted() { [ "$(import -window "$1" -crop 120x40+10+10 -format %k info: 2>/dev/null || echo 0)" -gt 4 ]; }

for run in $(seq "$runs"); do
  start=$(date +%s%N)
  SLIPWAY_HOME=$work/home LC_ALL=C.UTF-8 "$launcher" "$@" >"$work/app.log" 2>&1 &
  app=$!
  pids=("${pids[0]}" "$app")
  window=
  for _ in $(seq 2000); do
    [ -n "$window" ] || window=$(xdotool search --onlyvisible --name '^Slipway$' 2>/dev/null | head -n 1 || true)
    [ -n "$window" ] && painted "$window" && break
    kill -0 "$app" 2>/dev/null || { tail "$work/app.log" >&2; exit 1; }
    sleep 0.01
  done
  first=$((($(date +%s%N) - start) / 1000000))
  cpu=$(sed 's/.*) //' "/proc/$app/stat" | awk -v hz="$(getconf CLK_TCK)" '{ printf "%d", 1000 * ($12 + $13) / hz }')
  sleep 10
  resident=$(awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$app/status")
  echo "run $run: painted after $first ms ($cpu ms of CPU), $resident MiB 10 s later"
  echo "$first" >>"$work/first"
  echo "$cpu" >>"$work/cpu"
  echo "$resident" >>"$work/resident"
  kill "$app"
  wait "$app" 2>/dev/null || true
  pids=("${pids[0]}")
done
echo "median: painted after $(median <"$work/first") ms ($(median <"$work/cpu") ms of CPU), $(median <"$work/resident") MiB"
