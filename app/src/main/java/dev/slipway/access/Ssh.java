package dev.slipway.access;

import dev.slipway.base.FailureException;
import dev.slipway.environment.FurtherPorts;
import dev.slipway.session.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The way into sessions for SSH clients. Methods block, and belong on a background thread. Thread-safe.
 *
 * @see SshServer
 */
public final class Ssh {
    private final SshKeys keys;
    private final SshConfig config;
    private final Path asked;

    /**
     * SSH for one user.
     *
     * @param folder where Slipway keeps keys and what clients read
     * @param userFolder the user's own .ssh folder
     * @param env variables of this process
     */
    public Ssh(Path folder, Path userFolder, Map<String, String> env) {
        this.keys = new SshKeys(folder, userFolder, env);
        this.config = new SshConfig(folder, userFolder.resolve("config"));
        this.asked = folder.resolve("asked");
    }

    /** Sees to it that a session's server runs and that clients know it; does nothing for a session without SSH. */
    public void arrived(Sessions.Held held) throws FailureException, InterruptedException {
        if (held.session().ports().containsKey(FurtherPorts.SSH)) {
            prepare(held);
        }
    }

    /** The same, failing where there is no SSH; gives the words of a command that logs in, for further words. */
    public List<String> prepare(Sessions.Held held) throws FailureException, InterruptedException {
        var name = held.session().name();
        var given = keys.given();
        var host = keys.host(name);
        var user = new SshServer(held).up(host, given.lines());
        config.write(name, held.session().ports().get(FurtherPorts.SSH), user, host, given.own());
        return command(name);
    }

    private List<String> command(String name) throws FailureException {
        var words = new ArrayList<>(List.of("ssh"));
        if (!config.included()) {
            words.addAll(List.of("-F", config.file(name).toString()));
        }
        words.add("slipway-" + name);
        return words;
    }

    /** Whether the user's own configuration knows Slipway's sessions, so that {@code ssh slipway-NAME} works. */
    public boolean included() throws FailureException {
        return config.included();
    }

    /** The line that {@link #agree} writes, to be shown before. */
    public String include() {
        return config.include();
    }

    /** Whether the user was asked before. */
    public boolean asked() {
        return Files.exists(asked);
    }

    /** The user agreed: the user's own configuration includes Slipway's from now on. */
    public void agree() throws FailureException {
        config.addInclude();
        answered();
    }

    /** The user was asked, and is not asked again. */
    public void answered() throws FailureException {
        OwnFiles.write(asked, "", OwnFiles.MINE);
    }
}
