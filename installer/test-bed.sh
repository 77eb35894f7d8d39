#!/usr/bin/env bash
# The engines, registry and images that Slipway's engine tests run against, all of them real and all of them the
# test's own: nothing here touches an engine that was on the machine before.
#
#   test-bed.sh start DIR    installs what is missing (Debian, Ubuntu; as root), starts everything below DIR and
#                            writes DIR/testbed.properties; starts again what has stopped
#   test-bed.sh stop DIR     ends everything that start started, by process id, and removes bridges, mounts, data
#
# What a second run can use again (a dockerd with CDI, the images) is kept in ${XDG_CACHE_HOME:-~/.cache}/slipway-test.
set -euo pipefail

say() { printf 'test bed: %s\n' "$*" >&2; }
fail() {
    say "$*"
    exit 1
}
usage() {
    printf 'usage: %s start DIR | stop DIR\n' "${0##*/}" >&2
    exit 2
}

[ $# -eq 2 ] || usage
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
case $1 in start) mkdir -p "$2" ;; stop) [ -d "$2" ] || exit 0 ;; *) usage ;; esac
dir=$(cd "$2" && pwd -P)
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/slipway-test
# Several beds may run side by side: names of bridges and subnets follow from the folder.
tag=$(printf '%s' "$dir" | sha256sum | cut -c1-6)
[ "${#dir}" -le 60 ] || fail "the path $dir is too long for the sockets below it (60 characters at most)"
PATH=$PATH:/usr/sbin:/sbin
export DOCKER_BUILDKIT=0
unset DOCKER_HOST DOCKER_CONTEXT

# --- small tools --------------------------------------------------------------------------------------------------

have() { command -v "$1" >/dev/null 2>&1; }

# Whether a process runs; one that has ended and waits for its parent (state Z) does not.
running() { grep -Eqs '^State:[[:space:]]+[^ZX]' "/proc/$1/status"; }

alive() { [ -s "$1" ] && running "$(cat "$1")"; }

# Waits up to $1 seconds for the command that follows to succeed.
await() {
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.2
    done
}

engine() {
    local socket=$dir/$1.sock
    shift
    docker -H "unix://$socket" "$@"
}

# Ends the process of a pid file: asks, waits up to ten seconds, then kills.
end() {
    local pid
    [ -s "$1" ] || return 0
    pid=$(cat "$1")
    if kill "$pid" 2>/dev/null; then
        local end=$((SECONDS + 10))
        while running "$pid"; do
            [ "$SECONDS" -lt "$end" ] || { kill -9 "$pid" 2>/dev/null || true; break; }
            sleep 0.1
        done
    fi
    rm -f "$1"
}

# --- what has to be installed -------------------------------------------------------------------------------------

