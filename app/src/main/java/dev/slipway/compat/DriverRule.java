package dev.slipway.compat;

import dev.slipway.base.Version;
import dev.slipway.catalog.Facts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The driver against an image's CUDA toolkit: all features from the toolkit's own driver on; from CUDA 11 on a limited
 * set from the oldest driver of the same major on (minor-version compatibility); nothing below. Images with NVIDIA's
 * cuda-compat bring a newer user-mode driver, which data-centre GPUs on Linux may use (forward compatibility).
 */
final class DriverRule {
    private DriverRule() {
    }

    /** What a driver can do with an image's CUDA. */
    enum Fit {
        FULL, MINOR, TOO_OLD, NOT_KNOWN
    }

    /**
     * The outcome for one image on one machine.
     *
     * @param full the driver that gives all features
     * @param least the oldest driver that runs it at all
     * @param compat whether cuda-compat inside would take over on a data-centre GPU
     * @param confidence how sure the facts are
     * @param sources where they come from
     */
    record Outcome(Fit fit, Optional<Version> full, Optional<Version> least, boolean compat, String confidence,
            List<String> sources) {
    }

    /**
     * Holds the driver against a toolkit.
     *
     * @param carriesCompat whether the image carries cuda-compat
     */
    static Outcome check(Ground ground, Facts facts, Version cuda, boolean carriesCompat) {
        var toolkit = facts.toolkit(cuda);
        var full = toolkit.flatMap(known -> known.driver(ground.windows()));
        var floor = Optional.ofNullable(facts.floors().get(cuda.major()));
        var least = floor.map(known -> known.driver(ground.windows())).or(() -> full)
                .map(known -> full.filter(own -> own.compareTo(known) < 0).orElse(known));
        boolean compat = carriesCompat && compat(ground, facts, cuda);
        var sources = toolkit.map(Facts.Toolkit::sources).orElse(List.of());
        var minor = Version.of(cuda.major() + "." + cuda.minor());
        if (ground.driver().isEmpty()) {
            return new Outcome(Fit.NOT_KNOWN, full, least, compat, "high", sources);
        }
        var driver = ground.driver().get();
        if (ground.cudaReported() && ground.cuda().filter(speaks -> speaks.atLeast(minor)).isPresent()) {
            return new Outcome(Fit.FULL, full, least, compat, "high", sources);
        }
        var confidence = toolkit.map(known -> known.confidence(ground.windows())).orElse("low");
        if (full.isPresent() ? driver.atLeast(full.get())
                : ground.cuda().filter(speaks -> speaks.atLeast(minor)).isPresent()) {
            return new Outcome(Fit.FULL, full, least, compat, confidence, sources);
        }
        if (floor.isPresent()) {
            // The numbers of JetPack's drivers are their own (580.00 speaks 13.0): there, the CUDA major decides.
            boolean runs = driver.atLeast(floor.get().driver(ground.windows())) || ground.board().isPresent()
                    && ground.cudaReported() && ground.cuda().orElseThrow().major() >= cuda.major();
            return new Outcome(runs ? Fit.MINOR : Fit.TOO_OLD, full, least, compat, floor.get().confidence(),
                    Stream.concat(sources.stream(), floor.get().sources().stream()).distinct().toList());
        }
        return new Outcome(full.isPresent() ? Fit.TOO_OLD : Fit.NOT_KNOWN, full, least, compat, confidence, sources);
    }

    private static boolean compat(Ground ground, Facts facts, Version cuda) {
        if (ground.windows() || ground.branch().isEmpty()) {
            return false;
        }
        // The lists are known for two packages: the next newer one of the same major stands for the others.
        var packages = facts.forward().stream().filter(known -> known.cuda().major() == cuda.major())
                .sorted(Comparator.comparing(Facts.Forward::cuda)).toList();
        var nearest = packages.stream().filter(known -> known.cuda().atLeast(cuda)).findFirst()
                .or(() -> packages.isEmpty() ? Optional.empty() : Optional.of(packages.getLast()));
        return nearest.filter(known -> known.accepts(ground.branch().get().number(), ground.driver().orElseThrow()))
                .isPresent();
    }
}
