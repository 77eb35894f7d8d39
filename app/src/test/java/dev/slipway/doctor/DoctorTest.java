package dev.slipway.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Reason;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.base.Version;
import dev.slipway.doctor.Finding.Severity;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Host;
import dev.slipway.machine.MachineSource;
import dev.slipway.machine.Machines;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DoctorTest {
    private static final Reading<Driver> DRIVER = Machines.driver("580.95.05", "13.0");
    private static final Surroundings DEBIAN = around(Surroundings.PackageManager.APT, Set.of());

    @Test
    void aSoundMachineHasOnlyGoodFindings() {
        var findings = Doctor.findings(sound(), DEBIAN);
        assertEquals(List.of("driver", "engine", "gpu-access", "disk"), findings.stream().map(Finding::id).toList());
        assertTrue(findings.stream().allMatch(finding -> finding.severity() == Severity.OK));
    }

    @Test
    void nothingIsSaidOfWhatIsNotKnownYet() {
        assertEquals(List.of(), Doctor.findings(MachineSource.State.NOTHING, Surroundings.NOTHING));
    }

    static Stream<Arguments> troubles() {
        Reading<Driver> none = Reading.missing(Reason.NO_LIBRARY, "libnvidia-ml.so.1: cannot open");
        Reading<Driver> mismatch = Reading.missing(Reason.LIBRARY_MISMATCH, "NVML 580.95");
        var linux = Machines.linux();
        var gpu = List.of(Machines.rtx4090());
        var cdi = Machines.docker("28.2.2", GpuAccess.CDI);
        var bare = Machines.docker("20.10.24");
        return Stream.of(
                trouble("driver-mismatch", Severity.PROBLEM, "sudo reboot",
                        Machines.state(linux, mismatch, List.of(), cdi), DEBIAN),
                trouble("driver-mismatch", Severity.PROBLEM, "sudo reboot",
                        Machines.state(linux, DRIVER, gpu, cdi), module(DEBIAN, "535.183.01")),
                trouble("no-nvidia-gpu", Severity.NOTE, "", Machines.state(linux, none, List.of(), cdi), DEBIAN),
                trouble("no-driver", Severity.PROBLEM, "nvidia-driver", Machines.state(linux, none, List.of(), cdi),
                        card(DEBIAN)),
                trouble("no-driver", Severity.PROBLEM, "akmod-nvidia", Machines.state(linux, none, List.of(), cdi),
                        card(around(Surroundings.PackageManager.DNF, Set.of()))),
                trouble("driver-not-loaded", Severity.PROBLEM, "dkms", Machines.state(linux, none, List.of(), cdi),
                        card(around(Surroundings.PackageManager.APT, Set.of("nvidia-smi")))),
                trouble("nvml-not-loadable", Severity.PROBLEM, "libnvidia-ml1",
                        Machines.state(linux, none, List.of(), cdi), module(card(DEBIAN), "580.95.05")),
                trouble("wsl-no-driver", Severity.PROBLEM, "wsl.exe --update",
                        Machines.state(Machines.host("linux", true), none, List.of(), cdi), DEBIAN),
                trouble("no-nvidia-on-mac", Severity.NOTE, "",
                        Machines.state(Machines.host("macos", false), none, List.of(), cdi), Surroundings.NOTHING),
                trouble("no-engine", Severity.PROBLEM, "docker.io", Machines.state(linux, DRIVER, gpu), DEBIAN),
                trouble("no-engine", Severity.PROBLEM, "",
                        Machines.state(Machines.host("windows", false), DRIVER, gpu), Surroundings.NOTHING),
                trouble("engine-stopped", Severity.PROBLEM, "systemctl enable --now docker",
                        Machines.state(linux, DRIVER, gpu),
                        around(Surroundings.PackageManager.APT, Set.of("dockerd", "systemctl"))),
                trouble("engine-stopped", Severity.PROBLEM, "service docker start",
                        Machines.state(linux, DRIVER, gpu),
                        around(Surroundings.PackageManager.APT, Set.of("dockerd"))),
                trouble("engine-not-permitted", Severity.PROBLEM, "usermod -aG docker", Machines.refused(
                        Machines.state(linux, DRIVER, gpu), new Failure.PermissionDenied("/var/run/docker.sock", "")),
                        DEBIAN),
                trouble("engine-login-again", Severity.PROBLEM, "", Machines.refused(
                        Machines.state(linux, DRIVER, gpu), new Failure.PermissionDenied("/var/run/docker.sock", "")),
                        member(DEBIAN)),
                trouble("no-gpu-access", Severity.PROBLEM, "nvidia-container-toolkit",
                        Machines.state(linux, DRIVER, gpu, bare), DEBIAN),
                trouble("no-gpu-access", Severity.PROBLEM, "nvidia-ctk runtime configure",
                        Machines.state(linux, DRIVER, gpu, bare),
                        around(Surroundings.PackageManager.APT, Set.of("nvidia-ctk"))),
                trouble("no-gpu-access", Severity.PROBLEM, "systemctl restart docker",
                        Machines.state(linux, DRIVER, gpu, bare),
                        around(Surroundings.PackageManager.APT, Set.of("systemctl"))),
                trouble("no-gpu-access", Severity.PROBLEM, "service docker restart",
                        Machines.state(linux, DRIVER, gpu, bare), DEBIAN),
                trouble("desktop-without-gpu", Severity.PROBLEM, "docker context use default",
                        Machines.state(linux, DRIVER, gpu, Machines.engine(Machines.DOCKER, EngineInfo.Kind.DOCKER,
                                "28.2", true, "/var/lib/docker", 99L << 30)), DEBIAN),
                trouble("stale-cdi", Severity.WARNING, "cdi generate", Machines.state(linux, DRIVER, gpu, cdi),
                        spec(DEBIAN, "535.183.01")),
                trouble("low-disk", Severity.WARNING, "docker image prune", disk(20L << 30), DEBIAN),
                trouble("low-disk", Severity.PROBLEM, "docker system df", disk(1L << 30), DEBIAN),
                trouble("second-engine", Severity.NOTE, "", Machines.state(linux, DRIVER, gpu, cdi,
                        Machines.engine(new Endpoint(URI.create("unix:///run/podman/podman.sock"),
                                Endpoint.Origin.USUAL_SOCKET, "Podman"), EngineInfo.Kind.PODMAN, "4.3.1", false,
                                "/var/lib/containers", 99L << 30)), DEBIAN),
                trouble("snap-docker", Severity.WARNING, "snap remove docker", Machines.state(linux, DRIVER, gpu,
                        Machines.engine(Machines.DOCKER, EngineInfo.Kind.DOCKER, "28.2", false,
                                "/var/snap/docker/common/var-lib-docker", 99L << 30, GpuAccess.NVIDIA_RUNTIME)),
                        DEBIAN));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("troubles")
    void eachTroubleIsFoundWithItsFix(String id, Severity severity, String command, MachineSource.State state,
            Surroundings around) {
        var finding = Doctor.findings(state, around).stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
        assertEquals(severity, finding.severity());
        if (!command.isEmpty()) {
            var commands = String.join("\n", finding.fix().orElseThrow().commands());
            assertTrue(commands.contains(command), commands);
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("troubles")
    void everyTextExistsInBothLanguages(String id, Severity severity, String command, MachineSource.State state,
            Surroundings around) {
        for (var texts : List.of(Texts.load(Locale.ENGLISH), Texts.load(Locale.SIMPLIFIED_CHINESE))) {
            for (var finding : Doctor.findings(state, around)) {
                var used = new ArrayList<>(List.of(finding.title(), finding.cause()));
                finding.fix().map(Finding.Fix::text).ifPresent(used::add);
                for (Text text : used) {
                    assertTrue(texts.containsKey(text.key()), text.key());
                    assertFalse(texts.of(text).matches(".*\\{\\d}.*"), texts.of(text));
                }
            }
        }
    }

    @Test
    void theSameEngineAtTwoAddressesIsNoSecondEngine() {
        var one = Machines.docker("28.2", GpuAccess.CDI);
        var address = URI.create("unix:///run/docker.sock");
        var again = Machines.engine(new Endpoint(address, Endpoint.Origin.DOCKER_HOST, ""), EngineInfo.Kind.DOCKER,
                "28.2", false, "/var/lib/docker", 99L << 30, GpuAccess.CDI);
        var findings = Doctor.findings(
                Machines.state(Machines.linux(), DRIVER, List.of(Machines.rtx4090()), one, again), DEBIAN);
        assertTrue(findings.stream().noneMatch(finding -> finding.id().equals("second-engine")));
    }

    @Test
    void theWorstComesFirst() {
        var severities = Doctor.findings(Machines.state(Machines.linux(), DRIVER, List.of(Machines.rtx4090()),
                Machines.docker("20.10.24")), DEBIAN).stream().map(Finding::severity).toList();
        assertEquals(severities.stream().sorted(java.util.Comparator.reverseOrder()).toList(), severities);
    }

    @Test
    void theReportHoldsNoSecrets() {
        var state = Machines.refused(sound(), new Failure.EngineNotReachable("tcp://x",
                "token=hunter2 https://mia:pass@registry.example /home/mia/thesis on lab-7 for mia "
                        + "0123456789abcdef0123456789abcdef0123456789abcdef"));
        var report = new Report("1.0", "/home/mia", "mia", "lab-7")
                .text(new Doctor.Examination(Doctor.findings(state, DEBIAN), state, DEBIAN));
        for (var secret : List.of("hunter2", "pass@", "/home/mia", "lab-7", "mia", "0123456789abcdef0123")) {
            assertFalse(report.contains(secret), secret + " in\n" + report);
        }
        assertTrue(report.contains("~/thesis"), report);
        assertTrue(report.contains("580.95.05"), report);
    }

    private static Arguments trouble(String id, Severity severity, String command, MachineSource.State state,
            Surroundings around) {
        return Arguments.of(id, severity, command, state, around);
    }

    private static MachineSource.State sound() {
        return Machines.state(Machines.linux(), DRIVER, List.<Gpu>of(Machines.rtx4090()),
                Machines.docker("28.2.2", GpuAccess.CDI));
    }

    private static MachineSource.State disk(long free) {
        Host host = Machines.linux();
        return Machines.state(host, DRIVER, List.of(Machines.rtx4090()), Machines.engine(Machines.DOCKER,
                EngineInfo.Kind.DOCKER, "28.2", false, "/var/lib/docker", free, GpuAccess.CDI));
    }

    private static Surroundings around(Surroundings.PackageManager packages, Set<String> programs) {
        return around(packages, programs, List.of(), Optional.empty(), Set.of(), Map.of());
    }

    private static Surroundings around(Surroundings.PackageManager packages, Set<String> programs,
            List<String> devices, Optional<Version> module, Set<String> member, Map<String, String> cdi) {
        return new Surroundings(new Surroundings.Distribution("debian", "", "Debian"), packages, Optional.empty(),
                module, false, false, "6.1.0-18-amd64", Optional.empty(), devices, false, List.of(), programs, false,
                Set.of("users"), member, Map.of("/var/run/docker.sock",
                        new Surroundings.Socket("docker", "rw-rw----")), cdi);
    }

    private static Surroundings card(Surroundings old) {
        return around(old.packages(), old.programs(), List.of("0000:01:00.0"), old.moduleVersion(), old.memberOf(),
                old.cdiDriverVersions());
    }

    private static Surroundings module(Surroundings old, String version) {
        return around(old.packages(), old.programs(), old.nvidiaDevices(), Optional.of(Version.of(version)),
                old.memberOf(), old.cdiDriverVersions());
    }

    private static Surroundings member(Surroundings old) {
        return around(old.packages(), old.programs(), old.nvidiaDevices(), old.moduleVersion(), Set.of("docker"),
                old.cdiDriverVersions());
    }

    private static Surroundings spec(Surroundings old, String version) {
        return around(old.packages(), old.programs(), old.nvidiaDevices(), old.moduleVersion(), old.memberOf(),
                Map.of("/etc/cdi/nvidia.yaml", version));
    }
}
