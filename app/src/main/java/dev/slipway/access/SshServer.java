package dev.slipway.access;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.engine.Engine;
import dev.slipway.environment.FurtherPorts;
import dev.slipway.environment.StartScripts;
import dev.slipway.session.Sessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The SSH server inside a session. It runs as the session's user, whom it gives a name if the image does not know the
 * user; it takes keys only, and everybody it lets in gets the folder and variables of the session's own terminal. Its
 * files are placed by the engine as root; the host's folders are not seen inside.
 */
final class SshServer {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final long BETWEEN_MILLIS = 100;
    private static final int NO_SERVER = 85;

    private static final String WHO = "id -u; id -g; printf '%s\\n' \"$HOME\"";

    /** As root: nothing of it can be changed by the session's user but what lies in {@code run}. */
    private static final String SET_UP = """
            set -e
            umask 022
            at=/etc/slipway-ssh
            mkdir -p $at/run
            if [ "$S_UID" != 0 ] && ! grep -q '^slipway:' /etc/passwd; then
              [ -z "$(tail -c 1 /etc/passwd)" ] || echo >>/etc/passwd
              echo "slipway:x:$S_UID:$S_GID:Slipway:$S_HOME:/bin/sh" >>/etc/passwd
              grep -q ":$S_GID:" /etc/group || echo "slipway:x:$S_GID:" >>/etc/group
            fi
            [ "$S_UID" != 0 ] || { mkdir -p /run/sshd; chmod 755 /run/sshd; }
            (umask 077; printf '%s\\n' "$S_HOST_KEY" >$at/host_key.new)
            chown "$S_UID:$S_GID" $at/host_key.new $at/run
            chmod 700 $at/run
            mv $at/host_key.new $at/host_key
            printf '%s\\n' "$S_KEYS" >$at/authorized_keys
            printf '%s\\n' "$S_CONFIG" >$at/sshd_config
            printf '%s\\n' "$S_ENTER" >$at/enter
            chmod 644 $at/authorized_keys $at/sshd_config $at/enter
            chmod 755 $at
            """;

    /** As the session's user. The variables of the container are kept for those who come in. */
    private static final String START = """
            at=/etc/slipway-ssh
            if [ -s $at/run/pid ] && grep -qs sshd "/proc/$(cat $at/run/pid)/cmdline"; then exit 0; fi
            for server in "$(command -v sshd)" /usr/sbin/sshd /usr/local/sbin/sshd; do
              [ -x "$server" ] && break
              server=
            done
            [ -n "$server" ] || exit 85
            for sftp in /usr/lib/openssh/sftp-server /usr/libexec/openssh/sftp-server /usr/lib/ssh/sftp-server \\
              /usr/libexec/sftp-server /usr/lib/sftp-server; do
              [ -x $sftp ] && break
              sftp=
            done
            mkdir -p "$HOME" 2>/dev/null
            [ -w . ] || cd "$HOME" || cd /tmp
            umask 077
            pwd >$at/run/folder
            export -p >$at/run/environment
            set -- -f $at/sshd_config -E $at/run/log
            [ -z "$sftp" ] || set -- "$@" -o "Subsystem=sftp $sftp"
            umask 022
            exec "$server" "$@"
            """;

    /** What runs for everybody who comes in, whatever they ask for. */
    private static final String ENTER = """
            term=$TERM; lang=${LC_ALL:-${LC_CTYPE:-$LANG}}
            . /etc/slipway-ssh/run/environment
            [ -z "$term" ] || { TERM=$term; export TERM; }
            SLIPWAY_LANG=$lang
            cd "$(cat /etc/slipway-ssh/run/folder)" 2>/dev/null || cd "$HOME" || cd /
            if [ -n "$SSH_ORIGINAL_COMMAND" ]; then
              shell=$(command -v bash) || shell=/bin/sh
              set -- "$shell" -c "$SSH_ORIGINAL_COMMAND"
            """ + StartScripts.COMMAND + "\nfi\n" + StartScripts.SHELL;

    private final Sessions.Held held;

    SshServer(Sessions.Held held) {
        this.held = held;
    }

