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
#   lib/app/LICENSE
#   lib/runtime/            Java, with JavaFX as named modules, its native libraries in lib/runtime/lib;
#                           bin/slipway there is Java's own launcher under the name that lists of processes show
#   lib/slipway.png         the icon
#
# Same inputs, same bytes: every file carries the time of SOURCE_DATE_EPOCH (when unset: the pom's
# project.build.outputTimestamp). Packages have to keep those times.
#
# Needs JAVA_HOME, a JDK 25 or newer.
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
# Line numbers of stack traces stay in the program's own jars; the runtime's go.
"$JAVA_HOME/bin/jlink" --module-path "$work/jmods" --add-modules "$modules" --include-locales en,zh-CN \
  --exclude-files "$(printf '/java.desktop/lib/lib%s.so,' "${awt[@]}")" --compress zip-6 --strip-java-debug-attributes --no-header-files --no-man-pages \
  --output "$work/runtime" || fail "jlink could not make the runtime"

# Names of functions that nobody debugs with: a tenth of the runtime. Before the cache is trained.
if command -v strip >/dev/null 2>&1; then
  find "$work/runtime" -type f \( -name '*.so' -o -path '*/bin/*' -o -name jspawnhelper -o -name jexec \) \
    -exec strip --strip-unneeded {} + || fail "the runtime's libraries could not be stripped"
fi

# The program first, then the libraries by name: jpackage writes the class path in the order of their names.
cp "$program" "$work/input/slipway.jar"
for jar in "$libraries"/*.jar; do
  case $(basename "$jar") in
    slipway.jar | javafx-*) ;;
    *) cp "$jar" "$work/input/" ;;
  esac
done
cp "$here/LICENSE" "$work/input/LICENSE"

# The heap cap is for the window's sake: a flooding terminal would otherwise grow it to gigabytes. The heap starts small
# and keeps little spare room: a quarter less resident memory, measured by installer/bench/startup.sh.
flags=(--enable-native-access=ALL-UNNAMED,javafx.graphics -XX:+UseSerialGC -XX:+UseCompactObjectHeaders
  -Xms24m -Xmx384m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:-UsePerfData)
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
sed -e "s|@FLAGS@|${flags[*]}|" -e "s|@CLASSPATH@|$classpath|" "$here/installer/common/image-launcher" \
  >"$work/slipway/bin/slipway"

chmod -R u+rwX,go+rX,go-w "$work/slipway"
chmod 755 "$work/slipway/bin/slipway"
find "$work/slipway" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
echo "$work/slipway"
