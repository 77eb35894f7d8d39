package dev.slipway.doctor;

import dev.slipway.base.Reading.Reason;
import dev.slipway.base.Reading;
import dev.slipway.doctor.Finding.Severity;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.MachineSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Is there a driver, does it answer, and does its library fit the kernel module? */
final class DriverChecks {
    private DriverChecks() {
    }

    /** A restart mends more GPU trouble than anything else, so it is asked about first. */
    static List<Finding> restart(MachineSource.State state, Surroundings around) {
        if (state.inventory().isEmpty()) {
            return List.of();
        }
        var driver = state.inventory().get().driver();
        var evidence = new ArrayList<String>();
        around.moduleVersion().ifPresent(version -> evidence.add("/proc/driver/nvidia/version: " + version));
        boolean mismatch = switch (driver) {
            case Reading.Missing<Driver>(var reason, var detail) -> {
                if (reason == Reason.LIBRARY_MISMATCH && !detail.isBlank()) {
                    evidence.add(detail);
                }
                yield reason == Reason.LIBRARY_MISMATCH;
            }
            case Reading.Value<Driver>(var value) -> {
                evidence.add("NVML: " + value.version());
                // In WSL the library is Windows' own and there is no kernel module to compare with.
                yield around.moduleVersion().filter(loaded -> loaded.compareTo(value.version()) != 0).isPresent();
            }
        };
        if (mismatch) {
            around.rebootFile().ifPresent(evidence::add);
            return List.of(Findings.of("driver-mismatch", Severity.PROBLEM, evidence,
                    Findings.admin("driver-mismatch.fix", true, List.of("sudo reboot"))));
        }
        return around.rebootFile().map(file -> List.of(Findings.of("restart-due", Severity.NOTE, List.of(file),
                Findings.admin("restart-due.fix", true, List.of("sudo reboot"))))).orElse(List.of());
    }

    static List<Finding> driver(MachineSource.State state, Surroundings around) {
        if (state.inventory().isEmpty() || state.host().isEmpty()) {
            return List.of();
        }
        return switch (state.inventory().get().driver()) {
            case Reading.Value<Driver>(var driver) -> List.of(Findings.ok("driver", driver.version(),
                    driver.cuda().asOptional().map(Object::toString).orElse("–")));
            case Reading.Missing<Driver>(var reason, var detail) -> reason == Reason.LIBRARY_MISMATCH ? List.of()
                    : List.of(missing(state, around, reason, detail));
        };
    }

    private static Finding missing(MachineSource.State state, Surroundings around, Reason reason, String detail) {
        var host = state.host().orElseThrow();
        var evidence = new ArrayList<String>();
        if (!detail.isBlank()) {
            evidence.add(detail);
        }
        if (host.os().equals("macos")) {
            return Findings.of("no-nvidia-on-mac", Severity.NOTE, evidence, Optional.empty());
        }
        if (host.wsl()) {
            evidence.add("/dev/dxg: " + (around.wslGpu() ? "✓" : "✗"));
            return Findings.of("wsl-no-driver", Severity.PROBLEM, evidence,
                    Findings.own("wsl-no-driver.fix", "wsl.exe --update", "wsl.exe --shutdown"));
        }
        around.nvidiaDevices().forEach(device -> evidence.add("PCI " + device));
        boolean card = !around.nvidiaDevices().isEmpty() || !nvidiaGpus(state).isEmpty();
        if (host.os().equals("windows")) {
            return card ? Findings.of("no-driver", Severity.PROBLEM, evidence, Findings.advice("no-driver.fix.windows"))
                    : Findings.of("no-nvidia-gpu", Severity.NOTE, evidence, Optional.empty());
        }
        if (around.moduleVersion().isPresent()) {
            evidence.add("/proc/driver/nvidia/version: " + around.moduleVersion().get());
            return reason == Reason.NO_PERMISSION
                    ? Findings.of("driver-no-permission", Severity.PROBLEM, evidence,
                            Findings.own("driver-no-permission.fix", "ls -l /dev/nvidia*"))
                    : Findings.of("nvml-not-loadable", Severity.PROBLEM, evidence, library(around));
        }
        if (!card) {
            return Findings.of("no-nvidia-gpu", Severity.NOTE, evidence, Optional.empty());
        }
        if (around.nouveau()) {
            evidence.add("/proc/modules: nouveau");
        }
        if (around.moduleInstalled() || around.has("nvidia-smi")) {
            evidence.add("Linux " + around.kernel());
            around.secureBoot().ifPresent(on -> evidence.add("Secure Boot: " + (on ? "✓" : "✗")));
            boolean signed = around.secureBoot().orElse(false);
            return Findings.of(signed ? "driver-not-loaded-secure-boot" : "driver-not-loaded", Severity.PROBLEM,
                    evidence, around.moduleInstalled()
                            ? Findings.admin("driver-not-loaded.fix", false,
                                    List.of("sudo modprobe nvidia", "sudo dmesg | grep -i nvidia"))
                            : Findings.admin("driver-not-loaded.fix.build", true, headers(around)));
        }
        return Findings.of("no-driver", Severity.PROBLEM, evidence, install(around));
    }

