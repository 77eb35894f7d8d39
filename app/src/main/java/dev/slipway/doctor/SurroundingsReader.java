package dev.slipway.doctor;

import dev.slipway.base.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the {@link Surroundings} from the files of a Linux system; elsewhere most of them stay empty. A file that
 * cannot be read counts as not there. Blocking, a few milliseconds.
 */
public final class SurroundingsReader {
    private static final Logger LOG = LoggerFactory.getLogger(SurroundingsReader.class);
    private static final int LARGEST = 1 << 18;
    private static final int MOST_FILES = 20_000;
    private static final List<String> PROGRAMS = List.of("docker", "dockerd", "podman", "nvidia-ctk", "nvidia-smi",
            "systemctl", "snap", "pkexec", "curl");
    private static final List<String> SOCKETS = List.of("/var/run/docker.sock", "/run/podman/podman.sock");
    private static final List<String> CDI_FOLDERS = List.of("/etc/cdi", "/var/run/cdi");
    private static final List<String> LIBRARY_FOLDERS =
            List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib");
    private static final Pattern MODULE_VERSION =
            Pattern.compile("Kernel Module[^\\n]*?\\s(\\d{3,}\\.\\d+(?:\\.\\d+)?)");
    private static final Pattern CDI_VERSION = Pattern.compile("\\.so\\.(\\d{3,}\\.\\d+(?:\\.\\d+)?)\\b");

    private final Path root;
    private final Map<String, String> env;
    private final String user;

    /**
     * A reader of one system.
     *
     * @param root "/" but for tests
     * @param env for PATH
     * @param user the user's login name, looked up in the group file and not kept
     */
    public SurroundingsReader(Path root, Map<String, String> env, String user) {
        this.root = root;
        this.env = env;
        this.user = user;
    }

    /** Looks at everything anew. */
    public Surroundings read() {
        var kernel = text("/proc/sys/kernel/osrelease").strip();
        var modules = text("/proc/modules");
        var status = text("/proc/self/status");
        var groupNames = groupNames();
        var groups = new HashSet<String>();
        for (var id : line(status, "Groups:").split("\\s+")) {
            groups.add(groupNames.getOrDefault(id, id));
        }
        groups.remove("");
        var uids = line(status, "Uid:").split("\\s+");
        return new Surroundings(distribution(), packages(),
                List.of("/var/run/reboot-required", "/run/reboot-required").stream().filter(this::exists).findFirst(),
                moduleVersion(text("/proc/driver/nvidia/version")),
                modules.lines().anyMatch(line -> line.startsWith("nouveau ")), moduleInstalled(kernel), kernel,
                secureBoot(), nvidiaDevices(), exists("/dev/dxg"), linuxDriverInWsl(kernel), programs(),
                uids.length > 1 && uids[1].equals("0"), groups, memberOf(), sockets(), cdiDriverVersions());
    }

    static Optional<Version> moduleVersion(String words) {
        var match = MODULE_VERSION.matcher(words);
        return match.find() ? Version.parse(match.group(1)) : Optional.empty();
    }

