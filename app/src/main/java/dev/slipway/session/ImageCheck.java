package dev.slipway.session;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Reading;
import dev.slipway.base.Text;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Lookup;
import dev.slipway.catalog.Reference;
import dev.slipway.compat.Judge;
import dev.slipway.compat.Verdict;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.ImageConfig;
import dev.slipway.machine.Machine;
import dev.slipway.registry.ImageSource;
import dev.slipway.registry.RemoteImage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges one image after the other on one machine: by what is here and what the catalogue knows, and by its registry
 * where neither does. Thread-safe.
 */
public final class ImageCheck {
    private final Catalog catalog;
    private final Judge judge;
    private final Machine machine;
    private final Map<String, ImageConfig> configs;
    private final Optional<ImageSource> lookup;
    private final Set<String> layers;

    /**
     * A check.
     *
     * @param configs what the images on the engine say of themselves, by reference
     * @param lookup asks registries; empty where no network is to be used
     */
    public ImageCheck(Catalog catalog, Machine machine, Map<String, ImageConfig> configs,
            Optional<ImageSource> lookup) {
        this.catalog = catalog;
        this.judge = new Judge(catalog);
        this.machine = machine;
        this.configs = Map.copyOf(configs);
        this.lookup = lookup;
        this.layers = configs.values().stream().flatMap(config -> config.layers().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The image as only its registry knows it; empty for one that is here or that the catalogue knows. */
    public Optional<Reference> unknown(String image) {
        return configs.containsKey(image) || !(catalog.look(image) instanceof Lookup.NotKnown) ? Optional.empty()
                : Reference.parse(image);
    }

    /** The verdict on an image. Blocks for seconds at most where its registry has to be asked. */
    public Checked check(String image) throws InterruptedException {
        var reference = unknown(image);
        if (lookup.isEmpty() || reference.isEmpty()) {
            return checked(judge.judge(machine, image, Optional.ofNullable(configs.get(image))), Optional.empty(),
                    Optional.empty());
        }
        try {
            var remote = lookup.get().image(reference.get(),
                    machine.engine().map(EngineInfo::arch).orElse(machine.host().arch()));
            return checked(judge.judge(machine, image, Optional.of(ImageConfig.of(remote))), Optional.of(remote),
                    Optional.empty());
        } catch (FailureException e) {
            return e.failure() instanceof Failure.ImageNotFound
                    ? checked(judge.absent(machine, image), Optional.empty(), Optional.empty())
                    : checked(Verdict.unknown(untold(reference.get().registry(), e.failure())), Optional.empty(),
                            Optional.of(e.failure()));
        }
    }

    /** What stands in place of a verdict where the registry has not told what is inside. */
    public static Text untold(String registry, Failure why) {
        return switch (why) {
            case Failure.Cancelled _ -> Text.of("verdict.unknown.not-asked", registry);
            case Failure.LoginNeeded needed -> Text.of("verdict.unknown.login", needed.registry());
            default -> Text.of("verdict.unknown.not-told", registry);
        };
    }

    private Checked checked(Verdict verdict, Optional<RemoteImage> remote, Optional<Failure> notAsked) {
        return new Checked(verdict, remote, notAsked, layers, machine.engine().map(EngineInfo::freeDiskBytes)
                .flatMap(Reading::asOptional));
    }
}
