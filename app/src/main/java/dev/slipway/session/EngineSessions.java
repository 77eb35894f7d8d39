package dev.slipway.session;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import dev.slipway.base.Text;
import dev.slipway.engine.Engine;
import dev.slipway.engine.PullProgress;
import dev.slipway.environment.Environment;
import dev.slipway.environment.LaunchInputs;
import dev.slipway.environment.LaunchInputs.Caller;
import dev.slipway.layer.LayerProgress;
import dev.slipway.layer.Layers;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MachineSource;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one user on the engine in use. What is true of a container comes from the engine alone: its events
 * lead to a refresh, and a click only to a request. Sessions are known again by the labels of their containers, so they
 * outlive the program; so do the secrets of their Jupyter servers, see {@link Tokens}.
 *
 * <p>Longer than most classes because {@link Sessions} has fifteen calls; what a launch and the following of the engine
 * need stands in {@link Launch} and {@link EngineFollower}.
 */
public final class EngineSessions implements Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSessions.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final MachineSource machines;
    private final Optional<Caller> caller;
    private final UnaryOperator<String> mirror;
    private final Layers layers;
    private final Arrivals arrivals;
    private final SessionList sessions = new SessionList();
    private final ProcessOwners owners;
    private final Tokens tokens = new Tokens();
    private final Set<Integer> portsInLaunch = ConcurrentHashMap.newKeySet();
    private final EngineFollower follower;

    /** The sessions of the user that runs this program. */
    public EngineSessions(MachineSource machines, Background background) {
        this(machines, background, Caller.current());
    }

    /** The sessions of {@code caller}; launched containers run as this user. */
    public EngineSessions(MachineSource machines, Background background, Optional<Caller> caller) {
        this(machines, background, caller, UnaryOperator.identity(), new Layers(), Arrivals.NONE);
    }

    /**
     * The sessions of {@code caller}, with mirrors.
     *
     * @param mirror the reference to pull an image by that is not here, from the user's own
     * @param layers builds what environments need beyond their images
     * @param arrivals told of sessions that have come up
     */
    public EngineSessions(MachineSource machines, Background background, Optional<Caller> caller,
            UnaryOperator<String> mirror, Layers layers, Arrivals arrivals) {
        this.arrivals = arrivals;
        this.mirror = mirror;
        this.layers = layers;
        this.machines = machines;
        this.caller = caller;
        this.owners = new ProcessOwners(background);
        this.follower = new EngineFollower(machines, background, sessions, caller);
    }

    private Engine engine() throws FailureException {
        return machines.engine().orElseThrow(() -> new FailureException(new Failure.EngineNotReachable(
                machines.info().map(info -> info.endpoint().uri().toString()).orElse("unix:///var/run/docker.sock"),
                "")));
    }

    @Override
    public List<Session> list() {
        return sessions.shown();
    }

    @Override
    public Subscription watch(Consumer<List<Session>> listener) {
        return sessions.watch(listener);
    }

    @Override
    public void refresh() throws FailureException, InterruptedException {
        follower.refresh(engine());
    }

    @Override
    public Session launch(Environment environment) throws FailureException, InterruptedException {
        var engine = engine();
        refresh();
        var name = environment.name();
        var preparing = new SessionState.Preparing(SessionState.Step.ENGINE, Optional.empty());
        if (!sessions.begin(new Session(name, environment, preparing, Optional.empty(), List.of(),
                sessions.freeColour(), Optional.empty()))) {
            throw new FailureException(new Failure.NameTaken(name, ""));
        }
        try {
            var id = launch(engine, environment);
            engine.container(id).ifPresent(follower::gpusSeen);
            refresh();
            sessions.uncover(name);
            return arrived(engine, known(name));
        } catch (FailureException e) {
            failed(name, e.failure());
            throw e;
        } catch (RuntimeException e) {
            failed(name, Background.unexpected(e));
            throw e;
        } catch (InterruptedException e) {
            sessions.uncover(name);
            throw e;
        }
    }

    private String launch(Engine engine, Environment environment) throws FailureException, InterruptedException {
        var name = environment.name();
        var token = tokens.make();
        var launchId = UUID.randomUUID().toString();
        int colour = sessions.find(name).map(Session::colour).orElse(0);
        var taken = new HashSet<>(portsInLaunch);
        sessions.shown().forEach(session -> {
            session.jupyterPort().ifPresent(taken::add);
            taken.addAll(session.ports().values());
        });
        var own = new HashSet<Integer>();
        try {
            var id = new Launch(engine, environment, machine(), new Launch.Inputs() {
                @Override
                public Ports choose(Set<Integer> avoid) throws FailureException {
                    // Two launches at once must not find the same port free.
                    synchronized (portsInLaunch) {
                        var all = new HashSet<>(avoid);
                        all.addAll(portsInLaunch);
                        var ports = Ports.free(environment, all);
                        portsInLaunch.addAll(ports.all());
                        own.addAll(ports.all());
                        return ports;
                    }
                }

                @Override
                public LaunchInputs at(Ports ports) {
                    return LaunchInputs.here(environment, ports.jupyter().orElse(LaunchInputs.JUPYTER_PORT), token,
                            launchId, colour).by(caller).with(ports.further());
                }
            }, taken, mirror, layers, progress(name)).run();
            tokens.keep(id, token);
            return id;
        } finally {
            portsInLaunch.removeAll(own);
        }
    }

    private Launch.Progress progress(String name) {
        return new Launch.Progress() {
            @Override
            public void step(SessionState.Step step, Optional<PullProgress> pull) {
                sessions.change(name, session -> SessionList.with(session, new SessionState.Preparing(step, pull)));
            }

            @Override
            public void building(LayerProgress build) {
                sessions.change(name, session -> SessionList.with(session, new SessionState.Preparing(
                        SessionState.Step.LAYER, Optional.empty(), Optional.of(build))));
            }

            @Override
            public void made(String containerId, List<String> gpus, Ports ports) {
                sessions.change(name, session -> new Session(name, session.environment(), session.state(),
                        Optional.of(containerId), gpus, session.colour(), ports.jupyter(), ports.further()));
            }
        };
    }

    private Session arrived(Engine engine, Session session) throws InterruptedException {
        try {
            if (session.containerId().isPresent()) {
                arrivals.up(new Held(session, engine, session.containerId().get()));
            }
        } catch (FailureException e) {
            LOG.warn("Not everything of the session {} is ready: {} {}", session.name(), e.getMessage(),
                    e.failure().detail());
        }
        return session;
    }

    private void failed(String name, Failure failure) {
        sessions.change(name, session -> new Session(name, session.environment(),
                new SessionState.Failed(failure, session.state() instanceof SessionState.Preparing(var step, _, _)
                        ? step : SessionState.Step.ENGINE),
                Optional.empty(), List.of(), session.colour(), Optional.empty()));
    }

    private Machine machine() throws InterruptedException {
        var known = machines.state().machine();
        return known.isPresent() ? known.get() : machines.probe();
    }

    /** The session of that name, asking the engine when it is not in the list. */
    private Session known(String name) throws FailureException, InterruptedException {
        if (sessions.find(name).isEmpty()) {
            refresh();
        }
        return sessions.find(name).orElseThrow(() -> new FailureException(new Failure.NotFound(name, "")));
    }

    private String container(Session session) throws FailureException {
        if (session.state() instanceof SessionState.Preparing) {
            throw new FailureException(new Failure.BadInput(Text.of("sessions.still-starting", session.name()), ""));
        }
        return session.containerId()
                .orElseThrow(() -> new FailureException(new Failure.NotFound(session.name(), "")));
    }

    private String runningContainer(Session session) throws FailureException {
        var id = container(session);
        if (session.state() instanceof SessionState.Stopped) {
            throw new FailureException(new Failure.BadInput(Text.of("sessions.not-running", session.name()), ""));
        }
        return id;
    }

    @Override
    public void stop(String name) throws FailureException, InterruptedException {
        var id = container(known(name));
        sessions.stopping(id, true);
        try {
            engine().stop(id, GRACE);
            refresh();
        } finally {
            sessions.stopping(id, false);
        }
    }

    @Override
    public Session start(String name) throws FailureException, InterruptedException {
        var session = known(name);
        if (session.state() instanceof SessionState.Running) {
            return session;
        }
        var id = container(session);
        var engine = engine();
        var starting = new SessionState.Preparing(SessionState.Step.START, Optional.empty());
        sessions.cover(SessionList.with(session, starting));
        try {
            engine.start(id);
            waitUntilUp(engine, id, session);
        } finally {
            sessions.uncover(name);
            follower.refreshSoon();
        }
        refresh();
        return arrived(engine, known(name));
    }

    private void waitUntilUp(Engine engine, String id, Session session) throws FailureException, InterruptedException {
        var started = new Started(engine, id, session.name(), session.environment().image());
        var progress = progress(session.name());
        if (!session.gpus().isEmpty()) {
            progress.step(SessionState.Step.GPU_PROOF, Optional.empty());
            try {
                started.proveGpus(session.gpus());
            } catch (FailureException e) {
                // It must not go on as a run without GPUs; what was written inside stays.
                engine.stop(id, GRACE);
                throw e;
            }
            engine.container(id).ifPresent(follower::gpusSeen);
        }
        if (session.jupyterPort().isPresent()) {
            progress.step(SessionState.Step.JUPYTER, Optional.empty());
            started.awaitJupyter(session.jupyterPort().get(), tokens.of(engine, id));
        }
        started.stillRuns();
    }

    @Override
    public void remove(String name) throws FailureException, InterruptedException {
        var session = known(name);
        if (session.state() instanceof SessionState.Failed) {
            dismiss(name);
            return;
        }
        var id = container(session);
        engine().remove(id);
        tokens.forget(id);
        refresh();
    }

    @Override
    public void dismiss(String name) {
        sessions.dismiss(name);
    }

    @Override
    public URI jupyter(String name) throws FailureException, InterruptedException {
        var session = known(name);
        var id = runningContainer(session);
        if (session.jupyterPort().isEmpty()) {
            throw new FailureException(new Failure.BadInput(Text.of("sessions.without-jupyter", name), ""));
        }
        int port = session.jupyterPort().get();
        var engine = engine();
        var token = tokens.of(engine, id);
        new Started(engine, id, name, session.environment().image()).reviveJupyter(port, token);
        return JupyterServer.address(name, port, token);
    }

    @Override
    public Engine.Terminal terminal(String name, List<String> command, int columns, int rows,
            Consumer<byte[]> output, Consumer<Integer> ended) throws FailureException, InterruptedException {
        var id = runningContainer(known(name));
        return engine().terminal(id, Shell.words(command), Shell.inTerminal(), columns, rows, output, ended);
    }

    @Override
    public int pipe(String name, List<String> command, InputStream input, Consumer<Engine.LogChunk> output)
            throws FailureException, InterruptedException {
        return engine().pipe(runningContainer(known(name)), Shell.piped(command), input, output);
    }

    @Override
    public Subscription logs(String name, int tail, boolean follow, Consumer<Engine.LogChunk> output)
            throws FailureException, InterruptedException {
        return engine().logs(container(known(name)), tail, follow, output);
    }

    @Override
    public Held held(String name) throws FailureException, InterruptedException {
        var session = known(name);
        return new Held(session, engine(), runningContainer(session));
    }

    @Override
    public Map<Long, String> owners(List<Long> pids) {
        var containers = new HashMap<String, String>();
        for (var session : sessions.shown()) {
            if (!(session.state() instanceof SessionState.Stopped)) {
                session.containerId().ifPresent(id -> containers.put(id, session.name()));
            }
        }
        return containers.isEmpty() ? Map.of() : owners.owners(pids, containers, machines.engine());
    }

    @Override
    public void close() {
        follower.close();
    }
}
