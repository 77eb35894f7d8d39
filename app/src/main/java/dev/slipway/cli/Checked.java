package dev.slipway.cli;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Reading;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Lookup;
import dev.slipway.catalog.Reference;
import dev.slipway.compat.Judge;
import dev.slipway.compat.Verdict;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.ImageConfig;
import dev.slipway.registry.ImageSource;
import dev.slipway.registry.RemoteImage;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A verdict, and what its image's registry said where it had to be asked.
 *
 * @param remote what the registry said
 * @param notAsked why the registry could not be asked
 * @param layersHere the layers the engine holds
 * @param freeBytes free disk space where the engine keeps its images
 */
record Checked(Verdict verdict, Optional<RemoteImage> remote, Optional<Failure> notAsked, Set<String> layersHere,
        Optional<Long> freeBytes) {

    /** A verdict that no registry was needed for. */
    static Checked known(Verdict verdict) {
        return new Checked(verdict, Optional.empty(), Optional.empty(), Set.of(), Optional.empty());
    }

    /** Judges one image after the other on the same machine. */
    static final class Judging {
        private final Catalog catalog;
        private final Judge judge;
        private final Verdicts.Subject subject;
        private final Optional<ImageSource> lookup;
        private final Set<String> layers;

        Judging(Catalog catalog, Verdicts.Subject subject, Optional<ImageSource> lookup) {
            this.catalog = catalog;
            this.judge = new Judge(catalog);
            this.subject = subject;
            this.lookup = lookup;
            this.layers = subject.configs().values().stream().flatMap(config -> config.layers().stream())
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** By what is here and what the catalogue knows; an image that neither knows is looked up. */
        Checked check(String image) throws InterruptedException {
            var local = Optional.ofNullable(subject.configs().get(image));
            var reference = Reference.parse(image);
            if (local.isPresent() || lookup.isEmpty() || reference.isEmpty()
                    || !(catalog.look(image) instanceof Lookup.NotKnown)) {
                return checked(judge.judge(subject.machine(), image, local), Optional.empty(), Optional.empty());
            }
            try {
                var machine = subject.machine();
                var remote = lookup.get().image(reference.get(),
                        machine.engine().map(EngineInfo::arch).orElse(machine.host().arch()));
                return checked(judge.judge(machine, image, Optional.of(ImageConfig.of(remote))), Optional.of(remote),
                        Optional.empty());
            } catch (FailureException e) {
                return e.failure() instanceof Failure.ImageNotFound
                        ? checked(judge.absent(subject.machine(), image), Optional.empty(), Optional.empty())
                        : checked(judge.judge(subject.machine(), image, Optional.empty()), Optional.empty(),
                                Optional.of(e.failure()));
            }
        }

        private Checked checked(Verdict verdict, Optional<RemoteImage> remote, Optional<Failure> notAsked) {
            return new Checked(verdict, remote, notAsked, layers, subject.machine().engine()
                    .map(EngineInfo::freeDiskBytes).flatMap(Reading::asOptional));
        }
    }
}
