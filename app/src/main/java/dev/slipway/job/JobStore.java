package dev.slipway.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this user's Slipway remembers of jobs beyond their own files: the last commands of each environment, and the
 * most GPU memory that was seen. In {@code jobs.json} of a folder. Blocking; several Slipways may use it at once. What
 * cannot be read or written is logged and forgotten, since nothing depends on it.
 */
public final class JobStore {
    private static final Logger LOG = LoggerFactory.getLogger(JobStore.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST = 4 << 20;
    private static final int MOST_COMMANDS = 20;
    private static final int MOST_ENVIRONMENTS = 200;
    private static final int MOST_PEAKS = 2000;

    /** Locks of files are the whole program's; two stores of one program take turns here. */
    private static final Object TURN = new Object();

    private final Path file;

    /** Remembers in the folder {@code state}, which need not exist. */
    public JobStore(Path state) {
        this.file = state.resolve("jobs.json");
    }

    /** The last commands of an environment, newest first. */
    List<List<String>> commands(String environment) {
        var commands = new ArrayList<List<String>>();
        for (var command : read().path("commands").path(environment)) {
            var words = new ArrayList<String>();
            command.forEach(word -> words.add(word.asText()));
            if (!words.isEmpty()) {
                commands.add(List.copyOf(words));
            }
        }
        return List.copyOf(commands);
    }

    /** Puts a command before the others of its environment. */
    void remember(String environment, List<String> command) {
        change(json -> {
            var commands = new ArrayList<>(commands(environment));
            commands.remove(command);
            commands.addFirst(command);
            var all = json.withObjectProperty("commands");
            // Taken out first, so that the environments used last stand last.
            all.remove(environment);
            var array = all.putArray(environment);
            commands.stream().limit(MOST_COMMANDS).forEach(words -> {
                var one = array.addArray();
                words.forEach(one::add);
            });
            trim(all, MOST_ENVIRONMENTS);
        });
    }

    /** The most GPU memory seen of a job, in bytes. */
    Optional<Long> peak(String job) {
        return peak(read().path("peaks").path(job));
    }

    private static Optional<Long> peak(JsonNode node) {
        return node.isIntegralNumber() && node.asLong() > 0 ? Optional.of(node.asLong()) : Optional.empty();
    }

    /** Keeps what was seen, where it is more than was kept before. */
    void keepPeaks(Map<String, Long> seen) {
        if (!seen.isEmpty()) {
            change(json -> {
                var peaks = json.withObjectProperty("peaks");
                seen.forEach((job, bytes) -> peaks.put(job, Math.max(bytes, peak(peaks.path(job)).orElse(0L))));
                trim(peaks, MOST_PEAKS);
            });
        }
    }

    private static void trim(ObjectNode node, int most) {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        names.stream().limit(Math.max(0, names.size() - most)).forEach(node::remove);
    }

    private ObjectNode read() {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    && JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read", file, e);
        }
        return JSON.createObjectNode();
    }

    private void change(Consumer<ObjectNode> change) {
        synchronized (TURN) {
            changeNow(change);
        }
    }

    private void changeNow(Consumer<ObjectNode> change) {
        try {
            Files.createDirectories(file.getParent());
            // Another Slipway, such as one on the command line, waits here for its turn.
            try (var lock = FileChannel.open(file.resolveSibling("jobs.lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE); var _ = lock.lock()) {
                var json = read();
                change.accept(json);
                var temporary = Files.createTempFile(file.getParent(), "jobs", ".new");
                try {
                    Files.write(temporary, JSON.writeValueAsBytes(json));
                    replace(temporary);
                } finally {
                    Files.deleteIfExists(temporary);
                }
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be written", file, e);
        }
    }

    private void replace(Path temporary) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
