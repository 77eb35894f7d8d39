#!/usr/bin/env python3
"""Fills in the winget manifests for a release.

    winget.py MSI URL OUT        OUT/manifests/s/Slipway/Slipway/VERSION/*.yaml, for microsoft/winget-pkgs

MSI is the file that lies at URL; its hash and the version in its name go into the manifests.
"""
import hashlib
import re
import sys
from pathlib import Path


def fill(msi, url, out):
    msi = Path(msi)
    name = re.fullmatch(r'slipway-([0-9]+(?:\.[0-9]+)+)-windows-x64\.msi', msi.name)
    if not name or not url.startswith('https://'):
        sys.exit('winget: wants slipway-VERSION-windows-x64.msi and an https address')
    version = name.group(1)
    values = {'@VERSION@': version, '@URL@': url, '@SHA256@': hashlib.sha256(msi.read_bytes()).hexdigest().upper()}
    folder = Path(out) / 'manifests/s/Slipway/Slipway' / version
    folder.mkdir(parents=True, exist_ok=True)
    for template in sorted((Path(__file__).parent / 'winget').glob('*.yaml')):
        text = template.read_text('utf-8')
        for place, value in values.items():
            text = text.replace(place, value)
        made = folder / template.name.replace('slipway', 'Slipway.Slipway', 1)
        made.write_text(text, 'utf-8', newline='\n')
        yield made


if __name__ == '__main__':
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    for one in fill(*sys.argv[1:]):
        print(one)
