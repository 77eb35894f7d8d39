#!/usr/bin/env bash
# From a fresh Linux machine to a running Slipway.
#
#   installer/from-source.sh run   [--yes] [ARGUMENTS...]   everything needed, then the program
#   installer/from-source.sh test                           everything needed, then all tests
#   installer/from-source.sh build                          app/target/slipway/ (bin/slipway, lib/*.jar)
#   installer/from-source.sh package                        installer/target/: .deb, .rpm and .tar.gz, which need no JDK
#
# It changes nothing outside this project but packages of the system, says what it is about to install, and asks
# before it installs a container engine. It can be run again at any time.
set -euo pipefail
# Jars hold the modes of what is packed into them.
umask 022

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
oldest_jdk=25
assume_yes=no

say() { printf '%s\n' "$*" >&2; }
fail() { printf 'from-source: %s\n' "$*" >&2; exit 3; }
have() { command -v "$1" >/dev/null 2>&1; }

usage() {
  sed -n '4,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
}

# ---- packages -------------------------------------------------------------------------------------------------------

# install_packages PURPOSE PACKAGE...: installs what dpkg does not know yet; without root it prints the exact command.
install_packages() {
  local purpose=$1 missing=() package
  shift
  if ! have apt-get; then
    fail "$purpose needs: $*. Install them with your system's package manager and run this again" \
      "(only Debian's and Ubuntu's is known to this script)."
  fi
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep 'ok installed' >/dev/null || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    fail "$purpose needs packages that are not here. Run this first, then try again:
  sudo apt-get install ${missing[*]}"
  fi
  say "Installing for $purpose: ${missing[*]}"
  apt-get update -q >/dev/null || say "from-source: the package lists could not be refreshed; trying with the old ones"
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >/dev/null ||
    fail "apt-get could not install: ${missing[*]}. Its messages above say why."
}

# The name of the first of the given packages that this system offers.
offered() {
  local package
  have apt-cache || return 0
  for package in "$@"; do
    if apt-cache policy "$package" 2>/dev/null | grep 'Candidate: [^(]' >/dev/null; then
      printf '%s' "$package"
      return
    fi
  done
}

# ---- the JDK --------------------------------------------------------------------------------------------------------

jdk_version() { "$1/bin/javac" -version 2>/dev/null | sed -n 's/^javac \([0-9]*\).*/\1/p'; }

find_jdk() {
  local home version
  for home in "${SLIPWAY_JDK:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* "$here"/installer/target/jdk/*; do
    [ -n "$home" ] && [ -x "$home/bin/javac" ] || continue
    version=$(jdk_version "$home")
    if [ -n "$version" ] && [ "$version" -ge "$oldest_jdk" ]; then
      printf '%s' "$home"
      return
    fi
  done
}

# Debian 12 and Ubuntu 22.04 have no JDK 25: Eclipse Temurin's archive is unpacked inside the project, its checksum compared.
download_jdk() {
  local machine url folder=$here/installer/target
  case $(uname -m) in
    x86_64) machine=x64 ;;
    aarch64) machine=aarch64 ;;
    *) fail "there is no JDK $oldest_jdk to download for $(uname -m). Install one and set JAVA_HOME." ;;
  esac
  url=${SLIPWAY_JDK_URL:-https://api.adoptium.net/v3/binary/latest/$oldest_jdk/ga/linux/$machine/jdk/hotspot/normal/eclipse}
  install_packages "downloading a JDK" ca-certificates curl tar gzip
  mkdir -p "$folder/jdk"
  say "Downloading a JDK $oldest_jdk (Eclipse Temurin, about 140 MB) into installer/target/jdk"
  curl -fsSL --retry 2 --connect-timeout 15 -o "$folder/jdk.tar.gz" "$url" ||
    fail "the JDK could not be downloaded from ${url%%\?*}. Install a JDK $oldest_jdk yourself and set JAVA_HOME."
  local wanted
  wanted=$(curl -fsSL --retry 2 --connect-timeout 15 "${SLIPWAY_JDK_SHA_URL:-${url/binary/checksum}}" | grep -oE '^[0-9a-f]{64}' || true)
  [ -n "$wanted" ] || fail "the JDK's checksum could not be fetched, so the download is not used."
  [ "$(sha256sum "$folder/jdk.tar.gz" | cut -d' ' -f1)" = "$wanted" ] ||
    fail "the downloaded JDK does not match its checksum. Delete installer/target/jdk.tar.gz and try again."
  tar -C "$folder/jdk" -xzf "$folder/jdk.tar.gz"
  rm "$folder/jdk.tar.gz"
}

