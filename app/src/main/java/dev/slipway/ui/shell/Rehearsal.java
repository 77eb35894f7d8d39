package dev.slipway.ui.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Duration;

/**
 * Goes through the whole window once, by itself, and closes it: what the build runs in the tour, so that Java's
 * ahead-of-time cache knows every class and which code is busy. It knows no page by name, so a new page is visited too.
 * FX thread.
 */
public final class Rehearsal {
    /** Long enough for a page to load, for pictures of it to be drawn, and for code in it to become warm. */
    private static final Duration LOOK = Duration.millis(900);
    private static final Duration GLANCE = Duration.millis(250);

    /** Buttons that only show something. */
    private static final Set<String> SHOWING = Set.of("terminal", "logs", "details", "jupyter");

    /** Where the window is drawn by a graphics card; the machine that builds has none, and loads none of it. */
    private static final List<String> DRAWING = List.of("com/sun/prism/es2", "com/sun/prism/shader",
            "com/sun/scenario/effect/impl/es2", "com/sun/scenario/effect/impl/prism/ps", "com/sun/glass/ui/gtk");

    private record Step(Duration after, Runnable run) {
    }

    private final Stage stage;
    private final Deque<Step> steps = new ArrayDeque<>();

    private Rehearsal(Stage stage) {
        this.stage = stage;
    }

    /** Starts; the window of {@code stage} closes at the end. */
    public static void start(Stage stage, Workbench bench, Consumer<Throwable> failed) {
        var rehearsal = new Rehearsal(stage);
        rehearsal.plan(bench);
        rehearsal.next(failed);
    }

    private void plan(Workbench bench) {
        steps.add(new Step(LOOK, Rehearsal::loadDrawing));
        for (var page : bench.view().pageIds()) {
            steps.add(new Step(LOOK, () -> bench.go(page)));
            steps.add(new Step(LOOK, () -> touch(!page.equals("settings"))));
            steps.add(new Step(GLANCE, () -> stage.getScene().getRoot().lookupAll(".combo-box").forEach(node -> {
                if (node instanceof ComboBox<?> box) {
                    box.hide();
                }
            })));
        }
        for (var action : bench.rehearsed()) {
            steps.add(new Step(LOOK, action.run()));
            steps.add(new Step(LOOK, this::closeDialogs));
        }
        List.copyOf(stage.getScene().getAccelerators().values())
                .forEach(key -> steps.add(new Step(GLANCE, key)));
        steps.add(new Step(LOOK, this::closeDialogs));
        steps.add(new Step(GLANCE, stage::close));
    }

    private void next(Consumer<Throwable> failed) {
        var step = steps.poll();
        if (step == null) {
            return;
        }
        var pause = new PauseTransition(step.after());
        pause.setOnFinished(_ -> {
            try {
                step.run().run();
                next(failed);
            } catch (RuntimeException e) {
                failed.accept(e);
            }
        });
        pause.play();
    }

    /** Everything on the page that shows something else without changing anything. */
    private void touch(boolean toggles) {
        var root = stage.getScene().getRoot();
        for (var node : List.copyOf(root.lookupAll("*"))) {
            if (!seen(node)) {
                continue;
            }
            switch (node) {
                case TableView<?> table -> table.getSelectionModel().selectFirst();
                case ListView<?> list -> list.getSelectionModel().selectFirst();
                case ToggleButton toggle when toggles -> {
                    toggle.fire();
                    toggle.fire();
                }
                case ComboBox<?> box -> box.show();
                case MenuButton menu -> {
                    menu.show();
                    menu.hide();
                }
                case Button button when SHOWING.contains(String.valueOf(button.getId())) -> button.fire();
                case TextField field when field.isEditable() && toggles -> {
                    field.setText("cuda");
                    field.setText("");
                }
                default -> {
                }
            }
        }
    }

    private static boolean seen(Node node) {
        for (var one = node; one != null; one = one.getParent()) {
            if (!one.isVisible() || one.isDisabled()) {
                return false;
            }
        }
        return true;
    }

    private void closeDialogs() {
        for (var window : List.copyOf(Window.getWindows())) {
            if (window != stage) {
                window.hide();
            }
        }
    }

    private static void loadDrawing() {
        var modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/javafx.graphics");
        for (var folder : DRAWING) {
            try (Stream<Path> files = Files.list(modules.resolve(folder))) {
                files.map(modules::relativize).map(Path::toString).filter(name -> name.endsWith(".class"))
                        .forEach(Rehearsal::load);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void load(String file) {
        try {
            Class.forName(file.substring(0, file.length() - ".class".length()).replace('/', '.'), false,
                    ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalStateException("Listed, yet not there: " + file, e);
        }
    }
}
