package dev.slipway.catalog;

import dev.slipway.base.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of one image tag: a row of the catalogue, or an image on the engine that Slipway could make out.
 *
 * @param reference as a user types it: pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime
 * @param family the catalogue's family: "pytorch", "ngc-pytorch", "tensorflow", "docker-stacks", "cuda", ..., "local"
 * @param framework what it is made for
 * @param frameworkVersion its version
 * @param cuda the CUDA toolkit inside
 * @param cudnn cuDNN's version or major
 * @param python Python's version
 * @param flavour "runtime", "devel", "jupyter", ... the same word the tag uses
 * @param jupyter what notebook server is inside
 * @param compile how mature torch.compile is in it
 * @param compressedBytes what a pull downloads, when known
 * @param architectures architectures with GPU code, in container terms
 * @param code the GPU code inside, when known
 * @param cpuOnly whether it holds a CPU-only build
 * @param recommendation what it is recommended for
 * @param confidence how sure the facts are: "high", "medium-high", "medium", "medium-low", "low"
 * @param sources where the facts come from
 * @param seen whether the tag was seen in public use, not only inferred from build scripts
 * @param arm64 the GPU code inside for arm64, where it is another
 */
public record ImageEntry(
        String reference,
        String family,
        Framework framework,
        Optional<Version> frameworkVersion,
        Optional<Version> cuda,
        Optional<String> cudnn,
        Optional<String> python,
        Optional<String> flavour,
        Jupyter jupyter,
        CompileMaturity compile,
        Optional<Long> compressedBytes,
        Set<String> architectures,
        Optional<GpuCode> code,
        boolean cpuOnly,
        Optional<Recommendation> recommendation,
        String confidence,
        List<String> sources,
        boolean seen,
        Optional<ArmBuild> arm64) {
    /** The source of what only the image's own variables and labels tell. */
    public static final String ITSELF = "What the image says of itself";

    /** Freezes the collections. */
    public ImageEntry {
        architectures = Set.copyOf(architectures);
        sources = List.copyOf(sources);
    }

    /** An image whose code is the same for every processor, as far as it is known. */
    public ImageEntry(String reference, String family, Framework framework, Optional<Version> frameworkVersion,
            Optional<Version> cuda, Optional<String> cudnn, Optional<String> python, Optional<String> flavour,
            Jupyter jupyter, CompileMaturity compile, Optional<Long> compressedBytes, Set<String> architectures,
            Optional<GpuCode> code, boolean cpuOnly, Optional<Recommendation> recommendation, String confidence,
            List<String> sources, boolean seen) {
        this(reference, family, framework, frameworkVersion, cuda, cudnn, python, flavour, jupyter, compile,
                compressedBytes, architectures, code, cpuOnly, recommendation, confidence, sources, seen,
                Optional.empty());
    }

    /** The same image as engines of an architecture pull it: with the code, and what is known of it, for that one. */
    public ImageEntry on(String architecture) {
        if (arm64.isEmpty() || !architecture.equals("arm64")) {
            return this;
        }
        var build = arm64.get();
        return new ImageEntry(reference, family, framework, frameworkVersion, cuda, cudnn, python, flavour, jupyter,
                compile, compressedBytes, architectures, Optional.of(build.code()), cpuOnly, recommendation,
                build.confidence(), Stream.concat(build.sources().stream(), sources.stream()).distinct().toList(),
                seen);
    }

    /** The repository part of the reference. */
    public String repository() {
        int colon = reference.lastIndexOf(':');
        return colon > reference.lastIndexOf('/') ? reference.substring(0, colon) : reference;
    }

    /** The tag part of the reference; "latest" when it has none. */
    public String tag() {
        int colon = reference.lastIndexOf(':');
        return colon > reference.lastIndexOf('/') ? reference.substring(colon + 1) : "latest";
    }

    /**
     * The build for arm64.
     *
     * @param confidence how sure its code is, never surer than the rest
     * @param sources where that comes from
     */
    public record ArmBuild(GpuCode code, String confidence, List<String> sources) {
        /** Freezes the list. */
        public ArmBuild {
            sources = List.copyOf(sources);
        }
    }

    /** Notebook servers. */
    public enum Jupyter {
        NONE, NOTEBOOK, LAB, UNKNOWN
    }

    /** How far torch.compile is; NOT_APPLICABLE for other frameworks. */
    public enum CompileMaturity {
        NONE, EARLY, STABLE, MATURE, NOT_APPLICABLE, UNKNOWN
    }

    /** What a tag is recommended for. */
    public enum Recommendation {
        NEW_PROJECT, PRODUCTION, LEGACY, LAST_FOR_OLD_GPUS
    }
}
