package dev.slipway.session;

import dev.slipway.base.Background;
import dev.slipway.base.Bytes;
import dev.slipway.base.Text;
import dev.slipway.environment.Naming;
import dev.slipway.gpu.Gpu;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much GPU memory environments have needed: the highest use that was seen of each, over all its GPUs, kept in a
 * small file. What happened while nothing was sampled is not in it. Thread-safe.
 */
public final class GpuNeeds {
    private static final Logger LOG = LoggerFactory.getLogger(GpuNeeds.class);
    /** What a framework's own kernels and a small model take; with less, nothing useful fits. */
    private static final long FLOOR_BYTES = 2L << 30;
    /** A file is not written for less. */
    private static final long STEP_BYTES = 64L << 20;
    private static final int MOST = 1000;
    private static final int LONGEST = 256 * 1024;

    private final Path file;
    private final Background background;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private final Map<String, Long> kept = new ConcurrentHashMap<>();

    /** Needs kept in {@code file}, which is written in the background. */
    public GpuNeeds(Path file, Background background) {
        this.file = file;
        this.background = background;
    }

    /** Takes a sample in. Returns at once. */
    public void see(Usage usage) {
        var now = new HashMap<String, Long>();
        usage.gpus().forEach(gpu -> gpu.bySession().forEach((name, bytes) -> now.merge(name, bytes, Long::sum)));
        boolean grown = false;
        for (var one : now.entrySet()) {
            long most = seen.merge(one.getKey(), one.getValue(), Math::max);
            if (most >= kept.getOrDefault(one.getKey(), 0L) + STEP_BYTES) {
                kept.put(one.getKey(), most);
                grown = true;
            }
        }
        if (grown) {
            background.run("keep GPU memory use", () -> {
                keep();
                return null;
            }, _ -> {
            });
        }
    }

    /** The highest use in bytes that is known of an environment. Reads a file. */
    public Optional<Long> of(String environment) {
        return Optional.ofNullable(all().get(environment));
    }

    private Map<String, Long> all() {
        var all = new TreeMap<>(read());
        seen.forEach((name, bytes) -> all.merge(name, bytes, Math::max));
        return all;
    }

    private Map<String, Long> read() {
        var read = new HashMap<String, Long>();
        if (!Files.isRegularFile(file)) {
            return read;
        }
        try (var stream = Files.newInputStream(file)) {
            new String(stream.readNBytes(LONGEST), StandardCharsets.UTF_8).lines().limit(MOST).forEach(line -> {
                var words = line.split(" ");
                if (words.length == 2 && Naming.validName(words[0]) && words[1].matches("\\d{1,15}")) {
                    read.put(words[0], Long.valueOf(words[1]));
                }
            });
        } catch (IOException e) {
            LOG.info("What environments needed is not known: {}", e.toString());
        }
        return read;
    }

    private synchronized void keep() throws IOException {
        var lines = all().entrySet().stream().limit(MOST).map(one -> one.getKey() + " " + one.getValue() + "\n")
                .collect(Collectors.joining());
        Files.createDirectories(file.toAbsolutePath().getParent());
        var fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "needs", ".new");
        try {
            Files.writeString(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * A warning when an environment will probably not fit beside what runs; it is never a reason not to start. Pure.
     *
     * @param gpus the GPUs it would get
     * @param usage who uses what now
     * @param need the highest use that is known of it
     */
    public static Optional<Text> warning(String environment, List<Gpu> gpus, Usage usage, Optional<Long> need) {
        long free = 0;
        for (var gpu : gpus) {
            var now = usage.gpus().stream().filter(it -> it.sample().uuid().equals(gpu.uuid())).findFirst()
                    .flatMap(it -> it.sample().memoryFreeBytes().asOptional());
            if (now.isEmpty()) {
                return Optional.empty();
            }
            if (need.isEmpty() && now.get() < FLOOR_BYTES) {
                return Optional.of(Text.of("sessions.gpu-room.little", Bytes.inWords(now.get()), gpu.name(),
                        environment));
            }
            free += now.get();
        }
        long left = free;
        return gpus.isEmpty() ? Optional.empty() : need.filter(bytes -> left < bytes).map(bytes ->
                Text.of("sessions.gpu-room.known", Bytes.inWords(left), gpus.stream().map(Gpu::name).distinct()
                        .collect(Collectors.joining(", ")), environment, Bytes.inWords(bytes)));
    }
}
