package dev.slipway.layer;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import dev.slipway.engine.Container;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.CurrentEngine;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.ImageConfig;
import dev.slipway.engine.LocalImage;
import dev.slipway.environment.LaunchPlan;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** An engine in memory that holds layers and containers, for cards and dialogs; anything else it refuses. */
public final class LayeredEngine implements CurrentEngine {
    /** The images with Slipway's labels. */
    public final List<LocalImage> images = new CopyOnWriteArrayList<>();
    /** The images that layers stand on, by name. */
    public final List<String> bases = new CopyOnWriteArrayList<>();
    /** The containers. */
    public final List<Container> containers = new CopyOnWriteArrayList<>();
    /** The images whose removal was asked for. */
    public final List<String> removed = new CopyOnWriteArrayList<>();
    /** The images that were looked into. */
    public final List<String> looks = new CopyOnWriteArrayList<>();
    /** What a look into an image finds. */
    public volatile String inside = "slipway.python=3.12\n";
    /** What the next removal fails with. */
    public volatile Optional<Failure> failure = Optional.empty();
    /** What every list and look waits for. */
    public volatile Optional<CountDownLatch> gate = Optional.empty();
    /** Whether it answers. */
    public volatile boolean there = true;
    private final List<Runnable> watchers = new ArrayList<>();

    private final Engine engine = (Engine) Proxy.newProxyInstance(Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class}, (_, method, arguments) -> switch (method.getName()) {
                case "images" -> {
                    if (gate.isPresent()) {
                        gate.get().await();
                    }
                    yield List.copyOf(images);
                }
                case "containers" -> List.copyOf(containers);
                case "imageConfig" -> bases.contains((String) arguments[0]) || images.stream()
                        .anyMatch(image -> image.references().contains((String) arguments[0]))
                        ? Optional.of(new ImageConfig("amd64", "linux", Map.of(), Map.of(), List.of(), List.of(), "",
                                "", 1)) : Optional.empty();
                case "removeImage" -> {
                    if (failure.isPresent()) {
                        throw new FailureException(failure.get());
                    }
                    removed.add((String) arguments[0]);
                    images.removeIf(image -> image.references().contains((String) arguments[0]));
                    yield null;
                }
                // A look into an image: its container ends at once and prints what is inside.
                case "create" -> {
                    looks.add(((ContainerSpec) arguments[0]).image());
                    if (gate.isPresent()) {
                        gate.get().await();
                    }
                    yield "look";
                }
                case "start", "remove" -> null;
                case "container" -> containers.stream().filter(it -> it.id().equals(arguments[0])).findFirst()
                        .or(() -> Optional.of(new Container("look", "look", "", Container.State.EXITED,
                        Optional.of(0), false, "", Instant.EPOCH, Optional.empty(), Optional.empty(), Map.of(),
                        List.of(), "bridge")));
                case "logs" -> {
                    @SuppressWarnings("unchecked")
                    var output = (Consumer<Engine.LogChunk>) arguments[3];
                    output.accept(new Engine.LogChunk(inside.getBytes(StandardCharsets.UTF_8), false));
                    output.accept(Engine.LogChunk.END);
                    yield (Subscription) () -> {
                    };
                }
                default -> throw new UnsupportedOperationException(method.getName());
            });

    /** Adds a layer; gives its tag. */
    public String layer(String hash, String base, long bytes, Map<String, String> needs) {
        var labels = new HashMap<String, String>();
        needs.forEach((name, value) -> labels.put(LayerPlan.NEEDS_LABEL + name, value));
        labels.put(LayerPlan.LABEL, hash);
        labels.put(LayerPlan.BASE_LABEL, base);
        labels.put(LayerPlan.BASE_BYTES_LABEL, "1000");
        var tag = LayerPlan.REPOSITORY + ":" + hash;
        images.add(new LocalImage("sha256:" + hash, List.of(tag), List.of(), bytes + 1000,
                Instant.parse("2026-11-20T12:00:00Z").minusSeconds(86_400L * images.size()), labels));
        return tag;
    }

    /** Adds a session's container made of an image. */
    public void container(String session, String image) {
        containers.add(new Container("id-" + session, "slipway-" + session, image, Container.State.RUNNING,
                Optional.empty(), false, "", Instant.EPOCH, Optional.empty(), Optional.empty(),
                Map.of(LaunchPlan.NAME_LABEL, session), List.of(), "bridge"));
    }

    @Override
    public Optional<Engine> engine() {
        return there ? Optional.of(engine) : Optional.empty();
    }

    @Override
    public Optional<EngineInfo> info() {
        return Optional.empty();
    }

    @Override
    public Subscription watchEngine(Runnable changed) {
        watchers.add(changed);
        return () -> watchers.remove(changed);
    }

    /** Says that another engine is in use. */
    public void changed() {
        List.copyOf(watchers).forEach(Runnable::run);
    }
}
