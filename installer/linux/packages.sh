#!/usr/bin/env bash
# The Linux packages, all from the one app image: installer/target/
#
#   slipway_VERSION_ARCH.deb    slipway-VERSION-1.ARCH.rpm    slipway-VERSION-linux-ARCH.tar.gz
#   slipway-VERSION-linux-ARCH-aot-notes.tar.xz                for whoever makes the same packages again (app-image.sh)
#
#   installer/linux/packages.sh            after installer/common/app-image.sh (installer/from-source.sh package does all)
#   SLIPWAY_VERSION=0.1.1 ...              another version than the pom's, for the test of an upgrade
#   SLIPWAY_PACKAGES=deb ...               only these of: deb rpm tar notes
#
# The .deb is put together by dpkg-deb and not by jpackage. jpackage's would lie in /opt, carry maintainer scripts that
# write outside the package manager's knowledge (its postinst ends with an error where no desktop-directories folder is),
# and differ between two builds. This one is plain files in the places Debian has for them and has no script at all:
# the databases of icons, desktop entries and MIME types are brought up to date by the triggers of the packages that own
# them, so that a removal leaves nothing. The .rpm is the same tree, for the same reasons.
#
# Same inputs, same bytes: every file has the app image's time, archives are sorted, nothing names the build's folders.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
linux=$here/installer/linux
image=$here/installer/target/app-image/slipway
out=$here/installer/target
fail() { printf 'packages: %s\n' "$*" >&2; exit 3; }
[ -x "$image/bin/slipway" ] || fail "there is no app image. Run: installer/from-source.sh package"

: "${SOURCE_DATE_EPOCH:=$(date -d "$(sed -n 's|.*<project.build.outputTimestamp>\(.*\)</.*|\1|p' "$here/pom.xml")" +%s)}"
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8 TZ=UTC
umask 022
version=${SLIPWAY_VERSION:-$(sed -n 's|^  <version>\([^<]*\)</version>.*|\1|p' "$here/pom.xml" | head -n 1)}
case $version in [0-9]*) ;; *) fail "the pom's version was not found" ;; esac
# 0.1.0~snapshot sorts before 0.1.0 for dpkg and rpm alike.
package_version=$(printf '%s' "$version" | tr '[:upper:]' '[:lower:]' | tr '-' '~')
machine=$(uname -m)
case $machine in
  x86_64) architecture=amd64 ;;
  aarch64) architecture=arm64 ;;
  *) fail "packages are known for x86_64 and aarch64, not for $machine" ;;
esac
wanted=${SLIPWAY_PACKAGES:-deb rpm tar notes}
# Nobody answers at this address yet; whoever publishes packages says one that does.
maintainer=${SLIPWAY_MAINTAINER:-Slipway developers <developers@slipway.invalid>}
# A user's own cache of facts and logs is not the build's to write to.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SLIPWAY_HOME=$work/home

# The AOT cache compares the jars' times with those it was trained with, so they must come through whole and unclamped.
newer=$(find "$image" -newermt "@$SOURCE_DATE_EPOCH" -print -quit)
[ -z "$newer" ] || fail "$newer is younger than SOURCE_DATE_EPOCH ($SOURCE_DATE_EPOCH); make the app image again"

# ---- the tree that .deb and .rpm install ----------------------------------------------------------------------------

