package dev.slipway.catalog;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.base.Version;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The facts in use: those that come with the program, or a newer set that the user loaded. What was loaded is checked
 * again each time it is read, the set before it is kept, and where neither is in order the bundled one stands.
 * Blocking; any thread, one change at a time.
 */
public final class FactsStore {
    private static final Logger LOG = LoggerFactory.getLogger(FactsStore.class);
    private static final String FACTS = "facts.json";
    private static final String SIGNATURE = "facts.json.sig";
    private static final String ORIGIN = "origin.properties";
    private static final String CURRENT = "current";
    private static final String PREVIOUS = "previous";

    private final Path folder;
    private final Keys keys;
    private final FactsDownload download;
    private final Clock clock;

    /**
     * Whose signatures count.
     *
     * @param own the key that the build put into the program, if it did
     * @param folder the folder of the user's own keys; need not exist
     */
    public record Keys(Optional<FactsKey> own, Path folder) {
        private List<FactsKey> all() {
            return Stream.concat(own.stream(), FactsKey.in(folder).stream()).toList();
        }
    }

    /** The sets in {@code folder}; nothing is read or made now. */
    public FactsStore(Path folder, Keys keys, Download network, Clock clock) {
        this.folder = folder;
        this.keys = keys;
        this.download = new FactsDownload(network);
        this.clock = clock;
    }

    /** The names of the keys whose signatures count now, the program's own first. */
    public List<String> keyNames() {
        return keys.all().stream().map(FactsKey::name).toList();
    }

    /** Where the user's own keys are looked for. */
    public Path keyFolder() {
        return keys.folder();
    }

    /** Whether the build put a key into the program. */
    public boolean hasOwnKey() {
        return keys.own().isPresent();
    }

    /**
     * The facts in use.
     *
     * @param origin where they were loaded from; empty for the bundled ones
     * @param notice what is wrong with a set that would have come first
     */
    public record InUse(BundledCatalog catalog, Optional<Origin> origin, Optional<Text> notice) {
    }

    /**
     * Where a set came from.
     *
     * @param place the path or address the user named
     * @param key the name of the key that signed it; empty when the user agreed to an unsigned one
     */
    public record Origin(String place, Instant loadedAt, Optional<String> key) {
    }

    /** Reads the facts in use. Never fails for what is in the folder. */
    public InUse load() {
        var bundled = BundledCatalog.load();
        Optional<Text> notice = Optional.empty();
        for (var name : List.of(CURRENT, PREVIOUS)) {
            var at = folder.resolve(name);
            if (!Files.isDirectory(at)) {
                continue;
            }
            try {
                var origin = origin(at);
                var catalog = checked(at, origin, bundled.version());
                return new InUse(catalog, Optional.of(origin), notice);
            } catch (Unusable e) {
                LOG.warn("The facts in {} are not used: {}", at, e.getMessage());
                notice = notice.or(() -> Optional.of(e.why));
            }
        }
        return new InUse(bundled, Optional.empty(), notice);
    }

    private BundledCatalog checked(Path at, Origin origin, Version oldest) throws Unusable {
        try {
            var facts = read(at.resolve(FACTS));
            var signature = Files.exists(at.resolve(SIGNATURE)) ? Optional.of(read(at.resolve(SIGNATURE)))
                    : Optional.<byte[]>empty();
            if (origin.key().isPresent() != signature.isPresent() || !digest(facts).equals(properties(at)
                    .getProperty("sha256"))) {
                throw new Unusable(Text.of("verdict.facts.stored-changed"));
            }
            return switch (FactsFile.check(new FactsFile.Raw(facts, signature), keys.all(), oldest)) {
                case FactsFile.Signed(var catalog, _, _) -> catalog;
                case FactsFile.Unsigned(var catalog, _) -> catalog;
                case FactsFile.Refused(var why) -> throw new Unusable(Text.of("verdict.facts.stored-refused", why));
            };
        } catch (IOException e) {
            throw new Unusable(Text.of("verdict.facts.stored-unreadable", String.valueOf(e.getMessage())));
        }
    }

