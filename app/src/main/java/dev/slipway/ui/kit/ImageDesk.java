package dev.slipway.ui.kit;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Reading;
import dev.slipway.base.Text;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Framework;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.catalog.Lookup;
import dev.slipway.compat.ImageRow;
import dev.slipway.compat.ImageTable;
import dev.slipway.compat.Judge;
import dev.slipway.compat.Verdict;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.ImageConfig;
import dev.slipway.engine.LocalImage;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MachineSource;
import dev.slipway.registry.ImageSource;
import dev.slipway.registry.LiveCatalog;
import dev.slipway.session.Checked;
import dev.slipway.session.ImageCheck;
import dev.slipway.session.Inside;
import dev.slipway.session.InsideLook;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The images of this machine: the catalogue, what the engine holds, and whether each runs. Blocking; any thread. */
public final class ImageDesk {
    /** An engine with more images than this is not asked about each of them. */
    private static final int MOST_ASKED = 200;

    private final Supplier<Catalog> catalogs;
    private final MachineSource machines;

    private final Supplier<Optional<ImageSource>> lookup;
    private final Supplier<Optional<Text>> notice;

    /** A desk that asks no registry; {@code catalogs} is first called by {@link #table}. */
    public ImageDesk(Supplier<Catalog> catalogs, MachineSource machines) {
        this(catalogs, machines, Optional::empty, Optional::empty);
    }

    /**
     * A desk.
     *
     * @param catalogs first called by {@link #table}
     * @param lookup asks registries of images that the catalogue does not know; empty where no network is to be used
     * @param notice what is wrong with the facts the user loaded; called after {@code catalogs}
     */
    public ImageDesk(Supplier<Catalog> catalogs, MachineSource machines, Supplier<Optional<ImageSource>> lookup,
            Supplier<Optional<Text>> notice) {
        this.catalogs = catalogs;
        this.machines = machines;
        this.lookup = lookup;
        this.notice = notice;
    }

    /** Asks registries; empty where no network is to be used. Does not block once there is a table. */
    public Optional<ImageSource> lookup() {
        return lookup.get();
    }

    /** Judges one image more for a table's machine, by its registry where need be; empty where none is known. */
    public Optional<ImageCheck> check(Table table, Optional<ImageSource> source) {
        var here = new HashMap<String, ImageConfig>();
        for (var row : table.rows()) {
            row.local().map(image -> table.configs().get(image.id()))
                    .ifPresent(config -> here.put(row.entry().reference(), config));
        }
        return table.machine().map(machine -> new ImageCheck(table.catalog(), machine, here, source));
    }

    /** All images judged for what is known of the machine now. */
    public Table table() throws InterruptedException {
        var catalog = catalogs.get();
        var machine = machines.state().machine();
        if (machine.isEmpty()) {
            return new Table(catalog, machine, catalog.entries().stream().map(ImageDesk::notJudged).toList(), Map.of(),
                    notice.get());
        }
        var configs = new HashMap<String, ImageConfig>();
        var local = local(configs);
        return new Table(catalog, machine, ImageTable.rows(machine.get(), catalog, local, configs), configs,
                notice.get());
    }

    /**
     * Asks the registries for what is new; empty where this machine's catalogue is never refreshed, as in the tour.
     *
     * @param progress called on this thread
     */
    public Optional<LiveCatalog.Refreshed> refresh(Consumer<LiveCatalog.Progress> progress)
            throws InterruptedException {
        return catalogs.get() instanceof LiveCatalog live ? Optional.of(live.refresh(progress)) : Optional.empty();
    }

    /** Whether there is an engine that could run an image's own Python. */
    public boolean canLookInside() {
        return machines.engine().isPresent();
    }

    /** Runs an image's own Python once; it is foreign code, so only after the user's yes. Blocks for two minutes. */
    public Inside lookInside(String reference) throws FailureException, InterruptedException {
        return InsideLook.look(machines.engine().orElseThrow(() -> new FailureException(
                new Failure.EngineNotReachable("", ""))), reference);
    }

    private List<LocalImage> local(Map<String, ImageConfig> configs) throws InterruptedException {
        var engine = machines.engine();
        if (engine.isEmpty()) {
            return List.of();
        }
        try {
            var images = engine.get().images();
            for (var image : images.subList(0, Math.min(MOST_ASKED, images.size()))) {
                if (!image.references().isEmpty()) {
                    ask(engine.get(), image, configs);
                }
            }
            return images;
        } catch (FailureException _) {
            // The status line and Doctor tell of an engine that fails; the catalogue is useful without it.
            return List.of();
        }
    }

