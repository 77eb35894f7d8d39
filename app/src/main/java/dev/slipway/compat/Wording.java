package dev.slipway.compat;

import dev.slipway.base.Bytes;
import dev.slipway.base.Text;
import dev.slipway.base.Version;
import dev.slipway.catalog.Facts;
import dev.slipway.catalog.JetsonTags;
import dev.slipway.compat.Assessment.Result;
import dev.slipway.compat.Verdict.Level;
import dev.slipway.compat.Verdict.Point;
import dev.slipway.compat.Verdict.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Puts an assessment into words: one sentence or three, and the numbers behind them. */
final class Wording {
    private static final int MOST_NAMED = 3;

    private Wording() {
    }

    static Text summary(Assessment found) {
        var parts = new ArrayList<Text>();
        parts.add(main(found));
        why(found).ifPresent(parts::add);
        if (!found.entry().seen() && found.level() != Level.UNKNOWN) {
            parts.add(Text.of("verdict.note.unseen"));
        } else if (found.checkUnread() && found.level() == Level.CAVEAT
                && found.driver().filter(outcome -> outcome.fit() != DriverRule.Fit.FULL).isPresent()) {
            // A driver that speaks the image's CUDA passes any such check; an older one may not.
            parts.add(Text.of("verdict.note.check-unread"));
        } else if (Rules.isLow(found.confidence()) && found.level() != Level.UNKNOWN) {
            parts.add(Text.of("verdict.note.low-confidence"));
        }
        return joined(parts);
    }

    private static Text main(Assessment found) {
        var first = found.reasons().isEmpty() ? null : found.reasons().getFirst();
        if (found.level() == Level.UNKNOWN && !found.cards().isEmpty()) {
            return Text.of("verdict.unknown.code",
                    named(found.cards().stream().filter(result -> result.failure().isEmpty()).toList()));
        }
        var board = BoardWording.main(found);
        if (board.isPresent()) {
            return board.get();
        }
        if (found.level() == Level.UNKNOWN) {
            return Text.of(found.entry().family().equals("rocm-pytorch") ? "verdict.unknown.rocm"
                    : "verdict.unknown.image");
        }
        if (found.cards().isEmpty()) {
            return switch (first) {
                case NO_GPU -> Text.of(found.entry().family().equals("rocm-pytorch") ? "verdict.fails.rocm"
                        : "verdict.fails.no-gpu");
                case NO_DRIVER -> Text.of("verdict.fails.no-driver");
                case WRONG_ARCHITECTURE -> Text.of("verdict.fails.architecture",
                        String.join(", ", found.entry().architectures().stream().sorted().toList()),
                        found.ground().arch());
                case CPU_ONLY_IMAGE -> Text.of(found.level() == Level.RUNS ? "verdict.runs.cpu-only"
                        : "verdict.caveat.cpu-only");
                case null, default -> Text.of("verdict.unknown.image");
            };
        }
        if (found.refusedBy().isPresent()) {
            return Text.of("verdict.fails.refused", found.refusedBy().get());
        }
        var running = found.cards().stream().filter(Result::runs).toList();
        var others = found.cards().stream().filter(result -> !result.runs()).toList();
        if (running.isEmpty()) {
            return Text.of("verdict.fails.gpus", named(others));
        }
        return others.isEmpty() ? Text.of("verdict.runs.gpus", named(running))
                : Text.of("verdict.caveat.some", named(running), named(others));
    }

