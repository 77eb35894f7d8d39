package dev.slipway.session;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.engine.Engine;
import dev.slipway.engine.PullProgress;
import dev.slipway.environment.Environment;
import dev.slipway.environment.LaunchInputs;
import dev.slipway.environment.LaunchPlan;
import dev.slipway.gpu.Gpu;
import dev.slipway.layer.LayerNeeds;
import dev.slipway.layer.LayerProgress;
import dev.slipway.layer.Layers;
import dev.slipway.machine.Machine;
import dev.slipway.session.SessionState.Step;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One launch, step by step. What it made is removed when a step fails or the launch is cancelled; a pulled image and a
 * layer that was built stay.
 */
final class Launch {
    private static final Logger LOG = LoggerFactory.getLogger(Launch.class);
    /** Another program can take a port between the search and the start; so often it is tried anew. */
    private static final int PORT_TRIES = 5;
    private static final int UNDO_TRIES = 3;
    private static final Duration UNDO_WAIT = Duration.ofMillis(150);

    /** Is told how far the launch is. */
    interface Progress {
        void step(Step step, Optional<PullProgress> pull);

        /** A layer is being built. */
        void building(LayerProgress build);

        /** The container is there. */
        void made(String containerId, List<String> gpus, Ports ports);
    }

    /** Chooses ports, and gives the inputs once they are chosen. */
    interface Inputs {
        Ports choose(Set<Integer> avoid) throws FailureException;

        LaunchInputs at(Ports ports);
    }

    private final Engine engine;
    private final Environment environment;
    private final Machine machine;
    private final Inputs inputs;
    private final Set<Integer> portsTaken;
    private final UnaryOperator<String> mirror;
    private final Layers layers;
    private final Progress progress;
    private String image;
    private String launchId = "";
    private String containerName = "";

    Launch(Engine engine, Environment environment, Machine machine, Inputs inputs, Set<Integer> portsTaken,
            UnaryOperator<String> mirror, Layers layers, Progress progress) {
        this.engine = engine;
        this.environment = environment;
        this.machine = machine;
        this.inputs = inputs;
        this.portsTaken = new HashSet<>(portsTaken);
        this.mirror = mirror;
        this.layers = layers;
        this.progress = progress;
        this.image = environment.image();
    }

    /** Runs to the end and gives the container's id; afterwards it is up, and its GPUs have been seen. */
    String run() throws FailureException, InterruptedException {
        progress.step(Step.ENGINE, Optional.empty());
        var now = new Machine(machine.host(), machine.driver(), machine.gpus(), Optional.of(engine.info()),
                machine.simulated());
        progress.step(Step.GPU_ACCESS, Optional.empty());
        ready(now, Ports.NONE);
        progress.step(Step.IMAGE, Optional.empty());
        fetch();
        addLayer();
        boolean up = false;
        try {
            var id = started(now);
            up = true;
            return id;
        } finally {
            if (!up) {
                undo();
            }
        }
    }

    /** The image under its own name where it is here; else where the user's mirror has it, which is then its name. */
    private void fetch() throws FailureException, InterruptedException {
        if (engine.imageConfig(image).isPresent()) {
            return;
        }
        image = mirror.apply(image);
        if (image.equals(environment.image()) || engine.imageConfig(image).isEmpty()) {
            engine.pull(image, pull -> progress.step(Step.IMAGE, Optional.of(pull)));
        }
    }

    /** Builds what the environment has beyond its image, which then runs in the image's place. */
    private void addLayer() throws FailureException, InterruptedException {
        if (LayerNeeds.of(environment).isEmpty()) {
            return;
        }
        progress.step(Step.LAYER, Optional.empty());
        var plan = layers.plan(engine, image, environment);
        if (plan.isPresent()) {
            layers.build(engine, plan.get(), progress::building);
            image = plan.get().tag();
        }
    }

    private String started(Machine now) throws FailureException, InterruptedException {
        for (int attempt = 1;; attempt++) {
            progress.step(Step.PORTS, Optional.empty());
            var ports = inputs.choose(portsTaken);
            var plan = ready(now, ports);
            try {
                return up(plan, ports);
            } catch (FailureException e) {
                if (!(e.failure() instanceof Failure.PortTaken) || attempt == PORT_TRIES) {
                    throw e;
                }
                LOG.info("One of the ports {} was taken meanwhile; others are tried", ports.all());
                portsTaken.addAll(ports.all());
                undo();
            }
        }
    }

    private LaunchPlan.Ready ready(Machine now, Ports ports) throws FailureException, InterruptedException {
        var given = inputs.at(ports);
        launchId = given.launchId();
        return switch (LaunchPlan.plan(environment, now, engine.imageConfig(image), given)) {
            case LaunchPlan.Ready ready -> ready;
            case LaunchPlan.Problems(var problems) -> throw new FailureException(problems.getFirst().failure());
        };
    }

    private String up(LaunchPlan.Ready plan, Ports ports) throws FailureException, InterruptedException {
        progress.step(Step.CREATE, Optional.empty());
        containerName = plan.spec().name();
        var id = engine.create(plan.spec().withImage(image));
        var gpus = plan.gpus().stream().map(Gpu::uuid).toList();
        progress.made(id, gpus, ports);
        progress.step(Step.START, Optional.empty());
        engine.start(id);
        var started = new Started(engine, id, environment.name(), environment.image());
        if (!gpus.isEmpty()) {
            progress.step(Step.GPU_PROOF, Optional.empty());
            started.proveGpus(gpus);
        }
        if (ports.jupyter().isPresent()) {
            progress.step(Step.JUPYTER, Optional.empty());
            started.awaitJupyter(ports.jupyter().get(), inputs.at(ports).token());
        }
        started.stillRuns();
        return id;
    }

    /**
     * Removes the container of this launch. It is looked up by its name, since a create that was interrupted gives no
     * id, and removed only when it carries this launch's label. A second interrupt must not leave it behind either.
     */
    private void undo() {
        if (containerName.isEmpty()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        for (int attempt = 1; attempt <= UNDO_TRIES; attempt++) {
            try {
                var container = engine.container(containerName);
                if (container.isEmpty() && attempt < UNDO_TRIES) {
                    // The engine may still be at work on a create whose caller has gone.
                    Thread.sleep(UNDO_WAIT);
                    continue;
                }
                if (container.isPresent()
                        && launchId.equals(container.get().labels().get(LaunchPlan.LAUNCH_LABEL))) {
                    engine.remove(container.get().id());
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (FailureException e) {
                LOG.warn("The container {} of a failed launch could not be removed: {}", containerName, e.getMessage());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
