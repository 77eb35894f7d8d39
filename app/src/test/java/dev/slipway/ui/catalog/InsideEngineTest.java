package dev.slipway.ui.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Subscription;
import dev.slipway.base.Texts;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.compat.Verdict;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MachineSource;
import dev.slipway.machine.Machines;
import dev.slipway.settings.Settings;
import dev.slipway.testbed.TestBed;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.ImageDesk;
import dev.slipway.ui.kit.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looks into images of a real engine from the page: their Python is real, their PyTorch says what the test wrote. */
@Tag("engine")
@Timeout(240)
class InsideEngineTest {
    @TempDir
    private Path folder;

    private final TestBed bed = TestBed.open();

    @AfterEach
    void close() {
        bed.close();
    }

    /** An image with a PyTorch that tells these flags. */
    private String image(String name, String torch) throws IOException, InterruptedException {
        var build = Files.createDirectories(folder.resolve(name));
        Files.writeString(Files.createDirectories(build.resolve("torch")).resolve("__init__.py"), torch);
        Files.writeString(build.resolve("Dockerfile"), "FROM " + bed.jupyter()
                + "\nENV PYTORCH_VERSION=2.8.0 CUDA_VERSION=12.6.3 TORCH_CUDA_ARCH_LIST=\"7.5 8.0+PTX\"\n"
                + "COPY torch /usr/lib/python3/dist-packages/torch\n");
        var reference = "slipway-test/inside:" + name;
        var process = new ProcessBuilder("docker", "-H", bed.property("docker"), "build", "-q", "-t", reference,
                build.toString()).redirectErrorStream(true).redirectOutput(folder.resolve("build.log").toFile())
                .start();
        assertTrue(process.waitFor(100, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("build.log")));
        return reference;
    }

    private static String torch(String flags) {
        return """
                import types
                __version__ = "2.8.0+cu126"
                version = types.SimpleNamespace(cuda="12.6")
                backends = types.SimpleNamespace(cudnn=types.SimpleNamespace(version=lambda: 91002))
                _C = types.SimpleNamespace(_cuda_getArchFlags=lambda: "%s")
                """.formatted(flags);
    }

    @Test
    void anImageIsLookedIntoFromThePage() throws Exception {
        var agrees = image("agrees", torch("sm_75 sm_80 sm_86 sm_90 compute_90"));
        var differs = image("differs", torch("sm_90 sm_100"));
        var sleeps = image("sleeps", "import time\ntime.sleep(90)\n");
        var docker = bed.docker();
        var state = Machines.state(Machines.linux(), Machines.driver("580.65.06", "13.0"),
                List.of(Machines.rtx4090()), docker.info());
        var source = new WithEngine(Machines.source(state), docker);
        var model = new CatalogModel(new ImageDesk(BundledCatalog::load, source), source, Background.virtualThreads(),
                Fx.platform(), Texts.load(Locale.ENGLISH), new CatalogDoors(_ -> { }, (_, _) -> { }, () -> { }));
        try (var screen = Screen.show(Settings.Theme.LIGHT, 1004, 730, _ -> {
            model.start();
            return new CatalogView(model, new Views(Texts.load(Locale.ENGLISH))).node();
        })) {
            screen.await("the local images are in the table", () -> model.rows().stream()
                    .anyMatch(row -> row.entry().reference().equals(sleeps)));
            select(screen, model, agrees);
            fire(screen, "#offer");
            picture(screen, "question");
            fire(screen, "#lookInside");
            await(screen, model, agrees);
            picture(screen, "agrees");
            var found = (InsideState.Found) model.inside().stateProperty().get();
            assertEquals(Optional.of(Verdict.Level.RUNS), found.level());
            assertTrue(found.lines().contains(new ImageDetails.Line("Code for", "sm_75, sm_80, sm_86, sm_90", true)),
                    found.lines().toString());
            assertEquals("This agrees with the verdict above.",
                    ((Label) screen.scene().lookup("#compared")).getText());
            select(screen, model, differs);
            assertEquals(new InsideState.Offered(), model.inside().stateProperty().get());
            fire(screen, "#offer");
            fire(screen, "#lookInside");
            await(screen, model, differs);
            picture(screen, "differs");
            assertEquals(Optional.of(Verdict.Level.FAILS),
                    ((InsideState.Found) model.inside().stateProperty().get()).level());
            assertTrue(((Label) screen.scene().lookup("#compared")).getText().startsWith("This differs"));
            // What was found is kept.
            select(screen, model, agrees);
            assertTrue(model.inside().stateProperty().get() instanceof InsideState.Found);
            select(screen, model, sleeps);
            fire(screen, "#offer");
            fire(screen, "#lookInside");
            TestBed.await("its container is there", 30, () -> looks(docker) == 1);
            picture(screen, "looking");
            fire(screen, "#stopLooking");
            screen.await("it can be asked again", () -> model.inside().stateProperty().get()
                    .equals(new InsideState.Offered()));
            assertEquals(0, looks(docker));
        }
    }

    private static int looks(Engine docker) {
        try {
            return docker.containers("dev.slipway.look").size();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void select(Screen screen, CatalogModel model, String reference) {
        Screen.onFx(() -> {
            model.selectedProperty().set(model.rows().stream()
                    .filter(row -> row.entry().reference().equals(reference)).findFirst().orElseThrow());
            return null;
        });
        screen.settle();
    }

    private static void await(Screen screen, CatalogModel model, String reference) {
        screen.await("its Python has spoken: " + reference,
                () -> !(model.inside().stateProperty().get() instanceof InsideState.Looking));
        assertFalse(model.inside().stateProperty().get() instanceof InsideState.Failed,
                model.inside().stateProperty().get().toString());
    }

    private static void fire(Screen screen, String button) {
        Screen.onFx(() -> {
            ((Button) screen.scene().lookup(button)).fire();
            return null;
        });
    }

    private static void picture(Screen screen, String what) {
        screen.settle();
        screen.save(Path.of("target/pictures/images-inside-" + what + ".png"));
    }

    /** A machine with a real engine. */
    private record WithEngine(MachineSource machine, Engine real) implements MachineSource {
        @Override
        public State state() {
            return machine.state();
        }

        @Override
        public Subscription watch(Consumer<State> listener) {
            return machine.watch(listener);
        }

        @Override
        public Machine probe() throws InterruptedException {
            return machine.probe();
        }

        @Override
        public void use(Endpoint endpoint) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Engine> engine() {
            return Optional.of(real);
        }

        @Override
        public Optional<EngineInfo> info() {
            return machine.info();
        }

        @Override
        public Subscription watchEngine(Runnable changed) {
            return machine.watchEngine(changed);
        }
    }
}
