package dev.slipway.compat;

import dev.slipway.base.Text;
import dev.slipway.base.Version;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Facts;
import dev.slipway.catalog.Framework;
import dev.slipway.catalog.GpuCode;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.catalog.ImageEntry.Recommendation;
import dev.slipway.catalog.JetsonTags;
import dev.slipway.catalog.Lookup;
import dev.slipway.catalog.Reference;
import dev.slipway.compat.Verdict.Level;
import dev.slipway.compat.Verdict.Reason;
import dev.slipway.engine.ImageConfig;
import dev.slipway.machine.Machine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Says whether images run on a machine. Pure: no I/O, no clock; the facts are those of the catalogue it was made with.
 * Immutable; any thread.
 */
public final class Judge {
    private final Catalog catalog;
    private final Products products;
    /** Most callers ask about one machine again and again. */
    private final AtomicReference<Bench> last = new AtomicReference<>();

    /** A judge with these facts. */
    public Judge(Catalog catalog) {
        this.catalog = catalog;
        this.products = new Products(catalog.facts());
    }

    /** Whether a row of the catalogue runs on a machine. */
    public Verdict judge(Machine machine, ImageEntry entry) {
        return on(machine).judge(entry, Optional.empty());
    }

    /**
     * Whether an image runs of which more is known than its reference tells.
     *
     * @param config what the image says of itself: its own check of the driver counts, whatever is inside
     */
    public Verdict judge(Machine machine, ImageEntry entry, Optional<ImageConfig> config) {
        return on(machine).judge(entry, config);
    }

    /**
     * Whether any image runs on a machine.
     *
     * @param reference as a person typed it; untrusted
     * @param localConfig what the image says of itself, where it is on the engine
     */
    public Verdict judge(Machine machine, String reference, Optional<ImageConfig> localConfig) {
        return on(machine).judge(reference, localConfig);
    }

    /** The verdict on a reference that its registry was asked for and does not have. */
    public Verdict absent(Machine machine, String reference) {
        return on(machine).absent(reference);
    }

    /** A bench for one machine, which keeps what it has worked out: for many images. */
    Bench on(Machine machine) {
        var known = last.get();
        if (known != null && known.machine == machine && known.rows == catalog.entries()) {
            return known;
        }
        var bench = new Bench(machine);
        last.set(bench);
        return bench;
    }

    /** The row that stands for a reference: the catalogue's, one inferred from the tag, or one read from the image. */
    public Optional<ImageEntry> entry(String reference, Optional<ImageConfig> config) {
        return switch (catalog.look(reference)) {
            case Lookup.Listed(var entry) -> Optional.of(entry);
            // Of an image for a Jetson, what decides is its release of L4T, which the image itself does not tell.
            case Lookup.Inferred(var entry) -> config.filter(_ -> !JetsonTags.isJetsons(entry))
                    .map(known -> LocalEntry.of(reference, known, catalog.entries()))
                    .filter(local -> local.cuda().isPresent()).or(() -> Optional.of(entry));
            case Lookup.NoSuchTag _, Lookup.NotKnown _, Lookup.NotAReference _ ->
                    config.map(known -> LocalEntry.of(reference, known, catalog.entries()));
        };
    }

    /** Judges on one machine. Any thread. */
    final class Bench {
        private final Machine machine;
        /** The catalogue's when the bench was made; a refresh brings others, and a new bench. */
        private final List<ImageEntry> rows;
        private final Rules rules;
        private final Ground ground;
        private final Map<Kind, Found> known = new ConcurrentHashMap<>();
        private final Map<Kept, Boolean> lasting = new ConcurrentHashMap<>();
        /** Judging every row is worth it only once one of them fails; doing so twice at the same time does no harm. */
        private volatile Nearest nearest;

        private Bench(Machine machine) {
            this.machine = machine;
            this.rows = catalog.entries();
            this.ground = Ground.of(machine, catalog.facts(), products);
            this.rules = new Rules(catalog.facts(), ground);
        }

        Assessment assess(ImageEntry entry) {
            return found(entry).assessment();
        }

        private Found found(ImageEntry row) {
            var entry = row.on(ground.arch());
            return known.computeIfAbsent(Kind.of(entry, catalog.facts()),
                    _ -> Found.of(rules.assess(entry, Optional.empty())));
        }

        private Optional<String> nearest(ImageEntry entry, Assessment found) {
            if (ground.board().isEmpty() && (ground.gpus().isEmpty() || ground.driver().isEmpty())) {
                return Optional.empty();
            }
            var all = nearest;
            if (all == null) {
                all = new Nearest(rows, this::assess);
                nearest = all;
            }
            return all.to(entry, found);
        }

        Verdict judge(ImageEntry row, Optional<ImageConfig> config) {
            var entry = row.on(ground.arch());
            var judged = config.isPresent() ? Found.of(rules.assess(entry, config)) : found(entry);
            var found = judged.assessment();
            boolean complete = found.level() == Level.RUNS || found.level() == Level.UNKNOWN
                    || found.level() == Level.CAVEAT && !found.reasons().contains(Reason.SOME_GPUS_ONLY);
            var suggestion = complete ? Optional.<String>empty() : nearest(entry, found);
            var keep = keep(entry, found);
            var points = judged.points();
            if (keep.isPresent()) {
                points = new ArrayList<>(points);
                points.add(keep.get());
            }
            return new Verdict(found.level(), found.reasons(), judged.summary(), points, suggestion, judged.running(),
                    sources(entry, found), found.confidence());
        }