    private static void ask(Engine engine, LocalImage image, Map<String, ImageConfig> configs)
            throws InterruptedException {
        try {
            engine.imageConfig(image.references().getFirst()).ifPresent(config -> configs.put(image.id(), config));
        } catch (FailureException _) {
            // The image has just been removed, or is broken: the catalogue's facts remain.
        }
    }

    private static ImageRow notJudged(ImageEntry entry) {
        return new ImageRow(entry, new Verdict(Verdict.Level.UNKNOWN, List.of(), Text.of("images.no-machine"),
                List.of(), Optional.empty(), List.of(), entry.sources(), entry.confidence()), Optional.empty());
    }

    /**
     * The images at one moment. Immutable; any thread.
     *
     * @param machine the machine they were judged for, if it was known
     * @param rows what runs first, then what is recommended, then the newest
     * @param configs what the images on the engine say of themselves, by image id
     * @param notice what is wrong with the facts the user loaded
     */
    public record Table(Catalog catalog, Optional<Machine> machine, List<ImageRow> rows,
            Map<String, ImageConfig> configs, Optional<Text> notice) {
        /** Freezes the collections. */
        public Table {
            rows = List.copyOf(rows);
            configs = Map.copyOf(configs);
        }

        /** Free space where the engine keeps its images, in bytes, where that is known. */
        public Optional<Long> freeBytes() {
            return machine.flatMap(Machine::engine).map(EngineInfo::freeDiskBytes).flatMap(Reading::asOptional);
        }

        /** Since when all that registries told holds; empty where none was ever asked. */
        public Optional<Instant> checkedAt() {
            return catalog instanceof LiveCatalog live
                    ? live.checkedAt().values().stream().min(Comparator.naturalOrder()) : Optional.empty();
        }

        /** One image, whatever way a person wrote its reference. */
        public ImageRow one(String reference) {
            var listed = switch (catalog.look(reference)) {
                case Lookup.Listed(var entry) -> Optional.of(entry);
                case Lookup.Inferred(var entry) -> Optional.of(entry);
                case Lookup.NoSuchTag _, Lookup.NotKnown _, Lookup.NotAReference _ -> Optional.<ImageEntry>empty();
            };
            var name = listed.map(ImageEntry::reference).orElse(reference);
            return rows.stream().filter(row -> row.entry().reference().equals(name)).findFirst().orElseGet(() -> {
                var entry = listed.orElseGet(() -> blank(reference));
                return machine.map(it -> new ImageRow(entry, new Judge(catalog).judge(it, reference, Optional.empty()),
                        Optional.empty())).orElseGet(() -> notJudged(entry));
            });
        }

        /** An image that cannot be judged yet: {@code why} says what stands in the way. */
        public ImageRow unjudged(String reference, Text why) {
            return new ImageRow(blank(reference), Verdict.unknown(why), Optional.empty());
        }

        /** An image of which its registry has told. */
        public ImageRow one(String reference, Checked checked) {
            var entry = new Judge(catalog).entry(reference, checked.remote().map(ImageConfig::of))
                    .map(it -> new ImageEntry(it.reference(), it.family(), it.framework(), it.frameworkVersion(),
                            it.cuda(), it.cudnn(), it.python(), it.flavour(), it.jupyter(), it.compile(),
                            checked.pull().map(Checked.Pull::download), it.architectures(), it.code(), it.cpuOnly(),
                            it.recommendation(), it.confidence(), it.sources(), it.seen(), it.arm64()))
                    .orElseGet(() -> blank(reference));
            return new ImageRow(entry, checked.verdict(), Optional.empty());
        }

        /** The verdict by what an image's own Python said; empty when there is no PyTorch inside. */
        public Optional<Verdict> inside(ImageRow row, Inside inside) {
            var config = row.local().map(image -> configs.get(image.id()));
            var architecture = config.map(ImageConfig::architecture)
                    .or(() -> machine.map(it -> it.engine().map(EngineInfo::arch).orElse(it.host().arch())));
            return machine.flatMap(it -> inside.entry(row.entry().reference(), architecture.orElse(""))
                    .map(entry -> new Judge(catalog).judge(it, entry, config)));
        }

        /** What the registry listed a tag to stand for, where it told. */
        public Optional<String> digest(String reference) {
            return catalog instanceof LiveCatalog live ? live.digest(reference) : Optional.empty();
        }

        private static ImageEntry blank(String reference) {
            return new ImageEntry(reference, "other", Framework.OTHER, Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.empty(), Optional.empty(), ImageEntry.Jupyter.UNKNOWN,
                    ImageEntry.CompileMaturity.UNKNOWN, Optional.empty(), Set.of(), Optional.empty(), false,
                    Optional.empty(), "low", List.of(), false);
        }
    }
}