    /**
     * Sees to it that the server runs and answers.
     *
     * @return the user to log in as
     */
    String up(KeyPair host, List<String> keys) throws FailureException, InterruptedException {
        var session = held.session();
        int port = Optional.ofNullable(session.ports().get(FurtherPorts.SSH)).orElseThrow(() ->
                new FailureException(new Failure.BadInput(Text.of("access.ssh.off", session.name()), "")));
        var who = run(Engine.Command.of(List.of("/bin/sh", "-c", WHO))).words().lines().toList();
        if (who.size() < 3 || !who.get(0).matches("\\d{1,10}") || !who.get(1).matches("\\d{1,10}")) {
            throw trouble(String.join("\n", who));
        }
        boolean root = who.getFirst().equals("0");
        var user = root ? "root" : "slipway";
        var variables = new HashMap<>(Map.of("S_UID", who.get(0), "S_GID", who.get(1), "S_HOME",
                home(who.get(2)), "S_HOST_KEY", host.privateKey().strip(), "S_KEYS", String.join("\n", keys)));
        variables.put("S_CONFIG", config(FurtherPorts.inside(session.environment())
                .getOrDefault(FurtherPorts.SSH, port), user));
        variables.put("S_ENTER", ENTER);
        var placed = run(new Engine.Command(List.of("/bin/sh", "-c", SET_UP), variables, Optional.of("0:0"),
                Optional.of("/")));
        if (placed.code() != 0) {
            throw trouble(placed.words());
        }
        var started = run(Engine.Command.of(List.of("/bin/sh", "-c", START)));
        if (started.code() == NO_SERVER) {
            throw new FailureException(new Failure.BadInput(Text.of("access.ssh.no-server",
                    session.environment().image()), ""));
        }
        if (started.code() != 0 || !answers(port)) {
            throw trouble(started.words() + run(Engine.Command.of(List.of("/bin/sh", "-c",
                    "tail -n 20 /etc/slipway-ssh/run/log"))).words());
        }
        return user;
    }

    /** A home that can stand in a line of /etc/passwd. */
    private static String home(String told) {
        return told.matches("/[^:\\p{Cntrl}]{0,200}") ? told : StartScripts.HOME;
    }

    /** Keys only, one user only; root only where the session itself is root's. */
    private static String config(int port, String user) {
        return String.join("\n", "Port " + port, "ListenAddress 0.0.0.0", "HostKey /etc/slipway-ssh/host_key",
                "PidFile /etc/slipway-ssh/run/pid", "AuthorizedKeysFile /etc/slipway-ssh/authorized_keys",
                "AuthenticationMethods publickey", "PubkeyAuthentication yes", "PasswordAuthentication no",
                "KbdInteractiveAuthentication no", "PermitEmptyPasswords no",
                "PermitRootLogin " + (user.equals("root") ? "prohibit-password" : "no"), "AllowUsers " + user,
                "UsePAM no", "X11Forwarding no", "PermitTunnel no", "GatewayPorts no", "PrintMotd no",
                "PrintLastLog no", "UseDNS no", "LoginGraceTime 30", "AcceptEnv LANG LC_* COLORTERM",
                "ForceCommand /bin/sh /etc/slipway-ssh/enter");
    }

    private record Ran(int code, String words) {
    }

    private Ran run(Engine.Command command) throws FailureException, InterruptedException {
        var words = new ByteArrayOutputStream();
        int code = held.engine().run(held.containerId(), command, chunk -> {
            if (words.size() < 64 * 1024) {
                words.writeBytes(chunk.bytes());
            }
        });
        return new Ran(code, words.toString(StandardCharsets.UTF_8));
    }

    /** Whether a server greets on the port. */
    private static boolean answers(int port) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port),
                        (int) CONNECT.toMillis());
                socket.setSoTimeout((int) CONNECT.toMillis());
                if (new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-")) {
                    return true;
                }
            } catch (IOException _) {
                // Not yet.
            }
            Thread.sleep(BETWEEN_MILLIS);
        }
        return false;
    }

    private FailureException trouble(String words) {
        return new FailureException(new Failure.BadInput(Text.of("access.ssh.failed", held.session().name()), words));
    }
}
