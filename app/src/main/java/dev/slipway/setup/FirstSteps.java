package dev.slipway.setup;

import dev.slipway.base.Bytes;
import dev.slipway.base.Reading;
import dev.slipway.base.Text;
import dev.slipway.doctor.Doctor;
import dev.slipway.doctor.Finding.Severity;
import dev.slipway.doctor.Finding;
import dev.slipway.doctor.Surroundings;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.MachineSource;
import dev.slipway.setup.Part.Standing;
import dev.slipway.setup.Part.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a new user's machine has and lacks: the doctor's findings on GPU, driver, engine and GPU access, one part each.
 * Pure.
 */
public final class FirstSteps {
    /** Which findings of the doctor are about which part; the others are no matter of a first start. */
    static final Map<Topic, Set<String>> FINDINGS = Map.of(
            Topic.GPU, Set.of("no-nvidia-gpu", "no-nvidia-on-mac"),
            Topic.DRIVER, Set.of("driver", "driver-mismatch", "no-driver", "wsl-no-driver", "driver-no-permission",
                    "nvml-not-loadable", "driver-not-loaded", "driver-not-loaded-secure-boot", "linux-driver-in-wsl"),
            Topic.ENGINE, Set.of("engine", "engine-stopped", "engine-not-permitted", "engine-login-again",
                    "no-engine"),
            Topic.GPU_ACCESS, Set.of("gpu-access", "no-gpu-access", "desktop-without-gpu", "stale-cdi"));

    private final MachineSource.State state;
    private final Surroundings around;
    private final boolean examined;
    private final List<Finding> findings;

    private FirstSteps(MachineSource.State state, Optional<Surroundings> around) {
        this.state = state;
        this.around = around.orElse(Surroundings.NOTHING);
        this.examined = around.isPresent();
        // Before the surroundings are known, only what was seen to work is sure: the causes of trouble are not.
        this.findings = Doctor.findings(state, this.around).stream()
                .filter(finding -> examined || finding.severity() == Severity.OK).toList();
    }

    /**
     * The parts, one for each {@link Topic} in its order.
     *
     * @param state what is known of the machine
     * @param around what the doctor saw around it; empty while it has not looked
     */
    public static List<Part> of(MachineSource.State state, Optional<Surroundings> around) {
        return new FirstSteps(state, around).parts();
    }

    /** Whether a GPU container can run here now, as far as was seen. */
    public static boolean ready(List<Part> parts) {
        return parts.stream().filter(part -> part.topic() != Topic.GPU)
                .allMatch(part -> part.standing() == Standing.WORKS || part.standing() == Standing.CAVEAT);
    }

    /** What the parts come to, in one sentence; they have been looked at. */
    public static Text summary(List<Part> parts) {
        long missing = parts.stream().filter(part -> part.standing() == Standing.MISSING).count();
        if (missing > 0) {
            var number = missing == 1 ? "one" : "other";
            return parts.getFirst().standing() == Standing.NOT_HERE
                    ? Text.of("welcome.subtitle.missing-plain." + number, missing)
                    : Text.of("welcome.subtitle.missing." + number, missing);
        }
        return Text.of(ready(parts) ? "welcome.subtitle.ready" : "welcome.subtitle.no-gpu");
    }

    private List<Part> parts() {
        var parts = new ArrayList<Part>();
        var gpu = gpu();
        parts.add(gpu);
        boolean none = gpu.standing() == Standing.NOT_HERE;
        var driver = none ? notNeeded(Topic.DRIVER) : found(Topic.DRIVER).orElseGet(() -> looking(Topic.DRIVER));
        parts.add(driver);
        var engine = found(Topic.ENGINE).orElseGet(() -> looking(Topic.ENGINE));
        parts.add(engine);
        parts.add(none ? notNeeded(Topic.GPU_ACCESS) : found(Topic.GPU_ACCESS).orElseGet(() ->
                driver.standing() == Standing.MISSING || engine.standing() == Standing.MISSING
                        ? new Part(Topic.GPU_ACCESS, Standing.WAITS, Text.of("welcome.gpu-access.waits"),
                                Text.of(driver.standing() == Standing.MISSING ? "welcome.gpu-access.waits.driver"
                                        : "welcome.gpu-access.waits.engine"), Optional.empty())
                        : looking(Topic.GPU_ACCESS)));
        return List.copyOf(parts);
    }

    /** The worst finding on a part: the findings come in that order. */
    private Optional<Part> found(Topic topic) {
        return findings.stream().filter(finding -> FINDINGS.get(topic).contains(finding.id())).findFirst()
                .map(finding -> Part.of(topic, finding));
    }

    private Part gpu() {
        var none = found(Topic.GPU);
        if (none.isPresent()) {
            return new Part(Topic.GPU, Standing.NOT_HERE, none.get().title(), none.get().detail(), Optional.empty());
        }
        var cards = state.inventory().stream().flatMap(inventory -> inventory.gpus().stream())
                .filter(card -> card.maker() == Gpu.Maker.NVIDIA).toList();
        if (!cards.isEmpty()) {
            var first = cards.getFirst();
            return new Part(Topic.GPU, Standing.WORKS, cards.size() == 1 ? Text.of("welcome.gpu.name", first.name())
                    : Text.of("welcome.gpu.several", first.name(), cards.size() - 1), detail(first), Optional.empty());
        }
        if (!around.nvidiaDevices().isEmpty()) {
            return new Part(Topic.GPU, Standing.WORKS, Text.of("welcome.gpu.unnamed"),
                    Text.of("welcome.gpu.unnamed.detail", String.join(", ", around.nvidiaDevices())),
                    Optional.empty());
        }
        if (examined && state.inventory().isPresent()) {
            // With a driver that answers the doctor does not ask for cards; without cards it serves nobody.
            boolean driver = state.inventory().get().driver() instanceof Reading.Value<Driver>;
            return new Part(Topic.GPU, Standing.MISSING, Text.of("welcome.gpu.hidden"),
                    Text.of(driver ? "welcome.gpu.hidden.driver" : "welcome.gpu.hidden.no-driver"), Optional.empty());
        }
        return looking(Topic.GPU);
    }

    private static Text detail(Gpu gpu) {
        var memory = gpu.memoryBytes().asOptional().map(bytes -> Bytes.gib(bytes) + " GiB");
        var capability = gpu.computeCapability().asOptional().map(Object::toString);
        if (memory.isPresent() && capability.isPresent()) {
            return Text.of("welcome.gpu.detail", memory.get(), capability.get());
        }
        return memory.isPresent() ? Text.of("welcome.gpu.memory", memory.get())
                : Text.of("welcome.gpu.detail-unknown");
    }

    private static Part notNeeded(Topic topic) {
        return new Part(topic, Standing.NOT_HERE, Text.of("welcome." + id(topic) + ".not-needed"),
                Text.of("welcome.not-needed"), Optional.empty());
    }

    private static Part looking(Topic topic) {
        return new Part(topic, Standing.LOOKING, Text.of("welcome." + id(topic) + ".looking"),
                Text.of("welcome.looking"), Optional.empty());
    }

    private static String id(Topic topic) {
        return topic.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
