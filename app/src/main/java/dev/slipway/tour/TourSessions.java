package dev.slipway.tour;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import dev.slipway.engine.Engine;
import dev.slipway.engine.PullProgress;
import dev.slipway.environment.Environment;
import dev.slipway.session.Session;
import dev.slipway.session.SessionState;
import dev.slipway.session.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The simulated sessions. Launching one shows every step with made-up progress; nothing is pulled or started. */
final class TourSessions implements Sessions {
    private static final long IMAGE_BYTES = 3_800_000_000L;
    private static final int COLOURS = 6;
    private static final String LOG = """
            Using device NVIDIA GeForce RTX 4090, torch 2.14.0+cu130, compiled
            epoch  1/40 | loss 0.4821 | 1.92 it/s
            epoch  2/40 | loss 0.3910 | 3.71 it/s
            epoch  3/40 | loss 0.3544 | 3.74 it/s
            """;

    private final Clock clock;
    private final Duration pace;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final List<Consumer<List<Session>>> listeners = new CopyOnWriteArrayList<>();

    TourSessions(Clock clock, Duration pace) {
        this.clock = clock;
        this.pace = pace;
        var now = clock.instant();
        var both = List.of(TourScript.FAST_GPU);
        put(new Session("diffusion", environment("diffusion", "pytorch/pytorch:2.14.0-cuda13.0-cudnn9-runtime"),
                new SessionState.Running(now.minus(Duration.ofMinutes(134)), Optional.of(true)),
                Optional.of("d1ff051040f1"), both, 0, Optional.of(38_411)));
        put(new Session("thesis", environment("thesis", "pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime"),
                new SessionState.Running(now.minus(Duration.ofMinutes(38)), Optional.of(true)),
                Optional.of("7e515a2b3c4d"), both, 1, Optional.of(38_412)));
        put(new Session("course-cv-03", environment("course-cv-03", "nvcr.io/nvidia/pytorch:26.08-py3"),
                new SessionState.Stopped(Optional.of(now.minus(Duration.ofHours(22))), Optional.of(0), false),
                Optional.of("c0f53c7a11ed"), both, 2, Optional.of(38_413)));
    }

    private static Environment environment(String name, String image) {
        return new Environment(name, image, new Environment.GpuChoice.Some(List.of("0")),
                Optional.of(Path.of("/home/mia/" + name)), true, Optional.empty(), Optional.empty());
    }

    boolean runs(String name) {
        var session = sessions.get(name);
        return session != null && session.state() instanceof SessionState.Running;
    }

    private void put(Session session) {
        sessions.put(session.name(), session);
        tell();
    }

    private void state(Session session, SessionState state) {
        put(session.withState(state));
    }

    private void tell() {
        var all = list();
        listeners.forEach(listener -> listener.accept(all));
    }

    private Session known(String name) throws FailureException {
        var session = sessions.get(name);
        if (session == null) {
            throw new FailureException(new Failure.NotFound(name, ""));
        }
        return session;
    }

    @Override
    public List<Session> list() {
        var all = new ArrayList<>(sessions.values());
        all.sort(Comparator.comparing((Session session) -> session.state() instanceof SessionState.Stopped)
                .thenComparing(Session::name));
        return List.copyOf(all);
    }

    @Override
    public Subscription watch(Consumer<List<Session>> listener) {
        listeners.add(listener);
        listener.accept(list());
        return () -> listeners.remove(listener);
    }

    @Override
    public void refresh() {
        tell();
    }

