package dev.slipway.machine;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Reading;
import dev.slipway.base.Subscription;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.Engines;
import dev.slipway.gpu.GpuSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This machine. Host, GPUs and engines are asked side by side, and each is published as it answers. */
public final class LiveMachine implements MachineSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveMachine.class);

    private final GpuSource gpus;
    private final HostSource host;
    private final Engines engines;
    private final Supplier<Optional<String>> chosen;
    private final Consumer<String> keep;
    private final Background background;
    private final AtomicReference<State> state = new AtomicReference<>(State.NOTHING);
    private final AtomicReference<Optional<Opened>> engine = new AtomicReference<>(Optional.empty());
    private final List<Consumer<State>> watchers = new CopyOnWriteArrayList<>();
    private final List<Runnable> engineWatchers = new CopyOnWriteArrayList<>();
    /** Held while states are handed on, so that no watcher sees an older state after a newer one. */
    private final ReentrantLock publishing = new ReentrantLock();
    /** Held while the engine in use is changed. */
    private final ReentrantLock choosing = new ReentrantLock();

    /**
     * @param chosen the engine address that the user chose, if any
     * @param keep takes the address when the user chooses another
     */
    public LiveMachine(GpuSource gpus, HostSource host, Engines engines, Supplier<Optional<String>> chosen,
            Consumer<String> keep, Background background) {
        this.gpus = gpus;
        this.host = host;
        this.engines = engines;
        this.chosen = chosen;
        this.keep = keep;
        this.background = background;
    }

    @Override
    public State state() {
        return state.get();
    }

    @Override
    public Subscription watch(Consumer<State> listener) {
        publishing.lock();
        try {
            watchers.add(listener);
            listener.accept(state.get());
        } finally {
            publishing.unlock();
        }
        return () -> watchers.remove(listener);
    }

    @Override
    public Machine probe() throws InterruptedException {
        var answers = new CountDownLatch(3);
        var tasks = new ArrayList<Background.Task>();
        try {
            tasks.add(part("look at this computer", host::host, this::found, _ -> {
            }, answers));
            tasks.add(part("look for GPUs", gpus::inventory, this::found, failure -> found(new GpuSource.Inventory(
                    Reading.missing(Reading.Reason.ERROR, failure.detail()), List.of(), "")), answers));
            tasks.add(part("look for engines", this::searched, _ -> {
            }, _ -> leave(state.get().engines().orElse(List.of())), answers));
            answers.await();
        } catch (InterruptedException e) {
            tasks.forEach(Background.Task::cancel);
            throw e;
        }
        return state.get().machine().orElseThrow(() -> new IllegalStateException("The computer cannot be looked at"));
    }

    private <T> Background.Task part(String name, Callable<T> question, Consumer<T> whenFound,
            Consumer<Failure> whenFailed, CountDownLatch answers) {
        return background.run(name, question, outcome -> {
            try {
                // Of a search that was stopped whoever stopped it knows, and what was known before stays.
                if (outcome instanceof Outcome.Done<T>(var found)) {
                    whenFound.accept(found);
                } else if (outcome instanceof Outcome.Failed<T>(var failure)
                        && !(failure instanceof Failure.Cancelled)) {
                    whenFailed.accept(failure);
                }
            } finally {
                answers.countDown();
            }
        });
    }

    private void found(Host computer) {
        publish(old -> new State(Optional.of(computer), old.inventory(), old.engines(), old.engine(), false));
    }

    private void found(GpuSource.Inventory inventory) {
        publish(old -> new State(old.host(), Optional.of(inventory), old.engines(), old.engine(), false));
    }

    private List<Engines.Found> searched() throws InterruptedException, FailureException {
        var found = engines.search();
        choosing.lock();
        try {
            var best = EngineChoice.of(found, chosen.get());
            if (best.isPresent()) {
                take(best.get().endpoint(), best.get().info().orElseThrow(), found);
            } else {
                leave(found);
            }
        } finally {
            choosing.unlock();
        }
        return found;
    }

    @Override
    public void use(Endpoint endpoint) throws FailureException, InterruptedException {
        EngineInfo info;
        try (var candidate = engines.open(endpoint)) {
            info = candidate.info();
        }
        choosing.lock();
        try {
            var known = new ArrayList<>(state.get().engines().orElse(List.of()));
            known.removeIf(one -> one.endpoint().uri().equals(endpoint.uri()));
            known.addFirst(new Engines.Found(endpoint, Optional.of(info), Optional.empty()));
            take(endpoint, info, known);
        } finally {
            choosing.unlock();
        }
        keep.accept(endpoint.uri().toString());
    }

    /** Uses an engine that has just answered, keeping the open one when it is the same. */
    private void take(Endpoint endpoint, EngineInfo info, List<Engines.Found> found) throws FailureException {
        var before = state.get().engine();
        var open = engine.get();
        boolean same = open.isPresent() && open.get().endpoint().uri().equals(endpoint.uri());
        if (!same) {
            engine.set(Optional.of(new Opened(endpoint, engines.open(endpoint))));
        }
        publish(old -> new State(old.host(), old.inventory(), Optional.of(List.copyOf(found)), Optional.of(info),
                false));
        if (!same || !before.equals(Optional.of(info))) {
            engineWatchers.forEach(Runnable::run);
        }
        if (!same) {
            open.ifPresent(Opened::close);
        }
    }

    /** No engine answers: what is open stays open, because engines are restarted and sessions wait for them. */
    private void leave(List<Engines.Found> found) {
        boolean lost = state.get().engine().isPresent();
        publish(old -> new State(old.host(), old.inventory(), Optional.of(List.copyOf(found)), Optional.empty(),
                false));
        if (lost) {
            engineWatchers.forEach(Runnable::run);
        }
    }

    private void publish(UnaryOperator<State> change) {
        publishing.lock();
        try {
            var now = state.updateAndGet(change);
            watchers.forEach(watcher -> watcher.accept(now));
        } finally {
            publishing.unlock();
        }
    }

    @Override
    public Optional<Engine> engine() {
        return engine.get().map(Opened::engine);
    }

    @Override
    public Optional<EngineInfo> info() {
        return state.get().engine();
    }

    @Override
    public Subscription watchEngine(Runnable changed) {
        engineWatchers.add(changed);
        return () -> engineWatchers.remove(changed);
    }

    /** Closes the engine and the GPU source. */
    @Override
    public void close() {
        choosing.lock();
        try {
            engine.getAndSet(Optional.empty()).ifPresent(Opened::close);
        } finally {
            choosing.unlock();
        }
        gpus.close();
    }

    /** The engine in use and where it answers. */
    private record Opened(Endpoint endpoint, Engine engine) {
        void close() {
            try {
                engine.close();
            } catch (RuntimeException e) {
                LOG.warn("The engine that is no longer used cannot be closed", e);
            }
        }
    }
}
