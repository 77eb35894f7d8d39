#!/bin/sh
# Installs into an image, or into a running container, what an environment has beyond its image. Slipway puts this file
# and the lists beside it; every list holds one checked name a line. Runs as root, one task a call:
#
#   before     notes the frameworks that are there, and pins them for everything after
#   system     apt.txt          conda    conda.txt          pip    pip.txt          ssh    an SSH server
#   jupyter    JupyterLab for the image's own Python; Debian's Jupyter where no package index can be reached
#   check      fails when a framework is not the build that it was
#   fetch      system, conda and pip, but only as far as fetching; "install" then does the rest from what was fetched
#
# What went wrong is said in a line "slipway-problem=...".
set -u
umask 022
here=$(cd "$(dirname "$0")" && pwd)
task=${1:-}
fetched=$here/fetched
HOME=$here/home
mkdir -p "$HOME"
# Python looks for modules where it is started, and that may be a folder of the user's.
cd /
# What a tool that was ended leaves behind goes with this folder.
TMPDIR=$HOME
export HOME TMPDIR DEBIAN_FRONTEND=noninteractive
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore PIP_NO_CACHE_DIR=1 PIP_RETRIES=2
export PIP_DEFAULT_TIMEOUT=20 PIP_PROGRESS_BAR=off
# The guard of PEP 668 keeps pip from an operating system's own Python, for the sake of the system's package manager.
# A virtual environment would go around it, but its Python would not be the image's, and a notebook's kernel would not be
# the python of the terminal. In an image that only holds this one work, the image's own Python is the right place; it is
# also where those images have put their frameworks.
export PIP_BREAK_SYSTEM_PACKAGES=1

problem() {
    echo "slipway-problem=$1"
    exit 77
}

has() { command -v "$1" >/dev/null 2>&1; }

# A mirror from the settings, if there is one.
mirror() { [ -s "$here/mirror/$1" ] && cat "$here/mirror/$1"; }

if index=$(mirror pip); then
    export PIP_INDEX_URL="$index" UV_INDEX_URL="$index" UV_DEFAULT_INDEX="$index"
    host=${index#*://}
    host=${host%%/*}
    case $index in http://*) export PIP_TRUSTED_HOST="${host%%:*}" ;; esac
fi

# --- the image's Python -------------------------------------------------------------------------------------------

PY=
find_python() {
    for candidate in python3 python /opt/conda/bin/python /opt/venv/bin/python; do
        PY=$(command -v "$candidate" 2>/dev/null) || continue
        "$PY" -c 'import sys; sys.exit(sys.version_info < (3, 6))' 2>/dev/null && return 0
    done
    PY=
    return 1
}

# The folder of conda that Python belongs to.
conda_prefix() { "$PY" -c 'import os, sys; p = sys.prefix; print(p if os.path.isdir(p + "/conda-meta") else "")'; }

conda_tool() {
    for tool in conda mamba micromamba; do
        has "$tool" && { echo "$tool"; return 0; }
    done
    return 1
}

# Whether Python is the one that the system's packages are for; a virtual environment of it is not.
systems_python() { "$PY" -c 'import sys; sys.exit(sys.prefix != "/usr")'; }

# How pip can be called for the image's Python, whose own it is if it has one.
PIP=
need_pip() {
    if "$PY" -m pip --version >/dev/null 2>&1; then PIP=own; return 0; fi
    echo "This Python has no pip; trying the one that came with it."
    if "$PY" -m ensurepip --default-pip && "$PY" -m pip --version >/dev/null 2>&1; then PIP=own; return 0; fi
    if has uv; then PIP=uv; return 0; fi
    if tool=$(conda_tool) && [ -n "$(conda_prefix)" ] && conda_install pip; then
        "$PY" -m pip --version >/dev/null 2>&1 && { PIP=own; return 0; }
    fi
    echo "Taking pip from the system's packages."
    case $(manager) in
        apk) install_system py3-pip ;;
        ?*) install_system python3-pip ;;
        *) return 1 ;;
    esac
    if "$PY" -m pip --version >/dev/null 2>&1; then PIP=own; return 0; fi
    if /usr/bin/python3 -m pip --python "$PY" --version >/dev/null 2>&1; then PIP=systems; return 0; fi
    return 1
}

# pip_run install|wheel ARGUMENTS...
pip_run() {
    verb=$1
    shift
    case $PIP in
        own) "$PY" -m pip "$verb" "$@" ;;
        uv) uv pip "$verb" --python "$PY" --break-system-packages "$@" ;;
        systems) /usr/bin/python3 -m pip --python "$PY" "$verb" "$@" ;;
    esac
}

constraints() { if [ -s "$here/constraints.txt" ]; then echo "$here/constraints.txt"; else echo /dev/null; fi; }

# --- the system's packages ----------------------------------------------------------------------------------------

manager() {
    for tool in apt-get apk microdnf dnf yum zypper; do
        has "$tool" && { echo "$tool"; return 0; }
    done
    return 1
}

# The sources of apt with a mirror's address in the place of Debian's and Ubuntu's, beside the image's own files.
apt_sources() {
    rm -rf "$HOME/apt"
    mkdir -p "$HOME/apt/parts"
    # Read back line by line, so that an address is data of sed and never its program.
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
        [ -f "$file" ] || continue
        place=$HOME/apt/sources.list
        [ "$file" = /etc/apt/sources.list ] || place=$HOME/apt/parts/${file##*/}
        sed -E "s|https?://([a-z0-9-]+\.)*(deb\.debian\.org\|security\.debian\.org\|archive\.ubuntu\.com\|security\.ubuntu\.com\|ports\.ubuntu\.com)/|${1%/}/|g" \
            "$file" >"$place"
    done
    [ -e "$HOME/apt/sources.list" ] || : >"$HOME/apt/sources.list"
}

