package dev.slipway.layer;

import dev.slipway.engine.ImageConfig;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found out about images, so that each is looked into once, and the logs of builds. A cache: what cannot be
 * written is logged and done without. Thread-safe.
 */
final class LayerCache {
    private static final Logger LOG = LoggerFactory.getLogger(LayerCache.class);
    private static final long LONGEST_PROBE = 8192;
    private static final long MOST_LOG_CHARACTERS = 4L << 20;
    private static final int MOST_LOGS = 30;

    private final Optional<Path> folder;
    private final Map<String, Probed> known = new ConcurrentHashMap<>();

    LayerCache(Optional<Path> folder) {
        this.folder = folder;
    }

    /** A key that an image's content has; empty where the engine does not tell its layers. */
    static Optional<String> key(ImageConfig image) {
        return image.layers().isEmpty() ? Optional.empty() : Optional.of(Integer.toHexString(
                (String.join(" ", image.layers()) + image.environment().getOrDefault("PATH", "")).hashCode())
                + "-" + image.layers().getLast().replaceAll("[^0-9a-f]", ""));
    }

    Optional<Probed> probed(String key) {
        var there = known.get(key);
        if (there != null || folder.isEmpty()) {
            return Optional.ofNullable(there);
        }
        var file = folder.get().resolve(key + ".probe");
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_PROBE) {
                return Optional.empty();
            }
            var text = Files.readString(file, StandardCharsets.UTF_8);
            return text.endsWith("slipway.end=1\n") ? Optional.of(Probed.parse(text)) : Optional.empty();
        } catch (IOException e) {
            LOG.info("{} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }

    void keep(String key, Probed probed) {
        known.put(key, probed);
        folder.ifPresent(at -> {
            try {
                Files.createDirectories(at);
                Files.writeString(at.resolve(key + ".probe"), probed.write(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                LOG.info("Nothing is kept in {}: {}", at, e.toString());
            }
        });
    }

    /** Where the whole log of a layer's newest build is. */
    Optional<Path> log(String hash) {
        return folder.map(at -> at.resolve(hash + ".log"));
    }

    /** A new log; lines are written as they come. */
    Writer open(String hash) {
        return new Writer(log(hash));
    }

    /** A log that is being written, up to 4 MiB of it. */
    static final class Writer implements AutoCloseable {
        private final Optional<Path> file;
        private BufferedWriter out;
        private long left = MOST_LOG_CHARACTERS;

        private Writer(Optional<Path> file) {
            this.file = file;
            file.ifPresent(path -> {
                try {
                    Files.createDirectories(path.getParent());
                    removeOld(path.getParent());
                    out = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
                } catch (IOException e) {
                    LOG.info("The log {} cannot be written: {}", path, e.toString());
                }
            });
        }

        private static void removeOld(Path folder) throws IOException {
            try (var files = Files.list(folder)) {
                var old = files.filter(path -> path.toString().endsWith(".log"))
                        .sorted(Comparator.comparing((Path path) -> path.toFile().lastModified()).reversed())
                        .skip(MOST_LOGS - 1).toList();
                for (var path : old) {
                    Files.deleteIfExists(path);
                }
            }
        }

        void line(String line) {
            left -= line.length() + 1;
            if (out == null || left < 0) {
                return;
            }
            try {
                out.write(line);
                out.newLine();
                out.flush();
            } catch (IOException e) {
                LOG.info("The log of a build ends early: {}", e.toString());
                out = null;
            }
        }

        /** The file's path, if there is one. */
        String place() {
            return out == null ? "" : file.map(Path::toString).orElse("");
        }

        @Override
        public void close() {
            if (out != null) {
                try {
                    out.close();
                } catch (IOException e) {
                    LOG.info("The log of a build was not closed: {}", e.toString());
                }
            }
        }
    }
}
