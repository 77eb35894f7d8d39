#!/usr/bin/env bash
# Opens the real window on a virtual screen and uses it as a hand would: what the headless tests cannot do.
#
#   installer/test-window.sh LAUNCHER      picture: app/target/pictures/window.png
#
# Needs xvfb, openbox (a window is closed by its window manager), xdotool, imagemagick. Exit status 0 when every step did
# what it should.
set -euo pipefail
launcher=${1:?usage: test-window.sh LAUNCHER}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
pictures=$here/app/target/pictures
# shellcheck source=installer/common/virtual-screen.sh
. "$here/installer/common/virtual-screen.sh"

mkdir -p "$pictures"
open_tour "$launcher"
shoot() { import -window "$window" "$pictures/$1.png"; }
# Of the page: the frame around it is painted first, and has many colours of its own.
colours() { convert "$pictures/$1.png" -crop 900x700+220+40 -format '%k' info:; }
# Only the middle of the page is compared: the status line moves by itself.
differ() { [ "$(compare -metric AE -extract 560x420+240+240 "$pictures/$1.png" "$pictures/$2.png" null: 2>&1 | grep -oE '^[0-9]+' || true)" != 0 ]; }

# A slow machine paints the frame first and fills it later, so each look waits for what it wants to see.
window=
for _ in $(seq 300); do
  window=$(xdotool search --onlyvisible --name '^Slipway$' 2>/dev/null | head -n 1 || true)
  [ -n "$window" ] && shoot window && [ "$(colours window)" -gt 200 ] && break
  kill -0 "$app" 2>/dev/null || fail "the program ended before its window was full"
  sleep 0.2
done
[ -n "$window" ] || fail "no window within a minute"
[ "$(colours window)" -gt 200 ] || fail "the window stays empty"

# The wheel scrolls the table of images.
until_different() {
  for _ in $(seq 100); do
    shoot "$2"
    differ "$1" "$2" && return 0
    sleep 0.2
  done
  fail "$3"
}
xdotool windowfocus "$window" key --window "$window" ctrl+2
until_different window window-images "Ctrl+2 did not open the Images page"
# The table is there when two looks in a row are the same.
for _ in $(seq 50); do
  sleep 0.6
  shoot window-settled
  differ window-images window-settled || break
  mv "$pictures/window-settled.png" "$pictures/window-images.png"
done
xdotool mousemove --window "$window" 500 450 click --repeat 12 --delay 30 5
until_different window-images window-scrolled "the mouse wheel did not scroll the table of images"
rm -f "$pictures/window-settled.png"

# Closing the window ends the program, cleanly and soon.
xdotool windowfocus "$window" key alt+F4
for _ in $(seq 100); do kill -0 "$app" 2>/dev/null || break; sleep 0.1; done
kill -0 "$app" 2>/dev/null && fail "the program goes on after its window was closed"
grep -E 'Exception|WARNING.*CSS' "$work/app.log" >&2 && fail "the program complained while it ran"
echo "test-window: the window opened, drew $(colours window) colours, scrolled, and closed"
