package dev.slipway;

import java.time.Duration;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * The window. Arguments: {@code --tour} starts with the simulated machine; a path opens that environment's file to be
 * looked at.
 */
public final class App extends Application {
    private static final Duration STARTING = Duration.ofSeconds(3);

    private Core.Surface surface;
    private Optional<Windows> windows = Optional.empty();
    private Optional<OneWindow> one = Optional.empty();
    private boolean handedOver;

    /** Opens the window and returns when it has been closed. */
    static void open(String[] arguments) {
        launch(App.class, arguments);
    }

    @Override
    public void init() {
        surface = Wiring.surface(System.getenv(), Optional.empty());
        var arguments = getParameters().getRaw();
        if (!arguments.contains(OneWindow.TOUR)) {
            var folder = OneWindow.folder(System.getenv(), surface.dirs().state());
            // Another window may have been quicker, which does not listen before it has painted.
            switch (OneWindow.claim(folder, OneWindow.file(arguments), STARTING)) {
                case OneWindow.Claim.First(var window) -> one = Optional.of(window);
                case OneWindow.Claim.HandedOver() -> handedOver = true;
                case OneWindow.Claim.Alone() -> one = Optional.empty();
            }
        }
    }

    @Override
    public void start(Stage stage) {
        if (handedOver) {
            Platform.exit();
            return;
        }
        // JavaFX counts "--tour" among the unnamed ones.
        var arguments = getParameters().getRaw();
        var shown = new Windows(stage, surface);
        windows = Optional.of(shown);
        shown.show(arguments.contains(OneWindow.TOUR));
        OneWindow.file(arguments).ifPresent(shown::review);
        one.ifPresent(it -> it.listen(surface.background(), shown::called));
    }

    @Override
    public void stop() {
        one.ifPresent(OneWindow::close);
        windows.ifPresent(Windows::close);
        surface.settings().close();
    }
}
