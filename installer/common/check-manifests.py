#!/usr/bin/env python3
"""Checks what can be checked of the Windows and macOS packages without those systems; part of installer/from-source.sh test.

    check-manifests.py [JAVA_HOME]

Manifests, icons, versions, names, argument lists and the workflows agree with one another, and every file they name is
there. With JAVA_HOME jpackage itself reads the shared argument list and makes an image with both launchers, and knows
every option that the scripts of the other systems give it. What nobody can check here is said at the end. Needs
python3-yaml.

SLIPWAY_WINGET_SCHEMAS: a folder with Microsoft's schemas of winget manifests (schemas/JSON/manifests/v1.6.0 of
github.com/microsoft/winget-cli); the manifests are then checked against them too, which needs python3-jsonschema.
"""
import json
import os
import plistlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HERE / 'installer/windows'))
import winget  # noqa: E402

wrong = []


def check(right, what):
    if not right:
        wrong.append(what)


def text(path):
    return (HERE / path).read_text('utf-8')


def properties(path):
    return dict(line.split('=', 1) for line in text(path).splitlines() if '=' in line and not line.startswith('#'))


POM = re.search(r'^  <version>([^<]*)</version>', text('pom.xml'), re.M).group(1)
VERSION = POM.split('-')[0]
PS1 = text('installer/windows/package.ps1')
MAC = text('installer/macos/package.sh')
IMAGE = text('installer/common/app-image.sh')


def versions():
    # Windows Installer compares three numbers, of at most 255, 255 and 65535.
    numbers = [int(one) for one in VERSION.split('.')]
    check(len(numbers) == 3 and numbers[0] <= 255 and numbers[1] <= 255 and numbers[2] <= 65535,
          f'{VERSION} is no version for Windows Installer')
    check('$pom.project.version' in PS1, 'package.ps1 does not take its version from the pom')
    check('pom.xml' in MAC, 'package.sh does not take its version from the pom')


def icons():
    for png in (HERE / 'icons').glob('slipway-*.png'):
        data = png.read_bytes()
        size = int(png.stem.split('-')[1])
        check(data[:8] == b'\x89PNG\r\n\x1a\n' and struct.unpack('>II', data[16:24]) == (size, size),
              f'{png.name} is not {size} pixels wide and high')
    data = (HERE / 'icons/slipway.ico').read_bytes()
    reserved, kind, count = struct.unpack('<HHH', data[:6])
    sizes = {data[6 + 16 * one] or 256 for one in range(count)}
    check((reserved, kind) == (0, 1) and {16, 24, 32, 48, 256} <= sizes, f'slipway.ico holds only {sorted(sizes)}')
    for one in range(count):
        length, start = struct.unpack('<II', data[6 + 16 * one + 8:6 + 16 * one + 16])
        check(start + length <= len(data), 'slipway.ico is cut off')
    data = (HERE / 'icons/slipway.icns').read_bytes()
    check(data[:4] == b'icns' and int.from_bytes(data[4:8], 'big') == len(data), 'slipway.icns is cut off')
    at, found = 8, {}
    while at < len(data):
        length = int.from_bytes(data[at + 4:at + 8], 'big')
        part = data[at + 8:at + length]
        check(part[:8] == b'\x89PNG\r\n\x1a\n', f'slipway.icns: {data[at:at + 4]} is no PNG')
        found[data[at:at + 4].decode()] = struct.unpack('>I', part[16:20])[0]
        at += length
    wanted = {'icp4': 16, 'icp5': 32, 'ic07': 128, 'ic08': 256, 'ic09': 512, 'ic10': 1024, 'ic11': 32, 'ic12': 64,
              'ic13': 256, 'ic14': 512}
    check(found == wanted, f'slipway.icns holds {found}')


def associations():
    mime = text('installer/linux/dev.slipway.slipway.mime.xml')
    for path in ('installer/windows/slipway.association', 'installer/macos/slipway.association'):
        said = properties(path)
        check(f'type="{said["mime-type"]}"' in mime and f'glob pattern="*.{said["extension"]}"' in mime,
              f'{path} and the MIME type of Linux differ')


def plists():
    entitlements = plistlib.loads(text('installer/macos/slipway.entitlements').encode())
    check(set(entitlements) == {'com.apple.security.cs.allow-jit', 'com.apple.security.cs.allow-unsigned-executable-memory',
                                'com.apple.security.cs.disable-library-validation'} and all(entitlements.values()),
          f'the entitlements are {entitlements}')
    filled = text('installer/macos/Info.plist').replace('@VERSION@', VERSION).replace('DEPLOY_FILE_ASSOCIATIONS', '')
    info = plistlib.loads(filled.encode())
    check(info['CFBundleShortVersionString'] == info['CFBundleVersion'] == VERSION, 'Info.plist has another version')
    for key in ('CFBundleExecutable', 'CFBundleIconFile', 'CFBundleIdentifier', 'CFBundleName'):
        check(info[key].startswith('DEPLOY_'), f'Info.plist: jpackage has to fill in {key}')


