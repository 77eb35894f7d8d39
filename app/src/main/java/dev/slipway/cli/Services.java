package dev.slipway.cli;

import dev.slipway.base.Text;
import dev.slipway.access.Access;
import dev.slipway.base.Texts;
import dev.slipway.base.UserData;
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
import dev.slipway.session.GpuNeeds;
import dev.slipway.session.Sessions;
import dev.slipway.session.UsageFeed;
import dev.slipway.update.Updates;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What the commands work with. Each part is made when it is first asked for: a command pays for its own only. */
public interface Services extends AutoCloseable {
    /** Texts in the user's language. */
    Texts texts();

    /** This machine. */
    MachineSource machine();

    /** The image tags Slipway knows. */
    Catalog catalog();

    /** The sets of facts behind them: the bundled one, and those the user loaded. */
    FactsStore facts();

    /** What is wrong with the facts the user loaded; empty when nothing is, or none were loaded. */
    Optional<Text> factsNotice();

    /** Asks registries what images say of themselves; empty where no network is to be used. */
    Optional<ImageSource> lookup();

    /** Logs in to registries; empty where no network is to be used. */
    Optional<Logins> logins();

    /** The user's environments. */
    EnvironmentStore environments();

    /** Layers with what environments have beyond their images. */
    Layers layers();

    /** The sessions on the engine in use. */
    Sessions sessions();

    /** Ways into sessions for other programs. */
    Access access();

    /** How much GPU memory environments have needed. */
    GpuNeeds gpuNeeds();

    /** The jobs in the sessions. */
    Jobs jobs();

    /** GPU use joined to sessions, one sample every {@code interval} (1 to 3600 seconds). */
    UsageFeed usage(Duration interval);

    /** Self-tests of sessions, and their results. */
    SelfTest selfTest();

    /** The doctor. */
    Doctor doctor();

    /** Writes machine reports. */
    Report report();

    /** What Slipway wrote into this user's folders. */
    UserData userData();

    /** Newer releases of this program. */
    Updates updates();

    /** Opens an address in the user's browser; false when this system has none that can be started. */
    boolean browse(URI address);

    @Override
    void close();
}
