package dev.slipway.session;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Reading;
import dev.slipway.base.Subscription;
import dev.slipway.base.Version;
import dev.slipway.engine.BuildProgress;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.Container;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.engine.ImageConfig;
import dev.slipway.engine.LocalImage;
import dev.slipway.engine.PullProgress;
import dev.slipway.environment.StartScripts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** An engine in memory, which does what a test tells it to. */
final class FakeEngine implements Engine {
    private static final String LOOK = "dev.slipway.look";

    final Map<String, Container> containers = new LinkedHashMap<>();
    final Map<String, ContainerSpec> specs = new LinkedHashMap<>();
    final Set<String> images = new HashSet<>(Set.of("img"));
    final List<String> calls = new ArrayList<>();
    final List<Failure> startFailures = new ArrayList<>();
    final List<Failure> listFailures = new ArrayList<>();
    Optional<Failure> createFailure = Optional.empty();
    Optional<Failure> pullFailure = Optional.empty();
    final List<BuildRequest> builds = new ArrayList<>();
    Optional<Failure> buildFailure = Optional.empty();
    /** What a container does when it is started; empty lets it run. */
    Optional<Integer> exitsWith = Optional.empty();
    String gpusInside = "";
    /** What a look into an image finds. */
    String inside = "slipway.python=3.12\nslipway.jupyter=jupyter-lab\n";
    /** A pull waits for it. */
    Optional<CountDownLatch> pullGate = Optional.empty();
    Consumer<EngineEvent> listener = _ -> {
    };
    Consumer<Boolean> connection = _ -> {
    };
    private int made;

    private FailureException fail(Failure failure) {
        return new FailureException(failure);
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(new Endpoint(URI.create("unix:///fake.sock"), Endpoint.Origin.USUAL_SOCKET, "Fake"),
                EngineInfo.Kind.DOCKER, Version.parse("28.0").orElseThrow(), "1.48", false, false, false,
                Set.of(GpuAccess.CDI), List.of("nvidia.com/gpu=0", "nvidia.com/gpu=1"), "/", Reading.unknown(),
                "amd64");
    }

    @Override
    public List<LocalImage> images() {
        return List.of();
    }

    @Override
    public synchronized Optional<ImageConfig> imageConfig(String reference) {
        return images.contains(reference) ? Optional.of(new ImageConfig("amd64", "linux", Map.of(), Map.of(), List.of(),
                List.of(), "", "", 1)) : Optional.empty();
    }

    @Override
    public void pull(String reference, Consumer<PullProgress> progress) throws FailureException, InterruptedException {
        synchronized (this) {
            calls.add("pull " + reference);
        }
        progress.accept(new PullProgress(PullProgress.Phase.DOWNLOADING, 0, 1, 5, 10, 1));
        if (pullGate.isPresent()) {
            pullGate.get().await();
        }
        if (pullFailure.isPresent()) {
            throw fail(pullFailure.get());
        }
        synchronized (this) {
            images.add(reference);
        }
    }

    @Override
    public void build(BuildRequest request, Consumer<BuildProgress> progress) throws FailureException {
        synchronized (this) {
            calls.add("build " + request.tag());
            builds.add(request);
        }
        progress.accept(new BuildProgress(1, 2, "FROM img", "building"));
        if (buildFailure.isPresent()) {
            throw fail(buildFailure.get());
        }
        synchronized (this) {
            images.add(request.tag());
        }
    }

    @Override
    public List<LocalImage> images(String label) {
        return List.of();
    }

    @Override
    public synchronized void removeImage(String idOrName) {
        images.remove(idOrName);
    }

    @Override
    public synchronized String create(ContainerSpec spec) throws FailureException {
        if (spec.labels().containsKey(LOOK)) {
            var id = "look" + ++made;
            containers.put(id, container(id, spec.labels(), Container.State.EXITED, Optional.of(0)));
            return id;
        }
        calls.add("create " + spec.name());
        if (createFailure.isPresent()) {
            throw fail(createFailure.get());
        }
        var id = String.format("%064x", ++made);
        specs.put(id, spec);
        containers.put(id, container(id, spec.labels(), Container.State.CREATED, Optional.empty()));
        listener.accept(new EngineEvent(id, "create"));
        return id;
    }