def manifests():
    upgrade = re.search(r"\$upgrade = '([0-9a-f-]{36})'", PS1).group(1)
    with tempfile.TemporaryDirectory() as folder:
        msi = Path(folder) / f'slipway-{VERSION}-windows-x64.msi'
        msi.write_bytes(b'nothing')
        list(winget.fill(msi, 'https://example.org/' + msi.name, folder))
        made = {path.name: yaml.safe_load(path.read_text('utf-8')) for path in Path(folder).rglob('*.yaml')}
    needed = {
        'Slipway.Slipway.yaml': ('version', ['DefaultLocale']),
        'Slipway.Slipway.installer.yaml': ('installer', ['Installers', 'InstallerType']),
        'Slipway.Slipway.locale.en-US.yaml': ('defaultLocale', ['PackageLocale', 'Publisher', 'PackageName', 'License',
                                                               'ShortDescription']),
        'Slipway.Slipway.locale.zh-CN.yaml': ('locale', ['PackageLocale']),
    }
    check(set(made) == set(needed), f'winget wants other files than {sorted(made)}')
    for name, (kind, fields) in needed.items():
        manifest = made.get(name, {})
        for field in ['PackageIdentifier', 'PackageVersion', 'ManifestVersion', 'ManifestType', *fields]:
            check(manifest.get(field), f'{name} lacks {field}')
        check(manifest.get('ManifestType') == kind and manifest.get('PackageVersion') == VERSION
              and manifest.get('PackageIdentifier') == 'Slipway.Slipway', f'{name} says something else than the others')
        check(len(manifest.get('ShortDescription', '')) <= 256, f'{name}: the short description is too long')
        check('@' not in str(manifest), f'{name} has a place that was not filled in')
    schemas(made)
    installer = made['Slipway.Slipway.installer.yaml']
    check(installer['AppsAndFeaturesEntries'][0]['UpgradeCode'].strip('{}').lower() == upgrade,
          'the upgrade code of winget is not that of package.ps1')
    check(installer['Scope'] == 'user' and '--win-per-user-install' in PS1, 'winget and package.ps1 differ in scope')
    check(re.fullmatch(r'[0-9A-F]{64}', installer['Installers'][0]['InstallerSha256']), 'no SHA-256 in winget')
    check("'jpackage.exe') @('--type', 'msi', '--name', 'Slipway', '--vendor', 'Slipway'" in PS1
          and made['Slipway.Slipway.locale.en-US.yaml']['Publisher'] == 'Slipway', 'publisher and vendor differ')


def schemas(made):
    folder = os.environ.get('SLIPWAY_WINGET_SCHEMAS')
    if not folder:
        return
    import jsonschema
    for name, manifest in made.items():
        kind, version = manifest['ManifestType'], manifest['ManifestVersion']
        schema = json.loads((Path(folder) / f'manifest.{kind}.{version}.json').read_text('utf-8'))
        for error in jsonschema.Draft7Validator(schema).iter_errors(manifest):
            check(False, f'{name}: {error.json_path}: {error.message}')


def arguments():
    shared = re.findall(r'^--java-options (\S+)$', text('installer/common/jpackage.args'), re.M)
    linux = re.search(r'^flags=\((.*?)\)$', IMAGE, re.M | re.S).group(1).split()
    check(sorted(shared) == sorted(linux), f"jpackage.args has {shared}, app-image.sh {linux}")
    modules = {}
    for name, script in (('Linux', IMAGE), ('macOS', MAC), ('Windows', PS1)):
        lines = re.findall(r"(?:^\$?modules ?=.*|^    'jdk\..*)$", script, re.M)
        modules[name] = set(re.findall(r'\b(?:java|jdk|javafx)\.[a-z]+(?:\.[a-z]+)*\b', '\n'.join(lines)))
    check(modules['Linux'] == modules['macOS'], f"modules differ: {modules['Linux'] ^ modules['macOS']}")
    check(modules['Windows'] - modules['Linux'] == {'jdk.crypto.mscapi'} and modules['Linux'] <= modules['Windows'],
          f"modules differ: {modules['Linux'] ^ modules['Windows']}")


