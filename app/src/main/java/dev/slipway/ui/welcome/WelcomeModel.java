package dev.slipway.ui.welcome;

import dev.slipway.base.Subscription;
import dev.slipway.base.Texts;
import dev.slipway.doctor.Command;
import dev.slipway.doctor.Doctor;
import dev.slipway.doctor.Finding;
import dev.slipway.doctor.Surroundings;
import dev.slipway.machine.MachineSource;
import dev.slipway.setup.FirstSteps;
import dev.slipway.setup.Part;
import dev.slipway.setup.Part.Standing;
import dev.slipway.setup.Rights;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The page of a first start: what was found, what is missing with its fix, and the first notebook. FX thread. */
public final class WelcomeModel implements AutoCloseable {
    private final WelcomeServices services;
    private final Texts texts;
    private final FixModel fixes;
    private final NotebookModel notebook;
    private final ReadOnlyObjectWrapper<WelcomeState> state = new ReadOnlyObjectWrapper<>();
    private final Subscription watching;
    private MachineSource.State machine = MachineSource.State.NOTHING;
    private Optional<Surroundings> around = Optional.empty();
    private List<Part> parts = List.of();
    private boolean looking;

    /** A page over these services; {@link #examined} brings it what the doctor saw. */
    public WelcomeModel(WelcomeServices services) {
        this.services = services;
        this.texts = services.texts();
        this.fixes = new FixModel(services, this::publish);
        this.notebook = new NotebookModel(services);
        publish();
        watching = services.machines().watch(services.fx().<MachineSource.State>latest(newest -> {
            machine = newest;
            publish();
        })::accept);
    }

    /** Takes what the doctor saw at last, and whether it is looking now. */
    public void examined(boolean nowLooking, Optional<Doctor.Examination> last) {
        looking = nowLooking;
        last.ifPresent(it -> around = Optional.of(it.surroundings()));
        publish();
    }

    ReadOnlyObjectProperty<WelcomeState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    NotebookModel notebook() {
        return notebook;
    }

    /** Looks at everything anew. */
    public void refresh() {
        fixes.forget();
        services.look().run();
    }

    /** Runs the commands of a part's fix, which the page shows. */
    void run(Part.Topic topic) {
        fix(topic).ifPresent(fix -> fixes.start(topic, fix, rights()));
    }

    void stop() {
        fixes.stop();
    }

    void copy(Part.Topic topic) {
        fix(topic).ifPresent(fix -> services.clipboard().accept(String.join("\n", fix.commands())));
    }

    private Optional<Finding.Fix> fix(Part.Topic topic) {
        return parts.stream().filter(part -> part.topic() == topic).findFirst().flatMap(Part::fix);
    }

    void skip() {
        services.go().accept("machine");
    }

    void openDoctor() {
        services.go().accept("doctor");
    }

    void tour() {
        services.tour().run();
    }

    void images() {
        services.go().accept("images");
    }

    private Rights rights() {
        var seen = around.orElse(Surroundings.NOTHING);
        return new Rights(seen.root(), seen.has("pkexec"), services.screen(), machine.simulated(), services.user(),
                services.home().toString());
    }

    private void publish() {
        parts = FirstSteps.of(machine, around);
        state.set(new WelcomeState(looking, subtitle(), parts.stream().map(this::line).toList(),
                machine.simulated()));
        notebook.on(machine.machine(), FirstSteps.ready(parts));
    }

    private String subtitle() {
        if (parts.stream().anyMatch(part -> part.standing() == Standing.LOOKING) && (looking || around.isEmpty())) {
            return texts.of("welcome.subtitle.looking");
        }
        return texts.of(FirstSteps.summary(parts));
    }

    private WelcomeState.Line line(Part part) {
        var id = part.topic().name().toLowerCase(Locale.ROOT).replace('_', '-');
        var standing = part.standing().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new WelcomeState.Line(part.topic(), texts.of("welcome.topic." + id), part.standing(),
                texts.of("welcome.standing." + standing), texts.of(part.title()), texts.of(part.detail()),
                part.fix().map(fix -> fix(part, fix)));
    }

    private WelcomeState.Fix fix(Part part, Finding.Fix fix) {
        var rights = rights();
        var why = fix.commands().isEmpty() ? "" : rights.why(fix).map(texts::of).orElse("");
        var lines = rights.lines(fix);
        long passwords = why.isEmpty() ? fix.steps().stream().filter(rights::asks).map(Command::line).count() : 0;
        var note = (passwords > 0 ? texts.count("welcome.run.passwords", passwords) : "")
                + (fix.thenReboot() && passwords > 0 ? " " : "")
                + (fix.thenReboot() ? texts.of("welcome.run.login") : "");
        return new WelcomeState.Fix(texts.of(fix.text()), String.join("\n", lines), why,
                texts.count("welcome.run", lines.size()), note, fixes.going(), fixes.of(part.topic()));
    }

    @Override
    public void close() {
        watching.close();
        notebook.close();
    }
}
