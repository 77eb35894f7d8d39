#!/usr/bin/env bash
# Installs the packages as a user would, in clean Debian systems, uses them, upgrades them, removes them, and lists what
# is left.
#
#   installer/test-install.sh prepare                  the clean systems, kept in ~/.cache/slipway-test for the next run
#   installer/test-install.sh run ENGINE [IMAGE]       needs installer/target/*.deb, *.rpm, *.tar.gz, and root. ENGINE is
#                                                      the socket of a container engine, IMAGE a small one it has
#
# Clean Debian 12 and 13 (debootstrap, minbase): the .deb with apt, without a JDK: first its older self, then the upgrade
# to what "slipway update" brings from a signed feed on this machine, by the command it names, after it has refused a feed
# and a package that somebody changed on the way; the window on a virtual screen as an ordinary user; a .slipway file by
# its association, in Debian 12 while the window is open; there also a fix of the first-run page under polkit's pkexec,
# with a wrong password and the right one; the command line against the engine; removal. Then, in the Debian 13 system,
# the .rpm with rpm and dnf and a database of its own: its older self, the update, the window, removal. There is no Fedora
# mirror to count on, so one package tells dnf what libraries the system has, and this is no Fedora. Then the portable
# archive.
#
# Each system runs in mount and process namespaces of its own, which take mounts and processes with them when they end.
# Pictures: app/target/pictures/install-*.png
set -euo pipefail
self=$(realpath "${BASH_SOURCE[0]}")
here=$(dirname "$(dirname "$self")")
target=$here/installer/target
pictures=$here/app/target/pictures
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/slipway-test
suites=${SLIPWAY_TEST_SUITES:-bookworm trixie}
PATH=$PATH:/usr/sbin:/sbin
export LC_ALL=C.UTF-8

say() { printf 'test-install: %s\n' "$*" >&2; }
fail() { say "${suite:+$suite: }$*"; exit 1; }

# ---- the clean systems ----------------------------------------------------------------------------------------------

mirror() {
  local found=''
  if grep -qi '^ID=debian' /etc/os-release && [ -e /etc/apt/sources.list.d/debian.sources ]; then
    found=$(sed -n '/^URIs: */{s///p;q}' /etc/apt/sources.list.d/debian.sources)
  fi
  printf '%s\n' "${found:-http://deb.debian.org/debian}"
}

make_root() {
  local root file=$cache/root-$1.tar
  [ ! -s "$file" ] || return 0
  root=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$root'" EXIT
  chmod 755 "$root"
  debootstrap --variant=minbase "$1" "$root" "$(mirror)" >"$cache/root-$1.log" 2>&1 ||
    { tail -n 5 "$cache/root-$1.log" >&2; fail "a clean $1 could not be made"; }
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*_*
  tar -C "$root" --numeric-owner --one-file-system -cf "$file.new" .
  mv "$file.new" "$file"
}

prepare() {
  local each pids=() pid
  mkdir -p "$cache"
  for each in $suites; do make_root "$each" & pids+=($!); done
  for pid in "${pids[@]}"; do wait "$pid"; done
}

# ---- in a system, inside its namespaces -----------------------------------------------------------------------------

