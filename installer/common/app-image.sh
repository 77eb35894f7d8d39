#!/usr/bin/env bash
# The app image that every Linux package is made from: Slipway with a Java runtime of its own, which needs no JDK.
#
#   installer/common/app-image.sh             after "mvn package" (installer/from-source.sh package does both)
#
# Makes installer/target/app-image/slipway, which may be moved and renamed:
#
#   bin/slipway             the launcher of both the window and the command line (Main tells them apart): a shell script
#                           made from image-launcher, with Java's flags and the class path in a fixed order; a symbolic
#                           link to it anywhere on the PATH works
#   lib/app/*.jar           the program and its libraries, without JavaFX
#   lib/app/window.aot      Java's ahead-of-time caches for the window and for commands
#   lib/app/cli.aot
#   lib/app/LICENSE, THIRD-PARTY.txt, slipway.cdx.json (the list of all parts, CycloneDX)
#   lib/runtime/            Java, with JavaFX as named modules, its native libraries in lib/runtime/lib;
#                           bin/slipway there is Java's own launcher under the name that lists of processes show
#   lib/slipway.png         the icon
#
# Same inputs, same bytes: every file carries the time of SOURCE_DATE_EPOCH (when unset: the pom's
# project.build.outputTimestamp). Packages have to keep those times, or Java does not take the caches. Among the inputs
# are Java's notes of the rehearsals, as with every build that is guided by a profile: no two runs of a window are the
# same. They are left in installer/target/app-image/notes, packages.sh packs them, and
#
#   SLIPWAY_AOT_NOTES=FOLDER ...              makes the same caches from the notes of another build
#   SLIPWAY_AOT=no ...                        leaves the caches out
#
# Needs JAVA_HOME, a JDK 25 or newer; xvfb-run (xvfb, xauth) for the rehearsal, and GTK 3.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
fail() { printf 'app-image: %s\n' "$*" >&2; exit 3; }

: "${JAVA_HOME:?app-image: set JAVA_HOME to a JDK 25 or newer}"
libraries=$here/app/target/slipway/lib
program=$here/app/target/slipway.jar
[ -r "$program" ] && [ -d "$libraries" ] || fail "the program is not built yet. Run: installer/from-source.sh build"
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
  SOURCE_DATE_EPOCH=$(date -d "$(sed -n 's|.*<project.build.outputTimestamp>\(.*\)</.*|\1|p' "$here/pom.xml")" +%s)
fi
export SOURCE_DATE_EPOCH
moment=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
version=$(sed -n 's|^  <version>\([0-9.]*\).*|\1|p' "$here/pom.xml" | head -n 1)
[ -n "$version" ] || fail "the pom's version was not found"

# What the libraries ask for, found by jdeps and by running them. java.naming and java.security.jgss: HTTPS and proxies
# of docker-java's client. jdk.unsupported: guava. jdk.localedata: dates in Chinese.
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.scripting,java.security.jgss,java.xml
modules=$modules,jdk.crypto.ec,jdk.localedata,jdk.management,jdk.unsupported,javafx.controls,javafx.fxml
work=$here/installer/target/app-image
rm -rf "$work"
mkdir -p "$work/jmods" "$work/input"

# JavaFX comes as jars with the native libraries inside, which it would unpack into the user's home at its first start.
# As JMODs the native libraries go where Java keeps its own.
for jar in "$libraries"/javafx-*-linux*.jar; do
  name=$(basename "$jar" | sed 's/^javafx-\([a-z]*\)-.*/\1/')
  folder=$work/javafx/$name
  mkdir -p "$folder/classes" "$folder/lib"
  (cd "$folder/classes" && "$JAVA_HOME/bin/jar" --extract --file "$jar" && rm -rf META-INF)
  find "$folder/classes" -maxdepth 1 -name '*.so' -exec mv {} "$folder/lib/" \;
  "$JAVA_HOME/bin/jmod" create --class-path "$folder/classes" --libs "$folder/lib" --date "$moment" \
    "$work/jmods/javafx.$name.jmod"
done
rm -rf "$work/javafx"

# JavaFX needs the classes of java.desktop (JavaBeans), not what AWT draws and sounds with.
awt=(awt awt_headless awt_xawt fontmanager freetype javajpeg jawt jsound lcms mlib_image splashscreen)
# Line numbers of stack traces stay in the program's own jars; the runtime's go. Java's compilers yield to what they
# compile for (nice 10): with two processors the first picture waits for them otherwise, 50 ms. Among the runtime's own
# options, since Java warns about this one on a command line.
"$JAVA_HOME/bin/jlink" --module-path "$work/jmods" --add-modules "$modules" --include-locales en,zh-CN \
  --exclude-files "$(printf '/java.desktop/lib/lib%s.so,' "${awt[@]}")" --compress zip-6 --strip-java-debug-attributes \
  --add-options "-XX:ThreadPriorityPolicy=1 -XX:CompilerThreadPriority=10" --no-header-files --no-man-pages \
  --output "$work/runtime" || fail "jlink could not make the runtime"