        private List<String> sources(ImageEntry entry, Assessment found) {
            var toolkit = found.driver().flatMap(_ -> entry.cuda()).flatMap(catalog.facts()::toolkit);
            var board = ground.board().filter(_ -> JetsonTags.isJetsons(entry)
                    || found.reasons().contains(Reason.OTHER_L4T));
            if (toolkit.isEmpty() && board.isEmpty()) {
                return entry.sources();
            }
            var sources = new LinkedHashSet<>(entry.sources());
            toolkit.ifPresent(known -> sources.addAll(known.sources()));
            board.ifPresent(known -> sources.addAll(BoardWording.sources(known, entry)));
            return List.copyOf(sources);
        }

        /** The last release for a GPU here is one to keep: no newer one will replace it. */
        private Optional<Verdict.Point> keep(ImageEntry entry, Assessment found) {
            if (!entry.recommendation().equals(Optional.of(Recommendation.LAST_FOR_OLD_GPUS))) {
                return Optional.empty();
            }
            return found.cards().stream().filter(Assessment.Result::runs).map(Assessment.Result::card)
                    .filter(card -> lasting.computeIfAbsent(
                            new Kept(entry.family(), entry.frameworkVersion(), card.gpu().index()),
                            _ -> catalog.entries().stream().noneMatch(row -> replaces(row, entry, card))))
                    .findFirst().map(card -> new Verdict.Point(Text.of("verdict.point.last", card.name()),
                            Text.of("verdict.point.keep"), true));
        }

        private boolean replaces(ImageEntry row, ImageEntry entry, Ground.Card card) {
            boolean newer = row.recommendation().equals(Optional.of(Recommendation.NEW_PROJECT))
                    || row.frameworkVersion().flatMap(version -> entry.frameworkVersion()
                            .filter(last -> version.compareTo(last) > 0)).isPresent();
            return row.family().equals(entry.family()) && newer
                    && CodeRule.check(card, ground, row.on(ground.arch()), catalog.facts().architectures(), false)
                            .hasMachineCode();
        }

        private record Kept(String family, Optional<Version> version, int gpu) {
        }

        Verdict judge(String reference, Optional<ImageConfig> config) {
            var entry = entry(reference, config);
            if (entry.isPresent()) {
                return judge(entry.get(), config);
            }
            return switch (catalog.look(reference)) {
                case Lookup.NoSuchTag(var reasons, var nearest) -> noSuchTag(reference, reasons, nearest,
                        whoKnowsTags(reference));
                case Lookup.NotAReference _ -> Verdict.unknown(Text.of("verdict.unknown.not-a-reference"));
                case Lookup.Listed _, Lookup.Inferred _, Lookup.NotKnown _ ->
                        Verdict.unknown(Text.of("verdict.unknown.not-here"));
            };
        }

        /** The nearest real tag that runs here; the nearest real one at all where this machine has nothing to say. */
        private Verdict noSuchTag(String reference, List<Text> why, List<String> nearest, String source) {
            var real = nearest.stream().map(catalog::find).flatMap(Optional::stream).toList();
            var best = real.stream().filter(entry -> assess(entry).level() == Level.RUNS).findFirst()
                    .or(() -> real.stream().filter(entry -> assess(entry).level() == Level.CAVEAT).findFirst())
                    .map(ImageEntry::reference)
                    .or(() -> real.stream().findFirst().flatMap(entry -> nearest(entry, assess(entry))));
            var points = new ArrayList<Verdict.Point>();
            why.forEach(text -> points.add(new Verdict.Point(Text.of("verdict.point.tag"), text, false)
                    .from(List.of(source), "medium-high")));
            for (var entry : real) {
                points.add(new Verdict.Point(Text.of("verdict.point.nearest"),
                        Text.of("verdict.point.plain", entry.reference()), true));
            }
            var parts = new ArrayList<Text>();
            parts.add(Text.of("verdict.fails.no-such-tag", reference));
            why.stream().limit(2).forEach(parts::add);
            return new Verdict(Level.FAILS, List.of(Reason.NO_SUCH_TAG), Wording.joined(parts), points, best,
                    List.of(), List.of(source), "medium-high");
        }

        /** An image that its registry does not have. */
        Verdict absent(String reference) {
            return noSuchTag(reference, List.of(Text.of("verdict.tag.not-in-registry")), List.of(),
                    Reference.parse(reference).map(Reference::registry).orElse(""));
        }

        private static String whoKnowsTags(String reference) {
            var repository = Reference.parse(reference).map(Reference::repository).orElse("");
            return repository.startsWith("nvcr.io/") || repository.startsWith("docker.io/nvidia/")
                    ? "NVIDIA's list of releases" : "PyTorch's build matrix and release list";
        }
    }

    /** All of an image that the rules and their words look at, where the image itself has not been read. */
    private record Kind(String family, Framework framework, Optional<Version> cuda, Optional<GpuCode> code,
            boolean cpuOnly, Set<String> architectures, String confidence, boolean seen, List<String> sources,
            Labels.Expected label, boolean jetsons, Optional<Version> l4t) {
        static Kind of(ImageEntry entry, Facts facts) {
            return new Kind(entry.family(), entry.framework(), entry.cuda(), entry.code(), entry.cpuOnly(),
                    entry.architectures(), entry.confidence(), entry.seen(), entry.sources(),
                    Labels.expected(entry, facts), entry.flavour().filter("jetson"::equals).isPresent(),
                    JetsonTags.isJetsons(entry) ? JetsonTags.release(entry.tag()) : Optional.empty());
        }
    }

    /** An assessment in words. */
    private record Found(Assessment assessment, Text summary, List<Verdict.Point> points, List<Integer> running) {
        static Found of(Assessment assessment) {
            return new Found(assessment, Wording.summary(assessment), List.copyOf(Wording.points(assessment)),
                    assessment.running());
        }
    }
}