# share FOLDER: what is beside the program itself: desktop entry, icons, manual pages, completion
share() {
  local to=$1 size language
  install -D -m 644 "$linux/dev.slipway.slipway.desktop" "$to/applications/dev.slipway.slipway.desktop"
  install -D -m 644 "$linux/dev.slipway.slipway.mime.xml" "$to/mime/packages/dev.slipway.slipway.xml"
  mkdir -p "$to/metainfo"
  sed -e "s/@VERSION@/$package_version/" -e "s/@DATE@/$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)/" \
    "$linux/dev.slipway.slipway.metainfo.xml" >"$to/metainfo/dev.slipway.slipway.metainfo.xml"
  for icon in "$here"/icons/slipway-*.png; do
    size=${icon##*-}
    size=${size%.png}
    install -D -m 644 "$icon" "$to/icons/hicolor/${size}x$size/apps/slipway.png"
  done
  install -D -m 644 "$here/icons/slipway.svg" "$to/icons/hicolor/scalable/apps/slipway.svg"
  # From the commands themselves, so that no page is ever behind them.
  for language in en zh-CN; do
    local man=$to/man/${language/zh-CN/zh_CN}/man1
    man=${man/\/en\//\/}
    mkdir -p "$man"
    "$image/bin/slipway" --language "$language" manual | gzip -9n >"$man/slipway.1.gz"
  done
  mkdir -p "$to/bash-completion/completions" "$to/zsh/$2" "$to/fish/vendor_completions.d"
  "$image/bin/slipway" --language en completion bash >"$to/bash-completion/completions/slipway"
  "$image/bin/slipway" --language en completion zsh >"$to/zsh/$2/_slipway"
  "$image/bin/slipway" --language en completion fish >"$to/fish/vendor_completions.d/slipway.fish"
}

# program FOLDER KIND: the app image, with the mark by which the program knows how to be updated and removed
program() {
  mkdir -p "$1"
  cp -a "$image/." "$1/"
  printf '%s\n' "$2" >"$1/lib/app/installed-by"
  find "$1" -type d -exec chmod 755 {} +
}

# One moment for all: what the app image brought has it already.
one_moment() { find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +; }

# ---- what the native libraries need ---------------------------------------------------------------------------------

native() { find "$image" -type f \( -name '*.so' -o -perm -u+x \) -exec sh -c 'head -c 4 "$1" | grep -q ELF' _ {} \; -print; }

# The shared libraries that are not the image's own, by their sonames.
sonames() {
  native | while read -r file; do objdump -p "$file" | sed -n 's/^ *NEEDED *//p'; done | sort -u |
    while read -r soname; do [ -n "$(find "$image" -name "$soname" -print -quit)" ] || printf '%s\n' "$soname"; done
}

glibc() {
  native | while read -r file; do objdump -T "$file" | grep -oE 'GLIBC_[0-9.]+' || true; done | sort -Vu | tail -n 1 |
    cut -d_ -f2
}

# Debian 13 and Ubuntu 24.04 gave some libraries new names (64-bit time).
debian_depends() {
  local soname
  printf 'libc6 (>= %s)\n' "$(glibc)"
  sonames | while read -r soname; do
    case $soname in
      libc.so.6 | libm.so.6 | libdl.so.2 | libpthread.so.0 | librt.so.1 | ld-linux-*) ;;
      libgtk-3.so.0 | libgdk-3.so.0) echo 'libgtk-3-0t64 | libgtk-3-0' ;;
      libglib-2.0.so.0 | libgio-2.0.so.0 | libgobject-2.0.so.0 | libgthread-2.0.so.0) echo 'libglib2.0-0t64 | libglib2.0-0' ;;
      libatk-1.0.so.0) echo 'libatk1.0-0t64 | libatk1.0-0' ;;
      libpango-1.0.so.0) echo libpango-1.0-0 ;;
      libpangocairo-1.0.so.0) echo libpangocairo-1.0-0 ;;
      libpangoft2-1.0.so.0) echo libpangoft2-1.0-0 ;;
      libcairo.so.2) echo libcairo2 ;;
      libcairo-gobject.so.2) echo libcairo-gobject2 ;;
      libgdk_pixbuf-2.0.so.0) echo libgdk-pixbuf-2.0-0 ;;
      libfreetype.so.6) echo libfreetype6 ;;
      libfontconfig.so.1) echo libfontconfig1 ;;
      libX11.so.6) echo libx11-6 ;;
      libXtst.so.6) echo libxtst6 ;;
      libXxf86vm.so.1) echo libxxf86vm1 ;;
      libGL.so.1) echo libgl1 ;;
      libz.so.1) echo zlib1g ;;
      *) fail "Debian's package of $soname is not known here; add it to debian_depends" ;;
    esac
  done | sort -u
}

# ---- .deb -----------------------------------------------------------------------------------------------------------

deb_package() {
  local root=$work/deb depends file
  program "$root/usr/lib/slipway" DEB
  share "$root/usr/share" vendor-completions
  mkdir -p "$root/usr/bin" "$root/usr/share/doc/slipway" "$root/usr/share/lintian/overrides" "$root/DEBIAN"
  ln -s ../lib/slipway/bin/slipway "$root/usr/bin/slipway"
  # Named in the copyright file; Debian keeps one copy of the text for all packages.
  rm -f "$root/usr/lib/slipway/lib/app/LICENSE"
  ln -s ../../../../share/common-licenses/Apache-2.0 "$root/usr/lib/slipway/lib/app/LICENSE"
  install -m 644 "$linux/copyright" "$root/usr/share/doc/slipway/copyright"
  printf 'slipway (%s) unstable; urgency=medium\n\n  * Version %s. What changed is told with the release.\n\n -- %s  %s\n' \
    "$package_version" "$version" "$maintainer" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")" |
    gzip -9n >"$root/usr/share/doc/slipway/changelog.gz"
  install -m 644 "$linux/lintian-overrides" "$root/usr/share/lintian/overrides/slipway"
  depends=$(debian_depends | paste -sd, | sed 's/,/, /g')
  one_moment "$root/usr"
  cat >"$root/DEBIAN/control" <<CONTROL
Package: slipway
Version: $package_version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -k -s --apparent-size "$root/usr" | cut -f1)
Depends: $depends
Recommends: docker.io | docker-ce | podman, xdg-utils, desktop-file-utils
Suggests: libsecret-tools, nvidia-container-toolkit
Section: devel
Priority: optional
Description: See which container images run on your GPU, and run them
 Slipway is for people with an NVIDIA GPU who work in containers. It looks at
 the GPUs, the driver and the container engine and says, before anything is
 downloaded, which image tags will run on this machine and why.
 .
 It then starts environments on Docker or Podman, draws live GPU memory by
 container, and opens Jupyter or a terminal in one click. It is a desktop
 program and a command line over the same core.
 .
 The package holds the Java runtime it needs.
