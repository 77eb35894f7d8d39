package dev.slipway.compat;

import dev.slipway.base.Version;
import dev.slipway.catalog.Framework;
import dev.slipway.catalog.GpuCode;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.catalog.ImageEntry.CompileMaturity;
import dev.slipway.catalog.ImageEntry.Jupyter;
import dev.slipway.engine.ImageConfig;
import dev.slipway.gpu.ComputeCapability;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes out an image from what it says of itself. {@code CUDA_DRIVER_VERSION}, which NVIDIA's own images carry, is left
 * out on purpose: it names the driver that came with the image's CUDA, not one that the image asks for.
 */
final class LocalEntry {
    private static final int MOST_WORDS = 64;
    /** A release; NVIDIA's own builds say 2.9.0a0+145a3a7. */
    private static final Pattern RELEASE = Pattern.compile("\\d{1,2}\\.\\d{1,3}\\.\\d{1,3}");

    private LocalEntry() {
    }

    static ImageEntry of(String reference, ImageConfig config) {
        var environment = config.environment();
        var pytorch = Version.parse(environment.get("PYTORCH_VERSION"));
        var cuda = Version.parse(environment.get("CUDA_VERSION")).or(() -> Version.parse(
                environment.get("NV_CUDA_CUDART_VERSION")).map(version -> Version.of(version.major() + "."
                        + version.minor())));
        var framework = pytorch.isPresent() ? Framework.PYTORCH : cuda.isPresent() ? Framework.CUDA : Framework.OTHER;
        return new ImageEntry(reference, "local", framework, pytorch, cuda,
                Version.parse(environment.get("CUDNN_VERSION")).or(() -> Version.parse(
                        environment.get("NV_CUDNN_VERSION"))).or(() -> Version.parse(
                                config.labels().get("com.nvidia.cudnn.version")))
                        .map(version -> String.valueOf(version.major())),
                Version.parse(environment.get("PYTHON_VERSION")).map(v -> v.major() + "." + v.minor()),
                Optional.empty(), jupyter(config),
                pytorch.isPresent() ? CompileMaturity.UNKNOWN : CompileMaturity.NOT_APPLICABLE, Optional.empty(),
                config.architecture().isBlank() ? Set.of() : Set.of(config.architecture()),
                code(environment.get("TORCH_CUDA_ARCH_LIST")), false, Optional.empty(), "medium",
                List.of(ImageEntry.ITSELF), true);
    }

    /**
     * The same, with the code of PyTorch's own build of that release and CUDA version where the image does not name its
     * code: images made from pytorch/pytorch's keep these two variables. Another PyTorch may have been put in since.
     */
    static ImageEntry of(String reference, ImageConfig config, List<ImageEntry> rows) {
        var local = of(reference, config);
        if (local.code().isPresent() || local.cuda().isEmpty() || !config.architecture().equals("amd64")
                || !RELEASE.matcher(config.environment().getOrDefault("PYTORCH_VERSION", "")).matches()) {
            return local;
        }
        return rows.stream().filter(row -> row.family().equals("pytorch") && row.code().isPresent()
                && row.frameworkVersion().equals(local.frameworkVersion())
                && row.cuda().map(Wording::minor).equals(local.cuda().map(Wording::minor))).findFirst()
                .map(row -> new ImageEntry(reference, local.family(), local.framework(), local.frameworkVersion(),
                        local.cuda(), local.cudnn(), local.python(), local.flavour(), local.jupyter(), row.compile(),
                        local.compressedBytes(), local.architectures(), row.code(), false, Optional.empty(), "low",
                        Stream.concat(local.sources().stream(), row.sources().stream()).toList(), true))
                .orElse(local);
    }

    /** What it starts, or the variables of Jupyter's own images; silence proves nothing. */
    private static Jupyter jupyter(ImageConfig config) {
        var starts = String.join(" ", config.entrypoint()) + " " + String.join(" ", config.command());
        if (starts.contains("jupyter-notebook") || starts.contains("jupyter notebook")) {
            return Jupyter.NOTEBOOK;
        }
        boolean own = config.environment().containsKey("JUPYTER_PORT") && config.environment().containsKey("NB_USER");
        return own || starts.contains("jupyter") ? Jupyter.LAB : Jupyter.UNKNOWN;
    }

    /** Whether the image says that it carries NVIDIA's cuda-compat. */
    static boolean carriesCompat(ImageConfig config) {
        return config.environment().containsKey("NV_CUDA_COMPAT_PACKAGE")
                || config.environment().containsKey("_CUDA_COMPAT_PATH");
    }

    /** An image of which nothing but its name is known. */
    static ImageEntry blank(String reference) {
        return new ImageEntry(reference, "local", Framework.OTHER, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Jupyter.UNKNOWN, CompileMaturity.UNKNOWN,
                Optional.empty(), Set.of(), Optional.empty(), false, Optional.empty(), "low", List.of(), true);
    }

    /** Reads "7.5 8.0;9.0+PTX"; empty when it names no capability ("All", "Ampere"). */
    static Optional<GpuCode> code(String list) {
        if (list == null || list.length() > 1000) {
            return Optional.empty();
        }
        var cubins = new HashSet<ComputeCapability>();
        var ptx = new HashSet<ComputeCapability>();
        int words = 0;
        for (var word : list.split("[\\s;,]+")) {
            if (word.isEmpty()) {
                continue;
            }
            boolean both = word.endsWith("+PTX");
            // "9.0a" is code for exactly that GPU; it still names the capability.
            var plain = (both ? word.substring(0, word.length() - 4) : word).replaceFirst("[af]$", "");
            var capability = ComputeCapability.parse(plain);
            if (capability.isEmpty() || ++words > MOST_WORDS) {
                return Optional.empty();
            }
            cubins.add(capability.get());
            if (both) {
                ptx.add(capability.get());
            }
        }
        return cubins.isEmpty() ? Optional.empty() : Optional.of(new GpuCode(cubins, ptx));
    }
}
