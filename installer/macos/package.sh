#!/usr/bin/env bash
# The macOS package: installer/target/slipway-VERSION-macos-ARCH.dmg
#
#   installer/macos/package.sh
#
# Needs a JDK 25 (JAVA_HOME), Maven, Python 3 and Xcode's command line tools.
# SLIPWAY_RELEASE_KEY, SLIPWAY_RELEASE_FEED: as for installer/from-source.sh package.
# SLIPWAY_MAC_IDENTITY: signs with this "Developer ID Application" identity, in the hardened runtime.
# SLIPWAY_MAC_NOTARY: a profile of "xcrun notarytool store-credentials"; has Apple look at the .dmg and staples the answer.
# Without an identity the package is not signed, and macOS asks its user to open it by the context menu.
#
# A double click on a .slipway file opens Slipway, but not the file: macOS sends the name in an Apple event, which JavaFX
# keeps to itself (com.sun.glass.ui) and only AWT would hand on, at the price of a second toolkit in the program.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
fail() { printf 'package: %s\n' "$*" >&2; exit 3; }
[ "$(uname -s)" = Darwin ] || fail "this runs on macOS only."
: "${JAVA_HOME:?package: set JAVA_HOME to a JDK 25 or newer}"
target=$here/installer/target
work=$target/macos
version=$(sed -n 's|^  <version>\([0-9.]*\).*|\1|p' "$here/pom.xml" | head -n 1)
moment=$(sed -n 's|.*<project.build.outputTimestamp>\(.*\)</.*|\1|p' "$here/pom.xml")
case $(uname -m) in arm64) machine=arm64 ;; *) machine=x64 ;; esac
rm -rf "$work"
mkdir -p "$work/jmods" "$work/input" "$work/resources"

# ---- the program ----
maker=()
if [ -n "${SLIPWAY_RELEASE_KEY:-}" ]; then
  maker+=("-Dslipway.release.key=$(sed '/-----/d' "$SLIPWAY_RELEASE_KEY" | tr -d '\r\n')")
fi
[ -z "${SLIPWAY_RELEASE_FEED:-}" ] || maker+=("-Dslipway.release.feed=$SLIPWAY_RELEASE_FEED")
(cd "$here" && mvn -q -B -ntp -DskipTests ${maker[0]+"${maker[@]}"} package org.cyclonedx:cyclonedx-maven-plugin:makeBom)
libraries=$here/app/target/slipway/lib
python3 "$here/installer/common/third-party.py" "$here/app/target/slipway.cdx.json" "$libraries" "$work/input" "$JAVA_HOME"

# ---- Java with JavaFX inside ----
for jar in "$libraries"/javafx-*-mac*.jar; do
  name=$(basename "$jar" | sed 's/^javafx-\([a-z]*\)-.*/\1/')
  folder=$work/javafx/$name
  mkdir -p "$folder/classes" "$folder/lib"
  (cd "$folder/classes" && "$JAVA_HOME/bin/jar" --extract --file "$jar" && rm -rf META-INF)
  find "$folder/classes" -maxdepth 1 -name '*.dylib' -exec mv {} "$folder/lib/" \;
  "$JAVA_HOME/bin/jmod" create --class-path "$folder/classes" --libs "$folder/lib" --date "$moment" \
    "$work/jmods/javafx.$name.jmod"
done
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.scripting,java.security.jgss,java.xml
modules=$modules,jdk.crypto.ec,jdk.localedata,jdk.management,jdk.unsupported,javafx.controls,javafx.fxml
"$JAVA_HOME/bin/jlink" --module-path "$work/jmods" --add-modules "$modules" --include-locales en,zh-CN \
  --compress zip-6 --strip-java-debug-attributes --no-header-files --no-man-pages --output "$work/runtime"

# ---- the application ----
cp "$here/app/target/slipway.jar" "$here/LICENSE" "$work/input/"
for jar in "$libraries"/*.jar; do
  case $(basename "$jar") in slipway.jar | javafx-*) ;; *) cp "$jar" "$work/input/" ;; esac
done
# jpackage refuses a macOS version that begins with 0, which Finder would show: it gets 1.0.0, and Info.plist the real one.
sed "s/@VERSION@/$version/" "$here/installer/macos/Info.plist" >"$work/resources/Info.plist"
cp "$here/installer/macos/slipway.entitlements" "$work/resources/Slipway.entitlements"
sign=()
[ -z "${SLIPWAY_MAC_IDENTITY:-}" ] || sign=(--mac-sign --mac-signing-key-user-name "$SLIPWAY_MAC_IDENTITY"
  --mac-entitlements "$here/installer/macos/slipway.entitlements")
image() {
  "$JAVA_HOME/bin/jpackage" "@$here/installer/common/jpackage.args" --type app-image --app-version 1.0.0 \
    --input "$work/input" --runtime-image "$work/runtime" --icon "$here/icons/slipway.icns" \
    --resource-dir "$work/resources" --file-associations "$here/installer/macos/slipway.association" \
    --mac-package-identifier dev.slipway.slipway --mac-package-name Slipway --mac-app-category developer-tools \
    --dest "$work" "$@"
}
image

# ---- Java's ahead-of-time cache: the program goes through its window once. Without one it only starts more slowly. ----
JAVA_TOOL_OPTIONS="-XX:AOTCacheOutput=$work/app.aot -Dslipway.rehearsal=window" \
  SLIPWAY_HOME="$work/home" "$work/Slipway.app/Contents/MacOS/Slipway" &
rehearsal=$!
for _ in $(seq 300); do kill -0 $rehearsal 2>/dev/null || break; sleep 1; done
kill $rehearsal 2>/dev/null || true
wait $rehearsal || true
rm -rf "$work/Slipway.app"
# Signing covers every file, so that the cache has to be inside before.
if [ -s "$work/app.aot" ]; then
  cp "$work/app.aot" "$work/input/"
  image --java-options "-XX:AOTCache=\$APPDIR/app.aot" ${sign[0]+"${sign[@]}"}
else
  echo 'package: no ahead-of-time cache was made; the package will start more slowly.' >&2
  image ${sign[0]+"${sign[@]}"}
fi
# What is packaged has to start, too.
"$work/Slipway.app/Contents/MacOS/Slipway" --version

# ---- the disk image ----
"$JAVA_HOME/bin/jpackage" --type dmg --name Slipway --app-version 1.0.0 --app-image "$work/Slipway.app" \
  --resource-dir "$work/resources" --license-file "$here/LICENSE" --dest "$work" ${sign[0]+"${sign[@]:0:3}"}
dmg=$target/slipway-$version-macos-$machine.dmg
mv "$work/Slipway-1.0.0.dmg" "$dmg"
if [ -n "${SLIPWAY_MAC_NOTARY:-}" ]; then
  xcrun notarytool submit "$dmg" --keychain-profile "$SLIPWAY_MAC_NOTARY" --wait
  xcrun stapler staple "$dmg"
fi
"$here/installer/common/checksums.sh"
echo "$dmg"
