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
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.animation.PauseTransition;
import javafx.stage.Stage;
import javafx.util.Duration;

/**
 * Goes through all pages once, by itself, and closes the window: what the build runs in the tour, so that Java's
 * ahead-of-time cache knows the classes that pages need. It knows no page by name, so a new page is visited too. It
 * presses nothing: Java takes in every class of the cache at each start, before anything is seen, for about 25 us each,
 * and dialogs and menus have a thousand. They are read from the libraries when they are opened first. FX thread.
 */
public final class Rehearsal {
    /** Long enough for a page to load, for pictures of it to be drawn, and for code in it to become warm. */
    private static final Duration LOOK = Duration.millis(900);

    /**
     * Where the window is drawn by a graphics card; the machine that builds has none, and loads none of it. Without the
     * classes of single effects, of which there are hundreds and a window needs a few.
     */
    private static final List<String> DRAWING =
            List.of("com/sun/prism/es2", "com/sun/scenario/effect/impl/es2", "com/sun/glass/ui/gtk");

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
        }
        steps.add(new Step(LOOK, stage::close));
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