apt() {
    set -- -q -y -o APT::Sandbox::User=root -o Acquire::Retries=2 -o Acquire::http::Timeout=20 \
        -o Dpkg::Use-Pty=0 "$@"
    if [ -d "$HOME/apt" ]; then
        set -- -o "Dir::Etc::sourcelist=$HOME/apt/sources.list" -o "Dir::Etc::sourceparts=$HOME/apt/parts" "$@"
    fi
    apt-get "$@"
}

apt_update() {
    if base=$(mirror apt); then
        case $base in
            https://*) # A system without certificates cannot ask a mirror over HTTPS for them.
                [ -e /etc/ssl/certs/ca-certificates.crt ] ||
                    { apt update && apt install --no-install-recommends ca-certificates; } || return 1 ;;
        esac
        apt_sources "$base"
    fi
    apt update
}

# install_system NAMES...
install_system() {
    quiet=
    # Packages would start their services at once.
    if [ -d /usr/sbin ] && [ ! -e /usr/sbin/policy-rc.d ]; then
        printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d && quiet=1
    fi
    case $(manager) in
        apt-get) apt_update && apt install --no-install-recommends "$@" ;;
        apk) apk add --no-cache "$@" ;;
        microdnf) microdnf install -y "$@" ;;
        dnf) dnf install -y "$@" ;;
        yum) yum install -y "$@" ;;
        zypper) zypper --non-interactive install "$@" ;;
        *) false ;;
    esac
    result=$?
    if [ -n "$quiet" ]; then rm -f /usr/sbin/policy-rc.d; fi
    return $result
}

# --- conda --------------------------------------------------------------------------------------------------------

# conda_install NAMES..., or --file FILE; the frameworks stay as they are. CONDA_ONLY says how far to go.
conda_install() {
    prefix=$(conda_prefix)
    set -- install -y --prefix "$prefix" "$@"
    if [ -n "${CONDA_ONLY:-}" ]; then set -- "$@" "$CONDA_ONLY"; fi
    if channel=$(mirror conda); then set -- "$@" --override-channels -c "$channel"; fi
    pinned=$prefix/conda-meta/pinned
    kept=$HOME/pinned
    rm -f "$kept"
    if [ -e "$pinned" ]; then cp "$pinned" "$kept"; fi
    "$PY" "$here/frameworks.py" pins "$prefix" >>"$pinned"
    "$(conda_tool)" "$@"
    result=$?
    if [ -e "$kept" ]; then cp "$kept" "$pinned"; else rm -f "$pinned"; fi
    return $result
}

need_conda() {
    if ! { find_python && conda_tool >/dev/null && [ -n "$(conda_prefix)" ]; }; then problem no-conda; fi
}

# --- Jupyter ------------------------------------------------------------------------------------------------------

has_jupyter() {
    has jupyter-lab || has jupyter-notebook || { has jupyter && jupyter lab --version >/dev/null 2>&1; }
}

# Where the image's Python is not on the PATH, its programs are not either.
link_jupyter() {
    for program in jupyter jupyter-lab jupyter-notebook; do
        if ! has $program && [ -x "$(dirname "$PY")/$program" ]; then
            ln -s "$(dirname "$PY")/$program" /usr/local/bin/$program
        fi
    done
}

# The system's own Jupyter; only where its Python is the image's, or a notebook would run in another one.
systems_jupyter() {
    if [ -n "$PY" ] && ! systems_python; then problem other-python; fi
    echo "No package index gave JupyterLab; taking the system's own Jupyter."
    case $(manager) in
        apt-get)
            apt_update || return 1
            if apt-cache show jupyterlab >/dev/null 2>&1; then
                apt install --no-install-recommends jupyterlab python3-ipykernel
            else
                apt install --no-install-recommends jupyter-notebook python3-ipykernel
            fi ;;
        apk) apk add --no-cache jupyter-notebook py3-ipykernel ;;
        ?*) install_system python3-notebook python3-ipykernel ;;
        *) return 1 ;;
    esac
}

