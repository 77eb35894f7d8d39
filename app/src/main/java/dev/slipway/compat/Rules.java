package dev.slipway.compat;

import dev.slipway.base.Version;
import dev.slipway.catalog.Facts;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.catalog.JetsonTags;
import dev.slipway.compat.Assessment.Result;
import dev.slipway.compat.Verdict.Level;
import dev.slipway.compat.Verdict.Reason;
import dev.slipway.engine.ImageConfig;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges images on one machine: the rules, without words and suggestions. Pure. */
final class Rules {
    private static final List<String> CONFIDENCES = List.of("high", "medium-high", "medium", "medium-low", "low");

    private final Facts facts;
    private final Ground ground;
    private final BoardRule board;

    Rules(Facts facts, Ground ground) {
        this.facts = facts;
        this.ground = ground;
        this.board = new BoardRule(facts, ground);
    }

    Assessment assess(ImageEntry entry, Optional<ImageConfig> config) {
        boolean foreign = !entry.architectures().isEmpty() && !entry.architectures().contains(ground.arch());
        if (entry.cpuOnly()) {
            return foreign ? failed(entry, Reason.WRONG_ARCHITECTURE)
                    : plain(entry, ground.gpus().isEmpty() ? Level.RUNS : Level.CAVEAT, List.of(Reason.CPU_ONLY_IMAGE));
        }
        if (entry.family().equals("rocm-pytorch")) {
            return ground.amdGpu() ? plain(entry, Level.UNKNOWN, List.of(Reason.UNKNOWN_IMAGE))
                    : failed(entry, Reason.NO_GPU);
        }
        if (JetsonTags.isJetsons(entry) && (ground.board().isPresent() || !ground.gpus().isEmpty())) {
            return board.assess(entry);
        }
        boolean blank = entry.cuda().isEmpty() && entry.code().isEmpty();
        if (blank) {
            return foreign ? failed(entry, Reason.WRONG_ARCHITECTURE)
                    : plain(entry, Level.UNKNOWN, List.of(Reason.UNKNOWN_IMAGE));
        }
        if (ground.gpus().isEmpty() && ground.board().isPresent() && !foreign) {
            return board.withoutGpu(entry);
        }
        if (ground.gpus().isEmpty()) {
            return foreign ? failed(entry, Reason.NO_GPU, Reason.WRONG_ARCHITECTURE) : failed(entry, Reason.NO_GPU);
        }
        if (foreign) {
            // On arm64 the repository holds PyTorch without GPU support, where it holds anything.
            return entry.family().equals("pytorch") && ground.arch().equals("arm64")
                    ? failed(entry, Reason.WRONG_ARCHITECTURE, Reason.CPU_ONLY_IMAGE)
                    : foreign(entry);
        }
        if (ground.driver().isEmpty()) {
            return failed(entry, Reason.NO_DRIVER);
        }
        return onGpus(entry, config);
    }

    /** Whether a moving tag has been built for another processor since the facts were collected is not certain. */
    private Assessment foreign(ImageEntry entry) {
        var found = failed(entry, Reason.WRONG_ARCHITECTURE);
        return entry.family().equals("docker-stacks") ? found.with("low") : found;
    }

    private Assessment onGpus(ImageEntry entry, Optional<ImageConfig> config) {
        boolean compat = facts.compatFamilies().contains(entry.family())
                || config.filter(LocalEntry::carriesCompat).isPresent();
        var driver = entry.cuda().map(cuda -> DriverRule.check(ground, facts, cuda, compat));
        var results = ground.gpus().stream().map(card -> result(card, entry, driver)).toList();
        var confidence = entry.confidence();
        if (driver.isPresent()) {
            confidence = weaker(confidence, driver.get().confidence());
        }
        for (var result : results) {
            if (result.card().guessed() && result.card().capability().isPresent()) {
                confidence = weaker(confidence, "medium");
            }
            if (result.failure().equals(Optional.of(Reason.OTHER_L4T))) {
                confidence = weaker(confidence, ground.board().orElseThrow().chip().orElseThrow().confidence());
            }
            if (result.code().fit() == CodeRule.Fit.PTX) {
                // The framework's own kernels start; the libraries beside them may still lack code for this GPU.
                confidence = weaker(confidence, "medium");
            }
        }
        var running = results.stream().filter(Result::runs).toList();
        var reasons = new LinkedHashSet<Reason>();
        if (running.isEmpty()) {
            results.forEach(result -> failures(result, driver, reasons));
            boolean unsure = results.stream().anyMatch(result -> result.failure().isEmpty());
            if (unsure) {
                reasons.add(Reason.UNKNOWN_IMAGE);
            }
            return new Assessment(ground, entry, unsure ? Level.UNKNOWN : Level.FAILS, List.copyOf(reasons), driver,
                    results, Optional.empty(), config.isPresent(), confidence);
        }
        var refused = config.filter(_ -> ground.checksImages()).flatMap(known -> refused(known.environment(),
                running));
        if (refused.isPresent()) {
            return new Assessment(ground, entry, Level.FAILS, List.of(Reason.IMAGE_REQUIRES_NEWER_DRIVER), driver,
                    results, refused, true, confidence);
        }
        if (running.size() < results.size()) {
            reasons.add(Reason.SOME_GPUS_ONLY);
            results.stream().filter(result -> !result.runs()).forEach(result -> failures(result, driver, reasons));
        }
        if (config.isEmpty() && driver.filter(outcome -> outcome.fit() != DriverRule.Fit.FULL).isPresent()
                && likelyRefused(entry, running)) {
            reasons.add(Reason.IMAGE_REQUIRES_NEWER_DRIVER);
            confidence = weaker(confidence, Labels.expected(entry, facts) == Labels.Expected.KNOWN ? "medium"
                    : "medium-low");
        }
        if (running.stream().anyMatch(Result::forward)) {
            reasons.add(Reason.FORWARD_COMPAT);
        }
        if (driver.filter(outcome -> outcome.fit() == DriverRule.Fit.MINOR).isPresent()) {
            reasons.add(Reason.MINOR_VERSION);
        }
        if (running.stream().anyMatch(result -> result.code().fit() == CodeRule.Fit.PTX)) {
            reasons.add(Reason.FIRST_START_COMPILES);
        }
        return new Assessment(ground, entry, reasons.isEmpty() ? Level.RUNS : Level.CAVEAT, List.copyOf(reasons),
                driver, results, Optional.empty(), config.isPresent(), confidence);
    }