CONTROL
  (cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
  one_moment "$root"
  dpkg-deb --root-owner-group -Zxz --build "$root" "$out/slipway_${package_version}_$architecture.deb" >/dev/null
}

# ---- .rpm -----------------------------------------------------------------------------------------------------------

rpm_requires() {
  local bits='()(64bit)' soname
  printf 'Requires: libc.so.6(GLIBC_%s)(64bit)\n' "$(glibc)"
  sonames | while read -r soname; do
    case $soname in
      libc.so.6 | ld-linux-*) ;;
      # Since glibc 2.34 these are part of libc, and stay as names.
      *) printf 'Requires: %s%s\n' "$soname" "$bits" ;;
    esac
  done
}

rpm_package() {
  local root=$work/rpm
  program "$root/usr/lib/slipway" RPM
  share "$root/usr/share" site-functions
  mkdir -p "$root/usr/bin" "$root/usr/share/licenses/slipway"
  ln -s ../lib/slipway/bin/slipway "$root/usr/bin/slipway"
  mv "$root/usr/lib/slipway/lib/app/LICENSE" "$root/usr/share/licenses/slipway/LICENSE"
  one_moment "$root"
  rpm_requires >"$work/requires"
  rpmbuild -bb --quiet --nodeps --target "$machine" --define "_topdir $work/rpmbuild" --define "_rpmdir $work/rpms" \
    --define "version_ $package_version" --define "tree $root" --define "requires $work/requires" \
    --define "stamp $(date -u -d "@$SOURCE_DATE_EPOCH" '+%a %b %d %Y')" --define "maintainer $maintainer" \
    "$linux/slipway.spec" >"$work/rpmbuild.log" 2>&1 || { cat "$work/rpmbuild.log" >&2; fail "rpmbuild failed"; }
  cp "$work/rpms/$machine/slipway-$package_version-1.$machine.rpm" "$out/"
}

# ---- .tar.gz --------------------------------------------------------------------------------------------------------

portable() {
  local name=slipway-$version-linux-$machine root=$work/tar
  program "$root/$name" PORTABLE
  share "$root/$name/share" site-functions
  cp "$here/LICENSE" "$linux/README.portable" "$root/$name/"
  mv "$root/$name/README.portable" "$root/$name/README"
  one_moment "$root"
  tar -C "$root" --sort=name --format=gnu --numeric-owner --owner=0 --group=0 -cf - "$name" | gzip -9n >"$work/$name.tar.gz"
  mv "$work/$name.tar.gz" "$out/"
}

# ---- the notes of the rehearsals ------------------------------------------------------------------------------------

notes() {
  local name=slipway-$version-linux-$machine-aot-notes.tar.xz
  [ -r "$image/../notes/window.aotconf" ] || return 0
  # One thread, as the bytes differ with their number.
  tar -C "$image/../notes" --sort=name --format=gnu --numeric-owner --owner=0 --group=0 --mode=644 --mtime="@$SOURCE_DATE_EPOCH" \
    -cf - cli.aotconf window.aotconf | xz -T1 -1 >"$work/$name"
  mv "$work/$name" "$out/"
}

pids=()
for kind in $wanted; do
  case $kind in
    tar) rm -f "$out"/slipway-*.tar.gz ;;
    notes) rm -f "$out"/slipway-*-aot-notes.tar.xz ;;
    *) rm -f "$out"/slipway[_-]*."$kind" ;;
  esac
  case $kind in
    deb) deb_package & ;;
    rpm) rpm_package & ;;
    tar) portable & ;;
    notes) notes & ;;
    *) fail "SLIPWAY_PACKAGES knows deb, rpm, tar and notes, not $kind" ;;
  esac
  pids+=($!)
done
for pid in "${pids[@]}"; do
  wait "$pid" || fail "a package could not be built; the messages above say why"
done
(cd "$out" && ls -1 slipway[_-]*.deb slipway[_-]*.rpm slipway[_-]*.tar.gz slipway-*-aot-notes.tar.xz 2>/dev/null || true) | sed "s|^|$out/|"
