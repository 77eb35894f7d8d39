package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.engine.BuildProgress;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.Container;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.ImageConfig;
import dev.slipway.engine.LocalImage;
import dev.slipway.engine.PullProgress;
import dev.slipway.engine.docker.EngineErrors.Doing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Docker (API 1.41 and newer) and Podman (4 and newer) over Docker's API; Podman's containers are made through its own.
 *
 * <p>Longer than most classes because {@link Engine} has some thirty calls; each here is only its request.
 */
final class DockerEngine implements Engine {
    private static final int MOST_OUTPUT = 1 << 20;
    private static final Duration BETWEEN_READINGS = Duration.ofMillis(500);

    private final Endpoint endpoint;
    private final EngineHttp http;
    private final InfoReader infoReader;
    private final RegistryLogin login;
    private final Background background;
    /** What it said last; null until it was asked. An address keeps its kind of engine, and whether it is rootless. */
    private volatile EngineInfo known;

    DockerEngine(Endpoint endpoint, InfoReader infoReader, RegistryLogin login, Background background) {
        this.endpoint = endpoint;
        this.http = new EngineHttp(endpoint.uri());
        this.infoReader = infoReader;
        this.login = login;
        this.background = background;
    }

    /** A request and the reading of its answer. */
    @FunctionalInterface
    private interface Call<T> {
        T run() throws ApiError, IOException, InterruptedException, FailureException;
    }

    private <T> T call(Doing doing, Call<T> call) throws FailureException, InterruptedException {
        try {
            return call.run();
        } catch (ApiError e) {
            throw EngineErrors.translate(e, doing);
        } catch (IOException e) {
            throw EngineErrors.unreachable(endpoint.uri(), e);
        }
    }

    @Override
    public EngineInfo info() throws FailureException, InterruptedException {
        return call(Doing.other(), () -> {
            var info = infoReader.read(endpoint, http.get("/version"), http.get("/info"));
            known = info;
            return info;
        });
    }

    private boolean isPodman() throws FailureException, InterruptedException {
        var info = known;
        return (info != null ? info : info()).kind() == EngineInfo.Kind.PODMAN;
    }

    @Override
    public List<LocalImage> images() throws FailureException, InterruptedException {
        return call(Doing.other(), () -> http.get("/images/json").valueStream().map(ContainerReader::image).toList());
    }

