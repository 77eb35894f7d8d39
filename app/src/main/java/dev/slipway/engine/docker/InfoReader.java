package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Reading;
import dev.slipway.base.Version;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.EngineInfo.Kind;
import dev.slipway.engine.GpuAccess;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads what an engine says of itself ({@code /version}, {@code /info}) and completes it with what only this machine
 * knows, where the engine runs on it: CDI spec files, NVIDIA's hook, free disk space.
 *
 * <p>Ways to GPUs, and how they are told:
 * <ul>
 * <li>NVIDIA's runtime: listed among Docker's runtimes. Docker also takes {@code --gpus} when it found the program
 * {@code nvidia-container-runtime-hook} on its path at its start, which its API does not tell: an engine on this
 * machine is believed to when the program is there.
 * <li>CDI with Docker: its list of discovered devices (28.2 and newer), or else its spec folders (25 and newer, present
 * only while CDI is on), read here.
 * <li>CDI with Podman 4.1 and newer: the specs in /etc/cdi and /var/run/cdi.
 * </ul>
 *
 * @param hookDirs where NVIDIA's hook may be
 * @param podmanCdiDirs the spec folders Podman reads
 * @param osName the system Slipway runs on
 */
record InfoReader(List<Path> hookDirs, List<Path> podmanCdiDirs, String osName) {
    private static final String HOOK = "nvidia-container-runtime-hook";
    private static final Version PODMAN_WITH_CDI = Version.of("4.1");

    /** A reader for this machine. */
    static InfoReader ofThisMachine() {
        return new InfoReader(
                List.of(Path.of("/usr/bin"), Path.of("/usr/local/bin"), Path.of("/usr/sbin"),
                        Path.of("/usr/local/sbin")),
                List.of(Path.of("/etc/cdi"), Path.of("/var/run/cdi")), System.getProperty("os.name"));
    }

    EngineInfo read(Endpoint endpoint, JsonNode version, JsonNode info) {
        var kind = kind(version);
        var dataRoot = Json.text(info.path("DockerRootDir"));
        boolean vm = desktopVm(info);
        boolean local = !vm && "unix".equals(endpoint.uri().getScheme());
        var options = Json.texts(info.path("SecurityOptions"));
        boolean rootless = options.stream().anyMatch(option -> option.contains("name=rootless"))
                || info.path("Rootless").asBoolean();
        var number = Version.parse(versionText(version)).orElse(Version.of("0"));
        List<String> cdi = switch (kind) {
            case DOCKER -> dockerCdi(info, local);
            case PODMAN -> local && number.atLeast(PODMAN_WITH_CDI) ? CdiSpecs.names(podmanCdiDirs) : List.of();
        };
        return new EngineInfo(endpoint, kind, number, Json.text(version.path("ApiVersion")), rootless,
                dataRoot.startsWith("/var/snap/"), vm, gpuAccess(kind, info, local, rootless, cdi), cdi, dataRoot,
                free(dataRoot, local), arch(Json.text(info.path("Architecture"))));
    }

    private static Kind kind(JsonNode version) {
        return version.path("Components").valueStream()
                .anyMatch(part -> Json.text(part.path("Name")).contains("Podman")) ? Kind.PODMAN : Kind.DOCKER;
    }

    /** Debian writes 20.10.24+dfsg1: the part after the plus says nothing to a user. */
    private static String versionText(JsonNode version) {
        return Json.text(version.path("Version")).replaceFirst("[+~].*", "");
    }

    private boolean desktopVm(JsonNode info) {
        var system = Json.text(info.path("OperatingSystem")).toLowerCase(Locale.ROOT);
        var name = Json.text(info.path("Name")).toLowerCase(Locale.ROOT);
        return !osName.toLowerCase(Locale.ROOT).contains("linux") || system.contains("docker desktop")
                || system.contains("rancher desktop") || name.startsWith("colima") || name.startsWith("lima-")
                || name.equals("docker-desktop") || name.equals("podman-machine-default");
    }

    private static List<String> dockerCdi(JsonNode info, boolean local) {
        var discovered = info.path("DiscoveredDevices").valueStream()
                .filter(device -> "cdi".equals(Json.text(device.path("Source"))))
                .map(device -> Json.text(device.path("ID"))).filter(id -> id.startsWith("nvidia.com/gpu=")).toList();
        if (!discovered.isEmpty() || !local) {
            return discovered;
        }
        return CdiSpecs.names(Json.texts(info.path("CDISpecDirs")).stream().map(Path::of).toList());
    }

    private Set<GpuAccess> gpuAccess(Kind kind, JsonNode info, boolean local, boolean rootless, List<String> cdi) {
        var access = EnumSet.noneOf(GpuAccess.class);
        boolean hook = local && !rootless && hookDirs.stream().anyMatch(dir -> Files.isExecutable(dir.resolve(HOOK)));
        if (kind == Kind.DOCKER && (info.path("Runtimes").has("nvidia") || hook)) {
            access.add(GpuAccess.NVIDIA_RUNTIME);
        }
        if (!cdi.isEmpty()) {
            access.add(GpuAccess.CDI);
        }
        return access;
    }

    private static Reading<Long> free(String dataRoot, boolean local) {
        if (!local || dataRoot.isEmpty()) {
            return Reading.missing(Reading.Reason.NOT_KNOWN, "the engine's disk is not on this machine");
        }
        try {
            return Reading.of(Files.getFileStore(Path.of(dataRoot)).getUsableSpace());
        } catch (AccessDeniedException e) {
            return Reading.missing(Reading.Reason.NO_PERMISSION, e.toString());
        } catch (IOException e) {
            return Reading.missing(Reading.Reason.ERROR, e.toString());
        }
    }

    /** The names of the kernel in container terms. */
    static String arch(String machine) {
        return switch (machine) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> machine;
        };
    }
}
