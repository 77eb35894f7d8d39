package dev.slipway.ui.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Reading;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.base.Version;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Engines;
import dev.slipway.gpu.GpuSource;
import dev.slipway.machine.Host;
import dev.slipway.machine.Jetson;
import dev.slipway.machine.MachineSource;
import dev.slipway.machine.Machines;
import dev.slipway.settings.Settings;
import dev.slipway.tour.Tour;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.NoticeBar;
import dev.slipway.ui.kit.Notices;
import dev.slipway.ui.kit.Views;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MachinePageTest {
    private final Tour tour = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO);
    private final List<String> log = new ArrayList<>();
    private final Texts texts = Texts.load(Locale.ENGLISH);
    private final Doors doors = new Doors(() -> log.add("images"), () -> log.add("doctor"), () -> log.add("tour"),
            image -> log.add("launch " + image), () -> "the report");
    private final Advisor advisor = _ -> new Advisor.Answer(
            List.of(new Advisor.Advice(Text.of("machine.title"), Text.of("machine.next"), true)),
            Optional.of(new Advisor.Suggestion("pytorch/pytorch:x", "PyTorch 2.14 · CUDA 13.0", "RTX 4090")),
            List.of("Pascal"), new Advisor.Pulled(3, 41L << 30));

    private MachineModel model(MachineSource machines, Fx fx) {
        return new MachineModel(texts, machines, tour.sessions(), tour.usage(tour.still()), Background.sameThread(), fx,
                advisor, doors);
    }

    private Screen show(Settings.Theme theme) {
        return Screen.show(theme, 1000, 700, _ -> new MachineView(new Views(texts),
                model(tour.machine(), Fx.platform()), new Notices(texts, new StackPane())).node());
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void showsEachGpuAndLeadsToTheNextStep(Settings.Theme theme) {
        try (var screen = show(theme)) {
            screen.await("both cards have samples", () -> screen.scene().getRoot().lookupAll(".gpu-card").stream()
                    .allMatch(card -> ((Label) card.lookup(".big-number")).getText().matches("\\d+\\.\\d")));
            assertEquals(2, Screen.onFx(() -> screen.scene().getRoot().lookupAll(".gpu-card").size()));
            assertEquals("Ubuntu 24.04.3 LTS · 16 cores · 64 GiB · 412 GiB free for images",
                    screen.find("#subtitle", Label.class).getText());
            assertEquals("580.95.05", screen.find("#driver", Label.class).getText());
            assertEquals("CUDA up to 13.0 · last branch for Pascal",
                    screen.find("#driverDetail", Label.class).getText());
            assertEquals("GPU access by CDI · 3 images, at most 41 GiB",
                    screen.find("#engineDetail", Label.class).getText());
            Screen.onFx(() -> {
                screen.find(screen.scene().getRoot(), "#nextButton", Button.class).fire();
                screen.find(screen.scene().getRoot(), ".notice .button", Button.class).fire();
                return null;
            });
            assertEquals(List.of("launch pytorch/pytorch:x", "images"), log);
            screen.settle();
            screen.save(Path.of("target/pictures/machine-" + theme + ".png"));
        }
    }

    @Test
    void aJetsonIsNamedWithItsReleaseAndIsNoComputerWithoutAGpu() {
        var known = tour.machine().state();
        var host = known.host().orElseThrow();
        var board = new Host("linux", "Ubuntu 20.04.6 LTS", "arm64", false, host.cpu(), Reading.of(8),
                Reading.of(16L << 30), host.memoryAvailableBytes(), Optional.of(new Jetson(
                        "NVIDIA Jetson AGX Orin Developer Kit", Optional.of("tegra234"),
                        Optional.of(Version.of("35.4.1")))));
        var state = new MachineSource.State(Optional.of(board), Optional.of(new GpuSource.Inventory(
                Reading.missing(Reading.Reason.NO_LIBRARY, ""), List.of(), "none")), known.engines(), known.engine(),
                false);
        try (var screen = Screen.show(Settings.Theme.LIGHT, 1000, 700, _ -> new MachineView(new Views(texts),
                model(Machines.source(state), Fx.platform()), new Notices(texts, new StackPane())).node())) {
            assertEquals("Ubuntu 20.04.6 LTS · Jetson AGX Orin Developer Kit, L4T 35.4.1 · 8 cores · 16 GiB · 412 GiB "
                    + "free for images", screen.find("#subtitle", Label.class).getText());
            screen.settle();
            screen.save(Path.of("target/pictures/machine-jetson.png"));
        }
        assertEquals("No tool names the GPU of this Jetson",
                model(Machines.source(state), Fx.direct()).stateProperty().get().nothing().orElseThrow().title());
    }

    @Test
    void everythingIsBeingLookedForAtFirst() {
        var state = model(Machines.source(MachineSource.State.NOTHING), Fx.direct()).stateProperty().get();
        assertEquals("Looking for GPUs…", state.looking());
        assertTrue(state.cards().isEmpty());
        assertTrue(state.notices().isEmpty(), "nothing is blamed before it was looked at");
        assertEquals("Looking…", state.engine().value());
    }

    @Test
    void noGpuAndNoEngineOfferTheTourAndTheDoctor() {
        var known = tour.machine().state();
        var endpoint = new Endpoint(URI.create("unix:///x"), Endpoint.Origin.USUAL_SOCKET, "Docker");
        var bare = new MachineSource.State(known.host(),
                Optional.of(new GpuSource.Inventory(Reading.missing(Reading.Reason.NO_LIBRARY, ""), List.of(), "none")),
                Optional.of(List.of(new Engines.Found(endpoint, Optional.empty(),
                        Optional.of(new Failure.EngineNotReachable("unix:///x", ""))))),
                Optional.empty(), false);
        var state = model(Machines.source(bare), Fx.direct()).stateProperty().get();
        assertEquals(List.of(MachineState.Door.TOUR), state.nothing().orElseThrow().doors());
        assertEquals(List.of(MachineState.Door.DOCTOR, MachineState.Door.TOUR), state.notices().getFirst().doors());
        assertEquals("dot-bad", state.engine().dot());
    }

    @Test
    void noNotebookIsOfferedWhereNoneCouldStart() {
        var known = tour.machine().state();
        var without = new MachineSource.State(known.host(), known.inventory(), Optional.of(List.of()), Optional.empty(),
                false);
        assertTrue(model(Machines.source(known), Fx.direct()).stateProperty().get().next().isPresent());
        assertTrue(model(Machines.source(without), Fx.direct()).stateProperty().get().next().isEmpty());
    }

    @Test
    void aGpuWithoutItsDriverIsAProblemForTheDoctor() {
        var known = tour.machine().state();
        var state = model(Machines.source(new MachineSource.State(known.host(),
                Optional.of(new GpuSource.Inventory(Reading.missing(Reading.Reason.LIBRARY_MISMATCH, ""),
                        known.inventory().orElseThrow().gpus(), "oshi")),
                known.engines(), known.engine(), false)), Fx.direct()).stateProperty().get();
        var first = state.notices().getFirst();
        assertEquals(MachineState.Weight.PROBLEM, first.weight());
        assertEquals("The NVIDIA driver was updated, and the old one is still loaded.", first.title());
        assertFalse(state.cards().isEmpty(), "the cards stay, they are known");
        assertEquals("24.0 GiB of memory", state.cards().getFirst().used() + " " + state.cards().getFirst().total());
        assertTrue(state.cards().getFirst().parts().isEmpty(), "no bar claims that nothing is in use");
    }

    @Test
    void theWeightsOfNoticesHaveTheirBanner() {
        for (var weight : MachineState.Weight.values()) {
            assertEquals(weight.name(), NoticeBar.Weight.valueOf(weight.name()).name());
        }
    }
}
