#!/usr/bin/env python3
"""What is inside a package, and under which licences.

    third-party.py BOM LIBRARIES OUT [JAVA_HOME]

BOM        what cyclonedx-maven-plugin wrote: app/target/slipway.cdx.json
LIBRARIES  the folder of the jars that go into the package: app/target/slipway/lib
OUT        gets slipway.cdx.json (CycloneDX 1.6: the list, with the Java runtime added) and THIRD-PARTY.txt (the same for
           people, with the texts of the licences)

Ends with an error when a library names no licence, or when a jar of the package is not in the list. Same inputs, same
bytes.
"""
import json
import re
import sys
import zipfile
from pathlib import Path

NAMES = re.compile(r'(?:META-INF/(?:.*/)?)?(?:LICEN[CS]E|NOTICE|COPYING|AL2\.0|COPYRIGHT)[^/]*', re.I)
APACHE = {'Apache-2.0'}
CHOSEN = {  # of two licences, the one under which Slipway ships it
    'net.java.dev.jna': 'Apache-2.0',
    'com.techsenger.jeditermfx': 'Apache-2.0',
    'ch.qos.logback': 'EPL-2.0',
}
PLACES = {
    'GPL-2.0-with-classpath-exception': 'lib/runtime/legal/java.base/LICENSE in the package (the same text)',
    'EPL-2.0': 'https://www.eclipse.org/legal/epl-2.0',
}
MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
BSD_3 = """Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
   disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
   disclaimer in the documentation and/or other materials provided with the distribution.
3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products
   derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL,
EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF
USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT
LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED
OF THE POSSIBILITY OF SUCH DAMAGE.
"""
# For jars without the text inside. Bouncy Castle's licence is the MIT one under its own name.
GENERAL = {'MIT': MIT, 'Bouncy Castle Licence': MIT, 'The 3-Clause BSD License': BSD_3}


def licences(component):
    found = []
    for one in component.get('licenses', []):
        licence = one.get('license', {})
        found.append((licence.get('id') or licence.get('name') or one.get('expression', ''), licence.get('url', '')))
    chosen = CHOSEN.get(component.get('group'))
    return [one for one in found if one[0] == chosen] or found


def texts(jar):
    """The licence files in a jar, by name."""
    with zipfile.ZipFile(jar) as archive:
        for info in sorted(archive.infolist(), key=lambda entry: entry.filename):
            if NAMES.fullmatch(info.filename) and 0 < info.file_size < 200_000:
                text = archive.read(info).decode('utf-8', 'replace').replace('\r\n', '\n').strip()
                if text and not info.filename.endswith('.class'):
                    yield info.filename, text


def jar_name(component):
    match = re.search(r'classifier=([^&]+)', component.get('purl', ''))
    return f"{component['name']}-{component['version']}{'-' + match.group(1) if match else ''}.jar"


def runtime(java_home):
    release = dict(re.findall(r'^(\w+)="([^"]*)"', (java_home / 'release').read_text('utf-8'), re.M))
    return {'type': 'platform', 'name': 'OpenJDK runtime', 'version': release['JAVA_RUNTIME_VERSION'],
            'publisher': release.get('IMPLEMENTOR', ''),
            'licenses': [{'license': {'id': 'GPL-2.0-with-classpath-exception'}}]}


def main(bom, libraries, out, java_home=None):
    libraries, out = Path(libraries), Path(out)
    listed = json.loads(Path(bom).read_text('utf-8'))
    wrong = []
    names = {jar_name(component) for component in listed['components']}
    for jar in libraries.glob('*.jar'):
        if jar.name not in names and jar.name != 'slipway.jar':
            wrong.append(f'{jar.name} is not in {bom}')
    parts = [(component, libraries / jar_name(component)) for component in listed['components']]
    if java_home:
        java = runtime(Path(java_home))
        listed['components'].append(java)
        parts.append((java, None))
    lines, bodies = [], {}
    apache = (Path(__file__).resolve().parents[2] / 'LICENSE').read_text('utf-8').strip()
    for component, jar in parts:
        name = f"{component.get('group', '')}:{component['name']} {component['version']}".lstrip(':')
        under = licences(component)
        if not under:
            wrong.append(f'{name} names no licence')
            continue
        if jar and 'classifier=' in component.get('purl', ''):
            continue  # the same again with the native libraries of this system
        lines.append(f"{name}\n    {', '.join(one for one, _ in under)}")
        inside = list(texts(jar)) if jar and jar.exists() else []
        for file, text in inside:
            bodies.setdefault(text, []).append(f'{name} ({file})')
        ids = {one for one, _ in under}
        if not any('NOTICE' not in file.upper() for file, _ in inside):
            if ids & APACHE:
                bodies.setdefault(apache, []).append(f'{name} (the general text)')
            elif ids & GENERAL.keys():
                bodies.setdefault(GENERAL[sorted(ids & GENERAL.keys())[0]].strip(), []).append(
                    f"{name}, Copyright (c) {component.get('publisher') or component.get('group')} (the general text)")
            else:
                place = next((PLACES[one] for one in sorted(ids) if one in PLACES), under[0][1])
                lines.append(f'    Text: {place}')
                if not place:
                    wrong.append(f'nobody knows where the licence of {name} is')
    if wrong:
        sys.exit('third-party: ' + '\nthird-party: '.join(wrong))
    out.mkdir(parents=True, exist_ok=True)
    (out / 'slipway.cdx.json').write_text(json.dumps(listed, indent=1, ensure_ascii=False) + '\n', 'utf-8', newline='\n')
    rule = '-' * 100
    words = ['Slipway is made of these parts by others. Slipway itself is under the Apache License 2.0.', '',
             *lines, '']
    for text, users in bodies.items():
        words += [rule, *users, rule, '', text, '']
    (out / 'THIRD-PARTY.txt').write_text('\n'.join(words) + '\n', 'utf-8', newline='\n')
    print(f'third-party: {len(parts)} parts, {len(bodies)} licence texts')


if __name__ == '__main__':
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
