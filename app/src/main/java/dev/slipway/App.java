package dev.slipway;

import dev.slipway.base.Background;
import dev.slipway.base.Dirs;
import dev.slipway.ui.kit.Themes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * The window. Arguments: {@code --tour} starts with the simulated machine; a path opens that environment's file to be
 * looked at.
 */
public final class App extends Application {
    private static final Duration STARTING = Duration.ofSeconds(3);
    /** JavaFX makes the application itself, when it is ready; what is made beside it meanwhile waits here. */
    private static final AtomicReference<Future<Opening>> MAKING = new AtomicReference<>();

    private Optional<Opening> opening = Optional.empty();
    private Optional<Windows> windows = Optional.empty();

    /** What the first picture needs and JavaFX does not make. */
    private record Opening(Core.Surface surface, OneWindow.Claim claim) {
        static Opening of(boolean tour, Path folder, Optional<Path> file) {
            var surface = Wiring.surface(System.getenv(), Optional.empty());
            // Another window may have been quicker, which does not listen before it has painted.
            return new Opening(surface,
                    tour ? new OneWindow.Claim.Alone() : OneWindow.claim(folder, file, STARTING));
        }
    }

    /** Opens the window and returns when it has been closed, or when another that is open has been given the file. */
    static void open(List<String> arguments) {
        var dirs = Dirs.of(System.getenv(), System.getProperty("os.name", ""),
                Path.of(System.getProperty("user.home")));
        var folder = OneWindow.folder(System.getenv(), dirs.state());
        var file = OneWindow.file(arguments);
        boolean tour = arguments.contains(OneWindow.TOUR);
        if (tour || !OneWindow.handOver(folder, file)) {
            // One processor reads settings and texts, while another lets JavaFX find its screen.
            MAKING.set(Background.early("opening", () -> Opening.of(tour, folder, file)));
            Background.early("fonts", Themes::loadFonts);
            launch(App.class, arguments.toArray(String[]::new));
        }
    }

    @Override
    public void init() throws InterruptedException, ExecutionException {
        opening = Optional.of(MAKING.get().get());
    }

    @Override
    public void start(Stage stage) {
        var made = opening.orElseThrow();
        if (made.claim() instanceof OneWindow.Claim.HandedOver) {
            Platform.exit();
            return;
        }
        // JavaFX counts "--tour" among the unnamed ones.
        var arguments = getParameters().getRaw();
        var shown = new Windows(stage, made.surface());
        windows = Optional.of(shown);
        shown.show(arguments.contains(OneWindow.TOUR));
        OneWindow.file(arguments).ifPresent(shown::review);
        if (made.claim() instanceof OneWindow.Claim.First(var window)) {
            window.listen(made.surface().background(), shown::called);
        }
    }

    @Override
    public void stop() {
        opening.ifPresent(made -> {
            if (made.claim() instanceof OneWindow.Claim.First(var window)) {
                window.close();
            }
            windows.ifPresent(Windows::close);
            made.surface().settings().close();
        });
    }
}
