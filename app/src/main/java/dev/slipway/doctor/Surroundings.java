package dev.slipway.doctor;

import dev.slipway.base.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the checks need to know beyond GPUs and engines. Everything is read without root and without running anything.
 *
 * @param distribution which Linux this is
 * @param packages its package manager
 * @param rebootFile the file that says a restart is due, when it is there
 * @param moduleVersion the version of the NVIDIA kernel module that is loaded
 * @param nouveau whether the nouveau driver is loaded
 * @param moduleInstalled whether an NVIDIA module exists for the running kernel
 * @param kernel the running kernel's release
 * @param secureBoot whether Secure Boot is on, when the firmware tells
 * @param nvidiaDevices PCI addresses of NVIDIA's graphics cards, whether or not a driver knows them
 * @param wslGpu in WSL: whether Windows hands a GPU to this distribution (/dev/dxg)
 * @param linuxDriverInWsl in WSL: driver libraries installed inside the distribution, which hide those of Windows
 * @param programs which of the programs the checks care about are on the PATH
 * @param root whether Slipway runs as root
 * @param groups names of the groups this process has
 * @param memberOf names of the groups this user is in according to the group file (of the next login)
 * @param sockets each engine socket that exists, with its group and mode: "/run/docker.sock" to "docker, rw-rw----"
 * @param cdiDriverVersions the driver versions that NVIDIA's CDI files speak of, by file
 */
public record Surroundings(
        Distribution distribution,
        PackageManager packages,
        Optional<String> rebootFile,
        Optional<Version> moduleVersion,
        boolean nouveau,
        boolean moduleInstalled,
        String kernel,
        Optional<Boolean> secureBoot,
        List<String> nvidiaDevices,
        boolean wslGpu,
        List<String> linuxDriverInWsl,
        Set<String> programs,
        boolean root,
        Set<String> groups,
        Set<String> memberOf,
        Map<String, Socket> sockets,
        Map<String, String> cdiDriverVersions) {

    /** Freezes the collections. */
    public Surroundings {
        nvidiaDevices = List.copyOf(nvidiaDevices);
        linuxDriverInWsl = List.copyOf(linuxDriverInWsl);
        programs = Set.copyOf(programs);
        groups = Set.copyOf(groups);
        memberOf = Set.copyOf(memberOf);
        sockets = Map.copyOf(sockets);
        cdiDriverVersions = Map.copyOf(cdiDriverVersions);
    }

    /** A machine of which nothing is known. */
    public static final Surroundings NOTHING = new Surroundings(new Distribution("", "", ""), PackageManager.NONE,
            Optional.empty(), Optional.empty(), false, false, "", Optional.empty(), List.of(), false, List.of(),
            Set.of(), false, Set.of(), Set.of(), Map.of(), Map.of());

    /** An engine's socket: who may use it. */
    public record Socket(String group, String mode) {
    }

    /** The words of os-release: "debian", "12", "Debian GNU/Linux 12 (bookworm)". Empty outside Linux. */
    public record Distribution(String id, String like, String name) {
        boolean is(String family) {
            return id.equals(family) || List.of(like.split(" ")).contains(family);
        }
    }

    /** Package managers that fixes have commands for. */
    public enum PackageManager {
        APT, DNF, ZYPPER, PACMAN, NONE
    }

    /** Whether a program is on the PATH, of those the checks care about. */
    public boolean has(String program) {
        return programs.contains(program);
    }
}