    @Override
    public Optional<ImageConfig> imageConfig(String reference) throws FailureException, InterruptedException {
        return call(Doing.image(reference), () -> {
            try {
                var inspect = http.get("/images/" + EngineHttp.encode(reference) + "/json");
                return Optional.of(ContainerReader.imageConfig(inspect));
            } catch (ApiError e) {
                if (e.status() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public void pull(String reference, Consumer<PullProgress> progress) throws FailureException, InterruptedException {
        call(Doing.pulling(reference), () -> {
            Pull.run(http, reference, login.header(EngineErrors.registry(reference)), progress);
            return null;
        });
    }

    @Override
    public void build(BuildRequest request, Consumer<BuildProgress> progress)
            throws FailureException, InterruptedException {
        boolean podman = isPodman();
        call(Doing.building(request.tag()), () -> {
            Build.run(http, request, podman, progress);
            return null;
        });
    }

    @Override
    public List<LocalImage> images(String label) throws FailureException, InterruptedException {
        return call(Doing.other(), () -> http.get("/images/json?all=true&filters=" + labelled(label)).valueStream()
                .map(ContainerReader::image).toList());
    }

    @Override
    public void removeImage(String idOrName) throws FailureException, InterruptedException {
        change(Doing.image(idOrName), 404, () -> {
            http.delete("/images/" + EngineHttp.encode(idOrName));
            return null;
        });
    }

    @Override
    public String create(ContainerSpec spec) throws FailureException, InterruptedException {
        boolean podman = isPodman();
        if (podman && spec.gpus() instanceof ContainerSpec.GpuRequest.NvidiaRuntime) {
            throw new FailureException(new Failure.GpuAccessMissing("Podman takes CDI names only"));
        }
        return call(Doing.creating(spec), () -> Json.text((podman ? createWithPodman(spec)
                : http.post("/containers/create?name=" + EngineHttp.encode(spec.name()), DockerCreate.body(spec)))
                .path("Id")));
    }

    private JsonNode createWithPodman(ContainerSpec spec) throws ApiError, IOException, InterruptedException {
        var path = "/v4.0.0/libpod/containers/create";
        try {
            return http.post(path, PodmanCreate.body(spec, spec.init(), known.rootless()));
        } catch (ApiError e) {
            // Debian only recommends the package with Podman's init (catatonit); a container does without.
            if (spec.init() && e.getMessage().contains("container-init binary not found")) {
                return http.post(path, PodmanCreate.body(spec, false, known.rootless()));
            }
            throw e;
        }
    }

    @Override
    public void start(String id) throws FailureException, InterruptedException {
        change(Doing.container(id), 304, () -> http.post(path(id) + "/start", null));
    }

    @Override
    public void stop(String id, Duration grace) throws FailureException, InterruptedException {
        change(Doing.container(id), 304, () -> http.post(path(id) + "/stop?t=" + Math.max(0, grace.toSeconds()), null));
    }

    @Override
    public void remove(String id) throws FailureException, InterruptedException {
        change(Doing.container(id), 404, () -> {
            http.delete(path(id) + "?force=true&v=true");
            return null;
        });
    }

    /** A change that the engine answers with {@code alreadySo} when there is nothing to do. */
    private void change(Doing doing, int alreadySo, Call<?> call) throws FailureException, InterruptedException {
        call(doing, () -> {
            try {
                return call.run();
            } catch (ApiError e) {
                var words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
                if (e.status() == alreadySo || words.contains("removal") && words.contains("already in progress")) {
                    return null;
                }
                throw e;
            }
        });
    }

    private static String path(String id) {
        return "/containers/" + EngineHttp.encode(id);
    }

    @Override
    public List<Container> containers(String label) throws FailureException, InterruptedException {
        var ids = call(Doing.other(), () -> http
                .get("/containers/json?all=true&filters=" + labelled(label))
                .valueStream().map(container -> Json.text(container.path("Id"))).toList());
        var containers = new ArrayList<Container>();
        for (var id : ids) {
            // One that goes away in between is left out.
            container(id).ifPresent(containers::add);
        }
        return containers;
    }

    private static String labelled(String label) {
        var filters = EngineHttp.JSON.createObjectNode();
        filters.putArray("label").add(label);
        return EngineHttp.encode(filters.toString());
    }

    @Override
    public Optional<Container> container(String idOrName) throws FailureException, InterruptedException {
        return call(Doing.container(idOrName), () -> {
            try {
                return Optional.of(ContainerReader.container(http.get(path(idOrName) + "/json")));
            } catch (ApiError e) {
                if (e.status() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public Optional<ContainerStats> stats(String id) throws FailureException, InterruptedException {
        return call(Doing.container(id), () -> {
            var inspect = http.get(path(id) + "/json");
            if (!inspect.path("State").path("Running").asBoolean()) {
                return Optional.empty();
            }
            long limit = inspect.path("HostConfig").path("Memory").asLong();
            var stats = http.get(path(id) + "/stats?stream=false");
            var before = stats;
            if (!StatsReader.hasTwoReadings(stats)) {
                Thread.sleep(BETWEEN_READINGS);
                stats = http.get(path(id) + "/stats?stream=false");
            }
            return StatsReader.stats(before, stats, limit);
        });
    }

    @Override
    public List<ContainerProcess> processes(String id) throws FailureException, InterruptedException {
        return call(Doing.container(id), () -> ProcessReader.processes(http.get(path(id) + "/top?ps_args="
                + EngineHttp.encode(isPodman() ? "hpid,args" : "-eo pid,args"))));
    }

    @Override
    public Subscription logs(String id, int tail, boolean follow, Consumer<LogChunk> output)
            throws FailureException, InterruptedException {
        return call(Doing.container(id), () -> {
            boolean terminal = http.get(path(id) + "/json").path("Config").path("Tty").asBoolean();
            var response = http.stream(Request.Method.GET, path(id) + "/logs?stdout=true&stderr=true&follow=" + follow
                    + "&tail=" + Math.max(0, tail), Map.of());
            var task = background.run("log of " + id, () -> {
                Demultiplexer.read(response.getBody(), terminal, output);
                return null;
            }, _ -> {
                response.close();
                output.accept(LogChunk.END);
            });
            return () -> {
                task.cancel();
                response.close();
            };
        });
    }

    @Override
    public ExecResult exec(String id, List<String> command, Duration timeout)
            throws FailureException, InterruptedException {
        var result = new CompletableFuture<Outcome<ExecResult>>();
        var task = background.run("exec in " + id, () -> call(Doing.container(id), () -> run(id, command)),
                result::complete);
        try {
            return switch (result.get(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                case Outcome.Done<ExecResult>(var done) -> done;
                case Outcome.Failed<ExecResult>(var failure) -> throw new FailureException(failure);
            };
        } catch (TimeoutException e) {
            throw new FailureException(new Failure.TimedOut(command.getFirst(), timeout.toSeconds(), ""), e);
        } catch (ExecutionException e) {
            throw new FailureException(Background.unexpected(e), e);
        } finally {
            task.cancel();
        }
    }

    private ExecResult run(String id, List<String> command) throws ApiError, IOException, InterruptedException {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        int code = DockerExec.run(http, id, Command.of(command), chunk -> {
            var into = chunk.fromErrors() ? errors : output;
            into.write(chunk.bytes(), 0, Math.min(chunk.bytes().length, MOST_OUTPUT - into.size()));
        });
        return new ExecResult(code, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }

    @Override
    public int run(String id, Command command, Consumer<LogChunk> output)
            throws FailureException, InterruptedException {
        return call(Doing.container(id), () -> DockerExec.run(http, id, command, output));
    }

    @Override
    public int pipe(String id, Command command, InputStream input, Consumer<LogChunk> output)
            throws FailureException, InterruptedException {
        return call(Doing.container(id), () -> DockerExec.pipe(http, endpoint.uri(), background, id,
                command, input, output));
    }

    @Override
    public void startDetached(String id, Command command) throws FailureException, InterruptedException {
        call(Doing.container(id), () -> {
            DockerExec.detach(http, id, command);
            return null;
        });
    }

    @Override
    public void copyInto(String id, String folder, Map<String, byte[]> files)
            throws FailureException, InterruptedException {
        call(Doing.container(id), () -> {
            http.stream(Request.Method.PUT, path(id) + "/archive?path=" + EngineHttp.encode(folder), Tar.of(files))
                    .close();
            return null;
        });
    }

    @Override
    public Terminal terminal(String id, List<String> command, Map<String, String> environment, int columns, int rows,
            Consumer<byte[]> output, Consumer<Integer> ended) throws FailureException, InterruptedException {
        return call(Doing.container(id), () -> DockerTerminal.start(http, background, id, command, environment,
                Math.max(1, columns), Math.max(1, rows), output, ended));
    }

    @Override
    public Subscription events(String label, Consumer<EngineEvent> event, Consumer<Boolean> connection) {
        return EventStream.subscribe(http, background, label, event, connection);
    }

    @Override
    public void close() {
        http.close();
    }
}
