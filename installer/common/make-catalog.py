#!/usr/bin/env python3
"""Makes the bundled catalogue of image tags from collected facts.

Usage: make-catalog.py DATA_DIR OUT

DATA_DIR holds cuda-driver.json, gpu-arch.json, pytorch-builds.json and image-tags.json: facts with their sources and
confidence. OUT is written as compact JSON, one row a line, the same bytes for the same facts. The program reads OUT
only; it never reads DATA_DIR. Facts that this script infers (and does not copy) name that as a source of their own.
"""
import json
import pathlib
import re
import sys

SCHEMA = 1
# Grows when this script gives another set for facts of the same day.
REVISION = 5
LEVELS = ["high", "medium-high", "medium", "medium-low", "low"]
INFERRED_NGC = "Inferred: NVIDIA's GPU floor for the release and the GPUs its CUDA toolkit knows"
INFERRED_MONTH = "Inferred: NVIDIA's images of one month share one CUDA base"
INFERRED_BRANCH = "Inferred: the driver branch that reports this CUDA version"
# Notes of those who collected the facts, as a user reads them.
GENERAL = "General knowledge, not checked against a source"
WORDS = {
    "Background knowledge of the researcher, not re-verified": GENERAL,
    "code index: translated release notes PyTorch 22.12 (CUDA, Ubuntu, Python sourced; torch version background)":
        "Translated release notes of NVIDIA PyTorch 22.12 (not for the version of PyTorch itself: general knowledge)"}
TENSORFLOW_CODE = "TF_CUDA_COMPUTE_CAPABILITIES in TensorFlow's and tf-keras's own build files; configure.py for its form"
# NVIDIA_REQUIRE_CUDA of nvidia/cuda images: the older driver branches it admits, and whether for GeForce and TITAN too.
# From captured image configs; 11.8 is left out because rebuilds differ.
LABELS = [["12.1", [470, 510, 515, 525], True], ["12.2", [470, 525], True], ["12.4", [470, 525, 535], True],
          ["12.6", [470, 535, 550], False], ["13.0", [535, 550, 565, 570, 575], False]]
# Host branches that NVIDIA's release notes admit for data-centre GPUs besides the image's own driver (cuda-compat inside).
# From the release notes of 20.02, 20.06, 21.06, 21.10, 22.05, 24.05, 24.06 and 25.01. FIRST_DRIVERS are those that they
# name: an earlier driver of the branch is not admitted.
EXCEPTIONS = [["10.2", "440.33.01", [384, 396, 410, 418], "medium"], ["11.0", "450.51.05", [418, 440], "medium"],
              ["11.3", "465.19.01", [418, 440, 450, 460], "medium"], ["11.4", "470.42.01", [418, 440, 450, 460], "medium"],
              ["11.7", "515.43.04", [450, 470, 510], "medium"], ["12.4", "550.54.15", [470, 525, 535, 545], "medium"],
              ["12.5", "555.42.02", [470, 525, 535, 545], "medium"],
              ["12.8", "570.86.10", [470, 525, 535, 545], "medium"]]
FIRST_DRIVERS = {384: "384.111", 418: "418.40", 440: "440.33", 450: "450.51", 460: "460.27", 470: "470.57",
                 510: "510.47", 525: "525.85", 535: "535.86", 545: "545.23"}
# NVIDIA_REQUIRE_CUDA of NVIDIA's own framework images: in every captured environment (PyTorch 20.06, 23.10 and, for arm64,
# 25.10; Triton 23.12) it is the same, so it holds no driver back that could run them.
FAMILY_LABELS = [["ngc-pytorch", "cuda>=9.0", "medium-high",
                  ["Environments of nvcr.io/nvidia/pytorch 20.06, 23.10 and 25.10, captured in public repositories"]],
                 ["triton", "cuda>=9.0", "medium",
                  ["Environment of nvcr.io/nvidia/tritonserver 23.12, captured in a public issue"]]]
# Code for arm64 where it is another than for amd64, with where that comes from.
NGC_ARM64 = ("8.0 8.6 9.0 10.0 11.0 12.0+PTX",
             "Build history of nvcr.io/nvidia/pytorch:25.10-py3 for arm64, captured in a public repository")
