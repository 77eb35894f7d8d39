#!/usr/bin/env python3
"""Makes and signs the feed by which installed copies learn of a release.

    make-feed.py --version 0.2.0 --base URL --notes en=FILE [--notes zh=FILE] --key KEY.secret.pem [--out FILE]
                 [--packages FOLDER] [--date 2026-12-01] [--days 400]

Every package in FOLDER (installer/target) is listed with its size and SHA-256, at URL followed by its name. FILE
(feed.json in FOLDER) and FILE.sig go to the address that the builds were given as SLIPWAY_RELEASE_FEED; put the packages
there first. The key is the one that signs facts: installer/common/sign-facts.sh new-key makes a pair. After --days the
feed is believed no more, so that nobody can hide a newer one behind it: sign it again before.
"""
import argparse
import datetime
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

FORMS = [
    (re.compile(r'slipway_.*_amd64\.deb'), 'linux-x64-deb'), (re.compile(r'slipway_.*_arm64\.deb'), 'linux-arm64-deb'),
    (re.compile(r'slipway-.*\.x86_64\.rpm'), 'linux-x64-rpm'), (re.compile(r'slipway-.*\.aarch64\.rpm'), 'linux-arm64-rpm'),
    (re.compile(r'slipway-.*-linux-x86_64\.tar\.gz'), 'linux-x64-tar'),
    (re.compile(r'slipway-.*-linux-aarch64\.tar\.gz'), 'linux-arm64-tar'),
    (re.compile(r'slipway-.*-windows-x64\.msi'), 'windows-x64-msi'),
    (re.compile(r'slipway-.*-macos-arm64\.dmg'), 'macos-arm64-dmg'), (re.compile(r'slipway-.*-macos-x64\.dmg'), 'macos-x64-dmg'),
]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).resolve().parents[2]
    arguments.add_argument('--version', required=True)
    arguments.add_argument('--base', required=True)
    arguments.add_argument('--notes', action='append', required=True)
    arguments.add_argument('--key', required=True)
    arguments.add_argument('--packages', type=Path, default=here / 'installer/target')
    arguments.add_argument('--out', type=Path)
    arguments.add_argument('--date', type=datetime.date.fromisoformat, default=datetime.date.today())
    arguments.add_argument('--days', type=int, default=400)
    given = arguments.parse_args()
    if not re.fullmatch(r'[0-9]{1,6}(\.[0-9]{1,6}){1,3}', given.version):
        sys.exit('make-feed: a version is numbers with dots, such as 0.2.0')
    if not re.match(r'https://|http://(127\.0\.0\.1|localhost)[:/]', given.base):
        sys.exit('make-feed: --base has to begin with https')
    notes = {}
    for one in given.notes:
        language, _, file = one.partition('=')
        if language not in ('en', 'zh') or not file:
            sys.exit('make-feed: --notes en=FILE and --notes zh=FILE')
        notes[language] = Path(file).read_text('utf-8').strip()
    if 'en' not in notes:
        sys.exit('make-feed: the notes in English are missing')
    files = {}
    for path in sorted(given.packages.iterdir()):
        for pattern, name in FORMS:
            if pattern.fullmatch(path.name):
                if name in files:
                    sys.exit(f'make-feed: two packages for {name} in {given.packages}')
                # The names of the files come from the packagers' own grammars: 0.2.0~rc1 and the like stay what they are.
                files[name] = {'url': given.base.rstrip('/') + '/' + path.name, 'size': path.stat().st_size,
                               'sha256': hashlib.sha256(path.read_bytes()).hexdigest()}
    if not files:
        sys.exit(f'make-feed: there are no packages in {given.packages}')
    out = given.out or given.packages / 'feed.json'
    feed = {'slipwayFeed': 1, 'version': given.version, 'date': given.date.isoformat(),
            'expires': (given.date + datetime.timedelta(days=given.days)).isoformat(), 'notes': notes, 'files': files}
    out.write_text(json.dumps(feed, ensure_ascii=False, indent=1) + '\n', 'utf-8', newline='\n')
    subprocess.run(['openssl', 'pkeyutl', '-sign', '-rawin', '-inkey', given.key, '-in', str(out), '-out', f'{out}.sig'],
                   check=True)
    print(f'{out}: {given.version}, {", ".join(files)}')


if __name__ == '__main__':
    main()
