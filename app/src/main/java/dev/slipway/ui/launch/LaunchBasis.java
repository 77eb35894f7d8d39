package dev.slipway.ui.launch;

import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.compat.ImageTable;
import dev.slipway.environment.Environment;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.environment.GpuSelection;
import dev.slipway.machine.Machine;
import dev.slipway.session.GpuNeeds;
import dev.slipway.session.Session;
import dev.slipway.session.Usage;
import dev.slipway.ui.kit.ImageDesk;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a form needs before it can be filled.
 *
 * @param images verdicts on images, on this machine
 * @param taken names of sessions and saved environments
 * @param given the environment that is changed or shown
 * @param image the image to begin with
 * @param clash how the name of a file's environment meets those in use
 */
record LaunchBasis(Machine machine, ImageDesk.Table images, Set<String> taken, Optional<Environment> given,
        Optional<String> image, Clash clash) {

    /**
     * Reads it. Blocking; on a background thread.
     *
     * @throws FailureException when a file to be shown is wrong, or the images cannot be read
     */
    static LaunchBasis read(LaunchServices services, LaunchRequest request, Machine now)
            throws FailureException, InterruptedException {
        var table = services.images().table();
        var names = new HashSet<String>();
        services.sessions().list().stream().map(Session::name).forEach(names::add);
        services.store().list().stream().map(EnvironmentStore.Stored::name).forEach(names::add);
        var environment = switch (request) {
            case LaunchRequest.New _ -> Optional.<Environment>empty();
            case LaunchRequest.Edit(var it) -> Optional.of(it);
            case LaunchRequest.Review(var file) -> Optional.of(services.store().read(file));
        };
        var reference = request instanceof LaunchRequest.New(var it) && it.isPresent() ? it
                : environment.map(Environment::image).or(() -> ImageTable.best(table.rows())
                        .or(() -> table.rows().stream().min(Comparator.comparing(row -> row.local().isEmpty())))
                        .map(row -> row.entry().reference()));
        var clash = request instanceof LaunchRequest.Review ? clash(services, environment.orElseThrow()) : Clash.NONE;
        return new LaunchBasis(now, table, Set.copyOf(names), environment, reference, clash);
    }

    /**
     * What to know of the GPUs' free memory, before a second session is put beside what runs. Reads what
     * {@code need} reads.
     *
     * @param need the highest use of GPU memory in bytes that is known of an environment, by its name
     */
    Optional<Text> room(Environment environment, Usage now, Function<String, Optional<Long>> need) {
        return GpuNeeds.warning(environment.name(),
                GpuSelection.resolve(environment.gpus(), machine.nvidiaGpus()).gpus(), now,
                need.apply(environment.name()));
    }

    private static Clash clash(LaunchServices services, Environment environment) throws FailureException {
        var name = environment.name();
        if (services.sessions().list().stream().anyMatch(session -> session.name().equals(name))) {
            return Clash.SESSION;
        }
        return services.store().list().stream().filter(stored -> stored.name().equals(name)).findFirst()
                .map(stored -> stored.environment().equals(Optional.of(environment)) ? Clash.SAME : Clash.SAVED)
                .orElse(Clash.NONE);
    }
}
