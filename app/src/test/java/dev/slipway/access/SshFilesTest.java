package dev.slipway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and configuration for SSH clients, read back by OpenSSH's own programs. */
class SshFilesTest {
    @TempDir
    private Path home;

    private static String run(String... words) throws Exception {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void makesKeysThatOpenSshReads() throws Exception {
        for (int i = 0; i < 20; i++) {
            var pair = KeyPair.make("slipway");
            var file = home.resolve("key" + i);
            OwnFiles.write(file, pair.privateKey(), OwnFiles.MINE);
            assertEquals("rw-------", mode(file));
            assertEquals(pair.publicKey(), run("ssh-keygen", "-y", "-f", file.toString()).strip());
        }
    }

    @Test
    void usesTheUsersKeysAndMakesOneOnlyWhereThereIsNone() throws Exception {
        var keys = new SshKeys(home.resolve("own"), home.resolve(".ssh"), Map.of());
        Files.createDirectories(home.resolve(".ssh"));
        var theirs = KeyPair.make("lin@box").publicKey();
        Files.writeString(home.resolve(".ssh/id_ed25519.pub"), theirs + "\n");
        Files.writeString(home.resolve(".ssh/id_bad.pub"), "command=\"rm -rf /\" " + theirs + "\n");
        assertEquals(new SshKeys.Given(java.util.List.of(theirs), Optional.empty()), keys.given());
        assertFalse(Files.exists(home.resolve("own")));
        Files.delete(home.resolve(".ssh/id_ed25519.pub"));
        var own = keys.given();
        assertEquals(Optional.of(home.resolve("own/id_ed25519")), own.own());
        assertEquals(own, keys.given(), "the same each time");
        assertEquals("rw-------", mode(home.resolve("own/id_ed25519")));
        assertEquals("rwx------", mode(home.resolve("own")));
        assertEquals(keys.host("a"), keys.host("a"));
        assertFalse(keys.host("a").equals(keys.host("b")));
    }

    @Test
    void includesItselfOnceAtTheTopAndLeavesTheRestAlone() throws Exception {
        var users = home.resolve(".ssh/config");
        Files.createDirectories(users.getParent());
        var real = home.resolve("dotfiles-config");
        var before = "Host work\n    User lin\nHost *\n    Port 2200\n    ProxyJump nowhere\n";
        Files.writeString(real, before);
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r--r--"));
        Files.createSymbolicLink(users, real);
        var config = new SshConfig(home.resolve("with space"), users);
        assertFalse(config.included());
        config.write("thesis", 28300, "slipway", KeyPair.make("h"), Optional.empty());
        assertEquals(before, Files.readString(real), "writing a session's file changes nothing of the user's");
        config.addInclude();
        config.addInclude();
        var after = Files.readString(real);
        assertTrue(Files.isSymbolicLink(users));
        assertTrue(after.endsWith("\n\n" + before), after);
        assertEquals(1, after.lines().filter(line -> line.startsWith("Include ")).count());
        assertEquals("rw-r--r--", mode(real));
        assertEquals(before, Files.readString(home.resolve("dotfiles-config.before-slipway")));
        assertTrue(config.included());
        // What OpenSSH makes of it: the session's own values, and the user's for all other hosts.
        var seen = run("ssh", "-G", "-F", users.toString(), "slipway-thesis");
        assertTrue(seen.contains("port 28300\n") && seen.contains("user slipway\n")
                && seen.contains("hostkeyalias slipway-thesis\n") && !seen.contains("nowhere"), seen);
        var other = run("ssh", "-G", "-F", users.toString(), "work");
        assertTrue(other.contains("user lin\n") && other.contains("port 2200\n"), other);
    }

    @Test
    void makesTheUsersFileWhereThereIsNone() throws Exception {
        var config = new SshConfig(home.resolve("own"), home.resolve(".ssh/config"));
        config.addInclude();
        assertEquals("rw-------", mode(home.resolve(".ssh/config")));
        assertEquals("rwx------", mode(home.resolve(".ssh")));
        assertTrue(config.included());
    }
}
