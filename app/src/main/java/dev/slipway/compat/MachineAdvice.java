package dev.slipway.compat;

import dev.slipway.base.Text;
import dev.slipway.base.Version;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Facts;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.compat.Advice.Kind;
import dev.slipway.compat.Verdict.Level;
import dev.slipway.engine.EngineInfo;
import dev.slipway.gpu.ComputeCapability;
import dev.slipway.machine.Machine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What to know about a machine before choosing an image. Pure. */
public final class MachineAdvice {
    /** GPUs that need a CUDA version this new or newer are worth a word; for older ones every current image will do. */
    private static final Version WORTH_SAYING = Version.of("12.1");

    private final Facts facts;
    private final Ground ground;
    private final List<ImageEntry> builds;
    private final List<ImageRow> rows;
    private final List<Advice> advice = new ArrayList<>();

    private MachineAdvice(Catalog catalog, Ground ground, List<ImageRow> rows) {
        this.facts = catalog.facts();
        this.ground = ground;
        this.builds = catalog.entries().stream().filter(entry -> entry.family().equals("pytorch")).toList();
        this.rows = rows;
    }

    /** The advice for a machine, the most pressing first; empty when there is nothing to say. */
    public static List<Advice> of(Machine machine, Catalog catalog, List<ImageRow> rows) {
        var ground = Ground.of(machine, catalog.facts(), new Products(catalog.facts()));
        var all = new MachineAdvice(catalog, ground, rows);
        all.gpus();
        all.engine(machine);
        all.advice.sort(Comparator.comparing(Advice::kind));
        return List.copyOf(all.advice);
    }

    private void gpus() {
        if (ground.gpus().isEmpty() && ground.board().isPresent()) {
            // The GPU is there, although no tool names it.
            return;
        }
        if (ground.gpus().isEmpty()) {
            say(Kind.NO_GPU, Text.of("verdict.advice.no-gpu"), Text.of("verdict.advice.no-gpu.detail"));
            return;
        }
        if (ground.driver().isEmpty()) {
            noDriver();
        } else {
            driver();
        }
        var byName = new LinkedHashMap<String, Ground.Card>();
        ground.gpus().forEach(card -> byName.putIfAbsent(card.name(), card));
        byName.values().forEach(this::card);
    }

    private void noDriver() {
        var names = Wording.cards(ground.gpus().stream().map(Ground.Card::name).toList());
        var last = ground.gpus().stream().map(MachineAdvice::lastBranch).flatMap(Optional::stream).min(
                Comparator.naturalOrder());
        if (last.isPresent()) {
            say(Kind.NO_DRIVER, Text.of("verdict.advice.no-driver"),
                    Text.of("verdict.advice.no-driver.detail-last", last.get(), names));
            return;
        }
        newestFloor().ifPresent(floor -> say(Kind.NO_DRIVER, Text.of("verdict.advice.no-driver"),
                Text.of("verdict.advice.no-driver.detail", floor.driver(ground.windows()).text(), names)));
    }

    private Optional<Facts.DriverFloor> newestFloor() {
        return facts.floors().values().stream().max(Comparator.comparingInt(Facts.DriverFloor::major));
    }

    /** The driver against the newest CUDA for which there is code for a GPU here. */
    private void driver() {
        for (var card : ground.gpus()) {
            var newest = supported(card).map(ImageEntry::cuda).flatMap(Optional::stream).max(Comparator.naturalOrder());
            if (newest.isEmpty()) {
                continue;
            }
            var outcome = DriverRule.check(ground, facts, newest.get(), false);
            if (outcome.fit() == DriverRule.Fit.TOO_OLD && outcome.least().isPresent()) {
                say(Kind.DRIVER_TOO_OLD,
                        Text.of("verdict.advice.driver", ground.driver().orElseThrow().text(),
                                Wording.minor(newest.get())),
                        Text.of("verdict.advice.driver.detail", outcome.least().get().text(), running(), rows.size()));
                return;
            }
        }
    }

    private void card(Ground.Card card) {
        if (card.capability().isEmpty()) {
            return;
        }
        var name = Text.of("verdict.gpu.one", card.name());
        var capability = card.capability().get();
        var cuda = supported(card).map(ImageEntry::cuda).flatMap(Optional::stream).sorted().toList();
        if (cuda.isEmpty()) {
            say(Kind.NO_BUILD, Text.of("verdict.advice.no-build", name),
                    Text.of("verdict.advice.no-build.detail", capability));
        } else {
            var newest = builds.stream().map(ImageEntry::cuda).flatMap(Optional::stream).max(
                    Comparator.naturalOrder()).orElseThrow();
            if (cuda.getLast().compareTo(newest) < 0) {
                say(Kind.OLD_GPU, Text.of("verdict.advice.old-gpu", name, currentCuda(card)),
                        counted("verdict.advice.old-gpu.detail", capability));
            }
            if (cuda.getFirst().atLeast(WORTH_SAYING)) {
                say(Kind.NEW_GPU, Text.of("verdict.advice.new-gpu", name, Wording.minor(cuda.getFirst())),
                        counted("verdict.advice.new-gpu.detail", capability));
            }
        }
        var last = lastBranch(card);
        if (last.isPresent() && ground.branch().map(Facts.Branch::number).equals(last)) {
            say(Kind.LAST_DRIVER_BRANCH, Text.of("verdict.advice.last-branch", name, last.get()),
                    Text.of("verdict.advice.last-branch.detail", last.get()));
        }
    }

    private Text counted(String key, ComputeCapability capability) {
        var why = Text.of(key, capability);
        return ground.driver().isEmpty() ? why : Text.of("verdict.join.two", why, Text.of(
                ground.gpus().size() > 1 ? "verdict.advice.count-all" : "verdict.advice.count", running(),
                rows.size()));
    }

    /** The newest CUDA of the newest release that still holds code for a GPU: what to look for today. */
    private String currentCuda(Ground.Card card) {
        return supported(card).max(Comparator.comparing((ImageEntry entry) -> entry.frameworkVersion().orElseThrow())
                .thenComparing(entry -> entry.cuda().orElseThrow()))
                .flatMap(ImageEntry::cuda).map(Wording::minor).orElse("?");
    }

    private Stream<ImageEntry> supported(Ground.Card card) {
        return builds.stream().map(entry -> entry.on(ground.arch())).filter(entry ->
                CodeRule.check(card, ground, entry, facts.architectures(), false).hasMachineCode());
    }

    private static Optional<Integer> lastBranch(Ground.Card card) {
        return card.architecture().flatMap(Facts.Architecture::lastDriverBranch);
    }

    /** How many rows run on every GPU. */
    private long running() {
        return rows.stream().filter(row -> row.verdict().level() == Level.RUNS
                || row.verdict().level() == Level.CAVEAT && row.verdict().gpus().size() == ground.gpus().size())
                .count();
    }

    private void engine(Machine machine) {
        if (machine.engine().isEmpty()) {
            say(Kind.NO_ENGINE, Text.of("verdict.advice.no-engine"), Text.of("verdict.advice.no-engine.detail"));
        } else if (!ground.gpus().isEmpty() && machine.engine().get().gpuAccess().isEmpty()) {
            say(Kind.NO_GPU_ACCESS,
                    Text.of("verdict.advice.no-access", machine.engine().map(EngineInfo::kind).orElseThrow().label()),
                    Text.of("verdict.advice.no-access.detail"));
        }
    }

    private void say(Kind kind, Text title, Text detail) {
        advice.add(new Advice(kind, title, detail));
    }
}
