package dev.slipway.access;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.engine.Engine;
import dev.slipway.environment.FurtherPorts;
import dev.slipway.environment.StartScripts;
import dev.slipway.session.Session;
import dev.slipway.session.Sessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Web pages that a session serves beside Jupyter: TensorBoard, and what its environment names. Blocking. */
public final class WebPages {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HTTP = Duration.ofSeconds(3);
    private static final long BETWEEN_MILLIS = 200;
    private static final int NO_TENSORBOARD = 85;
    private static final int SERVER_ERROR = 500;

    /** Whether the image holds TensorBoard. */
    private static final String HAS_TENSORBOARD = "command -v tensorboard >/dev/null 2>&1 && exit 0; "
            + "for python in python3 python; do command -v $python >/dev/null 2>&1 && $python -c "
            + "'import importlib.util as u, sys; "
            + "sys.exit(u.find_spec(\"tensorboard\") is None)' && exit 0; done; exit 1";

    /**
     * Starts TensorBoard unless it runs, and prints the path below which its pages stand. It has no passwords: a path
     * that nobody can guess keeps other users of the machine out.
     */
    private static final String TENSORBOARD = """
            at=/tmp/slipway-tensorboard-$(id -u)
            umask 077
            mkdir -p "$at" || exit 1
            if [ -s "$at/pid" ] && grep -qs tensorboard "/proc/$(cat "$at/pid")/cmdline"; then
              cat "$at/prefix"
              exit 0
            fi
            set --
            if command -v tensorboard >/dev/null 2>&1; then set -- tensorboard
            else
              for python in python3 python; do
                if command -v $python >/dev/null 2>&1 && $python -c 'import tensorboard' 2>/dev/null; then
                  set -- $python -m tensorboard.main
                  break
                fi
              done
            fi
            [ $# -gt 0 ] || exit 85
            printf '%s\\n' "$TB_PREFIX" >"$at/prefix"
            cd "$TB_FOLDER" 2>/dev/null || cd /tmp
            nohup "$@" --logdir . --host 0.0.0.0 --port "$TB_PORT" --path_prefix "$TB_PREFIX" \\
              </dev/null >"$at/log" 2>&1 &
            echo $! >"$at/pid"
            printf '%s\\n' "$TB_PREFIX"
            """;

    private final SecureRandom random = new SecureRandom();

    /** The names of all pages that a session may have. */
    public static List<String> names(Session session) {
        return Stream.concat(session.ports().containsKey(FurtherPorts.TENSORBOARD)
                ? Stream.of(FurtherPorts.TENSORBOARD) : Stream.empty(),
                session.environment().extras().apps().stream().map(app -> app.name())).distinct().toList();
    }

    /** Whether there is a reason to offer TensorBoard: files for it in the project, or itself in the image. */
    public boolean tensorBoardOffered(Sessions.Held held) throws FailureException, InterruptedException {
        if (!held.session().ports().containsKey(FurtherPorts.TENSORBOARD)) {
            return false;
        }
        return held.session().environment().project().flatMap(EventFiles::look).isPresent()
                || run(held, HAS_TENSORBOARD, Map.of()).code() == 0;
    }

    /** The address of a page that answers; the environment's own come before TensorBoard, which is started. */
    public URI open(Sessions.Held held, String name) throws FailureException, InterruptedException {
        var session = held.session();
        var own = session.environment().extras().apps().stream().filter(app -> app.name().equals(name)).findFirst();
        if (own.isPresent()) {
            int port = port(session, FurtherPorts.app(name));
            var address = URI.create("http://127.0.0.1:" + port + own.get().path());
            int status = status(address);
            if (status < 0 || status >= SERVER_ERROR) {
                throw bad(Text.of("access.page.silent", name, own.get().port(), session.name()),
                        status < 0 ? "no answer" : "HTTP " + status);
            }
            return address;
        }
        if (!name.equals(FurtherPorts.TENSORBOARD)) {
            throw bad(Text.of("access.page.unknown", name, session.name(), String.join(", ", names(session))), "");
        }
        return tensorBoard(held);
    }

    private URI tensorBoard(Sessions.Held held) throws FailureException, InterruptedException {
        var session = held.session();
        int port = port(session, FurtherPorts.TENSORBOARD);
        var bytes = new byte[16];
        random.nextBytes(bytes);
        var folder = session.environment().project().map(project -> StartScripts.WORKSPACE + "/"
                + EventFiles.look(project).map(found -> found.toString().replace('\\', '/')).orElse("")).orElse("/tmp");
        var started = run(held, TENSORBOARD, Map.of("TB_PREFIX", "/" + HexFormat.of().formatHex(bytes),
                "TB_FOLDER", folder, "TB_PORT", FurtherPorts.inside(session.environment())
                        .get(FurtherPorts.TENSORBOARD).toString()));
        if (started.code() == NO_TENSORBOARD) {
            throw bad(Text.of("access.tensorboard.missing", session.environment().image()), "");
        }
        var prefix = started.words().strip();
        if (started.code() != 0 || !prefix.matches("/[0-9a-f]{32}")) {
            throw bad(Text.of("access.tensorboard.failed", session.name()), started.words());
        }
        var address = URI.create("http://127.0.0.1:" + port + prefix + "/");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (status(address) != HttpURLConnection.HTTP_OK) {
            if (System.nanoTime() > end || run(held, "grep -qs tensorboard \"/proc/$(cat /tmp/slipway-tensorboard-$(id"
                    + " -u)/pid)/cmdline\"", Map.of()).code() != 0) {
                throw bad(Text.of("access.tensorboard.failed", session.name()),
                        run(held, "tail -n 20 /tmp/slipway-tensorboard-$(id -u)/log", Map.of()).words());
            }
            Thread.sleep(BETWEEN_MILLIS);
        }
        return address;
    }

    private static int port(Session session, String purpose) throws FailureException {
        return Optional.ofNullable(session.ports().get(purpose)).orElseThrow(() ->
                bad(Text.of("access.page.no-port", session.name()), purpose));
    }

    private record Ran(int code, String words) {
    }

    private static Ran run(Sessions.Held held, String script, Map<String, String> variables)
            throws FailureException, InterruptedException {
        var words = new ByteArrayOutputStream();
        int code = held.engine().run(held.containerId(), new Engine.Command(List.of("/bin/sh", "-c", script),
                variables, Optional.empty(), Optional.empty()), chunk -> {
                    if (words.size() < 64 * 1024) {
                        words.writeBytes(chunk.bytes());
                    }
                });
        return new Ran(code, words.toString(StandardCharsets.UTF_8));
    }

    /** The HTTP status of an address of this machine; -1 when nothing answers. */
    private static int status(URI address) {
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            try {
                connection.setConnectTimeout((int) HTTP.toMillis());
                connection.setReadTimeout((int) HTTP.toMillis());
                connection.setInstanceFollowRedirects(false);
                connection.setUseCaches(false);
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return -1;
        }
    }

    private static FailureException bad(Text problem, String detail) {
        return new FailureException(new Failure.BadInput(problem, detail));
    }
}
