package dev.slipway;

import java.nio.file.Path;
import java.util.Optional;
import javafx.application.Application;
import javafx.stage.Stage;

/**
 * The window. Arguments: {@code --tour} starts with the simulated machine; a path opens that environment's file to be
 * looked at.
 */
public final class App extends Application {
    private Core.Surface surface;
    private Optional<Windows> windows = Optional.empty();

    /** Opens the window and returns when it has been closed. */
    static void open(String[] arguments) {
        launch(App.class, arguments);
    }

    @Override
    public void init() {
        surface = Wiring.surface(System.getenv(), Optional.empty());
    }

    @Override
    public void start(Stage stage) {
        var arguments = getParameters().getRaw();
        var shown = new Windows(stage, surface);
        windows = Optional.of(shown);
        shown.show(arguments.contains("--tour"));
        // JavaFX counts "--tour" among the unnamed ones.
        arguments.stream().filter(argument -> !argument.startsWith("-") && argument.endsWith(".slipway")).findFirst()
                .map(Path::of).ifPresent(shown::review);
    }

    @Override
    public void stop() {
        windows.ifPresent(Windows::close);
        surface.settings().close();
    }
}
