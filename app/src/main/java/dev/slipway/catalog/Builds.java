package dev.slipway.catalog;

import dev.slipway.base.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PyTorch's build matrix: which releases were built for which CUDA versions.
 *
 * @param releases by "major.minor", in the order of release
 */
record Builds(Map<String, Release> releases) {

    /** A minor release: its patch releases and its CUDA variants by "major.minor" of CUDA. */
    record Release(String minor, List<String> patches, Map<String, Variant> variants) {
    }

    /** A variant; {@code cudnn} is the cuDNN major its images carry, where images of it are known. */
    record Variant(String cuda, Optional<Integer> cudnn, Optional<GpuCode> code, String confidence,
            List<String> sources) {
    }

    /** The newest minor release that is known. */
    Version newest() {
        return releases.keySet().stream().map(Version::of).max(Version::compareTo).orElseThrow();
    }
}
