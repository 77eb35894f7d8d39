package dev.slipway.catalog;

import dev.slipway.base.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        boolean seen) {

    /** Freezes the collections. */
    public ImageEntry {
        architectures = Set.copyOf(architectures);
        sources = List.copyOf(sources);
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
