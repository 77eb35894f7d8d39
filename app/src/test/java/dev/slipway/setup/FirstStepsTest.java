package dev.slipway.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Reason;
import dev.slipway.base.Texts;
import dev.slipway.base.Version;
import dev.slipway.doctor.Surroundings;
import dev.slipway.doctor.Surroundings.PackageManager;
import dev.slipway.engine.GpuAccess;
import dev.slipway.gpu.Driver;
import dev.slipway.machine.MachineSource;
import dev.slipway.machine.Machines;
import dev.slipway.setup.Part.Topic;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FirstStepsTest {
    private static final Reading<Driver> DRIVER = Machines.driver("580.95.05", "13.0");
    private static final Reading<Driver> NONE = Reading.missing(Reason.NO_LIBRARY, "libnvidia-ml.so.1: cannot open");
    private static final Rights ALL = new Rights(false, true, true, false, "mia", "/home/mia");

    private static Surroundings around(PackageManager packages, Set<String> programs, Set<String> member,
            List<String> cards) {
        return new Surroundings(new Surroundings.Distribution("debian", "", "Debian"), packages, Optional.empty(),
                Optional.<Version>empty(), false, false, "6.1.0-18-amd64", Optional.empty(), cards, false, List.of(),
                programs, false, Set.of("users"), member,
                Map.of("/var/run/docker.sock", new Surroundings.Socket("docker", "rw-rw----")), Map.of());
    }

    private static Surroundings debian(String... programs) {
        return around(PackageManager.APT, Set.of(programs), Set.of(), List.of("0000:01:00.0"));
    }

    private static Surroundings with(PackageManager packages) {
        return around(packages, Set.of("systemctl", "pkexec", "curl"), Set.of(), List.of("0000:01:00.0"));
    }

    private static Surroundings toolkitOf(PackageManager packages) {
        return around(packages, Set.of("curl", "systemctl"), Set.of(), List.of());
    }

    private static String standings(List<Part> parts) {
        return parts.stream().map(part -> part.standing().name()).collect(Collectors.joining(" "));
    }

    /** What runs, one command a line, as a shell would be told it. */
    private static String commands(List<Part> parts) {
        return parts.stream().flatMap(part -> part.fix().stream()).filter(fix -> !fix.steps().isEmpty())
                .flatMap(fix -> FixRun.words(fix, ALL).stream()).map(words -> String.join(" ", words))
                .collect(Collectors.joining("\n"));
    }

    static Stream<Arguments> machines() {
        var linux = Machines.linux();
        var gpu = List.of(Machines.rtx4090());
        var cdi = Machines.docker("28.2.2", GpuAccess.CDI);
        var noEngine = Machines.state(linux, DRIVER, gpu);
        var denied = Machines.refused(noEngine, new Failure.PermissionDenied("/var/run/docker.sock", ""));
        var install = "WORKS WORKS MISSING WAITS";
        return Stream.of(
                Arguments.of("all is there", Machines.state(linux, DRIVER, gpu, cdi), debian(),
                        "WORKS WORKS WORKS WORKS", ""),
                Arguments.of("nothing was looked at", MachineSource.State.NOTHING, Surroundings.NOTHING,
                        "LOOKING LOOKING LOOKING LOOKING", ""),
                Arguments.of("no engine on Debian", noEngine, debian("pkexec"), install,
                        "pkexec apt-get update\npkexec apt-get install --yes docker.io"),
                Arguments.of("no engine on Fedora", noEngine, with(PackageManager.DNF), install,
                        "pkexec dnf install --assumeyes podman\nsystemctl --user enable --now podman.socket"),
                Arguments.of("no engine on openSUSE", noEngine, with(PackageManager.ZYPPER), install,
                        "pkexec zypper --non-interactive install docker\npkexec systemctl enable --now docker"),
                Arguments.of("no engine on Arch", noEngine, with(PackageManager.PACMAN), install,
                        "pkexec pacman -S --noconfirm docker\npkexec systemctl enable --now docker"),
                Arguments.of("no engine, unknown packages", noEngine, with(PackageManager.NONE), install, ""),
                Arguments.of("engine stopped", noEngine, debian("dockerd", "systemctl"), install,
                        "pkexec systemctl enable --now docker"),
                Arguments.of("engine stopped without systemd", noEngine, debian("dockerd"), install,
                        "pkexec service docker start"),
                Arguments.of("Podman's service stopped", noEngine, debian("podman"), install,
                        "systemctl --user enable --now podman.socket"),
                Arguments.of("not in the group", denied, debian("dockerd"), install,
                        "pkexec usermod -aG docker mia"),
                Arguments.of("in the group since the last login", denied, around(PackageManager.APT,
                        Set.of("dockerd"), Set.of("docker"), List.of()), install, ""),
                Arguments.of("no toolkit on Debian", Machines.state(linux, DRIVER, gpu, Machines.docker("28.2.2")),
                        toolkitOf(PackageManager.APT), "WORKS WORKS WORKS MISSING", """
                        pkexec curl --fail --silent --show-error --location --proto =https --output \
                        /usr/share/keyrings/nvidia-container-toolkit-keyring.asc \
                        https://nvidia.github.io/libnvidia-container/gpgkey
                        pkexec tee /etc/apt/sources.list.d/nvidia-container-toolkit.list
                        pkexec apt-get update
                        pkexec apt-get install --yes nvidia-container-toolkit
                        pkexec nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml
                        pkexec systemctl restart docker"""),
                Arguments.of("toolkit there, Docker 27", Machines.state(linux, DRIVER, gpu,
                        Machines.docker("27.0.1")), debian("nvidia-ctk", "systemctl"), "WORKS WORKS WORKS MISSING", """
                        pkexec nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml
                        pkexec nvidia-ctk runtime configure --runtime=docker --cdi.enabled
                        pkexec systemctl restart docker"""),
                Arguments.of("no driver", Machines.state(linux, NONE, List.of(), cdi), debian(),
                        "WORKS MISSING WORKS WAITS", ""),
                Arguments.of("no card", Machines.state(linux, NONE, List.of(), cdi),
                        around(PackageManager.APT, Set.of(), Set.of(), List.of()),
                        "NOT_HERE NOT_HERE WORKS NOT_HERE", ""),
                Arguments.of("a driver without a card", Machines.state(linux, DRIVER, List.of(), cdi),
                        around(PackageManager.APT, Set.of(), Set.of(), List.of()),
                        "MISSING WORKS WORKS LOOKING", ""),
                Arguments.of("a Mac", Machines.state(Machines.host("macos", false), NONE, List.of(), cdi),
                        Surroundings.NOTHING, "NOT_HERE NOT_HERE WORKS NOT_HERE", ""),
                Arguments.of("Windows without engine", Machines.state(Machines.host("windows", false), DRIVER, gpu),
                        Surroundings.NOTHING, install, ""),
                Arguments.of("WSL without a driver", Machines.state(Machines.host("linux", true), NONE, List.of(),
                        cdi), around(PackageManager.APT, Set.of(), Set.of(), List.of()),
                        "MISSING MISSING WORKS WAITS", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("machines")
    void eachMachineGetsItsParts(String name, MachineSource.State state, Surroundings around, String standings,
            String commands) {
        var parts = FirstSteps.of(state, Optional.of(around));
        assertEquals(List.of(Topic.values()), parts.stream().map(Part::topic).toList());
        assertEquals(standings, standings(parts));
        assertEquals(commands, commands(parts));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("machines")
    void everyTextIsThereInBothLanguages(String name, MachineSource.State state, Surroundings around,
            String standings, String commands) {
        for (var texts : List.of(Texts.load(Locale.ENGLISH), Texts.load(Locale.SIMPLIFIED_CHINESE))) {
            for (var part : FirstSteps.of(state, Optional.of(around))) {
                for (var text : List.of(part.title(), part.detail())) {
                    assertTrue(texts.containsKey(text.key()), text.key());
                    assertFalse(texts.of(text).matches(".*\\{\\d}.*"), texts.of(text));
                }
            }
        }
    }

    @Test
    void nothingIsCalledMissingBeforeTheDoctorHasLooked() {
        var state = Machines.state(Machines.linux(), DRIVER, List.of(Machines.rtx4090()));
        assertEquals("WORKS WORKS LOOKING LOOKING", standings(FirstSteps.of(state, Optional.empty())));
    }

    @Test
    void readyMeansThatEverythingWasSeenToWork() {
        var linux = Machines.linux();
        var gpu = List.of(Machines.rtx4090());
        assertTrue(FirstSteps.ready(FirstSteps.of(Machines.state(linux, DRIVER, gpu,
                Machines.docker("28.2.2", GpuAccess.CDI)), Optional.of(debian()))));
        assertFalse(FirstSteps.ready(FirstSteps.of(Machines.state(linux, DRIVER, gpu), Optional.of(debian()))));
        assertFalse(FirstSteps.ready(FirstSteps.of(MachineSource.State.NOTHING, Optional.empty())));
    }

    @Test
    void whatIsShownIsWhatRuns() {
        var fix = FirstSteps.of(Machines.refused(Machines.state(Machines.linux(), DRIVER,
                List.of(Machines.rtx4090())), new Failure.PermissionDenied("/var/run/docker.sock", "")),
                Optional.of(debian("dockerd"))).get(2).fix().orElseThrow();
        assertEquals(List.of("pkexec usermod -aG docker mia"), ALL.lines(fix));
        assertEquals(List.of("usermod -aG docker mia"),
                new Rights(true, false, false, false, "mia", "/home/mia").lines(fix));
        var without = new Rights(false, false, true, false, "mia", "/home/mia");
        assertEquals(List.of("sudo usermod -aG docker \"$USER\""), without.lines(fix));
        assertEquals("welcome.run.no-pkexec", without.why(fix).orElseThrow().key());
        assertEquals("welcome.run.no-screen",
                new Rights(false, true, false, false, "mia", "/home/mia").why(fix).orElseThrow().key());
        assertEquals("welcome.run.simulated",
                new Rights(true, true, true, true, "mia", "/home/mia").why(fix).orElseThrow().key());
    }
}
