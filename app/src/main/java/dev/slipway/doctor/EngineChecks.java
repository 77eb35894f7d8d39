package dev.slipway.doctor;

import dev.slipway.base.Bytes;
import dev.slipway.base.Failure;
import dev.slipway.base.Reading;
import dev.slipway.base.Text;
import dev.slipway.doctor.Finding.Severity;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.Engines;
import dev.slipway.engine.GpuAccess;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.MachineSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Is there an engine, may this user use it, can it give GPUs to containers, and has it room? */
final class EngineChecks {
    private static final long LITTLE = 30L << 30;
    private static final long NOTHING_LEFT = 8L << 30;
    private static final Command SERVICE = Command.root("systemctl", "enable", "--now", "docker");
    private static final Command ROOTLESS = Command.own("systemctl", "--user", "enable", "--now", "podman.socket");

    private EngineChecks() {
    }

    static List<Finding> engine(MachineSource.State state, Surroundings around) {
        if (state.engines().isEmpty()) {
            return List.of();
        }
        if (state.engine().isPresent()) {
            var engine = state.engine().get();
            return List.of(Findings.ok("engine", engine.kind().label(), engine.version(), engine.endpoint().uri()));
        }
        var tried = state.engines().get();
        var evidence = tried.stream().map(EngineChecks::evidence).toList();
        var denied = tried.stream().filter(found -> found.failure()
                .filter(Failure.PermissionDenied.class::isInstance).isPresent()).findFirst();
        if (denied.isPresent()) {
            return List.of(notPermitted(denied.get(), evidence, around));
        }
        return List.of(none(state, evidence, around));
    }

    private static String evidence(Engines.Found found) {
        return found.endpoint().uri() + found.failure().map(failure -> ": " + failure.name()
                + (failure.detail().isBlank() ? "" : " (" + failure.detail() + ")")).orElse("");
    }

    private static Finding notPermitted(Engines.Found denied, List<String> seen, Surroundings around) {
        var evidence = new ArrayList<>(seen);
        around.sockets().forEach((path, socket) -> evidence.add(path + ": " + socket.group() + ", " + socket.mode()));
        var address = denied.endpoint().uri().toString();
        var group = around.sockets().entrySet().stream().filter(entry -> address.endsWith(entry.getKey())
                || ("/var" + entry.getKey()).equals(denied.endpoint().uri().getPath())
                || entry.getKey().equals("/var" + denied.endpoint().uri().getPath()))
                .map(entry -> entry.getValue().group()).findFirst().orElse("docker");
        if (group.equals("root")) {
            return Findings.of("engine-not-permitted", Severity.PROBLEM, evidence,
                    Findings.steps("engine-not-permitted.fix.rootless", false, ROOTLESS), address);
        }
        if (around.memberOf().contains(group) && !around.groups().contains(group)) {
            return Findings.of("engine-login-again", Severity.PROBLEM, evidence,
                    Optional.of(new Finding.Fix(Text.of("doctor.engine-login-again.fix"), List.of(),
                            List.of(), false, true)), group);
        }
        return Findings.of("engine-not-permitted", Severity.PROBLEM, evidence,
                Findings.steps("engine-not-permitted.fix", true,
                        Command.root("usermod", "-aG", group, Command.USER)), address);
    }

    private static Finding none(MachineSource.State state, List<String> evidence, Surroundings around) {
        var os = state.host().map(host -> host.os()).orElse("linux");
        if (os.equals("windows")) {
            // In this order: Docker Desktop's installer wants WSL 2 to be there.
            return Findings.of("no-engine", Severity.PROBLEM, evidence, Findings.own("no-engine.fix.windows",
                    "wsl --install", "wsl --update", "winget install --id Docker.DockerDesktop"));
        }
        if (!os.equals("linux")) {
            return Findings.of("no-engine", Severity.PROBLEM, evidence, Findings.advice("no-engine.fix.desktop"));
        }
        if (around.has("dockerd")) {
            return Findings.of("engine-stopped", Severity.PROBLEM, evidence, Findings.steps("engine-stopped.fix", false,
                    around.has("systemctl") ? SERVICE : Command.root("service", "docker", "start")), "Docker");
        }
        if (around.has("podman")) {
            return Findings.of("engine-stopped", Severity.PROBLEM, evidence,
                    Findings.steps("engine-stopped.fix", false, ROOTLESS), "Podman");
        }
        return Findings.of("no-engine", Severity.PROBLEM, evidence, switch (around.packages()) {
            case APT -> Findings.steps("no-engine.fix", false, Command.root("apt-get", "update"),
                    Command.root("apt-get", "install", "--yes", "docker.io"));
            case DNF -> Findings.steps("no-engine.fix.podman", false,
                    Command.root("dnf", "install", "--assumeyes", "podman"), ROOTLESS);
            case ZYPPER -> Findings.steps("no-engine.fix", false,
                    Command.root("zypper", "--non-interactive", "install", "docker"), SERVICE);
            case PACMAN -> Findings.steps("no-engine.fix", false,
                    Command.root("pacman", "-S", "--noconfirm", "docker"), SERVICE);
            case NONE -> Findings.advice("no-engine.fix.web");
        });
    }