    private Surroundings.Distribution distribution() {
        var values = new LinkedHashMap<String, String>();
        text("/etc/os-release").lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals),
                        line.substring(equals + 1).strip().replaceAll("^[\"']|[\"']$", ""));
            }
        });
        return new Surroundings.Distribution(values.getOrDefault("ID", ""), values.getOrDefault("ID_LIKE", ""),
                values.getOrDefault("PRETTY_NAME", ""));
    }

    private Surroundings.PackageManager packages() {
        if (onPath("apt-get")) {
            return Surroundings.PackageManager.APT;
        }
        if (onPath("dnf")) {
            return Surroundings.PackageManager.DNF;
        }
        if (onPath("zypper")) {
            return Surroundings.PackageManager.ZYPPER;
        }
        return onPath("pacman") ? Surroundings.PackageManager.PACMAN : Surroundings.PackageManager.NONE;
    }

    private Set<String> programs() {
        var programs = new HashSet<String>();
        for (var program : PROGRAMS) {
            if (onPath(program)) {
                programs.add(program);
            }
        }
        // As sd_booted(3) asks: in containers and older WSL systemctl is there, but systemd does not run.
        if (!exists("/run/systemd/system")) {
            programs.remove("systemctl");
        }
        return programs;
    }

    private boolean onPath(String program) {
        // A user's PATH often lacks the folders where daemons live.
        for (var folder : (env.getOrDefault("PATH", "") + ":/usr/sbin:/sbin:/usr/local/sbin").split(":")) {
            if (folder.startsWith("/") && Files.isExecutable(at(folder + "/" + program))) {
                return true;
            }
        }
        return false;
    }

    private boolean moduleInstalled(String kernel) {
        if (kernel.isBlank()) {
            return false;
        }
        for (var folder : List.of("updates", "extra", "kernel/drivers/video", "kernel/drivers/char", "kernel/nvidia",
                "extramodules")) {
            var place = at("/lib/modules/" + kernel + "/" + folder);
            if (Files.isDirectory(place)) {
                try (var files = Files.walk(place, 4)) {
                    if (files.limit(MOST_FILES).anyMatch(file -> file.getFileName().toString()
                            .matches("nvidia(-current)?\\.ko(\\.(xz|gz|zst))?"))) {
                        return true;
                    }
                } catch (IOException | UncheckedIOException e) {
                    LOG.info("Cannot look for kernel modules in {}", place, e);
                }
            }
        }
        return false;
    }

    private Optional<Boolean> secureBoot() {
        var file = at("/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            var bytes = Files.readAllBytes(file);
            // Four bytes of attributes, then the value.
            return bytes.length == 5 ? Optional.of(bytes[4] == 1) : Optional.empty();
        } catch (IOException e) {
            LOG.info("Cannot read the state of Secure Boot", e);
            return Optional.empty();
        }
    }

    private List<String> nvidiaDevices() {
        var devices = new ArrayList<String>();
        for (var device : list("/sys/bus/pci/devices")) {
            if (text("/sys/bus/pci/devices/" + device + "/vendor").strip().equals("0x10de")
                    && text("/sys/bus/pci/devices/" + device + "/class").strip().startsWith("0x03")) {
                devices.add(device);
            }
        }
        devices.sort(null);
        return devices;
    }

    private List<String> linuxDriverInWsl(String kernel) {
        var found = new ArrayList<String>();
        if (kernel.toLowerCase(Locale.ROOT).contains("microsoft")) {
            for (var folder : LIBRARY_FOLDERS) {
                var library = folder + "/libnvidia-ml.so.1";
                if (exists(library)) {
                    found.add(library);
                }
            }
        }
        return found;
    }

    private Map<String, String> groupNames() {
        var names = new TreeMap<String, String>();
        text("/etc/group").lines().map(line -> line.split(":")).filter(parts -> parts.length >= 3)
                .forEach(parts -> names.put(parts[2], parts[0]));
        return names;
    }

    private Set<String> memberOf() {
        var groups = new HashSet<String>();
        text("/etc/group").lines().map(line -> line.split(":")).filter(parts -> parts.length >= 4)
                .filter(parts -> List.of(parts[3].split(",")).contains(user))
                .forEach(parts -> groups.add(parts[0]));
        return groups;
    }

    private Map<String, Surroundings.Socket> sockets() {
        var sockets = new TreeMap<String, Surroundings.Socket>();
        for (var path : SOCKETS) {
            try {
                // Often a link to where the engine really listens, and a link's own mode says nothing.
                var attributes = Files.readAttributes(at(path), PosixFileAttributes.class);
                sockets.put(path, new Surroundings.Socket(attributes.group().getName(),
                        PosixFilePermissions.toString(attributes.permissions())));
            } catch (IOException | UnsupportedOperationException _) {
                // No such engine: the usual case.
                continue;
            }
        }
        return sockets;
    }

    private Map<String, String> cdiDriverVersions() {
        var versions = new TreeMap<String, String>();
        for (var folder : CDI_FOLDERS) {
            for (var name : list(folder)) {
                var content = text(folder + "/" + name);
                var match = CDI_VERSION.matcher(content);
                if (content.contains("nvidia.com/gpu") && match.find()) {
                    versions.put(folder + "/" + name, match.group(1));
                }
            }
        }
        return versions;
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }

    private boolean exists(String path) {
        return Files.exists(at(path));
    }

    private List<String> list(String folder) {
        if (!Files.isDirectory(at(folder))) {
            return List.of();
        }
        try (var files = Files.list(at(folder))) {
            return files.limit(MOST_FILES).map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.info("Cannot list {}", folder, e);
            return List.of();
        }
    }

    private static String line(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).findFirst()
                .map(line -> line.substring(start.length()).strip()).orElse("");
    }

    private String text(String path) {
        try (var stream = Files.newInputStream(at(path))) {
            return new String(stream.readNBytes(LARGEST), StandardCharsets.UTF_8);
        } catch (IOException _) {
            // Not there or not for us, which on most systems is true of most of these files.
            return "";
        }
    }
}