need_jdk() {
  local package
  JAVA_HOME=$(find_jdk)
  if [ -z "$JAVA_HOME" ]; then
    if have apt-get && [ "$(id -u)" -eq 0 ]; then
      apt-get update -q >/dev/null || true
    fi
    package=$(offered openjdk-25-jdk-headless openjdk-26-jdk-headless temurin-25-jdk)
    if [ -n "$package" ]; then
      install_packages "the build" "$package"
    else
      download_jdk
    fi
    JAVA_HOME=$(find_jdk)
  fi
  [ -n "$JAVA_HOME" ] || fail "no JDK $oldest_jdk or newer was found after installing one. Set JAVA_HOME to it."
  export JAVA_HOME
}

# ---- building -------------------------------------------------------------------------------------------------------

need_build_tools() {
  need_jdk
  have mvn || install_packages "the build" maven
  # Maven 3.8's own libraries make a new JDK grumble about them on every call.
  export MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
}

build() {
  need_build_tools
  say "Building with $JAVA_HOME"
  (cd "$here" && mvn -q -B -ntp -DskipTests "$@" package) || fail "the build failed; Maven's messages above say where."
  portable_folder
}

# This system's packages, from one app image; the other systems have scripts of their own, run on those systems.
package() {
  [ "$(uname -s)" = Linux ] || fail "this makes Linux packages; installer/macos and installer/windows make the others."
  need_build_tools
  install_packages "the packages" binutils dpkg rpm python3 xvfb xauth xz-utils
  inside
  "$here/installer/common/app-image.sh" >/dev/null || fail "the app image could not be made; the messages above say why."
  "$here/installer/linux/packages.sh" || fail "the packages could not be made; the messages above say why."
  "$here/installer/common/checksums.sh" || fail "the checksums could not be made or signed; the messages above say why."
}

# Builds the program with what its maker puts in: SLIPWAY_RELEASE_KEY, the file of the public key that signs releases and
# facts (PEM), and SLIPWAY_RELEASE_FEED, the address where releases are announced. A build without them asks nobody for
# updates.
inside() {
  local maker=()
  if [ -n "${SLIPWAY_RELEASE_KEY:-}" ]; then
    grep -q 'BEGIN PUBLIC KEY' "$SLIPWAY_RELEASE_KEY" || fail "SLIPWAY_RELEASE_KEY does not name a file with a public key (PEM)."
    maker+=("-Dslipway.release.key=$(sed '/-----/d' "$SLIPWAY_RELEASE_KEY" | tr -d '\r\n')")
  fi
  [ -z "${SLIPWAY_RELEASE_FEED:-}" ] || maker+=("-Dslipway.release.feed=$SLIPWAY_RELEASE_FEED")
  build ${maker[0]+"${maker[@]}"}
  lists
}

# The parts by others and their licences, for people and machines.
lists() {
  (cd "$here" && mvn -q -B -ntp org.cyclonedx:cyclonedx-maven-plugin:makeBom) || fail "the list of what is inside could not be made."
  python3 "$here/installer/common/third-party.py" "$here/app/target/slipway.cdx.json" "$here/app/target/slipway/lib" \
    "$here/app/target/inside" "$JAVA_HOME" >&2 || fail "the list of what is inside could not be made."
}

portable_folder() {
  local folder=$here/app/target/slipway
  mkdir -p "$folder/bin"
  cp "$here/installer/common/slipway" "$folder/bin/slipway"
  chmod 755 "$folder/bin/slipway"
  cp "$here/app/target/slipway.jar" "$folder/lib/slipway.jar"
  cp "$here/LICENSE" "$folder/LICENSE"
  # Where the JDK was at build time is the first place the launcher looks.
  printf '%s\n' "$JAVA_HOME" >"$folder/lib/java-home"
}