    static List<Finding> gpuAccess(MachineSource.State state, Surroundings around) {
        if (state.engine().isEmpty() || state.inventory().isEmpty()) {
            return List.of();
        }
        var inventory = state.inventory().get();
        boolean usable = inventory.driver() instanceof Reading.Value<Driver>
                && inventory.gpus().stream().anyMatch(gpu -> gpu.maker() == Gpu.Maker.NVIDIA);
        var engine = state.engine().get();
        if (!usable) {
            return List.of();
        }
        if (!engine.gpuAccess().isEmpty()) {
            return List.of(Findings.ok("gpu-access", engine.kind().label(),
                    String.join(", ", engine.gpuAccess().stream().map(GpuAccess::label).sorted().toList())));
        }
        var evidence = new ArrayList<String>();
        evidence.add(engine.kind().label() + " " + engine.version() + ", API " + engine.apiVersion() + ", "
                + engine.endpoint().uri());
        around.cdiDriverVersions().keySet().stream().sorted().forEach(evidence::add);
        evidence.add("nvidia-ctk: " + (around.has("nvidia-ctk") ? "✓" : "✗"));
        if (engine.desktopVm() && state.host().filter(host -> host.os().equals("linux") && !host.wsl()).isPresent()) {
            return List.of(Findings.of("desktop-without-gpu", Severity.PROBLEM, evidence,
                    Findings.own("desktop-without-gpu.fix", "docker context use default")));
        }
        if (engine.desktopVm()) {
            return List.of(Findings.of("no-gpu-access", Severity.PROBLEM, evidence,
                    Findings.own("no-gpu-access.fix.desktop", "wsl.exe --update"), engine.kind().label()));
        }
        return List.of(Findings.of("no-gpu-access", Severity.PROBLEM, evidence,
                Findings.steps(around.has("nvidia-ctk") ? "no-gpu-access.fix.configure" : "no-gpu-access.fix", false,
                        ToolkitSteps.of(engine, around)), engine.kind().label()));
    }

    /** After a driver update an old CDI file still names the old driver's libraries. */
    static List<Finding> staleCdi(MachineSource.State state, Surroundings around) {
        var driver = state.inventory().flatMap(inventory -> inventory.driver().asOptional());
        if (driver.isEmpty()) {
            return List.of();
        }
        var stale = around.cdiDriverVersions().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(driver.get().version().text()))
                .map(entry -> entry.getKey() + ": " + entry.getValue()).sorted().toList();
        return stale.isEmpty() ? List.of() : List.of(Findings.of("stale-cdi", Severity.WARNING, stale,
                Findings.steps("stale-cdi.fix", false, ToolkitSteps.GENERATE), driver.get().version()));
    }

    static List<Finding> disk(MachineSource.State state, Surroundings around) {
        if (state.engine().isEmpty()
                || !(state.engine().get().freeDiskBytes() instanceof Reading.Value<Long>(var free))) {
            return List.of();
        }
        var engine = state.engine().get();
        if (free >= LITTLE) {
            return List.of(Findings.ok("disk", Bytes.inWords(free), engine.dataRoot()));
        }
        var program = engine.kind() == EngineInfo.Kind.PODMAN ? "podman" : "docker";
        return List.of(Findings.of("low-disk", free < NOTHING_LEFT ? Severity.PROBLEM : Severity.WARNING,
                List.of(engine.dataRoot() + ": " + Bytes.inWords(free)),
                Findings.own("low-disk.fix", program + " system df", program + " image prune"),
                Bytes.inWords(free), engine.dataRoot()));
    }

    static List<Finding> secondEngine(MachineSource.State state, Surroundings around) {
        if (state.engines().isEmpty()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        // One engine is often reachable at several addresses; its data folder tells it from another.
        var answering = new LinkedHashMap<String, EngineInfo>();
        state.engines().get().stream().flatMap(found -> found.info().stream()).forEach(info ->
                answering.putIfAbsent(info.kind() + " " + info.dataRoot() + (info.desktopVm() ? " vm" : ""), info));
        var inUse = state.engine();
        if (answering.size() > 1 && inUse.isPresent()) {
            var evidence = answering.values().stream().map(info -> info.kind().label() + " " + info.version() + ", "
                    + info.endpoint().uri() + ", " + info.dataRoot()).toList();
            findings.add(Findings.of("second-engine", Severity.NOTE, evidence, Findings.advice("second-engine.fix"),
                    inUse.get().kind().label(), inUse.get().endpoint().uri()));
        }
        if (inUse.filter(EngineInfo::snap).isPresent()) {
            findings.add(Findings.of("snap-docker", Severity.WARNING, List.of(inUse.get().dataRoot()),
                    around.packages() == Surroundings.PackageManager.APT
                            ? Findings.admin("snap-docker.fix", false,
                                    List.of("sudo snap remove docker", "sudo apt-get install docker.io"))
                            : Findings.advice("snap-docker.fix")));
        }
        return findings;
    }
}
