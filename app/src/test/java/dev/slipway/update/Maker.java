package dev.slipway.update;

import dev.slipway.base.Installation;
import dev.slipway.base.Release;
import dev.slipway.registry.FakeServer;
import dev.slipway.registry.WebFiles;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Whoever makes releases, with a key and a server on this machine; or somebody who would like to be that. */
public final class Maker implements AutoCloseable {
    /** The time of day in all these tests. */
    public static final Instant NOW = Instant.parse("2026-12-05T10:00:00Z");
    /** A package's bytes. */
    public static final byte[] PACKAGE = "the new Slipway ".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    /** The server. */
    public final FakeServer server = new FakeServer();
    private final KeyPair pair = pair();

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] signature(KeyPair by, byte[] bytes) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(by.getPrivate());
            signer.update(bytes);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A feed's text. */
    public String feed(String version, String expires) {
        var files = new StringBuilder();
        for (var form : new String[] {"linux-%s-deb", "linux-%s-rpm", "linux-%s-tar", "windows-%s-msi",
                "macos-%s-dmg"}) {
            for (var processor : new String[] {"x64", "arm64"}) {
                files.append(files.isEmpty() ? "" : ",").append("\"").append(form.formatted(processor))
                        .append("\":{\"url\":\"").append(server.url("/package")).append("\",\"size\":")
                        .append(PACKAGE.length).append(",\"sha256\":\"").append(sha256(PACKAGE)).append("\"}");
            }
        }
        return "{\"slipwayFeed\":1,\"version\":\"" + version + "\",\"date\":\"2026-12-01\",\"expires\":\"" + expires
                + "\",\"notes\":{\"en\":\"Faster.\\nQuieter.\",\"zh\":\"更快。\\n更安静。\"},\"files\":{" + files + "}}";
    }

    /** Announces this text, signed. */
    public void announce(String text) {
        announce(text, pair);
    }

    /** Announces this text as somebody else would sign it. */
    void announceAs(String text) {
        announce(text, pair());
    }

    private void announce(String text, KeyPair by) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        server.on("/feed.json", FakeServer.body(200, bytes));
        server.on("/feed.json.sig", FakeServer.body(200, signature(by, bytes)));
    }

    /** Announces a release in order, whose package is there. */
    public Maker release(String version) {
        announce(feed(version, "2027-12-01"));
        server.on("/package", FakeServer.body(200, PACKAGE));
        return this;
    }

    /** What a build of this maker's holds. */
    public Release build() {
        return new Release(Optional.of(pair.getPublic()), Optional.of(URI.create(server.url("/feed.json"))));
    }

    /** Such a build of version 0.1.0, installed by a package. */
    public Updates updates(Path folder) {
        return updates(folder, build(), Installation.Kind.DEB);
    }

    /** A copy of version 0.1.0. */
    public static Updates updates(Path folder, Release release, Installation.Kind kind) {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new Updates(release, "0.1.0", kind, folder.resolve("state"), folder.resolve("downloads"),
                new WebFiles("0.1.0", Map.of(), clock, PATIENCE), Map.of(), clock);
    }

    @Override
    public void close() {
        server.close();
    }
}
