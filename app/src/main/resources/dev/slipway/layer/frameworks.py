"""Says which frameworks an image holds, from the image's own metadata, without importing anything into this process.

    frameworks.py constraints   a constraints file for pip: the frameworks stay the builds they are
    frameworks.py pins PREFIX   the same for conda, for the packages that conda itself installed below PREFIX
    frameworks.py state         what must still be the same when something else has been installed
    frameworks.py compare FILE  compares FILE, an earlier state, with now; exit code 1 and words when it differs

Written for Python 3.6 and newer, with nothing but the standard library.
"""
import hashlib
import os
import re
import subprocess
import sys

EXACT = {
    "torch", "torchvision", "torchaudio", "torchtext", "torchdata", "torchao", "torch-tensorrt", "pytorch-triton",
    "tensorflow", "tensorflow-cpu", "tensorflow-gpu", "tf-nightly", "jax", "jaxlib", "vllm", "sglang", "flash-attn",
    "flashinfer-python", "xformers", "transformer-engine", "transformer-engine-cu12", "apex", "cuda-python",
    "cuda-bindings", "onnxruntime-gpu", "paddlepaddle-gpu", "mxnet", "deepspeed", "bitsandbytes",
}
PREFIXES = ("nvidia-", "triton", "cupy", "jax-cuda", "tensorrt")
# What conda calls what it must not replace.
CONDA = {"python", "pytorch", "pytorch-cuda", "pytorch-gpu", "torchvision", "torchaudio", "tensorflow",
         "tensorflow-base", "tensorflow-gpu", "jax", "jaxlib", "cudnn", "nccl", "cupy", "triton"}
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.!+_-]*\Z")


def framework(name):
    return name in EXACT or name.startswith(PREFIXES)


def header(path, limit=65536):
    """Name and version of a METADATA or PKG-INFO file."""
    name = version = ""
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines.read(limit).splitlines():
            if line.startswith("Name:") and not name:
                name = re.sub(r"[-_.]+", "-", line[5:].strip()).lower()
            elif line.startswith("Version:") and not version:
                version = line[8:].strip()
            elif not line:
                break
    return name, version


def installed():
    """By name, version and folder of metadata of what is installed; the first on the path counts, as for imports."""
    found = {}
    for folder in sys.path:
        # The folder of this file and the current one hold no packages.
        if not folder or not os.path.isdir(folder) or folder == os.path.dirname(os.path.abspath(__file__)):
            continue
        for entry in sorted(os.listdir(folder)):
            path = os.path.join(folder, entry)
            for candidate in (os.path.join(path, "METADATA"), os.path.join(path, "PKG-INFO"), path):
                if entry.endswith((".dist-info", ".egg-info")) and os.path.isfile(candidate):
                    name, version = header(candidate)
                    if name and VERSION.match(version):
                        found.setdefault(name, (version, path))
                    break
    return found


def digest(path):
    value = hashlib.sha256()
    with open(path, "rb") as content:
        for block in iter(lambda: content.read(1 << 20), b""):
            value.update(block)
    return value.hexdigest()


def mark(path):
    """A digest of what was installed: the record of all its files, each with its own digest."""
    for name in ("RECORD", "METADATA", "PKG-INFO"):
        if os.path.isfile(os.path.join(path, name)):
            return digest(os.path.join(path, name))
    return digest(path) if os.path.isfile(path) else "-"


def build_of_torch():
    """What PyTorch says of its own build, asked in a process of its own; it may need minutes on a cold disk."""
    asked = "import torch; print(torch.__version__, torch.version.cuda, torch.__file__)"
    try:
        answer = subprocess.run([sys.executable, "-c", asked], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                timeout=300, check=True, universal_newlines=True).stdout
        return " ".join(answer.strip().splitlines()[-1].split())
    except (OSError, subprocess.SubprocessError, IndexError):
        return "cannot be imported"


def state():
    lines = {}
    for name, (version, path) in installed().items():
        if framework(name):
            lines[name] = "%s==%s %s" % (name, version, mark(path))
    if "torch" in lines:
        lines["torch-says"] = "torch-says " + build_of_torch()
        folder = os.path.join(os.path.dirname(installed()["torch"][1]), "torch", "version.py")
        if os.path.isfile(folder):
            lines["torch-version"] = "torch-version " + digest(folder)
    return lines


def constraints():
    for name, (version, _) in sorted(installed().items()):
        if framework(name):
            print("%s==%s" % (name, version))
        elif name == "numpy" and version.split(".")[0].isdigit():
            # Frameworks are compiled against one major version of it; smaller steps are safe.
            major = int(version.split(".")[0])
            print("numpy>=%d,<%d" % (major, major + 1))


def pins(prefix):
    here = set()
    for entry in sorted(os.listdir(os.path.join(prefix, "conda-meta"))):
        parts = entry[:-5].rsplit("-", 2) if entry.endswith(".json") else []
        if len(parts) == 3 and (parts[0] in CONDA or parts[0].startswith(("cuda-", "libcu"))):
            here.add(parts[0])
            print("%s ==%s" % (parts[0], parts[1]))
    packages = installed()
    for name, conda in (("torch", "pytorch"), ("tensorflow", "tensorflow"), ("jaxlib", "jaxlib")):
        if name in packages and conda not in here:
            # It came by pip, of which conda knows nothing: it would put its own over it.
            print("%s <0" % conda)


def compare(before):
    with open(before, encoding="utf-8") as lines:
        was = dict((line.split("==")[0].split(" ")[0], line.rstrip("\n")) for line in lines if line.strip())
    now = state()
    changed = sorted(name for name in was if now.get(name) != was[name])
    for name in changed:
        print("slipway-changed=%s | now %s" % (was[name], now.get(name, "gone")))
    return 1 if changed else 0


if __name__ == "__main__":
    task = sys.argv[1] if len(sys.argv) > 1 else ""
    if task == "constraints":
        constraints()
    elif task == "pins":
        pins(sys.argv[2])
    elif task == "state":
        for _, line in sorted(state().items()):
            print(line)
    elif task == "compare":
        sys.exit(compare(sys.argv[2]))
    else:
        sys.exit("unknown task")