# enter COMMAND...: as root of the system
enter() {
  chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

# as USER COMMAND...: as an ordinary user
as() {
  local user=$1
  shift
  enter setpriv --reuid "$user" --regid "$user" --init-groups env HOME="/home/$user" USER="$user" LOGNAME="$user" \
    DISPLAY="$DISPLAY" XDG_CURRENT_DESKTOP=GNOME sh -c 'cd && exec "$@"' _ "$@"
}

# mia COMMAND...: as an ordinary user who may use the engine
mia() { as mia env DOCKER_HOST=unix:///run/engine.sock "$@"; }

apt_get() { enter apt-get -q -y -o APT::Sandbox::User=root -o Dpkg::Use-Pty=0 "$@" >>"$work/apt-$suite.log" 2>&1 || {
  tail -n 15 "$work/apt-$suite.log" >&2
  fail "apt-get $1 failed"
}; }

open_root() {
  mkdir -p "$root"
  tar -C "$root" -xf "$cache/root-$suite.tar"
  chmod 755 "$root"
  mount --make-rprivate /
  mount -t proc proc "$root/proc"
  mount --rbind /sys "$root/sys"
  mount -t tmpfs -o mode=755 dev "$root/dev"
  mkdir "$root/dev/shm"
  chmod 1777 "$root/dev/shm"
  local device
  for device in null zero full random urandom tty; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
  done
  mkdir -p "$root/tmp/.X11-unix" "$cache/archives-$suite/partial" "$root$work/project"
  mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
  # One folder has the same name inside and outside, as the engine sees the outside.
  mkdir -p "$work/project"
  mount --bind "$work/project" "$root$work/project"
  mount --bind "$cache/archives-$suite" "$root/var/cache/apt/archives"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  # Nothing starts a service here.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  touch "$root/run/engine.sock"
  mount --bind "$engine" "$root/run/engine.sock"
  enter groupadd --gid "$(stat -c %g "$engine")" engine 2>/dev/null || true
  enter useradd -m -s /bin/bash mia
  enter usermod -aG "$(stat -c %g "$engine")" mia 2>/dev/null || enter usermod -aG "$(enter getent group "$(stat -c %g "$engine")" | cut -d: -f1)" mia
  chown -R --reference="$root/home/mia" "$work/project"
}

# Every path of the system but what the kernel, apt and dpkg keep, and the user's home.
paths() {
  find "$root" -xdev \( -path "$root/proc" -o -path "$root/sys" -o -path "$root/dev" -o -path "$root/tmp" \
    -o -path "$root/run" -o -path "$root/home" -o -path "$root/var/cache/apt" -o -path "$root/var/lib/apt" \
    -o -path "$root/var/lib/dpkg" -o -path "$root/var/log" -o -path "$root/var/lib/rpm" \) -prune -o -print |
    sed "s|^$root||" | sort
}

# window PICTURE WORDS COMMAND...: starts a command as the user and waits for WORDS.
window() {
  local picture=$1 words=$2
  shift 2
  mia "$@" >"$work/app-$suite.log" 2>&1 &
  app=$!
  reads "$picture" "$words"
}

# reads PICTURE WORDS: waits until WORDS can be read on the screen, whose picture is left in PICTURE. Reading takes a
# second or two, and a busy machine paints the frame long before the page.
reads() {
  local picture=$pictures/$1.png words=$2 end=$((SECONDS + 120))
  until [ -n "$(windows)" ] && shoot "$picture" && [ "$(identify -format %k "$picture")" -gt 200 ] &&
    words_on "$picture" | grep -F -- "$words" >/dev/null; do
    [ $SECONDS -lt $end ] || { tail -n 20 "$work/app-$suite.log" >&2; fail "“$words” cannot be read in $picture"; }
    sleep 0.5
  done
  say "$suite: picture $picture"
}

windows() { xdotool search --onlyvisible --name '^(Slipway|Open an environment)' 2>/dev/null || true; }

shoot() { import -window root "$1" 2>/dev/null; }

# words_on PICTURE [tsv]: tsv says the place of each word in the picture at twice its size. In black and white the reader
# sees coloured words too, and with one thread it is as quick and takes a third of the processor's time.
words_on() {
  convert "$1" -resize 200% -colorspace Gray -threshold 60% png:- | OMP_THREAD_LIMIT=1 tesseract - - --psm 11 ${2:+"$2"} 2>/dev/null
}

# Closes every window from the front to the back, as a hand would; the program ends with its last.
close_windows() {
  local id
  for _ in $(seq 60); do
    running || break
    id=$(xdotool getactivewindow 2>/dev/null || windows | tail -n 1)
    [ -z "$id" ] || xdotool windowfocus "$id" key alt+F4 2>/dev/null || true
    sleep 0.5
  done
  ! running || fail "the program goes on after its windows were closed"
  wait "$app" 2>/dev/null || true
  ! grep -E 'Exception|WARNING' "$work/app-$suite.log" >&2 || fail "the program complained while it ran"
}

# Whether the program runs in this system's process namespace: its main class is on its command line.
running() { [ -n "$(processes)" ]; }

# In brackets, so that it does not find itself.
processes() { grep -lasE 'dev\.slipway\.[M]ain' "$root"/proc/[0-9]*/cmdline | sed 's|.*/proc/||; s|/cmdline||' || true; }

# A double click while the window is open: its file comes to that window, and the second start ends.
handed_over() {
  local first end=$((SECONDS + 20))
  window "install-$suite-open" Environments slipway
  first=$(processes)
  mia xdg-open /home/mia/harbour.slipway >>"$work/app-$suite.log" 2>&1 || fail "xdg-open fails while the window is open"
  reads "install-$suite-file" harbour
  until [ "$(processes)" = "$first" ]; do
    [ $SECONDS -lt $end ] || fail "the window was process $first, and now there are: $(processes | paste -sd' ')"
    sleep 0.2
  done
  [ "$(xdotool search --onlyvisible --name '^Slipway' | wc -l)" = 1 ] || fail "there is more than one main window"
  say "$suite: a file opened by a double click came to the window that was open, in its process"
}

command_line() {
  local started=$SECONDS
  mia slipway --tour images --runs | grep -F pytorch >/dev/null || fail "slipway --tour images lists nothing"
  mia slipway machine --json >"$work/machine-$suite.json" || fail "slipway machine fails"
  if [ -n "$tiny" ]; then
    mia slipway up --name "install-$suite" --image "$tiny" --gpus none --project "$work/project" --yes >>"$work/cli-$suite.log" 2>&1 ||
      { cat "$work/cli-$suite.log" >&2; fail "slipway up fails against the engine"; }
    mia slipway ps | grep -F "install-$suite" >/dev/null || fail "slipway ps does not list the session"
    [ "$(mia slipway shell "install-$suite" -- echo from inside | tr -d '\r')" = "from inside" ] || fail "slipway shell does not reach the container"
    mia slipway stop "install-$suite" >/dev/null || fail "slipway stop fails"
    mia slipway rm --yes "install-$suite" >/dev/null || fail "slipway rm fails"
    say "$suite: a session ran on the engine and is gone, $((SECONDS - started)) s"
  fi
}

# Java's caches made at build time must fit on this system: with AOTMode=on, one that does not is an error.
cached=(env JDK_JAVA_OPTIONS=-XX:AOTMode=on)
aot_caches() {
  ls "$root/usr/lib/slipway/lib/app"/*.aot >/dev/null 2>&1 || fail "the package has no AOT cache"
  mia "${cached[@]}" slipway --version >"$work/aot-$suite.log" 2>&1 ||
    { cat "$work/aot-$suite.log" >&2; fail "the AOT cache of the command line is not used once installed"; }
}

write_user_files() {
  mkdir -p "$root/home/mia/.config/slipway" "$root/home/mia/.local/share/slipway/environments"
  printf '{"language":"zh-CN","theme":"dark"}\n' >"$root/home/mia/.config/slipway/settings.json"
  cat >"$root/home/mia/.local/share/slipway/environments/thesis.slipway" <<'YAML'
slipway: 1
name: thesis
image: pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime
gpus: all
YAML
  cat >"$root/home/mia/harbour.slipway" <<'YAML'
slipway: 1
name: harbour
image: pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime
gpus: all
YAML
  enter chown -R mia:mia /home/mia
}

# The page of a first start before someone who may administrate the system, but not use the engine: its fix under the
# system's own pkexec and polkit, once with a wrong password and once with the right one. The password is asked for in
# words, as there is no desktop that could ask in a window.
first_run() {
  local started=$SECONDS group agent
  group=$(enter getent group "$(stat -c %g "$engine")" | cut -d: -f1)
  enter useradd -m -s /bin/bash -G sudo noa
  enter chpasswd <<<'noa:harbour'
  touch "$root/run/docker.sock"
  mount --bind "$engine" "$root/run/docker.sock"
  mkdir -p "$root/run/dbus"
  enter dbus-daemon --system --fork
  as noa slipway >"$work/app-$suite.log" 2>&1 &
  app=$!
  reads "install-$suite-first-run" 'You may not use'
  password_agent "$(processes)" wrong harbour >"$work/agent-$suite.log" 2>&1 &
  agent=$!
  run_fix "usermod -aG $group noa" 'rights were not given'
  ! enter id -nG noa | grep -w "$group" >/dev/null || fail "a wrong password is good enough"
  run_fix "usermod -aG $group noa" 'but this session does not'
  enter id -nG noa | grep -w "$group" >/dev/null || fail "the page says that a fix was done, and it was not"
  close_windows
  kill "$agent" 2>/dev/null || true
  # A new login, and all is well.
  as noa slipway setup >"$work/setup-$suite.log" 2>&1 || true
  grep -F 'answers' "$work/setup-$suite.log" >/dev/null || fail "the engine is not seen after the fix: $(cat "$work/setup-$suite.log")"
  say "$suite: the first-run page mended by pkexec what was missing, $((SECONDS - started)) s"
}

# run_fix COMMAND WORDS: clicks on the button below COMMAND, and waits for what the page says then.
run_fix() {
  local place
  # The reader does not see white words on a button.
  place=$(words_on "$pictures/install-$suite-first-run.png" tsv | awk -F'\t' -v word="${1%% *}" '$12 == "pkexec" { x = $7; y = $8 }
    $12 == word && y && !found++ { print int(x / 2) + 40, int(y / 2) + 43 }')
  [ -n "$place" ] || fail "“pkexec $1” cannot be read on the page of a first start"
  # shellcheck disable=SC2086
  xdotool mousemove $place click 1
  reads "install-$suite-first-run" "$2"
}

# password_agent PROCESS PASSWORD...: gives polkit these passwords, one after the other, when it asks on PROCESS's behalf.
password_agent() {
  python3 - "$root" "$@" <<'PYTHON'
import os
import pty
import sys
import termios
import time
root, process, *passwords = sys.argv[1:]
child, terminal = pty.fork()
if child == 0:
    os.execvp('chroot', ['chroot', root, 'setpriv', '--reuid', 'noa', '--regid', 'noa', '--init-groups', 'pkttyagent',
                         '--process', process])
heard = b''
while True:
    try:
        words = os.read(terminal, 1024)
    except OSError:
        break
    os.write(1, words)
    heard += words
    if heard.rstrip().endswith(b'Password:'):
        # What comes before the echo is off is thrown away.
        while termios.tcgetattr(terminal)[3] & termios.ECHO:
            time.sleep(0.05)
        os.write(terminal, (passwords.pop(0) if passwords else '').encode() + b'\n')
        heard = b''
PYTHON
}

user_files_are_kept() {
  grep -F zh-CN "$root/home/mia/.config/slipway/settings.json" >/dev/null || fail "$1 lost the settings"
  [ -s "$root/home/mia/.local/share/slipway/environments/thesis.slipway" ] || fail "$1 lost an environment"
}

# What the program wrote into the home of its user beside its own folders; GTK, Mesa, dconf and fontconfig keep theirs.
foreign_in_home() {
  (cd "$root/home/mia" && find . -mindepth 1 ! -path './.bash*' ! -path ./.profile ! -path ./harbour.slipway) |
    grep -vE '^\./\.(config|cache|local|local/share|local/state)$' |
    grep -vE '^\./\.(config|cache|local/share|local/state)/slipway(/|$)|^\./\.cache/(fontconfig|mesa_shader_cache(_db)?|dconf)(/|$)' || true
}

debian() {
  version=$(sed -n 's|^  <version>\([^<]*\)</version>.*|\1|p' "$here/pom.xml" | head -n 1)
  local left
  open_root
  apt_get update
  cp "$work/older.deb" "$root/tmp/older.deb"
  cp "$target"/slipway_*.deb "$root/tmp/slipway.deb"
  ! enter sh -c 'command -v java' >/dev/null || fail "there is a Java in the clean system"

  # An engine comes along by default; here it does not, as the engine is outside.
  enter apt-get -q -s -o APT::Sandbox::User=root install /tmp/slipway.deb 2>/dev/null | grep '^Inst docker.io ' >/dev/null ||
    fail "the package does not bring a container engine along by default"
  apt_get install --no-install-recommends /tmp/older.deb
  [ "$(enter dpkg-query -W -f '${Version}' slipway)" = "0.0.9" ] || fail "the older version was not installed"
  [ "$(mia slipway --version)" = "slipway $version" ] || fail "slipway --version says: $(mia slipway --version 2>&1)"

  # What its dependencies leave in the system is theirs; the count begins with them there, and Slipway away. The tools of
  # a double click are on every desktop, not in this system.
  apt_get install --no-install-recommends libglib2.0-bin xdg-utils desktop-file-utils man-db dbus polkitd pkexec
  apt_get remove slipway
  paths >"$work/before-$suite"
  apt_get install --no-install-recommends /tmp/older.deb
  write_user_files
  mia slipway --help | grep -F 说明 >/dev/null || fail "the settings of the user are not read"
  update deb 'sudo apt install'
  apt_get install --no-install-recommends "$brought"
  say "$suite: installed and upgraded to $(enter dpkg-query -W -f '${Version}' slipway)"
  user_files_are_kept "the upgrade"
  mia slipway --help | grep -F 说明 >/dev/null || fail "the upgraded program does not read the settings"
  [ -z "$(enter dpkg --verify slipway)" ] || fail "installed files differ from the package: $(enter dpkg --verify slipway)"
  aot_caches

  # The rest in English and light, for the pictures.
  printf '{"language":"en","theme":"light"}\n' >"$root/home/mia/.config/slipway/settings.json"
  command_line
  window "install-$suite" "GeForce" "${cached[@]}" slipway --tour
  close_windows

  # What a double click does on GNOME.
  [ "$(mia gio info -a standard::content-type harbour.slipway | sed -n 's/.*content-type: //p')" = application/x-slipway ] ||
    fail "a .slipway file has the type $(mia gio info -a standard::content-type harbour.slipway)"
  mia gio mime application/x-slipway | grep -F dev.slipway.slipway.desktop >/dev/null || fail "no program opens .slipway files"
  enter man -w slipway >/dev/null || fail "there is no manual page"
  if [ "$suite" = bookworm ]; then handed_over; else window "install-$suite-file" harbour xdg-open /home/mia/harbour.slipway; fi
  close_windows

  [ "$suite" != bookworm ] || first_run
  left=$(foreign_in_home)
  [ -z "$left" ] || fail "the program wrote outside its own folders: $left"
  if [ "$suite" = bookworm ]; then
    # The data first, then the program.
    mia slipway uninstall --purge-data --yes >"$work/purge"
    grep -F /home/mia/.config/slipway "$work/purge" >/dev/null || fail "uninstall does not list the settings"
    grep -F 'sudo apt purge slipway' "$work/purge" >/dev/null || fail "uninstall does not say how to remove the package"
    left=$(cd "$root/home/mia" && find . -ipath '*/slipway*')
    [ -z "$left" ] || fail "uninstall --purge-data left: $left"
    apt_get purge slipway
  else
    # The program alone: what is the user's stays.
    apt_get remove slipway
    ! enter dpkg-query -s slipway >/dev/null 2>&1 || fail "a removal leaves something that only a purge takes"
    [ -s "$root/home/mia/.local/share/slipway/environments/thesis.slipway" ] || fail "the removal took the user's environment"
  fi
  what_is_left
}

# update FORM COMMAND: fetches the release that a signed feed announces, of which Slipway says COMMAND to install it, and
# nothing that somebody changed on the way; $brought is its file then.
update() {
  local said=$work/update-$suite.log now=$work/feed/now
  # One system at a time, as each changes what the address serves.
  exec 9>"$work/feed.lock"
  flock 9
  ln -sfn changed-feed "$now"
  ! mia slipway --language en update --yes >"$said" 2>&1 || fail "a feed that somebody changed is believed"
  grep -F 'is not signed by the maker' "$said" >/dev/null || fail "a changed feed is refused with: $(cat "$said")"
  ln -sfn changed-package "$now"
  ! mia slipway --language en update --yes >"$said" 2>&1 || fail "a package that somebody changed is believed"
  grep -F 'is not the package that was announced' "$said" >/dev/null || fail "a changed package is refused with: $(cat "$said")"
  [ -z "$(find "$root/home/mia" -name 'slipway-9.9.9*')" ] || fail "a changed package was kept"
  ln -sfn good "$now"
  ! mia slipway --language en update --check >"$said" 2>&1 || fail "slipway update --check sees no newer release"
  grep -F 'Harbours are drawn in blue.' "$said" >/dev/null || fail "the notes of the release are not shown: $(cat "$said")"
  mia slipway --language zh-CN update --check >"$said" 2>&1 || true
  grep -F 港口画成了蓝色 "$said" >/dev/null || fail "the notes are not shown in Chinese: $(cat "$said")"
  mia slipway --language en update --yes >"$said" 2>&1 || fail "slipway update fails: $(cat "$said")"
  exec 9>&-
  brought=$(sed -n "s|.*$2 \(/home/mia/.*\.$1\).*|\1|p" "$said")
  [ -n "$brought" ] && cmp -s "$root$brought" "$target"/slipway[_-]*."$1" || fail "slipway update does not bring the package: $(cat "$said")"
  say "$suite: the .$1 came by a signed feed; a changed feed and a changed package were refused"
}

# Whatever is in the system now that was not there before Slipway; the caches of fontconfig and man-db are theirs.
what_is_left() {
  local left
  paths >"$work/after-$suite"
  left=$(comm -13 "$work/before-$suite" "$work/after-$suite" | grep -vE '^/var/cache/(fontconfig|man)/' || true)
  [ -z "$left" ] || fail "left after the removal: $left"
  left=$(grep -i slipway "$work/after-$suite" || true)
  [ -z "$left" ] || fail "left after the removal: $left"
  left=$(grep -rlis slipway "$root/etc" "$root/usr/share/applications" "$root/usr/share/mime" || true)
  [ -z "$left" ] || fail "still named after the removal in: $left"
  say "$suite: the package is gone and left nothing"
}

# Debian's rpm keeps its database in the home of who calls it, unless told otherwise; this one also says each time that
# Alien should be used instead.
rpm_() { HOME=$work rpm --root "$root" "$@" 2>"$work/rpm-$suite.log" || { cat "$work/rpm-$suite.log" >&2; return 1; }; }

# Fedora's own, as it is in Debian too. It knows no package but those it is given.
dnf_() {
  HOME=$work dnf --installroot="$root" --setopt=cachedir=/var/cache/dnf --setopt=reposdir=/nowhere --releasever=13 \
    --assumeyes "$@" >>"$work/dnf-$suite.log" 2>&1 || { tail -n 20 "$work/dnf-$suite.log" >&2; fail "dnf $1 failed"; }
}

# A package without files, by which rpm and dnf learn which libraries the Debian system has.
system_rpm() {
  cat >"$work/system.spec" <<'SPEC'
Name: system
Version: 13
Release: 1
Summary: What the system has already
License: none
Provides: hicolor-icon-theme
%{expand:%(cat %{provides})}
%description
%{summary}.
%files
SPEC
  enter ldconfig -p | sed -n 's/^[[:space:]]*\(lib[^ ]*\) (libc6,.*/Provides: \1()(64bit)/p' | sort -u >"$work/provides"
  strings "$root"/lib/*-linux-gnu/libc.so.6 | sed -n 's/^GLIBC_[0-9.]*$/Provides: libc.so.6(&)(64bit)/p' >>"$work/provides"
  rpmbuild -bb --quiet --define "_topdir $work/rpmbuild" --define "_rpmdir $work" --define "provides $work/provides" \
    --define '_rpmfilename system.rpm' "$work/system.spec" >"$work/system.log" 2>&1 || { cat "$work/system.log" >&2; fail "rpmbuild failed"; }
}

# The .rpm in the system where the .deb was.
redhat() {
  local started=$SECONDS
  system_rpm
  printf '%%_dbpath /var/lib/rpm\n' >"$work/.rpmmacros"
  rpm_ --initdb
  # Part of every Fedora and openSUSE.
  mkdir -p "$root/usr/share/licenses"
  paths >"$work/before-$suite"
  # The libraries that the .deb needed must be all that the .rpm asks for.
  rpm_ --install "$work/system.rpm" "$work/older.rpm" || fail "rpm cannot install the older package"
  [ "$(rpm_ -q --qf '%{VERSION}' slipway)" = "0.0.9" ] || fail "the older .rpm was not installed"
  update rpm 'sudo dnf install'
  dnf_ install "$root$brought"
  [ "$(rpm_ -q slipway)" = "$(rpm -qp "$target"/slipway-*.rpm 2>/dev/null)" ] || fail "after dnf there is: $(rpm_ -q slipway)"
  rpm_ --verify slipway || fail "installed files differ from the .rpm"
  aot_caches
  [ "$(mia slipway --version)" = "slipway $version" ] || fail "the .rpm's slipway --version fails"
  mia slipway uninstall | grep -F 'sudo dnf remove slipway' >/dev/null || fail "the .rpm does not know that it is one"
  window install-rpm "GeForce" "${cached[@]}" slipway --tour
  close_windows
  dnf_ remove slipway
  rm -rf "$root"/etc/dnf "$root"/var/{lib,cache}/dnf
  paths >"$work/after-$suite"
  cmp -s "$work/before-$suite" "$work/after-$suite" ||
    fail "left after the removal of the .rpm: $(comm -13 "$work/before-$suite" "$work/after-$suite")"
  say "$suite: the .rpm was upgraded by dnf, ran, and left nothing, $((SECONDS - started)) s"
}

portable() {
  mkdir -p "$root/home/mia/.local/bin"
  tar -C "$root/home/mia" -xzf "$target"/slipway-*.tar.gz
  mv "$root/home/mia"/slipway-* "$root/home/mia/moved"
  ln -s ../../moved/bin/slipway "$root/home/mia/.local/bin/slipway"
  [ "$(mia .local/bin/slipway --version)" = "slipway $version" ] || fail "the portable archive does not run through a link"
  mia .local/bin/slipway uninstall | grep -F 'delete the folder /home/mia/moved' >/dev/null || fail "the portable archive does not know where it is"
  say "$suite: the portable archive ran, moved and through a link"
}

inside() {
  suite=$1 work=$2 engine=$3 tiny=$4 root=$2/root-$1
  debian
  if [ "$suite" = trixie ]; then
    redhat
    portable
  fi
}

# ---- the run --------------------------------------------------------------------------------------------------------

screen() {
  # -ac: the user of the other system has no key to this screen, which lives as long as this test.
  Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp -ac 3>"$1/display" 2>/dev/null &
  pids+=($!)
  for _ in $(seq 50); do [ -s "$1/display" ] && break; sleep 0.1; done
  [ -s "$1/display" ] || fail "the virtual screen did not start"
  DISPLAY=:$(cat "$1/display") openbox >/dev/null 2>&1 &
  pids+=($!)
}

clean() {
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf --one-file-system "$work"
}

# The same packages under an older number, with a key and the address of a feed inside, as a maker's builds have them: all
# that an update needs, in seconds.
older_deb() {
  local tree=$work/older-deb
  dpkg-deb -R "$target"/slipway_*.deb "$tree"
  sed -i 's/^Version: .*/Version: 0.0.9/' "$tree/DEBIAN/control"
  feed_inside "$tree"
  dpkg-deb --root-owner-group -Zgzip -z1 --build "$tree" "$work/older.deb" >/dev/null
  rm -rf "$tree"
}

older_rpm() {
  local tree=$work/older-rpm package
  package=$(ls "$target"/slipway-*.rpm)
  mkdir -p "$tree"
  rpm2archive -n - <"$package" 2>/dev/null | tar -C "$tree" -xf -
  feed_inside "$tree"
  rpm -qp --requires "$package" 2>/dev/null | sed -n '/^rpmlib(/d; s/^/Requires: /p' | sort -u >"$work/requires"
  # The quickest compression that there is.
  sed 's/^\(%global _binary_payload\) .*/\1 w1.zstdio/' "$here/installer/linux/slipway.spec" >"$work/older.spec"
  rpmbuild -bb --quiet --nodeps --define "_topdir $work/rpmbuild-older" --define "_rpmdir $work" --define "_rpmfilename older.rpm" \
    --define 'version_ 0.0.9' --define "tree $tree" --define "requires $work/requires" --define 'stamp Sat Jan 01 2000' \
    --define 'maintainer nobody' "$work/older.spec" >"$work/older.log" 2>&1 || { cat "$work/older.log" >&2; fail "rpmbuild failed"; }
  rm -rf "$tree" "$work/rpmbuild-older"
}

# feed_inside TREE
feed_inside() {
  python3 - "$1/usr/lib/slipway/lib/app/slipway.jar" "$work/release.pem" "http://127.0.0.1:$(cat "$work/port")/now/feed.json" <<'PYTHON'
import sys
import zipfile
jar, key, feed = sys.argv[1:]
entries = {}
with zipfile.ZipFile(jar) as old:
    entries = {name: old.read(name) for name in old.namelist()}
key = ''.join(line.strip() for line in open(key) if '-----' not in line)
if 'dev/slipway/release.properties' not in entries:
    sys.exit('there is no place for a key in the jar')
entries['dev/slipway/release.properties'] = f'key={key}\nfeed={feed}\n'.encode()
with zipfile.ZipFile(jar, 'w') as new:
    for name, content in entries.items():
        new.writestr(name, content)
PYTHON
}

# Where a maker announces releases: what the address serves is one of three folders.
feed() {
  local name
  "$here/installer/common/sign-facts.sh" new-key "$work/release"
  mkdir -p "$work/feed/good"
  python3 - "$work/feed" "$work/port" <<'PYTHON' 2>"$work/feed.log" &
import functools
import http.server
import pathlib
import sys
folder, port = sys.argv[1:]
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
with http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler) as server:
    pathlib.Path(port + '.new').write_text(str(server.server_port))
    pathlib.Path(port + '.new').rename(port)
    server.serve_forever()
PYTHON
  pids+=($!)
  for _ in $(seq 100); do [ -s "$work/port" ] && break; sleep 0.1; done
  [ -s "$work/port" ] || fail "the server of the feed did not start"
  cp "$target"/slipway_*.deb "$target"/slipway-*.rpm "$work/feed/good/"
  printf 'Harbours are drawn in blue.\n' >"$work/notes"
  printf '港口画成了蓝色。\n' >"$work/notes-zh"
  "$here/installer/common/make-feed.py" --version 9.9.9 --base "http://127.0.0.1:$(cat "$work/port")/now" --notes "en=$work/notes" \
    --notes "zh=$work/notes-zh" --key "$work/release.secret.pem" --packages "$work/feed/good" >/dev/null || fail "the feed was not made"
  cp -al "$work/feed/good" "$work/feed/changed-feed"
  sed -i 's/blue/grey/' "$work/feed/changed-feed/feed.json"
  cp -r "$work/feed/good" "$work/feed/changed-package"
  for name in "$work/feed/changed-package"/slipway[_-]*.*; do
    printf 'x' | dd of="$name" bs=1 seek=100000 conv=notrunc status=none
  done
}

run() {
  local engine=$1 image=${2:-} each status=0 inner=()
  [ "$(id -u)" -eq 0 ] || fail "installing packages takes root"
  [ -S "$engine" ] || fail "there is no engine at $engine"
  ls "$target"/slipway_*.deb "$target"/slipway-*.rpm "$target"/slipway-*.tar.gz >/dev/null || fail "there are no packages. Run: installer/from-source.sh package"
  prepare
  work=$(mktemp -d /tmp/slipway-install.XXXXXX)
  chmod 755 "$work"
  pids=()
  trap clean EXIT
  trap 'exit 130' INT TERM
  mkdir -p "$pictures"
  feed
  older_rpm &
  inner+=($!)
  older_deb
  wait "${inner[@]}" || fail "the older .rpm could not be made"
  inner=()
  for each in $suites; do
    mkdir "$work/$each"
    screen "$work/$each"
    DISPLAY=:$(cat "$work/$each/display") unshare --mount --pid --fork --kill-child \
      "$self" inside "$each" "$work" "$engine" "$image" &
    inner+=($!)
  done
  for each in "${inner[@]}"; do wait "$each" || status=1; done
  [ $status -eq 0 ] || fail "failed; the messages above say where"
  say "packages: $(cd "$target" && stat -c '%s %n' slipway_*.deb slipway-*.rpm slipway-*.tar.gz |
    awk '{printf "%s%.1f MB %s", (NR > 1 ? ", " : ""), $1 / 1e6, $2}')"
  say "the packages were installed, used, upgraded and removed in: $suites"
}

case ${1:-} in
  prepare) prepare ;;
  run) [ $# -ge 2 ] || fail "which engine?"; run "$2" "${3:-}" ;;
  inside) shift; inside "$@" ;;
  *) sed -n '5,8s/^# \{0,1\}//p' "$self" >&2; exit 2 ;;
esac
