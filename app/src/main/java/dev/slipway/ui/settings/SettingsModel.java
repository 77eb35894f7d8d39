package dev.slipway.ui.settings;

import dev.slipway.base.Background;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.catalog.Reference;
import dev.slipway.engine.Engines;
import dev.slipway.layer.Indexes;
import dev.slipway.machine.MachineSource;
import dev.slipway.registry.Mirrors;
import dev.slipway.settings.Settings;
import dev.slipway.settings.SettingsStore;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.settings.SettingsState.EngineChoice;
import dev.slipway.ui.settings.SettingsState.Mirror;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The state of the page of settings; every change is in force and kept at once. FX thread. */
public final class SettingsModel implements AutoCloseable {
    private final Texts texts;
    private final SettingsStore store;
    private final MachineSource machine;
    private final Background background;
    private final Fx fx;
    private final Path usualFolder;
    private final ReadOnlyObjectWrapper<SettingsState> state = new ReadOnlyObjectWrapper<>();
    private final List<Subscription> subscriptions;
    private Settings settings;
    private MachineSource.State known = MachineSource.State.NOTHING;
    private Optional<String> problem;
    private boolean looking;

    /**
     * A page over these services.
     *
     * @param usualFolder where environments are kept when the user has not chosen another folder
     */
    public SettingsModel(Texts texts, SettingsStore store, MachineSource machine, Background background, Fx fx,
            Path usualFolder) {
        this.texts = texts;
        this.store = store;
        this.machine = machine;
        this.background = background;
        this.fx = fx;
        this.usualFolder = usualFolder;
        this.settings = store.settings();
        this.problem = store.report().map(texts::of);
        publish();
        subscriptions = List.of(store.watch(fx.<Settings>latest(newest -> {
            settings = newest;
            publish();
        })), machine.watch(fx.<MachineSource.State>latest(newest -> {
            known = newest;
            publish();
        })));
    }

    ReadOnlyObjectProperty<SettingsState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    void language(String language) {
        change(old -> old.withLanguage(language));
    }

    void theme(Settings.Theme theme) {
        change(old -> old.withTheme(theme));
    }

    void dataFolder(Optional<Path> folder) {
        change(old -> old.withDataFolder(folder.map(Path::toAbsolutePath)));
    }

    void samplingSeconds(int seconds) {
        change(old -> old.withSamplingSeconds(seconds));
    }

    void jobsKept(int jobs) {
        change(old -> old.withJobsKept(jobs));
    }

    /** Adds a mirror, or says in words why these two make none. */
    Optional<String> addMirror(String registry, String place) {
        var plainPlace = place.strip().replaceFirst("/+$", "");
        var typed = registry.strip().toLowerCase(Locale.ROOT);
        if (!Mirrors.isRegistry(typed)) {
            return Optional.of(texts.of(typed.isEmpty() ? Text.of("settings.mirror.no-registry")
                    : Text.of("settings.mirror.bad-registry", typed)));
        }
        if (!Mirrors.isPlace(plainPlace)) {
            return Optional.of(texts.of(badPlace(plainPlace)));
        }
        // The registry as references name it, so that "index.docker.io" is a rule for what is asked of "docker.io".
        var plain = Reference.parse(typed + "/x").map(Reference::registry).orElse(typed);
        if (settings.mirrors().containsKey(plain)) {
            return Optional.of(texts.of("settings.mirror.twice", plain));
        }
        change(old -> {
            var mirrors = new HashMap<>(old.mirrors());
            mirrors.put(plain, plainPlace);
            return old.withMirrors(mirrors);
        });
        return Optional.empty();
    }

    private static Text badPlace(String place) {
        if (place.isEmpty()) {
            return Text.of("settings.mirror.no-place");
        }
        int scheme = place.indexOf("://");
        return scheme < 0 ? Text.of("settings.mirror.bad-place", place)
                : Text.of("settings.mirror.scheme", place.substring(0, scheme + 3));
    }

    void removeMirror(String registry) {
        change(old -> {
            var mirrors = new HashMap<>(old.mirrors());
            mirrors.remove(registry);
            return old.withMirrors(mirrors);
        });
    }

    /** The mirror that a tool installs from; empty when it has none. */
    String index(String tool) {
        return store.settings().indexes().getOrDefault(tool, "");
    }

    /** Sets the mirror of a tool, none when empty, or says in words why this can be none. */
    Optional<String> index(String tool, String address) {
        var plain = address.strip();
        if (!plain.isEmpty() && !Indexes.valid(plain)) {
            return Optional.of(texts.of("settings.index.bad", plain));
        }
        change(old -> {
            var indexes = new HashMap<>(old.indexes());
            if (plain.isEmpty()) {
                indexes.remove(tool);
            } else {
                indexes.put(tool, plain);
            }
            return old.withIndexes(indexes);
        });
        return Optional.empty();
    }

    /** Uses another engine, if it answers; the choice is kept by the machine. */
    void engine(EngineChoice choice) {
        var found = choice.address().flatMap(address -> engines().stream()
                .filter(engine -> engine.endpoint().uri().toString().equals(address)).findFirst());
        if (found.isPresent()) {
            run("use engine", () -> {
                machine.use(found.get().endpoint());
                return true;
            });
        } else if (choice.address().isEmpty()) {
            change(old -> old.withEngine(Optional.empty()));
            lookAgain();
        }
    }

    /** Looks for engines anew. */
    void lookAgain() {
        run("look for engines", () -> {
            machine.probe();
            return true;
        });
    }

    private void run(String name, Callable<Boolean> work) {
        looking = true;
        problem = Optional.empty();
        publish();
        background.run(name, work, outcome -> fx.post(() -> {
            looking = false;
            if (outcome instanceof Outcome.Failed<Boolean>(var failure)) {
                problem = Optional.of(texts.of(failure));
            }
            publish();
        }));
    }

    private void change(UnaryOperator<Settings> change) {
        problem = Optional.empty();
        store.change(change);
    }

    private List<Engines.Found> engines() {
        return known.engines().orElse(List.of());
    }

    private void publish() {
        var choices = new ArrayList<EngineChoice>();
        choices.add(new EngineChoice(Optional.empty(), texts.of("settings.engine.automatic")));
        engines().forEach(found -> choices.add(choice(found)));
        // A chosen engine that nobody found stays visible as what it is: the choice in force.
        settings.engine().filter(address -> choices.stream().noneMatch(
                        choice -> choice.address().equals(Optional.of(address))))
                .ifPresent(address -> choices.add(new EngineChoice(Optional.of(address),
                        texts.of("settings.engine.silent", address))));
        var chosen = choices.stream().filter(choice -> choice.address().equals(settings.engine())).findFirst()
                .orElse(choices.getFirst());
        state.set(new SettingsState(settings, choices, chosen, looking, problem,
                settings.dataFolder().orElse(usualFolder), mirrors()));
    }

    private List<Mirror> mirrors() {
        return new TreeMap<>(settings.mirrors()).entrySet().stream().map(rule -> new Mirror(rule.getKey(),
                rule.getValue(), Mirrors.isRegistry(rule.getKey().strip())
                && Mirrors.isPlace(rule.getValue().strip().replaceFirst("/+$", "")))).toList();
    }

    private EngineChoice choice(Engines.Found found) {
        var address = found.endpoint().uri().toString();
        return new EngineChoice(Optional.of(address), found.info()
                .map(info -> texts.of("settings.engine.answers", info.kind().label(), info.version(), address))
                .orElseGet(() -> texts.of("settings.engine.silent", address)));
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }
}