install_missing() {
    local missing=() optional=() package
    local -A program=([docker.io]=dockerd [podman]=podman [docker-registry]=docker-registry [debootstrap]=debootstrap
        [busybox-static]=busybox [gcc]=gcc [iproute2]=ip [ca-certificates]=update-ca-certificates [xz-utils]=xz)
    for package in "${!program[@]}"; do
        have "${program[$package]}" || missing+=("$package")
    done
    if [ ! -e /usr/include/stdio.h ]; then missing+=(libc6-dev); fi
    if [ ! -e /usr/share/keyrings/debian-archive-keyring.gpg ]; then missing+=(debian-archive-keyring); fi
    # A busybox that needs libraries would not start in an image of its own.
    if have busybox && ldd "$(command -v busybox)" 2>/dev/null | grep '=>' >/dev/null; then missing+=(busybox-static); fi
    # Podman's network and newer Debian's docker command are packages of their own, which podman and docker.io only
    # recommend; older releases do not have them.
    if [ ! -x /usr/lib/podman/netavark ] && [ ! -x /usr/libexec/podman/netavark ]; then optional+=(netavark); fi
    have docker || optional+=(docker-cli)
    [ $((${#missing[@]} + ${#optional[@]})) -gt 0 ] || return 0
    have apt-get || fail "these packages are missing, and there is no apt-get to install them: ${missing[*]}"
    apt-get -q update >"$dir/apt.log" 2>&1 || fail "the package lists cannot be fetched; see $dir/apt.log"
    for package in "${optional[@]}"; do
        if apt-cache show "$package" >/dev/null 2>&1; then missing+=("$package"); fi
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "installing ${missing[*]}"
    # Packages would start their services at once; policy-rc.d keeps them quiet where it can be placed.
    with_quiet_services apt-get -q -y --no-install-recommends install "${missing[@]}" >>"$dir/apt.log" 2>&1 ||
        fail "installing ${missing[*]} failed; see $dir/apt.log"
}

with_quiet_services() {
    local policy=/usr/sbin/policy-rc.d result=0
    if [ -e "$policy" ]; then
        DEBIAN_FRONTEND=noninteractive "$@"
        return
    fi
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    DEBIAN_FRONTEND=noninteractive "$@" || result=$?
    rm -f "$policy"
    return "$result"
}

# A Docker that knows CDI (25 or newer): the installed one, or else only the dockerd of Debian 13, kept in the cache.
modern_dockerd() {
    local version
    version=$(dockerd --version | sed -n 's/^Docker version \([0-9]*\).*/\1/p')
    if [ "${version:-0}" -ge 25 ]; then
        command -v dockerd
        return
    fi
    local at=$cache/dockerd-trixie work mirror key
    if [ ! -x "$at/usr/sbin/dockerd" ]; then
        say "fetching a dockerd with CDI (Debian 13's) into $at"
        key=/usr/share/keyrings/debian-archive-keyring.gpg
        [ -e "$key" ] || apt-get -q -y install debian-archive-keyring >>"$dir/apt.log" 2>&1 ||
            fail "Debian's keys are missing, and debian-archive-keyring cannot be installed; see $dir/apt.log"
        mirror=
        if grep -qi '^ID=debian' /etc/os-release && [ -e /etc/apt/sources.list.d/debian.sources ]; then
            mirror=$(sed -n '/^URIs: */{s///p;q}' /etc/apt/sources.list.d/debian.sources)
        fi
        work=$(mktemp -d)
        mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/root"
        printf 'deb [signed-by=%s] %s trixie main\n' "$key" "${mirror:-http://deb.debian.org/debian}" >"$work/list"
        local apt=(apt-get -q -oDir::Etc::sourcelist="$work/list" -oDir::Etc::sourceparts=/dev/null
            -oDir::State::Lists="$work/lists" -oDir::Cache="$work/cache" -oAPT::Sandbox::User=root
            -oAcquire::Languages=none)
        (cd "$work" && "${apt[@]}" update && "${apt[@]}" download docker.io) >>"$dir/apt.log" 2>&1 ||
            fail "Debian 13's docker.io cannot be fetched; see $dir/apt.log"
        dpkg -x "$work"/docker.io_*.deb "$work/root"
        mkdir -p "$at"
        cp -a "$work/root/usr" "$at/"
        rm -rf "$work"
    fi
    printf '%s\n' "$at/usr/sbin/dockerd"
}

# --- bridges ------------------------------------------------------------------------------------------------------

# Each daemon has a bridge of its own: one started with --bridge=none would delete another's docker0.
# The subnet is 10.X.Y.0/24, from the folder's hash; the next one is tried when something else is there.
bridge() {
    local name=$1 seed=$2 try net
    if ip link show "$name" >/dev/null 2>&1; then
        return
    fi
    for try in $(seq 0 50); do
        seed=$(((seed + try * 17) % 16000))
        net=10.$((64 + seed / 250)).$((1 + seed % 250))
        # Not grep -q: it leaves at the first match, and with pipefail the broken pipe would look like no match.
        if ! ip -4 route show | grep "^$net\." >/dev/null && ! ip -4 addr show | grep "inet $net\." >/dev/null; then
            ip link add "$name" type bridge
            ip addr add "$net.1/24" dev "$name"
            ip link set "$name" up
            return
        fi
    done
    fail "no free subnet was found for the bridge $name"
}

# --- engines ------------------------------------------------------------------------------------------------------

# daemon NAME DOCKERD PATH: writes the daemon's configuration and DIR/NAME/start, which tests use too (to restart it).
daemon() {
    local name=$1 dockerd=$2 path=$3 home=$dir/$1 extra=${4:-}
    local proxy=${dockerd%/sbin/dockerd}/sbin/docker-proxy
    [ -x "$proxy" ] || proxy=$(dirname "$dockerd")/docker-proxy
    [ -x "$proxy" ] || proxy=$(command -v docker-proxy || true)
    mkdir -p "$home/data" "$home/exec"
    bridge "slp${tag}$name" "$((16#${tag:0:4} % 16000 + $(printf '%d' "'$name")))"
    # No iptables: ports on loopback are served by docker-proxy, and the machine's rules stay as they are.
    cat >"$home/daemon.json" <<JSON
{
  "hosts": ["unix://$dir/$name.sock"],
  "data-root": "$home/data",
  "exec-root": "$home/exec",
  "pidfile": "$home/pid",
  "bridge": "slp${tag}$name",
  "iptables": false,
  "ip6tables": false,
  "userland-proxy-path": "$proxy"$extra
}
JSON
    cat >"$home/start" <<START
#!/usr/bin/env bash
# Starts this daemon and returns once it answers.
set -eu
running() { grep -Eqs '^State:[[:space:]]+[^ZX]' "/proc/\$1/status"; }
if [ -s "$home/pid" ] && ! running "\$(cat "$home/pid")"; then rm -f "$home/pid"; fi
if ! [ -s "$home/pid" ]; then
    # Namespaces of its own, for the case that a containerd of the machine's is used.
    PATH="$path" setsid "$dockerd" --config-file "$home/daemon.json" --containerd-namespace "moby-$tag-$name" \\
        --containerd-plugins-namespace "plugins-$tag-$name" </dev/null >>"$home/log" 2>&1 &
fi
for _ in \$(seq 300); do
    if docker -H "unix://$dir/$name.sock" version >/dev/null 2>&1; then exit 0; fi
    sleep 0.1
    if [ "\${!:-}" ] && ! running "\$!"; then break; fi
done
echo "the daemon ended, or did not answer within 30 seconds; see $home/log" >&2
exit 1
START
    chmod 755 "$home/start"
}

# Starts what the arguments name, all at once.
launch() {
    local name pids=() i=0
    for name in "$@"; do
        "$dir/$name/start" >/dev/null &
        pids+=($!)
    done
    for name in "$@"; do
        wait "${pids[$i]}" || { tail -n 5 "$dir/$name/log" >&2; fail "dockerd $name did not start"; }
        i=$((i + 1))
    done
}

# Podman looks for CDI specs in /etc/cdi and /run/cdi only: its service sees the bed's specs there, the machine does not.
podman_service() {
    local home=$dir/podman
    mkdir -p "$home/root" "$home/run" "$home/networks" /run/cdi
    if alive "$home/pid" && [ -S "$dir/podman.sock" ]; then
        return
    fi
    rm -f "$dir/podman.sock"
    cat >"$home/start" <<START
#!/usr/bin/env bash
set -eu
mount --bind "$dir/cdi" /run/cdi
echo \$\$ >"$home/pid"
exec podman --root "$home/root" --runroot "$home/run" --tmpdir "$home/tmp" --network-config-dir "$home/networks" \\
    --cgroup-manager cgroupfs --events-backend file system service --time=0 "unix://$dir/podman.sock"
START
    chmod 755 "$home/start"
    setsid unshare -m "$home/start" </dev/null >>"$home/log" 2>&1 &
    await 20 engine podman version || { tail -n 5 "$home/log" >&2; fail "podman's service did not start"; }
}

# A third daemon on a disk of 40 MiB, where the bed's image of 48 MiB does not fit, for the errors that come then.
small_disk() {
    mkdir -p "$dir/c/data"
    if ! grep -q " $dir/c/data " /proc/self/mounts; then
        mount -t tmpfs -o size=40m slipway-test "$dir/c/data"
    fi
}

cdi_specs() {
    mkdir -p "$dir/cdi"
    local name devices=""
    for name in 0 1 all; do
        devices="$devices${devices:+,}
    {\"name\": \"$name\", \"containerEdits\": {\"env\": [\"SIM_GPU=$name\"], \"deviceNodes\": [
      {\"path\": \"/dev/nvidia${name/all/0}\", \"hostPath\": \"/dev/null\", \"type\": \"c\", \"major\": 1, \"minor\": 3}]}}"
    done
    # Harmless: the devices are /dev/null, the variable tells which one was given.
    printf '{\n  "cdiVersion": "0.5.0",\n  "kind": "nvidia.com/gpu",\n  "devices": [%s\n  ]\n}\n' "$devices" \
        >"$dir/cdi/slipway-test.json"
}

registry() {
    local home=$dir/registry port
    mkdir -p "$home/storage"
    if alive "$home/pid"; then
        return
    fi
    for port in $(seq $((20000 + 16#${tag:0:3})) $((20050 + 16#${tag:0:3}))); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    printf '%s\n' "$port" >"$home/port"
    cat >"$home/config.yml" <<YAML
version: 0.1
log: {level: warn}
storage:
  filesystem: {rootdirectory: $home/storage}
  delete: {enabled: true}
http: {addr: "127.0.0.1:$port"}
YAML
    setsid docker-registry serve "$home/config.yml" </dev/null >>"$home/log" 2>&1 &
    echo $! >"$home/pid"
    await 10 bash -c "exec 3<>/dev/tcp/127.0.0.1/$port" || fail "the registry did not start; see $home/log"
}

# --- images -------------------------------------------------------------------------------------------------------

# key FUNCTION: the name under which what FUNCTION builds is kept; it changes with its text and what it may use.
key() { declare -f "$1" with_packages build_debian | sha256sum | cut -c1-12; }

# A shell and the usual small programs, 2 MB.
build_tiny() {
    local root out=$1 applet
    root=$(mktemp -d)
    mkdir -p "$root"/{bin,etc,tmp,root,proc,sys,dev,work}
    chmod 1777 "$root/tmp"
    cp "$(command -v busybox)" "$root/bin/busybox"
    for applet in $("$root/bin/busybox" --list); do
        [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
    done
    printf 'root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000::/tmp:/bin/sh\n' >"$root/etc/passwd"
    printf 'root:x:0:\nuser:x:1000:\n' >"$root/etc/group"
    tar -C "$root" --numeric-owner --owner=0 --group=0 -c . >"$out"
    rm -rf "$root"
}

# Debian with apt and little else: no Python.
build_debian() {
    local root out=$1
    root=$(mktemp -d)
    debootstrap --variant=minbase --include=ca-certificates bookworm "$root" "$(debian_mirror)" || return 1
    rm -rf "$root"/var/cache/apt/*.bin "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* \
        "$root"/usr/share/doc/* "$root"/usr/share/locale/* "$root/etc/resolv.conf"
    mkdir -p "$root/work"
    chmod 1777 "$root/work"
    tar -C "$root" --numeric-owner --exclude=./proc/* --exclude=./sys/* --exclude=./dev/* -c . >"$out" || return 1
    rm -rf "$root"
}

# Debian's Python with pip, which PEP 668 keeps from installing, and what makes virtual environments.
build_python() { with_packages "$1" python3 python3-pip python3-venv; }

# A real Jupyter and a real SSH server from Debian's packages.
build_jupyter() { with_packages "$1" python3-minimal jupyter-notebook python3-ipykernel procps openssh-server rsync; }

# with_packages OUT NAMES...: the image debian with more packages.
with_packages() {
    local root out=$1
    shift
    root=$(mktemp -d)
    tar -C "$root" -x -f "$(cached debian)" || return 1
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
    chroot "$root" apt-get -q -o APT::Sandbox::User=root update || return 1
    DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get -q -y -o APT::Sandbox::User=root --no-install-recommends \
        install "$@" || return 1
    rm -rf "$root"/var/cache/apt/*.bin "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* \
        "$root"/usr/share/doc/* "$root"/usr/share/locale/* "$root"/usr/sbin/policy-rc.d "$root/etc/resolv.conf"
    tar -C "$root" --numeric-owner --exclude=./proc/* --exclude=./sys/* --exclude=./dev/* -c . >"$out" || return 1
    rm -rf "$root"
}

debian_mirror() {
    local mirror=
    if grep -qi '^ID=debian' /etc/os-release && [ -e /etc/apt/sources.list.d/debian.sources ]; then
        mirror=$(sed -n '/^URIs: */{s///p;q}' /etc/apt/sources.list.d/debian.sources)
    fi
    printf '%s\n' "${mirror:-http://deb.debian.org/debian}"
}

# Six layers that do not compress, 48 MiB together, so that a pull shows progress.
build_layers() {
    local out=$1 i work
    work=$(mktemp -d)
    {
        printf 'FROM slipway-test/tiny\n'
        for i in 1 2 3 4 5 6; do
            head -c $((8 << 20)) /dev/urandom >"$work/random$i"
            printf 'COPY random%s /data/\n' "$i"
        done
    } >"$work/Dockerfile"
    engine a build -q -t slipway-test/layers "$work" >/dev/null
    engine a save slipway-test/layers >"$out"
    engine a rmi -f slipway-test/layers >/dev/null
    rm -rf "$work"
}

# The images of Debian, the two larger ones at once.
debian_images() {
    local python
    cached debian >/dev/null
    cached python >/dev/null &
    python=$!
    cached jupyter >/dev/null
    wait "$python"
}

# cached NAME: gives the file that build_NAME makes, building it when the cache does not hold it.
cached() {
    local name=$1 file
    file=$cache/$name-$(key "build_$name").tar
    if [ ! -s "$file" ]; then
        say "building the image $name"
        mkdir -p "$cache"
        rm -f "$cache/$name"-*.tar
        "build_$name" "$file.new.$$" >"$dir/build-$name.log" 2>&1 || {
            tail -n 5 "$dir/build-$name.log" >&2
            fail "building the image $name failed; see $dir/build-$name.log"
        }
        mv "$file.new.$$" "$file"
    fi
    printf '%s\n' "$file"
}

has_image() { engine "$1" image inspect "$2" >/dev/null 2>&1; }

# image ENGINE NAME TAR OPTIONS...: imports an image unless the engine has it.
image() {
    local engine=$1 name=$2 tar=$3
    shift 3
    has_image "$engine" "$name" || engine "$engine" import "$@" "$tar" "$name" >/dev/null
}

images() {
    local tiny layers jupyter debian python port pids=() pid
    tiny=$(cached tiny)
    debian=$(cached debian)
    python=$(cached python)
    jupyter=$(cached jupyter)
    port=$(cat "$dir/registry/port")
    image a slipway-test/jupyter "$jupyter" -c 'WORKDIR /work' -c 'CMD ["python3"]' &
    pids+=($!)
    image a slipway-test/debian "$debian" -c 'CMD ["sh"]' &
    pids+=($!)
    image a slipway-test/python "$python" -c 'CMD ["python3"]' &
    pids+=($!)
    image podman localhost/slipway-test/python:latest "$python" -c 'CMD ["python3"]' &
    pids+=($!)
    image b slipway-test/tiny "$tiny" -c 'CMD ["sh"]' &
    pids+=($!)
    image c slipway-test/tiny "$tiny" -c 'CMD ["sh"]' &
    pids+=($!)
    # Podman takes names without a host from a registry; under localhost/ it finds its own.
    image podman localhost/slipway-test/tiny:latest "$tiny" -c 'CMD ["sh"]' &
    pids+=($!)
    image a slipway-test/tiny "$tiny" -c 'CMD ["sh"]'
    if [ ! -d "$dir/registry/storage/docker/registry/v2/repositories/slipway-test/layers" ]; then
        layers=$(cached layers)
        engine a load -q -i "$layers" >/dev/null
        engine a tag slipway-test/layers "localhost:$port/slipway-test/layers:1"
        engine a push -q "localhost:$port/slipway-test/layers:1" >/dev/null
        engine a rmi -f "localhost:$port/slipway-test/layers:1" slipway-test/layers >/dev/null
    fi
    for pid in "${pids[@]}"; do
        wait "$pid" || fail "an image could not be imported; its message is above"
    done
}

properties() {
    local port
    port=$(cat "$dir/registry/port")
    cat >"$dir/testbed.properties" <<PROPERTIES
# Written by test-bed.sh; read by dev.slipway.testbed.TestBed.
docker=unix://$dir/a.sock
dockerPidFile=$dir/a/pid
dockerStart=$dir/a/start
dockerClassic=unix://$dir/b.sock
dockerSmallDisk=unix://$dir/c.sock
podman=unix://$dir/podman.sock
registry=localhost:$port
imageTiny=slipway-test/tiny:latest
imageTinyPodman=localhost/slipway-test/tiny:latest
imageJupyter=slipway-test/jupyter:latest
imageDebian=slipway-test/debian:latest
imagePython=slipway-test/python:latest
imagePythonPodman=localhost/slipway-test/python:latest
pullImage=localhost:$port/slipway-test/layers:1
cdiSpecDir=$dir/cdi
hookDir=$dir/hook
nvmlDir=$dir/nvml
PROPERTIES
}

# --- start and stop -----------------------------------------------------------------------------------------------

start() {
    [ "$(uname -s)" = Linux ] || fail "the test bed runs on Linux only"
    [ "$(id -u)" = 0 ] || fail "the test bed starts engines of its own, which takes root: run it with sudo"
    mkdir -p "$cache"
    install_missing
    local modern building
    # Building the images of Debian takes longest: it goes on while the rest starts.
    debian_images &
    building=$!
    modern=$(modern_dockerd)
    cdi_specs
    # dockerd registers the driver "nvidia" when it finds NVIDIA's hook on its PATH; this one lets everything pass.
    mkdir -p "$dir/hook"
    printf '#!/bin/sh\nexit 0\n' >"$dir/hook/nvidia-container-runtime-hook"
    chmod 755 "$dir/hook/nvidia-container-runtime-hook"
    small_disk
    daemon a "$modern" "$PATH" ",
  \"features\": {\"cdi\": true},
  \"cdi-spec-dirs\": [\"$dir/cdi\"]"
    daemon b "$(command -v dockerd)" "$dir/hook:$PATH"
    daemon c "$modern" "$PATH"
    launch a b c
    podman_service
    registry
    wait "$building" || fail "an image could not be built; its message is above"
    images
    if [ -x "$here/test-nvml-stub.sh" ]; then
        mkdir -p "$dir/nvml"
        "$here/test-nvml-stub.sh" "$dir/nvml" >"$dir/nvml.log" 2>&1 ||
            fail "compiling the NVML stubs failed; see $dir/nvml.log"
    fi
    properties
    say "ready: $dir/testbed.properties"
}

stop() {
    [ "$(id -u)" = 0 ] || fail "the test bed was started as root and is stopped as root"
    local e pid mountpoint containers
    for e in a b c podman; do
        if alive "$dir/$e/pid" && [ -S "$dir/$e.sock" ]; then
            containers=$(timeout 10 docker -H "unix://$dir/$e.sock" ps -aq 2>/dev/null || true)
            # shellcheck disable=SC2086  # one argument an id
            [ -z "$containers" ] || timeout 30 docker -H "unix://$dir/$e.sock" rm -f $containers >/dev/null 2>&1 &
        fi
    done
    wait || true
    for e in a b c podman registry; do
        end "$dir/$e/pid" &
    done
    wait
    # What a killed daemon has left behind: its containerd, shims, proxies; all name a path below the folder.
    { grep -lsazF -- "$dir/" /proc/[0-9]*/cmdline || true; } | while read -r pid; do
        pid=${pid#/proc/}
        pid=${pid%/cmdline}
        case $(cat "/proc/$pid/comm" 2>/dev/null || true) in
            containerd* | docker* | conmon | podman | runc*) kill -9 "$pid" 2>/dev/null || true ;;
        esac
    done
    sort -r /proc/self/mounts | awk '{print $2}' | while read -r mountpoint; do
        case $mountpoint in "$dir"/*) umount -l "$mountpoint" 2>/dev/null || true ;; esac
    done
    for e in a b c; do
        ip link delete "slp${tag}$e" 2>/dev/null || true
    done
    # Removing it would take away the mount on it that another bed's Podman sees.
    ip link show | grep ': slp[0-9a-f]\{6\}c:' >/dev/null || rmdir /run/cdi 2>/dev/null || true
    rm -rf "$dir"/{a,b,c,podman,registry,cdi,hook,nvml} "$dir"/*.sock "$dir/testbed.properties" "$dir"/*.log
    rmdir "$dir" 2>/dev/null || true
    say "stopped"
}

"$1"