# Names of functions that nobody debugs with: a tenth of the runtime. Before the cache is trained.
if command -v strip >/dev/null 2>&1; then
  find "$work/runtime" -type f \( -name '*.so' -o -path '*/bin/*' -o -name jspawnhelper -o -name jexec \) \
    -exec strip --strip-unneeded {} + || fail "the runtime's libraries could not be stripped"
fi

# Java looks for a provider of cryptography that the runtime lacks on the whole class path, at the first TLS connection,
# and starts Bouncy Castle (docker-java's) on the way: half a second. So the list names only those that are there.
security=$work/runtime/conf/security/java.security
awk '/^security\.provider\.[0-9]+=(SunSASL|XMLDSig|SunPCSC|JdkSASL|SunPKCS11)/ { next }
  /^security\.provider\.[0-9]+=/ { sub(/^[^=]*/, "security.provider." ++count) }
  { print }' "$security" >"$work/java.security"
mv "$work/java.security" "$security"

# The program first, then the libraries by name: jpackage writes the class path in the order of their names.
cp "$program" "$work/input/slipway.jar"
for jar in "$libraries"/*.jar; do
  case $(basename "$jar") in
    slipway.jar | javafx-*) ;;
    *) cp "$jar" "$work/input/" ;;
  esac
done
cp "$here/LICENSE" "$work/input/LICENSE"
# What is inside and under which licences; installer/from-source.sh package has them made.
for list in slipway.cdx.json THIRD-PARTY.txt; do
  [ ! -r "$here/app/target/inside/$list" ] || cp "$here/app/target/inside/$list" "$work/input/"
done
"$JAVA_HOME/bin/java" "$here/installer/common/NewerClasses.java" "$work"/input/*.jar >&2
graphics=$(printf '%s:' "$libraries"/javafx-base-*-linux*.jar "$libraries"/javafx-graphics-*-linux*.jar)
"$JAVA_HOME/bin/java" --class-path "$graphics" "$here/installer/common/BinaryStyles.java" "$work/input/slipway.jar" \
  "$work"/input/atlantafx-base-*.jar
# Packages get smaller by a fifth when their one compression sees the classes themselves.
"$JAVA_HOME/bin/java" "$here/installer/common/StoredJars.java" "$work"/input/*.jar
find "$work/input" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +

# The heap cap is for the window's sake: a flooding terminal would otherwise grow it to gigabytes. The heap starts small
# and keeps little spare room: a quarter less resident memory, measured by installer/bench/startup.sh.
# Reflection without generated code: a tenth of a second at the start. The cache is mapped where it was made for and not
# moved: 20 MiB stay the file's. On Linux, what the compiler and JavaFX gave back goes back to the system: 10 MiB.
flags=(--enable-native-access=ALL-UNNAMED,javafx.graphics -XX:+UseSerialGC -XX:+UseCompactObjectHeaders
  -Xms24m -Xmx384m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:-UsePerfData
  -Djdk.reflect.useNativeAccessorOnly=true -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0)
# JavaFX keeps no pictures of backgrounds for later: 8 MiB. And its pulse may rest while nothing moves
# (dev.slipway.ui.shell.RestingPulse).
flags_of_linux=(-XX:TrimNativeHeapInterval=5000 -Dprism.disableRegionCaching=true
  --add-exports=javafx.graphics/com.sun.javafx.tk=ALL-UNNAMED
  --add-exports=javafx.graphics/com.sun.glass.ui=ALL-UNNAMED
  --add-opens=javafx.graphics/com.sun.javafx.tk.quantum=ALL-UNNAMED)
"$JAVA_HOME/bin/jpackage" --type app-image --name slipway --app-version "$version" --vendor Slipway \
  --description "Says which container images run on your GPU, and runs them" \
  --input "$work/input" --main-jar slipway.jar --main-class dev.slipway.Main --runtime-image "$work/runtime" \
  --icon "$here/icons/slipway-256.png" --dest "$work/made" >"$work/jpackage.log" 2>&1 ||
  { cat "$work/jpackage.log" >&2; fail "jpackage could not make the app image"; }
mv "$work/made/slipway" "$work/slipway"
rm -rf "$work/made" "$work/input" "$work/jmods" "$work/runtime" "$work/jpackage.log"

# Our launcher for jpackage's; see there.
rm "$work/slipway/lib/libapplauncher.so" "$work/slipway/lib/app/slipway.cfg" "$work/slipway/lib/app/.jpackage.xml"
mv "$work/slipway/lib/runtime/bin/java" "$work/slipway/lib/runtime/slipway"
rm -r "$work/slipway/lib/runtime/bin"
mkdir "$work/slipway/lib/runtime/bin"
mv "$work/slipway/lib/runtime/slipway" "$work/slipway/lib/runtime/bin/slipway"
classpath=\$app/slipway.jar
for jar in "$work"/slipway/lib/app/*.jar; do
  [ "$(basename "$jar")" = slipway.jar ] || classpath=$classpath:\$app/$(basename "$jar")
done
sed -e "s|@FLAGS@|${flags[*]} ${flags_of_linux[*]}|" -e "s|@CLASSPATH@|$classpath|" "$here/installer/common/image-launcher" \
  >"$work/slipway/bin/slipway"

chmod -R u+rwX,go+rX,go-w "$work/slipway"
chmod 755 "$work/slipway/bin/slipway"
find "$work/slipway" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

# ---- Java's ahead-of-time caches ------------------------------------------------------------------------------------
# Filled by rehearsals of the program itself: every page of the window in the tour (dev.slipway.ui.shell.Rehearsal), and
# commands before an engine of canned answers and, where there is a C compiler, an NVIDIA GPU of such; the network is not
# needed. One cache a use: Java takes all classes of a cache in at its start, and commands would pay for the window's.
# A cache remembers the jars' sizes and times and Java's build and flags for the heap; whatever no longer fits makes
# Java start without it, silently.
[ "${SLIPWAY_AOT:-yes}" = yes ] || { echo "$work/slipway"; exit 0; }
engine=
rehearsal=
clean() {
  [ -z "$engine" ] || { kill "$engine" 2>/dev/null || true; wait "$engine" 2>/dev/null || true; }
  [ -z "$rehearsal" ] || rm -rf "$rehearsal"
}
trap clean EXIT
trap 'exit 130' INT TERM
notes=$work/notes
mkdir "$notes"
if [ -n "${SLIPWAY_AOT_NOTES:-}" ]; then
  cp "$SLIPWAY_AOT_NOTES/cli.aotconf" "$SLIPWAY_AOT_NOTES/window.aotconf" "$notes/" || fail "there are no notes in $SLIPWAY_AOT_NOTES"
fi
# Notes and caches hold the names of the folders they were made in, so these are the same for every build.
place=/tmp/slipway-rehearsal
if mkdir -m 700 "$place" 2>/dev/null; then
  rehearsal=$place
else
  echo "app-image: $place is there already (another build?), so the caches are made elsewhere: their bytes will be this build's own" >&2
  rehearsal=$(mktemp -d)
fi
cp -a "$work/slipway" "$rehearsal/slipway"
# Addresses are part of what is stored, so Java gets the same ones each time. Some containers forbid that.
steady=()
if setarch -R true 2>/dev/null; then
  steady=(setarch -R)
else
  echo 'app-image: addresses cannot be kept from changing here (setarch -R), so the bytes of the caches will be this build'"'"'s own' >&2
fi
mkdir -p "$rehearsal/home/config"
# Commands read the settings that nearly every user has: one class that the cache lacks opens half of the libraries.
cat >"$rehearsal/home/config/settings.json" <<'SETTINGS'
{"language": "system", "theme": "dark", "samplingSeconds": 1, "welcomed": true, "mirrors": {"docker.io": "none.example"},
 "window": {"x": 10.5, "y": 20.0, "width": 1200.0, "height": 800.0, "maximized": false}}
SETTINGS
cat >"$rehearsal/commands" <<'COMMANDS'
--version
--help
check --help
machine
machine --json
images --runs
images --json
check --offline pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime
check pytorch/pytorch:latest
--tour check --facts pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime
--tour check pytorch/pytorch:2.8.0
--tour check nvidia/cuda:13.0.1-devel-ubuntu24.04
check --json 127.0.0.1:9/none:1
check --language zh-CN --offline nvcr.io/nvidia/pytorch:25.08-py3
doctor
ps
wrong
COMMANDS
if [ -z "${SLIPWAY_AOT_NOTES:-}" ]; then
  "$JAVA_HOME/bin/java" "$here/installer/common/StandInEngine.java" "$rehearsal/engine.sock" 2>"$rehearsal/engine.log" &
  engine=$!
  for _ in $(seq 300); do [ -S "$rehearsal/engine.sock" ] && break; sleep 0.1; done
  [ -S "$rehearsal/engine.sock" ] || fail "the engine for the rehearsal did not start: $(cat "$rehearsal/engine.log")"
fi

# The same with a GPU, which is not there either: what most users have, and a seventh of a command's time there.
if [ -z "${SLIPWAY_AOT_NOTES:-}" ] && command -v cc >/dev/null 2>&1; then
  mkdir "$rehearsal/nvml"
  "$here/installer/test-nvml-stub.sh" "$rehearsal/nvml" >"$rehearsal/log" 2>&1 ||
    { cat "$rehearsal/log" >&2; fail "the stand-in for NVML was not made"; }
  cat >"$rehearsal/nvml/new/scenario.txt" <<'GPU'
driver 580.95.05
cuda 13000
nvml 13.580.95.05
gpu 0 name NVIDIA GeForce RTX 4090
gpu 0 uuid GPU-11111111-2222-3333-4444-555555555555
gpu 0 pci 00000000:01:00.0
gpu 0 brand 5
gpu 0 capability 8 9
gpu 0 arch 8
gpu 0 memory 25757220864 600000000 1000000000
GPU
  cat >>"$rehearsal/commands" <<COMMANDS
-Dslipway.nvml=$rehearsal/nvml/new/libnvidia-ml.so.1
machine
images --runs
check --offline pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime
check --facts pytorch/pytorch:2.8.0
COMMANDS
fi

# cache NAME LAUNCHER_ARGUMENT JAVA_OPTIONS...: runs the program once for Java to take notes, then makes the cache from them.
# Notes of classes, not of what is busy (TieredStopAtLevel=1): with those, Java's second compiler works through all of the
# rehearsal at every start, for 2 s of processor time and 25 MiB, while the window waits for the same processors.
# Making it, Java interprets, as what its compiler does then would be noted too, and moves nothing to chance addresses.
cache() {
  local name=$1
  shift
  if [ -z "${SLIPWAY_AOT_NOTES:-}" ]; then
    rehearse "$@" -XX:TieredStopAtLevel=1 -XX:AOTMode=record "-XX:AOTConfiguration='$rehearsal/$name.aotconf'" ||
      { tail -n 30 "$rehearsal/log" "$rehearsal"/home/state/log/*.log >&2; fail "the rehearsal for $name failed"; }
    cp "$rehearsal/$name.aotconf" "$notes/"
  else
    cp "$notes/$name.aotconf" "$rehearsal/"
  fi
  local screen=("${steady[@]}")
  rehearse "$1" -XX:AOTMode=create "-XX:AOTConfiguration='$rehearsal/$name.aotconf'" "-XX:AOTCache='$rehearsal/$name.aot'" \
    -Xint -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 \
    "-Xlog:aot+map=info,aot+map+oops=trace:file='$rehearsal/$name.map':none:filesize=0" && [ -s "$rehearsal/$name.aot" ] ||
    { tail -n 30 "$rehearsal/log" >&2; fail "Java could not make the cache $name"; }
  "$JAVA_HOME/bin/java" "$here/installer/common/FixedTimes.java" "$rehearsal/$name.aot" "$rehearsal/$name.map" ||
    echo "app-image: the cache $name keeps the times of this build, so its bytes are this build's own" >&2
}
# rehearse LAUNCHER_ARGUMENT JAVA_OPTIONS...
rehearse() {
  local argument=$1
  shift
  env -u DISPLAY -u WAYLAND_DISPLAY -u DOCKER_CONTEXT -u JAVA_TOOL_OPTIONS -u _JAVA_OPTIONS HOME="$rehearsal/home" \
    SLIPWAY_HOME="$rehearsal/home" DOCKER_HOST="unix://$rehearsal/engine.sock" LC_ALL=C.UTF-8 \
    JDK_JAVA_OPTIONS="-Xlog:aot=error $*" "${screen[@]}" "$rehearsal/slipway/bin/slipway" $argument >>"$rehearsal/log" 2>&1
}
screen=()
cache cli --version -Dslipway.rehearsal="'$rehearsal/commands'"
rm "$rehearsal/home/config/settings.json"
# A screen of its own, as the window is drawn on the users' systems; without one JavaFX's headless screen must do.
headless=()
if command -v xvfb-run >/dev/null 2>&1 && command -v xauth >/dev/null 2>&1; then
  screen=(xvfb-run -a -s '-screen 0 1280x900x24 -nolisten tcp')
else
  headless=(-Dglass.platform=Headless -Dprism.order=sw)
fi
cache window --tour -Dslipway.rehearsal=window "${headless[@]}"
# Not before both are made, since the launcher would use the first for the second.
mv "$rehearsal/cli.aot" "$rehearsal/window.aot" "$work/slipway/lib/app/"
find "$work/slipway/lib/app" \( -name '*.aot' -o -type d \) -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
chmod 644 "$work/slipway/lib/app"/*.aot
clean
trap - EXIT
echo "$work/slipway"
