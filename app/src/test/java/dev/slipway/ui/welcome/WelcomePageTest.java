package dev.slipway.ui.welcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.Reading;
import dev.slipway.base.Subscription;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Facts;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.doctor.Doctor;
import dev.slipway.doctor.Report;
import dev.slipway.doctor.SurroundingsReader;
import dev.slipway.engine.GpuAccess;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MachineSource;
import dev.slipway.machine.Machines;
import dev.slipway.session.Sessions;
import dev.slipway.settings.Settings;
import dev.slipway.setup.FixRun;
import dev.slipway.setup.Part;
import dev.slipway.ui.Around;
import dev.slipway.ui.Screen;
import dev.slipway.ui.doctor.DoctorModel;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.ImageDesk;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WelcomePageTest {
    private static final MachineSource.State SOUND = Machines.state(Machines.linux(),
            Machines.driver("580.95.05", "13.0"), List.of(Machines.rtx4090()),
            Machines.docker("28.2.2", GpuAccess.CDI));
    private static final MachineSource.State NO_ENGINE = Machines.refused(SOUND,
            new Failure.EngineNotReachable("unix:///var/run/docker.sock", "No such file"));
    private static final MachineSource.State DENIED = Machines.refused(SOUND,
            new Failure.PermissionDenied("/var/run/docker.sock", "connect: permission denied"));
    private static final MachineSource.State NO_TOOLKIT = Machines.state(Machines.linux(),
            Machines.driver("580.95.05", "13.0"), List.of(Machines.rtx4090()), Machines.docker("28.2.2"));
    private static final MachineSource.State NO_DRIVER = Machines.state(Machines.linux(),
            Reading.missing(Reading.Reason.NO_LIBRARY, ""), List.of(Machines.rtx4090()));
    private static final MachineSource.State WINDOWS = Machines.state(Machines.host("windows", false),
            Machines.driver("580.95.05", "13.0"), List.of(Machines.rtx4090()));
    private static final MachineSource.State MAC = Machines.state(Machines.host("macos", false),
            Reading.missing(Reading.Reason.NO_LIBRARY, ""), List.of());

    @TempDir
    Path folder;
    private Path notes;
    private Catalog catalog = BundledCatalog.load();

    @BeforeEach
    void aDebianWithAPkexecThatTakesNotes() throws IOException {
        notes = folder.resolve("notes");
        Files.createDirectories(folder.resolve("root/run/systemd/system"));
        for (var name : List.of("apt-get", "pkexec", "dockerd", "systemctl", "curl")) {
            program(folder.resolve("root/usr/bin"), name, "exit 0\n");
        }
        Files.createDirectories(folder.resolve("root/etc"));
        Files.writeString(folder.resolve("root/etc/os-release"), "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n");
        program(folder.resolve("bin"), "pkexec", "echo \"$@\" >>'" + notes + "'\nexec \"$@\"\n");
        program(folder.resolve("bin"), "systemctl", "echo Created symlink docker.service\nsleep \"${SLOW:-0}\"\n");
    }

    private static void program(Path bin, String name, String script) throws IOException {
        var file = Files.createDirectories(bin).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A page over a machine that is asked anew at every look of the doctor. */
    private final class Page {
        final Around around;
        final Changing machine;
        final DoctorModel doctor;
        final WelcomeModel model;
        final WelcomeView view;
        final List<URI> opened = new CopyOnWriteArrayList<>();

        Page(Locale language, Supplier<MachineSource.State> states, Map<String, String> env) {
            this.around = new Around(language, folder, Duration.ofMillis(20));
            this.machine = new Changing(states);
            var reader = new SurroundingsReader(folder.resolve("root"), Map.of("PATH", "/usr/bin"), "mia");
            this.doctor = new DoctorModel(around.texts, new Doctor(machine, reader),
                    () -> new Report("1", "", "", ""), around.background, Fx.platform());
            var path = folder.resolve("bin") + ":/usr/bin:/bin";
            var all = new java.util.HashMap<>(env);
            all.put("PATH", path);
            this.model = new WelcomeModel(new WelcomeServices(machine, withJupyter(around.sessions),
                    new ImageDesk(() -> catalog, machine), around.store, around.launches(), new FixRun(all),
                    "mia", true, around.home, doctor::check, opened::add, text -> around.asked.add("copy " + text),
                    page -> around.asked.add("go " + page), () -> around.asked.add("tour"), around.background,
                    Fx.platform(), around.texts));
            doctor.stateProperty().subscribe(now ->
                    model.examined(now.looking(), doctor.examinationProperty().get()));
            this.view = new WelcomeView(around.views, model);
            doctor.check();
        }

        Parent node() {
            return view.node();
        }
    }

    /** The tour's sessions, but with a Jupyter that answers. */
    private static Sessions withJupyter(Sessions sessions) {
        return (Sessions) Proxy.newProxyInstance(Sessions.class.getClassLoader(), new Class<?>[] {Sessions.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("jupyter")) {
                        return URI.create("http://127.0.0.1:38414/lab?token=t");
                    }
                    try {
                        return method.invoke(sessions, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static final class Changing extends Machines.Told {
        private final Supplier<State> states;
        private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
        private volatile State state;

        Changing(Supplier<State> states) {
            super(State.NOTHING);
            this.states = states;
            this.state = State.NOTHING;
        }

        @Override
        public State state() {
            return state;
        }

        @Override
        public Subscription watch(Consumer<State> listener) {
            listeners.add(listener);
            listener.accept(state);
            return () -> listeners.remove(listener);
        }

        @Override
        public Machine probe() {
            state = states.get();
            listeners.forEach(listener -> listener.accept(state));
            return state.machine().orElseThrow();
        }
    }

    private Screen show(Page[] made, Settings.Theme theme, Locale language, double width, double height,
            Supplier<MachineSource.State> states, Map<String, String> env) {
        return Screen.show(theme, width, height, _ -> {
            made[0] = new Page(language, states, env);
            return made[0].node();
        });
    }

    private static String text(Screen screen, String selector) {
        return ((Label) screen.scene().lookup(selector)).getText();
    }

    private static boolean shown(Screen screen, String selector) {
        var node = screen.scene().lookup(selector);
        return node != null && node.isVisible() && node.isManaged();
    }

    private static void click(Screen screen, String selector) {
        Screen.onFx(() -> {
            ((Button) screen.scene().lookup(selector)).fire();
            return true;
        });
    }

    @Test
    void aFixRunsAsShownAndTheChecksAreAskedAnew() throws IOException {
        var made = new Page[1];
        try (var screen = show(made, Settings.Theme.LIGHT, Locale.ENGLISH, 804, 670,
                () -> Files.exists(notes) ? SOUND : NO_ENGINE, Map.of("SLOW", "0.4"))) {
            screen.await("the engine is missed", () -> text(screen, "#subtitle").startsWith("One thing is missing"));
            assertFalse(Files.exists(notes), "nothing runs before the click");
            assertTrue(screen.find("#notebook", Button.class).isDisabled());
            assertEquals("pkexec systemctl enable --now docker",
                    text(screen, "#part-engine .welcome-commands .mono"));
            click(screen, "#part-engine .run");
            screen.await("it runs", () -> Files.exists(notes));
            screen.await("the checks say that it works", () ->
                    text(screen, "#subtitle").startsWith("Everything is here"));
            assertEquals("systemctl enable --now docker\n", Files.readString(notes));
            screen.await("the notebook can be opened", () -> !((Button) screen.scene().lookup("#notebook"))
                    .isDisabled());
        }
    }

    @Test
    void aFailedFixShowsItsLastWordsAndStaysToBeTriedAgain() throws IOException {
        program(folder.resolve("bin"), "systemctl", "echo 'Failed to enable unit: Access denied' >&2\nexit 4\n");
        var made = new Page[1];
        try (var screen = show(made, Settings.Theme.LIGHT, Locale.ENGLISH, 804, 670, () -> NO_ENGINE, Map.of())) {
            screen.await("the fix shows", () -> shown(screen, "#part-engine .run"));
            click(screen, "#part-engine .run");
            screen.await("it has failed", () -> shown(screen, "#part-engine .field-problem"));
            assertTrue(text(screen, "#part-engine .field-problem").contains("ended with status 4"));
            var output = Screen.onFx(() -> screen.scene().getRoot().lookupAll("#part-engine .commands").stream()
                    .map(node -> ((TextArea) node).getText()).toList());
            assertTrue(output.getLast().contains("Failed to enable unit: Access denied"), output.toString());
            screen.await("it can be tried again", () -> !((Button) screen.scene().lookup("#part-engine .run"))
                    .isDisabled());
            screen.settle();
            screen.save(Path.of("target/pictures/welcome-failed.png"));
            // What was tried a while ago is no news beside what is found now.
            click(screen, "#again");
            screen.await("the old words are gone", () ->
                    !screen.scene().lookup("#part-engine .field-problem").getParent().getParent().isVisible());
            assertTrue(shown(screen, "#part-engine .run"));
        }
    }

    @Test
    void aNewLoginIsAskedForOnce() throws IOException {
        Files.writeString(folder.resolve("root/etc/group"), "docker:x:999:mia\n");
        var made = new Page[1];
        try (var screen = show(made, Settings.Theme.LIGHT, Locale.ENGLISH, 804, 670, () -> DENIED, Map.of())) {
            screen.await("it was looked at", () -> made[0].doctor.examinationProperty().get().isPresent()
                    && !made[0].model.stateProperty().get().looking());
            var fix = made[0].model.stateProperty().get().parts().stream()
                    .filter(line -> line.topic() == Part.Topic.ENGINE).findFirst().orElseThrow().fix().orElseThrow();
            assertEquals("Log out and in again, or restart the machine.", fix.words());
            assertEquals("", fix.note());
        }
    }

    @Test
    void aRunningFixCanBeCancelled() {
        var made = new Page[1];
        try (var screen = show(made, Settings.Theme.DARK, Locale.ENGLISH, 804, 670, () -> NO_ENGINE,
                Map.of("SLOW", "60"))) {
            screen.await("the fix shows", () -> shown(screen, "#part-engine .run"));
            click(screen, "#part-engine .run");
            screen.await("it says something", () -> screen.scene().getRoot().lookupAll("#part-engine .commands")
                    .stream().anyMatch(node -> ((TextArea) node).getText().contains("Created symlink")));
            screen.settle();
            screen.save(Path.of("target/pictures/welcome-running.png"));
            Screen.onFx(() -> {
                made[0].model.stop();
                return true;
            });
            screen.await("it has stopped", () -> shown(screen, "#part-engine .field-problem"));
            assertEquals("Stopped. No further command was run.", text(screen, "#part-engine .field-problem"));
        }
    }

    @Test
    void oneClickStartsTheNotebookAndOpensJupyter() {
        var made = new Page[1];
        try (var screen = show(made, Settings.Theme.LIGHT, Locale.ENGLISH, 804, 670, () -> SOUND, Map.of())) {
            screen.await("the notebook can be opened", () -> !((Button) screen.scene().lookup("#notebook"))
                    .isDisabled());
            assertTrue(text(screen, "#notebookTitle").endsWith("on the RTX 4090"));
            click(screen, "#notebook");
            screen.await("it is being started", () -> shown(screen, "#cancel"));
            screen.save(Path.of("target/pictures/welcome-launching.png"));
            screen.await("Jupyter opens", () -> !made[0].opened.isEmpty());
            assertEquals(List.of(URI.create("http://127.0.0.1:38414/lab?token=t")), made[0].opened);
            screen.await("it can be opened again", () -> shown(screen, "#notebook")
                    && ((Button) screen.scene().lookup("#notebook")).getText().equals("Open Jupyter"));
            click(screen, "#notebook");
            screen.await("Jupyter opens again", () -> made[0].opened.size() == 2);
        }
    }

    /** The images of the bundled catalogue that hold no Jupyter. */
    private static Catalog withoutJupyter() {
        var all = BundledCatalog.load();
        var some = all.entries().stream().filter(entry -> entry.jupyter() == ImageEntry.Jupyter.NONE).toList();
        return new Catalog() {
            @Override
            public List<ImageEntry> entries() {
                return some;
            }

            @Override
            public java.util.Optional<ImageEntry> find(String reference) {
                return some.stream().filter(entry -> entry.reference().equals(reference)).findFirst();
            }

            @Override
            public Facts facts() {
                return all.facts();
            }

            @Override
            public java.time.LocalDate collected() {
                return all.collected();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void theOfferOfAnImageWithoutJupyterSaysThatItIsAdded(String language) {
        catalog = withoutJupyter();
        var texts = dev.slipway.base.Texts.load(Locale.forLanguageTag(language));
        var made = new Page[1];
        try (var screen = show(made, Settings.Theme.LIGHT, texts.language(), 804, 670, () -> SOUND, Map.of())) {
            screen.await("the notebook can be opened", () -> !((Button) screen.scene().lookup("#notebook"))
                    .isDisabled());
            assertTrue(text(screen, "#notebookDetail").endsWith(texts.of("welcome.notebook.adds-jupyter")),
                    text(screen, "#notebookDetail"));
            screen.save(Path.of("target/pictures/welcome-adds-jupyter-" + language + ".png"));
        }
    }

    @Test
    void aLaunchCanBeCancelledAndStartedAgain() {
        var made = new Page[1];
        try (var screen = show(made, Settings.Theme.LIGHT, Locale.ENGLISH, 804, 670, () -> SOUND, Map.of())) {
            screen.await("the notebook can be opened", () -> !((Button) screen.scene().lookup("#notebook"))
                    .isDisabled());
            click(screen, "#notebook");
            screen.await("it is being started", () -> shown(screen, "#cancel"));
            click(screen, "#cancel");
            screen.await("it can be started again", () -> shown(screen, "#notebook")
                    && !((Button) screen.scene().lookup("#notebook")).isDisabled());
            assertTrue(made[0].opened.isEmpty());
        }
    }

    static Stream<Object[]> looks() {
        return Stream.of(
                new Object[] {"all", SOUND, Settings.Theme.LIGHT, Locale.ENGLISH, 1000, 700},
                new Object[] {"all", SOUND, Settings.Theme.DARK, Locale.SIMPLIFIED_CHINESE, 1600, 1000},
                new Object[] {"stopped", NO_ENGINE, Settings.Theme.LIGHT, Locale.ENGLISH, 1000, 700},
                new Object[] {"denied", DENIED, Settings.Theme.DARK, Locale.ENGLISH, 1000, 700},
                new Object[] {"denied", DENIED, Settings.Theme.LIGHT, Locale.SIMPLIFIED_CHINESE, 1000, 700},
                new Object[] {"toolkit", NO_TOOLKIT, Settings.Theme.LIGHT, Locale.ENGLISH, 1600, 1000},
                new Object[] {"toolkit", NO_TOOLKIT, Settings.Theme.DARK, Locale.SIMPLIFIED_CHINESE, 1000, 700},
                new Object[] {"driver", NO_DRIVER, Settings.Theme.LIGHT, Locale.ENGLISH, 1000, 700},
                new Object[] {"windows", WINDOWS, Settings.Theme.LIGHT, Locale.SIMPLIFIED_CHINESE, 1000, 700},
                new Object[] {"mac", MAC, Settings.Theme.DARK, Locale.ENGLISH, 1000, 700});
    }

    @ParameterizedTest(name = "{0} {2} {3} {4}")
    @MethodSource("looks")
    void fillsInEveryLook(String name, MachineSource.State state, Settings.Theme theme, Locale language, int width,
            int height) {
        var made = new Page[1];
        try (var screen = show(made, theme, language, width - 196, height - 30, () -> state, Map.of())) {
            screen.await("all is known", () -> !made[0].model.stateProperty().get().looking()
                    && made[0].doctor.examinationProperty().get().isPresent()
                    && made[0].model.notebook().stateProperty().get().kind() != NotebookState.Kind.LOOKING);
            screen.settle();
            var picture = "target/pictures/welcome-" + name + "-" + theme + "-" + language.getLanguage() + "-" + width;
            screen.save(Path.of(picture + ".png"));
            if (((ScrollPane) made[0].node()).getVmax() > 0) {
                Screen.onFx(() -> {
                    ((ScrollPane) made[0].node()).setVvalue(1);
                    return true;
                });
                screen.settle();
                screen.save(Path.of(picture + "-end.png"));
            }
            assertEquals(4, Screen.onFx(() -> screen.scene().getRoot().lookupAll(".welcome-part").size()));
        }
    }
}
