package dev.slipway.session;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.engine.Engine;
import dev.slipway.environment.StartScripts;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The secrets of Jupyter servers. They are in no label and no file: a secret is read back from the variables of its
 * running container, where it has to be anyway. So it survives the program, a second program finds it too, and no copy
 * stays behind when a container is removed by other means. Thread-safe.
 */
final class Tokens {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> known = new ConcurrentHashMap<>();

    String make() {
        return JupyterServer.newToken(random);
    }

    void keep(String container, String token) {
        known.put(container, token);
    }

    void forget(String container) {
        known.remove(container);
    }

    /** The secret of a running container. */
    String of(Engine engine, String container) throws FailureException, InterruptedException {
        var kept = known.get(container);
        if (kept != null) {
            return kept;
        }
        var told = engine.exec(container, List.of("/bin/sh", "-c", StartScripts.TOKEN), LONGEST).output().strip();
        if (!JupyterServer.isToken(told)) {
            throw new FailureException(new Failure.EngineRefused("The container does not tell its Jupyter token."));
        }
        known.put(container, told);
        return told;
    }
}
