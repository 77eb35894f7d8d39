package dev.slipway.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Background;
import dev.slipway.base.Subscription;
import dev.slipway.base.Text;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the settings in {@code settings.json}. A field that is missing or makes no sense gets its default, alone; a
 * file that is no JSON is put aside as {@code settings.json.bad-DATE} and the last good copy is used. Fields it does
 * not know are kept, so that an older Slipway does not forget what a newer one wrote. Thread-safe; reading the file
 * happens once, in the constructor, and takes a millisecond.
 */
public final class SettingsStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsStore.class);
    private static final int MOST_MIRRORS = 100;
    private static final double LARGEST_SCREEN = 100_000;

    private final Path file;
    private final Background background;
    private final Clock clock;
    private final List<Consumer<Settings>> listeners = new CopyOnWriteArrayList<>();
    private final Object writing = new Object();
    private final Optional<Text> report;

    private ObjectNode known = JsonStore.empty();
    private Settings settings;
    private boolean dirty;
    private boolean scheduled;

    /** Reads the settings in the folder {@code config}, which need not exist. */
    public SettingsStore(Path config, Background background, Clock clock) {
        this.file = config.resolve("settings.json");
        this.background = background;
        this.clock = clock;
        this.report = load();
        this.settings = read(known);
    }

    /** The settings now; never blocks. */
    public synchronized Settings settings() {
        return settings;
    }

    /** What was wrong with the file when it was read, to be shown once; empty when all was well. */
    public Optional<Text> report() {
        return report;
    }

    /** Changes the settings at once and writes them soon, on a background thread. Any thread. */
    public void change(UnaryOperator<Settings> change) {
        Settings changed;
        boolean schedule;
        synchronized (this) {
            changed = change.apply(settings);
            if (changed.equals(settings)) {
                return;
            }
            settings = changed;
            dirty = true;
            schedule = !scheduled;
            scheduled = true;
        }
        listeners.forEach(listener -> listener.accept(changed));
        if (schedule) {
            background.run("save settings", () -> {
                flush();
                return null;
            }, _ -> {
            });
        }
    }

    /** Calls {@code listener} at once and after every change, on the changing thread, until closed. */
    public Subscription watch(Consumer<Settings> listener) {
        listeners.add(listener);
        listener.accept(settings());
        return () -> listeners.remove(listener);
    }

    /** Writes what has not been written yet. A disk that refuses is logged; the settings stay in force. */
    public void flush() {
        synchronized (writing) {
            ObjectNode content;
            synchronized (this) {
                scheduled = false;
                if (!dirty) {
                    return;
                }
                dirty = false;
                put(known, settings);
                content = known.deepCopy();
            }
            try {
                write(JsonStore.bytes(content));
            } catch (IOException e) {
                LOG.warn("Cannot write the settings to {}", file, e);
            }
        }
    }

    @Override
    public void close() {
        flush();
    }

    private void write(byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        var temporary = Files.createTempFile(file.getParent(), "settings", ".tmp");
        try {
            Files.write(temporary, content);
            if (Files.isRegularFile(file)) {
                Files.copy(file, lastGood(), StandardCopyOption.REPLACE_EXISTING);
            }
            try {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                LOG.info("No atomic move in {}", file.getParent(), e);
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Path lastGood() {
        return file.resolveSibling("settings.json.last");
    }

    private Optional<Text> load() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            known = JsonStore.read(file);
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("The settings in {} cannot be read", file, e);
            return Optional.of(putAside());
        }
    }

    private Text putAside() {
        var date = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
        var now = clock.instant().atZone(ZoneId.systemDefault());
        var aside = file.resolveSibling("settings.json.bad-" + date.format(now));
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("Cannot put {} aside", file, e);
            return Text.of("settings.unreadable", file);
        }
        if (Files.exists(lastGood())) {
            try {
                known = JsonStore.read(lastGood());
                return Text.of("settings.damaged-restored", aside);
            } catch (IOException e) {
                LOG.warn("The last good settings cannot be read either", e);
            }
        }
        return Text.of("settings.damaged", aside);
    }

    private static Settings read(JsonNode node) {
        var otherwise = Settings.DEFAULT;
        var language = node.path("language").asText(otherwise.language());
        int jobs = node.path("jobsKept").asInt(otherwise.jobsKept());
        int seconds = node.path("samplingSeconds").asInt(otherwise.samplingSeconds());
        return new Settings(List.of("system", "en", "zh-CN").contains(language) ? language : otherwise.language(),
                theme(node.path("theme").asText("")).orElse(otherwise.theme()),
                text(node.path("engine")), text(node.path("dataFolder")).flatMap(SettingsStore::path),
                seconds >= 1 && seconds <= 60 ? seconds : otherwise.samplingSeconds(), window(node.path("window")),
                addresses(node.path("mirrors")), node.path("welcomed").asBoolean(false),
                node.path("updates").asBoolean(otherwise.updates()),
                jobs >= 1 && jobs <= Settings.MOST_JOBS ? jobs : otherwise.jobsKept(),
                addresses(node.path("indexes")),
                theme(node.path("desktop").asText("")).filter(wish -> wish != Settings.Theme.SYSTEM));
    }

    private static Optional<Settings.Theme> theme(String word) {
        for (var theme : Settings.Theme.values()) {
            if (theme.name().equalsIgnoreCase(word)) {
                return Optional.of(theme);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank() ? Optional.of(node.asText()) : Optional.empty();
    }

    private static Optional<Path> path(String text) {
        try {
            var path = Path.of(text);
            return path.isAbsolute() ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            LOG.warn("The data folder in the settings is no path", e);
            return Optional.empty();
        }
    }

    private static Optional<Settings.WindowPlace> window(JsonNode node) {
        for (var field : List.of("x", "y", "width", "height")) {
            double value = node.path(field).asDouble(Double.NaN);
            if (!(Math.abs(value) <= LARGEST_SCREEN)) {
                return Optional.empty();
            }
        }
        double width = node.path("width").asDouble();
        double height = node.path("height").asDouble();
        return width < 1 || height < 1 ? Optional.empty() : Optional.of(new Settings.WindowPlace(
                node.path("x").asDouble(), node.path("y").asDouble(), width, height,
                node.path("maximized").asBoolean(false)));
    }

    private static Map<String, String> addresses(JsonNode node) {
        var addresses = new LinkedHashMap<String, String>();
        node.properties().stream().filter(field -> text(field.getValue()).isPresent()).limit(MOST_MIRRORS)
                .forEach(field -> addresses.put(field.getKey(), field.getValue().asText()));
        return addresses;
    }

    private static void put(ObjectNode node, Settings settings) {
        node.put("language", settings.language());
        node.put("theme", settings.theme().name().toLowerCase(Locale.ROOT));
        settings.desktop().ifPresentOrElse(wish -> node.put("desktop", wish.name().toLowerCase(Locale.ROOT)),
                () -> node.remove("desktop"));
        settings.engine().ifPresentOrElse(engine -> node.put("engine", engine), () -> node.remove("engine"));
        settings.dataFolder().ifPresentOrElse(folder -> node.put("dataFolder", folder.toString()),
                () -> node.remove("dataFolder"));
        node.put("samplingSeconds", settings.samplingSeconds());
        node.put("jobsKept", settings.jobsKept());
        settings.window().ifPresentOrElse(place -> node.putObject("window").put("x", place.x()).put("y", place.y())
                .put("width", place.width()).put("height", place.height()).put("maximized", place.maximized()),
                () -> node.remove("window"));
        node.put("welcomed", settings.welcomed());
        node.put("updates", settings.updates());
        put(node, "mirrors", settings.mirrors());
        put(node, "indexes", settings.indexes());
    }

    private static void put(ObjectNode node, String name, Map<String, String> addresses) {
        node.remove(name);
        if (!addresses.isEmpty()) {
            var object = node.putObject(name);
            new TreeMap<>(addresses).forEach(object::put);
        }
    }
}
