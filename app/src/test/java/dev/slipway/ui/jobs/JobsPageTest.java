package dev.slipway.ui.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Texts;
import dev.slipway.job.Job;
import dev.slipway.job.JobState;
import dev.slipway.settings.Settings;
import dev.slipway.tour.Tour;
import dev.slipway.ui.Benches;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Views;
import dev.slipway.ui.shell.Workbench;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs in the window: on the card, in the dock, and the dialog that starts one. */
class JobsPageTest {
    @TempDir
    private Path folder;

    private final Tour tour = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO);
    private final List<Job> ended = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private final JobsBoard board = new JobsBoard(tour.jobs(), Background.sameThread(), Fx.direct(),
            Texts.load(Locale.ENGLISH), ended::add, opened::add);

    static Stream<Object[]> looks() {
        return Stream.of(new Object[] {Settings.Theme.LIGHT, Locale.ENGLISH, 1000, 700},
                new Object[] {Settings.Theme.DARK, Locale.SIMPLIFIED_CHINESE, 1000, 700},
                new Object[] {Settings.Theme.LIGHT, Locale.SIMPLIFIED_CHINESE, 1600, 1000},
                new Object[] {Settings.Theme.DARK, Locale.ENGLISH, 1600, 1000});
    }

    private static void save(Screen screen, String what, Settings.Theme theme, Locale language, int width) {
        screen.settle();
        screen.save(Path.of("target/pictures/" + what + "-" + theme + "-" + language.getLanguage() + "-" + width
                + ".png"));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void aCardLeadsToItsJobsAndAJobToItsOutput(Settings.Theme theme, Locale language, int width, int height) {
        var made = new ArrayList<Workbench>();
        try (var screen = Screen.show(theme, width, height, stage -> {
            made.add(new Benches(folder).bench(stage, theme, language));
            return made.getFirst().view().node();
        })) {
            Screen.onFx(() -> {
                made.getFirst().start();
                made.getFirst().go("environments");
                return true;
            });
            screen.await("a card tells of jobs", () -> screen.scene().getRoot().lookupAll(".card-note").stream()
                    .anyMatch(note -> note.isVisible()));
            Screen.onFx(() -> {
                screen.scene().getRoot().lookupAll(".card-note").stream().filter(note -> note.isVisible())
                        .map(Hyperlink.class::cast).findFirst().orElseThrow().fire();
                return true;
            });
            screen.await("the jobs are listed", () -> screen.scene().lookup(".jobs .table-view")
                    instanceof TableView<?> table && table.getItems().size() == 3);
            save(screen, "jobs", theme, language, width);
            assertFalse(screen.find("#stop.button.quiet", Button.class).isDisabled());
            Screen.onFx(() -> {
                ((Button) screen.scene().lookup(".jobs #follow")).fire();
                return true;
            });
            screen.await("the output is there", () -> ((TabPane) screen.scene().lookup("#tabs")).getTabs().size() == 2);
            save(screen, "jobs-output", theme, language, width);
            Screen.onFx(() -> {
                made.getFirst().close();
                return true;
            });
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void theDialogOffersTheLastCommandsAndAsksForAShellWhereOneIsWanted(Settings.Theme theme, Locale language,
            int width, int height) {
        var texts = Texts.load(language);
        var here = new JobsBoard(tour.jobs(), Background.virtualThreads(), Fx.platform(), texts, ended::add,
                opened::add);
        var started = new ArrayList<Job>();
        Screen.start();
        var model = Screen.onFx(() -> new RunModel("diffusion", here, started::add));
        try (var screen = Screen.show(theme, 640, height == 700 ? 430 : 500,
                _ -> new RunView(model, new Views(texts)).node())) {
            screen.await("the last commands are there", () -> model.last().size() == 3);
            Screen.onFx(() -> {
                if (height == 700) {
                    model.lineProperty().set("python train.py | tee log.txt");
                }
                return true;
            });
            save(screen, "jobs-run", theme, language, width);
            Screen.onFx(() -> {
                var run = (Button) screen.scene().lookup("#run");
                assertFalse(run.isDisabled());
                run.fire();
                return true;
            });
            screen.await("it runs", () -> !started.isEmpty() && model.doneProperty().get());
            assertEquals(height == 700 ? List.of("/bin/sh", "-c", "python train.py | tee log.txt")
                    : List.of("torchrun", "--nproc_per_node=1", "train.py", "--epochs", "40"),
                    started.getFirst().command());
        }
    }

    @Test
    void tellsOfAJobThatEndedHereAndOfNoneThatEndedBefore() throws Exception {
        board.start();
        assertEquals(List.of(), ended);
        var running = board.of("diffusion").getFirst();
        assertEquals("1 job runs", board.note("diffusion").orElseThrow().words());
        tour.jobs().stop(running.id(), Duration.ZERO);
        assertEquals(List.of(running.id()), ended.stream().map(Job::id).toList());
        assertEquals("Last job stopped", board.note("diffusion").orElseThrow().words());
        assertTrue(board.texts().of(board.ended(ended.getFirst())).startsWith("A job in diffusion was stopped after"));
        assertEquals(Optional.empty(), board.note("course-cv-03"));
        board.note("thesis").orElseThrow().open().run();
        assertEquals(List.of("thesis"), opened);
    }

    @Test
    void tellsOfAJobThatEndsWithItsSession() throws Exception {
        board.start();
        tour.sessions().stop("diffusion");
        assertTrue(ended.stream().anyMatch(job -> job.state() instanceof JobState.EndedWithSession), ended.toString());
    }

    @Test
    void stopsAndRunsAgainWhatIsChosen() {
        board.start();
        var followed = new ArrayList<Job>();
        var model = new JobsModel("diffusion", Optional.empty(), board,
                new JobsModel.Doors(followed::add, opened::add), InstantSource.system());
        assertFalse(model.stoppable());
        model.selectedProperty().set(Optional.of(board.of("diffusion").getFirst().id()));
        assertTrue(model.stoppable());
        model.follow();
        assertEquals(1, followed.size());
        model.stop();
        assertFalse(model.stoppable());
        assertEquals("Stopped", model.stateProperty().get().rows().getFirst().state());
        model.again();
        assertEquals(4, model.stateProperty().get().rows().size());
        assertEquals("torchrun --nproc_per_node=1 train.py --epochs 40",
                model.stateProperty().get().rows().getFirst().command());
        assertTrue(model.place().contains("inside the container"));
        model.close();
    }

    @Test
    void saysWhatIsWrongWithALine() {
        var model = new RunModel("diffusion", board, _ -> { });
        model.lineProperty().set("python 'train.py");
        model.run();
        assertTrue(model.stateProperty().get().failure().isPresent());
        assertFalse(model.doneProperty().get());
        model.lineProperty().set("python train.py");
        assertTrue(model.stateProperty().get().failure().isEmpty());
    }

    @Test
    void showsForeignWordsWithoutWhatCannotBeSeen() {
        var job = new Job("20261121-043108-aaaa", "s", List.of("a\u202eb\u001b[31m\nc"), Instant.EPOCH,
                new JobState.Lost(), false, Optional.empty());
        var row = JobRow.of(job, Instant.EPOCH, Texts.load(Locale.ENGLISH));
        assertEquals("'a\u2423b\u2423[31m\u2423c'", row.command());
        assertEquals("not measured", row.peak());
        assertEquals("—", row.duration());
    }
}
