package dev.slipway.ui;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Texts;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.environment.Environment;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.session.Sessions;
import dev.slipway.tour.Tour;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.ImageDesk;
import dev.slipway.ui.kit.Launches;
import dev.slipway.ui.kit.Views;
import dev.slipway.ui.launch.LaunchServices;
import dev.slipway.ui.sessions.SessionsServices;
import dev.slipway.ui.terminal.SessionTerminals;
import dev.slipway.ui.terminal.SystemTerminal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everything around a page in a test: the tour's machine, and notes of what the page asked for. */
public final class Around {
    /** What was asked for, in words: "open http://...", "copy ...", "new". */
    public final List<String> asked = new CopyOnWriteArrayList<>();
    /** Environments a page wanted to be edited. */
    public final List<Environment> edited = new CopyOnWriteArrayList<>();
    /** The simulated machine. */
    public final Tour tour;
    /** The texts. */
    public final Texts texts;
    /** Loads views in these texts. */
    public final Views views;
    /** Real threads, as in the program. */
    public final Background background = Background.virtualThreads();
    /** The sessions pages work with. */
    public final Sessions sessions;
    /** Where environments are kept. */
    public final EnvironmentStore store;
    /** The user's home. */
    public final Path home;

    /** The tour in a language; {@code folder} is empty and belongs to the test. */
    public Around(Locale language, Path folder, Duration pace) {
        this(language, folder, new Tour(Clock.systemUTC(), System::nanoTime, pace), null);
    }

    /** The same with other sessions. */
    public Around(Locale language, Path folder, Tour tour, Sessions sessions) {
        this.tour = tour;
        this.texts = Texts.load(language);
        this.views = new Views(texts);
        this.sessions = sessions == null ? tour.sessions() : sessions;
        this.home = folder.resolve("home");
        this.store = new EnvironmentStore(folder.resolve("data"), home);
    }

    /** The images of the bundled catalogue. */
    public ImageDesk images() {
        return new ImageDesk(BundledCatalog::load, tour.machine());
    }

    /** Launches into the sessions; failures nobody shows are noted. */
    public Launches launches() {
        return new Launches(sessions, store, background, Fx.platform(),
                (Failure failure) -> asked.add("unseen " + failure.name()));
    }

    /** What a form needs. */
    public LaunchServices launching() {
        return launching(home);
    }

    /** What a form needs, with the home of a user whom a picture can show. */
    public LaunchServices launching(Path home) {
        return new LaunchServices(images(), tour.machine(), sessions, tour.usage(tour.still()), store, launches(), home,
                text -> asked.add("copy " + text), name -> asked.add("started " + name), _ -> Optional.empty(),
                background, Fx.platform(), texts);
    }

    /** Terminals in the sessions. */
    public SessionTerminals terminals() {
        return new SessionTerminals(sessions, background, Fx.platform(), views,
                new SystemTerminal("linux", Map.of("PATH", ""), List.of("slipway")));
    }

    /** What the page of environments needs. */
    public SessionsServices running() {
        return new SessionsServices(sessions, tour.usage(tour.still()), store, launches(), terminals(),
                address -> asked.add("open " + address), environment -> "docker run " + environment.image(),
                text -> asked.add("copy " + text), edited::add, () -> asked.add("new"), () -> asked.add("file"),
                fix -> asked.add("fix " + fix), List.of(), (registry, then) -> {
                    asked.add("log in to " + registry);
                    then.run();
                }, background, Fx.platform(), texts, Clock.systemUTC());
    }
}
