package dev.slipway.gpu.oshi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Linux says of processor and memory in {@code cpuinfo} and {@code meminfo}.
 *
 * @param processor its name, which processors other than x86 have none of there
 * @param processors how many run
 * @param memory bytes, as the kernel counts them
 * @param available bytes that programs could still have
 */
record LinuxFiles(Optional<String> processor, Optional<Integer> processors, Optional<Long> memory,
        Optional<Long> available) {
    static final LinuxFiles NONE =
            new LinuxFiles(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** A thousand cores fill a few of these. */
    private static final int LONGEST = 4 << 20;
    private static final Pattern NAME = Pattern.compile("^model name\\h*:\\h*(\\S.*?)\\h*$", Pattern.MULTILINE);
    private static final Pattern ONE = Pattern.compile("^processor\\h*:\\h*\\d+\\h*$", Pattern.MULTILINE);

    /** Reads below {@code proc}, which is {@code /proc} but in tests. Never throws: what is not there is empty. */
    static LinuxFiles read(Path proc) {
        var processors = text(proc.resolve("cpuinfo"));
        var memory = text(proc.resolve("meminfo"));
        var name = NAME.matcher(processors);
        int count = (int) ONE.matcher(processors).results().count();
        return new LinuxFiles(name.find() ? Optional.of(name.group(1)) : Optional.empty(),
                count == 0 ? Optional.empty() : Optional.of(count), bytes(memory, "MemTotal"),
                bytes(memory, "MemAvailable"));
    }

    private static Optional<Long> bytes(String text, String field) {
        var line = Pattern.compile("^" + field + ":\\h*(\\d{1,15}) kB\\h*$", Pattern.MULTILINE).matcher(text);
        return line.find() ? Optional.of(Long.parseLong(line.group(1)) * 1024) : Optional.empty();
    }

    private static String text(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }
}