# JavaFX's window speaks to the system through GTK 3; Debian 13 renamed its package.
need_window_libraries() {
  ldconfig -p 2>/dev/null | grep 'libgtk-3\.so' >/dev/null && return 0
  if have apt-get; then
    local gtk
    gtk=$(offered libgtk-3-0t64 libgtk-3-0)
    install_packages "the window" "${gtk:-libgtk-3-0}" libxtst6 libgl1
  else
    say "The window needs GTK 3 (libgtk-3.so), which was not found. Install it with your system's package manager."
  fi
}

# ---- the container engine -------------------------------------------------------------------------------------------

engine_answers() {
  local socket
  if [ -n "${DOCKER_HOST:-}" ]; then
    have docker && docker version >/dev/null 2>&1 && return 0
  fi
  for socket in /var/run/docker.sock "${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/docker.sock" "$HOME/.docker/desktop/docker.sock" \
    "$HOME/.docker/run/docker.sock" /run/podman/podman.sock "${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/podman/podman.sock"; do
    [ -S "$socket" ] && curl -fs -m 3 --unix-socket "$socket" http://engine/_ping >/dev/null 2>&1 && return 0
  done
  return 1
}

need_engine() {
  local answer
  have curl || install_packages "asking the container engine" curl ca-certificates
  engine_answers && return 0
  # A socket that is there but shut to this user is a matter of permission; another engine would not help.
  if [ -S /var/run/docker.sock ] && [ ! -w /var/run/docker.sock ]; then
    say "Docker is here, but you may not use it. Slipway's Doctor page shows what to do; going on without an engine."
    return 0
  fi
  if have dockerd; then
    start_engine && return 0
  fi
  if ! have apt-get; then
    say "No container engine answers. Install Docker or Podman to start environments; going on without one."
    return 0
  fi
  if [ "$(id -u)" -ne 0 ]; then
    say "No container engine answers. To install one: sudo apt-get install docker.io && sudo usermod -aG docker $(id -un)
(members of the group docker can become root; a new login is needed). Going on without one."
    return 0
  fi
  if [ "$assume_yes" != yes ]; then
    if [ ! -t 0 ]; then
      say "No container engine answers. Run this again with --yes to install Docker (package docker.io). Going on without one."
      return 0
    fi
    printf 'No container engine answers. Install Docker (package docker.io) and start it? [y/N] ' >&2
    read -r answer
    case $answer in
      y | Y | yes) ;;
      *) say "Going on without one."; return 0 ;;
    esac
  fi
  install_packages "starting environments" docker.io
  engine_answers || start_engine || say "Docker is installed, but it does not answer; “slipway doctor” will say more."
}

# Through the service manager where there is one; where its script cannot (a container without the right to raise
# limits, say), the daemon itself is started and goes on until the machine ends.
start_engine() {
  [ "$(id -u)" -eq 0 ] || return 1
  if [ -d /run/systemd/system ]; then
    systemctl start docker >/dev/null 2>&1 || true
  elif have service; then
    service docker start >/dev/null 2>&1 || true
  fi
  wait_for_engine 5 && return 0
  if [ ! -d /run/systemd/system ] && have dockerd; then
    say "The service manager could not start Docker; starting its daemon directly (log: /var/log/dockerd.log)."
    setsid nohup dockerd >/var/log/dockerd.log 2>&1 </dev/null &
    wait_for_engine 20 && return 0
    tail -n 3 /var/log/dockerd.log >&2
  fi
  return 1
}

wait_for_engine() {
  local second
  for second in $(seq "$1"); do
    engine_answers && return 0
    [ "$second" = "$1" ] || sleep 1
  done
  return 1
}

# ---- the three verbs ------------------------------------------------------------------------------------------------

