package dev.slipway;

import dev.slipway.base.Background;
import dev.slipway.base.Executables;
import dev.slipway.base.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a Linux desktop prefers dark windows. JavaFX sees GTK's theme only, while GNOME and KDE keep this wish in the
 * desktop portal, and GNOME in its settings as well. Asked when somebody looks, never on a timer. One thread.
 */
final class DesktopScheme {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopScheme.class);
    private static final Duration SELDOM = Duration.ofMinutes(1);
    private static final long PATIENCE_SECONDS = 2;
    private static final int LONGEST = 4096;
    private static final List<String> PORTAL = List.of("gdbus", "call", "--session", "--timeout", "2",
            "--dest", "org.freedesktop.portal.Desktop", "--object-path", "/org/freedesktop/portal/desktop",
            "--method", "org.freedesktop.portal.Settings.Read", "org.freedesktop.appearance", "color-scheme");
    private static final List<String> GNOME = List.of("gsettings", "get", "org.gnome.desktop.interface",
            "color-scheme");
    /** {@code (<<uint32 1>>,)} from Read, {@code (<uint32 1>,)} from its successor. */
    private static final Pattern PORTAL_ANSWER = Pattern.compile("\\(<{1,2}uint32 ([0-9]{1,9})>{1,2},\\)");
    private static final Pattern GNOME_ANSWER = Pattern.compile("'([a-z-]{1,40})'");

    private final Map<String, String> env;
    private final Background background;
    private final LongSupplier nanos;
    private final Consumer<Wish> told;
    private Optional<Long> asked = Optional.empty();

    /** What a desktop says. */
    enum Wish {
        DARK, LIGHT,
        /** It leaves it to the program, or cannot be asked. */
        NONE
    }

    /**
     * A desktop that was not asked yet.
     *
     * @param env variables, which say where programs and the session bus are
     * @param nanos a clock
     * @param told is given each answer, on a thread of {@code background}
     */
    DesktopScheme(Map<String, String> env, Background background, LongSupplier nanos, Consumer<Wish> told) {
        this.env = env;
        this.background = background;
        this.nanos = nanos;
        this.told = told;
    }

    /** Asks, unless it was asked within the last minute. Returns at once. */
    void ask() {
        long now = nanos.getAsLong();
        if (asked.isPresent() && now - asked.get() < SELDOM.toNanos()) {
            return;
        }
        asked = Optional.of(now);
        background.run("ask the desktop for its colours", () -> wish(env), outcome -> {
            // What went wrong is in the log; the theme stays as it is.
            if (outcome instanceof Outcome.Done<Wish>(var wish)) {
                told.accept(wish);
            }
        });
    }

    /** Asks the portal and, where that has no answer, GNOME's settings. Blocking, at most four seconds. */
    static Wish wish(Map<String, String> env) throws InterruptedException {
        if (!hasBus(env)) {
            return Wish.NONE;
        }
        var portal = answer(PORTAL, env).flatMap(DesktopScheme::portal);
        return portal.isPresent() ? portal.get() : answer(GNOME, env).flatMap(DesktopScheme::gnome).orElse(Wish.NONE);
    }

    /** Without a session bus the programs would start one of their own, which stays. */
    private static boolean hasBus(Map<String, String> env) {
        var runtime = env.getOrDefault("XDG_RUNTIME_DIR", "");
        return !env.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "").isEmpty()
                || runtime.startsWith("/") && Files.exists(Path.of(runtime, "bus"));
    }

    /** What the portal's answer means; empty when it is none. Numbers it does not define yet are no preference. */
    static Optional<Wish> portal(String answer) {
        var match = PORTAL_ANSWER.matcher(answer.strip());
        return !match.matches() ? Optional.empty() : Optional.of(switch (Integer.parseInt(match.group(1))) {
            case 1 -> Wish.DARK;
            case 2 -> Wish.LIGHT;
            default -> Wish.NONE;
        });
    }

    /** What the answer of GNOME's settings means; empty when it is none. */
    static Optional<Wish> gnome(String answer) {
        var match = GNOME_ANSWER.matcher(answer.strip());
        return !match.matches() ? Optional.empty() : Optional.of(switch (match.group(1)) {
            case "prefer-dark" -> Wish.DARK;
            case "prefer-light" -> Wish.LIGHT;
            default -> Wish.NONE;
        });
    }

    private static Optional<String> answer(List<String> line, Map<String, String> env) throws InterruptedException {
        var program = Executables.find(line.getFirst(), env.getOrDefault("PATH", ""));
        if (program.isEmpty()) {
            return Optional.empty();
        }
        var words = new ArrayList<>(line);
        words.set(0, program.get().toString());
        var builder = new ProcessBuilder(words).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(env);
        try {
            var process = builder.start();
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    LOG.info("{} did not answer", program.get());
                    return Optional.empty();
                }
                return process.exitValue() != 0 ? Optional.empty() : Optional.of(new String(
                        process.getInputStream().readNBytes(LONGEST), StandardCharsets.UTF_8));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.info("{} cannot be asked", program.get(), e);
            return Optional.empty();
        }
    }
}