INFERRED_ARM64 = "Inferred: NVIDIA's arm64 images since CUDA 13 hold code for the same GPUs"
STACKS_ARM64 = {"12": "8.0 9.0 10.0 12.0", "13": "8.0 9.0 10.0 11.0 12.0+PTX"}
STACKS_ARM64_SOURCES = ["jupyter/docker-stacks .github/workflows/docker.yml (CUDA for arm64 since pull request 2352)",
                        "pytorch/pytorch .ci/aarch64_linux/aarch64_ci_build.sh (2.9 and 2.10)"]
# Jetson boards: the chip's name in the device tree, its compute capability, the first L4T release whose driver takes the
# CUDA libraries of arm64 servers (SBSA), and the JetPack of that release. Evidence on Orin before is mixed: NVIDIA and
# PyTorch's users say no, one project's images did run.
CHIPS_SOURCE = "rbonghi/jetson_stats (chips and compute capabilities)"
JETSON_CONTAINERS = "dusty-nv/jetson-containers jetson_containers/l4t_version.py"
JETSONS = [["tegra210", "5.3", None, None, "medium", [CHIPS_SOURCE]],
           ["tegra186", "6.2", None, None, "medium", [CHIPS_SOURCE]],
           ["tegra194", "7.2", None, None, "medium", [CHIPS_SOURCE]],
           ["tegra234", "8.7", "39", "7.2", "medium-low",
            ["dusty-nv/jetson-containers README (SBSA on Orin from JetPack 7.2)",
             "NVIDIA blog on CUDA 13.0 (Orin stays on a path of its own)", JETSON_CONTAINERS]],
           ["tegra264", "11.0", "38", "7.0", "medium-high",
            ["NVIDIA blog on CUDA 13.0 (one toolkit for arm64 servers and Thor)", JETSON_CONTAINERS]]]
# Releases of L4T whose boards run one another's images: from, up to but not with, the GPUs that images of them are built
# for, the least CUDA version that their driver speaks (its number tells nothing: 540.4.0 speaks 12.6). From
# get_cuda_arch, l4t_version_compatible and get_cuda_version there; CUDA of L4T 35 and before from gpu-arch.json.
L4T = [["38", "40", "8.7 11.0 12.0 12.1", "13.0"], ["36.4", "37", "8.7", "12.6"], ["36", "36.4", "8.7", "12.2"],
       ["35", "36", "7.2 8.7", "11.4"], ["34", "35", "7.2 8.7", "11.4"], ["32.7", "33", "5.3 6.2 7.2", "10.2"]]
# Tags that the documents of dusty-nv/jetson-containers name.
JETSON_TAGS = ["2.8-r36.4.4-cu128-24.04", "2.7-r36.4.0-cu128-24.04", "2.7-r36.4.0", "2.6-r36.4.0-cu128-24.04",
               "2.6-r36.4.0-cu128", "2.1-r36.2.0", "2.1-r35.4.1", "2.1-r35.3.1", "2.1-r35.2.1", "2.0-r35.4.1",
               "2.0-r35.3.1", "2.0-r35.2.1", "1.9-r32.7.1"]
COLUMNS = ["family", "tag", "version", "cuda", "cudnn", "python", "flavour", "jupyter", "compile", "bytes",
           "architectures", "code", "cpuOnly", "recommendation", "confidence", "sources", "seen", "arm64"]


def level(text):
    """The first word of a confidence note: "high for 580; medium for ..." is no better than its weakest part."""
    found = [name for name in LEVELS if re.search(r"(?<![a-z-])" + name + r"(?![a-z-])", text or "")]
    return max(found, key=LEVELS.index) if found else "low"


def weakest(*texts):
    return max((level(text) for text in texts), key=LEVELS.index)


def numbers(version):
    return [int(part) for part in re.findall(r"\d+", version or "")]


def dotted(version, most=3):
    """13.0.2.006 -> 13.0.2; 2.8.0a0+34c6 -> 2.8.0"""
    found = re.match(r"\d+(\.\d+)*", version or "")
    return ".".join(found.group(0).split(".")[:most]) if found else None