    /** The most important cause, in one sentence. */
    private static Optional<Text> why(Assessment found) {
        if (found.reasons().contains(Reason.OTHER_L4T) && !JetsonTags.isJetsons(found.entry())) {
            return Optional.of(BoardWording.why(found));
        }
        if (found.cards().isEmpty()) {
            return found.reasons().contains(Reason.CPU_ONLY_IMAGE)
                    && found.reasons().contains(Reason.WRONG_ARCHITECTURE)
                    ? Optional.of(Text.of("verdict.why.arm64-cpu-only")) : Optional.empty();
        }
        if (found.refusedBy().isPresent()) {
            return Optional.of(Text.of("verdict.why.label"));
        }
        var failing = found.cards().stream().filter(result -> result.failure().isPresent()).findFirst();
        if (failing.isPresent()) {
            return Optional.of(cause(found, failing.get()));
        }
        var driver = found.ground().driver().map(Version::text).orElse("?");
        var cuda = found.cuda().map(Wording::minor).orElse("?");
        if (found.reasons().contains(Reason.IMAGE_REQUIRES_NEWER_DRIVER)) {
            return Optional.of(Text.of("verdict.why.likely-refused", cuda));
        }
        if (found.reasons().contains(Reason.FORWARD_COMPAT)) {
            return Optional.of(Text.of("verdict.why.forward-compat", cuda));
        }
        if (found.reasons().contains(Reason.FIRST_START_COMPILES)) {
            return Optional.of(Text.of("verdict.why.first-start-compiles", named(found.cards().stream()
                    .filter(result -> result.runs() && result.code().fit() == CodeRule.Fit.PTX).toList())));
        }
        if (found.reasons().contains(Reason.MINOR_VERSION)) {
            var full = found.driver().flatMap(DriverRule.Outcome::full);
            return Optional.of(full.map(own -> Text.of("verdict.why.minor-version", driver, cuda, own.text()))
                    .orElseGet(() -> Text.of("verdict.why.minor-version-plain", driver, cuda)));
        }
        return Optional.empty();
    }

    private static Text cause(Assessment found, Result result) {
        var name = result.card().name();
        var capability = result.card().capability().map(Object::toString).orElse("?");
        var cuda = found.cuda();
        var code = result.code().code().map(Object::toString).orElse("?");
        var driver = found.ground().driver().map(Version::text).orElse("?");
        return switch (result.code().fit()) {
            case DROPPED -> dropped(cuda.orElseThrow(), result, capability);
            case TOO_OLD -> Text.of("verdict.why.too-old", code, name, capability);
            case TOO_NEW -> Text.of("verdict.why.too-new", code, name, capability);
            case LEFT_BRANCH -> Text.of("verdict.why.left-branch", driver, name, result.card().architecture()
                    .flatMap(Facts.Architecture::lastDriverBranch).map(String::valueOf).orElse("?"));
            case PTX_NEEDS_NEWER_DRIVER -> result.failure().filter(Reason.PTX_NEEDS_NEWER_DRIVER::equals).isPresent()
                    ? Text.of("verdict.why.ptx", name, cuda.map(Wording::minor).orElse("?"),
                            found.ground().cuda().map(Version::text).orElse("?"))
                    : driverTooOld(found, cuda);
            case OWN, SAME_MAJOR, PTX, NOT_PROMISED, TOOLKIT, NOT_KNOWN -> driverTooOld(found, cuda);
        };
    }

    private static Text dropped(Version cuda, Result result, String capability) {
        var last = result.card().architecture().flatMap(Facts.Architecture::lastToolkit);
        return last.filter(known -> known.major() < cuda.major()).isPresent()
                ? Text.of("verdict.why.dropped-major", cuda.major(), capability)
                : Text.of("verdict.why.dropped", minor(cuda), capability, last.map(Version::text).orElse("?"));
    }

    private static Text driverTooOld(Assessment found, Optional<Version> cuda) {
        return Text.of("verdict.why.driver-too-old", cuda.map(Wording::minor).orElse("?"),
                found.driver().flatMap(DriverRule.Outcome::least).map(Version::text).orElse("?"),
                found.ground().driver().map(Version::text).orElse("?"));
    }

