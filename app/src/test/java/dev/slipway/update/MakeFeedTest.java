package dev.slipway.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Ed25519;
import dev.slipway.base.FailureException;
import dev.slipway.base.Version;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the maker's scripts write is what the program reads. They need openssl and Python. */
@EnabledOnOs(OS.LINUX)
class MakeFeedTest {
    private static final URI PLACE = URI.create("https://example.org/feed.json");

    @TempDir
    Path folder;

    private void run(String... command) throws Exception {
        var process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), words);
    }

    @Test
    void aFeedOfTheMakersScriptIsReadAndBelieved() throws Exception {
        var key = folder.resolve("maker").toString();
        run("sh", "../installer/common/sign-facts.sh", "new-key", key);
        var packages = Files.createDirectory(folder.resolve("packages"));
        for (var name : List.of("slipway_0.2.0_amd64.deb", "slipway-0.2.0-1.x86_64.rpm",
                "slipway-0.2.0-linux-x86_64.tar.gz", "slipway-0.2.0-windows-x64.msi", "slipway-0.2.0-macos-arm64.dmg",
                "SHA256SUMS")) {
            Files.writeString(packages.resolve(name), "bytes of " + name);
        }
        var notes = Files.writeString(folder.resolve("notes"), "Faster.\n");
        run("python3", "../installer/common/make-feed.py", "--version", "0.2.0", "--base", "https://example.org/d/",
                "--notes", "en=" + notes, "--key", key + ".secret.pem", "--packages", packages.toString());
        var feed = Files.readAllBytes(packages.resolve("feed.json"));
        var signature = Files.readAllBytes(packages.resolve("feed.json.sig"));
        var ours = Ed25519.pem(Files.readString(Path.of(key + ".pem"))).orElseThrow();
        var read = FeedReader.read(feed, signature, ours, PLACE);
        assertEquals(Version.of("0.2.0"), read.version());
        assertEquals(Set.of("linux-x64-deb", "linux-x64-rpm", "linux-x64-tar", "windows-x64-msi", "macos-arm64-dmg"),
                read.files().keySet());
        var deb = read.files().get("linux-x64-deb");
        assertEquals(URI.create("https://example.org/d/slipway_0.2.0_amd64.deb"), deb.address());
        assertEquals(Files.size(packages.resolve("slipway_0.2.0_amd64.deb")), deb.size());
        assertTrue(read.expires().isAfter(read.date()));
        feed[feed.length / 2] ^= 1;
        assertThrows(FailureException.class, () -> FeedReader.read(feed, signature, ours, PLACE));
    }
}