class Table:
    """Values by their number, in the order of first use."""

    def __init__(self):
        self.values = []
        self.numbers = {}

    def of(self, value):
        key = json.dumps(value, sort_keys=True)
        if key not in self.numbers:
            self.numbers[key] = len(self.values)
            self.values.append(value)
        return self.numbers[key]


class Maker:
    def __init__(self, drivers, archs, builds, images):
        self.drivers, self.archs, self.builds, self.images = drivers, archs, builds, images
        self.sources, self.codes = Table(), Table()
        self.entries = []
        self.months = {}

    def source(self, texts):
        if isinstance(texts, str):
            texts = [texts]
        cleaned = [re.sub(r"[\s,]+$", "", text) for text in texts or []]
        cleaned = [text + ")" if text.count("(") > text.count(")") else text for text in cleaned]
        worded = [WORDS.get(text, text) for text in cleaned if text]
        # The first is the one that is shown.
        return [self.sources.of(text) for text in sorted(dict.fromkeys(worded), key=GENERAL.__eq__)]

    def code(self, sm, ptx=()):
        key = lambda capability: numbers(capability)
        return self.codes.of([" ".join(sorted(sm, key=key)), " ".join(sorted(ptx, key=key))])

    def code_of_list(self, text):
        """TORCH_CUDA_ARCH_LIST: "7.5 8.0+PTX" """
        sm = [item.removesuffix("+PTX") for item in text.split()]
        return self.code(sm, [item.removesuffix("+PTX") for item in text.split() if item.endswith("+PTX")])

    def arm64(self, listed, confidence, sources):
        return [self.code_of_list(listed), confidence, self.source(sources)]

    def add(self, family, tag, **values):
        values.setdefault("jupyter", "none")
        values.setdefault("compile", "not-applicable")
        values.setdefault("architectures", ["amd64"])
        values.setdefault("cpuOnly", False)
        values.setdefault("seen", True)
        row = dict.fromkeys(COLUMNS)
        row.update(values, family=family, tag=tag)
        row["confidence"] = level(row["confidence"])
        self.entries.append(row)
        return row

    # --- PyTorch -----------------------------------------------------------------------------------------------

    def build_code(self, variant):
        conda = variant.get("sm_conda_linux")
        if conda:
            return self.code(conda["sm"], conda["ptx"])
        if variant.get("sm_linux_x86_64"):
            return self.code(variant["sm_linux_x86_64"], variant.get("ptx_linux_x86_64") or [])
        return None

    def compile_maturity(self, version):
        """The facts call 2.0 to 2.5 beta and later ones maturing; the line inside the latter is drawn at 2.8."""
        if version < [2, 0]:
            return "none"
        return "early" if version < [2, 6] else "stable" if version < [2, 8] else "mature"

    def pytorch(self):
        hub = self.images["pytorch_docker_hub"]
        cudnn = {}
        variants = {}
        for release in self.builds["releases"]:
            for variant in release["variants"]:
                variants[release["version"], variant["cuda"]] = (release, variant)
        newest = max(numbers(tag["torch"]) for tag in hub["tags"])
        last_patch = {}
        for tag in hub["tags"]:
            version = numbers(tag["torch"])
            key = tuple(version[:2])
            last_patch[key] = max(last_patch.get(key, version), version)
        for tag in hub["tags"]:
            version = numbers(tag["torch"])
            minor = "%d.%d" % tuple(version[:2])
            release, variant = variants[minor, tag["cuda"]]
            cudnn[minor, tag["cuda"]] = tag["cudnn_major"]
            self.add("pytorch", tag["tag"], version=tag["torch"], cuda=tag["cuda"], cudnn=str(tag["cudnn_major"]),
                     python=tag["python"], flavour=tag["flavor"], compile=self.compile_maturity(version),
                     bytes=(tag["size"] or {}).get("compressed_bytes"), code=self.build_code(variant),
                     recommendation=self.recommended(tag, version, newest, last_patch, release, variant),
                     confidence=weakest(tag["confidence"], variant["confidence"]),
                     sources=self.source(tag["source"] + variant["source"]), seen=tag["seen_in_public_files"])
        self.last_for_old_gpus()
        rows = []
        for release in self.builds["releases"]:
            if release["patch_releases"]:
                rows.append([release["version"], release["patch_releases"],
                             [[variant["cuda"], cudnn.get((release["version"], variant["cuda"])),
                               self.build_code(variant), level(variant["confidence"]),
                               self.source(variant["source"])]
                              for variant in release["variants"]]])
        return rows

    def recommended(self, tag, version, newest, last_patch, release, variant):
        month = release["release_month"][:7].split("-")
        collected = self.images["date"].split("-")
        age = (int(collected[0]) - int(month[0])) * 12 + int(collected[1]) - int(month[1])
        if age > 24:
            return "legacy"
        if version != last_patch[tuple(version[:2])] or "stable" not in (variant.get("status") or ""):
            return None
        if version[:2] == newest[:2]:
            return "new-project"
        return "production" if newest[1] - version[1] <= 2 and newest[0] == version[0] else None

    def last_for_old_gpus(self):
        """For each capability that newer builds have dropped: the newest version that still holds code for it."""
        rows = [row for row in self.entries if row["family"] == "pytorch"]
        held = lambda row: [numbers(capability) for capability in self.codes.values[row["code"]][0].split()]
        holds = lambda row, gpu: any(cubin[0] == gpu[0] and cubin[1] <= gpu[1] for cubin in held(row))
        newest = max(numbers(row["version"]) for row in rows)
        every = sorted({tuple(capability) for row in rows for capability in held(row)})
        dropped = [gpu for gpu in every if not any(
            holds(row, gpu) for row in rows
            if numbers(row["version"]) == newest and row["recommendation"] == "new-project")]
        for gpu in dropped:
            last = max(numbers(row["version"]) for row in rows if holds(row, gpu))
            last_cuda = max(numbers(row["cuda"]) for row in rows
                            if holds(row, gpu) and numbers(row["version"]) == last)
            for row in rows:
                if (numbers(row["version"]) == last and numbers(row["cuda"]) == last_cuda
                        and row["recommendation"] in (None, "legacy")):
                    row["recommendation"] = "last-for-old-gpus"

    # --- NVIDIA's monthly images -------------------------------------------------------------------------------

    def ngc_code(self, minimum, month):
        if numbers(minimum) >= [7, 5]:
            return self.code_of_list("7.5 8.0 8.6 9.0 10.0 12.0+PTX")
        newest = {"20": ["7.0", "7.5"], "21": ["8.0", "8.6"], "22": ["8.0", "8.6"]}.get(month[:2])
        if month == "20.06":
            newest = ["7.5", "8.0"]
        if month == "22.12":
            newest = ["8.0", "8.6", "9.0"]
        sm = ["6.0", "7.0", "7.5"] + (newest or ["8.0", "8.6", "9.0"])
        sm = sorted(set(sm), key=numbers)
        return self.code(sm, [sm[-1]])

    def ngc_arm64(self, month, confidence):
        """25.08 is the first with CUDA 13; before, nothing tells the code for arm64 from the other."""
        if month < "25.08":
            return None
        code, source = NGC_ARM64
        return (self.arm64(code, weakest(confidence), source) if month == "25.10"
                else self.arm64(code, weakest(confidence, "medium"), [source, INFERRED_ARM64]))

    def ngc_pytorch(self):
        group = self.images["nvcr_pytorch"]
        for release in group["releases"] + group["older_samples"]:
            if release.get("exists", True) is None:
                continue
            month = release["tag"][:5]
            minimum = re.match(r"\d+\.\d", release["compute_capability_min"]).group(0)
            listed = release.get("torch_cuda_arch_list")
            version = dotted(release["pytorch"])
            self.months[month] = (dotted(release["cuda"]), release["source"], release["confidence"])
            sources = release["source"] if isinstance(release["source"], list) else [release["source"]]
            for variant, archs in ((release["tag"], ["amd64", "arm64"]),):
                self.add("ngc-pytorch", variant, version=version, cuda=dotted(release["cuda"]), flavour="full",
                         python=release["python"], jupyter="lab",
                         compile=self.compile_maturity(numbers(version)) if version else "unknown",
                         architectures=archs if month >= "22" else ["amd64"],
                         code=self.code_of_list(listed) if listed else self.ngc_code(minimum, month),
                         confidence=release["confidence"] if listed else weakest(release["confidence"], "medium"),
                         recommendation="legacy" if month < "24.11" else None,
                         sources=self.source(sources + ([] if listed else [INFERRED_NGC])),
                         arm64=self.ngc_arm64(month, release["confidence"]))
        return sorted(group["skipped_months"])

    # --- the other families ------------------------------------------------------------------------------------

    def tensorflow(self, family):
        seen = []
        for release in family["releases"]:
            version = numbers(release["version"])
            existence = re.search(r"(\S+) for the tags", release["confidence"]).group(1)
            for tag in release["tags"]:
                jupyter = tag.endswith("-jupyter")
                self.add("tensorflow", tag, version=release["version"], cuda=release["cuda_tested"],
                         cudnn=release["cudnn_tested"], python="3.11" if version == [2, 21, 0] else None,
                         flavour="gpu-jupyter" if jupyter else "gpu", jupyter="notebook" if jupyter else "none",
                         recommendation="legacy" if version < [2, 17] else None, code=self.tensorflow_code(version),
                         confidence=weakest(existence, "medium"),
                         sources=self.source(release["source"] + [TENSORFLOW_CODE]),
                         seen=release["tags_seen_in_public_files"])
                seen.append(tag)
        return seen

    def tensorflow_code(self, version):
        """sm_35,sm_50,sm_60,sm_70,sm_75,compute_80, later sm_60,sm_70,sm_80,sm_89,compute_90, where compute_XY stands for
        machine code and PTX. CUDA 12 (from 2.15 on) can no longer make code for 3.5."""
        if version < [2, 16]:
            old = ["3.5"] if version < [2, 15] else []
            return self.code(old + ["5.0", "6.0", "7.0", "7.5", "8.0"], ["8.0"])
        return self.code(["6.0", "7.0", "8.0", "8.9", "9.0"], ["9.0"])

    def docker_stacks(self, family):
        builds = {"12": ("12.8", self.code_of_list("7.5 8.0 8.6 9.0 10.0 12.0")),
                  "13": ("13.0", self.code_of_list("7.5 8.0 8.6 9.0 10.0 12.0+PTX"))}
        for tag in family["examples"]:
            major = tag[4:6]
            python = re.search(r"python-(\d+\.\d+)", tag)
            self.add("docker-stacks", tag, cuda=builds[major][0], python=python.group(1) if python else None,
                     flavour="notebook", jupyter="lab", compile="mature", code=builds[major][1],
                     architectures=["amd64", "arm64"],
                     arm64=self.arm64(STACKS_ARM64[major], "medium", STACKS_ARM64_SOURCES),
                     confidence=weakest(family["confidence"], "medium"), sources=self.source(family["source"]))

    def cuda(self, family):
        grammar = re.compile(family["tag_grammar"])
        tags = family["cudnn_devel_tags_seen"] + [tag.split(" ")[0] for tag in family["other_tags_seen"]]
        for tag in dict.fromkeys(tags):
            parts = grammar.match(tag).groupdict()
            cudnn = parts["cudnn"]
            self.add("cuda", tag, version=parts["cuda"], cuda=parts["cuda"],
                     cudnn=None if cudnn is None else cudnn[5:] or "9",
                     flavour=("cudnn-" if cudnn else "") + parts["flavor"], architectures=["amd64", "arm64"],
                     confidence=family["confidence"], sources=self.source(family["source"]))

    def month_base(self, tag):
        return self.months.get(tag[:5])

    def jax(self, family):
        for example in family["examples"]:
            repository, tag = example.rsplit(":", 1)
            base = self.month_base(tag)
            if repository != "nvcr.io/nvidia/jax" or not base:
                continue
            self.add("ngc-jax", tag, cuda=base[0], flavour="maxtext" if "maxtext" in tag else "full",
                     jupyter="unknown", architectures=["amd64", "arm64"],
                     code=self.code_of_list("7.5 8.0 8.6 9.0 10.0 12.0+PTX"), confidence="medium-low",
                     sources=self.source(family["source"] + [INFERRED_MONTH]))

    def triton(self, family):
        for tag, size in family["sizes_gb"].items():
            base = self.month_base(tag)
            if base:
                self.add("triton", tag, version=tag[:5], cuda=base[0], flavour="server", bytes=int(size * 10 ** 9),
                         architectures=["amd64", "arm64"], code=self.code_of_list("7.5 8.0 8.6 9.0 10.0 12.0+PTX"),
                         confidence="medium", sources=self.source(family["source"] + [INFERRED_MONTH]))

    def vllm(self, family):
        details = {detail["tag"]: detail for detail in family["details"]}
        listed = next(detail for detail in family["details"] if "torch_cuda_arch_list" in detail)
        for tag in family["examples"]:
            detail = details.get(tag, {})
            variant = re.search(r"-cu(\d\d)(\d)$", tag)
            known = detail.get("cuda_version")
            cuda = known or ("%s.%s" % variant.groups() if variant else "13.0")
            size = detail.get("compressed_mb")
            exact = "torch_cuda_arch_list" in detail
            self.add("vllm", tag, version=tag[1:].split("-")[0], cuda=cuda, flavour="server",
                     bytes=size * 10 ** 6 if size else None,
                     architectures=["arm64"] if tag.endswith("-aarch64") else ["amd64"],
                     code=self.code_of_list(listed["torch_cuda_arch_list"]),
                     confidence="high" if exact else "medium", sources=self.source(family["source"]))

    def rapids(self, family):
        for example in family["examples"]:
            repository, tag = example.rsplit(":", 1)
            if repository != "rapidsai/base":
                continue
            major = re.search(r"cuda(\d+)", tag).group(1)
            sm = ["7.5", "8.0", "8.6", "9.0", "10.0", "12.0"]
            self.add("rapids", tag, version=tag[:5], cuda={"12": "12.9", "13": "13.0"}[major],
                     python=re.search(r"py(\d+\.\d+)", tag).group(1), flavour="base",
                     code=self.code((["7.0"] if major == "12" else []) + sm, ["12.0"]), confidence="low",
                     sources=self.source(family["source"]))

    def plain(self, name, family, **values):
        for example in family["examples"]:
            self.add(name, example.rsplit(":", 1)[-1], confidence=weakest(family["confidence"]),
                     sources=self.source(family["source"]), **values)

    def l4t_code(self, release):
        return next(self.code(sm.split()) for first, end, sm, _ in L4T
                    if numbers(first) <= numbers(release) < numbers(end))

    def jetson(self, family):
        for example in family["examples"]:
            release, torch = re.fullmatch(r"r([\d.]+)-pth([\d.]+)-py3", example.rsplit(":", 1)[-1]).groups()
            self.add("l4t-pytorch", example.rsplit(":", 1)[-1], version=torch, flavour="jetson",
                     compile=self.compile_maturity(numbers(torch)), architectures=["arm64"],
                     code=self.l4t_code(release), confidence=weakest(family["confidence"]),
                     sources=self.source(family["source"] + [JETSON_CONTAINERS]))
        for tag in JETSON_TAGS:
            torch, release = re.match(r"([\d.]+)-r([\d.]+)", tag).groups()
            cuda = re.search(r"-cu(\d\d)(\d)", tag)
            self.add("l4t-containers", tag, version=torch, cuda="%s.%s" % cuda.groups() if cuda else None,
                     flavour="jetson", compile=self.compile_maturity(numbers(torch)), architectures=["arm64"],
                     code=self.l4t_code(release), confidence="medium",
                     sources=self.source(["dusty-nv/jetson-containers (tags that its documents name)",
                                          JETSON_CONTAINERS]))

    def rocm(self, family):
        grammar = re.compile(family["tag_grammar"])
        for tag in family["examples"]:
            parts = grammar.match(tag).groupdict()
            self.add("rocm-pytorch", tag, version=parts["torch"], python=parts["py"], flavour="rocm" + parts["rocm"],
                     compile=self.compile_maturity(numbers(parts["torch"])), confidence=family["confidence"],
                     sources=self.source(family["source"]))

    # --- drivers and GPUs --------------------------------------------------------------------------------------

    def toolkits(self):
        """The driver of a minor version's first general release: what decides is the CUDA version a driver speaks."""
        first = {}
        for toolkit in self.drivers["toolkits"]:
            if "RC" in toolkit["version"]:
                continue
            known = first.get(toolkit["cuda"])
            if known is None or numbers(toolkit["version"]) < numbers(known["version"]):
                first[toolkit["cuda"]] = toolkit
        branches = {branch["max_cuda_reported"]: branch for branch in self.drivers["driver_branches"]}
        rows = []
        for cuda, toolkit in sorted(first.items(), key=lambda item: numbers(item[0]), reverse=True):
            linux, windows = toolkit["linux_x86_64_toolkit_driver_min"], toolkit["windows_toolkit_driver_min"]
            confidence = windows_confidence = level(toolkit["confidence"])
            sources = list(toolkit["source"])
            branch = branches.get(cuda)
            if branch and not (linux and windows):
                sources.append(INFERRED_BRANCH)
            if linux is None and branch:
                linux, confidence = str(branch["branch"]), "low"
            if windows is None and branch:
                windows = str(min(branch["windows_display_majors"]))
                windows_confidence = weakest(confidence, "medium-low")
            rows.append([cuda, linux, windows, confidence, windows_confidence, self.source(sources)])
        return rows

    def floors(self):
        rows = []
        for family in self.drivers["minor_version_compatibility"]:
            if family["linux_driver_min"]:
                windows = family["windows_driver_min"] or family["linux_driver_min"].split(".")[0]
                confidence = family["confidence"]
                rows.append([family["major"], family["linux_driver_min"], windows,
                             "high" if confidence.startswith("high") else level(confidence),
                             self.source(family["source"])])
        return rows

    def branches(self):
        return [[branch["branch"], branch["max_cuda_reported"], branch["windows_display_majors"]]
                for branch in self.drivers["driver_branches"]]

    def products(self, texts):
        found = []
        for text in texts:
            if "(some)" in text or "before" in text or "old" in text:
                continue
            text = re.sub(r"\s*\((?!Pascal\))[^)]*\)", "", text)
            words = text.split("/")
            prefix = words[0].rsplit(" ", 1)[0] if len(words) > 1 else ""
            found.append(words[0])
            found.extend(prefix + " " + word for word in words[1:])
        return found

    def architectures(self):
        rows = []
        for arch in self.archs["architectures"]:
            products = arch["products"]
            first = re.findall(r"\d+\.\d", arch["cuda_toolkit_first"] or "")
            last = dotted((arch["cuda_toolkit_last"] or "").replace("12.x", "12.9"))
            centre = self.products(products["data_center"])
            other = self.products(products["geforce_titan"] + products["workstation"] + products["jetson_other"])
            rows.append([arch["compute_capability"], re.sub(r"\s*\(.*", "", arch["architecture"]), other, centre,
                         arch["last_driver_branch"], first[0] if first else None, last,
                         "Tegra" in arch["architecture"] or "Thor" in arch["architecture"]
                         or "T239" in arch["architecture"], level(arch["confidence"])])
        return rows

    def dead_tags(self):
        rows = []
        for dead in self.images["pytorch_docker_hub"]["nonexistent_tags"]:
            reference = dead["ref"].split(" ")[0]
            nearest = ["pytorch/pytorch:" + tag for tag in dead["nearest_real_tags"]]
            rows.append([reference, dead["reasons"], nearest])
        return rows

    def forward(self):
        exceptions = [row + [[[branch, FIRST_DRIVERS[branch]] for branch in row[2] if branch in FIRST_DRIVERS]]
                      for row in EXCEPTIONS]
        return exceptions + [[item["compat_for_cuda"], item["compat_driver"], item["accepted_host_driver_branches"],
                              level(item["confidence"]), []]
                             for item in self.drivers["forward_compatibility"]["compat_source_drivers"]]

    def make(self):
        builds = self.pytorch()
        skipped = self.ngc_pytorch()
        families = {family["family"]: family for family in self.images["families"]}
        self.tensorflow(families["tensorflow"])
        self.docker_stacks(families["jupyter_docker_stacks"])
        self.cuda(families["nvidia_cuda"])
        self.jax(families["jax"])
        self.vllm(families["vllm"])
        self.triton(families["triton"])
        self.rapids(families["rapids"])
        self.plain("huggingface", families["hf_transformers"], flavour="gpu", jupyter="none")
        self.jetson(families["l4t_pytorch"])
        self.rocm(families["rocm_pytorch"])
        return {
            "schemaVersion": SCHEMA,
            "collected": self.images["date"],
            "version": self.images["date"].replace("-", ".") + ".%d" % REVISION,
            "families": FAMILIES,
            "toolkits": self.toolkits(),
            "floors": self.floors(),
            "branches": self.branches(),
            "forwardCompatibility": self.forward(),
            "labels": LABELS,
            "familyLabels": [row[:3] + [self.source(row[3])] for row in FAMILY_LABELS],
            "jetsons": [row[:5] + [self.source(row[5])] for row in JETSONS],
            "l4t": [row + ["medium", self.source(JETSON_CONTAINERS)] for row in L4T],
            "architectures": self.architectures(),
            "builds": builds,
            "skippedMonths": skipped,
            "deadTags": self.dead_tags(),
            "columns": COLUMNS,
            "entries": [[row[column] for column in COLUMNS] for row in self.sorted_entries()],
            "codes": self.codes.values,
            "sources": self.sources.values,
        }

    def sorted_entries(self):
        order = [family[0] for family in FAMILIES]
        dated = ("ngc-pytorch", "ngc-jax", "docker-stacks")
        newest = lambda row: [-number for number in numbers(
            row["tag"] if row["family"] in dated or not row["version"] else row["version"])]
        cuda = lambda row: [-number for number in numbers(row["cuda"])]
        if any(row["family"] not in order for row in self.entries):
            raise SystemExit("A row is of a family that is not listed")
        return sorted(self.entries, key=lambda row: (order.index(row["family"]), newest(row), cuda(row), row["tag"]))