    private static Origin origin(Path at) throws Unusable {
        try {
            var properties = properties(at);
            return new Origin(properties.getProperty("place", "?"),
                    Instant.parse(properties.getProperty("loadedAt", "")),
                    Optional.ofNullable(properties.getProperty("key")));
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            throw new Unusable(Text.of("verdict.facts.stored-unreadable", String.valueOf(e.getMessage())));
        }
    }

    private static Properties properties(Path at) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(new String(read(at.resolve(ORIGIN)), StandardCharsets.UTF_8)));
        return properties;
    }

    private static byte[] read(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(FactsFile.MOST_BYTES + 1);
        }
    }

    /**
     * Fetches a set and the signature beside it ({@code PLACE.sig}), and checks both.
     *
     * @param place a path, or an address: https, or http on this computer
     * @throws FailureException when it cannot be read or reached
     */
    public FactsFile fetch(String place) throws FailureException, InterruptedException {
        var facts = download.get(place);
        if (facts.isEmpty()) {
            throw new FailureException(new Failure.BadInput(Text.of("verdict.facts.not-there", place), ""));
        }
        return FactsFile.check(new FactsFile.Raw(facts.get(), download.get(place + ".sig")), keys.all(),
                BundledCatalog.load().version());
    }

    /** Uses a signed set from the next reading on. */
    public void keep(FactsFile.Signed file, String place) throws FailureException {
        keep(file.raw(), place, Optional.of(file.key()));
    }

    /** Uses an unsigned set from the next reading on; to be called only when the user has agreed to this very set. */
    public void keepUnsigned(FactsFile.Unsigned file, String place) throws FailureException {
        keep(file.raw(), place, Optional.empty());
    }

    private synchronized void keep(FactsFile.Raw raw, String place, Optional<String> key) throws FailureException {
        try {
            Files.createDirectories(folder);
            var next = Files.createTempDirectory(folder, "next");
            Files.write(next.resolve(FACTS), raw.facts());
            if (raw.signature().isPresent()) {
                Files.write(next.resolve(SIGNATURE), raw.signature().get());
            }
            var origin = new Properties();
            origin.setProperty("place", place);
            origin.setProperty("loadedAt", clock.instant().toString());
            origin.setProperty("sha256", digest(raw.facts()));
            key.ifPresent(name -> origin.setProperty("key", name));
            try (var writer = Files.newBufferedWriter(next.resolve(ORIGIN), StandardCharsets.UTF_8)) {
                origin.store(writer, null);
            }
            if (Files.isDirectory(folder.resolve(CURRENT))) {
                if (isGood(folder.resolve(CURRENT))) {
                    delete(folder.resolve(PREVIOUS));
                    move(folder.resolve(CURRENT), folder.resolve(PREVIOUS));
                } else {
                    delete(folder.resolve(CURRENT));
                }
            }
            move(next, folder.resolve(CURRENT));
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    /** A damaged set must not push the last good one out. */
    private boolean isGood(Path at) {
        try {
            checked(at, origin(at), BundledCatalog.load().version());
            return true;
        } catch (Unusable _) {
            return false;
        }
    }

    /** Goes back to the facts that come with the program. */
    public synchronized void forget() throws FailureException {
        try {
            delete(folder.resolve(CURRENT));
            delete(folder.resolve(PREVIOUS));
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    private FailureException notKept(IOException cause) {
        return new FailureException(new Failure.BadInput(Text.of("verdict.facts.not-kept", folder.toString()),
                String.valueOf(cause.getMessage())), cause);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(from, to);
        }
    }

    private static void delete(Path at) throws IOException {
        if (Files.isDirectory(at)) {
            for (var name : List.of(FACTS, SIGNATURE, ORIGIN)) {
                Files.deleteIfExists(at.resolve(name));
            }
            Files.delete(at);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException("Every Java has SHA-256", e));
        }
    }

    /** A stored set that is not to be used. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Text why;

        Unusable(Text why) {
            super(why.toString());
            this.why = why;
        }
    }
}