    private static List<Gpu> nvidiaGpus(MachineSource.State state) {
        return state.inventory().orElseThrow().gpus().stream()
                .filter(gpu -> gpu.maker() == Gpu.Maker.NVIDIA).toList();
    }

    private static Optional<Finding.Fix> install(Surroundings around) {
        return switch (around.packages()) {
            case APT -> around.distribution().is("ubuntu")
                    ? Findings.admin("no-driver.fix.ubuntu", true, List.of("sudo ubuntu-drivers install"))
                    : Findings.admin("no-driver.fix.debian", true, List.of("sudo apt-get update",
                            "sudo apt-get install linux-headers-$(uname -r) nvidia-driver"));
            case DNF -> Findings.admin("no-driver.fix.fedora", true, List.of("sudo dnf install akmod-nvidia "
                    + "xorg-x11-drv-nvidia-cuda"));
            case PACMAN -> Findings.admin("no-driver.fix.packages", true,
                    List.of("sudo pacman -S nvidia nvidia-utils"));
            case ZYPPER, NONE -> Findings.advice("no-driver.fix.web");
        };
    }

    private static Optional<Finding.Fix> library(Surroundings around) {
        return switch (around.packages()) {
            case APT -> around.distribution().is("ubuntu") ? Findings.advice("nvml-not-loadable.fix.ubuntu")
                    : Findings.admin("nvml-not-loadable.fix", false, List.of("sudo apt-get install libnvidia-ml1"));
            case DNF -> Findings.admin("nvml-not-loadable.fix", false,
                    List.of("sudo dnf install xorg-x11-drv-nvidia-cuda-libs"));
            case PACMAN -> Findings.admin("nvml-not-loadable.fix", false, List.of("sudo pacman -S nvidia-utils"));
            case ZYPPER, NONE -> Findings.advice("nvml-not-loadable.fix.web");
        };
    }

    private static List<String> headers(Surroundings around) {
        return switch (around.packages()) {
            case APT -> List.of("sudo apt-get install linux-headers-$(uname -r)", "sudo dkms autoinstall");
            case DNF -> List.of("sudo dnf install kernel-devel-$(uname -r)", "sudo akmods --force");
            case PACMAN -> List.of("sudo pacman -S linux-headers", "sudo dkms autoinstall");
            case ZYPPER, NONE -> List.of("sudo dkms autoinstall");
        };
    }

    static List<Finding> wsl(MachineSource.State state, Surroundings around) {
        if (state.host().isEmpty() || !state.host().get().wsl() || around.linuxDriverInWsl().isEmpty()) {
            return List.of();
        }
        return List.of(Findings.of("linux-driver-in-wsl", Severity.WARNING, around.linuxDriverInWsl(),
                around.packages() == Surroundings.PackageManager.APT
                        ? Findings.admin("linux-driver-in-wsl.fix", false,
                                List.of("sudo apt-get remove --purge '^nvidia-.*' '^libnvidia-.*'"))
                        : Findings.advice("linux-driver-in-wsl.fix")));
    }
}