    Container container(String id, Map<String, String> labels, Container.State state, Optional<Integer> exit) {
        var name = specs.containsKey(id) ? specs.get(id).name() : "c-" + id;
        return new Container(id, name, "img", state, exit, false, "", Instant.EPOCH,
                state == Container.State.CREATED ? Optional.empty() : Optional.of(Instant.EPOCH.plusSeconds(1)),
                Optional.empty(), labels, List.of(), "bridge");
    }

    synchronized void put(String id, Map<String, String> labels, Container.State state) {
        containers.put(id, container(id, labels, state, Optional.empty()));
        listener.accept(new EngineEvent(id, "start"));
    }

    @Override
    public synchronized void start(String id) throws FailureException {
        if (id.startsWith("look")) {
            return;
        }
        calls.add("start");
        if (!startFailures.isEmpty()) {
            throw fail(startFailures.removeFirst());
        }
        containers.computeIfPresent(id, (_, c) -> container(id, c.labels(),
                exitsWith.isPresent() ? Container.State.EXITED : Container.State.RUNNING, exitsWith));
        listener.accept(new EngineEvent(id, "start"));
    }

    @Override
    public synchronized void stop(String id, Duration grace) {
        calls.add("stop");
        containers.computeIfPresent(id, (_, c) -> container(id, c.labels(), Container.State.EXITED, Optional.of(0)));
        listener.accept(new EngineEvent(id, "die"));
    }

    @Override
    public synchronized void remove(String id) {
        if (!id.startsWith("look")) {
            calls.add("remove");
        }
        containers.remove(id);
        listener.accept(new EngineEvent(id, "destroy"));
    }

    @Override
    public synchronized List<Container> containers(String label) throws FailureException {
        if (!listFailures.isEmpty()) {
            throw fail(listFailures.removeFirst());
        }
        return containers.values().stream().filter(c -> c.labels().containsKey(label)).toList();
    }

    @Override
    public synchronized Optional<Container> container(String idOrName) {
        return containers.values().stream().filter(c -> c.id().equals(idOrName) || c.name().equals(idOrName))
                .findFirst();
    }

    @Override
    public Optional<ContainerStats> stats(String id) {
        return Optional.of(new ContainerStats(12.5, 1000, Optional.empty()));
    }

    @Override
    public List<ContainerProcess> processes(String id) {
        return List.of(new ContainerProcess(Long.parseLong(id.substring(56), 16) + 900_000_000L, "python"));
    }

    @Override
    public Subscription logs(String id, int tail, boolean follow, Consumer<LogChunk> output) {
        if (id.startsWith("look")) {
            output.accept(new LogChunk(inside.getBytes(StandardCharsets.UTF_8), false));
            output.accept(LogChunk.END);
            return () -> {
            };
        }
        output.accept(new LogChunk("last words\n".getBytes(StandardCharsets.UTF_8), false));
        output.accept(LogChunk.END);
        return () -> {
        };
    }

    @Override
    public ExecResult exec(String id, List<String> command, Duration timeout) {
        return new ExecResult(0, command.getLast().equals(StartScripts.TOKEN) ? "secret-secret" : gpusInside, "");
    }

    @Override
    public int run(String id, Command command, Consumer<LogChunk> output) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int pipe(String id, Command command, java.io.InputStream input, Consumer<LogChunk> output) {
        return 0;
    }

    @Override
    public void startDetached(String id, Command command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copyInto(String id, String folder, Map<String, byte[]> files) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Terminal terminal(String id, List<String> command, Map<String, String> environment, int columns, int rows,
            Consumer<byte[]> output, Consumer<Integer> ended) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized Subscription events(String label, Consumer<EngineEvent> event, Consumer<Boolean> connected) {
        listener = event;
        connection = connected;
        return () -> {
            listener = _ -> {
            };
            connection = _ -> {
            };
        };
    }

    @Override
    public void close() {
    }
}
