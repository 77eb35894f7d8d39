package dev.slipway.ui.doctor;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Texts;
import dev.slipway.doctor.Doctor;
import dev.slipway.doctor.Finding;
import dev.slipway.doctor.Report;
import dev.slipway.ui.kit.Fx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The state of the doctor's page. FX thread. */
public final class DoctorModel {
    private final Texts texts;
    private final Doctor doctor;
    private final Supplier<Report> report;
    private final Background background;
    private final Fx fx;
    private final ReadOnlyObjectWrapper<DoctorState> state = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Optional<Doctor.Examination>> last =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<Doctor.Examination> examination = Optional.empty();
    private Optional<Failure> failure = Optional.empty();
    private boolean looking;

    /** A page that has not looked yet; {@link #check} makes it. */
    public DoctorModel(Texts texts, Doctor doctor, Supplier<Report> report, Background background, Fx fx) {
        this.texts = texts;
        this.doctor = doctor;
        this.report = report;
        this.background = background;
        this.fx = fx;
        publish();
    }

    /** What the page shows; its {@link DoctorState#trouble} is the number beside the page's name. */
    public ReadOnlyObjectProperty<DoctorState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** What the last examination that came to its end saw. */
    public ReadOnlyObjectProperty<Optional<Doctor.Examination>> examinationProperty() {
        return last.getReadOnlyProperty();
    }

    /** Looks at this machine anew, unless that is under way. */
    public void check() {
        if (looking) {
            return;
        }
        looking = true;
        publish();
        background.run("doctor", doctor::examine, outcome -> fx.post(() -> {
            looking = false;
            switch (outcome) {
                case Outcome.Done<Doctor.Examination>(var done) -> {
                    examination = Optional.of(done);
                    failure = Optional.empty();
                    last.set(examination);
                }
                case Outcome.Failed<Doctor.Examination>(var why) -> failure = Optional.of(why);
            }
            publish();
        }));
    }

    /** Writes the machine report of the last examination, after one where there was none. */
    void report(Consumer<String> written, Consumer<Failure> failed) {
        var last = examination;
        background.run("report", () -> report.get().text(last.isPresent() ? last.get() : doctor.examine()),
                outcome -> fx.post(() -> {
                    switch (outcome) {
                        case Outcome.Done<String>(var text) -> written.accept(text);
                        case Outcome.Failed<String>(var why) -> failed.accept(why);
                    }
                }));
    }

    private void publish() {
        var all = examination.map(Doctor.Examination::findings).orElse(List.of());
        var findings = all.stream().filter(finding -> finding.severity() != Finding.Severity.OK).toList();
        var sound = all.stream().filter(finding -> finding.severity() == Finding.Severity.OK).toList();
        boolean allWell = examination.map(Doctor.Examination::allWell).orElse(false) && failure.isEmpty();
        state.set(new DoctorState(looking, subtitle(findings, allWell), allWell, findings, sound, failure));
    }

    private String subtitle(List<Finding> findings, boolean allWell) {
        if (looking) {
            return texts.of("doctor.looking");
        }
        if (failure.isPresent()) {
            return texts.of("doctor.failed", failure.get().title());
        }
        var parts = new ArrayList<String>();
        if (allWell) {
            parts.add(texts.of("doctor.all-well"));
        }
        count(parts, findings, Finding.Severity.PROBLEM, "doctor.problems");
        count(parts, findings, Finding.Severity.WARNING, "doctor.warnings");
        count(parts, findings, Finding.Severity.NOTE, "doctor.notes");
        return String.join(" · ", parts);
    }

    private void count(List<String> parts, List<Finding> findings, Finding.Severity severity, String key) {
        long number = findings.stream().filter(finding -> finding.severity() == severity).count();
        if (number > 0) {
            parts.add(texts.count(key, number));
        }
    }
}
