package dev.slipway.layer;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.engine.Container;
import dev.slipway.engine.Engine;
import dev.slipway.environment.Environment;
import dev.slipway.environment.LaunchPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layers on an engine: builds what an environment needs, once, and lists and removes what was built. All methods
 * block. Thread-safe.
 */
public final class Layers {
    private static final Logger LOG = LoggerFactory.getLogger(Layers.class);
    private static final List<String> PROXIES = List.of("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY",
            "HTTPS_PROXY", "NO_PROXY");
    private static final int CLEAN_TRIES = 20;
    private static final Duration CLEAN_WAIT = Duration.ofMillis(250);

    private final Supplier<Indexes> mirrors;
    private final Map<String, String> proxies = new HashMap<>();
    private final LayerCache cache;
    private final Map<String, ReentrantLock> building = new ConcurrentHashMap<>();

    /** Layers from the usual package indexes, which keep nothing on this machine. */
    public Layers() {
        this(() -> Indexes.USUAL, Map.of(), Optional.empty());
    }

    /**
     * Layers.
     *
     * @param mirrors the mirrors to install from, asked for before each build
     * @param env the user's variables; those for proxies are handed to builds
     * @param cache a folder for what was found out about images, and for logs
     */
    public Layers(Supplier<Indexes> mirrors, Map<String, String> env, Optional<Path> cache) {
        this.mirrors = mirrors;
        this.cache = new LayerCache(cache);
        PROXIES.stream().filter(env::containsKey).forEach(name -> proxies.put(name, env.get(name)));
    }

    Indexes mirrors() {
        return mirrors.get();
    }

    /**
     * The layer that an environment needs, whether it is built or not; empty when its image has everything.
     *
     * @param image the image as it is called on the engine, where it has to be
     */
    public Optional<LayerPlan> plan(Engine engine, String image, Environment environment)
            throws FailureException, InterruptedException {
        var wanted = LayerNeeds.of(environment);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        var config = engine.imageConfig(image).orElseThrow(() ->
                new FailureException(new Failure.ImageNotFound(image, "")));
        var key = LayerCache.key(config);
        var known = key.flatMap(cache::probed);
        var probed = known.isPresent() ? known.get() : Probed.look(engine, image);
        if (known.isEmpty()) {
            key.ifPresent(it -> cache.keep(it, probed));
        }
        var needs = wanted.beyond(probed);
        return needs.isEmpty() ? Optional.empty() : Optional.of(LayerPlan.of(image, config, needs));
    }

    /** Whether a layer is on the engine. */
    public boolean built(Engine engine, LayerPlan plan) throws FailureException, InterruptedException {
        return engine.imageConfig(plan.tag()).isPresent();
    }

    /**
     * Builds a layer unless it is there. A build that fails or is interrupted leaves no image and no container behind.
     *
     * @param progress called when another step begins
     * @throws FailureException {@link Failure.LayerFailed} with the line that failed
     */
    public void build(Engine engine, LayerPlan plan, Consumer<LayerProgress> progress)
            throws FailureException, InterruptedException {
        // Two launches that need the same layer build it once.
        var lock = building.computeIfAbsent(plan.tag(), _ -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            if (!built(engine, plan)) {
                buildNow(engine, plan, progress);
            }
        } finally {
            lock.unlock();
        }
    }

    private void buildNow(Engine engine, LayerPlan plan, Consumer<LayerProgress> progress)
            throws FailureException, InterruptedException {
        var log = new LayerLog();
        var output = new BuildOutput();
        var told = new AtomicReference<LayerProgress>();
        boolean complete = false;
        try (var file = cache.open(plan.hash())) {
            try {
                engine.build(plan.request(mirrors.get(), proxies), now -> {
                    log.line(now.line());
                    file.line(now.line());
                    output.line(now.line());
                    var newest = LayerProgress.of(now, output);
                    if (!newest.equals(told.getAndSet(newest))) {
                        progress.accept(newest);
                    }
                });
                complete = true;
            } catch (FailureException e) {
                if (!(e.failure() instanceof Failure.EngineRefused(var words))) {
                    throw e;
                }
                file.line(words);
                output.line(words);
                throw new FailureException(log.failure(plan.base(), file.place()), e);
            }
        } finally {
            output.end();
            if (!complete) {
                clean(engine, plan.hash());
            }
        }
    }

    /** Removes what a build that did not end well had made; the engine may still be at work on its last command. */
    private static void clean(Engine engine, String hash) {
        boolean interrupted = Thread.interrupted();
        var label = LayerPlan.BUILD_LABEL + "=" + hash;
        int quiet = 0;
        for (int attempt = 0; attempt < CLEAN_TRIES && quiet < 3; attempt++) {
            try {
                var containers = engine.containers(label);
                for (var container : containers) {
                    engine.remove(container.id());
                }
                var images = engine.images(label);
                for (var image : images) {
                    removeQuietly(engine, image.id());
                }
                quiet = containers.isEmpty() && images.isEmpty() ? quiet + 1 : 0;
                Thread.sleep(CLEAN_WAIT);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (FailureException e) {
                LOG.warn("What a build left behind could not be removed: {}", e.getMessage());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeQuietly(Engine engine, String id) throws InterruptedException {
        try {
            engine.removeImage(id);
        } catch (FailureException e) {
            // One that has children goes with the last of them.
            LOG.debug("{} stays for now: {}", id, e.getMessage());
        }
    }

    /** The layers on the engine, newest first. */
    public List<Layer> list(Engine engine) throws FailureException, InterruptedException {
        var users = new HashMap<String, List<String>>();
        for (var container : engine.containers(LaunchPlan.NAME_LABEL)) {
            users.computeIfAbsent(container.image(), _ -> new ArrayList<>()).add(name(container));
        }
        return engine.images(LayerPlan.LABEL).stream()
                .flatMap(image -> Layer.of(image, image.references().stream()
                        .flatMap(name -> users.getOrDefault(name, List.of()).stream()).toList()).stream())
                .sorted(Comparator.comparing(Layer::created).reversed()).toList();
    }

    private static String name(Container container) {
        return container.labels().getOrDefault(LaunchPlan.NAME_LABEL, container.name());
    }

    /**
     * Removes a layer.
     *
     * @param name its tag, or the beginning of its hash, at least four digits
     * @throws FailureException {@link Failure.BadInput} while a container is made of it
     */
    public void remove(Engine engine, String name) throws FailureException, InterruptedException {
        var found = list(engine).stream().filter(layer -> layer.tag().equals(name) || name.length() >= 4
                && layer.tag().startsWith(LayerPlan.REPOSITORY + ":" + name)).toList();
        if (found.size() != 1) {
            throw new FailureException(new Failure.NotFound(name, ""));
        }
        var layer = found.getFirst();
        if (!layer.usedBy().isEmpty()) {
            throw new FailureException(new Failure.BadInput(Text.of("layer.in-use", layer.tag(),
                    String.join(", ", layer.usedBy())), ""));
        }
        try {
            engine.removeImage(layer.tag());
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.EngineRefused(var words)) {
                // Such as a container that Slipway knows nothing of; the engine names it.
                throw new FailureException(new Failure.BadInput(Text.of("layer.stays", layer.tag(), words), ""), e);
            }
            throw e;
        }
    }

    /** Where the whole log of a layer's newest build is kept. */
    public Optional<Path> log(LayerPlan plan) {
        return cache.log(plan.hash()).filter(Files::isRegularFile);
    }
}
