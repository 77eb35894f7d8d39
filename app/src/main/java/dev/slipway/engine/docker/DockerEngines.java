package dev.slipway.engine.docker;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Endpoints;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.Engines;
import dev.slipway.registry.Credentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The engines of this machine, asked all at once. */
public final class DockerEngines implements Engines {
    /** For an address across a network. */
    private static final Duration LONGEST = Duration.ofSeconds(3);

    /** A socket of this machine refuses at once when nobody serves it; one that accepts is only busy. */
    private static final Duration LONGEST_HERE = Duration.ofSeconds(10);

    private final Endpoints endpoints;
    private final InfoReader infoReader;
    private final RegistryLogin login;
    private final Background background;

    /**
     * The engines that the variables, Docker's contexts and the usual sockets of this machine name; {@code logins} are
     * for pulls.
     */
    public static DockerEngines ofThisMachine(Background background, Credentials logins) {
        var env = System.getenv();
        var home = Path.of(System.getProperty("user.home"));
        return new DockerEngines(
                new Endpoints(env, home, System.getProperty("os.name"), new DockerFiles(env, home)),
                InfoReader.ofThisMachine(), new RegistryLogin(logins), background);
    }

    DockerEngines(Endpoints endpoints, InfoReader infoReader, RegistryLogin login, Background background) {
        this.endpoints = endpoints;
        this.infoReader = infoReader;
        this.login = login;
        this.background = background;
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints.list();
    }

    @Override
    public Engine open(Endpoint endpoint) throws FailureException {
        var scheme = Optional.ofNullable(endpoint.uri().getScheme()).orElse("");
        return switch (scheme) {
            case "unix", "tcp", "npipe" -> new DockerEngine(endpoint, infoReader, login, background);
            default -> throw new FailureException(new Failure.EngineNotReachable(endpoint.uri().toString(),
                    "Slipway reaches engines over unix, npipe and tcp addresses, not " + scheme));
        };
    }

    @Override
    public List<Found> search() throws InterruptedException {
        var searches = new ArrayList<Search>();
        for (var endpoint : endpoints()) {
            var answer = new CompletableFuture<Outcome<EngineInfo>>();
            if (isMissing(endpoint)) {
                answer.complete(new Outcome.Failed<>(new Failure.EngineNotReachable(endpoint.uri().getPath(),
                        "There is no such socket")));
                searches.add(new Search(endpoint, answer, () -> {
                }));
                continue;
            }
            var task = background.run("ask " + endpoint.uri(), () -> {
                try (var engine = open(endpoint)) {
                    return engine.info();
                }
            }, answer::complete);
            searches.add(new Search(endpoint, answer, task));
        }
        long begin = System.nanoTime();
        var found = new ArrayList<Found>();
        try {
            for (var search : searches) {
                found.add(search.await(begin));
            }
        } finally {
            searches.forEach(search -> search.task().cancel());
        }
        return found;
    }

    /** Whether nobody can answer, which is seen at once: to get ready to ask takes a fifth of a short command. */
    private static boolean isMissing(Endpoint endpoint) {
        var uri = endpoint.uri();
        return "unix".equals(uri.getScheme()) && uri.getPath() != null && Files.notExists(Path.of(uri.getPath()));
    }

    /** A question that is under way. */
    private record Search(Endpoint endpoint, CompletableFuture<Outcome<EngineInfo>> answer, Background.Task task) {

        Found await(long begin) throws InterruptedException {
            var patience = "tcp".equals(endpoint.uri().getScheme()) ? LONGEST : LONGEST_HERE;
            long left = Math.max(0, begin + patience.toNanos() - System.nanoTime());
            try {
                var outcome = answer.get(left, TimeUnit.NANOSECONDS);
                return outcome instanceof Outcome.Done<EngineInfo>(var info)
                        ? new Found(endpoint, Optional.of(info), Optional.empty())
                        : failed(((Outcome.Failed<EngineInfo>) outcome).failure());
            } catch (TimeoutException _) {
                return failed(new Failure.TimedOut(endpoint.label(), patience.toSeconds(), endpoint.uri().toString()));
            } catch (ExecutionException e) {
                return failed(Background.unexpected(e));
            }
        }

        private Found failed(Failure failure) {
            return new Found(endpoint, Optional.empty(), Optional.of(failure));
        }
    }
}