run() {
  local slipway=$here/app/target/slipway/bin/slipway
  build
  need_engine
  if [ $# -gt 0 ]; then
    exec "$slipway" "$@"
  fi
  if [ -n "${DISPLAY:-}" ]; then # JavaFX speaks to X, also under Wayland
    need_window_libraries
    exec "$slipway"
  fi
  say "There is no display here, so the window cannot open. This is what it would show first."
  say ""
  "$slipway" machine
  echo
  "$slipway" images --runs
  local missing=
  "$slipway" setup >/dev/null 2>&1 || [ $? -ne 1 ] || missing="
  $slipway setup                                                 # what is missing here, with the commands that mend it"
  cat <<EOF2

Next:$missing
  $slipway check pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime   # will this image run here?
  $slipway up --name first --image IMAGE --project DIR --jupyter # start an environment
  $slipway ps                                                    # what runs
  $slipway doctor                                                # what is missing, and how to mend it
  $slipway --help                                                # everything else
EOF2
}

run_tests() {
  local bed systems status=0
  need_build_tools
  [ "$(id -u)" -eq 0 ] || fail "the tests start container engines of their own, which needs root. Run: sudo installer/from-source.sh test
(mvn verify runs everything that needs no engine.)"
  need_window_libraries
  install_packages "the tests" gcc libc6-dev libxtst6 xvfb xauth openbox xdotool imagemagick fonts-dejavu-core fonts-noto-cjk \
    openssh-client rsync zsh fish python3-yaml
  install_packages "the test of the packages" binutils rpm lintian rpmlint appstream desktop-file-utils debootstrap dnf \
    debian-archive-keyring tesseract-ocr tesseract-ocr-eng openssl
  bed=$(mktemp -d /tmp/slipway-bed.XXXXXX)
  # shellcheck disable=SC2064
  trap "'$here/installer/test-bed.sh' stop '$bed' || true; rm -rf '$bed'" EXIT
  trap 'exit 130' INT TERM
  # Clean systems for the test of the packages are fetched meanwhile.
  "$here/installer/test-install.sh" prepare &
  systems=$!
  "$here/installer/test-bed.sh" start "$bed" || fail "the engines for the tests could not be started; the messages above say why."
  rm -rf "$here/app/target/surefire-reports"
  (cd "$here" && mvn -B -ntp verify -Dslipway.test.excludedGroups=gpu -Dslipway.testbed="$bed/testbed.properties" \
    -Dslipway.test.nvml="$bed/nvml") || status=1
  portable_folder
  "$here/installer/test-window.sh" "$here/app/target/slipway/bin/slipway" || status=1
  python3 "$here/installer/common/check-manifests.py" "$JAVA_HOME" >&2 || status=1
  test_packages "$systems" "$bed" || status=1
  count_results || status=1
  return $status
}

# test_packages SYSTEMS BED: makes the packages from what was just built, then checks and installs them; SYSTEMS is the
# process that fetches the clean systems.
test_packages() {
  lists
  "$here/installer/common/app-image.sh" >/dev/null && "$here/installer/linux/packages.sh" && "$here/installer/linux/lint.sh" || return 1
  wait "$1" || return 1
  "$here/installer/test-install.sh" run "$2/a.sock" slipway-test/tiny:latest
}

# One line of counts from the reports; no report, or no test run, is a failure.
count_results() {
  awk '
    match($0, /<testsuite[ >]/) {
      for (name in got) delete got[name]
      line = $0
      while (match(line, /(tests|errors|failures|skipped)="[0-9]+"/)) {
        split(substr(line, RSTART, RLENGTH), part, "\"")
        sub(/=$/, "", part[1])
        total[part[1]] += part[2]
        line = substr(line, RSTART + RLENGTH)
      }
    }
    END {
      bad = total["errors"] + total["failures"]
      printf "%d passed, %d failed, %d skipped\n", total["tests"] - bad - total["skipped"], bad, total["skipped"]
      exit (total["tests"] > 0 && bad == 0) ? 0 : 1
    }' "$here"/app/target/surefire-reports/TEST-*.xml
}

[ $# -ge 1 ] || usage
verb=$1
shift
case $verb in
  run)
    if [ "${1:-}" = --yes ]; then
      assume_yes=yes
      shift
    fi
    run "$@"
    ;;
  build)
    build
    say "Built: $here/app/target/slipway/bin/slipway"
    ;;
  package) package ;;
  test) run_tests ;;
  *) usage ;;
esac