# id, repository, other names of the same repository, framework, whether its images carry NVIDIA's cuda-compat, whether
# they carry the label of nvidia/cuda that asks for a driver
FAMILIES = [
    ["pytorch", "docker.io/pytorch/pytorch", ["ghcr.io/pytorch/pytorch"], "pytorch", False, False],
    ["ngc-pytorch", "nvcr.io/nvidia/pytorch", [], "pytorch", True, False],
    ["ngc-tensorflow", "nvcr.io/nvidia/tensorflow", [], "tensorflow", True, False],
    ["docker-stacks", "quay.io/jupyter/pytorch-notebook", [], "pytorch", False, False],
    ["tensorflow", "docker.io/tensorflow/tensorflow", [], "tensorflow", False, False],
    ["cuda", "docker.io/nvidia/cuda", ["nvcr.io/nvidia/cuda"], "cuda", True, True],
    ["ngc-jax", "nvcr.io/nvidia/jax", [], "jax", True, False],
    ["vllm", "docker.io/vllm/vllm-openai", [], "other", True, True],
    ["triton", "nvcr.io/nvidia/tritonserver", [], "other", True, False],
    ["rapids", "docker.io/rapidsai/base", ["docker.io/rapidsai/notebooks", "nvcr.io/nvidia/rapidsai/base"], "other",
     False, False],
    ["huggingface", "docker.io/huggingface/transformers-pytorch-gpu", [], "pytorch", False, False],
    ["l4t-pytorch", "nvcr.io/nvidia/l4t-pytorch", [], "pytorch", False, False],
    ["l4t-containers", "docker.io/dustynv/pytorch", [], "pytorch", False, False],
    ["rocm-pytorch", "docker.io/rocm/pytorch", [], "pytorch", False, False],
]


def written(catalog):
    """One row a line, so that a change of one fact is one changed line."""
    parts = []
    for name, value in catalog.items():
        if isinstance(value, list) and value and name != "columns":
            rows = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in value)
            parts.append("%s:[\n%s\n]" % (json.dumps(name), rows))
        else:
            parts.append("%s:%s" % (json.dumps(name), json.dumps(value, ensure_ascii=False, separators=(",", ":"))))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    facts = [json.loads((folder / name).read_text(encoding="utf-8")) for name in
             ("cuda-driver.json", "gpu-arch.json", "pytorch-builds.json", "image-tags.json")]
    out.write_text(written(Maker(*facts).make()), encoding="utf-8")


if __name__ == "__main__":
    main()
