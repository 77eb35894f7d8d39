package dev.slipway.access;

import dev.slipway.base.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which keys open a session: the user's own public keys, those of the user's agent, and where there are none one that
 * is made for Slipway. Private keys of the user are never read.
 */
final class SshKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SshKeys.class);
    private static final Pattern PUBLIC = Pattern.compile("(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)"
            + "|sk-ssh-ed25519@openssh\\.com|sk-ecdsa-sha2-nistp256@openssh\\.com) [A-Za-z0-9+/=]{20,16000}"
            + "(?: [^\\p{Cntrl}]{0,400})?");
    private static final int MOST = 32;
    private static final int LONGEST = 64 * 1024;
    private static final long PATIENCE_SECONDS = 3;

    private final Path folder;
    private final Path userFolder;
    private final Map<String, String> env;

    /**
     * Keys.
     *
     * @param folder where Slipway keeps its own
     * @param userFolder the user's .ssh
     * @param env variables, of which the agent's socket is looked at
     */
    SshKeys(Path folder, Path userFolder, Map<String, String> env) {
        this.folder = folder;
        this.userFolder = userFolder;
        this.env = env;
    }

    /**
     * Keys that open a session.
     *
     * @param lines as in an authorized_keys file
     * @param own the file of the private key made for Slipway, if it is one of them
     */
    record Given(List<String> lines, Optional<Path> own) {
    }

    Given given() throws FailureException, InterruptedException {
        var lines = new ArrayList<String>();
        for (var line : fromFiles()) {
            add(lines, line);
        }
        for (var line : fromAgent()) {
            add(lines, line);
        }
        var own = folder.resolve("id_ed25519");
        if (lines.isEmpty() || Files.exists(own)) {
            add(lines, pair(own, "slipway").publicKey());
            return new Given(List.copyOf(lines), Optional.of(own));
        }
        return new Given(List.copyOf(lines), Optional.empty());
    }

    /** The key by which the SSH server of one environment is known; the same each time it runs. */
    KeyPair host(String environment) throws FailureException {
        return pair(folder.resolve("hosts").resolve(environment + ".key"), "slipway-" + environment);
    }

    private static synchronized KeyPair pair(Path file, String comment) throws FailureException {
        var shown = file.resolveSibling(file.getFileName() + ".pub");
        var secret = OwnFiles.read(file);
        var line = OwnFiles.read(shown).map(String::strip).filter(it -> PUBLIC.matcher(it).matches());
        if (secret.isPresent() && line.isPresent()) {
            return new KeyPair(secret.get(), line.get());
        }
        var made = KeyPair.make(comment);
        OwnFiles.write(file, made.privateKey(), OwnFiles.MINE);
        OwnFiles.write(shown, made.publicKey() + "\n", OwnFiles.MINE);
        return made;
    }

    private static void add(List<String> lines, String line) {
        var clean = line.strip();
        var key = clean.split(" ", 3);
        if (lines.size() < MOST && PUBLIC.matcher(clean).matches()
                && lines.stream().noneMatch(other -> other.split(" ", 3)[1].equals(key[1]))) {
            lines.add(clean);
        }
    }

    private List<String> fromFiles() {
        var lines = new ArrayList<String>();
        if (!Files.isDirectory(userFolder)) {
            return lines;
        }
        try (var files = Files.newDirectoryStream(userFolder, "id_*.pub")) {
            for (var file : files) {
                try (var stream = Files.newInputStream(file)) {
                    lines.addAll(new String(stream.readNBytes(LONGEST), StandardCharsets.UTF_8).lines().toList());
                }
            }
        } catch (IOException e) {
            LOG.info("A public key in {} cannot be read: {}", userFolder, e.toString());
        }
        lines.sort(null);
        return lines;
    }

    private List<String> fromAgent() throws InterruptedException {
        if (env.getOrDefault("SSH_AUTH_SOCK", "").isEmpty()) {
            return List.of();
        }
        Process process = null;
        try {
            process = new ProcessBuilder("ssh-add", "-L").redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                return List.of();
            }
            return new String(process.getInputStream().readNBytes(LONGEST), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            LOG.info("The SSH agent is not asked: {}", e.toString());
            return List.of();
        } finally {
            if (process != null) {
                process.destroy();
            }
        }
    }
}
