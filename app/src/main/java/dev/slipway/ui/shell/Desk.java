package dev.slipway.ui.shell;

import dev.slipway.access.Access;
import dev.slipway.base.Background;
import dev.slipway.base.Text;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.FactsStore;
import dev.slipway.doctor.Doctor;
import dev.slipway.doctor.Report;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.job.Jobs;
import dev.slipway.layer.Layers;
import dev.slipway.machine.MachineSource;
import dev.slipway.registry.ImageSource;
import dev.slipway.registry.Logins;
import dev.slipway.selftest.SelfTest;
import dev.slipway.session.Sessions;
import dev.slipway.session.UsageFeed;
import dev.slipway.update.Updates;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Everything a window works with: this machine, or the tour's.
 *
 * @param background runs what blocks
 * @param machine the machine
 * @param catalog the images Slipway knows; reads files when first asked
 * @param lookup asks registries what images say of themselves, where the network may be used
 * @param facts the sets of facts that are kept
 * @param factsChanged to be called when another one is in use
 * @param factsNotice what is wrong with the facts the user loaded; known once {@code catalog} was asked for
 * @param logins logs in to registries, where there are any
 * @param environments the environments that are kept
 * @param sessions the sessions on the engine in use
 * @param access ways into them for other programs
 * @param layers what environments have beyond their images
 * @param jobs the jobs in them
 * @param usage GPU use as it comes
 * @param gpuNeed the highest use of GPU memory in bytes that is known of an environment; may read a file
 * @param selfTest proves that the GPUs of a session work
 * @param doctor looks for trouble
 * @param report makes the writer of machine reports, which asks for the computer's name
 * @param updates newer releases of the program; reads a file when first asked
 * @param browse opens an address in the user's browser; false when there is none. Blocking
 * @param desktopNotice shows a title and words on the desktop, where there is a way; blocking
 * @param home the user's home folder
 * @param usualFolder where environments are kept unless the user chose another folder
 * @param slipway how this program is started from a command line
 * @param ending ends it all
 */
public record Desk(Background background, MachineSource machine, Supplier<Catalog> catalog,
        Supplier<Optional<ImageSource>> lookup, Supplier<FactsStore> facts, Runnable factsChanged,
        Supplier<Optional<Text>> factsNotice, Supplier<Optional<Logins>> logins, EnvironmentStore environments,
        Sessions sessions, Access access, Layers layers, Jobs jobs, UsageFeed usage,
        Function<String, Optional<Long>> gpuNeed, SelfTest selfTest, Doctor doctor, Supplier<Report> report,
        Supplier<Updates> updates, Predicate<URI> browse, BiConsumer<String, String> desktopNotice, Path home,
        Path usualFolder, List<String> slipway, Runnable ending) implements AutoCloseable {
    /** Freezes the list. */
    public Desk {
        slipway = List.copyOf(slipway);
    }

    @Override
    public void close() {
        ending.run();
    }
}