def paths():
    scripts = {'installer/windows/package.ps1': PS1, 'installer/macos/package.sh': MAC}
    scripts.update({str(path.relative_to(HERE)): path.read_text('utf-8') for path in (HERE / '.github').rglob('*.yml')})
    for name, script in scripts.items():
        for path in re.findall(r'(?:installer|icons)[\\/][\w.\\/-]*\w', script):
            path = path.replace('\\', '/')
            made = path.startswith(('installer/target', 'installer/common/app.aot'))
            check(made or (HERE / path).exists(), f'{name} names {path}, which is not there')
    for file in (HERE / 'installer').rglob('*.sh'):
        if 'target' not in file.parts:
            check(subprocess.run(['bash', '-n', file]).returncode == 0, f'{file} is no shell script')


def workflows():
    for path in sorted((HERE / '.github/workflows').glob('*.yml')):
        jobs = yaml.safe_load(path.read_text('utf-8'))['jobs']
        for name, job in jobs.items():
            check(job.get('runs-on') and job.get('steps') and job.get('timeout-minutes'), f'{path.name}: {name} is incomplete')
            for step in job['steps']:
                check(('run' in step) != ('uses' in step), f'{path.name}: a step of {name} neither runs nor uses')
                check('uses' not in step or re.search(r"@[0-9a-f]{40}$", step['uses']),
                      f'{path.name}: {step.get("uses")} is of no version')
    found = {run for path in (HERE / '.github/workflows').glob('*.yml')
             for run in re.findall(r'installer[\\/](?:windows[\\/]package\.ps1|macos[\\/]package\.sh)', path.read_text())}
    check(len(found) == 2, 'no workflow makes the packages of Windows and macOS')


def jpackage(java_home):
    """jpackage reads the shared argument list, with the console's launcher beside."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / 'input').mkdir()
        shutil.copy(HERE / 'app/target/slipway.jar', folder / 'input/slipway.jar')
        bin_ = Path(java_home) / 'bin'
        subprocess.run([bin_ / 'jlink', '--add-modules', 'java.base', '--output', folder / 'runtime'], check=True)
        done = subprocess.run([bin_ / 'jpackage', f'@{HERE}/installer/common/jpackage.args', '--type', 'app-image',
                               '--app-version', VERSION, '--input', folder / 'input', '--runtime-image', folder / 'runtime',
                               '--icon', HERE / 'icons/slipway-256.png', '--add-launcher',
                               f'slipway-cli={HERE}/installer/windows/console.properties', '--dest', folder],
                              capture_output=True, text=True)
        check(done.returncode == 0, f'jpackage: {done.stdout}{done.stderr}')
        for launcher in ('Slipway', 'slipway-cli'):
            cfg = folder / f'Slipway/lib/app/{launcher}.cfg'
            check(cfg.exists() and 'java-options=-Xmx384m' in cfg.read_text(), f'{launcher} does not get its flags')
    # The options of all systems are in every jpackage, which refuses those of the others only when it runs.
    known = subprocess.run([bin_ / 'javap', '-v', '-p', '--module', 'jdk.jpackage', 'jdk.jpackage.internal.Arguments$CLIOptions'],
                           capture_output=True, text=True).stdout
    known = set(re.findall(r'= String +\S+ +// ([a-z-]+)$', known, re.M))
    said = re.findall(r"(?<![\w-])--((?:win|mac)-[a-z-]+)", PS1 + MAC)
    check({'win-menu', 'mac-sign'} <= known and len(set(said)) > 8, 'the options of jpackage were not found')
    for option in set(said):
        check(option in known, f'jpackage has no option --{option}')


versions()
icons()
associations()
plists()
manifests()
arguments()
paths()
workflows()
if len(sys.argv) == 2:
    jpackage(sys.argv[1])
for one in wrong:
    print('check-manifests: ' + one, file=sys.stderr)
unchecked = ['that the packages of Windows and macOS can be made and installed']
if not os.environ.get('SLIPWAY_WINGET_SCHEMAS'):
    unchecked.append("the winget manifests against Microsoft's schemas (SLIPWAY_WINGET_SCHEMAS)")
if shutil.which('pwsh'):
    parsed = subprocess.run(['pwsh', '-NoProfile', '-Command', '$e = $null; [void][System.Management.Automation.Language.'
                             f'Parser]::ParseFile("{HERE}/installer/windows/package.ps1", [ref]$null, [ref]$e); '
                             'if ($e) { $e; exit 1 }'])
    if parsed.returncode != 0:
        wrong.append('package.ps1 does not parse')
else:
    unchecked.append('the syntax of package.ps1 (there is no pwsh here)')
print('check-manifests: ' + (f'{len(wrong)} things are wrong' if wrong else 'all in order')
      + '; not checked here: ' + '; '.join(unchecked))
sys.exit(1 if wrong else 0)
