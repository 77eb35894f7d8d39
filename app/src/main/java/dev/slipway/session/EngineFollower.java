package dev.slipway.session;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.engine.Container;
import dev.slipway.engine.CurrentEngine;
import dev.slipway.engine.Engine;
import dev.slipway.environment.LaunchInputs.Caller;
import dev.slipway.environment.LaunchPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the list of sessions true to the engine in use: its events, and what it says when asked. Thread-safe. */
final class EngineFollower {
    private static final Duration THROTTLE = Duration.ofMillis(50);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final CurrentEngine machines;
    private final Background background;
    private final SessionList sessions;
    private final Optional<Caller> caller;
    private final Map<String, Boolean> gpuProofs = new ConcurrentHashMap<>();
    private final ReentrantLock refreshing = new ReentrantLock();
    private final AtomicBoolean refreshPending = new AtomicBoolean();
    private final Subscription engineWatch;
    private Optional<Engine> followed = Optional.empty();
    private Subscription events = () -> {
    };
    private volatile boolean closed;

    EngineFollower(CurrentEngine machines, Background background, SessionList sessions, Optional<Caller> caller) {
        this.machines = machines;
        this.background = background;
        this.sessions = sessions;
        this.caller = caller;
        this.engineWatch = machines.watchEngine(this::follow);
        follow();
    }

    /** Listens to the engine in use from now on, if it is another one than before. */
    private synchronized void follow() {
        var engine = machines.engine();
        if (closed || engine.equals(followed)) {
            return;
        }
        followed = engine;
        events.close();
        events = () -> {
        };
        sessions.engineSays(List.of());
        engine.ifPresent(now -> {
            events = now.events(LaunchPlan.NAME_LABEL, event -> {
                // Our own look inside a container makes events too.
                if (!event.action().startsWith("exec_") && !event.action().equals("top")) {
                    refreshSoon();
                }
            }, connected -> {
                // Lost are the events, and maybe the engine with them: only its silence takes the sessions away. A
                // command that has just read the list must not find it empty for a broken stream.
                refreshSoon();
            });
            refreshSoon();
        });
    }

    /** Asks the engine in a moment; several calls make one question. */
    void refreshSoon() {
        refreshAfter(THROTTLE);
    }

    private void refreshAfter(Duration pause) {
        if (refreshPending.compareAndSet(false, true)) {
            background.run("refresh sessions", () -> {
                Thread.sleep(pause);
                refreshPending.set(false);
                var engine = machines.engine();
                if (engine.isPresent()) {
                    refresh(engine.get());
                }
                return null;
            }, outcome -> {
                refreshPending.set(false);
                // An engine that is gone makes itself heard when it is back; after other troubles no event comes.
                if (outcome instanceof Outcome.Failed<?>(var failure) && !lost(failure)
                        && !(failure instanceof Failure.Cancelled) && !closed) {
                    refreshAfter(RETRY);
                }
            });
        }
    }

    private static boolean lost(Failure failure) {
        return failure instanceof Failure.EngineNotReachable || failure instanceof Failure.PermissionDenied;
    }

    /** Asks the engine for all its sessions. */
    void refresh(Engine engine) throws FailureException, InterruptedException {
        // One at a time, so that an older answer never replaces a newer one.
        refreshing.lockInterruptibly();
        try {
            var found = new ArrayList<Session>();
            var there = new HashSet<String>();
            for (var container : engine.containers(LaunchPlan.NAME_LABEL)) {
                there.add(proofKey(container));
                var proof = Optional.ofNullable(gpuProofs.get(proofKey(container)));
                Labels.session(container, caller, proof).ifPresent(session -> {
                    found.add(session);
                    if (proof.isEmpty() && !session.gpus().isEmpty()
                            && container.state() == Container.State.RUNNING && !underWay(session.name())) {
                        proveLater(engine, container, session.gpus());
                    }
                });
            }
            gpuProofs.keySet().retainAll(there);
            sessions.engineSays(found);
        } catch (FailureException e) {
            if (lost(e.failure())) {
                sessions.engineSays(List.of());
            }
            throw e;
        } finally {
            refreshing.unlock();
        }
    }

    /** A proof holds for one start of one container. */
    private static String proofKey(Container container) {
        return container.id() + container.startedAt().map(start -> "@" + start).orElse("");
    }

    private boolean underWay(String name) {
        return sessions.find(name).filter(session -> session.state() instanceof SessionState.Preparing).isPresent();
    }

    /** For sessions that were started before this program was. */
    private void proveLater(Engine engine, Container container, List<String> gpus) {
        background.run("look for GPUs in " + container.name(), () -> GpuProof.look(engine, container.id(), gpus),
                outcome -> {
                    if (outcome instanceof Outcome.Done<Boolean>(var seen)
                            && gpuProofs.put(proofKey(container), seen) == null) {
                        refreshSoon();
                    }
                });
    }

    /** The GPUs of a container have been seen inside. */
    void gpusSeen(Container container) {
        if (!Labels.gpus(container).isEmpty()) {
            gpuProofs.put(proofKey(container), true);
        }
    }

    synchronized void close() {
        closed = true;
        engineWatch.close();
        events.close();
    }
}
