package dev.slipway.doctor;

import dev.slipway.base.Version;
import dev.slipway.engine.EngineInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands that install NVIDIA's Container Toolkit and make an engine use it, as in its installation guide
 * (docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html).
 */
final class ToolkitSteps {
    static final String GENERATE = "sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml";
    private static final String SITE = "https://nvidia.github.io/libnvidia-container";
    private static final Version DOCKER_WITH_CDI_ON = Version.of("28.2");
    private static final Version DOCKER_WITH_CDI = Version.of("25");

    private ToolkitSteps() {
    }

    static List<String> of(EngineInfo engine, Surroundings around) {
        var steps = new ArrayList<String>();
        if (!around.has("nvidia-ctk")) {
            steps.addAll(install(around));
        }
        steps.addAll(configure(engine));
        return steps;
    }

    private static List<String> install(Surroundings around) {
        return switch (around.packages()) {
            case APT -> List.of(
                    "curl -fsSL " + SITE + "/gpgkey | sudo gpg --dearmor -o "
                            + "/usr/share/keyrings/nvidia-container-toolkit-keyring.gpg",
                    "curl -fsSL " + SITE + "/stable/deb/nvidia-container-toolkit.list | "
                            + "sed 's#deb https://#deb [signed-by="
                            + "/usr/share/keyrings/nvidia-container-toolkit-keyring.gpg] https://#g' | "
                            + "sudo tee /etc/apt/sources.list.d/nvidia-container-toolkit.list",
                    "sudo apt-get update",
                    "sudo apt-get install nvidia-container-toolkit");
            case DNF -> List.of(
                    "curl -fsSL " + SITE + "/stable/rpm/nvidia-container-toolkit.repo | "
                            + "sudo tee /etc/yum.repos.d/nvidia-container-toolkit.repo",
                    "sudo dnf install nvidia-container-toolkit");
            case ZYPPER -> List.of(
                    "sudo zypper ar " + SITE + "/stable/rpm/nvidia-container-toolkit.repo",
                    "sudo zypper --gpg-auto-import-keys install nvidia-container-toolkit");
            case PACMAN -> List.of("sudo pacman -S nvidia-container-toolkit");
            case NONE -> List.of();
        };
    }

    private static List<String> configure(EngineInfo engine) {
        if (engine.kind() == EngineInfo.Kind.PODMAN) {
            return List.of(GENERATE);
        }
        if (engine.snap()) {
            return List.of("sudo snap restart docker");
        }
        if (engine.rootless()) {
            // A rootless engine may not touch device cgroups, which CDI leaves to the kernel's file permissions.
            return List.of(GENERATE, "nvidia-ctk runtime configure --runtime=docker --cdi.enabled "
                    + "--config=$HOME/.config/docker/daemon.json", "systemctl --user restart docker");
        }
        if (engine.version().atLeast(DOCKER_WITH_CDI_ON)) {
            return List.of(GENERATE, "sudo systemctl restart docker");
        }
        if (engine.version().atLeast(DOCKER_WITH_CDI)) {
            return List.of(GENERATE, "sudo nvidia-ctk runtime configure --runtime=docker --cdi.enabled",
                    "sudo systemctl restart docker");
        }
        return List.of("sudo nvidia-ctk runtime configure --runtime=docker", "sudo systemctl restart docker");
    }
}
