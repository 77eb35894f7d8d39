package dev.slipway.access;

import dev.slipway.base.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * What SSH clients on this machine know of sessions: a file of Slipway's own for each, and one line at the top of the
 * user's configuration that includes them. That line is written only when the user has agreed.
 */
final class SshConfig {
    private final Path folder;
    private final Path users;

    /**
     * A configuration.
     *
     * @param folder where Slipway keeps its own files
     * @param users the user's own file, which may not exist
     */
    SshConfig(Path folder, Path users) {
        this.folder = folder;
        this.users = users;
    }

    /** The file for one session. */
    Path file(String session) {
        return folder.resolve("hosts").resolve(session + ".conf");
    }

    /** Writes what clients need to reach a session by {@code ssh slipway-NAME}, and by which key it is known. */
    void write(String session, int port, String user, KeyPair host, Optional<Path> identity) throws FailureException {
        var known = folder.resolve("hosts").resolve(session + ".known_hosts");
        var key = host.publicKey().split(" ", 3);
        OwnFiles.write(known, "slipway-" + session + " " + key[0] + " " + key[1] + "\n", OwnFiles.MINE);
        var text = new StringBuilder("# Written by Slipway whenever the session starts.\n"
                + "Host slipway-" + session + "\n"
                + "    HostName 127.0.0.1\n"
                + "    Port " + port + "\n"
                + "    User " + user + "\n"
                + "    HostKeyAlias slipway-" + session + "\n"
                + "    UserKnownHostsFile " + quoted(known) + "\n"
                + "    GlobalKnownHostsFile none\n"
                + "    StrictHostKeyChecking yes\n"
                + "    CheckHostIP no\n"
                + "    UpdateHostKeys no\n"
                + "    PasswordAuthentication no\n"
                + "    ProxyCommand none\n");
        // Named first, the usual keys would no longer be tried by themselves; they follow in the clients' own order.
        identity.ifPresent(own -> text.append("    IdentityFile ").append(quoted(own)).append('\n')
                .append("    IdentityFile ~/.ssh/id_ed25519\n    IdentityFile ~/.ssh/id_ecdsa\n")
                .append("    IdentityFile ~/.ssh/id_rsa\n"));
        OwnFiles.write(file(session), text.toString(), OwnFiles.MINE);
    }

    /** The line that is to stand in the user's file. */
    String include() {
        return "Include " + quoted(folder.resolve("hosts").resolve("*.conf"));
    }

    private static String quoted(Path path) {
        return "\"" + path.toString().replace('\\', '/') + "\"";
    }

    /** Whether the user's file includes Slipway's. */
    boolean included() throws FailureException {
        return OwnFiles.read(users).stream().flatMap(String::lines).map(String::strip).anyMatch(include()::equals);
    }

    /**
     * Puts the line at the top of the user's file, where it stands outside all of its sections. All else stays as it
     * is, with the file's rights; the file as it was before is kept beside it. A link is followed.
     */
    void addInclude() throws FailureException {
        if (included()) {
            return;
        }
        var before = OwnFiles.read(users);
        var rights = OwnFiles.MINE;
        var file = users;
        try {
            if (before.isPresent()) {
                file = users.toRealPath();
                rights = rights(file);
                OwnFiles.write(file.resolveSibling(file.getFileName() + ".before-slipway"), before.get(), rights);
            }
        } catch (IOException e) {
            throw OwnFiles.bad(users, e.toString());
        }
        OwnFiles.write(file, "# Sessions of Slipway: ssh slipway-NAME\n" + include() + "\n\n" + before.orElse(""),
                rights);
    }

    private static Set<PosixFilePermission> rights(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException _) {
            return OwnFiles.MINE;
        }
    }
}
