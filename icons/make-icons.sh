#!/usr/bin/env bash
# Makes the icons of all systems from slipway.svg: slipway-SIZE.png, slipway.ico (Windows), slipway.icns (macOS).
#
#   icons/make-icons.sh            makes the ico, the icns and the PNG that are missing; --all makes all
#
# Needs rsvg-convert (librsvg2-bin), icotool (icoutils), python3.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
png() { rsvg-convert --width "$1" --height "$1" --output "$2" slipway.svg; }
for size in 16 24 32 48 64 128 256 512; do
  if [ "${1:-}" = --all ] || [ ! -e "slipway-$size.png" ]; then png "$size" "slipway-$size.png"; fi
done
for size in 16 24 32 48 64 128 256 512 1024; do png "$size" "$work/$size.png"; done
# The largest one as PNG inside, the others as bitmaps, which every Windows reads.
icotool --create --output=slipway.ico "$work"/16.png "$work"/24.png "$work"/32.png "$work"/48.png "$work"/64.png \
  --raw="$work/256.png"
# Apple's container of PNGs, a type of four letters for each size; png2icns would write JPEG 2000 into it.
python3 - "$work" slipway.icns <<'PYTHON'
import sys
from pathlib import Path
sizes = {'icp4': 16, 'icp5': 32, 'ic07': 128, 'ic08': 256, 'ic09': 512, 'ic10': 1024, 'ic11': 32, 'ic12': 64, 'ic13': 256,
         'ic14': 512}
parts = b''
for kind, size in sizes.items():
    png = (Path(sys.argv[1]) / f'{size}.png').read_bytes()
    parts += kind.encode() + (len(png) + 8).to_bytes(4, 'big') + png
Path(sys.argv[2]).write_bytes(b'icns' + (len(parts) + 8).to_bytes(4, 'big') + parts)
PYTHON
file slipway.ico slipway.icns