    static List<Point> points(Assessment found) {
        var points = new ArrayList<Point>();
        cardPoints(found, points);
        var ground = found.ground();
        ground.driver().ifPresent(driver -> points.add(new Point(Text.of("verdict.point.driver"),
                ground.cuda().map(cuda -> Text.of("verdict.point.driver-cuda", driver.text(), cuda.text()))
                        .orElseGet(() -> Text.of("verdict.point.plain", driver.text())), true)));
        if (ground.gpus().isEmpty() && ground.board().isEmpty() && !found.entry().cpuOnly()) {
            points.add(new Point(Text.of("verdict.point.gpus"), Text.of("verdict.point.no-gpus"), false));
        } else if (ground.driver().isEmpty() && ground.board().isEmpty() && !found.entry().cpuOnly()) {
            points.add(new Point(Text.of("verdict.point.driver"), Text.of("verdict.point.no-driver"), false));
        }
        points.addAll(BoardWording.points(found));
        found.cuda().flatMap(cuda -> found.driver().flatMap(outcome -> needs(ground, cuda, outcome,
                found.reasons().contains(Reason.FORWARD_COMPAT))
                .map(point -> point.from(outcome.sources(), outcome.confidence())))).ifPresent(points::add);
        if (found.reasons().contains(Reason.WRONG_ARCHITECTURE)) {
            points.add(new Point(Text.of("verdict.point.architecture"), Text.of("verdict.point.plain",
                    String.join(", ", found.entry().architectures().stream().sorted().toList())), false)
                    .from(found.entry().sources(), found.confidence()));
        }
        if (found.checkUnread()) {
            points.add(new Point(Text.of("verdict.point.label"), Text.of("verdict.point.label-unread"), true)
                    .from(List.of(), "low"));
        }
        found.label().filter(_ -> !found.read() && ground.checksImages() && !found.cards().isEmpty()).ifPresent(label ->
                points.add(new Point(Text.of("verdict.point.label"), Text.of("verdict.point.plain",
                        label.requirement()), !found.reasons().contains(Reason.IMAGE_REQUIRES_NEWER_DRIVER))
                        .from(label.sources(), label.confidence())));
        found.refusedBy().ifPresent(term -> points.add(new Point(Text.of("verdict.point.label"),
                Text.of("verdict.point.plain", term), false)));
        return points;
    }

    /** One line for each product, however many of it there are. */
    private static void cardPoints(Assessment found, List<Point> points) {
        var lines = new LinkedHashMap<Point, Integer>();
        for (var result : found.cards()) {
            var name = result.card().name();
            var label = result.card().capability().map(capability -> Text.of("verdict.point.gpu", name, capability))
                    .orElseGet(() -> Text.of("verdict.point.plain", name));
            var entry = found.entry();
            boolean other = result.failure().filter(Reason.OTHER_L4T::equals).isPresent();
            lines.merge(new Point(label, other ? BoardWording.from(found) : code(result),
                    !other && codeMet(result)).from(entry.sources(), entry.confidence()), 1,
                    Integer::sum);
        }
        lines.forEach((point, count) -> points.add(count == 1 ? point
                : new Point(Text.of("verdict.point.times", count, point.label()), point.value(), point.met(),
                        point.sources(), point.confidence())));
        memoryPoints(found, points);
    }

    /** What a container will not get in full. */
    private static void memoryPoints(Assessment found, List<Point> points) {
        var lines = new LinkedHashSet<Point>();
        for (var result : found.cards()) {
            var card = result.card();
            if (card.split()) {
                lines.add(new Point(Text.of("verdict.point.mig", card.name()), card.gpu().memoryBytes().asOptional()
                        .map(bytes -> Text.of("verdict.point.mig-part", Bytes.inWords(bytes)))
                        .orElseGet(() -> Text.of("verdict.point.mig-one")), true));
            } else if (card.sharesMemory()) {
                lines.add(new Point(Text.of("verdict.point.memory", card.name()),
                        Text.of("verdict.point.memory-shared"), true));
            }
        }
        points.addAll(lines);
    }

