package dev.slipway.ui.launch;

import dev.slipway.environment.Extras;
import dev.slipway.environment.Extras.Packages;
import java.util.Arrays;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The fields for what an environment has beyond its image: packages as typed, with spaces between, and SSH. */
final class PackageFields {
    private final StringProperty pip = new SimpleStringProperty("");
    private final StringProperty conda = new SimpleStringProperty("");
    private final StringProperty apt = new SimpleStringProperty("");
    private final BooleanProperty ssh = new SimpleBooleanProperty();

    /** Empty fields; {@code changed} is told of every change. */
    PackageFields(Runnable changed) {
        List.of(pip, conda, apt).forEach(field -> field.addListener(_ -> changed.run()));
        ssh.addListener(_ -> changed.run());
    }

    void fill(Extras extras) {
        pip.set(String.join(" ", extras.packages().pip()));
        conda.set(String.join(" ", extras.packages().conda()));
        apt.set(String.join(" ", extras.packages().apt()));
        ssh.set(extras.ssh());
    }

    /** What they say; the rest is that of {@code from}. */
    Extras extras(Extras from) {
        return from.withSsh(ssh.get()).withPackages(new Packages(words(pip.get()), words(conda.get()),
                words(apt.get())));
    }

    /** A comma between names is a slip that does no harm; within one it belongs to the versions. */
    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split(",?\\s+")).filter(word -> !word.isEmpty()).distinct().toList();
    }

    boolean any() {
        return !extras(Extras.NONE).packages().isEmpty();
    }

    StringProperty pipProperty() {
        return pip;
    }

    StringProperty condaProperty() {
        return conda;
    }

    StringProperty aptProperty() {
        return apt;
    }

    BooleanProperty sshProperty() {
        return ssh;
    }
}
