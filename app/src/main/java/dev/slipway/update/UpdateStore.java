package dev.slipway.update;

import dev.slipway.base.Version;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers between runs when the feed was last asked and what it said. A file that is damaged or cannot be written is
 * one that remembers nothing. Thread-safe.
 */
final class UpdateStore {
    private static final Logger LOG = LoggerFactory.getLogger(UpdateStore.class);
    private static final String ASKED = "asked";
    private static final String NEWEST = "newest";
    private static final String TOLD = "told";
    private static final long LARGEST = 10_000;

    private final Path file;

    UpdateStore(Path folder) {
        this.file = folder.resolve("updates.properties");
    }

    /** When the feed was last asked, whatever it answered. */
    synchronized Optional<Instant> asked() {
        try {
            return Optional.of(Instant.parse(read().getProperty(ASKED, "")));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** The newest release that the feed ever announced. */
    synchronized Optional<Version> newest() {
        return Version.parse(read().getProperty(NEWEST));
    }

    /** The newest release that the user was told of. */
    synchronized Optional<Version> told() {
        return Version.parse(read().getProperty(TOLD));
    }

    synchronized void asked(Instant at) {
        keep(ASKED, at.toString());
    }

    synchronized void newest(Version version) {
        keep(NEWEST, version.text());
    }

    synchronized void told(Version version) {
        keep(TOLD, version.text());
    }

    private Properties read() {
        var properties = new Properties();
        try {
            if (Files.size(file) <= LARGEST) {
                properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
            }
        } catch (NoSuchFileException _) {
            // Nothing was asked yet.
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} cannot be read", file, e);
        }
        return properties;
    }

    private void keep(String name, String value) {
        var properties = read();
        properties.setProperty(name, value);
        var lines = new StringBuilder();
        properties.stringPropertyNames().stream().sorted().forEach(key ->
                lines.append(key).append('=').append(properties.getProperty(key)).append('\n'));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOG.warn("{} cannot be written", file, e);
        }
    }
}
