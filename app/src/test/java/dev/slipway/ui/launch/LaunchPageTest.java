package dev.slipway.ui.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.environment.Environment;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.environment.Extras;
import dev.slipway.environment.LaunchPlan;
import dev.slipway.session.SessionState;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Around;
import dev.slipway.ui.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LaunchPageTest {
    private static final String WITHOUT_JUPYTER = "pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime";
    private static final String FOR_ONE_GPU = "pytorch/pytorch:2.14.0-cuda13.0-cudnn9-runtime";

    @TempDir
    private Path folder;
    private Around around;
    private LaunchModel model;

    private Screen show(Settings.Theme theme, LaunchRequest request) {
        around = new Around(Locale.ENGLISH, folder, Duration.ZERO);
        var screen = Screen.show(theme, 680, 690, _ -> {
            model = new LaunchModel(around.launching(), request);
            return new LaunchView(model, around.views).node();
        });
        return screen;
    }

    private static <T> T on(java.util.concurrent.Callable<T> work) {
        return Screen.onFx(work);
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void packagesAndSshBecomePartOfTheEnvironment(Settings.Theme theme) throws Exception {
        try (var screen = show(theme, new LaunchRequest.New(Optional.of(FOR_ONE_GPU)))) {
            screen.await("the form can start", () -> !screen.scene().lookup("#start").isDisabled());
            on(() -> {
                model.packages().pipProperty().set(" einops>=0.8,  wandb ");
                model.packages().aptProperty().set("git --evil");
                model.packages().sshProperty().set(true);
                return null;
            });
            screen.await("a bad name is refused", () -> screen.scene().lookup("#start").isDisabled());
            assertTrue(on(() -> model.problem(LaunchPlan.Field.PACKAGES)).orElseThrow().contains("--evil"));
            on(() -> {
                model.packages().aptProperty().set("git");
                return null;
            });
            screen.await("the form can start", () -> !screen.scene().lookup("#start").isDisabled());
            screen.settle();
            on(() -> {
                ((javafx.scene.control.ScrollPane) screen.scene().lookup(".page-scroll")).setVvalue(1);
                return null;
            });
            screen.settle();
            screen.save(Path.of("target/pictures/launch-packages-" + theme + ".png"));
            on(() -> {
                model.start();
                return null;
            });
            var extras = new Extras(new Extras.Packages(List.of("einops>=0.8", "wandb"), List.of(), List.of("git")),
                    true, List.of());
            screen.await("it is up", () -> around.sessions.list().stream().anyMatch(session ->
                    session.state() instanceof SessionState.Running && session.environment().extras().equals(extras)));
        }
    }

    private static double bottom(Screen screen, String node) {
        var found = screen.scene().lookup(node);
        return found.localToScene(found.getBoundsInLocal()).getMaxY();
    }

    private static double top(Screen screen, String node) {
        var found = screen.scene().lookup(node);
        return found.localToScene(found.getBoundsInLocal()).getMinY();
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void oneClickStartsWhatIsFilledIn(Settings.Theme theme) throws Exception {
        try (var screen = show(theme, new LaunchRequest.New(Optional.of(FOR_ONE_GPU)))) {
            screen.await("the form can start", () -> !screen.scene().lookup("#start").isDisabled());
            assertEquals("pytorch", on(() -> model.nameProperty().get()));
            assertEquals(around.home.resolve("slipway/pytorch").toString(), on(() -> model.projectProperty().get()));
            assertEquals(List.of(true, false), on(() -> model.gpus().stream()
                    .map(tick -> tick.tickedProperty().get()).toList()), "only the GPU the image runs on");
            assertTrue(on(() -> model.gpus().getFirst().freeProperty().get()).matches("\\d+\\.\\d of 24\\.0 GiB free"));
            assertFalse(on(() -> ((CheckBox) screen.scene().lookup("#jupyter")).isDisabled()), "a layer can add it");
            on(() -> {
                ((ToggleButton) screen.scene().lookup("#showCommand")).fire();
                return null;
            });
            screen.settle();
            screen.save(Path.of("target/pictures/launch-command-" + theme + ".png"));
            assertTrue(on(() -> bottom(screen, "#commandBox") <= top(screen, ".dialog-buttons")), "what opens is seen");
            var command = on(() -> model.stateProperty().get().command());
            assertTrue(command.startsWith("docker run --detach --name slipway-pytorch "), command);
            assertTrue(command.contains("--device nvidia.com/gpu=GPU-")
                    && command.contains("no-new-privileges"), command);
            on(() -> {
                ((Button) screen.scene().lookup("#start")).fire();
                return null;
            });
            screen.await("it runs", () -> around.sessions.list().stream().anyMatch(session ->
                    session.name().equals("pytorch") && session.state() instanceof SessionState.Running));
            assertEquals(List.of("started pytorch"), around.asked);
            screen.await("it is kept", () -> around.store.find("pytorch").isPresent());
            var kept = around.store.find("pytorch").orElseThrow();
            assertEquals(new Environment("pytorch", FOR_ONE_GPU, new Environment.GpuChoice.Some(List.of("0")),
                    Optional.of(around.home.resolve("slipway/pytorch")), false, Optional.empty(), Optional.empty()),
                    kept);
            assertTrue(Files.isDirectory(around.home.resolve("slipway/pytorch")), "the folder was made");
            assertTrue(on(() -> model.doneProperty().get()));
        }
    }

    @Test
    void whatIsNotTouchedFollowsAndWhatIsStays() {
        try (var screen = show(Settings.Theme.LIGHT, new LaunchRequest.New(Optional.of(WITHOUT_JUPYTER)))) {
            screen.await("the form can start", () -> model.stateProperty().get().canStart());
            on(() -> {
                model.imageProperty().set("quay.io/jupyter/pytorch-notebook:cuda12-latest");
                return null;
            });
            assertEquals("pytorch-notebook", on(() -> model.nameProperty().get()));
            assertTrue(on(() -> model.jupyterProperty().get()), "this image holds Jupyter");
            on(() -> {
                model.nameProperty().set("mine");
                model.imageProperty().set(WITHOUT_JUPYTER);
                return null;
            });
            assertEquals("mine", on(() -> model.nameProperty().get()));
            assertEquals(around.home.resolve("slipway/mine").toString(), on(() -> model.projectProperty().get()));
        }
    }

    @Test
    void eachProblemStandsAtItsField() {
        try (var screen = show(Settings.Theme.LIGHT, new LaunchRequest.New(Optional.of(WITHOUT_JUPYTER)))) {
            screen.await("the form can start", () -> model.stateProperty().get().canStart());
            on(() -> {
                model.nameProperty().set("diffusion");
                model.memoryProperty().set("lots");
                return null;
            });
            screen.await("both are named", () -> model.stateProperty().get().problems().keySet()
                    .equals(java.util.Set.of(LaunchPlan.Field.NAME, LaunchPlan.Field.LIMITS)));
            assertEquals("There is an environment called “diffusion” already. Choose another name.",
                    on(() -> ((Label) screen.scene().lookup("#nameProblem")).getText()));
            assertTrue(on(() -> screen.scene().lookup("#start").isDisabled()));
            on(() -> {
                ((TextField) screen.scene().lookup("#name")).setText("Not A Name");
                model.memoryProperty().set("16 GiB");
                return null;
            });
            screen.await("only the name is wrong", () -> model.stateProperty().get().problems().keySet()
                    .equals(java.util.Set.of(LaunchPlan.Field.NAME)));
        }
    }

    @Test
    void aFileFromElsewhereIsShownBeforeItStarts() throws Exception {
        var project = Files.createDirectories(folder.resolve("work"));
        var file = Files.writeString(folder.resolve("thesis2.slipway"), """
                slipway: 1
                name: thesis2
                image: quay.io/jupyter/pytorch-notebook:cuda12-latest
                gpus: ["0"]
                project: %s
                jupyter: true
                """.formatted(project));
        try (var screen = show(Settings.Theme.LIGHT, new LaunchRequest.Review(file))) {
            screen.await("its effects show", () -> !model.stateProperty().get().effects().isEmpty());
            screen.settle();
            screen.save(Path.of("target/pictures/launch-review.png"));
            var effects = on(() -> model.stateProperty().get().effects());
            assertEquals("It runs programs of the image quay.io/jupyter/pytorch-notebook:cuda12-latest.",
                    effects.get(0));
            assertTrue(effects.get(1).startsWith("It can read and write " + project), effects.get(1));
            assertTrue(effects.get(2).contains("127.0.0.1"), effects.get(2));
            assertTrue(on(() -> screen.scene().lookup("#review").isVisible()));
            assertFalse(around.sessions.list().stream().anyMatch(session -> session.name().equals("thesis2")),
                    "nothing starts before the yes");
        }
    }

    @Test
    void aWrongFileNamesLineAndColumn() throws Exception {
        var file = Files.writeString(folder.resolve("bad.slipway"), "slipway: 1\nname: [oops\n");
        try (var screen = show(Settings.Theme.LIGHT, new LaunchRequest.Review(file))) {
            screen.await("the trouble shows", () -> screen.scene().lookup("#trouble").isVisible());
            var words = on(() -> ((Label) screen.scene().lookup("#troubleTitle")).getText());
            assertTrue(words.contains("bad.slipway") && words.matches("(?s).*\\d.*"), words);
            screen.await("nothing can be started or kept", () -> !screen.scene().lookup("#start").isVisible()
                    && !screen.scene().lookup("#keep").isVisible() && !screen.scene().lookup("#fields").isVisible());
            screen.settle();
            screen.save(Path.of("target/pictures/launch-review-bad.png"));
            on(() -> {
                ((Button) screen.scene().lookup("#cancel")).fire();
                return null;
            });
            assertTrue(on(() -> model.doneProperty().get()));
        }
    }

    private Path lab(String name, String image) throws Exception {
        return Files.writeString(folder.resolve(name + ".slipway"), "slipway: 1\nname: " + name + "\nimage: " + image
                + "\ngpus: all\njupyter: true\n");
    }

    private EnvironmentStore store() {
        return new Around(Locale.ENGLISH, folder, Duration.ZERO).store;
    }

    private void fire(Screen screen, String button) {
        on(() -> {
            ((Button) screen.scene().lookup(button)).fire();
            return null;
        });
    }

    @Test
    void aFileCanBeKeptWithoutBeingStarted() throws Exception {
        var file = lab("lab", "quay.io/jupyter/pytorch-notebook:cuda12-latest");
        try (var screen = show(Settings.Theme.LIGHT, new LaunchRequest.Review(file))) {
            screen.await("it can be kept", () -> !screen.scene().lookup("#keep").isDisabled());
            assertTrue(around.store.find("lab").isEmpty(), "nothing is kept before the yes");
            assertFalse(on(() -> screen.scene().lookup("#clash").isVisible()));
            fire(screen, "#keep");
            screen.await("it is kept", () -> around.store.find("lab").isPresent());
            screen.await("the form is done", () -> model.doneProperty().get());
            assertEquals(List.of("started lab"), around.asked);
            assertFalse(around.sessions.list().stream().anyMatch(session -> session.name().equals("lab")));
        }
    }

    @ParameterizedTest
    @CsvSource({"#keepBoth, lab-2", "#replace, lab"})
    void aNameThatIsTakenIsAskedAbout(String button, String name) throws Exception {
        store().save(new Environment("lab", "mine/torch:1", new Environment.GpuChoice.None(), Optional.empty(),
                false, Optional.empty(), Optional.empty()));
        var image = "quay.io/jupyter/pytorch-notebook:cuda12-latest";
        try (var screen = show(Settings.Theme.DARK, new LaunchRequest.Review(lab("lab", image)))) {
            screen.await("it is asked about", () -> screen.scene().lookup("#clash").isVisible());
            screen.await("the effects show", () -> !model.stateProperty().get().effects().isEmpty());
            screen.settle();
            screen.save(Path.of("target/pictures/launch-review-clash.png"));
            assertTrue(on(() -> screen.scene().lookup("#keep").isDisabled()), "not before the answer");
            assertTrue(on(() -> screen.scene().lookup("#start").isDisabled()), "not before the answer");
            fire(screen, button);
            screen.await("the question is gone", () -> !screen.scene().lookup("#clash").isVisible());
            screen.await("it can be kept", () -> !screen.scene().lookup("#keep").isDisabled());
            fire(screen, "#keep");
            screen.await("it is kept", () -> model.doneProperty().get());
            assertEquals(image, around.store.find(name).orElseThrow().image());
            assertEquals(name.equals("lab") ? image : "mine/torch:1", around.store.find("lab").orElseThrow().image());
        }
    }

    @Test
    void theSameFileAgainIsNoQuestion() throws Exception {
        var file = lab("lab", "quay.io/jupyter/pytorch-notebook:cuda12-latest");
        store().save(store().read(file));
        try (var screen = show(Settings.Theme.LIGHT, new LaunchRequest.Review(file))) {
            screen.await("it says so", () -> screen.scene().lookup("#clash").isVisible());
            assertEquals("This environment is among yours already.",
                    on(() -> ((Label) screen.scene().lookup("#clashWords")).getText()));
            screen.await("it can be started", () -> model.stateProperty().get().canStart());
            assertTrue(on(() -> screen.scene().lookup("#keep").isDisabled()), "there is nothing to keep");
        }
    }

    @Test
    void aSessionIsNotReplaced() throws Exception {
        try (var screen = show(Settings.Theme.LIGHT, new LaunchRequest.Review(lab("thesis",
                "quay.io/jupyter/pytorch-notebook:cuda12-latest")))) {
            screen.await("it is asked about", () -> screen.scene().lookup("#clash").isVisible());
            assertFalse(on(() -> screen.scene().lookup("#replace").isVisible()));
            fire(screen, "#keepBoth");
            screen.await("it can be started", () -> model.stateProperty().get().canStart());
            assertEquals("thesis-2", on(() -> model.nameProperty().get()));
        }
    }

    @Test
    void theFormCanBeSavedAsAFile() throws Exception {
        try (var screen = show(Settings.Theme.LIGHT, new LaunchRequest.New(Optional.of(WITHOUT_JUPYTER)))) {
            screen.await("the form can start", () -> model.stateProperty().get().canStart());
            var file = folder.resolve("saved.slipway");
            on(() -> {
                model.saveTo(file);
                return null;
            });
            screen.await("the file is there", () -> Files.exists(file) && Files.size(file) > 0);
            assertEquals(WITHOUT_JUPYTER, around.store.read(file).image());
        }
    }
}
