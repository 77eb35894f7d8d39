package dev.slipway.gpu.oshi;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Reason;
import dev.slipway.machine.Host;
import dev.slipway.machine.HostSource;
import dev.slipway.machine.JetsonFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import oshi.SystemInfo;

/**
 * The computer around the GPUs: on Linux from the files that say it in a line, since OSHI looks at every core, cache
 * and board first, a tenth of a second of every command; through OSHI where a file does not say it, and elsewhere.
 */
public final class OshiHost implements HostSource {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/osrelease");
    private static final Path RELEASE = Path.of("/etc/os-release");
    private static final Path PROC = Path.of("/proc");
    private static final Map<String, String> ARCHITECTURES =
            Map.of("amd64", "amd64", "x86_64", "amd64", "aarch64", "arm64", "arm64", "arm64");

    private final Path kernel;
    private final Path release;
    private final Path proc;

    /** Asks this machine. */
    public OshiHost() {
        this(KERNEL, RELEASE, PROC);
    }

    OshiHost(Path kernel, Path release, Path proc) {
        this.kernel = kernel;
        this.release = release;
        this.proc = proc;
    }

    @Override
    public Host host() {
        var os = os(System.getProperty("os.name", ""));
        var system = new SystemInfo();
        boolean linux = os.equals("linux");
        var files = linux ? LinuxFiles.read(proc) : LinuxFiles.NONE;
        return new Host(
                os,
                osName(system),
                arch(System.getProperty("os.arch", "")),
                linux && isWsl2(first(kernel)),
                files.processor().map(Reading::of).orElseGet(() -> reading(
                        () -> system.getHardware().getProcessor().getProcessorIdentifier().getName().strip())),
                files.processors().map(Reading::of).orElseGet(() -> reading(
                        () -> system.getHardware().getProcessor().getLogicalProcessorCount())),
                files.memory().map(Reading::of).orElseGet(() -> reading(
                        () -> system.getHardware().getMemory().getTotal())),
                files.available().map(Reading::of).orElseGet(() -> reading(
                        () -> system.getHardware().getMemory().getAvailable())),
                linux ? JetsonFiles.read(Path.of("/")) : Optional.empty());
    }

    /** "linux", "windows" or "macos"; for others Java's own name. */
    static String os(String name) {
        var words = name.toLowerCase(Locale.ROOT);
        return words.startsWith("windows") ? "windows" : words.startsWith("mac") ? "macos" : words;
    }

    /** The architecture as container images name it. */
    static String arch(String name) {
        return ARCHITECTURES.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }

    /** WSL2's kernel names its maker and itself; WSL1 (which has no GPU) says Microsoft only. */
    static boolean isWsl2(String kernel) {
        var words = kernel.toLowerCase(Locale.ROOT);
        return words.contains("microsoft") && words.contains("wsl2");
    }

    private String osName(SystemInfo system) {
        var pretty = prettyName(first(release, "PRETTY_NAME="));
        return pretty.isEmpty() ? reading(() -> system.getOperatingSystem().toString())
                .orElse(System.getProperty("os.name", "")) : pretty;
    }

    static String prettyName(String line) {
        var value = line.replaceFirst("^PRETTY_NAME=", "").strip();
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1) : value;
    }

    private static String first(Path file) {
        return first(file, "");
    }

    private static String first(Path file, String start) {
        if (!Files.isReadable(file)) {
            return "";
        }
        try (var lines = Files.lines(file)) {
            return lines.limit(100).filter(line -> line.startsWith(start)).findFirst().orElse("");
        } catch (IOException | UncheckedIOException e) {
            // Not a Linux, or one that keeps this elsewhere: the caller has another way to say it.
            return "";
        }
    }

    private static <T> Reading<T> reading(Supplier<T> question) {
        try {
            return Reading.of(question.get());
        } catch (RuntimeException | LinkageError e) {
            return Reading.missing(Reason.ERROR, e.toString());
        }
    }
}