    private Result result(Ground.Card card, ImageEntry entry, Optional<DriverRule.Outcome> driver) {
        var fit = driver.map(DriverRule.Outcome::fit).orElse(DriverRule.Fit.NOT_KNOWN);
        boolean forward = card.dataCentre() && driver.filter(DriverRule.Outcome::compat).isPresent()
                && (fit == DriverRule.Fit.TOO_OLD || fit == DriverRule.Fit.MINOR);
        var code = board.held(card, entry, CodeRule.check(card, ground, entry, facts.architectures(),
                fit == DriverRule.Fit.FULL || forward));
        // Where the minor version's limited set is enough, the image's own driver library is not what decides.
        boolean needsForward = forward && (fit == DriverRule.Fit.TOO_OLD || code.fit() == CodeRule.Fit.PTX);
        if (card.embedded() && board.refuses(entry)) {
            return new Result(card, code, false, Optional.of(Reason.OTHER_L4T), true);
        }
        var failure = switch (code.fit()) {
            case DROPPED, TOO_OLD, LEFT_BRANCH -> Optional.of(Reason.GPU_TOO_OLD);
            case TOO_NEW -> Optional.of(Reason.GPU_TOO_NEW);
            case PTX_NEEDS_NEWER_DRIVER -> Optional.of(fit == DriverRule.Fit.TOO_OLD ? Reason.DRIVER_TOO_OLD
                    : Reason.PTX_NEEDS_NEWER_DRIVER);
            case OWN, SAME_MAJOR, PTX, NOT_PROMISED, TOOLKIT, NOT_KNOWN ->
                    fit == DriverRule.Fit.TOO_OLD && !forward ? Optional.of(Reason.DRIVER_TOO_OLD)
                            : Optional.<Reason>empty();
        };
        boolean known = switch (code.fit()) {
            case NOT_PROMISED, NOT_KNOWN -> failure.isPresent();
            case OWN, SAME_MAJOR, PTX, TOOLKIT, PTX_NEEDS_NEWER_DRIVER, DROPPED, TOO_OLD, TOO_NEW, LEFT_BRANCH ->
                    failure.isPresent() || driver.isEmpty() || fit != DriverRule.Fit.NOT_KNOWN;
        };
        return new Result(card, code, needsForward, failure, known);
    }

    /** What is wrong for one GPU; a driver that is too old besides is said too. */
    private static void failures(Result result, Optional<DriverRule.Outcome> driver, LinkedHashSet<Reason> reasons) {
        result.failure().ifPresent(reasons::add);
        if (result.failure().isPresent() && driver.filter(outcome -> outcome.fit() == DriverRule.Fit.TOO_OLD)
                .isPresent() && !result.forward()) {
            reasons.add(Reason.DRIVER_TOO_OLD);
        }
    }

    /** Before the pull: what images of this family and CUDA version are known to ask for. */
    private boolean likelyRefused(ImageEntry entry, List<Result> running) {
        if (ground.checksImages() && facts.familyLabels().containsKey(entry.family())) {
            return refused(Map.of("NVIDIA_REQUIRE_CUDA", facts.familyLabels().get(entry.family()).requirement()),
                    running).isPresent();
        }
        if (!ground.checksImages() || Labels.expected(entry, facts) == Labels.Expected.NO
                || ground.branch().isEmpty()) {
            return false;
        }
        var cuda = entry.cuda().orElseThrow();
        var label = facts.labels().stream().filter(known -> known.cuda().major() == cuda.major()
                && known.cuda().minor() <= cuda.minor()).max(Comparator.comparing(Facts.Label::cuda));
        return label.filter(known -> !known.branches().contains(ground.branch().get().number())
                || !known.geforce() && running.stream().anyMatch(result -> result.card().consumer())).isPresent();
    }

    private Optional<String> refused(Map<String, String> environment, List<Result> running) {
        for (var result : running) {
            var card = result.card();
            var given = new Requirement.Given(ground.cuda(), ground.driver(),
                    card.capability().map(capability -> Version.of(capability.toString())),
                    card.gpu().brand().asOptional());
            var unmet = Requirement.unmet(environment, given);
            if (unmet.isPresent()) {
                return unmet;
            }
        }
        return Optional.empty();
    }

    private Assessment failed(ImageEntry entry, Reason... reasons) {
        return plain(entry, Level.FAILS, List.of(reasons));
    }

    private Assessment plain(ImageEntry entry, Level level, List<Reason> reasons) {
        return Assessment.plain(ground, entry, level, reasons);
    }

    static String weaker(String one, String other) {
        return CONFIDENCES.indexOf(one) >= CONFIDENCES.indexOf(other) ? one : other;
    }

    static boolean isLow(String confidence) {
        return CONFIDENCES.indexOf(confidence) >= CONFIDENCES.indexOf("medium-low");
    }
}
