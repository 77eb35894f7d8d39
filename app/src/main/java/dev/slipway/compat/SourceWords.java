package dev.slipway.compat;

import dev.slipway.base.Text;
import dev.slipway.catalog.ImageEntry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sources of facts that are told in words of our own ("public uses"), so that they are told in the user's language.
 * Titles of other people's pages and files stand as they are written there. Pure.
 */
public final class SourceWords {
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry(ImageEntry.ITSELF,
                    "verdict.source.what-the-image-says-of-itself"),
            Map.entry("Inferred from the form of the tag",
                    "verdict.source.inferred-from-the-form-of-the-tag"),
            Map.entry("The image's own PyTorch",
                    "verdict.source.the-image-s-own-pytorch"),
            Map.entry("General knowledge, not checked against a source",
                    "verdict.source.general-knowledge"),
            Map.entry("Exact tag string found in several public files (Dockerfiles, modal, docs)",
                    "verdict.source.exact-tag-string-found-in-several-public"),
            Map.entry("Tag pinned with a registry digest in public files",
                    "verdict.source.tag-pinned-with-a-registry-digest-in"),
            Map.entry("Public per-CUDA arch script citing pytorch/builder and .ci",
                    "verdict.source.public-per-cuda-arch-script-citing-pytorch"),
            Map.entry("get_arch_list() captures in public repos",
                    "verdict.source.get-arch-list-captures-in-public-repos"),
            Map.entry("Public wheel-verification report for 2.11: installed wheels and read arch flags)",
                    "verdict.source.public-wheel-verification-report-for-2-11-installed"),
            Map.entry("public DGX log",
                    "verdict.source.public-dgx-log"),
            Map.entry("public project README",
                    "verdict.source.public-project-readme"),
            Map.entry("Ubuntu/Python: Triton table python column (24.10 -> 3.10, 24.11 -> 3.12)",
                    "verdict.source.ubuntu-python-triton-table-python-column-24-10"),
            Map.entry("GPU floor: MXNet 24.06 and Triton 25.01 release notes; arch list: image env "
                    + "captures 25.10 and 2026",
                    "verdict.source.gpu-floor-mxnet-24-06-and-triton-25-01"),
            Map.entry("Inferred: NVIDIA's arm64 images since CUDA 13 hold code for the same GPUs",
                    "verdict.source.inferred-nvidia-s-arm64-images-since-cuda"),
            Map.entry("public runtime note",
                    "verdict.source.public-runtime-note"),
            Map.entry("two public captures",
                    "verdict.source.two-public-captures"),
            Map.entry("public build note",
                    "verdict.source.public-build-note"),
            Map.entry("public capture",
                    "verdict.source.public-capture"),
            Map.entry("public benchmark log",
                    "verdict.source.public-benchmark-log"),
            Map.entry("Inferred: NVIDIA's GPU floor for the release and the GPUs its CUDA toolkit knows",
                    "verdict.source.inferred-nvidia-s-gpu-floor-for-the"),
            Map.entry("several public captures",
                    "verdict.source.several-public-captures"),
            Map.entry("Translated release notes of NVIDIA PyTorch 22.12 (not for the version of PyTorch itself: "
                    + "general knowledge)",
                    "verdict.source.translated-release-notes-pytorch-22-12"),
            Map.entry("public uses of cuda13 tags",
                    "verdict.source.public-uses-of-cuda13-tags"),
            Map.entry("public uses",
                    "verdict.source.public-uses"),
            Map.entry("public Dockerfiles for 26.01-26.06",
                    "verdict.source.public-dockerfiles-for-26-01-26-06"),
            Map.entry("Inferred: NVIDIA's images of one month share one CUDA base",
                    "verdict.source.inferred-nvidia-s-images-of-one-month"),
            Map.entry("public measurements",
                    "verdict.source.public-measurements"),
            Map.entry("public uses (8 distinct)",
                    "verdict.source.public-uses-8-distinct"),
            Map.entry("Public host-setup notes quoting CUDA 13.3/13.4-preview release notes; two more "
                    + "repos agree on 13.3 = 610.43.02",
                    "verdict.source.public-host-setup-notes-quoting-cuda-13-3"),
            Map.entry("Captured nvidia-smi banners in public repos (570.124.06, 566.07, 595.71.05, "
                    + "610.43.02, 610.57.04, 615.71.09, 616.92, 617.14)",
                    "verdict.source.captured-nvidia-smi-banners-in-public-repos"),
            Map.entry("Inferred: the driver branch that reports this CUDA version",
                    "verdict.source.inferred-the-driver-branch-that-reports-this"),
            Map.entry("Public repos quoting CUDA 12.x Table 2 (>=525.60.13 Linux, >=528.33 Windows), e.g. "
                    + "gpustack runner matrix",
                    "verdict.source.public-repos-quoting-cuda-12-x-table-2"));

    private SourceWords() {
    }

    /** The text of a source in our own words; empty for a title or an address. */
    public static Optional<Text> of(String source) {
        return Optional.ofNullable(KEYS.get(source)).map(Text::of);
    }

    /** All sources in our own words. */
    static Set<String> all() {
        return KEYS.keySet();
    }
}
