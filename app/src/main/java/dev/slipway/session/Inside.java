package dev.slipway.session;

import dev.slipway.base.Version;
import dev.slipway.catalog.Framework;
import dev.slipway.catalog.GpuCode;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.catalog.ImageEntry.CompileMaturity;
import dev.slipway.catalog.ImageEntry.Jupyter;
import dev.slipway.gpu.ComputeCapability;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an image's own Python said. Untrusted: whatever does not look like a value is left out.
 *
 * @param python "3.12"
 * @param torch PyTorch's version
 * @param cuda the CUDA toolkit PyTorch was built with; empty for a CPU build
 * @param cudnn cuDNN's major version
 * @param code the GPU code in PyTorch
 * @param jupyter the notebook server inside
 */
public record Inside(Optional<String> python, Optional<Version> torch, Optional<Version> cuda, Optional<String> cudnn,
        Optional<GpuCode> code, Jupyter jupyter) {
    /** There is no Python inside. */
    public static final Inside NOTHING = new Inside(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Jupyter.NONE);

    private static final int MOST_WORDS = 64;
    private static final int CUDNN_9 = 9;

    static Inside parse(String output) {
        var values = new HashMap<String, String>();
        output.lines().limit(1000).forEach(line -> {
            int equals = line.indexOf('=');
            if (line.startsWith("slipway.") && equals > 0 && line.length() < 2000) {
                values.putIfAbsent(line.substring("slipway.".length(), equals), line.substring(equals + 1).strip());
            }
        });
        return new Inside(Version.parse(values.get("python")).map(v -> v.major() + "." + v.minor()),
                Version.parse(values.get("torch")).map(Inside::plain), Version.parse(values.get("cuda")),
                cudnn(values.get("cudnn")), code(values.getOrDefault("code", "")),
                switch (values.getOrDefault("jupyter", "")) {
                    case "jupyter-lab" -> Jupyter.LAB;
                    case "jupyter-notebook" -> Jupyter.NOTEBOOK;
                    default -> Jupyter.NONE;
                });
    }

    /** 2.11.0+cu130 is 2.11.0 for a reader. */
    private static Version plain(Version version) {
        return Version.of(version.major() + "." + version.minor() + "." + version.component(2));
    }

    /** cuDNN counts 91002 for 9.10.2 and 8902 for 8.9.2. */
    private static Optional<String> cudnn(String number) {
        return Version.parse(number).map(Version::major).filter(value -> value >= 1000)
                .map(value -> String.valueOf(value >= CUDNN_9 * 10_000 ? value / 10_000 : value / 1000));
    }

    /** Reads "sm_75 sm_80 compute_90"; capabilities of three digits have two before the point. */
    static Optional<GpuCode> code(String flags) {
        var cubins = new HashSet<ComputeCapability>();
        var ptx = new HashSet<ComputeCapability>();
        int words = 0;
        for (var word : flags.split("\\s+")) {
            if (++words > MOST_WORDS) {
                return Optional.empty();
            }
            if (word.startsWith("sm_")) {
                capability(word.substring("sm_".length())).ifPresent(cubins::add);
            } else if (word.startsWith("compute_")) {
                capability(word.substring("compute_".length())).ifPresent(ptx::add);
            }
        }
        return cubins.isEmpty() && ptx.isEmpty() ? Optional.empty() : Optional.of(new GpuCode(cubins, ptx));
    }

    private static Optional<ComputeCapability> capability(String digits) {
        var plain = digits.replaceFirst("[af]$", "");
        return plain.length() < 2 || plain.length() > 3 ? Optional.empty() : ComputeCapability.parse(
                plain.substring(0, plain.length() - 1) + "." + plain.substring(plain.length() - 1));
    }

    /** The image as a row that can be judged; empty when there is no PyTorch inside. */
    public Optional<ImageEntry> entry(String reference, String architecture) {
        return torch.map(version -> new ImageEntry(reference, "local", Framework.PYTORCH, torch, cuda, cudnn, python,
                Optional.empty(), jupyter, CompileMaturity.UNKNOWN, Optional.empty(), Set.of(architecture), code,
                cuda.isEmpty(), Optional.empty(), "high", List.of("The image's own PyTorch"), true));
    }
}
