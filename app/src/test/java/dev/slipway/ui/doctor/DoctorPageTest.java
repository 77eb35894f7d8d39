package dev.slipway.ui.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Texts;
import dev.slipway.doctor.Doctor;
import dev.slipway.doctor.Report;
import dev.slipway.doctor.SurroundingsReader;
import dev.slipway.engine.GpuAccess;
import dev.slipway.machine.MachineSource;
import dev.slipway.machine.Machines;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Notices;
import dev.slipway.ui.kit.Views;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorPageTest {
    @TempDir
    Path root;

    private final MachineSource.State sound = Machines.state(Machines.linux(), Machines.driver("580.95.05", "13.0"),
            List.of(Machines.rtx4090()), Machines.docker("28.2.2", GpuAccess.CDI));
    private final MachineSource.State troubled = Machines.refused(sound,
            new Failure.PermissionDenied("/var/run/docker.sock", "connect: permission denied"));

    private DoctorModel model(MachineSource.State state, Locale locale, Fx fx) {
        return new DoctorModel(Texts.load(locale),
                new Doctor(Machines.source(state), new SurroundingsReader(root, Map.of(), "mia")),
                () -> new Report("1.0", "/home/mia", "mia", "lab-7"), Background.sameThread(), fx);
    }

    @Test
    void nothingIsSaidBeforeTheFirstExamination() {
        var state = model(troubled, Locale.ENGLISH, Fx.direct()).stateProperty().get();
        assertFalse(state.allWell());
        assertEquals(0, state.trouble());
        assertEquals("", state.subtitle());
    }

    @Test
    void theSubtitleCountsWhatWasFound() {
        var model = model(troubled, Locale.ENGLISH, Fx.direct());
        model.check();
        assertEquals("1 problem", model.stateProperty().get().subtitle());
        assertEquals(1, model.stateProperty().get().trouble());
        assertFalse(model.stateProperty().get().allWell());
    }

    @Test
    void aBrokenExaminationIsToldAndTheNextOneMendsIt() {
        var breaking = new ArrayList<>(List.of(true, false));
        var machine = Machines.source(sound);
        var doctor = new Doctor(machine, new SurroundingsReader(root, Map.of(), "mia"));
        var background = new Background() {
            @Override
            public <T> Task run(String name, Callable<T> work, Consumer<dev.slipway.base.Outcome<T>> whenDone) {
                return Background.sameThread().run(name, () -> {
                    if (breaking.removeFirst()) {
                        throw new IllegalStateException("broken");
                    }
                    return work.call();
                }, whenDone);
            }
        };
        var model = new DoctorModel(Texts.load(Locale.ENGLISH), doctor, () -> null, background, Fx.direct());
        model.check();
        assertTrue(model.stateProperty().get().subtitle().startsWith("The examination broke off"));
        assertFalse(model.stateProperty().get().allWell());
        model.check();
        assertTrue(model.stateProperty().get().allWell());
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, zh-CN"})
    void showsCauseEvidenceAndCommandsToCopy(Settings.Theme theme, String language) {
        var locale = Locale.forLanguageTag(language);
        var model = model(troubled, locale, Fx.platform());
        try (var screen = Screen.show(theme, 1000, 700, _ -> new DoctorView(new Views(Texts.load(locale)), model,
                new Notices(Texts.load(locale), new StackPane()), () -> {
                }).node())) {
            Screen.onFx(() -> {
                screen.scene().lookup("#again").requestFocus();
                ((Button) screen.scene().lookup("#again")).fire();
                return null;
            });
            screen.await("the finding shows", () -> screen.scene().lookup(".finding-problem") != null);
            var card = screen.find(".finding-problem", VBox.class);
            var commands = Screen.onFx(() -> ((TextArea) card.lookup(".commands")).getText());
            assertTrue(commands.contains("usermod -aG"), commands);
            Screen.onFx(() -> {
                ((Hyperlink) card.lookup(".hyperlink")).fire();
                ((Button) card.lookup(".button")).fire();
                return null;
            });
            assertEquals(commands, Screen.onFx(() -> Clipboard.getSystemClipboard().getString()));
            assertTrue(Screen.onFx(() -> card.lookupAll(".mono").stream().anyMatch(node -> node instanceof Label label
                    && label.getText().contains("docker.sock") && label.getParent().isVisible())));
            Screen.onFx(() -> {
                ((Button) screen.scene().lookup("#report")).fire();
                return null;
            });
            screen.await("the report is copied", () -> String.valueOf(Clipboard.getSystemClipboard().getString())
                    .startsWith("Slipway 1.0"));
            screen.settle();
            screen.save(Path.of("target/pictures/doctor-" + theme + ".png"));
        }
    }

    @Test
    void aSoundMachineIsToldSo() {
        var model = model(sound, Locale.ENGLISH, Fx.platform());
        try (var screen = Screen.show(Settings.Theme.LIGHT, 1000, 700, _ -> new DoctorView(
                new Views(Texts.load(Locale.ENGLISH)), model,
                new Notices(Texts.load(Locale.ENGLISH), new StackPane()), () -> {
                }).node())) {
            Screen.onFx(() -> {
                model.check();
                return null;
            });
            screen.await("all is well", () -> screen.scene().lookup("#well").isVisible());
            assertEquals(4, Screen.onFx(() -> ((VBox) screen.scene().lookup("#sound")).getChildren().size()));
            screen.settle();
            screen.save(Path.of("target/pictures/doctor-well.png"));
        }
    }
}
