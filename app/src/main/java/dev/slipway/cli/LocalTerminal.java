package dev.slipway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The terminal this program runs in, made raw through {@code stty} so that every key reaches the session; closing gives
 * it back as it was. Where there is no {@code stty} (Windows), keys arrive a line at a time.
 */
final class LocalTerminal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalTerminal.class);
    private static final Size USUAL = new Size(80, 24);
    private static final int MOST_OUTPUT = 4096;
    private static final long PATIENCE_SECONDS = 5;

    private final boolean real;
    private Optional<String> saved;

    private LocalTerminal(boolean real, Optional<String> saved) {
        this.real = real;
        this.saved = saved;
    }

    /** A size in characters, both at least 1. */
    record Size(int columns, int rows) {
        /** Reads the words of {@code stty size}: rows, then columns. */
        static Optional<Size> parse(String words) {
            var parts = words.strip().split("\\s+");
            if (parts.length != 2 || !parts[0].matches("\\d{1,4}") || !parts[1].matches("\\d{1,4}")) {
                return Optional.empty();
            }
            var size = new Size(Integer.parseInt(parts[1]), Integer.parseInt(parts[0]));
            return size.columns() > 0 && size.rows() > 0 ? Optional.of(size) : Optional.empty();
        }
    }

    /** Makes the terminal raw. */
    static LocalTerminal open() {
        var saved = stty("-g").map(String::strip).filter(state -> !state.isEmpty());
        if (saved.isPresent() && stty("raw", "-echo").isEmpty()) {
            stty(saved.get());
            return new LocalTerminal(true, Optional.empty());
        }
        return new LocalTerminal(true, saved);
    }

    /** No terminal at all. */
    static LocalTerminal none() {
        return new LocalTerminal(false, Optional.empty());
    }

    /** Whether a person sits at it. */
    boolean real() {
        return real;
    }

    /** Its size now. */
    Size size() {
        return real ? stty("size").flatMap(Size::parse).orElse(USUAL) : USUAL;
    }

    @Override
    public synchronized void close() {
        saved.ifPresent(LocalTerminal::stty);
        saved = Optional.empty();
    }

    /** Runs {@code stty} on this program's own terminal; empty when it failed. */
    private static Optional<String> stty(String... arguments) {
        var command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        Process process = null;
        try {
            process = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            var output = new String(process.getInputStream().readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            LOG.info("No stty here", e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            if (process != null) {
                process.destroy();
            }
        }
    }
}
