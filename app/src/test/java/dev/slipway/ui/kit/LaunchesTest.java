package dev.slipway.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.environment.Environment;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.tour.Tour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchesTest {
    @TempDir
    private Path folder;

    private final ArrayList<String> unseen = new ArrayList<>();
    private final Tour tour = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO);

    private Launches launches(Background background) {
        return new Launches(tour.sessions(), new EnvironmentStore(folder.resolve("data"), folder), background,
                Fx.direct(), failure -> unseen.add(failure.name()));
    }

    private Environment environment(String name) {
        return new Environment(name, "lab/torch:1", new Environment.GpuChoice.None(),
                Optional.of(folder.resolve("slipway").resolve(name)), false, Optional.empty(), Optional.empty());
    }

    @Test
    void whatIsUpIsKeptAndHasItsFolder() throws Exception {
        launches(Background.sameThread()).start(environment("mine"));
        assertTrue(new EnvironmentStore(folder.resolve("data"), folder).find("mine").isPresent());
        assertTrue(Files.isDirectory(folder.resolve("slipway/mine")));
    }

    @Test
    void aSimulationMakesNoFolder() {
        new Launches(tour.sessions(), new EnvironmentStore(folder.resolve("data"), folder), Background.sameThread(),
                Fx.direct(), failure -> unseen.add(failure.name()), true).start(environment("mine"));
        assertFalse(Files.exists(folder.resolve("slipway")));
        assertTrue(unseen.isEmpty());
    }

    @Test
    void aFailureLeavesNothingBehindAndIsTold() throws Exception {
        var twin = new Environment("thesis", "lab/torch:1", new Environment.GpuChoice.None(),
                Optional.of(folder.resolve("slipway/other")), false, Optional.empty(), Optional.empty());
        launches(Background.sameThread()).start(twin);
        assertEquals(java.util.List.of("name-taken"), unseen);
        assertFalse(Files.exists(folder.resolve("slipway")));
        assertFalse(new EnvironmentStore(folder.resolve("data"), folder).find("thesis").isPresent());
    }

    @Test
    void aFolderThatIsInUseByThenStays() throws Exception {
        Files.createDirectories(folder.resolve("slipway/other"));
        Files.writeString(folder.resolve("slipway/other/work.py"), "x = 1");
        var twin = new Environment("thesis", "lab/torch:1", new Environment.GpuChoice.None(),
                Optional.of(folder.resolve("slipway/other")), false, Optional.empty(), Optional.empty());
        launches(Background.sameThread()).start(twin);
        assertTrue(Files.exists(folder.resolve("slipway/other/work.py")));
    }
}