    private static Optional<Point> needs(Ground ground, Version cuda, DriverRule.Outcome outcome, boolean forward) {
        var label = Text.of("verdict.point.cuda-needs", minor(cuda));
        // The numbers of a board's driver are its own: there, the CUDA version that it speaks says it.
        boolean board = ground.board().isPresent();
        var full = outcome.full().map(own -> board ? "CUDA " + minor(cuda) : own.text());
        var least = outcome.least().map(floor -> board ? "CUDA " + cuda.major() + ".0" : floor.text());
        return switch (outcome.fit()) {
            case FULL -> full.map(own -> new Point(label, Text.of("verdict.point.met", own), true));
            case MINOR -> full.isPresent()
                    ? Optional.of(new Point(label, Text.of("verdict.point.minor", full.get(), least.orElse("?")), true))
                    : least.map(floor -> new Point(label, Text.of("verdict.point.met", floor), true));
            case TOO_OLD -> least.map(floor -> forward
                    ? new Point(label, Text.of("verdict.point.forward", floor), true)
                    : new Point(label, Text.of("verdict.point.not-met", floor), false));
            case NOT_KNOWN -> Optional.empty();
        };
    }

    private static Text code(Result result) {
        var code = result.code().code().map(Object::toString).orElse("?");
        return switch (result.code().fit()) {
            case OWN -> Text.of("verdict.code.own");
            case SAME_MAJOR -> Text.of("verdict.code.same-major", code);
            case PTX -> result.code().code().isPresent() ? Text.of("verdict.code.ptx", code)
                    : Text.of("verdict.code.ptx-only");
            case PTX_NEEDS_NEWER_DRIVER -> Text.of("verdict.code.ptx-driver");
            case DROPPED -> Text.of("verdict.code.dropped", result.card().architecture()
                    .flatMap(Facts.Architecture::lastToolkit).map(Version::text).orElse("?"));
            case TOO_OLD -> Text.of("verdict.code.starts-at", code);
            case TOO_NEW -> Text.of("verdict.code.ends-at", code);
            case LEFT_BRANCH -> Text.of("verdict.code.left-branch", result.card().architecture()
                    .flatMap(Facts.Architecture::lastDriverBranch).map(String::valueOf).orElse("?"));
            case NOT_PROMISED -> Text.of("verdict.code.not-promised", code);
            case TOOLKIT -> Text.of("verdict.code.toolkit");
            case NOT_KNOWN -> Text.of("verdict.code.not-known");
        };
    }

    private static boolean codeMet(Result result) {
        return switch (result.code().fit()) {
            case OWN, SAME_MAJOR, PTX, TOOLKIT -> true;
            case PTX_NEEDS_NEWER_DRIVER, DROPPED, TOO_OLD, TOO_NEW, LEFT_BRANCH, NOT_PROMISED, NOT_KNOWN -> false;
        };
    }

    /** GPUs by name, the same product once with its count. */
    private static Text named(List<Result> results) {
        return cards(results.stream().map(result -> result.card().name()).toList());
    }

    static Text cards(List<String> names) {
        var counts = new LinkedHashMap<String, Integer>();
        names.forEach(name -> counts.merge(name, 1, Integer::sum));
        var texts = counts.entrySet().stream().map(entry -> entry.getValue() == 1
                ? Text.of("verdict.gpu.one", entry.getKey())
                : Text.of("verdict.gpu.many", entry.getValue(), entry.getKey())).toList();
        return switch (texts.size()) {
            case 1 -> texts.getFirst();
            case 2 -> Text.of("verdict.gpu.two", texts.get(0), texts.get(1));
            case MOST_NAMED -> Text.of("verdict.gpu.three", texts.get(0), texts.get(1), texts.get(2));
            default -> Text.of("verdict.gpu.count", names.size());
        };
    }

    static Text joined(List<Text> parts) {
        return switch (parts.size()) {
            case 1 -> parts.getFirst();
            case 2 -> Text.of("verdict.join.two", parts.get(0), parts.get(1));
            default -> Text.of("verdict.join.three", parts.get(0), parts.get(1), parts.get(2));
        };
    }

    static String minor(Version version) {
        return version.major() + "." + version.minor();
    }
}