    @Override
    public Session launch(Environment environment) throws FailureException, InterruptedException {
        if (sessions.containsKey(environment.name())) {
            throw new FailureException(new Failure.NameTaken(environment.name(), ""));
        }
        var gpus = environment.gpus() instanceof Environment.GpuChoice.None ? List.<String>of()
                : List.of(TourScript.FAST_GPU);
        var session = new Session(environment.name(), environment,
                new SessionState.Preparing(SessionState.Step.ENGINE, Optional.empty()), Optional.empty(), gpus,
                sessions.size() % COLOURS, environment.jupyter() ? Optional.of(38_414) : Optional.empty());
        put(session);
        try {
            for (var step : SessionState.Step.values()) {
                if (step == SessionState.Step.IMAGE) {
                    pull(session);
                } else {
                    state(session, new SessionState.Preparing(step, Optional.empty()));
                    Thread.sleep(pace);
                }
            }
        } catch (InterruptedException e) {
            sessions.remove(session.name());
            tell();
            throw e;
        }
        state(session, new SessionState.Running(clock.instant(), Optional.of(true)));
        return known(session.name());
    }

    private void pull(Session session) throws InterruptedException {
        int parts = 12;
        for (int part = 0; part <= parts; part++) {
            var phase = part < parts ? PullProgress.Phase.DOWNLOADING : PullProgress.Phase.EXTRACTING;
            state(session, new SessionState.Preparing(SessionState.Step.IMAGE, Optional.of(new PullProgress(phase,
                    part / 2, 7, IMAGE_BYTES * part / parts, IMAGE_BYTES, 118_000_000))));
            Thread.sleep(pace);
        }
    }

    @Override
    public void stop(String name) throws FailureException, InterruptedException {
        var session = known(name);
        state(session, new SessionState.Stopping());
        Thread.sleep(pace);
        state(session, new SessionState.Stopped(Optional.of(clock.instant()), Optional.of(0), false));
    }

    @Override
    public Session start(String name) throws FailureException, InterruptedException {
        var session = known(name);
        state(session, new SessionState.Preparing(SessionState.Step.START, Optional.empty()));
        Thread.sleep(pace);
        state(session, new SessionState.Running(clock.instant(), Optional.of(true)));
        return known(name);
    }

    @Override
    public void remove(String name) throws FailureException {
        known(name);
        sessions.remove(name);
        tell();
    }

    @Override
    public void dismiss(String name) {
        if (sessions.get(name) instanceof Session session && session.state() instanceof SessionState.Failed) {
            sessions.remove(name);
            tell();
        }
    }

    @Override
    public URI jupyter(String name) throws FailureException {
        known(name);
        throw new FailureException(new Failure.Simulated(""));
    }

    @Override
    public Engine.Terminal terminal(String name, List<String> command, int columns, int rows,
            Consumer<byte[]> output, Consumer<Integer> ended) throws FailureException {
        known(name);
        return new TourTerminal(name, output, ended);
    }

    @Override
    public int pipe(String name, List<String> command, InputStream input, Consumer<Engine.LogChunk> output)
            throws FailureException {
        known(name);
        try (var terminal = new TourTerminal(name, bytes -> output.accept(new Engine.LogChunk(
                new String(bytes, StandardCharsets.UTF_8).replace("\r", "").getBytes(StandardCharsets.UTF_8), false)),
                _ -> {
        })) {
            terminal.write(input.readAllBytes());
            return 0;
        } catch (IOException e) {
            throw new FailureException(new Failure.Simulated(e.toString()), e);
        }
    }

    @Override
    public Subscription logs(String name, int tail, boolean follow, Consumer<Engine.LogChunk> output)
            throws FailureException {
        known(name);
        output.accept(new Engine.LogChunk(LOG.getBytes(StandardCharsets.UTF_8), false));
        if (!follow) {
            output.accept(Engine.LogChunk.END);
        }
        return () -> {
        };
    }

    @Override
    public Held held(String name) throws FailureException {
        known(name);
        throw new FailureException(new Failure.Simulated(""));
    }

    @Override
    public Map<Long, String> owners(List<Long> pids) {
        var owners = new HashMap<Long, String>();
        for (var pid : pids) {
            if (pid == TourGpus.DIFFUSION_PID) {
                owners.put(pid, "diffusion");
            } else if (pid == TourGpus.THESIS_PID) {
                owners.put(pid, "thesis");
            }
        }
        return owners;
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
