package dev.slipway.environment;

import dev.slipway.base.Text;
import dev.slipway.environment.Environment.GpuChoice;
import dev.slipway.gpu.Gpu;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** GPU choices in words, and which GPUs of a machine they mean. Pure. */
public final class GpuSelection {
    /** As many as no machine has; a bound on untrusted lists. */
    static final int MOST = 64;
    static final int LONGEST_ID = 80;

    private GpuSelection() {
    }

    /** Reads {@code all}, {@code none} or a list with commas, {@code 0,GPU-8f3c,4090}; empty for anything else. */
    public static Optional<GpuChoice> parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "all" -> Optional.of(new GpuChoice.All());
            case "none" -> Optional.of(new GpuChoice.None());
            case "" -> Optional.empty();
            default -> list(List.of(text.split(",", -1)));
        };
    }

    private static Optional<GpuChoice> list(List<String> parts) {
        var ids = new LinkedHashSet<String>();
        for (var part : parts) {
            if (!validId(part.strip())) {
                return Optional.empty();
            }
            ids.add(part.strip());
        }
        return ids.size() > MOST ? Optional.empty() : Optional.of(new GpuChoice.Some(List.copyOf(ids)));
    }

    /** Whether this can name a GPU: an index, a UUID or a part of a product name. */
    static boolean validId(String id) {
        return !id.isBlank() && id.length() <= LONGEST_ID && id.equals(id.strip())
                && id.codePoints().allMatch(c -> c >= ' ' && c < 127 && c != ',')
                && !id.equalsIgnoreCase("all") && !id.equalsIgnoreCase("none");
    }

    /** The choice as {@link #parse} reads it. */
    public static String write(GpuChoice choice) {
        return switch (choice) {
            case GpuChoice.All() -> "all";
            case GpuChoice.None() -> "none";
            case GpuChoice.Some(var ids) -> String.join(",", ids);
        };
    }

    /**
     * Which of a machine's NVIDIA GPUs are meant, in the machine's order, each once; or what is wrong with the choice.
     *
     * @param gpus the GPUs meant; empty when there are problems or none is wanted
     * @param problems one for each id that means no GPU or several
     */
    public record Resolved(List<Gpu> gpus, List<Text> problems) {
    }

    /** The GPUs of a machine that a choice means. */
    public static Resolved resolve(GpuChoice choice, List<Gpu> there) {
        return switch (choice) {
            case GpuChoice.None() -> new Resolved(List.of(), List.of());
            case GpuChoice.All() -> there.isEmpty() ? noGpu() : new Resolved(there, List.of());
            case GpuChoice.Some(var ids) -> there.isEmpty() ? noGpu() : some(ids, there);
        };
    }

    private static Resolved noGpu() {
        return new Resolved(List.of(), List.of(Text.of("environment.plan.no-gpu")));
    }

    private static Resolved some(List<String> ids, List<Gpu> there) {
        var wanted = new LinkedHashSet<Gpu>();
        var problems = new ArrayList<Text>();
        for (var id : ids) {
            var matches = matches(id, there);
            if (matches.size() == 1) {
                wanted.add(matches.getFirst());
            } else if (matches.isEmpty()) {
                problems.add(Text.of("environment.plan.gpu-not-here", id, names(there)));
            } else {
                problems.add(Text.of("environment.plan.gpu-ambiguous", id, names(matches)));
            }
        }
        return problems.isEmpty()
                ? new Resolved(there.stream().filter(wanted::contains).toList(), List.of())
                : new Resolved(List.of(), List.copyOf(problems));
    }

    /** An index or a UUID wins over a part of a name: "4" is the fifth GPU, not every RTX 4090. */
    private static List<Gpu> matches(String id, List<Gpu> there) {
        if (id.length() <= 4 && id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            var byIndex = there.stream().filter(gpu -> gpu.index() == Integer.parseInt(id)).toList();
            if (!byIndex.isEmpty()) {
                return byIndex;
            }
        }
        var lower = id.toLowerCase(Locale.ROOT);
        var exact = there.stream().filter(gpu -> gpu.uuid().equalsIgnoreCase(id)).toList();
        if (!exact.isEmpty()) {
            return exact;
        }
        return there.stream().filter(gpu -> gpu.name().toLowerCase(Locale.ROOT).contains(lower)
                || lower.startsWith("gpu-") && gpu.uuid().toLowerCase(Locale.ROOT).startsWith(lower)).toList();
    }

    private static String names(List<Gpu> gpus) {
        return String.join(", ", gpus.stream().map(gpu -> gpu.index() + " (" + gpu.shortName() + ")").toList());
    }
}
