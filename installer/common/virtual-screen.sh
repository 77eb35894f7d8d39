# For scripts that open the real window: a screen that nobody sees with a window manager on it, and an end that leaves
# nothing behind. To be sourced, with "set -euo pipefail".
#
#   $work   a folder that goes at the end; the program's words belong into its app.log
#   $pids   processes that are ended at the end
#   $app    the program, once open_tour has started it
#
# Needs xvfb, openbox.
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

fail() {
  echo "$(basename "$0" .sh): $*" >&2
  tail -n 20 "$work/app.log" >&2 || true
  exit 1
}

# Starts LAUNCHER's tour on a screen of its own.
open_tour() {
  Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
  pids+=($!)
  for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
  [ -s "$work/display" ] || fail "the virtual screen did not start"
  DISPLAY=:$(cat "$work/display")
  export DISPLAY
  openbox >/dev/null 2>&1 &
  pids+=($!)
  SLIPWAY_HOME=$work/home LC_ALL=C.UTF-8 "$1" --tour >"$work/app.log" 2>&1 &
  app=$!
  pids+=("$app")
}
