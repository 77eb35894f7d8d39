package dev.slipway.ui.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.Subscription;
import dev.slipway.base.Text;
import dev.slipway.engine.Engine;
import dev.slipway.engine.PullProgress;
import dev.slipway.environment.Environment;
import dev.slipway.layer.BuildOutput;
import dev.slipway.layer.LayerProgress;
import dev.slipway.session.Session;
import dev.slipway.session.SessionState;
import dev.slipway.session.Sessions;
import dev.slipway.settings.Settings;
import dev.slipway.tour.Tour;
import dev.slipway.ui.Around;
import dev.slipway.ui.Screen;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionsPageTest {
    @TempDir
    private Path folder;
    private Around around;
    private SessionsModel model;

    private Screen show(Settings.Theme theme, Sessions sessions) {
        // The simulated use changes with time: ten seconds later, on a busy machine, it would be another one.
        long now = System.nanoTime();
        around = new Around(Locale.ENGLISH, folder, new Tour(Clock.systemUTC(), () -> now, Duration.ZERO), sessions);
        return Screen.show(theme, 1004, 730, _ -> {
            model = new SessionsModel(around.running());
            return new SessionsView(model, around.views, around.terminals()).node();
        });
    }

    private static <T> T on(java.util.concurrent.Callable<T> work) {
        return Screen.onFx(work);
    }

    private static Node card(Screen screen, String name) {
        return screen.scene().getRoot().lookupAll(".session-card").stream()
                .filter(node -> ((Label) node.lookup("#name")).getText().equals(name)).findFirst().orElseThrow();
    }

    private static void click(Screen screen, String name, String button) {
        on(() -> {
            ((Button) card(screen, name).lookup(button)).fire();
            return null;
        });
    }

    private static void choose(Screen screen, String name, String words) {
        on(() -> {
            ((MenuButton) card(screen, name).lookup("#more")).getItems().stream()
                    .filter(item -> words.equals(item.getText())).findFirst().orElseThrow().fire();
            return null;
        });
    }

    private static String words(Screen screen, String name, String label) {
        return on(() -> ((Label) card(screen, name).lookup(label)).getText());
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void stopStartAndRemoveWorkAndRemoveAsks(Settings.Theme theme) {
        try (var screen = show(theme, null)) {
            screen.await("three cards", () -> model.cards().size() == 3);
            // The sessions come from one source, what they use from another.
            screen.await("what they hold is known", () -> ((Label) screen.scene().lookup("#subtitle")).getText()
                    .equals("2 running · 16.1 GiB of GPU memory held"));
            assertEquals("Running · 38 min", words(screen, "thesis", "#state"));
            assertEquals("pytorch 2.8.0 · CUDA 12.6", words(screen, "thesis", "#image"));
            click(screen, "thesis", "#stop");
            screen.await("it has stopped", () -> ((Label) card(screen, "thesis").lookup("#state")).getText()
                    .startsWith("Stopped"));
            click(screen, "thesis", "#start");
            screen.await("it runs again", () -> ((Label) card(screen, "thesis").lookup("#state")).getText()
                    .startsWith("Running"));
            choose(screen, "course-cv-03", "Remove…");
            assertTrue(on(() -> card(screen, "course-cv-03").lookup("#question").isVisible()));
            assertTrue(words(screen, "course-cv-03", "#questionWords").contains("/home/mia/course-cv-03"));
            screen.settle();
            screen.save(Path.of("target/pictures/environments-remove-" + theme + ".png"));
            click(screen, "course-cv-03", "#no");
            assertEquals(3, on(() -> model.cards().size()));
            choose(screen, "course-cv-03", "Remove…");
            click(screen, "course-cv-03", "#yes");
            screen.await("it is gone", () -> model.cards().size() == 2);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void aTerminalEchoesAndLogsAppear(Settings.Theme theme) {
        try (var screen = show(theme, null)) {
            screen.await("three cards", () -> model.cards().size() == 3);
            click(screen, "diffusion", "#terminal");
            screen.await("the dock is there", () -> screen.scene().lookup(".dock") != null);
            screen.settle();
            screen.await("the terminal has the keyboard", () -> screen.scene().getFocusOwner()
                    instanceof javafx.scene.canvas.Canvas);
            for (var key : "nvidia-smi\r".toCharArray()) {
                on(() -> {
                    var owner = screen.scene().getFocusOwner();
                    var code = key == '\r' ? KeyCode.ENTER : KeyCode.UNDEFINED;
                    var text = String.valueOf(key);
                    owner.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, text, text, code, false, false, false, false));
                    owner.fireEvent(new KeyEvent(KeyEvent.KEY_TYPED, text, text, KeyCode.UNDEFINED, false, false,
                            false, false));
                    return null;
                });
            }
            screen.settle();
            choose(screen, "thesis", "Logs");
            screen.await("its lines are there", () -> {
                var list = (ListView<?>) screen.scene().lookup(".dock .list-view");
                return list != null && list.getItems().size() == 4;
            });
            screen.settle();
            screen.save(Path.of("target/pictures/environments-logs-" + theme + ".png"));
            on(() -> {
                model.dock().selectedProperty().set(model.dock().entries().getFirst());
                return null;
            });
            screen.settle();
            screen.save(Path.of("target/pictures/environments-terminal-" + theme + ".png"));
            on(() -> {
                List.copyOf(model.dock().entries()).forEach(model.dock()::close);
                return null;
            });
            screen.await("the dock is gone", () -> screen.scene().lookup(".dock") == null);
        }
    }

    @Test
    void jupyterOpensInTheBrowserAndAFailureStaysOnItsCard() {
        var sessions = new Scripted();
        sessions.show(Scripted.running("thesis"));
        try (var screen = show(Settings.Theme.LIGHT, sessions)) {
            screen.await("the card", () -> model.cards().size() == 1);
            click(screen, "thesis", "#jupyter");
            screen.await("the browser opened", () -> around.asked.contains("open http://127.0.0.1:8888/lab?token=t"));
            sessions.failure = new Failure.TimedOut("Jupyter", 60, "connection refused");
            click(screen, "thesis", "#jupyter");
            screen.await("the failure shows", () -> card(screen, "thesis").lookup("#trouble").isVisible());
            assertEquals("Jupyter did not answer within 60 seconds.", words(screen, "thesis", "#title"));
            click(screen, "thesis", "#details");
            assertEquals("connection refused", words(screen, "thesis", "#detail"));
            screen.settle();
            screen.save(Path.of("target/pictures/environments-trouble.png"));
            choose(screen, "thesis", "Copy the docker line");
            screen.await("it is copied", () -> around.asked.contains("copy docker run lab/torch:1"));
        }
    }

    @Test
    void aPullShowsBytesRateAndTimeLeftAndAFailureItsFix() throws Exception {
        var sessions = new Scripted();
        sessions.show(Scripted.of("thesis", new SessionState.Preparing(SessionState.Step.IMAGE, Optional.of(
                new PullProgress(PullProgress.Phase.DOWNLOADING, 3, 9, 1L << 30, 4L << 30, 64 << 20)))));
        try (var screen = show(Settings.Theme.LIGHT, sessions)) {
            screen.await("the card", () -> model.cards().size() == 1);
            assertEquals("1.0 GiB of 4.0 GiB · 64.0 MiB/s · 48 s left", words(screen, "thesis", "#progressWords"));
            assertFalse(on(() -> card(screen, "thesis").lookup("#cancel").isVisible()), "not begun by this window");
            screen.settle();
            screen.save(Path.of("target/pictures/environments-preparing.png"));
            sessions.show(Scripted.of("thesis", new SessionState.Failed(
                    new Failure.GpuAccessMissing("could not select device driver"), SessionState.Step.GPU_ACCESS)));
            screen.await("the failure shows", () -> card(screen, "thesis").lookup("#fix").isVisible());
            screen.settle();
            screen.save(Path.of("target/pictures/environments-failed.png"));
            click(screen, "thesis", "#fix");
            assertEquals(List.of("fix OPEN_DOCTOR"), around.asked);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void aBuildSaysWhatItDoesAndItsLogIsOneClickAway(Settings.Theme theme) {
        var sessions = new Scripted();
        var output = new BuildOutput();
        output.line("Step 7/9 : RUN [\"/bin/sh\", \"/opt/slipway/layer/install.sh\", \"pip\"]");
        output.line(" ---> Running in 3f2a51c09b1e");
        sessions.show(Scripted.of("thesis", new SessionState.Preparing(SessionState.Step.LAYER, Optional.empty(),
                Optional.of(new LayerProgress(7, 9, Text.of("layer.step.pip"), output)))));
        try (var screen = show(theme, sessions)) {
            screen.await("the card", () -> model.cards().size() == 1);
            assertEquals("Build step 7 of 9: install pip packages", words(screen, "thesis", "#progressWords"));
            on(() -> {
                ((javafx.scene.control.Hyperlink) card(screen, "thesis").lookup("#buildLog")).fire();
                return null;
            });
            screen.await("the lines so far", () -> lines(screen).size() == 2);
            output.line("Collecting einops");
            screen.await("the next line", () -> lines(screen).size() == 3);
            assertEquals("Collecting einops", on(() -> lines(screen).getLast()));
            screen.settle();
            screen.save(Path.of("target/pictures/environments-building-" + theme + ".png"));
            sessions.show(Scripted.running("thesis"));
            screen.await("it runs", () -> !card(screen, "thesis").lookup("#buildLog").isVisible()
                    || !card(screen, "thesis").lookup("#progress").isVisible());
        }
    }

    private static List<?> lines(Screen screen) {
        return screen.scene().lookup(".dock .list-view") instanceof ListView<?> list ? list.getItems() : List.of();
    }

    @Test
    void aLaunchThatNeedsALoginAsksForItAndGoesOn() {
        var sessions = new Scripted();
        sessions.show(Scripted.of("thesis", new SessionState.Failed(new Failure.LoginNeeded("nvcr.io", "401"),
                SessionState.Step.IMAGE)));
        try (var screen = show(Settings.Theme.LIGHT, sessions)) {
            screen.await("the failure shows", () -> model.cards().size() == 1
                    && card(screen, "thesis").lookup("#fix").isVisible());
            assertEquals("Log in", on(() -> ((Button) card(screen, "thesis").lookup("#fix")).getText()));
            click(screen, "thesis", "#fix");
            assertEquals("log in to nvcr.io", around.asked.getFirst());
            screen.await("it is launched again", () -> sessions.notes.contains("launch thesis"));
        }
    }

    @Test
    void theGraphMovesOnWhileTheWordsStayTheSame() {
        var sessions = new Scripted();
        sessions.show(Scripted.running("thesis"));
        try (var screen = show(Settings.Theme.LIGHT, sessions)) {
            screen.await("the card", () -> model.cards().size() == 1);
            var card = on(() -> model.cards().getFirst());
            var words = on(() -> card.cardProperty().get());
            var before = on(() -> card.graphProperty().get().nanos());
            sessions.show(sessions.list().toArray(Session[]::new));
            screen.await("a newer graph", () -> card.graphProperty().get().nanos() > before);
            assertEquals(words.name(), on(() -> card.cardProperty().get().name()));
        }
    }

    @Test
    void anOpenMenuAndTheFocusOutlastOtherSessionsComingGoingAndMoving() {
        var sessions = new Scripted();
        sessions.show(Scripted.running("bert"), Scripted.running("thesis"));
        try (var screen = show(Settings.Theme.LIGHT, sessions)) {
            screen.await("the cards", () -> model.cards().size() == 2);
            screen.settle();
            var card = on(() -> card(screen, "thesis"));
            var menu = on(() -> (MenuButton) card.lookup("#more"));
            on(() -> {
                menu.requestFocus();
                menu.show();
                return null;
            });
            screen.await("the menu is open", menu::isShowing);

            sessions.show(Scripted.running("alpha"), Scripted.running("bert"), Scripted.running("thesis"));
            screen.await("one more", () -> names(screen).equals(List.of("alpha", "bert", "thesis")));
            assertTrue(on(menu::isShowing), "open while another comes");
            sessions.show(Scripted.running("bert"), Scripted.running("thesis"));
            screen.await("one less", () -> names(screen).equals(List.of("bert", "thesis")));
            assertTrue(on(menu::isShowing), "open while another goes");
            sessions.show(Scripted.running("thesis"), Scripted.running("zeta"), Scripted.of("bert",
                    new SessionState.Stopped(Optional.empty(), Optional.of(0), false)));
            screen.await("another order", () -> names(screen).equals(List.of("thesis", "zeta", "bert")));
            screen.settle();
            assertTrue(on(menu::isShowing), "open while another moves");
            assertTrue(on(() -> screen.scene().getFocusOwner() == menu), "still has the keyboard");
            assertTrue(on(() -> card(screen, "thesis") == card), "still the same card");
        }
    }

    @Test
    void whatIsLookedAtStaysWhereItIsWhileOthersComeAndGo() {
        var sessions = new Scripted();
        var many = java.util.stream.IntStream.range(10, 40).mapToObj(i -> Scripted.running("s" + i))
                .toArray(Session[]::new);
        sessions.show(many);
        try (var screen = show(Settings.Theme.LIGHT, sessions)) {
            screen.await("the cards", () -> model.cards().size() == 30);
            screen.settle();
            var scroll = screen.find("#scroll", javafx.scene.control.ScrollPane.class);
            on(() -> {
                scroll.setVvalue(0.5);
                return null;
            });
            screen.settle();
            double before = top(screen, "s26");
            var more = new java.util.ArrayList<Session>(List.of(Scripted.running("a1"), Scripted.running("a2")));
            more.addAll(List.of(many));
            sessions.show(more.toArray(Session[]::new));
            screen.await("two more", () -> model.cards().size() == 32);
            screen.settle();
            assertEquals(before, top(screen, "s26"), 1.5, "two more above");
            sessions.show(java.util.Arrays.copyOfRange(many, 5, 30));
            screen.await("five less", () -> model.cards().size() == 25);
            screen.settle();
            assertEquals(before, top(screen, "s26"), 1.5, "seven less above");
            on(() -> {
                scroll.setVvalue(0);
                return null;
            });
            screen.settle();
            sessions.show(many);
            screen.await("all again", () -> model.cards().size() == 30);
            screen.settle();
            assertEquals(0, on(scroll::getVvalue), 0.001, "at the top, new ones are seen");
        }
    }

    private static double top(Screen screen, String name) {
        return on(() -> {
            var card = card(screen, name);
            return card.localToScene(card.getLayoutBounds()).getMinY();
        });
    }

    private static List<String> names(Screen screen) {
        return ((javafx.scene.layout.Pane) screen.scene().lookup("#cards")).getChildren().stream()
                .map(node -> ((Label) node.lookup("#name")).getText()).toList();
    }

    @Test
    void nothingYetOffersTheNextStep() {
        try (var screen = show(Settings.Theme.LIGHT, new Scripted())) {
            screen.await("the empty state", () -> screen.scene().lookup(".empty-state").getParent().isVisible());
            screen.settle();
            screen.save(Path.of("target/pictures/environments-empty.png"));
            on(() -> {
                ((Button) screen.scene().lookup(".empty-state .button")).fire();
                return null;
            });
            assertEquals(List.of("new"), around.asked);
        }
    }

    @Test
    void anEnvironmentThatIsKeptCanBeStarted() throws Exception {
        var sessions = new Scripted();
        try (var screen = show(Settings.Theme.LIGHT, sessions)) {
            around.store.save(Scripted.environment("kept"));
            on(() -> {
                model.refresh();
                return null;
            });
            screen.await("its card", () -> model.cards().size() == 1);
            assertEquals("Not running", words(screen, "kept", "#state"));
            click(screen, "kept", "#start");
            screen.await("it was launched", () -> sessions.notes.contains("launch kept"));
        }
    }

    @Test
    void aLogIsBoundedAndCanBeSearched() {
        var sessions = new Scripted();
        sessions.show(Scripted.running("thesis"));
        var log = new StringBuilder();
        for (int line = 0; line < LogModel.MOST_LINES + 500; line++) {
            log.append("line ").append(line).append(line % 9000 == 0 ? " NaN loss" : "").append('\n');
        }
        sessions.log = log.toString();
        try (var screen = show(Settings.Theme.LIGHT, sessions)) {
            screen.await("the card", () -> model.cards().size() == 1);
            choose(screen, "thesis", "Logs");
            var entry = (DockModel.LogEntry) on(() -> model.dock().entries().getFirst());
            screen.await("the lines", () -> entry.log().lines().size() == LogModel.MOST_LINES);
            assertEquals("line 500", on(() -> entry.log().lines().getFirst()));
            on(() -> {
                entry.log().searchProperty().set("nan");
                entry.log().findNext();
                return null;
            });
            assertEquals(8_500, on(() -> entry.log().foundProperty().get()));
            assertFalse(on(() -> entry.log().followProperty().get()), "a search stops following");
            on(() -> {
                entry.log().findNext();
                return null;
            });
            assertEquals(17_500, on(() -> entry.log().foundProperty().get()));
        }
    }

    /** Sessions that do what the test says. */
    private static final class Scripted implements Sessions {
        private final List<String> notes = new CopyOnWriteArrayList<>();
        private final List<Consumer<List<Session>>> listeners = new CopyOnWriteArrayList<>();
        private volatile List<Session> now = List.of();
        private volatile Failure failure;
        private volatile String log = "";

        static Environment environment(String name) {
            return new Environment(name, "lab/torch:1", new Environment.GpuChoice.None(), Optional.empty(), true,
                    Optional.empty(), Optional.empty());
        }

        static Session of(String name, SessionState state) {
            return new Session(name, environment(name), state, Optional.of("c1"), List.of(), 0, Optional.of(8888));
        }

        static Session running(String name) {
            return of(name, new SessionState.Running(Instant.now().minusSeconds(90), Optional.of(true)));
        }

        void show(Session... sessions) {
            now = List.of(sessions);
            listeners.forEach(listener -> listener.accept(now));
        }

        @Override
        public List<Session> list() {
            return now;
        }

        @Override
        public Subscription watch(Consumer<List<Session>> listener) {
            listeners.add(listener);
            listener.accept(now);
            return () -> listeners.remove(listener);
        }

        @Override
        public void refresh() {
            notes.add("refresh");
        }

        @Override
        public Session launch(Environment environment) {
            notes.add("launch " + environment.name());
            return running(environment.name());
        }

        @Override
        public void stop(String name) {
            notes.add("stop " + name);
        }

        @Override
        public Session start(String name) {
            notes.add("start " + name);
            return running(name);
        }

        @Override
        public void remove(String name) {
            notes.add("remove " + name);
        }

        @Override
        public void dismiss(String name) {
            notes.add("dismiss " + name);
        }

        @Override
        public URI jupyter(String name) throws dev.slipway.base.FailureException {
            if (failure != null) {
                throw new dev.slipway.base.FailureException(failure);
            }
            return URI.create("http://127.0.0.1:8888/lab?token=t");
        }

        @Override
        public Engine.Terminal terminal(String name, List<String> command, int columns, int rows,
                Consumer<byte[]> output, Consumer<Integer> ended) {
            throw new AssertionError("no terminal in this test");
        }

        @Override
        public int pipe(String name, List<String> command, java.io.InputStream input,
                Consumer<Engine.LogChunk> output) {
            return 0;
        }

        @Override
        public Subscription logs(String name, int tail, boolean follow, Consumer<Engine.LogChunk> output) {
            output.accept(new Engine.LogChunk(log.getBytes(StandardCharsets.UTF_8), false));
            return () -> {
            };
        }

        @Override
        public Held held(String name) {
            throw new IllegalStateException("Nothing is held in this test.");
        }

        @Override
        public Map<Long, String> owners(List<Long> pids) {
            return Map.of();
        }

        @Override
        public void close() {
            listeners.clear();
        }
    }
}
