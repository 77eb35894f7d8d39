package dev.slipway.update;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Installation;
import dev.slipway.base.Release;
import dev.slipway.base.Text;
import dev.slipway.base.Version;
import dev.slipway.registry.WebFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Newer releases of this program. Asks, downloads and opens only when told to; installs nothing itself. Calls block
 * unless they say otherwise; an interrupt breaks them off. Thread-safe.
 */
public final class Updates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Updates.class);
    private static final Duration EVERY = Duration.ofDays(1);

    private final Release release;
    private final Version own;
    private final Installation.Kind kind;
    private final UpdateStore store;
    private final Path downloads;
    private final WebFiles web;
    private final Map<String, String> env;
    private final Clock clock;

    /**
     * The releases of one program.
     *
     * @param release who makes them
     * @param version the program's own
     * @param state where it is remembered what the feed said
     * @param downloads where packages go; files there are Slipway's and may be removed
     * @param env variables, which say whether there is a screen
     */
    public Updates(Release release, String version, Installation.Kind kind, Path state, Path downloads, WebFiles web,
            Map<String, String> env, Clock clock) {
        this.release = release;
        this.own = Version.parse(version).orElseGet(() -> Version.of("0"));
        this.kind = kind;
        this.store = new UpdateStore(state);
        this.downloads = downloads;
        this.web = web;
        this.env = Map.copyOf(env);
        this.clock = clock;
    }

    /** The server that announces releases; empty when this build knows none. Never blocks. */
    public Optional<String> feedHost() {
        return release.key().isPresent() ? release.feed().filter(WebFiles::allowed).map(WebFiles::host)
                : Optional.empty();
    }

    /** This program's version. Never blocks. */
    public Version own() {
        return own;
    }

    /** When the feed was last asked. Reads a small file. */
    public Optional<Instant> lastAsked() {
        return store.asked();
    }

    /** The newest release that the feed has announced so far, if it is newer than this program. Reads a small file. */
    public Optional<Version> knownNewer() {
        return feedHost().isEmpty() ? Optional.empty() : store.newest().filter(newest -> !own.atLeast(newest));
    }

    /** Whether a day has passed since the feed was last asked, and there is one. Reads a small file. */
    public boolean due() {
        var now = clock.instant();
        // A clock that was set back must not keep it from asking for years.
        return feedHost().isPresent() && store.asked().filter(last -> !last.isAfter(now)
                && last.plus(EVERY).isAfter(now)).isEmpty();
    }

    /** Whether the user has not been told of this release yet; says so once. */
    public boolean isNews(Offer offer) {
        if (store.told().filter(told -> told.atLeast(offer.version())).isPresent()) {
            return false;
        }
        store.told(offer.version());
        return true;
    }

    /**
     * Asks the feed.
     *
     * @throws FailureException when it cannot be reached, or with {@link Failure.UpdateRefused} when it is not to be
     *     believed: not signed by this build's maker, expired, of another form, or older than what it once announced
     */
    public Standing check() throws FailureException, InterruptedException {
        if (feedHost().isEmpty()) {
            return new Standing.NoFeed();
        }
        var feed = release.feed().orElseThrow();
        store.asked(clock.instant());
        var bytes = web.small(feed, FeedReader.MOST_BYTES);
        var signature = web.small(URI.create(feed + ".sig"), FeedReader.MOST_SIGNATURE_BYTES);
        var announced = FeedReader.read(bytes, signature, release.key().orElseThrow(), feed);
        if (announced.expires().isBefore(clock.instant().atZone(ZoneOffset.UTC).toLocalDate())) {
            throw FeedReader.refused(Text.of("update.refused.expired", announced.expires()), "");
        }
        var newest = store.newest();
        if (newest.isPresent() && !announced.version().atLeast(newest.get())) {
            throw FeedReader.refused(Text.of("update.refused.older", announced.version(), newest.get()), "");
        }
        store.newest(announced.version());
        return own.atLeast(announced.version()) ? new Standing.UpToDate(announced.version())
                : new Standing.Newer(new Offer(announced.version(), announced.date(), announced.notes(),
                        SystemName.of(kind, System.getProperty("os.arch", "")).map(announced.files()::get)));
    }

    /**
     * Downloads the package of an offer and holds it against what the maker signed. A package that was downloaded
     * before and is still whole is used again.
     *
     * @param told is told how many bytes have arrived, on this thread
     * @return the package's file
     */
    public Path download(Offer offer, LongConsumer told) throws FailureException, InterruptedException {
        var wanted = offer.file().orElseThrow(() -> new IllegalArgumentException("No package for this system"));
        var file = downloads.resolve(SystemName.file(kind, offer.version().text()));
        if (fits(file, wanted)) {
            told.accept(wanted.size());
            return file;
        }
        var part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(downloads);
            removeOthers();
            web.large(wanted.address(), part, wanted.size(), told);
            if (!fits(part, wanted)) {
                throw FeedReader.refused(Text.of("update.refused.hash", WebFiles.host(wanted.address())), "");
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw disk(e);
        } finally {
            remove(part);
        }
    }

    /**
     * Opens a downloaded package with the system's installer, which asks the user before it does anything; false when
     * there is none that can be started.
     *
     * @throws FailureException when the file is not (any more) what the maker signed
     */
    public boolean open(Offer offer, Path file) throws FailureException, InterruptedException {
        if (!fits(file, offer.file().orElseThrow())) {
            throw FeedReader.refused(Text.of("update.refused.changed", file), "");
        }
        var opener = Handover.opener(kind, file, env);
        return opener.isPresent() && Handover.start(opener.get());
    }

    /** What to type to install a package, where that can be typed. Never blocks. */
    public Optional<List<String>> command(Path file) {
        return Handover.command(kind, file, Path.of("/"));
    }

    private static boolean fits(Path file, Offer.Package wanted) throws FailureException {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) != wanted.size()) {
                return false;
            }
            var digest = MessageDigest.getInstance("SHA-256");
            try (var stream = new DigestInputStream(Files.newInputStream(file), digest)) {
                stream.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest()).equals(wanted.sha256());
        } catch (IOException e) {
            throw disk(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private void removeOthers() throws IOException {
        try (var files = Files.newDirectoryStream(downloads, "slipway-*")) {
            files.forEach(Updates::remove);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be removed", file, e);
        }
    }

    private static FailureException disk(IOException e) {
        return new FailureException(new Failure.PermissionDenied(String.valueOf(e.getMessage()), e.toString()), e);
    }

    @Override
    public void close() {
        web.close();
    }
}