add_jupyter() {
    has_jupyter && return 0
    if ! find_python; then
        echo "This image has no Python; taking the system's."
        case $(manager) in
            apk) install_system python3 py3-pip ;;
            ?*) install_system python3 python3-pip ;;
            *) problem no-python ;;
        esac || problem no-python
        find_python || problem no-python
        note
    fi
    if need_pip && pip_run install -c "$(constraints)" -r "$here/jupyter.txt"; then
        :
    elif [ -n "$(conda_prefix)" ] && conda_tool >/dev/null && conda_install jupyterlab ipykernel; then
        :
    else
        systems_jupyter || problem no-jupyter
    fi
    link_jupyter
    has_jupyter || problem no-jupyter
    kernel_is_ours || problem other-python
}

# A notebook must run in the image's own Python.
kernel_is_ours() {
    jupyter kernelspec list --json 2>/dev/null >"$HOME/kernels.json" || return 0
    "$PY" - "$HOME/kernels.json" <<'PYTHON'
import json, subprocess, sys
with open(sys.argv[1]) as content:
    specs = json.load(content).get("kernelspecs", {})
command = specs.get("python3", {}).get("spec", {}).get("argv", [])
# A plain "python" is the Python that the server itself runs in.
if command and "/" in command[0]:
    asked = [command[0], "-c", "import sys; print(sys.prefix)"]
    prefix = subprocess.run(asked, stdout=subprocess.PIPE, universal_newlines=True).stdout.strip()
    if prefix != sys.prefix:
        sys.exit("The kernel's Python is in %s, the image's in %s." % (prefix, sys.prefix))
PYTHON
}

# --- tasks --------------------------------------------------------------------------------------------------------

note() {
    "$PY" "$here/frameworks.py" constraints >"$here/constraints.txt" || problem unreadable
    "$PY" "$here/frameworks.py" state >"$here/before.txt" || problem unreadable
    sed 's/^/pinned: /' "$here/constraints.txt"
}

add_ssh() {
    if manager >/dev/null; then
        case $(manager) in zypper) install_system openssh ;; *) install_system openssh-server ;; esac || problem no-ssh
    elif find_python && conda_tool >/dev/null && [ -n "$(conda_prefix)" ]; then
        conda_install openssh || problem no-ssh
    else
        problem no-manager
    fi
    # Keys in an image would be those of every container of it.
    rm -f /etc/ssh/ssh_host_*
}

add_system() {
    has apt-get || problem no-apt
    # shellcheck disable=SC2046  # one checked name a line
    install_system $(cat "$here/apt.txt")
}

check() {
    [ -s "$here/before.txt" ] || return 0
    find_python || problem no-python
    "$PY" "$here/frameworks.py" compare "$here/before.txt" || problem framework-changed
}

# The long part, which can be broken off without a trace outside this folder and the tools' own caches.
fetch() {
    if [ -s "$here/apt.txt" ]; then
        has apt-get || problem no-apt
        # shellcheck disable=SC2046
        apt_update && apt install --no-install-recommends --download-only $(cat "$here/apt.txt") || return 1
    fi
    if [ -s "$here/conda.txt" ]; then
        need_conda
        CONDA_ONLY=--download-only conda_install --file "$here/conda.txt" || return 1
    fi
    if [ -s "$here/pip.txt" ]; then
        find_python || problem no-python
        need_pip || problem no-pip
        [ "$PIP" = uv ] || pip_run wheel -w "$fetched" -c "$(constraints)" -r "$here/pip.txt"
    fi
}

install() {
    if [ -s "$here/apt.txt" ]; then
        # shellcheck disable=SC2046
        apt install --no-install-recommends $(cat "$here/apt.txt") || return 1
    fi
    if [ -s "$here/conda.txt" ]; then
        need_conda
        conda_install --file "$here/conda.txt" || return 1
    fi
    if [ -s "$here/pip.txt" ]; then
        if ! { find_python && need_pip; }; then problem no-pip; fi
        if [ "$PIP" = uv ]; then
            pip_run install -c "$(constraints)" -r "$here/pip.txt"
        else
            pip_run install --no-index --find-links "$fetched" -c "$(constraints)" -r "$here/pip.txt"
        fi
    fi
}

case $task in
    before) find_python && note ;;
    system) add_system ;;
    conda) need_conda; conda_install --file "$here/conda.txt" ;;
    ssh) add_ssh ;;
    jupyter) add_jupyter ;;
    pip)
        find_python || problem no-python
        need_pip || problem no-pip
        pip_run install -c "$(constraints)" -r "$here/pip.txt" ;;
    check) check ;;
    fetch) fetch ;;
    install) install ;;
    *) problem unknown-task ;;
esac
status=$?
# Without Python there is nothing to note.
if [ "$task" = before ] && [ -z "$PY" ]; then status=0; fi
if [ "$task" != fetch ]; then
    if has apt-get && [ ! -e "$here/running" ]; then rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb; fi
    rm -rf "$HOME"
fi
exit $status
