package dev.slipway.doctor;

import dev.slipway.base.Version;
import dev.slipway.engine.EngineInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands that install NVIDIA's Container Toolkit and make an engine use it, as in its installation guide
 * (docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html), but without its pipes: the key
 * stays in the form it has, which apt reads as well, and the source is written as a whole.
 */
final class ToolkitSteps {
    static final Command GENERATE = Command.root("nvidia-ctk", "cdi", "generate", "--output=/etc/cdi/nvidia.yaml");
    private static final String PACKAGE = "nvidia-container-toolkit";
    private static final String SITE = "https://nvidia.github.io/libnvidia-container";
    private static final String RPM = SITE + "/stable/rpm/nvidia-container-toolkit.repo";
    private static final String KEY = "/usr/share/keyrings/nvidia-container-toolkit-keyring.asc";
    private static final Version DOCKER_WITH_CDI_ON = Version.of("28.2");
    private static final Version DOCKER_WITH_CDI = Version.of("25");

    private ToolkitSteps() {
    }

    static List<Command> of(EngineInfo engine, Surroundings around) {
        var steps = new ArrayList<Command>();
        if (!around.has("nvidia-ctk")) {
            steps.addAll(install(around));
        }
        steps.addAll(configure(engine, around));
        return steps;
    }

    private static List<Command> install(Surroundings around) {
        return switch (around.packages()) {
            case APT -> apt(around);
            case DNF -> List.of(fetch(RPM, "/etc/yum.repos.d/nvidia-container-toolkit.repo"),
                    Command.root("dnf", "install", "--assumeyes", PACKAGE));
            case ZYPPER -> List.of(Command.root("zypper", "--non-interactive", "addrepo", RPM),
                    Command.root("zypper", "--non-interactive", "--gpg-auto-import-keys", "install", PACKAGE));
            case PACMAN -> List.of(Command.root("pacman", "-S", "--noconfirm", PACKAGE));
            case NONE -> List.of();
        };
    }

    private static List<Command> apt(Surroundings around) {
        var steps = new ArrayList<Command>();
        if (!around.has("curl")) {
            // A Debian desktop comes without it.
            steps.add(Command.root("apt-get", "install", "--yes", "curl", "ca-certificates"));
        }
        steps.add(fetch(SITE + "/gpgkey", KEY));
        // apt itself puts the machine's architecture in.
        steps.add(Command.write("deb [signed-by=" + KEY + "] " + SITE + "/stable/deb/$(ARCH) /",
                "/etc/apt/sources.list.d/nvidia-container-toolkit.list"));
        steps.add(Command.root("apt-get", "update"));
        steps.add(Command.root("apt-get", "install", "--yes", PACKAGE));
        return steps;
    }

    private static Command fetch(String address, String file) {
        return Command.root("curl", "--fail", "--silent", "--show-error", "--location", "--proto", "=https",
                "--output", file, address);
    }

    private static List<Command> configure(EngineInfo engine, Surroundings around) {
        if (engine.kind() == EngineInfo.Kind.PODMAN) {
            return List.of(GENERATE);
        }
        if (engine.snap()) {
            return List.of(Command.root("snap", "restart", "docker"));
        }
        if (engine.rootless()) {
            // A rootless engine may not touch device cgroups, which CDI leaves to the kernel's file permissions.
            return List.of(GENERATE, Command.own("nvidia-ctk", "runtime", "configure", "--runtime=docker",
                    "--cdi.enabled", "--config=" + Command.HOME + "/.config/docker/daemon.json"),
                    Command.own("systemctl", "--user", "restart", "docker"));
        }
        var restart = around.has("systemctl") ? Command.root("systemctl", "restart", "docker")
                : Command.root("service", "docker", "restart");
        if (engine.version().atLeast(DOCKER_WITH_CDI_ON)) {
            return List.of(GENERATE, restart);
        }
        if (engine.version().atLeast(DOCKER_WITH_CDI)) {
            return List.of(GENERATE, Command.root("nvidia-ctk", "runtime", "configure", "--runtime=docker",
                    "--cdi.enabled"), restart);
        }
        return List.of(Command.root("nvidia-ctk", "runtime", "configure", "--runtime=docker"), restart);
    }
}
